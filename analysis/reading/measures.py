"""One cell → a number or a day, as people and programs write them."""

import datetime
import re
import unicodedata

from analysis.codebook import Variable
from analysis.reading.answers_in_cells import Unusable
from analysis.reading.folding import is_blank
from analysis.reading.problems import quoted
from analysis.reading.rows import Cell, text_of

FIRST_YEAR, LAST_YEAR = 1900, 2100
MOST_DIGITS = 15
SHORTEST_UNIT = 3

_NUMBER = re.compile(r"([-−+]?)(\d+)(?:[.,](\d+))?([^\W\d_].*|%)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SWEDISH = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.\s]\s*(\d{4})")
_CONTROL = re.compile("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\ud800-\\udfff]")


def number_in(cell: Cell, variable: Variable) -> float | None:
    """Return the number in a cell, None for no answer. Raises Unusable.

    A decimal comma or point, spaces between thousands and the unit after the number are
    understood.
    """
    text = text_of(cell)
    if is_blank(text):
        return None
    match = _NUMBER.fullmatch("".join(text.casefold().split()))
    if match is None or not _is_unit(match[4] or "", variable.unit):
        unit = f" {variable.unit}" if variable.unit else ""
        raise Unusable(f"{quoted(text)} är inte ett antal{unit}")
    sign, whole, decimals = match[1], match[2], (match[3] or "").rstrip("0")
    if variable.whole and decimals:
        raise Unusable(f"{quoted(text)} är inte ett heltal")
    if len(whole.lstrip("0")) > MOST_DIGITS:
        raise Unusable(f"{quoted(text)} är orimligt stort")
    number = float(f"{whole}.{decimals or 0}") * (-1 if sign in {"-", "−"} else 1)
    _must_be_within(number, text, variable)
    return number


def _is_unit(written: str, unit: str) -> bool:
    given, full = written.rstrip("."), "".join(unit.casefold().split())
    return given in {"", full} or (len(given) >= SHORTEST_UNIT and full.startswith(given))


def _must_be_within(number: float, text: str, variable: Variable) -> None:
    low, high = variable.low, variable.high
    if low is not None and high is not None and not low <= number <= high:
        raise Unusable(f"{quoted(text)} är inte mellan {low} och {high}")
    if low is not None and number < low:
        raise Unusable(f"{quoted(text)} är mindre än {low}")
    if high is not None and number > high:
        raise Unusable(f"{quoted(text)} är större än {high}")


def day_in(cell: Cell) -> datetime.date | None:
    """Return the day in a cell, None for no answer. Raises Unusable.

    Days are written year-month-day, or day/month/year as in Sweden.
    """
    if isinstance(cell, datetime.datetime):
        day: datetime.date | None = cell.date()
    elif isinstance(cell, datetime.date):
        day = cell
    else:
        text = text_of(cell).strip()
        if is_blank(text):
            return None
        day = _day(text)
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Unusable(f"{quoted(text_of(cell))} är inte en dag som 2026-05-31 eller 31/5/2026")
    return day


def _day(text: str) -> datetime.date | None:
    try:
        if match := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
            return datetime.date(int(match[1]), int(match[2]), int(match[3]))
        if match := _SWEDISH.fullmatch(text):
            return datetime.date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        pass
    return None


def text_in(cell: Cell, *, one_line: bool) -> str:
    """Return what somebody wrote, "" for nothing: LF line breaks, no control characters."""
    text = text_of(cell).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = unicodedata.normalize("NFC", _CONTROL.sub("", text)).strip()
    if is_blank(text):
        return ""
    return text.replace("\n", " ") if one_line else text
