"""Quartiles, spread and net from counts are those of the answers one by one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure import Detail
from analysis.distribution import net, quartiles, standard_deviation
from tests.analysis.shown import a_likert_estimate

FIVE = st.lists(st.integers(0, 30), min_size=5, max_size=5)


@given(FIVE.filter(any))
def test_quartiles_are_those_of_numpy(counts):
    answers = np.repeat(range(1, 6), counts)
    expected = np.quantile(answers, [0.25, 0.5, 0.75], method="averaged_inverted_cdf")
    found = quartiles(a_likert_estimate(*counts))
    assert (found.lower, found.median, found.upper) == tuple(expected)


@given(FIVE.filter(lambda counts: sum(counts) >= 10))
def test_the_standard_deviation_is_that_of_numpy(counts):
    expected = np.std(np.repeat(range(1, 6), counts), ddof=1)
    assert standard_deviation(a_likert_estimate(*counts)) == pytest.approx(expected, abs=0.005001)


def test_the_median_among_the_quartiles_is_the_one_that_is_shown():
    estimate = a_likert_estimate(2, 4, 8, 22, 20, 9)
    assert quartiles(estimate).median == estimate.median


def test_no_standard_deviation_of_fewer_than_ten_on_the_scale():
    assert standard_deviation(a_likert_estimate(1, 0, 3, 2, 3)) is None
    assert standard_deviation(a_likert_estimate(1, 0, 3, 2, 3, 5)) is None
    assert standard_deviation(a_likert_estimate(1, 0, 3, 2, 4)) is not None


def test_net_is_rounded_once_and_has_vet_ej_in_its_base():
    # 25 agree and 9 disagree of 56: 28.57. The rounded 45 and 16 would give 29 too, by luck.
    assert net(a_likert_estimate(3, 6, 13, 18, 7, 9)) == 29
    # 45.45 and 9.09 of 11 are 45 and 9, the difference 36.36.
    assert net(a_likert_estimate(1, 0, 5, 5, 0)) == 36
    # −12.5 goes up to −12, as every exact half goes up.
    assert net(a_likert_estimate(3, 0, 12, 0, 1)) == -12
    assert net(a_likert_estimate(1, 0, 3, 2, 1)) is None


@pytest.mark.parametrize("detail", [Detail.NOTHING, Detail.COARSE])
def test_what_is_withheld_stays_so(detail):
    estimate = a_likert_estimate(3, 6, 13, 18, 7, 9, detail=detail)
    assert quartiles(estimate) is None
    assert standard_deviation(estimate) is None
    if detail is Detail.NOTHING:
        assert net(estimate) is None


def test_nobody_has_no_quartiles():
    assert quartiles(a_likert_estimate(0, 0, 0, 0, 0, 4)) is None
