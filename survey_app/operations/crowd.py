"""People who answer a questionnaire, made up: at random, or so that given counts come out."""

import random
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from survey_app.mistakes import Mistake
from survey_app.questionnaire.answers import read_answers
from survey_app.questionnaire.model import MultipleChoice, Number, Questionnaire
from survey_app.questionnaire.variables import Variable, variables

Typed = dict[str, list[str]]
"""What one person types: form field → values, as a browser sends them."""

LEANING = (1, 2, 4, 8, 5)
"""How often each step of a scale is chosen, when nothing is said: mildly agreeing."""
SKIPS = 0.03
WRITES = 0.35
MOST = 1_000_000
"""So many can be simulated at once."""
PHRASES = (
    "Jag har fått bra stöd.",
    "Det har tagit tid men det går framåt.",
    "Bättre kontakt med myndigheterna.",
    "Mer tid för samtal hade varit bra.",
    "Jag vet vem jag ska fråga nu.",
)


class SimulationError(Mistake):
    """Counts that cannot come out, and what is wrong with them."""


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """So many persons who give these answers together."""

    persons: int
    answers: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Counts:
    """The marginal counts that a crowd shall add up to."""

    n: int | None = None
    groups: Mapping[str, int] = field(default_factory=dict)
    invited: Mapping[str, int] = field(default_factory=dict)
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    together: tuple[Pattern, ...] = ()
    numbers: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def marginals(self) -> dict[str, Mapping[str, int]]:
        """How many give each answer, codes and numbers alike."""
        return {**self.counts, **self.numbers}


def read_counts(path: Path) -> Counts:
    """Return the counts of a YAML or JSON file.

    Either the whole form (`n`, `groups`, `invited`, `counts`, `together`, `numbers`, `texts`) or
    only a mapping variable → code → how many. Raises SimulationError that names the file.
    """
    try:
        given = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SimulationError(f"{path} cannot be read: {error}") from None
    except RecursionError:
        raise SimulationError(f"{path} is nested too deeply to be counts.") from None
    if not isinstance(given, dict):
        raise SimulationError(f"{path}: write variable: {{code: how many}}.")
    if not given.keys() & {"n", "counts", "together", "numbers", "texts"}:
        given = {"counts": given}
    if unknown := given.keys() - Counts.__dataclass_fields__.keys():
        raise SimulationError(
            f"{path}: {min(map(str, unknown))} is not a key here. "
            f"Known: {', '.join(Counts.__dataclass_fields__)}."
        )
    try:
        return _counts(given)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise SimulationError(f"{path} is not laid out as counts: {error}") from None


def _counts(given: dict[str, Any]) -> Counts:
    def by_code(section: str) -> dict[str, dict[str, int]]:
        return {
            str(name): {str(code): _whole(count) for code, count in codes.items()}
            for name, codes in given.get(section, {}).items()
        }

    return Counts(
        n=None if given.get("n") is None else _whole(given["n"]),
        groups={str(name): _whole(count) for name, count in given.get("groups", {}).items()},
        invited={str(name): _whole(count) for name, count in given.get("invited", {}).items()},
        counts=by_code("counts"),
        numbers=by_code("numbers"),
        together=tuple(
            Pattern(
                persons=_whole(one["persons"]),
                answers={str(name): str(code) for name, code in one["answers"].items()},
            )
            for one in given.get("together", [])
        ),
        texts={str(name): tuple(map(str, texts)) for name, texts in given.get("texts", {}).items()},
    )


def _whole(count: Any) -> int:
    if not isinstance(count, int) or isinstance(count, bool):
        raise TypeError(f"{count!r} is not a whole number")
    if not 0 <= count <= MOST:
        raise ValueError(f"{count} is not between 0 and {MOST}")
    return count


def crowd(questionnaire: Questionnaire, n: int, counts: Counts, seed: int | None) -> list[Typed]:
    """Return what `n` persons type. The same seed gives the same persons.

    Variables that `counts` names get exactly those counts, the rest no answer. Without any counts
    every variable is answered at random.

    Raises SimulationError when the counts do not fit `n` persons or the questionnaire.
    """
    chance = random.Random(seed)  # noqa: S311 - made-up people need no cryptography
    known = {one.name: one for one in variables(questionnaire)}
    _check(known, n, counts)
    people: list[Typed] = [{} for _ in range(n)]
    if not (counts.counts or counts.together or counts.numbers or counts.texts):
        for person in people:
            _at_random(person, known.values(), chance)
        return people
    left = _play_together(people, counts)
    for name, wanted in left.items():
        _deal(people, known[name], wanted, chance)
    for name, texts in counts.texts.items():
        _write(people, known[name], texts, chance)
    _must_come_out(questionnaire, people, counts)
    chance.shuffle(people)
    return people


def _must_come_out(questionnaire: Questionnaire, people: list[Typed], counts: Counts) -> None:
    """Read the answers as the pages will: what they refuse or hide would not be counted."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for person in people:
        sent = read_answers(questionnaire, person)
        for name, invalid in sent.problems.items():
            raise SimulationError(
                f"{name} cannot be answered with {person.get(name, 'nothing')}: {invalid}."
            )
        for name, answer in sent.answers.items():
            found[name].update(answer if isinstance(answer, list) else [str(answer)])
    for name, wanted in counts.marginals.items():
        if found[name] != Counter(wanted):
            raise SimulationError(
                f"{name} comes out as {dict(found[name])}: `show_if` hides it from somebody who is "
                "to answer it. Say under `together` who answers what."
            )
    for name, texts in counts.texts.items():
        if found[name].total() != len(texts):
            raise SimulationError(
                f"{name} comes out with {found[name].total()} texts, not {len(texts)}: one is "
                "empty, or `show_if` hides it from its writer."
            )


def _check(known: Mapping[str, Variable], n: int, counts: Counts) -> None:
    named = [*counts.counts, *counts.numbers, *counts.texts]
    named += [name for pattern in counts.together for name in pattern.answers]
    for name in named:
        if name not in known:
            raise SimulationError(
                f"{name} is not a variable of the questionnaire. There are: {', '.join(known)}."
            )
    for name, wanted in counts.marginals.items():
        if min(wanted.values(), default=0) < 0:
            raise SimulationError(f"{name} cannot have fewer than 0 answers.")
    for name, wanted in counts.counts.items():
        variable = known[name]
        if strange := set(wanted) - set(variable.codes):
            raise SimulationError(
                f"{name} has no code {min(strange)}; it has {', '.join(variable.codes)}."
            )
        most = n * _choices(variable)
        if sum(wanted.values()) > most or max(wanted.values(), default=0) > n:
            raise SimulationError(
                f"{name} is to have {sum(wanted.values())} answers, more than {n} persons can give."
            )


def _choices(variable: Variable) -> int:
    question = variable.question
    if isinstance(question, MultipleChoice):
        return question.max_choices or len(question.options)
    return 1


def _play_together(people: list[Typed], counts: Counts) -> dict[str, dict[str, int]]:
    """Give the first persons their patterns, and return what is left of the counts."""
    left = {name: dict(wanted) for name, wanted in counts.marginals.items()}
    waiting = iter(people)
    for pattern in counts.together:
        for _ in range(pattern.persons):
            person = next(waiting, None)
            if person is None:
                raise SimulationError("The patterns under `together` are more persons than n.")
            for name, code in pattern.answers.items():
                person[name] = [code]
                if name not in left:
                    continue
                left[name][code] = left[name].get(code, 0) - 1
                if left[name][code] < 0:
                    raise SimulationError(
                        f"`together` uses {name} = {code} more often than `counts` has it."
                    )
    return left


def _deal(
    people: list[Typed], variable: Variable, wanted: Mapping[str, int], chance: random.Random
) -> None:
    free = [person for person in people if variable.name not in person]
    chance.shuffle(free)
    alone = {option.code for option in variable.options if option.exclusive}
    shared = {code: count for code, count in wanted.items() if code not in alone}
    for code in [code for code in wanted if code in alone]:
        for person in free[: wanted[code]]:
            person[variable.name] = [code]
        free = free[wanted[code] :]
    if sum(shared.values()) > len(free) * _choices(variable) or (
        max(shared.values(), default=0) > len(free)
    ):
        raise SimulationError(f"{variable.name}: the counts leave no one to answer them.")
    # Dealt round and round: a person gets a code once, and nobody more than their share.
    for place, code in enumerate(code for code, count in shared.items() for _ in range(count)):
        free[place % len(free)].setdefault(variable.name, []).append(code)


def _write(
    people: list[Typed], variable: Variable, texts: tuple[str, ...], chance: random.Random
) -> None:
    writers = [
        person
        for person in people
        if variable.specifies is None or variable.specify_code in person.get(variable.specifies, [])
    ]
    if len(texts) > len(writers):
        raise SimulationError(
            f"{variable.name} has {len(texts)} texts but only {len(writers)} persons to write them."
        )
    for person, text in zip(chance.sample(writers, len(texts)), texts, strict=True):
        person[variable.name] = [text]


def _at_random(person: Typed, known: Any, chance: random.Random) -> None:
    for variable in known:
        must = variable.question.required and variable.specifies is None
        if (chance.random() < SKIPS and not must) or (
            variable.specifies is not None
            and variable.specify_code not in person.get(variable.specifies, [])
        ):
            continue
        person[variable.name] = _choose(variable, chance)
        if not person[variable.name]:
            del person[variable.name]


def _choose(variable: Variable, chance: random.Random) -> list[str]:
    match variable.kind:
        case "likert":
            weights = [LEANING[place] if place < len(LEANING) else 1 for place in _places(variable)]
            return chance.choices(variable.codes, weights)
        case "single":
            return [chance.choice(variable.codes)]
        case "multiple":
            alone = {option.code for option in variable.options if option.exclusive}
            shared = [code for code in variable.codes if code not in alone]
            return chance.sample(shared, chance.randint(1, min(_choices(variable), len(shared))))
        case "number":
            question = variable.question
            if not isinstance(question, Number):
                return []
            return [str(chance.randint(question.min, min(question.max, question.min + 36)))]
        case "date":
            return [f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"]
        case "text":
            if variable.specifies is not None:
                return ["Annat"]
            writes = chance.random() < WRITES or variable.question.required
            return [chance.choice(PHRASES)[: variable.max_length]] if writes else []


def _places(variable: Variable) -> range:
    return range(len(variable.codes))
