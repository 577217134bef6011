"""What must stand above and under a Likert figure for its numbers to be read right."""

from collections.abc import Sequence

from analysis.alt_text import bases
from analysis.codebook import Scale
from analysis.definitions import question
from analysis.estimates import LikertEstimate
from analysis.likert_key import SIMPLY, Key, how_shown
from analysis.likert_rows import Row
from analysis.rounding import percent
from analysis.swedish import few
from analysis.words import lowered

CERTAIN_FROM = 30
"""Below this base the count stands under each percentage, and a note says how much one weighs."""
SMALLEST_LEFT_OUT = "De minsta andelarna är inte utskrivna i staplarna."


def base_of(rows: Sequence[Row], key: Key) -> str:
    """Return whom the percentages are of, and how many they are."""
    outside = " eller ".join(f"”{lowered(entry.text)}”" for entry in key.outside)
    included = f", {outside} inräknat" if outside else ""
    n = bases([row.item.n for row in rows])
    return f"Procent av dem som har besvarat respektive fråga{included}. {n}."


def notes_on(items: Sequence[LikertEstimate], scale: Scale) -> list[str]:
    """Return how the numbers of these items are to be read."""
    notes = []
    if scale.agree.startswith(SIMPLY) and scale.agree != SIMPLY:
        notes.append(f"Instämmer: {scale.agree}.")
    bars = [item for item in items if how_shown(item) == "bar"]
    if any(sum(value or 0 for value in item.percents) != 100 for item in bars):
        notes.append("Summan kan avvika från 100 på grund av avrundning.")
    small = [item.n for item in bars if item.n and item.n < CERTAIN_FROM]
    if small:
        n = min(small)
        notes.append(
            f"Få svar: när {n} har svarat motsvarar en person {percent(1, n)} procentenheter."
        )
    words = [item for item in items if how_shown(item) == "words"]
    if any(few(item.n) for item in words):
        notes.append("Färre än tio svar visas med antal i stället för stapel.")
    return notes


def withheld(items: Sequence[LikertEstimate], *, by_group: bool) -> list[str]:
    """Return what is not shown at all: items, or the groups that are not shown separately."""
    hidden = [item for item in items if how_shown(item) == "withheld"]
    if not hidden:
        return []
    if not by_group:
        texts = dict.fromkeys(question(item.variable) for item in hidden)
        return [f"Visas inte, för få svar: {', '.join(texts)}."]
    items_in_all = len({item.variable.name for item in items})
    hidden_in: dict[str, list[str]] = {}
    for item in hidden:
        text = question(item.variable)
        hidden_in.setdefault(item.group or "Totalt", []).append(text)
    everywhere = [group for group, texts in hidden_in.items() if len(texts) == items_in_all]
    notes = [f"Ingår inte i redovisningen separat: {', '.join(everywhere)}."] if everywhere else []
    return notes + [
        f"{group} ingår inte separat i {', '.join(texts)}."
        for group, texts in hidden_in.items()
        if group not in everywhere
    ]
