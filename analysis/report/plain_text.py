"""What people wrote, as every format can hold it: no byte of an answer may stop a report."""

import re
import unicodedata

from msgspec.structs import replace

from analysis.drawing import Drawing, Label

REPLACEMENT = "\ufffd"

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNHOLDABLE = re.compile(
    # Controls, halves of letters, and places of Unicode where there is no letter by definition.
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
    )
    + "]"
)
_UNSEEN = "\ufeff"
_RIGHT_TO_LEFT = {"R", "AL"}
_FIRST_FROM_THE_RIGHT = "\u0590"


def printable(text: str) -> str:
    r"""Return `text` with \n as the only line break, and U+FFFD for what is not a character."""
    return _UNHOLDABLE.sub(REPLACEMENT, _BREAKS.sub("\n", text).replace(_UNSEEN, ""))


def from_right_to_left(text: str) -> bool:
    """Return whether the first letter that has a direction is read from right to left.

    Source: Unicode Standard Annex 9, rules P2 and P3; the same as `dir="auto"` of HTML.
    """
    if text.isascii() or max(text) < _FIRST_FROM_THE_RIGHT:
        return False
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction == "L":
            return False
        if direction in _RIGHT_TO_LEFT:
            return True
    return False


def printable_drawing(drawing: Drawing, *, untitled: str) -> Drawing:
    """Return the drawing with `printable` texts, and a title even if it has none."""
    marks = (
        replace(mark, text=printable(mark.text)) if isinstance(mark, Label) else mark
        for mark in drawing.marks
    )
    title = printable(drawing.title).strip() or untitled
    description = printable(drawing.description).strip() or title
    return replace(drawing, title=title, description=description, marks=tuple(marks))
