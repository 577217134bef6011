"""All that is published of a round, taken together, tells of no few persons.

The total, the classes, the cross-table, indicators, the index and the recount, for rounds of many
kinds; and programs that are a little careless are caught.
"""

import json
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.codebook_reading import read_codebook
from analysis.crosstab import Dropped, count_rows
from analysis.dataset import Dataset, OpenText
from analysis.disclosure import Detail, rules_of
from analysis.published import published
from analysis.recode import Recoding
from tests.analysis.attacker import INDICATORS, Attacker, leaks
from tests.analysis.builders import a_codebook, a_likert, a_single, a_text

PLAN = [
    {"kind": "crosstab", "item": "a", "by": "b"},
    {"kind": "means", "title": "Medel", "items": ["a", "c"]},
]
RECODING = Recoding(categories={"b_b3": {"b1": ("ett",)}})


def a_round(people, *, k=5, detail="standard", classes=3, plan=PLAN):
    """Return a round of `people`: class (0 for none), row (0 for none), answers to a and c."""
    book = a_codebook(
        [
            a_likert("a", vet_ej=True),
            a_single("b", "b1", "b2", "b3"),
            a_text("b_b3", specifies="b", specify_code="b3"),
            a_likert("c"),
        ],
        classes=[f"Klass {place}" for place in range(1, classes + 1)],
        k=k,
        detail=detail,
        report=plan,
        indicators=[
            {"id": id, "text": id, "condition": condition}
            for id, (condition, _) in INDICATORS.items()
        ],
    )
    columns = np.array(people, dtype=np.int16).reshape(-1, 4)
    texts = ("ett", "annat")[: int((columns[:, 1] == 3).sum())]
    return Dataset(
        codebook=read_codebook(json.dumps(book).encode()),
        n=len(people),
        classes=columns[:, 0],
        codes=MappingProxyType({"a": columns[:, 2], "b": columns[:, 1], "c": columns[:, 3]}),
        picks=MappingProxyType({}),
        numbers=MappingProxyType({}),
        days=MappingProxyType({}),
        texts=MappingProxyType({"b_b3": tuple(OpenText(class_id=None, text=t) for t in texts)}),
        counts=(),
    )


def an_attacker(dataset):
    """Return an attacker who also knows what those who wrote at b3 were sorted as."""
    rows, written = [], 0
    for code in dataset.codes["b"].tolist():
        first = code == 3 and not written
        written += first
        rows.append("b3→b1" if first else ["", "b1", "b2", "b3"][code])
    places = {one.name: place for place, one in enumerate(dataset.codebook.classes, start=1)}
    return Attacker(dataset, rows, places)


@st.composite
def rounds(draw, plan=PLAN):
    """Draw rounds of 1–3 classes, where rows and answers are missing for some."""
    classes = draw(st.integers(1, 3))
    k = draw(st.sampled_from([3, 5, 10]))
    random = np.random.default_rng(draw(st.integers(0, 10**6)))
    # Persons in each class and row: few kinds of sizes, those around the limits among them.
    sizes = random.choice([0, 0, 1, 2, k - 1, k, 10, 14], size=(classes + 1, 4))
    sizes[0] = random.choice([0, 0, 0, 2], size=4) if draw(st.booleans()) else 0
    sizes[:, 0] *= draw(st.booleans())
    silent = draw(st.sampled_from([0, 0, 0.05, 0.3]))
    people = [
        (
            place,
            row,
            0 if random.random() < silent else random.integers(1, 7),
            0 if random.random() < silent else random.integers(1, 6),
        )
        for (place, row), n in np.ndenumerate(sizes)
        for _ in range(n)
    ]
    return a_round(
        people or [(1, 1, 1, 1)],
        k=k,
        detail=draw(st.sampled_from(["standard", "full"])),
        classes=classes,
        plan=plan,
    )


@settings(deadline=None, max_examples=250, derandomize=True)
@given(rounds())
def test_nothing_published_tells_of_a_few(dataset):
    assert leaks(an_attacker(dataset), published(dataset, recoding=RECODING)) == []


def test_crosstabs_indexes_and_recounts_are_shown_often_enough_to_be_tried():
    shown = []

    @settings(deadline=None, max_examples=100, derandomize=True, database=None)
    @given(rounds())
    def look(dataset):
        found = published(dataset, recoding=RECODING)
        shown.append(
            (
                not found.crosstabs[0].suppressed,
                not found.indexes[0].estimates[0].suppressed,
                not found.summary.recoded[0].estimate.suppressed,
            )
        )

    look()
    assert np.mean(shown, axis=0).min() > 0.15


# A little careless -------------------------------------------------------------------------------


def each_row_by_itself(dataset):
    """Show the rows that are large enough, as a program that forgets subtraction would."""
    rules = rules_of(dataset.codebook.round)
    return _with_rows(dataset, lambda n: rules.alone(n))


def every_row_of_a_whole_table(dataset):
    """Show a table whose rows and rest are large enough, whatever the classes tell."""
    fine = published(dataset, recoding=RECODING)
    if fine.crosstabs[0].dropped in (Dropped.SMALL_ROW, Dropped.WITHOUT_ROW):
        return fine
    return _with_rows(dataset, lambda _: Detail.FULL)


def _with_rows(dataset, detail):
    fine = published(dataset, recoding=RECODING)
    item, by = (dataset.codebook.variable(name) for name in ("a", "b"))
    rows = tuple(row.shown(detail(row.n)) for row in count_rows(dataset, item, by)[1:])
    return replace(fine, crosstabs=(replace(fine.crosstabs[0], rows=rows, dropped=None),))


def persons(counts):
    """Return persons by class and row, who answer a little of everything to both items."""
    each = [place for place, n in counts.items() for _ in range(n)]
    return [(*place, 1 + n % 6, 1 + n % 5) for n, place in enumerate(each)]


CARELESS = [
    # Two of b3 are the total less the rows.
    (each_row_by_itself, {(1, 1): 12, (1, 2): 12, (1, 3): 2}, 1),
    # All of the first class answered b1; the other b1 are two.
    (every_row_of_a_whole_table, {(1, 1): 12, (2, 1): 2, (2, 2): 12, (2, 3): 12}, 2),
    # The same of two classes that are hidden together.
    (every_row_of_a_whole_table, {(1, 1): 2, (2, 1): 12, (3, 1): 2, (3, 2): 12, (3, 3): 12}, 3),
]


@pytest.mark.parametrize(("careless", "counts", "classes"), CARELESS)
def test_a_careless_crosstab_is_caught(careless, counts, classes):
    dataset = a_round(persons(counts), classes=classes)
    assert leaks(an_attacker(dataset), careless(dataset))
    assert not leaks(an_attacker(dataset), published(dataset, recoding=RECODING))
