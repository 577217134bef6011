"""Svarsfrekvens: right figures, the printed sentence, and no group that tells who answered."""

from itertools import product

import pytest
from hypothesis import find, given, settings
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
        # (Almost) nobody and everybody in a small group are told as a band: it may be one fewer.
        ([(5, 0), (6, 6), (20, 15)], ["högst 20 %", "minst 80 %", 15]),
        ([(5, 1), (6, 5), (20, 15)], ["högst 20 %", "minst 80 %", 15]),
        ([(9, 9), (20, 15), (30, 20)], ["minst 80 %", None, 20]),
        # When the sum is as low or as high as the bands allow, each is its end: one more is hidden.
        ([(5, 0), (6, 0), (20, 15), (30, 9)], ["högst 20 %", "högst 20 %", None, 9]),
        ([(5, 1), (6, 1), (20, 15), (30, 9)], ["högst 20 %", "högst 20 %", None, 9]),
        # Nobody, or everybody, in all that is hidden.
        ([(4, 0), (3, 0), (10, 7), (20, 9)], [None, None, None, 9]),
        ([(4, 4), (3, 3), (10, 7), (20, 9)], [None, None, None, 9]),
        # With nothing more to hide, there are no bands.
        ([(5, 1), (6, 1)], [None, None]),
        # From ten on they are told.
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

small_rounds = st.lists(
    st.integers(1, 11).flatmap(
        lambda invited: st.tuples(st.just(invited), st.integers(0, invited))
    ),
    min_size=1,
    max_size=4,
)


def possible_answers(counts, told):
    """Return every way to answer that the total, the groups told and the bands leave possible.

    By trying all: what is told as a number is that; what is told as a band is within it; a group of
    five to nine that is hidden without one is in none.
    """
    no_bands = all(one is None for one in told)
    ranges = [
        [one]
        if isinstance(one, int)
        else [n for n in range(invited + 1) if fits(n, invited, one)]
        if not no_bands
        else range(invited + 1)
        for (invited, _), one in zip(counts, told, strict=True)
    ]
    total = sum(answered for _, answered in counts)
    return [one for one in product(*ranges) if sum(one) == total]


def fits(answered, invited, band):
    if band is not None:
        low = band.endswith("20 %")
        return answered * 5 <= invited if low else answered * 5 >= invited * 4
    return not 5 <= invited < 10 or 0.2 < answered / invited < 0.8


def determined(counts, told):
    """Return the hidden groups for which only one number is possible."""
    ways = possible_answers(counts, told)
    return [
        place
        for place, one in enumerate(told)
        if not isinstance(one, int) and len({way[place] for way in ways}) == 1
    ]


def given_away_by_the_total(counts):
    # The total is always told: of one group, of nobody or of everybody, it is all there is to know.
    invited, answered = (sum(column) for column in zip(*counts, strict=True))
    return len(counts) == 1 or answered in (0, invited)


@settings(deadline=None, max_examples=300)
@given(small_rounds)
def test_no_hidden_group_can_be_counted_back(counts):
    told = shown(*counts)
    assert tuple(answered for _, answered in counts) in possible_answers(counts, told)
    assert given_away_by_the_total(counts) or not determined(counts, told)
    for (invited, answered), one in zip(counts, told, strict=True):
        if isinstance(one, int):
            assert one == answered
            assert invited >= 5
            assert invited >= 10 or 0.2 < answered / invited < 0.8
    hidden = [n for (n, _), one in zip(counts, told, strict=True) if not isinstance(one, int)]
    assert len(hidden) == len(counts) or not 0 < sum(hidden) < 5


def neighbours_without_bands_in_mind(*counts):
    """Tell the groups as a program would that hides one more, but never adds up the bands."""
    hidden = {
        place
        for place, (invited, answered) in enumerate(counts)
        if invited < 5 or not fits(answered, invited, None)
    }
    others = sorted(set(range(len(counts))) - hidden, key=lambda place: counts[place][0])
    while others and (len(hidden) == 1 or 0 < sum(counts[one][0] for one in hidden) < 5):
        hidden.add(others.pop(0))
    return [
        (
            ("högst 20 %" if answered * 2 < invited else "minst 80 %")
            if 5 <= invited < 10 and not fits(answered, invited, None)
            else None
        )
        if place in hidden
        else answered
        for place, (invited, answered) in enumerate(counts)
    ]


def test_the_checker_catches_a_version_that_never_adds_up_the_bands():
    counts = find(
        small_rounds,
        lambda counts: (
            not given_away_by_the_total(counts)
            and determined(counts, neighbours_without_bands_in_mind(*counts))
        ),
    )
    assert not determined(counts, shown(*counts))


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
