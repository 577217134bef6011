"""Text from respondents in files that spreadsheets open: never a formula, always quoted."""

import csv
import io
from collections.abc import Iterable, Sequence

from analysis.swedish import short

Cell = str | int | float | None

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Without it a Swedish Excel reads UTF-8 as Windows-1252."""

_FORMULA_STARTS = tuple("=+-@\t\r\0\n＝＋－＠")


def harmless(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula.

    An honest list that begins with a hyphen gets the apostrophe too; better that than a guess.
    """
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def csv_for_excel(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Return a CSV that a Swedish Excel opens as columns: semicolons, every cell quoted.

    Texts are made harmless; numbers are written with a decimal comma.
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([harmless(cell) if isinstance(cell, str) else short(cell) for cell in row])
    return written.getvalue()
