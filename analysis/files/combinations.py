"""How many persons share each combination of background, and what keeps that large."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.dataset import Codes


@dataclass(frozen=True, kw_only=True, eq=False)
class Cells:
    """The combinations of some columns.

    `places` gives the combination of each response, `sizes` how many share each.
    """

    places: npt.NDArray[np.intp]
    sizes: npt.NDArray[np.intp]

    @property
    def smallest(self) -> int:
        """How many share the rarest combination."""
        return int(self.sizes.min()) if len(self.sizes) else 0

    def fewer_than(self, least: int) -> int:
        """Return how many persons share their combination with too few."""
        return int(self.sizes[self.sizes < least].sum())


def cells_of(columns: Sequence[Codes]) -> Cells:
    """Return the combinations of columns of one length; no answer counts as an answer."""
    places: Any = np.zeros(len(columns[0]), dtype=np.intp)
    sizes = np.array([len(places)], dtype=np.intp)
    for column in columns:
        # Numbered anew each time: the product of many codes would not fit in a number.
        key = places * (int(column.max(initial=0)) + 1) + column
        _, places, sizes = np.unique(key, return_inverse=True, return_counts=True)
    return Cells(places=places, sizes=sizes)


def choose_background(groups: Codes, columns: Mapping[str, Codes], least: int) -> list[str]:
    """Return the columns that may stand beside `groups`, in their own order.

    While some combination is shared by fewer than `least`, the column goes whose loss leaves the
    fewest persons in such combinations, of equals the one with the most answers. What then turns
    out to fit is taken back.
    """

    def cells(names: Sequence[str]) -> Cells:
        return cells_of([groups, *(columns[name] for name in names)])

    kept, dropped = list(columns), []
    while kept and cells(kept).smallest < least:
        worst = min(
            kept,
            key=lambda name: (
                cells([one for one in kept if one != name]).fewer_than(least),
                -len(np.unique(columns[name])),
            ),
        )
        kept.remove(worst)
        dropped.append(worst)
    for name in reversed(dropped):
        if cells([*kept, name]).smallest >= least:
            kept.append(name)
    return [name for name in columns if name in kept]
