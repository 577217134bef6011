"""Everything a summary prints of a small round, taken together, tells of nobody.

The attacker reads the JSON of a summary by group, knows how many are in each class (the response
rate says so), and solves every number as an equation over the cells [class, answer].
"""

import csv
import io
import json
import tempfile
from dataclasses import replace
from itertools import combinations, product
from pathlib import Path
from types import MappingProxyType

import numpy as np
import openpyxl
import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

import analysis
from analysis.codebook_reading import read_codebook
from analysis.counting import count_answers, count_indicators
from analysis.dataset import Dataset
from analysis.disclosure import Detail, rules_of
from analysis.summary_csv import summary_csv
from analysis.summary_json import as_json
from analysis.summary_xlsx import write_summary_xlsx
from tests.analysis.builders import a_codebook, a_likert, a_single

STEPS = ("1", "2", "3", "4", "5", "vet_ej")
PARTS = (("1", "2"), ("3",), ("4", "5"), ("vet_ej",))
INDICATORS = {
    "hög": {"kind": "at_least", "item": "a", "value": 4},
    "inte_låg": {"kind": "at_least", "item": "a", "value": 3},
    "högst": {"kind": "at_least", "item": "a", "value": 5},
    "lägst": {"kind": "is", "item": "a", "codes": ["1"]},
    "kluven": {
        "kind": "any",
        "conditions": [
            {"kind": "at_least", "item": "a", "value": 5},
            {"kind": "at_most", "item": "a", "value": 1},
        ],
    },
    "inte_topp": {"kind": "not", "condition": {"kind": "at_least", "item": "a", "value": 5}},
    "ja": {"kind": "is", "item": "b", "codes": ["b1"]},
    "dubbel": {"kind": "is", "item": "b", "codes": ["b1", "b2"]},
}
COUNTED = {
    "hög": ("4", "5"),
    "inte_låg": ("3", "4", "5"),
    "högst": ("5",),
    "lägst": ("1",),
    "kluven": ("1", "5"),
    "inte_topp": ("1", "2", "3", "4", "vet_ej"),
    "ja": ("b1",),
    "dubbel": ("b1", "b2"),
}


def a_round(people, *, k, classes, options=4, detail="standard"):
    """Return the answers of `people`, each a class (0 for none), an answer to a and one to b."""
    book = a_codebook(
        [
            a_likert("a", vet_ej=True),
            a_single("b", *(f"b{place}" for place in range(1, options + 1))),
        ],
        classes=[f"Klass {place}" for place in range(1, classes + 1)],
        k=k,
        detail=detail,
        indicators=[
            {"id": id, "text": id, "condition": condition} for id, condition in INDICATORS.items()
        ],
    )
    columns = np.array(people, dtype=np.int16).reshape(-1, 3)
    return Dataset(
        codebook=read_codebook(json.dumps(book).encode()),
        n=len(people),
        classes=columns[:, 0],
        codes=MappingProxyType({"a": columns[:, 1], "b": columns[:, 2]}),
        picks=MappingProxyType({}),
        numbers=MappingProxyType({}),
        days=MappingProxyType({}),
        texts=MappingProxyType({}),
        counts=(),
    )


@st.composite
def small_rounds(draw):
    """Draw rounds of 1–4 classes of at most 12 persons, where some leave a question out."""
    classes, options = draw(st.integers(1, 4)), draw(st.sampled_from([2, 3, 4]))
    sizes = draw(st.lists(st.integers(3, 12), min_size=classes, max_size=classes))
    place = st.tuples(st.integers(0, len(STEPS)), st.integers(0, options))
    unclassed = draw(st.sampled_from([0, 0, 3]))
    people = [
        (one, *draw(place)) for one, size in enumerate([unclassed, *sizes]) for _ in range(size)
    ]
    return a_round(
        people,
        k=draw(st.sampled_from([3, 5, 10])),
        classes=classes,
        options=options,
        detail=draw(st.sampled_from(["standard", "full"])),
    )


# The attacker -------------------------------------------------------------------------------------


class Equations:
    """What is known of the cells: sums of some of them. Solved modulo a prime, without rounding."""

    PRIME = 2_147_483_647

    def __init__(self, cells):
        self.place = {cell: number for number, cell in enumerate(cells)}
        self.rows = []

    def add(self, cells):
        """Take in that the sum of `cells` is printed."""
        left = self._reduced(cells)
        column = next((number for number, one in enumerate(left) if one), None)
        if column is not None:
            inverse = pow(int(left[column]), -1, self.PRIME)
            self.rows.append((column, left * inverse % self.PRIME))

    def tell(self, cells):
        """Return whether the sum of `cells` follows from what was printed."""
        return not self._reduced(cells).any()

    def _reduced(self, cells):
        vector = np.zeros(len(self.place), dtype=np.int64)
        for cell in cells:
            vector[self.place[cell]] = 1
        for column, row in self.rows:
            vector = (vector - vector[column] * row) % self.PRIME
        return vector


def persons_of(dataset, name):
    """Return the answers to a variable by class, None for no answer."""
    codes = [None, *(code.code for code in dataset.codebook.variable(name).codes)]
    found = {place: [] for place in range(len(dataset.codebook.classes) + 1)}
    for place, answer in zip(dataset.classes, dataset.codes[name], strict=True):
        found[int(place)].append(codes[answer])
    return {place: answers for place, answers in found.items() if answers or place}


def printed(shown, dataset, name, people, codes):
    """Yield the cells of every number about the variable that a summary prints."""
    names = {one.name: place for place, one in enumerate(dataset.codebook.classes, start=1)}
    for place in people:  # everyone knows how large each class is
        yield [(place, code) for code in (None, *codes)]
    for one in [*shown["items"], *shown["choices"], *shown["indicators"]]:
        inside = list(people) if one["group"] is None else [names[one["group"]]]
        if one.get("variable") == name:
            sums = sums_of(one, codes)
        elif set(COUNTED.get(one.get("id"), ["?"])) <= set(codes) and one["count"] is not None:
            sums = [COUNTED[one["id"]], codes]
        else:
            continue
        yield from (list(product(inside, answers)) for answers in sums)


def sums_of(one, codes):
    """Yield the answers that each number printed of an item or choice is the sum of."""
    by_code = [*one["counts"].items(), *one["percent"].items()]
    merged = dict(zip(("bottom", "middle", "top", "outside"), PARTS, strict=True))
    yield from ([code] for code, number in by_code if number is not None)
    yield from ([codes] if one["n"] is not None else [])
    yield from ([[None]] if one["no_answer"] is not None else [])
    yield from (merged[part] for part in one.get("merged") or ())
    for share, key, answers in (
        ("top2", "count", PARTS[2]),
        ("bottom2", "count", PARTS[0]),
        ("top2_substantive", "of", STEPS[:5]),
    ):
        if one.get(share, {}).get(key) is not None:
            yield answers
    if one.get("median") is not None:
        # Often one person's own answer: no better than telling each step.
        yield from ([code] for code in STEPS[:5])


def leaks(shown, dataset):
    """Return what can be solved for but may not be told: the persons and the answer."""
    return [
        found
        for name in ("a", "b")
        for found in leaks_of(shown, dataset, name, persons_of(dataset, name))
    ]


def leaks_of(shown, dataset, name, people):
    codes = [code.code for code in dataset.codebook.variable(name).codes]
    rules = rules_of(dataset.codebook.round)
    known = Equations(list(product(people, (None, *codes))))
    for cells in printed(shown, dataset, name, people, codes):
        known.add(cells)
    coarse = PARTS if name == "a" else [[code] for code in codes] if len(codes) <= 3 else []
    unions = [union for size in range(1, 6) for union in combinations(people, size)]
    for union in unions:
        n = sum(answer is not None for place in union for answer in people[place])
        if n and n < rules.k:
            sums = (
                [*([code] for code in codes), *PARTS] if name == "a" else [[one] for one in codes]
            )
            yield from (
                (union, wanted)
                for wanted in (codes, *sums)
                if known.tell(list(product(union, wanted)))
            )
        elif rules.k <= n < rules.full_from:
            yield from (
                (union, code)
                for code in codes
                if [code] not in [list(part) for part in coarse]
                and known.tell([(place, code) for place in union])
            )


def honest(dataset):
    return as_json(analysis.summary(dataset, by_class=True))


def class_by_class(dataset):
    """Print each class by its own base, as a program that forgets subtraction would."""
    rules = rules_of(dataset.codebook.round)
    counted = count_answers(dataset)

    def alone(tallies):
        return tuple(one.shown(rules.alone(one.n)) for several in tallies for one in several)

    return _printed_as(
        dataset,
        items=alone(counted.likert),
        choices=alone(counted.choices),
        indicators=alone(count_indicators(dataset)),
    )


def every_indicator(dataset):
    """Print every indicator that has its k, as a program that forgets what is merged would."""
    rules = rules_of(dataset.codebook.round)
    return _printed_as(
        dataset,
        indicators=tuple(
            one.shown(Detail.FULL if rules.alone(one.n) else Detail.NOTHING)
            for several in count_indicators(dataset)
            for one in several
        ),
    )


def _printed_as(dataset, **changes):
    return as_json(replace(analysis.summary(dataset, by_class=True), **changes))


@settings(deadline=None, max_examples=120)
@given(small_rounds())
def test_nothing_printed_of_a_round_can_be_solved_for_a_few(dataset):
    assert leaks(honest(dataset), dataset) == []


@pytest.mark.parametrize("careless", [class_by_class, every_indicator])
def test_the_attacker_finds_what_a_careless_summary_tells(careless):
    dataset = find(
        small_rounds(),
        lambda dataset: leaks(careless(dataset), dataset),
        settings=settings(deadline=None, max_examples=500),
    )
    assert leaks(honest(dataset), dataset) == []


# What is printed in other forms ------------------------------------------------------------------


def numbers_by_row(shown):
    """Return every number of the JSON by what it is about and the group."""
    found = {}
    for one in [*shown["items"], *shown["choices"], *shown["indicators"]]:
        key = (one.get("variable") or one["id"], one["group"] or "Alla")
        found.setdefault(key, set()).update(_numbers(one))
    return found


def _numbers(value):
    if isinstance(value, dict):
        return {number for one in value.values() for number in _numbers(one)}
    return {float(value)} if isinstance(value, int | float) and value is not True else set()


def numbers_of_csv(summary):
    for row in csv.DictReader(io.StringIO(summary_csv(summary)), delimiter=";"):
        cells = [row[name] for name in ("n", "ej svar", "antal", "bas", "procent", "värde")]
        yield (
            (row["variabel"], row["grupp"]),
            {float(cell.replace(",", ".")) for cell in cells if cell not in ("", "..")},
        )


def numbers_of_xlsx(summary, path):
    write_summary_xlsx(summary, path)
    for sheet in openpyxl.load_workbook(path).worksheets:
        header, *rows = sheet.iter_rows(values_only=True)
        if header[0] in ("Variabel", "Indikator"):
            for row in rows:
                cells = {float(cell) for cell in row if isinstance(cell, int | float)}
                yield (row[0], row[header.index("Grupp")]), cells


@settings(deadline=None, max_examples=30)
@given(small_rounds())
def test_no_file_says_more_than_the_json(dataset):
    summary = analysis.summary(dataset, by_class=True)
    told = numbers_by_row(as_json(summary))
    with tempfile.TemporaryDirectory() as folder:
        rows = [*numbers_of_csv(summary), *numbers_of_xlsx(summary, Path(folder) / "s.xlsx")]
    assert {key for key, _ in rows} == set(told)
    for key, numbers in rows:
        assert numbers <= told[key], key
