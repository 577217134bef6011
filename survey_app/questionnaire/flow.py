"""Which questions are asked: `show_if`, judged and said in words.

A condition only looks back. A question that is hidden counts as unanswered, so what was written in
it before it was hidden cannot open another one.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import groupby
from typing import assert_never

from survey_app.questionnaire.model import (
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    Condition,
    Is,
    Not,
    Questionnaire,
    Scale,
)
from survey_app.questionnaire.variables import Variable, variables

Answer = str | int | list[str]
"""A code, several codes in the order asked, a number, or a day or other text."""
Answers = Mapping[str, Answer]


def holds(condition: Condition, answers: Answers, questionnaire: Questionnaire) -> bool:
    """Return whether `condition` is true of `answers`.

    An item that is unanswered, or answered outside its scale (“vet ej”), is neither at least nor at
    most anything. `Not` turns that round: not “at least 4” holds for the unanswered too.
    """
    match condition:
        case AtLeast(item=item, value=limit):
            value = _value(item, answers, questionnaire)
            return value is not None and value >= limit
        case AtMost(item=item, value=limit):
            value = _value(item, answers, questionnaire)
            return value is not None and value <= limit
        case Is(item=item, codes=codes):
            answer = answers.get(item)
            chosen = answer if isinstance(answer, list) else [answer]
            return any(code in codes for code in chosen)
        case Not(condition=inner):
            return not holds(inner, answers, questionnaire)
        case AnyOf(conditions=several):
            return any(holds(one, answers, questionnaire) for one in several)
        case AllOf(conditions=several):
            return all(holds(one, answers, questionnaire) for one in several)
        case _:
            assert_never(condition)


def _value(item: str, answers: Answers, questionnaire: Questionnaire) -> int | None:
    answer = answers.get(item)
    if isinstance(answer, int):
        return answer
    if not isinstance(answer, str):
        return None
    return step_values(questionnaire).get(item, {}).get(answer)


@lru_cache(maxsize=64)
def step_values(questionnaire: Questionnaire) -> dict[str, dict[str, int]]:
    """Return the value of each step, by variable and code, for everything asked on a scale."""
    return {
        variable.name: {
            point.code: point.value for point in variable.scale.points if point.value is not None
        }
        for variable in variables(questionnaire)
        if variable.scale is not None
    }


# In words --------------------------------------------------------------------------------------


def in_words(condition: Condition, questionnaire: Questionnaire) -> str:
    """Return who a question is for, as a Swedish sentence for those who see all questions.

    “Svara om du svarade ”i ganska hög grad” eller högre på ”Arbete”.”
    """
    by_name = {variable.name: variable for variable in variables(questionnaire)}
    return f"Svara om {_clause(condition, by_name, positive=True)}."


def _clause(condition: Condition, by_name: Mapping[str, Variable], *, positive: bool) -> str:
    match condition:
        case AtLeast() | AtMost() | Is():
            verb, item = _said(condition, by_name[condition.item], positive=positive)
            return f"{verb} på {item}"
        case Not(condition=inner):
            return _clause(inner, by_name, positive=not positive)
        case AnyOf(conditions=several) | AllOf(conditions=several):
            # Not (a or b) is said as not a and not b, which is how people say it.
            either = isinstance(condition, AnyOf) == positive
            return _joined(several, by_name, positive=positive, either=either)
        case _:
            assert_never(condition)


def _joined(
    several: Iterable[Condition], by_name: Mapping[str, Variable], *, positive: bool, either: bool
) -> str:
    word = " eller " if either else " och "
    # Not on this and not on that is said “inte … på ”Arbete” eller ”Studier””.
    within = word if positive else " eller "
    clauses: list[str] = []
    parts = [_part(one, by_name, positive=positive) for one in several]
    for verb, group in groupby(parts, key=lambda part: part[0]):
        items = [item for _verb, item in group]
        if not verb:
            clauses += items
        elif positive or not either:
            # “… eller högre på ”Arbete” eller ”Studier”” rather than the same words twice.
            clauses.append(f"{verb} på {within.join(items)}")
        else:
            clauses += [f"{verb} på {item}" for item in items]
    return word.join(clauses)


def _part(
    condition: Condition, by_name: Mapping[str, Variable], *, positive: bool
) -> tuple[str, str]:
    if isinstance(condition, AtLeast | AtMost | Is):
        return _said(condition, by_name[condition.item], positive=positive)
    clause = _clause(condition, by_name, positive=positive)
    nested = condition.condition if isinstance(condition, Not) else condition
    return "", f"({clause})" if isinstance(nested, AnyOf | AllOf) else clause


def _said(condition: AtLeast | AtMost | Is, on: Variable, *, positive: bool) -> tuple[str, str]:
    verb = "du svarade" if positive else "du inte svarade"
    item = _quoted(on.text)
    match condition:
        case Is(codes=codes):
            return f"{verb} {' eller '.join(_quoted(_label(on, code)) for code in codes)}", item
        case AtLeast(value=limit):
            return f"{verb} {_limit(on, limit, 'minst', 'högre')}", item
        case AtMost(value=limit):
            return f"{verb} {_limit(on, limit, 'högst', 'lägre')}", item
        case _:
            assert_never(condition)


def _limit(on: Variable, limit: int, bound: str, beyond: str) -> str:
    if on.scale is None:
        unit = getattr(on.question, "unit", "")
        return f"{bound} {limit} {unit}".rstrip()
    values = [point.value for point in on.scale.points if point.value is not None]
    outermost = max(values) if beyond == "högre" else min(values)
    label = _quoted(_step(on.scale, limit))
    return label if limit == outermost else f"{label} eller {beyond}"


def _step(scale: Scale, value: int) -> str:
    return next((point.text for point in scale.points if point.value == value), str(value))


def _label(variable: Variable, code: str) -> str:
    if variable.scale is not None:
        return next(point.text for point in variable.scale.points if point.code == code)
    return next((option.text for option in variable.options if option.code == code), code)


def _quoted(text: str) -> str:
    return f"”{text.rstrip(' .')}”"
