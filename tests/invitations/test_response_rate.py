"""Svarsfrekvens: right figures, the printed sentence, and no group that tells who answered."""

import pytest
from hypothesis import given
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
        # Nobody and everybody in a small group are told as a band.
        ([(5, 0), (6, 6), (20, 15)], ["under 20 %", "över 80 %", 15]),
        ([(9, 9), (20, 15), (30, 20)], ["över 80 %", None, 20]),
        # From ten on they are told.
        ([(10, 0), (12, 12)], [0, 12]),
        # One group alone is the total.
        ([(8, 8)], ["över 80 %"]),
        # Where nobody counted the invited, those who answered must be five.
        ([(None, 4), (None, 6), (None, 9)], [None, None, 9]),
        ([], []),
    ],
)
def test_groups_are_shown_as_far_as_rule_6_lets_them(counts, expected):
    assert shown(*counts) == expected


def test_without_the_number_of_one_group_there_is_no_rate():
    rate = response_rate([a_count("A", 10, 8), a_count("B", None, 9)], closed=True)
    assert (rate.invited, rate.answered, rate.percent) == (None, 17, None)
    assert [group.percent for group in rate.groups] == [80, None]


@given(
    st.lists(
        st.integers(1, 30).flatmap(
            lambda invited: st.tuples(st.just(invited), st.integers(0, invited))
        ),
        min_size=2,
        max_size=8,
    )
)
def test_no_group_can_be_had_by_subtracting_the_others(counts):
    told = shown(*counts)
    hidden = [
        invited for (invited, _), one in zip(counts, told, strict=True) if not isinstance(one, int)
    ]
    # When all are hidden, the total is all there is.
    assert len(hidden) == len(counts) or (len(hidden) != 1 and not 0 < sum(hidden) < 5)
    for (invited, answered), one in zip(counts, told, strict=True):
        if isinstance(one, int):
            assert one == answered
            assert invited >= 5
            assert invited >= 10 or 0 < answered < invited


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
