"""A sheet of texts to translate as XLSX, for those who work in Excel or send it to an agency."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from survey_app.languages import Language
from survey_app.questionnaire.findings import Finding, QuestionnaireError
from survey_app.questionnaire.strings import SourceText
from survey_app.questionnaire.translation import (
    STATUSES,
)
from survey_app.questionnaire.translation_sheet import STALE, Row

_COLUMNS = {
    "id": ("Text", 30),
    "swedish": ("Svenska", 55),
    "text": ("Översättning", 55),
    "status": ("Status", 12),
    "by": ("Granskad av", 20),
    "date": ("Datum", 12),
    "source_hash": ("Märke", 12),
}
_ADVICE = (
    "Skriv i kolumnen Översättning. Ändra inte de andra texterna, och låt {…} stå kvar.",
    "Status: draft = utkast, reviewed = granskad av någon som kan språket, approved = godkänd, "
    "stale = svenskan har ändrats: se över texten och välj en av de andra.",
)
_HEADER = len(_ADVICE)
_A4 = 9
_LINE = 15
"""Points."""
_LETTERS, _MOST_LINES = 48, 27
_MOST_ROWS = 5_000
_MOST_BYTES = 20 * 1024 * 1024


def as_workbook(
    rows: Iterable[Row], strings: Mapping[str, SourceText], language: Language
) -> bytes:
    """Return the workbook with a row for every text."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet(language.tag[:31])
        wrapped: dict[str, Any] = {"text_wrap": True, "valign": "top"}
        plain = book.add_format(wrapped)
        theirs = book.add_format(wrapped | _direction(language) | {"bg_color": "#FFF9E5"})
        old = book.add_format(wrapped | {"bg_color": "#FBE3D6"})
        bold = book.add_format({"bold": True, "valign": "top"})
        for number, advice in enumerate(_ADVICE):
            page.write_string(number, 0, advice)
        for column, (title, width) in enumerate(_COLUMNS.values()):
            page.set_column(column, column, width)
            page.write_string(_HEADER, column, title, bold)
        page.freeze_panes(_HEADER + 1, 1)
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
        page.repeat_rows(_HEADER)
        last = _HEADER
        for last, row in enumerate(rows, start=_HEADER + 1):
            values = (
                row.id,
                strings[row.id].text,
                row.text,
                row.status,
                row.by,
                row.date,
                row.source_hash,
            )
            page.set_row(last, _LINE * max(_lines(value) for value in values[1:3]))
            for column, value in enumerate(values):
                form = theirs if column == 2 else old if value == STALE else plain
                page.write_string(last, column, value, form)
        page.data_validation(
            _HEADER + 1,
            3,
            max(last, _HEADER + 1),
            3,
            {"validate": "list", "source": [*STATUSES, STALE]},
        )
    return out.getvalue()


def _lines(text: str) -> int:
    """Return about how many lines a text takes: not every program makes a row as high as it is."""
    return min(sum(1 + len(line) // _LETTERS for line in text.split("\n")), _MOST_LINES)


def _direction(language: Language) -> dict[str, Any]:
    # 2 is right to left, 1 left to right; the side follows.
    return {"reading_order": 2, "align": "right"} if language.right_to_left else {}


def rows_from_workbook(path: Path) -> list[Row]:
    """Return the rows of a workbook that was filled in. Raises QuestionnaireError."""
    from openpyxl import load_workbook

    _must_be_small(path)
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError):
        raise _refused(path, 1, "filen går inte att läsa som XLSX. Spara den på nytt.") from None
    try:
        lines = list(book.worksheets[0].iter_rows(max_row=_MOST_ROWS, values_only=True))
    finally:
        book.close()
    return _rows(path, [[_as_text(cell) for cell in line] for line in lines])


def _rows(path: Path, lines: list[list[str]]) -> list[Row]:
    header, places = _header(path, lines)
    found = []
    for at, line in enumerate(lines[header:], start=header + 1):
        cells = {
            name: line[place] if place < len(line) else ""
            for name, place in places.items()
            if name != "swedish"
        }
        if cells["id"].strip():
            found.append(Row(at, **cells | {"id": cells["id"].strip()}))
        elif cells["text"].strip():
            raise _refused(path, at, "texten saknar namn i kolumnen Text.")
    return found


def _header(path: Path, lines: list[list[str]]) -> tuple[int, dict[str, int]]:
    """Return the number of the row with the titles, from 1, and the place of each column."""
    titles = {title: name for name, (title, _) in _COLUMNS.items()}
    for number, line in enumerate(lines, start=1):
        # Columns may have been moved or added; it is the words above them that count.
        words = [cell.strip() for cell in line]
        places = {titles[word]: at for at, word in enumerate(words) if word in titles}
        if {"id", "text"} <= set(places):
            return number, places
    raise _refused(path, 1, "raden med rubrikerna Text och Översättning saknas.")


def _as_text(cell: object) -> str:
    match cell:
        case None:
            return ""
        case datetime():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def _must_be_small(path: Path) -> None:
    """Refuse a file that would not be one of texts: it could be packed to fill the memory."""
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile:
        raise _refused(path, 1, "filen är ingen XLSX-fil.") from None
    if size > _MOST_BYTES:
        raise _refused(path, 1, "filen är för stor för att vara en översättning.")


def _refused(path: Path, line: int, message: str) -> QuestionnaireError:
    return QuestionnaireError([Finding(path, line, "error", message)])
