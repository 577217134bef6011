"""XLSX workbooks without author and time: the same numbers give the same bytes."""

import contextlib
import datetime
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from analysis.cells import Cell

LONGEST_SHEET_NAME = 31
LONGEST_CELL = 32_767
CUT = " … [förkortat: hela svaret finns i CSV-filen]"
_A4 = 9
_LINE, _TALLEST = 15.0, 400.0
_WIDER_THAN_A_DIGIT = 1.05
_FORBIDDEN_IN_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_CREATED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)


@contextlib.contextmanager
def new_workbook(path: Path, *, title: str) -> Iterator[Any]:
    """Give a workbook that is written to `path` at the end, row by row to keep memory small."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as workbook:
        workbook.set_properties({"title": title, "created": _CREATED})
        yield workbook


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """Return names that a workbook accepts, in the same order, no two alike."""
    names: list[str] = []
    for text in wanted:
        plain = " ".join(text.translate(_FORBIDDEN_IN_SHEET_NAME).split()).strip("'") or "Blad"
        name, number = plain[:LONGEST_SHEET_NAME].rstrip(" '"), 1
        while name.casefold() in {"history", *(other.casefold() for other in names)}:
            number += 1
            ending = f" {number}"
            name = plain[: LONGEST_SHEET_NAME - len(ending)].rstrip(" '") + ending
        names.append(name)
    return names


def height_of(cells: Sequence[Cell], widths: Sequence[float]) -> float:
    """Return the height in points that a row needs when its texts are wrapped at these widths.

    Said rather than left to the program: not all of them make room for wrapped text by themselves.
    """
    lines = [
        math.ceil(len(cell) * _WIDER_THAN_A_DIGIT / width)
        for cell, width in zip(cells, widths, strict=True)
        if isinstance(cell, str)
    ]
    return min(_LINE * max([1, *lines]), _TALLEST)


def lay_out_for_print(sheet: Any) -> None:
    """Let a sheet print on as few A4 pages as its rows need, with the heading on each."""
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def write_row(sheet: Any, row: int, cells: Sequence[Cell], formats: Sequence[Any] = ()) -> None:
    """Write one row. A text is written as text whatever it begins with, None is left empty."""
    for column, cell in enumerate(cells):
        layout = formats[column] if formats else None
        if isinstance(cell, str):
            sheet.write_string(row, column, _that_fits(cell), layout)
        elif cell is not None:
            sheet.write_number(row, column, cell, layout)


def _that_fits(text: str) -> str:
    # Excel counts UTF-16 units, and xlsxwriter leaves out a cell that is too long without a word.
    if len(text.encode("utf-16-le")) // 2 <= LONGEST_CELL:
        return text
    room = LONGEST_CELL - len(CUT)
    return text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", errors="ignore") + CUT
