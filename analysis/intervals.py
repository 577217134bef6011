"""How sure a share is when the size of the whole group is known.

Almost everyone is asked and most answer, so the uncertainty is only about those who did not. It
is taken for granted that they are like a random part of all: the reader must be told.

Sources: the exact interval inverts two one-sided hypergeometric tests (as Clopper and Pearson do
with the binomial one); the approximation is the interval of Wilson with the sample enlarged by
the correction for a finite population (O'Neill 2021, “Mathematical analysis of the Wilson score
interval for finite populations”).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from statistics import NormalDist

from analysis.estimates import Share
from analysis.rounding import half_up

LEVEL = 0.95
LARGEST_EXACT = 2000
"""Above this population the exact interval takes long, and the approximation is as good."""

ASSUMPTION = (
    "Intervallet (95 procent) visar hur mycket andelen kan ändras om alla inbjudna hade svarat. "
    "Det förutsätter att de som inte har svarat är som ett slumpmässigt urval av alla."
)
"""What must stand by every interval that is printed."""


@dataclass(frozen=True, kw_only=True)
class Interval:
    """The share in the whole group lies between `low` and `high`, both from 0 to 1."""

    low: Fraction
    high: Fraction

    @property
    def percents(self) -> tuple[int, int]:
        """The limits in whole percent, rounded half up."""
        return (_percent(self.low), _percent(self.high))


def _percent(value: Fraction) -> int:
    return half_up(100 * value.numerator, value.denominator)


def share_interval(share: Share, population: int | None) -> Interval | None:
    """Return the 95 % interval for the share among all `population` persons.

    None when the share is withheld, has no base, or is of all there are (nothing is unsure), and
    when nobody knows how many there are. Raises ValueError when the base is larger than
    `population`.
    """
    if share.count is None or not share.of or population is None:
        return None
    if share.of > population:
        raise ValueError(f"{share.of} answered of {population}")
    if share.of == population:
        return None
    if population > LARGEST_EXACT:
        return wilson(share.count, share.of, population)
    return hypergeometric(share.count, share.of, population)


def hypergeometric(count: int, of: int, population: int, level: float = LEVEL) -> Interval:
    """Return every share that would not make `count` of `of` persons drawn from all surprising.

    Exact: drawn without replacement, at least `level` of all samples cover the truth.
    """
    # Tails are compared as whole numbers: ways <= alpha/2 * all ways.
    tail = Fraction(1 - level).limit_denominator(10**9) / 2
    bound = tail * math.comb(population, of)
    least, most = count, population - (of - count)
    low = _first(
        least, most, lambda holding: _ways_at_least(count, of, holding, population) > bound
    )
    beyond = _first(
        least, most + 1, lambda holding: _ways_at_most(count, of, holding, population) <= bound
    )
    return Interval(low=Fraction(low, population), high=Fraction(beyond - 1, population))


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """Return the first whole number from `low` for which `holds`, `high` when none before does."""
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _ways_at_least(count: int, of: int, holding: int, population: int) -> int:
    """Return in how many samples of `of` at least `count` of the `holding` persons are drawn."""
    return _ways(count, min(of, holding), of, holding, population)


def _ways_at_most(count: int, of: int, holding: int, population: int) -> int:
    return _ways(max(0, of - (population - holding)), count, of, holding, population)


def _ways(first: int, last: int, of: int, holding: int, population: int) -> int:
    """Return in how many samples `first` to `last` of the `holding` persons are drawn."""
    if last < first:
        return 0
    others = population - holding
    ways = math.comb(holding, first) * math.comb(others, of - first)
    total = ways
    for drawn in range(first, last):
        # Exact: each count of ways follows from the one before it, far cheaper than a new comb.
        ways *= (holding - drawn) * (of - drawn)
        ways //= (drawn + 1) * (others - of + drawn + 1)
        total += ways
    return total


def wilson(count: int, of: int, population: int | None = None, level: float = LEVEL) -> Interval:
    """Return the interval of Wilson; with `population`, corrected for how much of it answered.

    Approximate: near the edges of a small population it covers the truth too seldom, so it is used
    only where the population is large or unknown.
    """
    if population is not None and of >= population:
        return Interval(low=Fraction(count, of), high=Fraction(count, of))
    drawn = of if population is None else of * (population - 1) / (population - of)
    z = NormalDist().inv_cdf((1 + level) / 2)
    part = count / of
    middle = (part + z * z / (2 * drawn)) / (1 + z * z / drawn)
    half = z / (1 + z * z / drawn) * math.sqrt(part * (1 - part) / drawn + (z / (2 * drawn)) ** 2)
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    # At the edges the limits are exactly 0 and 1, whatever floats make of them.
    return Interval(
        low=Fraction(0) if count == 0 else Fraction(low),
        high=Fraction(1) if count == of else Fraction(high),
    )


def difference_interval(
    before: Share, after: Share, populations: tuple[int | None, int | None] = (None, None)
) -> Interval | None:
    """Return the 95 % interval for `after` less `before`, from -1 to 1.

    Where both sizes are known, the extremes of two exact intervals that together keep the level: a
    share of everybody is not unsure at all. Else Newcombe's (1998, method 10), as if both were
    drawn from crowds; put together from exact limits it would cover too seldom (measured: 27 % at
    the edges of 56 of 67).

    The two must be answers of different persons: where the same persons answer twice, the interval
    is wider than need be. None when a share is withheld or has no base.
    """
    if before.count is None or after.count is None or not before.of or not after.of:
        return None
    if populations[0] is not None and populations[1] is not None:
        one = _sure(before.count, before.of, populations[0])
        other = _sure(after.count, after.of, populations[1])
        return Interval(low=other.low - one.high, high=other.high - one.low)
    return _newcombe(before.count, before.of, after.count, after.of)


def _sure(count: int, of: int, population: int) -> Interval:
    """Return an interval at the level that two independent ones need to keep `LEVEL` together."""
    level = math.sqrt(LEVEL)
    if of == population:
        return Interval(low=Fraction(count, of), high=Fraction(count, of))
    if of > population:
        raise ValueError(f"{of} answered of {population}")
    return (wilson if population > LARGEST_EXACT else hypergeometric)(count, of, population, level)


def _newcombe(count: int, of: int, later: int, later_of: int) -> Interval:
    one, other = wilson(count, of), wilson(later, later_of)
    first, second = Fraction(count, of), Fraction(later, later_of)
    down = math.hypot(second - other.low, one.high - first)
    up = math.hypot(other.high - second, first - one.low)
    return Interval(low=second - first - Fraction(down), high=second - first + Fraction(up))
