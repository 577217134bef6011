"""Rounding half up on whole numbers, as the printed reports do.

Never `round()` or `f"{x:.0%}"`: they round 12.5 to 12, and floats lose exact halves (23 of 40).
"""

from fractions import Fraction


def half_up(numerator: int, denominator: int) -> int:
    """Return `numerator / denominator` to the nearest whole number, exact halves upwards.

    Raises ZeroDivisionError when `denominator` is 0; it must not be negative.
    """
    return (2 * numerator + denominator) // (2 * denominator)


def percent(count: int, of: int) -> int:
    """Return `count` as a whole percentage of `of`: 7 of 56 is 13."""
    return half_up(100 * count, of)


def percent_with_one_decimal(count: int, of: int) -> float:
    """Return `count` as a percentage of `of` with one decimal: 3 of 24 is 12.5."""
    return half_up(1000 * count, of) / 10


def rounded(value: Fraction, decimals: int) -> float:
    """Return an exact value with `decimals` decimals, exact halves upwards."""
    scale: int = 10**decimals
    return half_up(value.numerator * scale, value.denominator) / scale


def rounded_to_half(value: Fraction) -> float:
    """Return an exact value to the nearest 0.5."""
    return half_up(value.numerator * 2, value.denominator) / 2
