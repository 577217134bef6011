"""The typefaces of a PDF, all from matplotlib, and the signs that they do not have.

A sign without a letterform is printed as a frame from the font Last Resort, which names its script.
The sign itself is still in the file: it can be copied, searched and read aloud.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from analysis.drawing import Drawing, Label

FAMILIES = ("DejaVu Sans", "STIXGeneral")
LAST_RESORT = "Last Resort High-Efficiency"

_FILES = ("DejaVuSans.ttf", "STIXGeneral.ttf")
_BOLD_FILES = ("DejaVuSans-Bold.ttf", "STIXGeneralBol.ttf")
FRAME = "□"
"""Stands in a figure for a sign that is not in the first family, whose bold has it too."""
_FIRST_BEYOND_LATIN = 0x0530
"""DejaVu Sans has oblique letters for Latin, Greek and Cyrillic only."""


def folder() -> Path:
    """Return where the fonts are."""
    import matplotlib

    return Path(matplotlib.get_data_path()) / "fonts" / "ttf"


def missing(texts: Iterable[str], *, bold: bool = False) -> set[str]:
    """Return the signs in `texts` that no font has, of those that are printed at all."""
    signs = set().union(*texts) - _had(_BOLD_FILES if bold else _FILES)
    return {sign for sign in signs if sign.isprintable()}


def missing_in_figures(text: str, *, bold: bool) -> set[str]:
    """Return the signs in a label that the first family has not."""
    return {sign for sign in set(text) - _drawn(bold=bold) if sign.isprintable()}


def framed_drawing(drawing: Drawing) -> Drawing:
    """Return a drawing with FRAME for what the first family has not.

    A figure takes one font for a whole label: one sign from another would change all its letters.
    """
    marks = (
        replace(mark, text=_framed(mark.text, _drawn(bold=mark.bold)))
        if isinstance(mark, Label)
        else mark
        for mark in drawing.marks
    )
    return replace(drawing, marks=tuple(marks))


def _framed(text: str, had: frozenset[str]) -> str:
    return "".join(sign if sign in had else FRAME if sign.isprintable() else "" for sign in text)


def may_lean(text: str) -> bool:
    """Return whether the fonts can set `text` in oblique."""
    return all(ord(letter) < _FIRST_BEYOND_LATIN or not letter.isalpha() for letter in text)


def _drawn(*, bold: bool) -> frozenset[str]:
    return _had((_BOLD_FILES if bold else _FILES)[:1])


@cache
def _had(names: tuple[str, ...]) -> frozenset[str]:
    from matplotlib.ft2font import FT2Font

    return frozenset(
        chr(code) for name in names for code in FT2Font(str(folder() / name)).get_charmap()
    )
