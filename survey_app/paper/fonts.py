"""The letters of a printed form: DejaVu Sans from matplotlib, and a font of the machine beyond it.

DejaVu Sans has Latin, Cyrillic and Arabic letters and comes along with the installation, so those
forms are the same everywhere. It has no Ethiopic ones. Where no font has the letters of a form it
is not printed at all: a page of empty frames is worse than none.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from survey_app.mistakes import Mistake

OURS = "DejaVu Sans"
_FILE = "DejaVuSans.ttf"
PREFERRED = ("Noto Sans Ethiopic", "Abyssinica SIL", "Kefa", "Nyala")
"""Asked first, in this order; then any other Noto Sans, by name."""
_OTHERS = "Noto Sans "
_REGULAR = 400
_INVISIBLE = frozenset("\u200b\u200e\u200f\u2060\u2066\u2067\u2068\u2069\n\t")
"""Signs that steer the line and have no shape."""


class NoFont(Mistake):
    """There are letters that no font here has; the message says what to install."""


@dataclass(frozen=True, kw_only=True)
class Fonts:
    """The families to set a form in, the first that has a letter sets it, and their folders."""

    families: tuple[str, ...]
    folders: tuple[Path, ...]


def fonts_for(texts: Iterable[str], language: str) -> Fonts:
    """Return fonts that together have every letter of `texts`.

    `language` is its Swedish name, for the message. Raises NoFont.
    """
    letters = frozenset().union(*texts) - _INVISIBLE
    lacking = frozenset(one for one in letters - _signs_of(_ours() / _FILE) if not one.isspace())
    if not lacking:
        return Fonts(families=(OURS,), folders=(_ours(),))
    for family, path in _of_the_machine():
        if lacking <= _signs_of(path):
            # Only for what ours lacks: Swedish names and figures look as on every other form.
            return Fonts(families=(OURS, family), folders=(_ours(), path.parent))
    raise NoFont(_about(lacking, language))


def _about(lacking: frozenset[str], language: str) -> str:
    few = " ".join(sorted(lacking)[:8])
    ethiopic = any("\u1200" <= one <= "\u139f" for one in lacking)
    package = "fonts-sil-abyssinica" if ethiopic else "fonts-noto-core"
    named = f" such as {' or '.join(PREFERRED[:2])}" if ethiopic else ""
    return (
        f"No font on this machine has all the letters of the form in {language} ({few} …). "
        f"Install one{named}: on Debian or Ubuntu apt-get install {package}, elsewhere put its "
        "file where the fonts of the machine are."
    )


def _of_the_machine() -> Iterator[tuple[str, Path]]:
    """Yield the fonts of this machine that may be used, the best first."""
    import typst

    found: dict[str, Path] = {}
    for one in typst.Fonts(include_system_fonts=True, include_embedded_fonts=False).fonts():
        if one.path and one.style == "normal" and one.weight == _REGULAR and one.stretch == 1.0:
            found.setdefault(one.family, Path(one.path))
    others = sorted(family for family in found if family.startswith(_OTHERS))
    for family in dict.fromkeys((*PREFERRED, *others)):
        if family in found:
            yield family, found[family]


@cache
def _ours() -> Path:
    import matplotlib

    return Path(matplotlib.get_data_path()) / "fonts" / "ttf"


@cache
def _signs_of(path: Path) -> frozenset[str]:
    from matplotlib.ft2font import FT2Font

    return frozenset(map(chr, FT2Font(str(path)).get_charmap()))
