"""What follows from a distribution that may be shown: quartiles, spread and net.

Everything here is calculated from counts that are already shown, so it tells nothing more than
they do. Where they are withheld, so is this: None in, None out.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from analysis.disclosure import FEW
from analysis.estimates import LikertEstimate
from analysis.rounding import half_up, rounded

Values = Sequence[tuple[int, int]]
"""(value on the scale, how many gave it), in rising order of the values."""


@dataclass(frozen=True, kw_only=True)
class Quartiles:
    """A quarter of the answers is at or below `lower`, a quarter at or above `upper`."""

    lower: float
    median: float
    upper: float


def substantive(estimate: LikertEstimate) -> Values | None:
    """Return how many gave each step of the scale, “vet ej” left out; None where withheld."""
    pairs = zip(estimate.variable.codes, estimate.counts, strict=True)
    found = [(code.value, count) for code, count in pairs if code.value is not None]
    known = [(value, count) for value, count in found if count is not None]
    return sorted(known) if len(known) == len(found) else None


def quartiles(estimate: LikertEstimate) -> Quartiles | None:
    """Return the quartiles in steps of the scale; None when withheld or nobody answered.

    Where a quarter of the answers is a whole number, the quartile is midway to the next answer,
    as the median is (SAS definition 5, numpy's `averaged_inverted_cdf`).
    """
    values = substantive(estimate)
    if values is None or not any(count for _, count in values):
        return None
    lower, middle, upper = (quantile(values, Fraction(quarter, 4)) for quarter in (1, 2, 3))
    return Quartiles(lower=lower, median=middle, upper=upper)


def median(values: Values) -> float | None:
    """Return the median, None when nothing was counted.

    Of an even number it is the mean of the two in the middle.
    """
    n = sum(count for _, count in values)
    return (_at(values, (n + 1) // 2) + _at(values, n // 2 + 1)) / 2 if n else None


def quantile(values: Values, part: Fraction) -> float:
    """Return the value that `part` of the answers do not exceed. At least one must be counted."""
    place = part * sum(count for _, count in values)
    first = math.ceil(place)
    second = first + 1 if place == first else first
    return (_at(values, first) + _at(values, second)) / 2


def _at(values: Values, place: int) -> int:
    cumulative = 0
    for value, count in values:
        cumulative += count
        if cumulative >= place:
            return value
    raise ValueError(f"there is no {place}th answer")


def mean(values: Values) -> Fraction | None:
    """Return the exact mean in steps of the scale, None when nothing was counted."""
    n = sum(count for _, count in values)
    return Fraction(sum(value * count for value, count in values), n) if n else None


def variance(values: Values) -> Fraction | None:
    """Return the exact variance with n - 1, in steps squared; None for fewer than two answers."""
    n = sum(count for _, count in values)
    middle = mean(values)
    if middle is None or n < 2:
        return None
    return sum(((value - middle) ** 2 * count for value, count in values), Fraction(0)) / (n - 1)


def standard_deviation(estimate: LikertEstimate) -> float | None:
    """Return the standard deviation (n - 1) with two decimals, in steps of the scale.

    None when withheld or when fewer than ten gave an answer on the scale.
    """
    values = substantive(estimate)
    if values is None or sum(count for _, count in values) < FEW:
        return None
    exact = variance(values)
    return None if exact is None else rounded(Fraction(math.sqrt(exact)), 2)


def net(estimate: LikertEstimate) -> int | None:
    """Return the share that agrees less the share that disagrees, in whole percentage points.

    Both have the base n, “vet ej” included, and the difference is rounded once. None when withheld
    and where a base under ten gets no percentages.
    """
    agree, disagree, n = estimate.top2.count, estimate.bottom2.count, estimate.n
    if agree is None or disagree is None or n is None or n < FEW:
        return None
    return half_up(100 * (agree - disagree), n)
