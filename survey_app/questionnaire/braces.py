"""Whether every `{…}` in the texts is a name that `fill` gives, and every such name is used."""

import re

from survey_app.questionnaire.draft import Draft
from survey_app.questionnaire.findings import nearest, shortened
from survey_app.questionnaire.key_types import ID_PATTERN

_BRACES = re.compile(r"\{([^{}\n]*)\}|[{}]")
_ID = re.compile(ID_PATTERN)


def check_fills(fill: tuple[str, ...], draft: Draft) -> frozenset[str]:
    """Say which {…} cannot be filled, and return the names in `fill` that no text uses."""
    used: set[str] = set()
    for written in draft.texts:
        for match in _BRACES.finditer(written.text):
            name = match[1]
            if name in fill:
                used.add(name)
            else:
                draft.report.error(written.line_at(match[0]), _unfilled(match[0], name, fill))
    return frozenset(fill) - used


def _unfilled(written: str, name: str | None, fill: tuple[str, ...]) -> str:
    if name is None:
        return f"”{written}” används bara för namn som fylls i: {{namn}}. Ta bort tecknet."
    if not _ID.fullmatch(name):
        return (
            f"”{shortened(written)}” går inte att fylla i. Skriv namnet med små bokstäver a–z, "
            "siffror och _."
        )
    return (
        f"”{shortened(written)}” fylls inte i: namnet står inte i ”fill”.{nearest(name, fill)} "
        "Lägg till det i fill, eller ta bort det här."
    )
