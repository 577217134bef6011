"""Comparisons of groups agree with brute force, and never come without their caveat."""

from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import fisher_exact, kruskal, rankdata
from statsmodels.stats.multitest import multipletests

from analysis.comparison import (
    SeveralGroups,
    TableTest,
    TwoGroups,
    caveat,
    cliffs_delta,
    compare_choices,
    compare_several,
    compare_two,
    comparison_sentences,
    holm,
)
from analysis.disclosure import Detail
from tests.analysis.shown import a_choice_estimate, a_likert_estimate

FIVE = st.lists(st.integers(0, 8), min_size=5, max_size=5).filter(any)


def answers(counts):
    return np.repeat(range(1, 6), counts)


def permutation_p(first, second):
    """Return the two-sided p-value over every way to deal the answers to the two groups."""
    ranks = rankdata([*first, *second])
    expected = ranks.mean() * len(first)
    observed = abs(ranks[: len(first)].sum() - expected)
    dealt = [
        abs(ranks[list(places)].sum() - expected)
        for places in combinations(range(len(ranks)), len(first))
    ]
    return np.mean(np.array(dealt) >= observed - 1e-9)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((0, 1, 2, 3, 0), (2, 3, 2, 0, 0)),
        ((1, 0, 2, 2, 1), (0, 2, 2, 2, 0)),
        ((0, 0, 3, 2, 2), (3, 2, 2, 0, 1)),
    ],
)
def test_mann_whitney_takes_ties_for_what_they_are(first, second):
    found = compare_two(a_likert_estimate(*first, group="A"), a_likert_estimate(*second, group="B"))
    assert found.p == pytest.approx(permutation_p(answers(first), answers(second)), abs=0.012)
    assert found.n == (sum(first), sum(second))
    assert found.groups == ("A", "B")


@given(FIVE, FIVE)
def test_cliffs_delta_is_the_net_share_of_pairs(first, second):
    one, other = answers(first), answers(second)
    expected = np.sign(one[:, None] - other[None, :]).mean()
    found = cliffs_delta(
        list(zip(range(1, 6), first, strict=True)), list(zip(range(1, 6), second, strict=True))
    )
    assert found == pytest.approx(expected)


def test_vet_ej_is_in_no_comparison():
    with_it = a_likert_estimate(1, 0, 2, 2, 1, 6, group="A")
    without = a_likert_estimate(1, 0, 2, 2, 1, group="A")
    other = a_likert_estimate(3, 2, 2, 0, 1, group="B")
    assert compare_two(with_it, other) == compare_two(without, other)


def test_the_same_answers_always_give_the_same_p_value():
    first = a_likert_estimate(3, 6, 13, 18, 7, group="A")
    second = a_likert_estimate(8, 3, 9, 12, 20, group="B")
    assert compare_two(first, second) == compare_two(first, second)


GROUPS = [
    a_likert_estimate(6, 5, 3, 1, 0, group="A"),
    a_likert_estimate(1, 2, 5, 5, 2, group="B"),
    a_likert_estimate(0, 1, 2, 5, 6, group="C"),
]


def test_three_groups_are_compared_at_once_and_then_pair_by_pair():
    everyone = a_likert_estimate(7, 8, 10, 11, 8)
    found = compare_several([everyone, *GROUPS])
    expected = kruskal(*(answers(one.counts) for one in GROUPS))
    assert (found.h, found.p) == (pytest.approx(expected.statistic), pytest.approx(expected.pvalue))
    assert [pair.groups for pair in found.pairs] == [("A", "B"), ("A", "C"), ("B", "C")]
    adjusted = multipletests([pair.p for pair in found.pairs], method="holm")[1]
    assert [pair.p_holm for pair in found.pairs] == pytest.approx(adjusted)


@pytest.mark.parametrize("seed", range(6))
def test_holm_is_that_of_statsmodels(seed):
    p_values = np.random.default_rng(seed).random(seed + 1) ** 2
    assert holm(list(p_values)) == pytest.approx(multipletests(p_values, method="holm")[1])


def test_a_two_by_two_table_is_exact():
    found = compare_choices(
        [a_choice_estimate(8, 2, group="A"), a_choice_estimate(1, 5, group="B")]
    )
    assert found.p == pytest.approx(fisher_exact([[8, 2], [1, 5]]).pvalue)


def table_p(table):
    """Return the exact p-value of a small table by dealing its answers in every order."""
    groups = np.repeat(range(len(table)), np.sum(table, axis=1))
    given_answers = np.concatenate([np.repeat(range(len(row)), row) for row in table])

    def logarithm(dealt):
        cells = np.zeros_like(table)
        np.add.at(cells, (groups, dealt), 1)
        return -sum(float(np.log(np.arange(1, cell + 1)).sum()) for cell in cells.ravel())

    observed = logarithm(given_answers)
    every = [logarithm(np.array(dealt)) for dealt in permutations(given_answers)]
    return np.mean(np.array(every) <= observed + 1e-9)


def test_a_larger_table_is_close_to_dealing_every_order():
    table = np.array([[2, 0, 1], [0, 2, 0], [1, 0, 2]])
    found = compare_choices(
        [
            a_choice_estimate(*(int(cell) for cell in row), group=str(place))
            for place, row in enumerate(table)
        ]
    )
    assert found.n == (3, 2, 3)
    assert found.p == pytest.approx(table_p(table), abs=0.015)


def test_what_is_withheld_is_in_no_test():
    hidden = [
        a_likert_estimate(1, 1, 1, 0, 0, group="D", detail=Detail.NOTHING),
        a_likert_estimate(1, 2, 1, 1, 1, group="E", detail=Detail.COARSE),
    ]
    for one in hidden:
        assert compare_two(GROUPS[0], one) is None
        assert compare_several([*GROUPS[:2], one]) is None
    assert compare_several([*GROUPS, *hidden]).groups == ("A", "B", "C")
    assert (
        compare_choices(
            [
                a_choice_estimate(8, 2, group="A"),
                a_choice_estimate(1, 3, group="B", detail=Detail.NOTHING),
            ]
        )
        is None
    )


def test_where_there_is_nothing_to_compare_there_is_no_test():
    same = [a_likert_estimate(0, 0, 0, 12, 0, group=name) for name in "ABC"]
    assert compare_several(same) is None
    assert compare_two(same[0], a_likert_estimate(0, 0, 0, 0, 0, 3, group="B")) is None
    alike = [a_choice_estimate(8, 0, group="A"), a_choice_estimate(5, 0, group="B")]
    assert compare_choices(alike) is None


def test_only_one_question_at_a_time():
    with pytest.raises(ValueError, match="one question at a time"):
        compare_two(GROUPS[0], a_likert_estimate(1, 2, 3, 4, 5, name="b", group="B"))
    with pytest.raises(ValueError, match="multiple choice"):
        compare_choices([a_choice_estimate(3, 3, n=4, kind="multiple", group="A")] * 2)


def test_the_caveat_says_how_many_answered():
    assert "58 av 67 tillfrågade (87\N{NO-BREAK SPACE}%) svarat" in caveat(58, 67)
    assert "alla som ville" in caveat(58, None)


@pytest.mark.parametrize(
    ("compared", "begins"),
    [
        (
            TwoGroups(groups=("A", "B"), n=(12, 15), delta=-0.3249, p=0.0412),
            "A (n = 12) mot B (n = 15): Cliffs delta −0,32, p = 0,041. P-värden är gjorda",
        ),
        (
            SeveralGroups(
                groups=("A", "B", "C"),
                n=(12, 15, 11),
                h=13.5,
                p=0.0004,
                pairs=(TwoGroups(groups=("A", "B"), n=(12, 15), delta=0.5, p=0.01, p_holm=0.03),),
            ),
            "Kruskal-Wallis H = 13,5, p < 0,001. A (n = 12) mot B (n = 15): Cliffs delta 0,50, "
            "p = 0,030 efter Holm. P-värden är gjorda",
        ),
        (
            TableTest(groups=("A", "B"), n=(12, 15), p=0.5),
            "Fishers exakta test mellan A och B: p = 0,500. P-värden är gjorda",
        ),
    ],
)
def test_no_p_value_is_printed_without_its_caveat(compared, begins):
    told = comparison_sentences(compared, 58, 67)
    assert told.startswith(begins)
    assert told.endswith(caveat(58, 67))
