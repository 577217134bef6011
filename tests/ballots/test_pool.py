"""Small groups are pooled so that no group of fewer than k can be read or subtracted."""

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey_app.ballots.release import pool

sizes = st.lists(st.integers(0, 14), min_size=1, max_size=9)
ks = st.integers(3, 12)


def named(counts):
    return {f"g{number}": count for number, count in enumerate(counts, start=1)}


@given(sizes, ks)
def test_every_class_is_large_enough(counts, k):
    answered = named(counts)
    for one in pool(answered, k):
        assert one.answered == sum(answered[group] for group in one.group_ids) >= k


@given(sizes, ks)
def test_no_group_can_be_had_by_taking_classes_from_the_total(counts, k):
    classes = pool(named(counts), k)
    total = sum(counts)
    for how_many in range(len(classes) + 1):
        for published in combinations(classes, how_many):
            rest = total - sum(one.answered for one in published)
            assert rest == 0 or rest >= k or not classes


@given(sizes, ks)
def test_never_is_one_group_alone_behind_the_pool(counts, k):
    """Whoever knows all groups but one would otherwise know the last: two or more are pooled."""
    answered = named(counts)
    classes = pool(answered, k)
    for one in classes:
        if any(answered[group] < k for group in one.group_ids):
            assert len(one.group_ids) >= 2


@given(sizes, ks)
def test_every_group_is_in_one_class_also_those_that_nobody_answered_for(counts, k):
    answered = named(counts)
    classes = pool(answered, k)
    found = [group for one in classes for group in one.group_ids]
    assert len(found) == len(set(found))
    if classes:
        assert set(found) == set(answered)


@given(sizes, ks)
def test_no_group_is_known_to_have_kept_silent(counts, k):
    """One that is missing from the names of the classes would be told: none of its members."""
    answered = named(counts)
    for one in pool(answered, k):
        if any(answered[group] == 0 for group in one.group_ids):
            assert any(answered[group] for group in one.group_ids)


@given(sizes, ks, st.randoms(use_true_random=False))
def test_the_sizes_decide_and_not_chance(counts, k, chance):
    answered = named(counts)
    again = list(answered.items())
    chance.shuffle(again)
    assert pool(answered, k) == pool(answered, k)
    assert {frozenset(one.group_ids) for one in pool(answered, k)} == {
        frozenset(one.group_ids) for one in pool(dict(again), k)
    }


@given(sizes, ks)
def test_classes_come_in_the_order_of_the_round_the_pool_last(counts, k):
    answered = named(counts)
    classes = pool(answered, k)
    assert [one.id for one in classes] == [f"c{number + 1}" for number in range(len(classes))]
    order = list(answered)
    alone = [order.index(one.group_ids[0]) for one in classes if len(one.group_ids) == 1]
    assert alone == sorted(alone)
    assert all(len(one.group_ids) == 1 for one in classes[:-1])


@pytest.mark.parametrize(
    ("counts", "k", "classes"),
    [
        ({"a": 7, "b": 6}, 5, [("a",), ("b",)]),
        ({"a": 7, "b": 6, "c": 2}, 5, [("a",), ("b", "c")]),
        ({"a": 7, "b": 1, "c": 2}, 5, []),
        ({"a": 7, "b": 9, "c": 2, "d": 2}, 5, [("b",), ("a", "c", "d")]),
        ({"a": 7, "b": 9, "c": 2, "d": 3}, 5, [("a",), ("b",), ("c", "d")]),
        ({"a": 4, "b": 4}, 5, []),
        ({"a": 12, "b": 0}, 5, []),
        ({"a": 12, "b": 7, "c": 0}, 5, [("a",), ("b", "c")]),
        ({"a": 12, "b": 3, "c": 0, "d": 2}, 5, [("a",), ("b", "c", "d")]),
        ({"a": 3}, 5, []),
        ({}, 5, []),
    ],
)
def test_small_groups_join_and_when_they_are_still_small_the_next_joins_them(counts, k, classes):
    assert [one.group_ids for one in pool(counts, k)] == classes


# docs/privacy.md, Release step 3: 67 case workers in 12 projects, 80 per cent answering, k = 5.
PROJECTS = (8, 7, 7, 6, 6, 6, 5, 5, 5, 4, 4, 4)
ROUNDS = 1000


def answered_in(chance):
    return {
        f"g{number}": sum(chance.random() < 0.8 for _ in range(invited))
        for number, invited in enumerate(PROJECTS, start=1)
    }


def share(rounds):
    return 100 * sum(rounds) / len(rounds)


def test_pooling_takes_the_rounds_with_a_small_class_from_all_to_none():
    assert sum(PROJECTS) == 67
    chance = random.Random(2026)  # noqa: S311
    rounds = [answered_in(chance) for _ in range(ROUNDS)]
    pooled = [[one.answered for one in pool(answered, 5)] for answered in rounds]

    assert share([min(answered.values()) < 5 for answered in rounds]) > 99.5
    assert share([min(sizes) < 5 for sizes in pooled]) == 0
    assert 1 < share([1 in answered.values() for answered in rounds]) < 10
    assert share([1 in sizes for sizes in pooled]) == 0


def test_pooling_makes_a_blind_guess_right_much_more_seldom():
    """A guess inside a class is right in one of its size: the printed 22.4 against 13.5 %."""
    chance = random.Random(2026)  # noqa: S311
    plain = sheltered = people = 0
    for _ in range(ROUNDS):
        answered = answered_in(chance)
        people += sum(answered.values())
        plain += sum(count > 0 for count in answered.values())
        sheltered += len(pool(answered, 5))
    assert 100 * plain / people == pytest.approx(22.4, abs=0.3)
    assert 100 * sheltered / people == pytest.approx(13.5, abs=2.0)
