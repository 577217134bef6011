"""Signs that a text points somebody out: personnummer, telephone numbers, e-mail addresses.

Only which kinds there are is told, never where or what, so that nothing can be kept by mistake.
Written to catch what people write rather than what is valid: a slip in the last figure still points
somebody out. Dates, years and ordinary numbers shall not be taken for any of it.
"""

import re
import unicodedata
from typing import Literal

Kind = Literal["personnummer", "phone", "email"]

_MONTH = r"(?:0[1-9]|1[0-2])"
_DAY = r"(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])"
"""The day of a samordningsnummer is 60 more."""
_DASH = r"[-+\u2010-\u2014\u2212]"
_PERSONNUMMER = re.compile(
    # 8504121234, 850412-1234, 19850412 1234, 850412 - 1234
    rf"(?<!\d)(?:(?:19|20)\d\d|\d\d){_MONTH}{_DAY} ?{_DASH}? ?\d{{4}}(?!{_DASH}?\d)"
    # 1985-04-12-1234; with a space it would be a day and then a year
    rf"|(?<!\d)(?:(?:19|20)\d\d|\d\d)-{_MONTH}-{_DAY} ?{_DASH} ?\d{{4}}(?!{_DASH}?\d)"
)
_BETWEEN = r"[ \u00a0\u2009()/\u2010-\u2014-]{0,3}"
_MOBILE = re.compile(rf"(?<!\d)07{_BETWEEN}[02369](?:{_BETWEEN}\d){{7}}(?!\d)")
_ABROAD = re.compile(rf"(?<![\d+])(?:\+|00){_BETWEEN}[1-9](?:{_BETWEEN}\d){{7,13}}(?!\d)")
# Area code, a dash, a slash or a space, then groups: 08-123 45 67, 040-12 34 56, 0910 123 45.
_LANDLINE = re.compile(
    r"(?<![\d.,:])(?:08|0[1-69]\d{1,2})(?: ?[-/\u2010-\u2014] ?| )"
    r"(\d{2,3}(?: ?\d{2,3}){1,3})(?![-.:]?\d)"
)
_FEWEST, _MOST = 5, 8
"""Digits after the area code. With four it is mostly hours: 0830-1600."""
_DAY_AND_YEAR = re.compile(rf"(?:[0-3]\d{_MONTH}|{_MONTH}[0-3]\d)(?:19|20)\d\d")
_FIGURE = re.compile(r"\d")
_EMAIL = re.compile(r"[^\s@]@[^\s@]+\.[^\W\d_]{2,}")


def identifiers(text: str) -> tuple[Kind, ...]:
    """Return the kinds of identifiers that `text` seems to hold, the gravest first."""
    found: list[Kind] = []
    if _FIGURE.search(text):
        digits = _in_figures(text)
        # 0701234567 could be somebody born in 2007, but hardly is.
        if _PERSONNUMMER.search(_MOBILE.sub(" ", digits)):
            found.append("personnummer")
        if _has_phone(digits):
            found.append("phone")
    if "@" in text and _EMAIL.search(text):
        found.append("email")
    return tuple(found)


def _has_phone(text: str) -> bool:
    without = _PERSONNUMMER.sub(" ", text)
    if _MOBILE.search(text) or _ABROAD.search(without):
        return True
    return any(_is_landline(match) for match in _LANDLINE.finditer(without))


def _is_landline(found: re.Match[str]) -> bool:
    whole, local = (_figures_of(found[part]) for part in (0, 1))
    return _FEWEST <= len(local) <= _MOST and not _DAY_AND_YEAR.fullmatch(whole)


def _figures_of(written: str) -> str:
    return "".join(one for one in written if one.isdecimal())


def _in_figures(text: str) -> str:
    """Return the text with the figures of every script as 0–9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in text)
