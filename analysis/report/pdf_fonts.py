"""The typefaces of a PDF, all from matplotlib, and the signs that they do not have.

A sign without a letterform is printed as a frame from the font Last Resort, which names its script.
The sign itself is still in the file: it can be copied, searched and read aloud.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

FAMILIES = ("DejaVu Sans", "STIXGeneral")
LAST_RESORT = "Last Resort High-Efficiency"

_FILES = ("DejaVuSans.ttf", "STIXGeneral.ttf")
_FIRST_BEYOND_LATIN = 0x0530
"""DejaVu Sans has oblique letters for Latin, Greek and Cyrillic only."""


def folder() -> Path:
    """Return where the fonts are."""
    import matplotlib

    return Path(matplotlib.get_data_path()) / "fonts" / "ttf"


def missing(texts: Iterable[str]) -> str:
    """Return the signs in `texts` that no font has, in order and each once."""
    signs = set().union(*texts) - _had()
    return "".join(sorted(sign for sign in signs if sign.isprintable()))


def may_lean(text: str) -> bool:
    """Return whether the fonts can set `text` in oblique."""
    return all(ord(letter) < _FIRST_BEYOND_LATIN or not letter.isalpha() for letter in text)


@cache
def _had() -> frozenset[str]:
    from matplotlib.ft2font import FT2Font

    return frozenset(
        chr(code) for name in _FILES for code in FT2Font(str(folder() / name)).get_charmap()
    )
