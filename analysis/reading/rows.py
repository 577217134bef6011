"""A file of answers as rows of cells, whatever kind of file it is."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analysis.reading.problems import AnswersError

Cell = str | int | float | bool | datetime.date | None
"""What may stand in a cell; a CSV has only texts. None and "" are empty."""

Known = Callable[[Sequence[str]], int]
"""How many of these headings are columns that the questionnaire has."""

MOST_BYTES = 50_000_000
MOST_ROWS = 200_000
MOST_COLUMNS = 1_000
HEADING_WITHIN = 10
"""The headings are in one of so many rows that hold anything."""

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Row:
    """A row that holds something; `number` is the one that a spreadsheet shows."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell:
        """Return the cell at place `column`, None beyond the last one."""
        return self.cells[column] if column < len(self.cells) else None


@dataclass(frozen=True)
class Table:
    """Headings and the rows below them."""

    heading_row: int
    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(content: bytes, name: str, known: Known, *, sheet: str | None = None) -> Table:
    """Return the table in a CSV or XLSX; which one it is shows in its first bytes.

    `known` says which headings the questionnaire has: by it the headings are found below a title,
    and the delimiter of a CSV whose headings hold commas themselves.

    Raises AnswersError for a file that is too large or cannot be read.
    """
    if len(content) > MOST_BYTES:
        raise AnswersError(
            name,
            (f"filen är större än {MOST_BYTES // 1_000_000} MB. Dela den, en fil per omgång.",),
        )
    if content.startswith(_OLE):
        raise AnswersError(
            name,
            (
                "filen är i det äldre Excelformatet eller skyddad med lösenord. Spara den som "
                ".xlsx utan lösenord.",
            ),
        )
    if content.startswith(_ZIP):
        from analysis.reading.xlsx_rows import xlsx_rows

        rows = xlsx_rows(content, name, sheet)
    elif name.lower().endswith(".xlsx"):
        raise AnswersError(name, ("filen är inte en Excelfil, fast den heter så. Spara om den.",))
    else:
        from analysis.reading.csv_rows import csv_rows

        if sheet is not None:
            raise AnswersError(name, ("bara en Excelfil har blad. Ta bort valet av blad.",))
        rows = csv_rows(content, name, known)
    return _table(rows, name, known)


def too_many_rows(name: str) -> AnswersError:
    """Return the error for a file with more rows than can be read."""
    return AnswersError(
        name, (f"filen har fler än {MOST_ROWS} rader. Dela den, en fil per omgång.",)
    )


def text_of(cell: Cell) -> str:
    """Return a cell as text: `4` for 4.0, `7,5` for 7.5, `2026-05-01` for a day."""
    match cell:
        case None:
            return ""
        case bool():
            return "1" if cell else "0"
        case float() if cell.is_integer():
            return str(int(cell))
        case float():
            return str(cell).replace(".", ",")
        case datetime.datetime():
            return cell.date().isoformat()
        case datetime.date():
            return cell.isoformat()
        case _:
            return str(cell)


def is_empty(cell: Cell) -> bool:
    """Return whether nothing stands in the cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _table(rows: Sequence[Row], name: str, known: Known) -> Table:
    if not rows:
        raise AnswersError(name, ("filen är tom.",))
    first = rows[:HEADING_WITHIN]
    scores = [known([text_of(cell) for cell in row.cells]) for row in first]
    place = scores.index(max(scores))
    headings = [text_of(cell).strip() for cell in first[place].cells]
    while headings and not headings[-1]:
        headings.pop()
    if len(headings) > MOST_COLUMNS:
        raise AnswersError(name, (f"filen har fler än {MOST_COLUMNS} kolumner.",))
    return Table(
        heading_row=first[place].number,
        headings=tuple(headings),
        rows=tuple(rows[place + 1 :]),
    )
