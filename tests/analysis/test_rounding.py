"""Percentages are rounded half up, exactly."""

from fractions import Fraction
from math import floor

import pytest

from analysis.rounding import percent, percent_with_one_decimal, rounded, rounded_to_half

HALF = Fraction(1, 2)


def half_up_by_fractions(count, of):
    return floor(Fraction(100 * count, of) + HALF)


def wrong_pairs(formula, largest):
    return [
        (count, of)
        for of in range(1, largest + 1)
        for count in range(of + 1)
        if formula(count, of) != half_up_by_fractions(count, of)
    ]


def test_every_share_of_up_to_a_thousand_is_exact():
    assert wrong_pairs(percent, 1000) == []


def test_the_usual_ways_to_round_are_not_exact():
    # So many pairs up to 300 where these differ from half up (analysis.md, section 5.2).
    assert len(wrong_pairs(lambda count, of: round(100 * count / of), 300)) > 100
    assert len(wrong_pairs(lambda count, of: int(f"{count / of:.0%}"[:-1]), 300)) > 100
    assert wrong_pairs(lambda count, of: int(count / of * 100 + 0.5), 40) == [(23, 40)]


@pytest.mark.parametrize(
    ("count", "of", "printed"),
    [
        # Källa 002, as printed.
        (58, 67, 87),
        (47, 57, 82),
        (42, 56, 75),
        (46, 56, 82),
        (15, 56, 27),
        (25, 56, 45),
        # An exact half goes up.
        (7, 56, 13),
        (23, 40, 58),
        (46, 80, 58),
        (29, 200, 15),
        (0, 5, 0),
        (5, 5, 100),
    ],
)
def test_percentages_are_those_that_are_printed(count, of, printed):
    assert percent(count, of) == printed


def test_the_parts_of_a_sum_may_add_up_to_something_else():
    # 32,1 + 12,5 = 44,6: the labels are 32 and 13, the sum is 45.
    assert (percent(18, 56), percent(7, 56), percent(25, 56)) == (32, 13, 45)


def test_one_decimal_keeps_an_exact_eighth():
    assert percent_with_one_decimal(3, 24) == 12.5
    assert percent_with_one_decimal(1, 3) == 33.3


def test_a_mean_is_rounded_half_up():
    assert rounded(Fraction(222, 56), 2) == 3.96
    assert rounded(Fraction(29, 8), 2) == 3.63  # 3.625
    assert rounded(Fraction(29, 8), 1) == 3.6
    assert rounded_to_half(Fraction(9, 4)) == 2.5
    assert rounded_to_half(Fraction(11, 5)) == 2.0


def test_nothing_is_a_share_of_nobody():
    with pytest.raises(ZeroDivisionError):
        percent(0, 0)
