"""Hide what is so small that it points at someone.

Every number passes `protect`: what was counted goes in, what may be shown comes out. The base of a
number is tested (who answered that item in that class), never the count of one answer.

A hidden class is hidden only if it cannot be had by subtracting what is shown from the total, so
its neighbours are hidden with it until what is left is large enough.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol, TypeVar

from analysis.codebook import RoundFacts

FEW = 10
"""Below this base, only three merged categories, unless the respondents were told otherwise."""


class Detail(IntEnum):
    """How much may be shown of one number."""

    NOTHING = 0
    COARSE = 1
    """Merged categories, a mean with one decimal."""
    FULL = 2


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What the respondents were promised: no base under `k`, coarse figures under `full_from`."""

    k: int
    full_from: int

    def alone(self, n: int) -> Detail:
        """Return how much may be shown of a base of `n`, were it the only one."""
        if n < self.k:
            return Detail.NOTHING
        return Detail.FULL if n >= self.full_from else Detail.COARSE


def rules_of(round_: RoundFacts) -> Rules:
    """Return the rules that were fixed when the round was created."""
    full_from = round_.k if round_.detail == "full" else max(round_.k, FEW)
    return Rules(k=round_.k, full_from=full_from)


Shown = TypeVar("Shown", covariant=True)


class Tally(Protocol[Shown]):
    """What was counted, before it is known what may be shown of it."""

    @property
    def n(self) -> int:
        """The base: how many persons the number is about."""

    def shown(self, detail: Detail) -> Shown:
        """Return what `detail` lets be shown, the rest as None."""


def protect(total: Tally[Shown], classes: Sequence[Tally[Shown]], rules: Rules) -> list[Shown]:
    """Return what may be shown of the total and of each class, in that order.

    `classes` are disjoint parts of the total; persons in none of them make up the difference.
    """
    details = details_of(total.n, [one.n for one in classes], rules)
    return [tally.shown(detail) for tally, detail in zip((total, *classes), details, strict=True)]


def details_together(bases: Sequence[Sequence[int]], rules: Rules) -> list[Detail]:
    """Return how much may be shown of numbers that are about several bases at once.

    Each of `bases` is that of the total and then of each class. What one of them forbids is hidden,
    and its neighbours with it, in all.
    """
    most = [Detail.FULL] * len(bases[0])
    while True:
        each = [details_of(total, classes, rules, most=most) for total, *classes in bases]
        lowest = [min(of_each) for of_each in zip(*each, strict=True)]
        if lowest == most:
            return most
        most = lowest


def details_of(
    total: int, classes: Sequence[int], rules: Rules, *, most: Sequence[Detail] | None = None
) -> list[Detail]:
    """Return how much may be shown of a total and of each class, given their bases.

    No sum of what is shown, and no difference, is about 1 to k - 1 persons; none that tells all
    categories apart is about 1 to `full_from` - 1. `most` is what may be shown for other reasons.
    """
    limit, *limits = most or [Detail.FULL] * (1 + len(classes))
    whole = min(limit, rules.alone(total))
    details = [min(whole, one, rules.alone(n)) for n, one in zip(classes, limits, strict=True)]
    if whole >= Detail.COARSE:
        _hide_neighbours(total, classes, details, Detail.COARSE, rules.k)
    if whole == Detail.FULL:
        _hide_neighbours(total, classes, details, Detail.FULL, rules.full_from)
    return [whole, *details]


def _hide_neighbours(
    total: int, classes: Sequence[int], details: list[Detail], level: Detail, least: int
) -> None:
    """Lower the smallest classes shown at `level` until the rest of the total is large enough."""
    shown = sorted(
        (place for place, detail in enumerate(details) if detail >= level),
        key=lambda place: classes[place],
    )
    rest = total - sum(classes[place] for place in shown)
    while shown and _gives_away(rest, _hidden(classes, details, level), least):
        place = shown.pop(0)
        details[place] = Detail(level - 1)
        rest += classes[place]


def _hidden(classes: Sequence[int], details: Sequence[Detail], level: Detail) -> list[int]:
    return [n for n, detail in zip(classes, details, strict=True) if detail < level]


def _gives_away(rest: int, hidden: Sequence[int], least: int) -> bool:
    # One hidden class alone is what the total has more than the others, even when that is 0.
    return 0 < rest < least or (len(hidden) == 1 and rest == hidden[0])
