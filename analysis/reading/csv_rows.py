"""CSV as programs and people save it: any usual encoding and delimiter, as rows of texts."""

import codecs
import contextlib
import csv
import io
import re
from collections.abc import Iterator

from analysis.reading.problems import AnswersError
from analysis.reading.rows import HEADING_WITHIN, MOST_ROWS, Known, Row, too_many_rows

DELIMITERS = (";", "\t", ",")
LONGEST_CELL = 1_000_000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEP_LINE = re.compile(r"\s*\"?sep=(.)\"?\s*?(?:\r\n|\r|\n|$)", re.IGNORECASE)
_READ_TWICE = re.compile("Ã[¤¥¶„…–]")
"""What å, ä and ö turn into when UTF-8 is read as Windows-1252."""


def csv_rows(content: bytes, name: str, known: Known) -> list[Row]:
    """Return the rows that hold anything, numbered as a spreadsheet would.

    Raises AnswersError when the bytes are not text or the quotes do not add up.
    """
    text = _decoded(content, name)
    sep = _SEP_LINE.match(text)
    if sep is not None:
        # Excel writes the line for itself, and counts no row for it.
        return list(_rows(text[sep.end() :], sep[1], name))
    return list(_rows(text, _delimiter(text, name, known), name))


def _decoded(content: bytes, name: str) -> str:
    encoding = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    try:
        text = content.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        text = "" if encoding else _windows(content, name)
        if encoding:
            raise AnswersError(
                name, ("filen är skadad: texten går inte att läsa. Exportera den igen.",)
            ) from None
    if "\0" in text:
        raise AnswersError(
            name, ("filen är inte en textfil. Spara den som CSV UTF-8 eller som .xlsx.",)
        )
    return text


def _windows(content: bytes, name: str) -> str:
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        text = None
    if text is None or _READ_TWICE.search(text):
        raise AnswersError(
            name,
            ("filen är varken UTF-8 eller Windows-1252 rakt igenom. Spara den som CSV UTF-8.",),
        )
    return text


def _delimiter(text: str, name: str, known: Known) -> str:
    """Return the delimiter that makes most headings known; else the one that gives most cells."""

    def fit(delimiter: str) -> tuple[int, int]:
        first: list[Row] = []
        # A quote that never ends is told later, when the delimiter is known.
        with contextlib.suppress(AnswersError):
            first.extend(_rows(text, delimiter, name, most=HEADING_WITHIN))
        return (
            max((known([str(cell) for cell in row.cells]) for row in first), default=0),
            max((len(row.cells) for row in first), default=0),
        )

    return max(DELIMITERS, key=fit)


def _rows(text: str, delimiter: str, name: str, most: int | None = None) -> Iterator[Row]:
    found = number = 0
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        for number, cells in enumerate(reader, start=1):
            if not any(cell.strip() for cell in cells):
                continue
            yield Row(number, tuple(cells))
            found += 1
            if found == most:
                return
            if found > MOST_ROWS:
                raise too_many_rows(name)
    except csv.Error:
        raise AnswersError(
            name,
            (f"ett citattecken saknar sin motsvarighet. Felet börjar på rad {number + 1}.",),
        ) from None
    finally:
        csv.field_size_limit(before)
