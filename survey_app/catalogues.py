"""The texts of the pages in other languages, as compiled from `translations/<tag>/`.

They are read with `gettext` of the standard library, each when it is first needed: Flask-Babel
would import Babel in every worker (`docs/decisions/0013-languages.md`).
"""

import gettext
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from survey_app.languages import LANGUAGES, SOURCE, chain

FOLDER = Path(__file__).parent / "translations"
DOMAIN = "messages"
STATUS_HEADER = "x-samsvar-status"
"""The line of a catalogue that says how far its texts have come: draft, reviewed or approved."""


@lru_cache(maxsize=1)
def spoken() -> tuple[str, ...]:
    """Return the languages that the pages themselves are written in, Swedish first."""
    folders = {path.parent.parent.name for path in FOLDER.glob(f"*/*/{DOMAIN}.mo")}
    tags = {folder.replace("_", "-") for folder in folders}
    known = [tag for tag in LANGUAGES if tag in tags]
    return (SOURCE, *known, *sorted(tags.difference(known)))


def interface_language(tag: str) -> str:
    """Return the language that the pages are said in for a reader of `tag`."""
    return next(one for one in chain(tag) if one in spoken())


def interface_status(tag: str) -> str:
    """Return how far the texts of the pages have come in `tag`: draft, reviewed or approved."""
    found = _read(interface_language(tag))
    return "approved" if found is None else found.info().get(STATUS_HEADER, "draft")


@lru_cache(maxsize=32)
def catalogue(tag: str) -> gettext.NullTranslations:
    """Return the catalogue of `tag`, which asks those it is a kind of, and Swedish last."""
    found = [one for one in map(_read, chain(tag)) if one is not None]
    for first, second in pairwise(found):
        first.add_fallback(second)
    return found[0] if found else gettext.NullTranslations()


def folder_of(tag: str) -> Path:
    """Return where the catalogue of a language is kept."""
    return FOLDER / tag.replace("-", "_") / "LC_MESSAGES"


def _read(tag: str) -> gettext.GNUTranslations | None:
    """Return the catalogue of one language alone; None for Swedish, which needs none."""
    try:
        with (folder_of(tag) / f"{DOMAIN}.mo").open("rb") as file:
            return gettext.GNUTranslations(file)
    except FileNotFoundError:
        return None
