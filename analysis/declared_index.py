"""The indexes of the report plan: one for each `means` entry whose items have the same steps.

Two indexes that share an item are about different persons where someone left an item out, and
together could tell of the few who make the difference. So the first in the plan stands, and one
that shares an item with it is not made.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.codebook import Codebook, Means
from analysis.dataset import Dataset
from analysis.index import IndexEstimate, complete, have_the_same_steps, index

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class DeclaredIndex:
    """The index of a `means` entry: everyone first, then each class."""

    entry: Means
    estimates: tuple[IndexEstimate, ...]


def indexed_entries(codebook: Codebook) -> Iterator[Means]:
    """Yield the `means` entries that an index is made of; those that repeat another's items too."""
    taken: list[frozenset[str]] = []
    for entry in codebook.report:
        if not isinstance(entry, Means):
            continue
        items = frozenset(entry.items)
        if not have_the_same_steps([codebook.variable(name) for name in entry.items]):
            continue
        if items in taken:
            yield entry
        elif not any(items & other for other in taken):
            taken.append(items)
            yield entry


def declared_indexes(dataset: Dataset) -> tuple[DeclaredIndex, ...]:
    """Return the indexes of the report plan, in its order."""
    return tuple(
        DeclaredIndex(entry=entry, estimates=tuple(index(dataset, entry.items, by_class=True)))
        for entry in indexed_entries(dataset.codebook)
    )


def told_indexes(dataset: Dataset, item: str) -> list[Bools]:
    """Return, for the index that `item` is part of, who is part of it; nothing where it is hidden.

    There is one at most: two indexes do not share items unless they share them all.
    """
    for entry in indexed_entries(dataset.codebook):
        if item in entry.items:
            everyone, *_ = index(dataset, entry.items)
            return [] if everyone.n is None else [complete(dataset, entry.items)]
    return []
