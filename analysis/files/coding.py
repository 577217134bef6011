"""The number of each answer in files of statistics programs, and the labels that go with it."""

from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.codebook import Code
from analysis.files.answers import Column

OUTSIDE = 97
"""From here on are numbered the answers outside the substance, such as “vet ej”."""


def numbered(column: Column) -> list[tuple[int, Code]]:
    """Return the number of each code, in the order of the codes.

    A step of a scale has its own value; other answers are numbered from 1, and those outside the
    substance from 97.
    """
    values = [code.value for code in column.codes if code.value is not None]
    outside = max([OUTSIDE, *(value + 1 for value in values)])
    found = []
    for place, code in enumerate(column.codes, start=1):
        if is_outside(column, code):
            found.append((outside, code))
            outside += 1
        else:
            found.append((place if code.value is None else code.value, code))
    return found


def is_outside(column: Column, code: Code) -> bool:
    """Return whether an answer lies outside the substance: “vet ej”, “vill inte svara”."""
    return code.missing or (column.kind == "likert" and code.value is None)


def in_numbers(column: Column) -> npt.NDArray[np.float64]:
    """Return the column as numbers, nan for no answer."""
    table = np.array([np.nan, *(number for number, _ in numbered(column))], dtype=np.float64)
    found: npt.NDArray[np.float64] = table[column.values]
    return found


def labels(column: Column) -> dict[Any, str]:
    """Return the text of each number."""
    return {number: code.text for number, code in numbered(column)}


def written_code(code: Code) -> str | int:
    """Return the code of the codebook; one that is a whole number as a number, -2 too."""
    try:
        number = int(code.code)
    except ValueError:
        return code.code
    return number if str(number) == code.code else code.code
