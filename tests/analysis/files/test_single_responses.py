"""Rule 9: what a file with one row a person may hold, and what is left out of it."""

import json
import random
from collections import Counter
from types import MappingProxyType

import msgspec
import numpy as np
import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from analysis import files
from analysis.codebook_reading import read_codebook
from analysis.crosstab import crosstab
from analysis.dataset import Dataset
from analysis.disclosure import Detail, details_of, rules_of
from analysis.files import protection as module
from analysis.files import told as gate
from tests.analysis.builders import a_codebook, a_dataset, a_likert, a_single, beside, rows_of
from tests.analysis.files.builders import a_told_round, repeatable, told


def column(answers, name):
    (found,) = [one for one in answers.columns if one.name == name]
    return found


def names(answers):
    return [one.name for one in answers.columns]


def test_a_round_that_told_nobody_has_no_single_answers(tmp_path):
    dataset = a_dataset(tmp_path / "export", a_codebook([a_likert("a")]), rows_of("a", {"4": 30}))
    with pytest.raises(files.NotAllowed, match="r2h9 was created without --microdata"):
        files.single_responses(dataset)


@pytest.mark.parametrize(
    ("k", "detail", "n"), [(5, "full", 4), (5, "standard", 9), (12, "full", 11)]
)
def test_a_round_with_too_few_has_no_single_answers(tmp_path, k, detail, n):
    codebook = told(a_codebook([a_likert("a")], k=k, detail=detail))
    few = a_dataset(tmp_path / "few", codebook, rows_of("a", {"4": n}))
    with pytest.raises(files.NotAllowed, match=f"fewer than {n + 1} responses"):
        files.single_responses(few)
    enough = a_dataset(tmp_path / "enough", codebook, rows_of("a", {"4": n + 1}))
    assert files.single_responses(enough).n == n + 1


def test_the_answers_are_those_that_were_given(tmp_path):
    dataset = a_told_round(tmp_path)
    answers = repeatable(dataset)
    hinder = column(answers, "tycker_hinder")
    counted = Counter(hinder.values.tolist())
    # 18 + 7 of 56 agree, nine of them answered “vet ej”, two not at all.
    assert [counted[place] for place in range(7)] == [2, 3, 6, 13, 18, 7, 9]
    delaktig = Counter(column(answers, "tycker_delaktig").values.tolist())
    assert delaktig[4] + delaktig[5] == 42


def test_words_numbers_and_days_are_never_handed_out(tmp_path):
    answers = repeatable(a_told_round(tmp_path))
    assert not {"manader", "start", "ovrigt", "organisation_annan"} & set(names(answers))
    why = {one.name: one.reason for one in answers.left_out}
    assert why["ovrigt"] == why["organisation_annan"] == "words"
    assert why["manader"] == why["start"] == "number"
    assert any(line.startswith("Tal och datum lämnas inte ut") for line in files.reasons(answers))


def test_beside_tables_by_group_no_background_is_handed_out(tmp_path):
    answers = repeatable(a_told_round(tmp_path))
    assert answers.background == ("grupp",)
    why = {one.name: one.reason for one in answers.left_out}
    assert why["organisation"] == why["roll"] == "divided"
    assert any("efter en annan indelning" in line for line in files.reasons(answers))


def a_round_without_groups(folder, **changes):
    codebook = told(
        a_codebook([a_single("p", "p1", "p2"), a_single("q", "q1", "q2"), a_likert("a")], **changes)
    )
    rows = beside(
        rows_of("p", {"p1": 26, "p2": 4}),
        rows_of("q", {"q1": 14, "q2": 16}),
        rows_of("a", {"4": 30}),
    )
    return a_dataset(folder, codebook, rows)


def test_a_background_that_would_point_someone_out_is_left_out(tmp_path):
    answers = repeatable(a_round_without_groups(tmp_path / "export"))
    assert answers.background == ("q",)
    assert [(one.name, one.reason) for one in answers.left_out] == [("p", "combination")]


def test_beside_a_declared_cross_table_no_background_is_handed_out(tmp_path):
    report = [{"kind": "crosstab", "item": "a", "by": "p"}]
    answers = repeatable(a_round_without_groups(tmp_path / "export", report=report))
    assert names(answers) == ["a"]
    assert {one.name: one.reason for one in answers.left_out} == {"p": "divided", "q": "divided"}


def test_an_item_of_a_cross_table_that_is_shown_is_in_no_file(tmp_path):
    report = [{"kind": "crosstab", "item": "a", "by": "q"}]
    dataset = a_round_without_groups(tmp_path / "export", report=report)
    assert not crosstab(dataset, "a").suppressed
    with pytest.raises(files.NotAllowed):
        files.single_responses(dataset)


def test_a_background_that_an_indicator_weighs_with_an_item_is_left_out(tmp_path):
    both = {
        "kind": "all",
        "conditions": [
            {"kind": "at_least", "item": "a", "value": 4},
            {"kind": "is", "item": "q", "codes": ["q1"]},
        ],
    }
    indicators = [{"id": "i", "text": "i", "condition": both}]
    answers = repeatable(a_round_without_groups(tmp_path / "export", indicators=indicators))
    assert names(answers) == ["a"]


def test_mode_and_language_are_in_no_column(tmp_path):
    assert not {"mode", "language"} & set(names(repeatable(a_told_round(tmp_path))))


def test_a_group_that_is_told_in_three_parts_has_rows_without_anything(tmp_path):
    codebook = told(a_codebook([a_likert("a")], classes=["A", "B", "C"], k=5))
    places = [{"class": one} for one in ["c1"] * 20 + ["c2"] * 6 + ["c3"] * 7]
    dataset = a_dataset(tmp_path / "export", codebook, beside(places, rows_of("a", {"4": 33})))
    answers = repeatable(dataset)
    group = column(answers, "grupp")
    # Six and seven are enough to be shown in three merged categories, not answer by answer.
    assert [code.text for code in group.codes] == ["A"]
    assert Counter(group.values.tolist()) == {1: 20, 0: 13}
    assert ((column(answers, "a").values > 0) == (group.values == 1)).all()
    assert files.reasons(answers) == [
        "Rader utan grupp och utan svar hör till grupper med färre än 10 svar, som inte redovisas "
        "svar för svar: B, C."
    ]


def test_groups_are_never_put_together_in_another_way_than_in_the_tables(tmp_path):
    codebook = told(a_codebook([a_likert("a")], classes=["A", "B", "C", "D"], k=5))
    places = [{"class": one} for one in ["c1"] * 20 + ["c2"] * 30 + ["c3"] * 5 + ["c4"] * 20]
    dataset = a_dataset(tmp_path / "export", codebook, beside(places, rows_of("a", {"4": 75})))
    answers = repeatable(dataset)
    group, a = column(answers, "grupp"), column(answers, "a")
    assert [code.text for code in group.codes] == ["A", "B", "D"]
    # What the total has more than the tables is C and the smallest of the others.
    assert Counter(group.values[a.values == 0].tolist()) == {0: 5, 1: 20}


def test_a_round_with_small_groups_only_has_no_single_answers(tmp_path):
    codebook = told(a_codebook([a_likert("a")], classes=["A", "B"], k=5))
    places = [{"class": one} for one in ["c1"] * 6 + ["c2"] * 7]
    dataset = a_dataset(tmp_path / "export", codebook, beside(places, rows_of("a", {"4": 13})))
    with pytest.raises(files.NotAllowed, match="tell no group of 10 or more"):
        files.single_responses(dataset)


def test_an_item_that_too_few_answered_is_in_no_column(tmp_path):
    codebook = told(a_codebook([a_likert("a"), a_likert("b")], k=5))
    rows = beside(rows_of("a", {"4": 30}), rows_of("b", {"4": 9}))
    answers = repeatable(a_dataset(tmp_path / "export", codebook, rows))
    assert names(answers) == ["a"]
    assert [(one.name, one.reason) for one in answers.left_out] == [("b", "few")]


def test_an_item_that_few_of_a_group_answered_is_blank_there_and_in_another(tmp_path):
    codebook = told(a_codebook([a_likert("a")], classes=["A", "B", "C"], k=5, detail="full"))
    rows = [
        *[{"class": "c1", "a": "4"}] * 3,
        *[{"class": "c1"}] * 9,
        *[{"class": "c2", "a": "5"}] * 12,
        *[{"class": "c3", "a": "1"}] * 20,
    ]
    answers = repeatable(a_dataset(tmp_path / "export", codebook, rows))
    a = column(answers, "a")
    group = column(answers, "grupp")
    shown = Counter(
        group.codes[place - 1].text
        for place, value in zip(group.values.tolist(), a.values.tolist(), strict=True)
        if value
    )
    # Without B as well, A would be what the total has more.
    assert shown == {"C": 20}
    assert "Delvis utelämnad" in a.remark


def test_the_order_is_new_each_time_and_everybodys_answers_stay_together(tmp_path):
    codebook = told(a_codebook([a_likert("a"), a_likert("b")]))
    rows = [{"a": str(n % 5 + 1), "b": str(n % 5 + 1)} for n in range(200)]
    dataset = a_dataset(tmp_path / "export", codebook, rows)
    one, other = files.single_responses(dataset), files.single_responses(dataset)
    assert (column(one, "a").values == column(one, "b").values).all()
    assert (column(one, "a").values != column(other, "a").values).any()
    assert (column(one, "a").values != dataset.codes["a"]).any()
    assert sorted(column(one, "a").values) == sorted(dataset.codes["a"])


# Every small round without groups ----------------------------------------------------------------


@st.composite
def small_rounds(draw):
    """Draw 3–60 persons with two backgrounds and an item that some leave out."""
    kinds = st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(0, 3))
    people = [
        person
        for person in draw(st.lists(kinds, min_size=1, max_size=6))
        for _ in range(draw(st.integers(3, 25)))
    ]
    book = told(
        a_codebook(
            [a_single("p", "p1", "p2"), a_single("q", "q1", "q2", "q3"), a_likert("a")],
            k=draw(st.sampled_from([3, 5, 10])),
            detail=draw(st.sampled_from(["standard", "full"])),
        )
    )
    columns = np.array(people, dtype=np.int16)
    return Dataset(
        codebook=read_codebook(json.dumps(book).encode()),
        n=len(people),
        classes=np.zeros(len(people), dtype=np.int16),
        codes=MappingProxyType(dict(zip("pqa", columns.T, strict=True))),
        picks=MappingProxyType({}),
        numbers=MappingProxyType({}),
        days=MappingProxyType({}),
        texts=MappingProxyType({}),
        counts=(),
    )


def given_away(dataset):
    """Return what is wrong with the single answers of a round, by the rows that are written."""
    try:
        answers = files.single_responses(dataset)
    except files.NotAllowed:
        return []
    least = rules_of(dataset.codebook.round).full_from
    about = [one for one in answers.columns if one.kind == "single"]
    rows = list(zip(*(one.values.tolist() for one in about), strict=True)) or [()] * answers.n
    faults = [("few share", row) for row, size in Counter(rows).items() if size < least]
    for item in answers.columns:
        if item.kind == "likert":
            values = item.values.tolist()
            shown = Counter(row for row, value in zip(rows, values, strict=True) if value)
            faults += [("few answered", row) for row, size in shown.items() if size < least]
            left = int((dataset.codes["a"] > 0).sum()) - sum(shown.values())
            faults += [("left of the total", left)] if 0 < left < least else []
    return faults


@settings(deadline=None, max_examples=100)
@given(small_rounds())
def test_no_combination_in_a_file_is_shared_by_few(dataset):
    assert given_away(dataset) == []


def every_background(groups, columns, least):
    """Keep every background, as a program without the check would."""
    return list(columns)


def nothing_blank(answered, cells, rules):
    """Hide no answer, as a program that forgets who left an item out would."""
    return np.ones(len(answered), dtype=np.bool_)


def each_cell_alone(answered, cells, rules):
    """Hide only what is small itself, as a program that forgets subtraction would."""
    bases = np.bincount(cells.places[answered], minlength=len(cells.sizes))
    return np.array([rules.alone(int(n)) == Detail.FULL for n in bases])[cells.places]


@pytest.mark.parametrize(
    ("part", "careless"),
    [
        ("choose_background", every_background),
        ("told_in_cells", nothing_blank),
        ("told_in_cells", each_cell_alone),
    ],
)
def test_the_same_check_finds_what_a_careless_file_gives_away(monkeypatch, part, careless):
    honest = getattr(module, part)
    monkeypatch.setattr(module, part, careless)
    dataset = find(
        small_rounds(),
        lambda one: bool(given_away(one)),
        settings=settings(deadline=None, max_examples=2_000),
        random=random.Random(7),  # noqa: S311
    )
    monkeypatch.setattr(module, part, honest)
    assert given_away(dataset) == []


def test_the_gate_of_all_other_numbers_is_the_one_that_is_used():
    assert gate.details_of is details_of


def test_the_codebook_of_an_older_folder_allows_nothing():
    old = a_codebook([a_likert("a")])
    assert "microdata" not in old["round"]
    assert read_codebook(msgspec.json.encode(old)).round.microdata is False
