"""One sheet of an XLSX as rows of cells; a bad file costs neither memory nor answers."""

import datetime
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from analysis.reading.problems import AnswersError, letters, listed, quoted
from analysis.reading.rows import MOST_COLUMNS, MOST_ROWS, Cell, Row, is_empty, too_many_rows

MOST_UNPACKED = 300_000_000
MOST_PARTS = 5_000
PROLOGUE = 65_536

_NOT_A_WORKBOOK = "filen kan inte läsas som en Excelfil. Öppna den i Excel och spara den som .xlsx."
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")


def xlsx_rows(content: bytes, name: str, sheet: str | None) -> list[Row]:
    """Return the rows that hold anything in the sheet called `sheet`, else in the first visible.

    Of a formula the value is taken that the program which saved it had worked out.

    Raises AnswersError when it is not a workbook, is made to swell, has no such sheet, or holds a
    formula without its value.
    """
    try:
        formulas = _looked_through(content, name)
        with warnings.catch_warnings():
            # About styles and other things that do not matter here.
            warnings.simplefilter("ignore")
            rows = list(_rows(content, name, sheet, worked_out=True))
            if formulas:
                _must_be_worked_out(rows, _rows(content, name, sheet, worked_out=False), name)
    except AnswersError:
        raise
    except Exception:
        # openpyxl raises whatever it happens to meet in a broken file.
        raise AnswersError(name, (_NOT_A_WORKBOOK,)) from None
    return rows


def _looked_through(content: bytes, name: str) -> bool:
    """Refuse a file that would swell or hold entities; return whether a sheet holds formulas."""
    formulas = False
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise AnswersError(
                name, ("filen blir orimligt stor när den packas upp. Spara bladet som CSV.",)
            )
        for part in parts:
            if not part.filename.endswith((".xml", ".rels")):
                continue
            with archive.open(part) as file:
                begun = file.read(PROLOGUE)
                if b"<!DOCTYPE" in begun or b"<!ENTITY" in begun:
                    raise AnswersError(name, (_NOT_A_WORKBOOK,))
                if part.filename.startswith("xl/worksheets/"):
                    formulas = formulas or _has_formula(begun, file)
    return formulas


def _has_formula(begun: bytes, file: Any) -> bool:
    tail, piece = b"", begun
    while piece:
        if _FORMULA.search(tail + piece):
            return True
        tail, piece = piece[-32:], file.read(1_000_000)
    return False


def _rows(content: bytes, name: str, sheet: str | None, *, worked_out: bool) -> Iterator[Row]:
    import openpyxl

    workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=worked_out)
    try:
        chosen = _sheet(workbook, name, sheet)
        # What a file says of its size need not be true.
        chosen.reset_dimensions()
        found = 0
        for number, cells in enumerate(chosen.iter_rows(values_only=True), start=1):
            last = max(
                (place for place, cell in enumerate(cells) if not is_empty(cell)), default=-1
            )
            if last < 0:
                continue
            if last >= MOST_COLUMNS:
                raise AnswersError(name, (f"bladet har fler än {MOST_COLUMNS} kolumner.",))
            found += 1
            if found > MOST_ROWS + 1:
                raise too_many_rows(name)
            yield Row(number, tuple(_cell(one) for one in cells[: last + 1]))
    finally:
        workbook.close()


def _sheet(workbook: Any, name: str, wanted: str | None) -> Any:
    sheets = workbook.worksheets
    if wanted is None:
        visible = [one for one in sheets if one.sheet_state == "visible"]
        if not visible:
            raise AnswersError(name, ("filen har inget synligt blad.",))
        return visible[0]
    for one in sheets:
        if one.title.casefold() == wanted.strip().casefold():
            return one
    there = listed([quoted(one.title) for one in sheets])
    raise AnswersError(name, (f"bladet {quoted(wanted)} finns inte. Det finns: {there}.",))


def _cell(value: Any) -> Cell:
    if isinstance(value, str):
        # How Excel keeps a carriage return.
        return value.replace("_x000D_", "")
    if value is None or isinstance(value, bool | int | float | datetime.date):
        return value
    return str(value)


def _must_be_worked_out(rows: list[Row], written: Iterator[Row], name: str) -> None:
    by_number = {row.number: row for row in rows}
    lacking = [
        f"{letters(column)}{row.number}"
        for row in written
        for column, cell in enumerate(row.cells)
        if isinstance(cell, str)
        and cell.startswith("=")
        and is_empty(by_number.get(row.number, Row(row.number, ())).cell(column))
    ]
    if lacking:
        raise AnswersError(
            name,
            (
                f"formeln i {listed(lacking)} saknar uträknat värde. Öppna filen i Excel eller "
                "LibreOffice, spara den och försök igen.",
            ),
        )
