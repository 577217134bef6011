"""What is hidden cannot be had by subtraction, and a version that forgets that is caught."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import example, find, given, settings
from hypothesis import strategies as st

import analysis
from analysis.disclosure import Detail, Rules, details_of
from tests.analysis.builders import (
    a_codebook,
    a_dataset,
    a_likert,
    a_multiple,
    a_number,
    a_single,
    rows_of,
)

STAFF = Rules(k=5, full_from=10)
STAFF_FULL = Rules(k=5, full_from=5)
PARTICIPANTS = Rules(k=10, full_from=10)

rules = st.sampled_from([STAFF, STAFF_FULL, PARTICIPANTS, Rules(k=15, full_from=15)])
bases = st.lists(st.integers(0, 25), max_size=5)
unclassed = st.one_of(st.just(0), st.integers(0, 12))


# A checker that knows nothing of how the rules are carried out -----------------------------------


def unions_given_away(published, classes):
    """Return the sizes of all unions of classes whose number follows from what is published.

    `classes` are the true bases, `published` the sets of classes that a number is printed for. A
    union follows when it is a sum and difference of printed ones: when it lies in their span.
    """
    everyone = range(len(classes))
    printed = [[int(one in union) for one in everyone] for union in published]
    size = rank(printed)
    return [
        sum(n for n, inside in zip(classes, union, strict=True) if inside)
        for union in product((0, 1), repeat=len(classes))
        if any(union) and rank([*printed, list(union)]) == size
    ]


def rank(rows):
    left = [[Fraction(cell) for cell in row] for row in rows]
    found = 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((row for row in left if row[column]), None)
        if pivot is None:
            continue
        found += 1
        left.remove(pivot)
        left = [
            [
                cell - row[column] / pivot[column] * other
                for cell, other in zip(row, pivot, strict=True)
            ]
            for row in left
        ]
    return found


def smallest_given_away(details, classes, rest, level):
    """Return the smallest number of persons that numbers shown at `level` are about."""
    total, *each = details
    if total < level:
        return None
    # Those without a class are one more part of the total, never printed.
    parts = [*classes, rest] if rest else list(classes)
    published = [set(range(len(parts)))]
    published += [{place} for place, detail in enumerate(each) if detail >= level]
    return min((size for size in unions_given_away(published, parts) if size), default=None)


def gives_away(decide, classes, rest, rules):
    """Return whether a table by class, with its total, is about fewer people than promised."""
    details = decide(sum(classes) + rest, classes, rules)
    visible = smallest_given_away(details, classes, rest, Detail.COARSE)
    full = smallest_given_away(details, classes, rest, Detail.FULL)
    return (visible is not None and visible < rules.k) or (
        full is not None and full < rules.full_from
    )


def without_neighbours(total, classes, rules):
    """Decide for each class alone, as a program that forgets subtraction would."""
    return [rules.alone(total), *(rules.alone(n) for n in classes)]


# -------------------------------------------------------------------------------------------------


@settings(deadline=None)
@given(bases, unclassed, rules)
@example([4, 6, 20], 0, STAFF)
@example([8, 22], 0, STAFF)
@example([10, 10], 3, STAFF)
@example([0, 12, 14], 0, STAFF)
def test_no_table_gives_away_a_few(classes, rest, rules):
    assert not gives_away(details_of, classes, rest, rules)


@given(bases, unclassed, rules)
def test_a_class_too_small_is_never_shown(classes, rest, rules):
    details = details_of(sum(classes) + rest, classes, rules)
    for n, detail in zip([sum(classes) + rest, *classes], details, strict=True):
        assert n >= rules.k or detail == Detail.NOTHING
        assert n >= rules.full_from or detail < Detail.FULL


def test_the_checker_catches_a_version_that_hides_small_classes_only():
    classes, rest, rules_ = find(
        st.tuples(bases, unclassed, rules), lambda case: gives_away(without_neighbours, *case)
    )
    assert not gives_away(details_of, classes, rest, rules_)


@pytest.mark.parametrize(
    ("classes", "shown"),
    [
        # One class alone under k: the next smallest goes with it.
        ([4, 12, 20], ["NOTHING", "NOTHING", "FULL"]),
        # Two that together are large enough need no third …
        ([4, 4, 4, 20], ["NOTHING", "NOTHING", "NOTHING", "FULL"]),
        # … but eight in all may be told in three categories only, also by subtraction.
        ([4, 4, 20], ["NOTHING", "NOTHING", "COARSE"]),
        # Two that together are not.
        ([2, 2, 11, 20], ["NOTHING", "NOTHING", "NOTHING", "FULL"]),
        # A class in which nobody answered the item is one class too.
        ([0, 12, 20], ["NOTHING", "NOTHING", "FULL"]),
        # Five to nine: three categories, and a neighbour too, or the total would tell all five.
        ([8, 12, 20], ["COARSE", "COARSE", "FULL"]),
        ([6, 7, 20], ["COARSE", "COARSE", "FULL"]),
        ([12, 13, 20], ["FULL", "FULL", "FULL"]),
    ],
)
def test_neighbours_are_hidden_as_far_as_needed(classes, shown):
    details = details_of(sum(classes), classes, STAFF)
    assert details[0] is Detail.FULL
    assert [detail.name for detail in details[1:]] == shown


def test_under_k_in_all_nothing_is_shown():
    assert set(details_of(4, [2, 2], STAFF)) == {Detail.NOTHING}


# The same, seen in a summary ---------------------------------------------------------------------


def a_summary(tmp_path, variables, rows, **changes):
    codebook = a_codebook(variables, **changes)
    dataset = a_dataset(tmp_path / "export", codebook, rows)
    return analysis.summary(dataset, by_class=bool(codebook["classes"]))


def in_class(place, rows):
    return [{**row, "class": f"c{place}"} for row in rows]


def test_five_to_nine_persons_are_told_in_three_categories(tmp_path):
    rows = rows_of("a", {"1": 1, "3": 3, "4": 2, "5": 1, "vet_ej": 1})
    (item,) = a_summary(tmp_path, [a_likert("a", vet_ej=True)], rows).items

    assert item.suppressed
    assert item.counts == (None,) * 6
    assert item.percents == (None,) * 6
    merged = item.merged
    assert (merged.bottom, merged.middle, merged.top, merged.outside) == (1, 3, 3, 1)
    assert (item.n, item.top2.count, item.top2.of) == (8, 3, 8)
    assert item.top2_substantive.of == 7
    # 23/7: of seven, 3.5 leaves only some of the ways to answer 1 and 3 and 3 possible.
    assert (item.mean, item.median) == (None, None)


def test_when_all_agree_the_mean_is_blurred(tmp_path):
    rows = rows_of("a", {"4": 3, "5": 3, None: 1})
    (item,) = a_summary(tmp_path, [a_likert("a")], rows).items
    # 4.33 would be 4.3, and two of three fives could be counted back from it.
    assert (item.mean, item.unanimous) == (4.5, True)


def test_vet_ej_does_not_hide_that_the_others_agree(tmp_path):
    rows = rows_of("a", {"4": 3, "5": 2, "vet_ej": 1})
    (item,) = a_summary(tmp_path, [a_likert("a", vet_ej=True)], rows).items
    assert (item.mean, item.unanimous) == (4.5, True)


def test_a_round_opened_with_full_detail_keeps_its_categories(tmp_path):
    rows = rows_of("a", {"1": 1, "3": 3, "4": 2, "5": 1})
    (item,) = a_summary(tmp_path, [a_likert("a")], rows, detail="full").items
    assert not item.suppressed
    assert item.counts == (1, 0, 3, 2, 1)


@pytest.mark.parametrize("detail", ["standard", "full"])
def test_under_k_every_number_is_withheld(tmp_path, detail):
    rows = [{"a": "4", "b": "ja", "c": ["x"], "d": 7}] * 4 + [{}] * 20
    about_a = {"kind": "at_least", "item": "a", "value": 4}
    summary = a_summary(
        tmp_path,
        [a_likert("a"), a_single("b", "ja", "nej"), a_multiple("c", "x", "y"), a_number("d")],
        rows,
        detail=detail,
        indicators=[{"id": "i", "text": "i", "condition": about_a}],
    )
    item, (single, multiple) = summary.items[0], summary.choices
    number, indicator = summary.numbers[0], summary.indicators[0]
    for one in (item, single, multiple, number):
        assert one.suppressed
        assert one.n is None
        assert one.no_answer is None
    for one in (item, single, multiple):
        assert set(one.counts) == {None}
        assert set(one.percents) == {None}
    assert (item.mean, item.median, item.merged, item.top2.count) == (None,) * 4
    assert (item.bottom2.of, item.top2_substantive.of) == (None, None)
    assert (multiple.picks, set(multiple.percents_of_picks)) == (None, {None})
    assert (number.mean, number.median) == (None, None)
    assert (indicator.share.count, indicator.share.of, indicator.share.percent) == (None,) * 3


def test_k_tests_the_base_and_never_one_answer(tmp_path):
    rows = rows_of("a", {"1": 1, "4": 11})
    (item,) = a_summary(tmp_path, [a_likert("a")], rows).items
    assert item.counts == (1, 0, 0, 11, 0)


def test_each_item_is_tested_on_those_who_answered_it(tmp_path):
    rows = [
        *in_class(1, [{"a": "4", "b": "4"}] * 12),
        *in_class(2, [{"a": "4", "b": "4"}] * 4 + [{"a": "4"}] * 8),
        *in_class(3, [{"a": "2", "b": "4"}] * 15),
    ]
    summary = a_summary(
        tmp_path, [a_likert("a"), a_likert("b")], rows, classes=["Ett", "Två", "Tre"]
    )
    by_group = {(one.variable.name, one.group): one.n for one in summary.items}
    assert by_group == {
        ("a", None): 39,
        ("a", "Ett"): 12,
        ("a", "Två"): 12,
        ("a", "Tre"): 15,
        # Four answered b in Två, so it is hidden, and Ett with it.
        ("b", None): 31,
        ("b", "Ett"): None,
        ("b", "Två"): None,
        ("b", "Tre"): 15,
    }


def test_a_few_persons_are_told_apart_in_three_answers_at_most(tmp_path):
    rows = [{"three": "a", "four": "a"}] * 3 + [{"three": "b", "four": "b"}] * 4
    three, four = a_summary(
        tmp_path, [a_single("three", "a", "b", "c"), a_single("four", "a", "b", "c", "d")], rows
    ).choices
    assert (three.counts, three.suppressed) == ((3, 4, 0), False)
    assert (four.n, four.counts, four.suppressed) == (7, (None,) * 4, True)


def test_the_median_of_a_few_numbers_is_one_persons_own(tmp_path):
    few = a_summary(tmp_path / "few", [a_number("m")], [{"m": 3}, *[{"m": 17}] * 4, {"m": 30}])
    many = a_summary(tmp_path / "many", [a_number("m")], [{"m": 3}] * 5 + [{"m": 18}] * 5)
    assert (few.numbers[0].n, few.numbers[0].median, few.numbers[0].mean) == (6, None, 16.8)
    assert (many.numbers[0].median, many.numbers[0].mean) == (10.5, 10.5)


# Indicators and what is merged -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "told_of_few"),
    [
        ({"kind": "at_least", "item": "a", "value": 3}, True),
        ({"kind": "at_least", "item": "a", "value": 4}, True),
        ({"kind": "at_most", "item": "a", "value": 2}, True),
        ({"kind": "not", "condition": {"kind": "at_least", "item": "a", "value": 4}}, True),
        ({"kind": "is", "item": "a", "codes": ["4", "5", "vet_ej"]}, True),
        ({"kind": "is", "item": "three", "codes": ["x"]}, True),
        # “Höga 6” and “minst 5: 1” would be one five and five fours.
        ({"kind": "at_least", "item": "a", "value": 5}, False),
        ({"kind": "at_most", "item": "a", "value": 1}, False),
        ({"kind": "is", "item": "a", "codes": ["4"]}, False),
        ({"kind": "not", "condition": {"kind": "is", "item": "a", "codes": ["4"]}}, False),
        # Of four answers none is told.
        ({"kind": "is", "item": "four", "codes": ["x"]}, False),
        # A limit in a number is somebody's own, and several choices or items are a cross-table.
        ({"kind": "at_least", "item": "d", "value": 7}, False),
        ({"kind": "is", "item": "c", "codes": ["x", "y"]}, False),
        (
            {
                "kind": "any",
                "conditions": [
                    {"kind": "at_least", "item": "a", "value": 4},
                    {"kind": "is", "item": "three", "codes": ["x"]},
                ],
            },
            False,
        ),
    ],
)
def test_an_indicator_tells_no_more_of_few_than_its_item(tmp_path, condition, told_of_few):
    variables = [
        a_likert("a", vet_ej=True),
        a_single("three", "x", "y", "z"),
        a_single("four", "x", "y", "z", "w"),
        a_multiple("c", "x", "y"),
        a_number("d"),
    ]
    person = {"a": "4", "three": "x", "four": "x", "c": ["x"], "d": 7}
    indicators = [{"id": "i", "text": "i", "condition": condition}]
    for n, told in ((7, told_of_few), (10, True)):
        summary = a_summary(tmp_path / str(n), variables, [person] * n, indicators=indicators)
        share = summary.indicators[0].share
        assert (share.of == n) is told
        assert (share.count is None) is not told


def test_an_indicator_does_not_tell_of_an_item_that_few_answered(tmp_path):
    """Twelve answered b in each class, four of them in Två a too: “a or b” less b is about four."""
    either = {
        "kind": "any",
        "conditions": [{"kind": "at_least", "item": name, "value": 4} for name in ("a", "b")],
    }
    rows = [
        *in_class(1, [{"a": "4", "b": "2"}] * 12),
        *in_class(2, [{"a": "4", "b": "2"}] * 4 + [{"b": "2"}] * 8),
        *in_class(3, [{"a": "2", "b": "4"}] * 15),
    ]
    summary = a_summary(
        tmp_path,
        [a_likert("a"), a_likert("b")],
        rows,
        classes=["Ett", "Två", "Tre"],
        indicators=[{"id": "i", "text": "i", "condition": either}],
    )
    assert {one.group: one.share.count for one in summary.indicators} == {
        None: 31,
        "Ett": None,
        "Två": None,
        "Tre": 15,
    }
