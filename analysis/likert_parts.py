"""The parts of a stacked bar in shares of n, before anything is known about the page."""

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from analysis.estimates import LikertEstimate
from analysis.figure_layout import Entry
from analysis.likert_key import Key
from analysis.rounding import percent

Neutral = Literal["inside", "centre", "outside"]
"""Where the neutral step of bars that diverge stands: whole between the two sides, so that each
side begins at a straight edge; across the line where they meet; or in a lane beside the bar."""

Steps = Sequence[tuple[Entry, int]]


class Part(Struct, frozen=True, gc=False):
    """A part of a bar: `at` and `share` in shares of n, `text` its percentage."""

    entry: Entry
    at: float
    share: float
    text: str


class Bar(Struct, frozen=True):
    """`left` counts from where the low side ends, `right` from where the high side begins.

    They are the same place unless `between` has the neutral step, which lies around the middle of
    its room. `lanes` are to the right of the bar. A bar that does not diverge is all `left`.
    """

    left: list[Part]
    between: list[Part]
    right: list[Part]
    lanes: list[list[Part]]

    @property
    def low(self) -> float:
        """How far the bar reaches to the left of 0, in shares."""
        return -self.left[0].at if self.left else 0.0

    @property
    def high(self) -> float:
        """How far it reaches to the right of 0, in shares."""
        return max(extent(self.left), extent(self.right))


def bar_of(key: Key, item: LikertEstimate, neutral: Neutral | None) -> Bar:
    """Return the bar of an item that may be shown; `neutral` None does not diverge."""
    n = item.n or 1
    steps = key.steps_of(item)
    outside = parts(key.outside_of(item), 0, n)
    if neutral is None:
        return Bar(parts(steps, 0, n), [], [], [outside])
    low, middle, high = (
        [step for step, side in zip(steps, key.sides, strict=True) if side == which]
        for which in (-1, 0, 1)
    )
    if neutral == "centre":
        start = -_sum(low) - _sum(middle) / 2
        return Bar(parts(steps, start, n), [], [], [outside])
    if neutral == "outside":
        return Bar(parts(low + high, -_sum(low), n), [], [], [parts(middle, 0, n), outside])
    between = parts(middle, -_sum(middle) / 2, n)
    return Bar(parts(low, -_sum(low), n), between, parts(high, 0, n), [outside])


def _sum(steps: Steps) -> int:
    return sum(count for _, count in steps)


def parts(steps: Iterable[tuple[Entry, int]], start: float, n: int) -> list[Part]:
    """Return the steps one after another from `start`, which is in persons."""
    found = []
    at = start
    for entry, count in steps:
        found.append(Part(entry, at / n, count / n, str(percent(count, n))))
        at += count
    return found


def extent(of: Sequence[Part]) -> float:
    """Return where the parts end."""
    return of[-1].at + of[-1].share if of else 0.0
