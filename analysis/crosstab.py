"""Cross-tables of the report plan: whole, or not at all.

A cross-table divides those who answered an item by their answer to another question, and the
tables by class divide the same persons in another way. What either hides could follow from both,
so the cross-table is dropped when any union of few persons does (docs/decisions/0009).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt

from analysis.codebook import Codebook, CrossTable, Variable
from analysis.conditions import leaves
from analysis.counting import answered
from analysis.cut import Atoms, tells_of_fewer
from analysis.dataset import NO_ANSWER, PICKED, Dataset
from analysis.declared_index import told_indexes
from analysis.disclosure import Detail, Rules, details_of, rules_of
from analysis.estimates import ChoiceEstimate, LikertEstimate
from analysis.tallies import ChoiceTally, LikertTally

Counts = npt.NDArray[np.int64]


class Dropped(Enum):
    """Why a cross-table may not be shown. The value is what the report says instead."""

    SMALL_ROW = "Korstabellen visas inte: minst en av raderna skulle bygga på färre än {n} svar."
    WITHOUT_ROW = (
        "Korstabellen visas inte: några har svarat på frågan men inte på den som raderna gäller, "
        "och de är så få att deras svar skulle gå att räkna ut."
    )
    BESIDE_OTHERS = (
        "Korstabellen visas inte: tillsammans med det andra som redovisas, till exempel per grupp, "
        "skulle svaren från färre än {n} personer gå att räkna ut."
    )
    BESIDE_INDICATOR = (
        "Korstabellen visas inte: en indikator väger samman samma två frågor, och tillsammans "
        "skulle de kunna säga mer än var för sig."
    )


@dataclass(frozen=True, kw_only=True)
class CrossTabEstimate:
    """How `item` was answered by those who gave each answer to `by`.

    `rows` follow the codes of `by`, each with its text as `group` and everything told; empty when
    the table was `dropped`. `n` answered both, `without_row` answered `item` but not `by`.
    """

    item: Variable
    by: Variable
    title: str
    rows: tuple[LikertEstimate, ...] | tuple[ChoiceEstimate, ...] = ()
    n: int | None = None
    without_row: int | None = None
    dropped: Dropped | None = None
    full_from: int

    @property
    def suppressed(self) -> bool:
        """True when nothing of the table may be shown."""
        return self.dropped is not None

    @property
    def reason(self) -> str:
        """A sentence in Swedish on why the table is not shown; empty when it is."""
        return "" if self.dropped is None else self.dropped.value.format(n=self.full_from)


def declared_crosstabs(codebook: Codebook) -> list[CrossTable]:
    """Return the cross-tables of the report plan, in its order."""
    return [entry for entry in codebook.report if isinstance(entry, CrossTable)]


def crosstab(dataset: Dataset, item: str) -> CrossTabEstimate:
    """Return the cross-table that the report plan declares for `item`, or why it was dropped.

    Raises KeyError when the plan declares none.
    """
    for entry in declared_crosstabs(dataset.codebook):
        if entry.item == item:
            return _crosstab(dataset, entry)
    raise KeyError(item)


def crosstabs(dataset: Dataset) -> tuple[CrossTabEstimate, ...]:
    """Return every cross-table of the report plan, in its order."""
    return tuple(_crosstab(dataset, entry) for entry in declared_crosstabs(dataset.codebook))


def _crosstab(dataset: Dataset, entry: CrossTable) -> CrossTabEstimate:
    item, by = (dataset.codebook.variable(name) for name in (entry.item, entry.by))
    rules = rules_of(dataset.codebook.round)
    dropped = _dropped(dataset, entry, rules)
    if dropped is not None:
        return CrossTabEstimate(
            item=item, by=by, title=entry.title, dropped=dropped, full_from=rules.full_from
        )
    without_row, *rows = count_rows(dataset, item, by)
    return CrossTabEstimate(
        item=item,
        by=by,
        title=entry.title,
        rows=tuple(row.shown(Detail.FULL) for row in rows),  # type: ignore[arg-type]
        n=sum(row.n for row in rows),
        without_row=without_row.n,
        full_from=rules.full_from,
    )


# Whether it may be shown -------------------------------------------------------------------------


def _dropped(dataset: Dataset, entry: CrossTable, rules: Rules) -> Dropped | None:
    persons = _persons(dataset, entry)
    without_row, *rows = (int(n) for n in persons.sum(axis=(0, 1)))
    if max(rows) == 0 or any(0 < n < rules.full_from for n in rows):
        return Dropped.SMALL_ROW
    if 0 < without_row < rules.full_from:
        return Dropped.WITHOUT_ROW
    if any(_weighs_both(condition, entry) for condition in _conditions(dataset.codebook)):
        return Dropped.BESIDE_INDICATOR
    told = [(Detail.COARSE, rules.k), (Detail.FULL, rules.full_from)]
    _, *details = details_of(int(persons.sum()), persons.sum(axis=(1, 2))[1:].tolist(), rules)
    for level, least in told:
        if tells_of_fewer(_blocks(persons, details, level), least):
            return Dropped.BESIDE_OTHERS
    return None


def _persons(dataset: Dataset, entry: CrossTable) -> Counts:
    """Return how many who answered the item are in each [class, part, row].

    Class and row 0 are those without. The parts are those that an index of the item tells apart:
    who answered all its items, and who did not.
    """
    places = len(dataset.codebook.classes) + 1
    rows = len(dataset.codebook.variable(entry.by).codes) + 1
    part = np.zeros(dataset.n, dtype=np.int64)
    for index in told_indexes(dataset, entry.item):
        part = 2 * part + index
    parts = int(part.max(initial=0)) + 1
    inside = answered(dataset, entry.item)
    atoms = (dataset.classes.astype(np.int64) * parts + part) * rows + dataset.codes[entry.by]
    counted: Counts = np.bincount(atoms[inside], minlength=places * parts * rows)
    return counted.reshape(places, parts, rows)


def _blocks(persons: Counts, details: Sequence[Detail], level: Detail) -> Atoms:
    """Return [block, row]: each class shown at `level`, and all the others together."""
    shown = np.array([False, *(detail >= level for detail in details)])
    blocks = [*persons[shown], persons[~shown].sum(axis=0)]
    return [[int(n) for n in part] for block in blocks for part in block]


def _conditions(codebook: Codebook) -> list[set[str]]:
    return [{leaf.item for leaf in leaves(one.condition)} for one in codebook.indicators]


def _weighs_both(items: set[str], entry: CrossTable) -> bool:
    # Shown for each class, it would count persons of one class in one row.
    return {entry.item, entry.by} <= items


# Counting ----------------------------------------------------------------------------------------


def count_rows(
    dataset: Dataset, item: Variable, by: Variable
) -> list[LikertTally] | list[ChoiceTally]:
    """Return the tally of those without an answer to `by`, then that of each of its codes."""
    groups = [None, *(code.text for code in by.codes)]
    place = dataset.codes[by.name]
    given = answered(dataset, item.name)
    bases = np.bincount(place[given], minlength=len(groups))
    silent = np.bincount(place[~given], minlength=len(groups))
    cells = _cells(dataset, item, place, len(groups))
    if item.kind == "likert":
        return [
            LikertTally(
                variable=item,
                scale=dataset.codebook.scale_of(item),
                group=group,
                no_answer=int(silent[row]),
                counts=tuple(int(n) for n in cells[row]),
            )
            for row, group in enumerate(groups)
        ]
    return [
        ChoiceTally(
            variable=item,
            group=group,
            n=int(bases[row]),
            no_answer=int(silent[row]),
            counts=tuple(int(n) for n in cells[row]),
        )
        for row, group in enumerate(groups)
    ]


def _cells(dataset: Dataset, item: Variable, place: npt.NDArray[np.int16], rows: int) -> Counts:
    """Return the counts [row, answer]; of a multiple choice the picks."""
    if item.kind == "multiple":
        picked = [place[column == PICKED] for column in dataset.picks[item.name]]
        return np.stack([np.bincount(one, minlength=rows) for one in picked], axis=1)
    width = len(item.codes) + 1
    pairs = place.astype(np.int64) * width + dataset.codes[item.name]
    counted: Counts = np.bincount(pairs, minlength=rows * width).reshape(rows, width)
    return np.delete(counted, NO_ANSWER, axis=1)
