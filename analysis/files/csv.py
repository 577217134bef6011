"""Single answers as CSV: labels for a Swedish Excel, or codes for programs (decision 0006)."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from analysis.cells import BOM, Cell, harmless
from analysis.files.answers import Column, SingleResponses
from analysis.files.coding import written_code
from analysis.files.labels import labels_of_columns

Dialect = Literal["excel", "plain"]

_WHOLE_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,14}")


def write_csv(answers: SingleResponses, path: Path, *, dialect: Dialect) -> None:
    """Write one row a response.

    For `excel` there are semicolons, a byte order mark and the texts of the answers, and what
    looks like a formula is made harmless. For `plain` there are commas and codes, as in the
    export folder.
    """
    written = io.StringIO(newline="")
    if dialect == "excel":
        writer = csv.writer(
            written, delimiter=";", quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n"
        )
        writer.writerow([harmless(label) for label in labels_of_columns(answers.columns)])
        table = [[_harmless(cell) for cell in labels_of(column)] for column in answers.columns]
        mark = BOM
    else:
        writer = csv.writer(written, lineterminator="\n")
        writer.writerow([column.name for column in answers.columns])
        table = [codes_of(column) for column in answers.columns]
        mark = ""
    writer.writerows(rows_of(answers, table))
    path.write_text(mark + written.getvalue(), encoding="utf-8", newline="")


def labels_of(column: Column) -> list[Cell]:
    """Return the text of each answer by its place, None for no answer."""
    return [None, *(code.text for code in column.codes)]


def codes_of(column: Column) -> list[Cell]:
    """Return the code of each answer by its place; the class is known by its name."""
    if column.kind == "class":
        return labels_of(column)
    return [None, *(written_code(code) for code in column.codes)]


def rows_of(answers: SingleResponses, table: Sequence[Sequence[Cell]]) -> Iterator[list[Cell]]:
    """Yield the responses, each answer looked up in the row of `table` for its column."""
    looked_up = [
        [cells[place] for place in column.values.tolist()]
        for column, cells in zip(answers.columns, table, strict=True)
    ]
    for row in zip(*looked_up, strict=True):
        yield list(row)


def _harmless(cell: Cell) -> Cell:
    """Return a text that no spreadsheet takes for a formula; one that is a number as a number."""
    if not isinstance(cell, str):
        return cell
    return int(cell) if _WHOLE_NUMBER.fullmatch(cell) else harmless(cell)
