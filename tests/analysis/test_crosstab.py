"""A cross-table of the report plan is whole, or dropped with a reason in words."""

import pytest

from analysis.crosstab import Dropped, crosstab, crosstabs
from analysis.estimates import ChoiceEstimate
from analysis.published import published
from tests.analysis.builders import (
    a_codebook,
    a_dataset,
    a_likert,
    a_multiple,
    a_single,
    rows_of,
)

VARIABLES = [a_likert("a", vet_ej=True), a_multiple("m", "tid", "resor"), a_single("b", "x", "y")]
PLAN = [
    {"kind": "crosstab", "item": "a", "by": "b", "title": "Delaktighet efter b"},
    {"kind": "crosstab", "item": "m", "by": "b"},
]


def a_round(tmp_path, rows, **changes):
    codebook = a_codebook(VARIABLES, **{"report": PLAN, **changes})
    return a_dataset(tmp_path / "export", codebook, rows)


def answers(by, counts, **more):
    return [{**row, "b": by, **more} for row in rows_of("a", counts)]


def test_every_row_has_its_counts_and_its_base(tmp_path):
    rows = [
        *answers("x", {"1": 2, "4": 9, "vet_ej": 1, None: 2}, m=["tid"]),
        *answers("y", {"3": 4, "5": 6}, m=["tid", "resor"]),
    ]
    found = crosstab(a_round(tmp_path, rows), "a")
    assert (found.title, found.reason, found.suppressed) == ("Delaktighet efter b", "", False)
    assert (found.n, found.without_row) == (22, 0)
    assert [(row.group, row.counts, row.no_answer) for row in found.rows] == [
        ("X", (2, 0, 0, 9, 0, 1), 2),
        ("Y", (0, 0, 4, 0, 6, 0), 0),
    ]
    assert [(row.top2.count, row.top2.of) for row in found.rows] == [(9, 12), (6, 10)]


def test_a_multiple_choice_has_persons_and_picks_in_each_row(tmp_path):
    rows = [
        *[{"b": "x", "m": ["tid"]}] * 10,
        *[{"b": "y", "m": ["tid", "resor"]}] * 11,
        *[{"m": ["resor"]}] * 10,
    ]
    found = crosstab(a_round(tmp_path, rows), "m")
    assert all(isinstance(row, ChoiceEstimate) for row in found.rows)
    assert [(row.n, row.counts, row.picks) for row in found.rows] == [
        (10, (10, 0), 10),
        (11, (11, 11), 22),
    ]
    assert found.without_row == 10


def test_a_row_that_nobody_is_in_is_told_as_empty(tmp_path):
    found = crosstab(a_round(tmp_path, answers("x", {"1": 5, "4": 9})), "a")
    assert [row.n for row in found.rows] == [14, 0]
    assert found.rows[1].mean is None


def test_one_small_row_drops_the_whole_table(tmp_path):
    rows = [*answers("x", {"1": 2, "4": 28}), *answers("y", {"3": 9})]
    found = crosstab(a_round(tmp_path, rows), "a")
    assert found.dropped is Dropped.SMALL_ROW
    assert (found.rows, found.n, found.without_row) == ((), None, None)
    assert found.reason == (
        "Korstabellen visas inte: minst en av raderna skulle bygga på färre än 10 svar."
    )
    full = crosstab(a_round(tmp_path / "full", rows, detail="full"), "a")
    assert [row.n for row in full.rows] == [30, 9]


def test_a_few_who_are_in_no_row_drop_it(tmp_path):
    rows = [
        *answers("x", {"1": 2, "4": 20}),
        *answers("y", {"3": 12}),
        *answers(None, {"5": 9}),
    ]
    assert crosstab(a_round(tmp_path, rows), "a").dropped is Dropped.WITHOUT_ROW


def test_what_classes_and_rows_tell_together_drops_it(tmp_path):
    # Everyone in the first class is x, so the x of the other class, two persons, would follow.
    rows = [
        *answers("x", {"4": 14}, **{"class": "c1"}),
        *answers("x", {"1": 2}, **{"class": "c2"}),
        *answers("y", {"4": 14}, **{"class": "c2"}),
    ]
    dataset = a_round(tmp_path, rows, classes=["Projekt A", "Projekt B"])
    found = crosstab(dataset, "a")
    assert found.dropped is Dropped.BESIDE_OTHERS
    assert "per grupp" in found.reason
    # The tables by class are always there.
    assert [one.n for one in published(dataset).by_group("a")] == [30, 14, 16]
    assert [one.suppressed for one in published(dataset).by_group("a")] == [False] * 3


def test_where_classes_and_rows_cut_across_it_is_shown(tmp_path):
    rows = [
        {**row, "class": f"c{place}"}
        for place in (1, 2)
        for by in ("x", "y")
        for row in answers(by, {"1": 1, "4": 5})
    ]
    dataset = a_round(tmp_path, rows, classes=["Projekt A", "Projekt B"])
    assert [row.n for row in crosstab(dataset, "a").rows] == [12, 12]


def test_an_indicator_of_the_same_two_questions_drops_it(tmp_path):
    both = {
        "kind": "all",
        "conditions": [
            {"kind": "at_least", "item": "a", "value": 4},
            {"kind": "is", "item": "b", "codes": ["x"]},
        ],
    }
    rows = [*answers("x", {"1": 2, "4": 28}), *answers("y", {"3": 19})]
    dataset = a_round(tmp_path, rows, indicators=[{"id": "i", "text": "I", "condition": both}])
    assert crosstab(dataset, "a").dropped is Dropped.BESIDE_INDICATOR
    assert crosstab(dataset, "m").dropped is Dropped.SMALL_ROW


def test_an_index_of_the_item_divides_its_persons_too(tmp_path):
    # All who are part of the index are x, so the two x who are not would follow from it.
    rows = [
        *[{**row, "d": "3"} for row in answers("x", {"1": 6, "4": 9})],
        *answers("x", {"5": 2}),
        *answers("y", {"2": 10}),
    ]
    means = {"kind": "means", "title": "Medel", "items": ["a", "d"]}
    seen = []
    for name, plan in (("without", PLAN[:1]), ("with", [means, *PLAN[:1]])):
        codebook = a_codebook([*VARIABLES, a_likert("d")], report=plan)
        seen.append(crosstab(a_dataset(tmp_path / name, codebook, rows), "a").dropped)
    assert seen == [None, Dropped.BESIDE_OTHERS]


def test_only_what_the_plan_declares_can_be_asked_for(tmp_path):
    dataset = a_round(tmp_path, answers("x", {"1": 12}), report=PLAN[:1])
    assert [one.item.name for one in crosstabs(dataset)] == ["a"]
    for ask in (lambda: crosstab(dataset, "m"), lambda: published(dataset).crosstab("m")):
        with pytest.raises(KeyError):
            ask()
