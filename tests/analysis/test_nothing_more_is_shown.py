"""No table, text or slide holds a number that the JSON of the round does not tell.

For each row: of that question and that group. Programs that are a little careless are caught.
"""

import tempfile
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings

from analysis import files
from analysis.codebook import Codebook
from analysis.counting import count_answers
from analysis.crosstab import count_rows
from analysis.disclosure import Detail, rules_of
from analysis.published import published
from analysis.report.compose import Chapter, compose
from analysis.report.document import Table
from tests.analysis.test_everything_published import RECODING, a_round, persons, rounds
from tests.analysis.what_is_told import (
    numbering,
    numbers_in,
    rows_of_report,
    rows_of_slides,
    text_of_report,
    told,
)

PLAN = [
    {"kind": "share", "item": "a"},
    {"kind": "figure", "title": "Båda.", "items": ["a", "c"], "by_group": True},
    {"kind": "table", "item": "b", "title": "Frågan b.", "by_group": True},
    {"kind": "table", "item": "a", "title": "Frågan a.", "by_group": True},
    {"kind": "crosstab", "item": "a", "by": "b", "title": "Frågan a, efter bakgrund"},
    {"kind": "means", "title": "Medel", "items": ["a", "c"], "by_group": True},
    {"kind": "indicator", "indicator": "hög"},
    {"kind": "answers", "item": "b_b3"},
]


def without_days(dataset):
    """Return the round without its days, whose figures are about no answers."""
    book: Codebook = dataset.codebook
    facts = msgspec.structs.replace(book.round, opens_on=None, closes_on=None)
    return replace(dataset, codebook=msgspec.structs.replace(book, round=facts))


def a_report(dataset):
    return compose([Chapter(dataset=without_days(dataset), recoding=RECODING)])


def unheard_of(dataset, rows):
    """Return the rows with numbers that are not told of their question and group."""
    known = told(published(dataset, recoding=RECODING))
    return [
        (keys, more)
        for keys, numbers in rows
        if (more := numbers - set().union(*(known.get(key, ()) for key in keys)))
    ]


@settings(deadline=None, max_examples=60, derandomize=True)
@given(rounds(PLAN))
def test_no_row_of_a_report_says_more_than_the_json(dataset):
    assert unheard_of(dataset, rows_of_report(a_report(dataset))) == []


@settings(deadline=None, max_examples=40, derandomize=True)
@given(rounds(PLAN))
def test_no_text_of_a_report_says_more_than_the_json(dataset):
    document = a_report(dataset)
    known = set().union(*told(published(dataset, recoding=RECODING)).values())
    assert numbers_in(text_of_report(document)) - known <= numbering(document)


@settings(deadline=None, max_examples=25, derandomize=True)
@given(rounds(PLAN))
def test_no_slide_says_more_than_the_json(dataset):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.pptx"
        files.write(dataset, path, "pptx")
        assert unheard_of(dataset, rows_of_slides(path)) == []


# A little careless -------------------------------------------------------------------------------


def each_class_by_itself(dataset, **more):
    """Let through each class that is large enough, as a gate that forgets subtraction would."""
    fine = published(dataset, **more)
    rules = rules_of(dataset.codebook.round)
    counted = count_answers(dataset)

    def alone(tallies):
        return tuple(one.shown(rules.alone(one.n)) for several in tallies for one in several)

    items, choices = alone(counted.likert), alone(counted.choices)
    return replace(fine, summary=replace(fine.summary, items=items, choices=choices))


def every_row(dataset, **more):
    """Let through every row of a cross-table, also of one that was dropped."""
    fine = published(dataset, **more)
    item, by = (dataset.codebook.variable(name) for name in ("a", "b"))
    rows = tuple(one.shown(Detail.FULL) for one in count_rows(dataset, item, by)[1:])
    return replace(fine, crosstabs=(replace(fine.crosstabs[0], rows=rows, dropped=None),))


def rows_of_a_report(dataset, _path):
    return unheard_of(dataset, rows_of_report(a_report(dataset)))


def text_of_a_report(dataset, _path):
    document = a_report(dataset)
    known = set().union(*told(published(dataset, recoding=RECODING)).values())
    return numbers_in(text_of_report(document)) - known - numbering(document)


def rows_of_a_presentation(dataset, path):
    files.write(dataset, path / "a.pptx", "pptx")
    return unheard_of(dataset, rows_of_slides(path / "a.pptx"))


# The thirteen of the second class are the total less the first, but for two; nor may two of B3 be
# told as a row of their own.
SOME_HIDDEN = {(1, 1): 19, (2, 1): 6, (2, 2): 7, (3, 3): 2}


@pytest.mark.parametrize("careless", [each_class_by_itself, every_row])
@pytest.mark.parametrize("look", [rows_of_a_report, text_of_a_report, rows_of_a_presentation])
def test_what_goes_past_the_gate_is_caught(careless, look, monkeypatch, tmp_path):
    dataset = a_round(persons(SOME_HIDDEN), plan=PLAN)
    assert not look(dataset, tmp_path)
    for where in ("analysis.report.material.published", "analysis.published.published"):
        monkeypatch.setattr(where, careless)
    assert look(dataset, tmp_path)


def test_a_composer_that_counts_for_itself_is_caught():
    dataset = a_round(persons(SOME_HIDDEN), plan=PLAN)
    document = a_report(dataset)
    counts = [str(n) for n in np.bincount(dataset.codes["a"][dataset.classes == 2])]
    own = Table(
        id="egen",
        caption="Frågan a",
        header=("Grupp", *counts),
        rows=(("Klass 2", *counts),),
        aligns=("left",) * (1 + len(counts)),
    )
    assert not unheard_of(dataset, rows_of_report(document))
    leaky = replace(document, blocks=(*document.blocks, own))
    ((keys, _),) = unheard_of(dataset, rows_of_report(leaky))
    assert keys == [("a", "Klass 2")]


def test_classes_and_cross_tables_are_shown_often_enough_to_be_tried():
    shown = []

    @settings(deadline=None, max_examples=100, derandomize=True, database=None)
    @given(rounds(PLAN))
    def look(dataset):
        told_of = {group for keys, _ in rows_of_report(a_report(dataset)) for _, group in keys}
        shown.append(("Klass 1" in told_of, bool({"B1", "B2", "B3"} & told_of)))

    look()
    assert np.mean(shown, axis=0).min() > 0.08
