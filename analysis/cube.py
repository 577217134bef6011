"""How many gave each answer to each item in each class: one pass, from which all else follows."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from analysis.dataset import Codes

BLOCK = 65_536
"""Rows at a time, so that the keys stay in the processor's cache and memory stays small."""

Counts = npt.NDArray[np.int64]


def count(columns: Sequence[Codes], n_codes: int, classes: Codes, n_classes: int) -> Counts:
    """Return the counts [item, code, class] of columns that have one place a response.

    Code 0 is no answer, codes go to `n_codes`; class 0 is no class, classes go to `n_classes`.
    The sum over codes is the size of the class, for every item.
    """
    cells = (n_classes + 1) * (n_codes + 1)
    cube = np.zeros((len(columns), n_classes + 1, n_codes + 1), dtype=np.int64)
    for start in range(0, len(classes), BLOCK):
        block = slice(start, start + BLOCK)
        row = classes[block].astype(np.intp) * (n_codes + 1)
        key = np.empty_like(row)
        for item, column in enumerate(columns):
            np.add(row, column[block], out=key)
            cube[item] += np.bincount(key, minlength=cells).reshape(cube.shape[1:])
    return cube.transpose(0, 2, 1)
