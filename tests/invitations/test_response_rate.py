"""Svarsfrekvens: right figures, the printed sentence, and no group that tells who answered."""

import math
from itertools import product
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from survey_app.invitations.response_rate import GroupCount, response_rate, to_json


def a_count(group, invited, answered, **reasons):
    return GroupCount(group=group, invited=invited, answered=answered, reasons=reasons)


def shown(*counts, closed=True):
    """Return, for each group, what is told of how many answered."""
    rate = response_rate(
        [a_count(f"Projekt {place}", *count) for place, count in enumerate(counts)], closed=closed
    )
    return [group.band or group.answered for group in rate.groups]


def test_the_sentence_is_the_printed_one():
    rate = response_rate([a_count("Alla", 67, 58)], closed=True)
    assert rate.percent == 87
    assert rate.sentence == (
        "58 av 67 besvarade enkäten, vilket motsvarar en svarsfrekvens på 87 procent."
    )


@pytest.mark.parametrize(
    ("invited", "answered", "who", "sentence"),
    [
        (None, 12, "", "12 personer besvarade enkäten."),
        (None, 1, "", "1 person besvarade enkäten."),
        (8, 1, "", "1 av 8 besvarade enkäten, vilket motsvarar en svarsfrekvens på 13 procent."),
        (10, 12, "", "12 av 10 besvarade enkäten."),
        (
            67,
            58,
            "handläggare",
            "58 av 67 handläggare besvarade enkäten, "
            "vilket motsvarar en svarsfrekvens på 87 procent.",
        ),
    ],
)
def test_the_sentence_says_what_is_known(invited, answered, who, sentence):
    rate = response_rate([a_count("Alla", invited, answered)], closed=True, who=who)
    assert rate.sentence == sentence


def test_the_total_is_always_told_and_groups_only_after_the_close():
    rate = response_rate([a_count("A", 10, 8), a_count("B", 12, 9)], closed=False)
    assert (rate.invited, rate.answered, rate.percent) == (22, 17, 77)
    assert [(group.invited, group.answered) for group in rate.groups] == [(10, None), (12, None)]
    assert shown((10, 8), (12, 9)) == [8, 9]


def test_before_the_close_no_band_tells_that_nobody_has_answered():
    assert shown((6, 0), (6, 6), (12, 3), closed=False) == [None, None, None]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        # Fewer than five invited: hidden, and the next smallest with it.
        ([(4, 2), (10, 7), (20, 15)], [None, None, 15]),
        # Two that are hidden cover each other, when they are five persons or more …
        ([(4, 2), (3, 1), (10, 7)], [None, None, 7]),
        # … and need a third when they are not.
        ([(2, 1), (2, 2), (10, 7), (20, 15)], [None, None, None, 15]),
        # (Almost) nobody or everybody in a small group are told as bands: each may be one fewer.
        (
            [(6, 1), (6, 5), (7, 7), (8, 7), (8, 8), (9, 8), (20, 15)],
            ["högst 20 %", *["minst 80 %"] * 5, 15],
        ),
        # Bands that their sum nearly tells are no cover for each other: the smallest are hidden.
        ([(5, 0), (6, 6), (20, 15)], [None, None, 15]),
        ([(9, 9), (20, 15), (30, 20)], [None, None, 20]),
        ([(5, 4), (6, 1), (20, 15), (30, 9)], [None, None, 15, 9]),
        ([(5, 0), (6, 0), (20, 15), (30, 9)], [None, None, None, 9]),
        # Nobody, or everybody, in all that is hidden.
        ([(4, 0), (3, 0), (10, 7), (20, 9)], [None, None, None, 9]),
        ([(4, 4), (3, 3), (10, 7), (20, 9)], [None, None, None, 9]),
        # With nothing more to hide, there are no bands.
        ([(5, 1), (6, 1)], [None, None]),
        # A rate in the middle is told, and from ten on every rate.
        ([(5, 3), (6, 2), (20, 15)], [3, 2, 15]),
        ([(10, 0), (12, 12)], [0, 12]),
        # One group alone is the total.
        ([(8, 8)], [None]),
        # Nobody invited, nothing to hide.
        ([(0, 0), (10, 7), (20, 15)], [None, 7, 15]),
        # Where nobody counted the invited, those who answered must be five.
        ([(None, 4), (None, 6), (None, 9)], [None, None, 9]),
        ([(None, 0), (None, 6), (None, 9)], [None, None, 9]),
        ([], []),
    ],
)
def test_groups_are_shown_as_far_as_rule_6_lets_them(counts, expected):
    assert shown(*counts) == expected


def test_without_the_number_of_one_group_there_is_no_rate():
    rate = response_rate([a_count("A", 10, 8), a_count("B", None, 9)], closed=True)
    assert (rate.invited, rate.answered, rate.percent) == (None, 17, None)
    assert [group.percent for group in rate.groups] == [80, None]


# What can be counted back ------------------------------------------------------------------------

MOST_WAYS = 2500
small_rounds = st.lists(st.integers(1, 12), min_size=1, max_size=5).filter(
    lambda sizes: math.prod(size + 1 for size in sizes) <= MOST_WAYS
)


def alike(sizes, tell):
    """Return the ways to answer that look the same, by the total and what is told of the groups.

    The attacker knows the program, and runs it on every way to answer.
    """
    found = {}
    for answered in product(*(range(size + 1) for size in sizes)):
        told = tuple(tell(*zip(sizes, answered, strict=True)))
        found.setdefault((sum(answered), told), []).append(answered)
    return found


def counted_back(sizes, tell):
    """Return ways to answer in which a small group that is not told can be counted back.

    The total is always told: of one group, of nobody or of everybody it is all there is to know.
    Groups of ten and more may be told, so it is no matter where one was hidden for the others.
    """
    return [
        (ways[0], place)
        for (total, told), ways in alike(sizes, tell).items()
        if len(sizes) > 1 and total not in (0, sum(sizes))
        for place, one in enumerate(told)
        if not isinstance(one, int) and sizes[place] < 10 and len({way[place] for way in ways}) == 1
    ]


@settings(deadline=None, max_examples=60, derandomize=True)
@given(small_rounds)
@example([5, 6])
@example([5, 5, 5])
@example([5, 6, 7])
@example([5, 5, 12])
@example([1, 6, 6])
@example([4, 5, 10])
def test_no_small_group_can_be_counted_back_by_trying_every_way_to_answer(sizes):
    assert counted_back(sizes, shown) == []


@given(
    st.lists(
        st.integers(1, 25).flatmap(lambda size: st.tuples(st.just(size), st.integers(0, size))),
        max_size=12,
    )
)
def test_what_is_told_of_a_group_is_true_and_of_enough(counts):
    for (invited, answered), one in zip(counts, shown(*counts), strict=True):
        if isinstance(one, int):
            assert one == answered
            assert invited >= 5
            assert invited >= 10 or 0.2 < answered / invited < 0.8
        elif one is not None:
            assert 5 <= invited < 10
            assert answered * 5 <= invited if "20" in one else answered * 5 >= invited * 4


def neighbours_hidden_by_their_answers(*counts):
    """Hide a group more only where the bands add up to one way, as if the reader did no more."""
    told = [
        None
        if invited < 5
        else answered
        if invited >= 10 or 0.2 < answered / invited < 0.8
        else "högst 20 %"
        if answered * 2 < invited
        else "minst 80 %"
        for invited, answered in counts
    ]
    unseen = [place for place, one in enumerate(told) if not isinstance(one, int)]
    others = sorted(set(range(len(counts))) - set(unseen), key=lambda place: counts[place][0])
    if len(unseen) == 1 and others:
        told[others[0]] = None
    return told


def test_the_checker_catches_a_version_that_hides_neighbours_by_their_answers():
    assert counted_back([5, 6, 12], neighbours_hidden_by_their_answers)
    assert not counted_back([5, 6, 12], shown)


def test_most_groups_are_still_told():
    random = Random(0)  # noqa: S311
    told = [
        one
        for _ in range(200)
        for one in shown(
            *((size, sum(random.random() < 0.8 for _ in range(size))) for size in [5, 6] * 6)
        )
    ]
    assert sum(one is not None for one in told) > 0.9 * len(told)


# -------------------------------------------------------------------------------------------------


def test_json_is_that_of_the_design():
    rate = response_rate(
        [a_count("Projekt A", 10, 8, avböjt=1), a_count("Projekt B", 57, 50, avböjt=1, sjuk=2)],
        closed=True,
    )
    assert to_json("r2h9", "Hösten 2026", rate) == {
        "round": "r2h9",
        "title": "Hösten 2026",
        "invited": 67,
        "answered": 58,
        "percent": 87,
        "sentence": "58 av 67 besvarade enkäten, vilket motsvarar en svarsfrekvens på 87 procent.",
        "groups": [
            {"group": "Projekt A", "invited": 10, "answered": 8, "percent": 80, "band": None},
            {"group": "Projekt B", "invited": 57, "answered": 50, "percent": 88, "band": None},
        ],
        "reasons": {"avböjt": 2, "sjuk": 2},
    }
