"""Where the answers to an item may stand in a file: where the tables tell them one by one.

Whoever has the tables and the file can find out whose row is whose: answers to a few items are as
good as a name. So a file without classes hides no class that the tables tell of, and the only file
that tells no more than the tables is one that is blank where they are (docs/decisions/0012).
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.dataset import Codes
from analysis.disclosure import Detail, Rules, details_of
from analysis.files.combinations import Cells

Bools = npt.NDArray[np.bool_]


def told_in_classes(answered: Bools, classes: Codes, count: int, rules: Rules) -> Bools:
    """Return, for each response, whether the tables tell all categories of its class 1 … `count`.

    Responses without a class (0) are what the total has more than the classes: told with them all.
    """
    bases = [int(np.count_nonzero(answered & (classes == one))) for one in range(1, count + 1)]
    _, *details = details_of(int(answered.sum()), bases, rules)
    full = [detail == Detail.FULL for detail in details]
    told: Bools = np.array([all(full), *full])[classes]
    return told


def told_in_cells(answered: Bools, cells: Cells, rules: Rules) -> Bools:
    """Return, for each response, whether an item may stand in its combination of background.

    The tables tell of everyone, so what is blank is what they have more. Where nobody answered
    there is nothing to hide.
    """
    bases = np.bincount(cells.places[answered], minlength=len(cells.sizes))
    asked = np.flatnonzero(bases)
    _, *details = details_of(int(bases.sum()), bases[asked].tolist(), rules)
    told = np.ones(len(bases), dtype=np.bool_)
    told[asked] = [detail == Detail.FULL for detail in details]
    found: Bools = told[cells.places]
    return found


def blank_beside_index(
    told: Mapping[str, Bools], items: Sequence[str], part_of: Bools, places: Any, rules: Rules
) -> dict[str, Bools]:
    """Return `told` with more blank, so that the index of `items` tells of no few.

    `part_of` are those the index is about. Their sum is known of everyone, and of those whose items
    all stand in the file: the rest must be nobody, or enough.
    """
    found = dict(told)
    while True:
        whole = np.logical_and.reduce([found[name] for name in items])
        rest = int(np.count_nonzero(part_of & ~whole))
        sizes = {
            int(one): int(np.count_nonzero(part_of & (places == one)))
            for one in np.unique(places[whole & part_of])
        }
        if not 0 < rest < rules.full_from or not sizes:
            return found
        smallest = min(sizes, key=lambda one: sizes[one])
        for name in items:
            found[name] = found[name] & (places != smallest)
