"""The cube counts what counting one by one would, and indicators are judged person by person."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.codebook import Code, Scale, Variable
from analysis.counting import count_indicators, holds
from analysis.cube import BLOCK, count
from analysis.disclosure import Detail
from analysis.distribution import median
from analysis.tallies import LikertTally
from tests.analysis.builders import a_codebook, a_dataset, a_likert, a_multiple, a_number


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5), st.integers(0, 5)), max_size=40))
def test_the_cube_counts_each_answer_once(rows):
    classes, *columns = (
        np.array([row[place] for row in rows], dtype=np.int16) for place in range(3)
    )
    cube = count(columns, 5, classes, 3)
    assert cube.shape == (2, 6, 4)
    for item in range(2):
        counted = Counter((row[item + 1], row[0]) for row in rows)
        for code in range(6):
            for place in range(4):
                assert cube[item, code, place] == counted[code, place]


def test_nothing_is_lost_between_the_blocks():
    n = 2 * BLOCK + 7
    random = np.random.default_rng(7)
    codes = random.integers(0, 7, n).astype(np.int16)
    classes = random.integers(0, 13, n).astype(np.int16)
    cube = count([codes], 6, classes, 12)
    assert cube.sum() == n
    expected = np.zeros((7, 13), dtype=np.int64)
    np.add.at(expected, (codes, classes), 1)
    assert (cube[0] == expected).all()


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([0, 0, 0, 0, 0], None),
        ([1, 0, 3, 2, 1], 3),
        ([2, 0, 0, 0, 2], 3),
        ([1, 1, 0, 0, 0], 1.5),
        ([0, 0, 0, 0, 9], 5),
    ],
)
def test_the_median_comes_from_the_counts(counts, expected):
    assert median(list(zip(range(1, 6), counts, strict=True))) == expected


@given(st.lists(st.integers(0, 30), min_size=5, max_size=5).filter(any))
def test_median_and_mean_are_those_of_the_answers_one_by_one(counts):
    answers = np.repeat(range(1, 6), counts)
    codes = tuple(Code(code=str(value), text="", value=value) for value in range(1, 6))
    tally = LikertTally(
        variable=Variable(name="a", kind="likert", question="a", text="a", codes=codes),
        scale=Scale(top=("4", "5"), bottom=("1", "2"), agree=""),
        group=None,
        no_answer=0,
        counts=tuple(counts),
    )
    shown = tally.shown(Detail.FULL)
    assert shown.median == np.median(answers)
    assert shown.mean == pytest.approx(np.mean(answers), abs=0.005001)
    assert shown.top2.count == (answers >= 4).sum()
    assert shown.bottom2.count == (answers <= 2).sum()


PERSONS = [
    {"a": "5", "m": 3, "h": ["x"]},
    {"a": "vet_ej", "m": 12},
    {"a": "2", "h": ["x", "y"]},
    {},
]
A4 = {"kind": "at_least", "item": "a", "value": 4}


@pytest.mark.parametrize(
    ("condition", "holding", "of"),
    [
        (A4, 1, 3),
        ({"kind": "at_most", "item": "a", "value": 2}, 1, 3),
        ({"kind": "at_least", "item": "m", "value": 12}, 1, 2),
        ({"kind": "is", "item": "a", "codes": ["vet_ej", "2"]}, 2, 3),
        ({"kind": "is", "item": "h", "codes": ["y"]}, 1, 2),
        # Not “at least 4” holds for vet ej, and for those who answered another of its items only.
        ({"kind": "not", "condition": A4}, 2, 3),
        ({"kind": "any", "conditions": [A4, {"kind": "is", "item": "h", "codes": ["y"]}]}, 2, 3),
        ({"kind": "all", "conditions": [A4, {"kind": "is", "item": "h", "codes": ["x"]}]}, 1, 3),
    ],
)
def test_an_indicator_counts_persons_of_those_who_answered_any_item(
    tmp_path, condition, holding, of
):
    codebook = a_codebook(
        [a_likert("a", vet_ej=True), a_number("m"), a_multiple("h", "x", "y")],
        indicators=[{"id": "i", "text": "i", "condition": condition}],
    )
    dataset = a_dataset(tmp_path / "export", codebook, PERSONS)
    ((total,),) = count_indicators(dataset)
    assert (total.count, total.n) == (holding, of)


def test_a_condition_on_nobody_holds_for_nobody(tmp_path):
    codebook = a_codebook([a_likert("a")], indicators=[{"id": "i", "text": "i", "condition": A4}])
    dataset = a_dataset(tmp_path / "export", codebook, [])
    assert holds(dataset, dataset.codebook.indicators[0].condition).tolist() == []
