"""From sealed ballots to what is kept: opened, small groups pooled, shuffled, texts set apart."""

import random
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from survey_app.ballots.payload import Ballot, Value, decode
from survey_app.ballots.seal import unseal

Shuffle = Callable[[list[Any]], None]
SHUFFLE: Shuffle = random.SystemRandom().shuffle

TEXT_CLASS_ANSWERS = 10
TEXT_CLASS_TEXTS = 5
"""Rule 8: a text keeps its class only where the class has this many answers and texts."""
UNNAMED_CLASSES = 2
"""So many must share the texts without a class, or those texts have a class all the same."""


@dataclass(frozen=True, kw_only=True)
class PooledClass:
    """What results may be broken down by: one large group, or several small ones together."""

    id: str
    group_ids: tuple[str, ...]
    answered: int


@dataclass(frozen=True, kw_only=True)
class OpenedResponse:
    """The closed answers of one person, and the class they may be counted in."""

    class_id: str | None
    answers: dict[str, Value]


@dataclass(frozen=True, kw_only=True)
class OpenedText:
    """One open answer, no longer tied to the other answers of its writer."""

    variable: str
    class_id: str | None
    text: str


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A whole round as it is stored after release."""

    classes: tuple[PooledClass, ...]
    responses: tuple[OpenedResponse, ...]
    texts: tuple[OpenedText, ...]


def pool(answered: Mapping[str, int], k: int) -> tuple[PooledClass, ...]:
    """Return the classes that groups of these sizes may be told apart in.

    Groups with fewer than `k` answers are pooled. When only one group is pooled, or the pool is
    smaller than `k`, the next smallest joins, so that no class can be had by subtraction either.
    A group that nobody answered for is pooled like any small one: missing from the classes it
    would be known that all its members kept silent. When all end up in the pool there are no
    classes: the total is all that can be shown.
    """
    by_size = sorted(
        ((count, group) for group, count in answered.items()),
        key=lambda pair: (pair[0], pair[1]),
    )
    pooled = [pair for pair in by_size if pair[0] < k]
    alone = [pair for pair in by_size if pair[0] >= k]
    while alone and pooled and (len(pooled) == 1 or sum(count for count, _ in pooled) < k):
        pooled.append(alone.pop(0))
    if not alone:
        return ()
    order = list(answered)
    classes: list[tuple[tuple[str, ...], int]] = [((group,), count) for count, group in alone]
    classes.sort(key=lambda one: order.index(one[0][0]))
    if pooled:
        together = tuple(sorted((group for _, group in pooled), key=order.index))
        classes.append((together, sum(count for count, _ in pooled)))
    return tuple(
        PooledClass(id=f"c{number}", group_ids=groups, answered=count)
        for number, (groups, count) in enumerate(classes, start=1)
    )


def open_all(
    sealed: Iterable[bytes],
    private_key: X25519PrivateKey,
    round_id: str,
    *,
    k: int,
    groups: Collection[str],
    open_variables: Collection[str],
    shuffle: Shuffle = SHUFFLE,
) -> Opened:
    """Open every ballot of a round and return what may be stored.

    `groups` gives the ids in the order of the round, `open_variables` the names of the answers in
    words. Responses are shuffled, and the texts of each question on their own.

    Raises seal.CannotOpen or payload.NotAnAnswer when any ballot cannot be read: then nothing is.
    """
    ballots = [decode(unseal(ct, private_key, round_id)) for ct in sealed]
    answered = Counter(ballot.group_id for ballot in ballots)
    classes = pool({group: answered[group] for group in groups}, k)
    class_of = {group: one.id for one in classes for group in one.group_ids}
    kept = _marks_that_may_be_kept(ballots, class_of, k)

    responses = [
        OpenedResponse(
            class_id=class_of.get(ballot.group_id),
            answers={
                name: value for name, value in ballot.answers.items() if name not in open_variables
            }
            | kept[class_of.get(ballot.group_id)](ballot),
        )
        for ballot in ballots
    ]
    shuffle(responses)
    return Opened(
        classes=classes,
        responses=tuple(responses),
        texts=tuple(_texts(ballots, class_of, classes, open_variables, shuffle)),
    )


Marks = Callable[[Ballot], dict[str, str]]


def _mode(ballot: Ballot) -> dict[str, str]:
    return {"_mode": ballot.mode}


def _roughly(ballot: Ballot) -> dict[str, str]:
    """Return the mode without who helped: `assisterat` for `assisterat-tolk`."""
    return {"_mode": ballot.mode.partition("-")[0]}


def _language(ballot: Ballot) -> dict[str, str]:
    return {"_language": ballot.language}


# One of them alone may still divide a class into large parts, never both apart: two marginals of a
# small class can be solved for its cells.
_BEST_FIRST: tuple[Marks, ...] = (
    lambda ballot: _mode(ballot) | _language(ballot),
    lambda ballot: _roughly(ballot) | _language(ballot),
    _mode,
    _roughly,
    _language,
)


def _marks_that_may_be_kept(
    ballots: list[Ballot], class_of: Mapping[str, str], k: int
) -> dict[str | None, Marks]:
    """Return, for each class, what of mode and language divides it into parts of `k` or more."""
    kept: dict[str | None, Marks] = {}
    for class_id in {class_of.get(ballot.group_id) for ballot in ballots}:
        inside = [ballot for ballot in ballots if class_of.get(ballot.group_id) == class_id]
        kept[class_id] = next(
            (marks for marks in _BEST_FIRST if _smallest_part(inside, marks) >= k), lambda _: {}
        )
    return kept


def _smallest_part(ballots: list[Ballot], marks: Marks) -> int:
    return min(Counter(tuple(marks(ballot).values()) for ballot in ballots).values())


def _texts(
    ballots: list[Ballot],
    class_of: Mapping[str, str],
    classes: Iterable[PooledClass],
    open_variables: Collection[str],
    shuffle: Shuffle,
) -> Iterable[OpenedText]:
    answered = {one.id: one.answered for one in classes}
    for variable in open_variables:
        written = [
            (class_of.get(ballot.group_id), str(ballot.answers[variable]))
            for ballot in ballots
            if variable in ballot.answers
        ]
        shuffle(written)
        named = _named(Counter(class_id for class_id, _ in written), answered)
        for class_id, text in written:
            yield OpenedText(
                variable=variable,
                class_id=class_id if class_id in named else None,
                text=text,
            )


def _named(texts: Mapping[str | None, int], answered: Mapping[str, int]) -> set[str]:
    """Return the classes that may be told beside their texts to one question.

    `texts` counts them by class. What has no class beside it is known to be from the other classes:
    unless these are several and large enough together, one more goes without its name.
    """

    def large(several: Collection[str | None]) -> bool:
        return (
            sum(texts[one] for one in several) >= TEXT_CLASS_TEXTS
            and sum(answered.get(one, 0) for one in several if one) >= TEXT_CLASS_ANSWERS
        )

    named = {one for one in texts if one is not None and large([one])}
    while named:
        # A class where nobody wrote hides nobody: that may show in the answers to other questions.
        unnamed = [one for one in texts if one not in named]
        if not unnamed or (len(unnamed) >= UNNAMED_CLASSES and large(unnamed)):
            break
        named.remove(min(named, key=lambda one: (answered[one], texts[one], one)))
    return named
