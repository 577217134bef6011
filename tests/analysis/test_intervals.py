"""Intervals keep the level they promise, and are the ones others calculate."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from analysis.estimates import WITHHELD, Share
from analysis.intervals import (
    LARGEST_EXACT,
    difference_interval,
    hypergeometric,
    share_interval,
    wilson,
)


def chance(count, of, holding, population):
    return Fraction(
        comb(holding, count) * comb(population - holding, of - count), comb(population, of)
    )


def coverage_and_width(population, of, interval):
    """Return the least coverage over all possible truths, and the mean width in points."""
    found = [interval(count, of, population) for count in range(of + 1)]
    covers = []
    for holding in range(population + 1):
        truth = Fraction(holding, population)
        inside = (
            chance(count, of, holding, population)
            for count, one in enumerate(found)
            if float(one.low) - 1e-12 <= truth <= float(one.high) + 1e-12
        )
        covers.append(sum(inside, Fraction(0)))
    widths = [100 * (one.high - one.low) for one in found]
    return float(min(covers)), float(sum(widths) / len(widths))


@pytest.mark.parametrize(
    ("population", "of", "least", "width"),
    [(67, 56, 0.960, 8.1), (15, 12, 0.978, 16.9), (300, 150, 0.950, 9.1)],
)
def test_the_exact_interval_has_the_measured_coverage_and_width(population, of, least, width):
    covered, wide = coverage_and_width(population, of, hypergeometric)
    assert (round(covered, 3), round(wide, 1)) == (least, width)


@pytest.mark.parametrize(
    ("population", "of", "least", "width"),
    [(67, 56, 0.836, 8.3), (15, 12, 0.800, 19.2), (300, 150, 0.878, 8.8)],
)
def test_the_approximation_covers_too_seldom_in_a_small_group(population, of, least, width):
    covered, wide = coverage_and_width(population, of, wilson)
    assert round(covered, 2) == pytest.approx(least, abs=0.006)
    assert round(wide, 1) == width


def test_25_of_56_among_67_is_39_to_51_percent():
    interval = share_interval(Share(count=25, of=56), 67)
    assert interval.percents == (39, 51)
    # Taken for a sample from a crowd it would be 2.5 times as wide.
    assert wilson(25, 56).percents == (32, 58)


@given(st.data())
def test_the_exact_interval_is_every_truth_that_both_tests_accept(data):
    population = data.draw(st.integers(2, 40))
    of = data.draw(st.integers(1, population - 1))
    count = data.draw(st.integers(0, of))
    accepted = []
    for holding in range(population + 1):
        chances = [chance(one, of, holding, population) for one in range(of + 1)]
        if sum(chances[count:]) > Fraction(25, 1000) and sum(chances[: count + 1]) > Fraction(
            25, 1000
        ):
            accepted.append(holding)
    interval = hypergeometric(count, of, population)
    assert interval.low == Fraction(min(accepted), population)
    assert interval.high == Fraction(max(accepted), population)


@given(st.integers(1, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_wilson_is_that_of_statsmodels(pair):
    count, of = pair
    low, high = proportion_confint(count, of, method="wilson")
    interval = wilson(count, of)
    assert float(interval.low) == pytest.approx(low, abs=1e-9)
    assert float(interval.high) == pytest.approx(high, abs=1e-9)


def test_no_interval_where_nothing_is_unsure_or_nothing_is_known():
    assert share_interval(Share(count=3, of=7), 7) is None
    assert share_interval(Share(count=3, of=7), None) is None
    assert share_interval(Share(count=0, of=0), 9) is None
    assert share_interval(WITHHELD, 67) is None


def test_more_answers_than_persons_is_a_mistake():
    with pytest.raises(ValueError, match="8 answered of 7"):
        share_interval(Share(count=3, of=8), 7)


def test_a_large_group_gets_the_approximation_which_is_then_as_good():
    share = Share(count=400, of=1000)
    exact = hypergeometric(400, 1000, LARGEST_EXACT)
    assert share_interval(share, LARGEST_EXACT) == exact
    approximate = share_interval(share, LARGEST_EXACT + 1)
    assert approximate == wilson(400, 1000, LARGEST_EXACT + 1)
    assert float(approximate.low) == pytest.approx(float(exact.low), abs=0.001)
    assert float(approximate.high) == pytest.approx(float(exact.high), abs=0.001)


shares = st.integers(1, 200).flatmap(
    lambda of: st.builds(Share, count=st.integers(0, of), of=st.just(of))
)


@given(shares, shares)
def test_a_difference_has_the_interval_of_newcombe(before, after):
    low, high = confint_proportions_2indep(
        after.count, after.of, before.count, before.of, compare="diff", method="newcomb"
    )
    interval = difference_interval(before, after)
    assert float(interval.low) == pytest.approx(low, abs=1e-9)
    assert float(interval.high) == pytest.approx(high, abs=1e-9)


def test_a_difference_between_two_near_censuses_is_surer():
    before, after = Share(count=25, of=56), Share(count=35, of=60)
    wide = difference_interval(before, after)
    narrow = difference_interval(before, after, (67, 70))
    assert (narrow.high - narrow.low) * 3 < (wide.high - wide.low) * 2
    # Of everybody twice, the change is what it is.
    sure = difference_interval(before, after, (56, 60))
    assert sure.low == sure.high == Fraction(35, 60) - Fraction(25, 56)
    # One size alone does not make the other known.
    assert difference_interval(before, after, (67, None)) == wide


def test_two_intervals_keep_the_level_together_only_when_each_keeps_more():
    single = hypergeometric(150, 300, 400, level=0.95**0.5)
    assert single != hypergeometric(150, 300, 400)
    interval = difference_interval(Share(count=20, of=40), Share(count=150, of=300), (40, 400))
    assert (interval.low, interval.high) == (
        single.low - Fraction(1, 2),
        single.high - Fraction(1, 2),
    )


@pytest.mark.parametrize(("population", "of"), [(15, 12), (12, 10)])
def test_the_interval_of_a_difference_covers_every_pair_of_truths(population, of):
    limits = {
        (one, other): difference_interval(
            Share(count=one, of=of), Share(count=other, of=of), (population, population)
        )
        for one in range(of + 1)
        for other in range(of + 1)
    }
    for first in range(population + 1):
        for second in range(population + 1):
            truth = Fraction(second - first, population)
            covered = sum(
                chance(one, of, first, population) * chance(other, of, second, population)
                for (one, other), interval in limits.items()
                if interval.low <= truth <= interval.high
            )
            assert covered >= Fraction(95, 100)


def test_a_withheld_share_has_no_difference():
    assert difference_interval(WITHHELD, Share(count=1, of=12)) is None
    assert difference_interval(Share(count=1, of=12), WITHHELD) is None
    assert difference_interval(Share(count=0, of=0), Share(count=1, of=12)) is None
