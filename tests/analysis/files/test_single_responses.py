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
from analysis.codebook import read_codebook
from analysis.dataset import Dataset
from analysis.disclosure import Detail, details_of, rules_of
from analysis.files import protection as module
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


def test_a_background_that_would_point_someone_out_is_left_out(tmp_path):
    answers = repeatable(a_told_round(tmp_path))
    # Four answered “annan”; roles divide both projects in large halves.
    assert answers.background == ("grupp", "roll")
    assert {one.name: one.reason for one in answers.left_out}["organisation"] == "combination"


def test_mode_and_language_are_in_no_column(tmp_path):
    assert not {"mode", "language"} & set(names(repeatable(a_told_round(tmp_path))))


def test_small_groups_stand_together(tmp_path):
    codebook = told(a_codebook([a_likert("a")], classes=["A", "B", "C"], k=5))
    places = [{"class": one} for one in ["c1"] * 20 + ["c2"] * 6 + ["c3"] * 7]
    dataset = a_dataset(tmp_path / "export", codebook, beside(places, rows_of("a", {"4": 33})))
    group = column(repeatable(dataset), "grupp")
    # Six and seven are enough to be shown in three merged categories, not answer by answer.
    assert [code.text for code in group.codes] == ["A", "B + C"]
    assert Counter(group.values.tolist()) == {1: 20, 2: 13}


def test_groups_that_cannot_be_told_apart_are_left_out(tmp_path):
    codebook = told(a_codebook([a_likert("a")], classes=["A", "B"], k=5))
    places = [{"class": one} for one in ["c1"] * 6 + ["c2"] * 7]
    answers = repeatable(
        a_dataset(tmp_path / "export", codebook, beside(places, rows_of("a", {"4": 13})))
    )
    assert names(answers) == ["a"]
    assert answers.left_out[0].reason == "class"


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


# Every small round -------------------------------------------------------------------------------


@st.composite
def small_rounds(draw):
    """Draw 1–3 classes of 3–25 persons with two backgrounds and an item that some leave out."""
    classes = draw(st.integers(1, 3))
    people = [
        (place, *draw(st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(0, 3))))
        for place in range(1, classes + 1)
        for _ in range(draw(st.integers(3, 25)))
    ]
    book = told(
        a_codebook(
            [a_single("p", "p1", "p2"), a_single("q", "q1", "q2", "q3"), a_likert("a")],
            classes=[f"Klass {place}" for place in range(1, classes + 1)],
            k=draw(st.sampled_from([3, 5, 10])),
            detail=draw(st.sampled_from(["standard", "full"])),
        )
    )
    columns = np.array(people, dtype=np.int16)
    return Dataset(
        codebook=read_codebook(json.dumps(book).encode()),
        n=len(people),
        classes=columns[:, 0],
        codes=MappingProxyType({"p": columns[:, 1], "q": columns[:, 2], "a": columns[:, 3]}),
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
    about = [one for one in answers.columns if one.kind in ("class", "single")]
    rows = list(zip(*(one.values.tolist() for one in about), strict=True)) or [()] * answers.n
    faults = [("few share", row) for row, size in Counter(rows).items() if size < least]
    for item in answers.columns:
        if item.kind == "likert":
            values = item.values.tolist()
            shown = Counter(row for row, value in zip(rows, values, strict=True) if value)
            faults += [("few answered", row) for row, size in shown.items() if size < least]
            faults += by_subtraction(dataset, about, shown, least)
    return faults


def by_subtraction(dataset, about, shown, least):
    """Yield each class of the file, and the total, that has 1 to least - 1 answers more."""
    answered = dataset.codes["a"] > 0
    total = int(answered.sum())
    if 0 < total - sum(shown.values()) < least:
        yield ("left of the total", total - sum(shown.values()))
    if not about or about[0].kind != "class":
        return
    for place, code in enumerate(about[0].codes, start=1):
        inside = {
            number
            for number, one in enumerate(dataset.codebook.classes, start=1)
            if one.name in code.text.split(" + ")
        }
        n = int(answered[np.isin(dataset.classes, list(inside))].sum())
        told_of = sum(size for row, size in shown.items() if row[0] == place)
        # A class with fewer is in no table either.
        if n >= least and 0 < n - told_of < least:
            yield ("left of a class", code.text)


@settings(deadline=None, max_examples=100)
@given(small_rounds())
def test_no_combination_in_a_file_is_shared_by_few(dataset):
    assert given_away(dataset) == []


def every_background(groups, columns, least):
    """Keep every background, as a program without the check would."""
    return list(columns)


def nothing_blank(answered, rules, groups, cells):
    """Hide no answer, as a program that forgets who left an item out would."""
    return np.ones(len(answered), dtype=np.bool_)


def each_cell_alone(total, bases, rules):
    """Hide only what is small itself, as a program that forgets subtraction would."""
    return [place for place, n in bases.items() if n and rules.alone(n) < Detail.FULL]


@pytest.mark.parametrize(
    ("part", "careless"),
    [
        ("choose_background", every_background),
        ("_may_be_shown", nothing_blank),
        ("_hidden", each_cell_alone),
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
    assert module.details_of is details_of


def test_the_codebook_of_an_older_folder_allows_nothing():
    old = a_codebook([a_likert("a")])
    assert "microdata" not in old["round"]
    assert read_codebook(msgspec.json.encode(old)).round.microdata is False
