"""What the steps of a scale are called, which colours they get, and which items may be drawn."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from analysis.codebook import Scale, Variable
from analysis.drawing import Hatch
from analysis.errors import AnalysisError
from analysis.estimates import LikertEstimate, Share
from analysis.figure_layout import Entry
from analysis.palette import WHITE, scale_colours
from analysis.swedish import few, percentage
from analysis.words import capital

HATCHES: tuple[Hatch, ...] = ("lines", "dots", "cross")
SIMPLY = "instämmer"

Shown = Literal["bar", "words", "withheld"]


class NoFigure(AnalysisError):
    """There is nothing to draw a bar of; show a table of counts, or nothing."""


def how_shown(item: LikertEstimate) -> Shown:
    """Return whether an item gets a bar, a count in words in its place, or no place at all."""
    if not item.n:
        return "withheld"
    if few(item.n) or None in item.counts:
        return "words" if item.top2.count is not None else "withheld"
    return "bar"


def count_table_instead(items: Sequence[LikertEstimate]) -> bool:
    """Return whether so few answered that the numbers belong in a table of counts."""
    shown = {how_shown(item) for item in items}
    return "bar" not in shown and "words" in shown


class Key(Struct, frozen=True):
    """The steps of a scale in the order asked, and the answers outside it.

    `sides` says of each step whether it lies left of the middle (-1), in it (0) or right of it.
    """

    entries: tuple[Entry, ...]
    sides: tuple[int, ...]
    outside: tuple[Entry, ...]
    scale: Scale

    @property
    def header(self) -> str:
        """The heading of the column with the share that agrees."""
        if self.scale.agree.startswith(SIMPLY):
            return SIMPLY.capitalize()
        words = self.scale.agree.removeprefix("svarar ")
        return capital(words)

    def steps_of(self, item: LikertEstimate) -> list[tuple[Entry, int]]:
        """Return the steps with their counts; those that nobody chose are there with 0."""
        counts = [
            count or 0
            for code, count in zip(item.variable.codes, item.counts, strict=True)
            if code.value is not None
        ]
        return list(zip(self.entries, counts, strict=True))

    def outside_of(self, item: LikertEstimate) -> list[tuple[Entry, int]]:
        """Return the answers outside the scale that the item has, with their counts."""
        by_text = {entry.text: entry for entry in self.outside}
        return [
            (by_text[code.text], count)
            for code, count in zip(item.variable.codes, item.counts, strict=True)
            if code.value is None and count is not None
        ]


def key_of(items: Sequence[LikertEstimate], scale: Scale) -> Key:
    """Return the key to a figure of `items`, whose steps must all be called the same.

    Raises NoFigure when no item can be drawn, ValueError when their steps differ.
    """
    if not any(how_shown(item) == "bar" for item in items):
        raise NoFigure("Too few answers for a figure: show a table of counts instead.")
    steps = [code for code in items[0].variable.codes if code.value is not None]
    for item in items:
        if _step_texts(item.variable) != tuple(code.text for code in steps):
            raise ValueError(
                f"“{item.variable.name}” has other steps than “{items[0].variable.name}”."
            )
    sides = _sides([code.code for code in steps], scale)
    upwards = not sides or steps[0].code not in scale.top
    colours = scale_colours(len(steps))[:: 1 if upwards else -1]
    return Key(
        entries=tuple(
            Entry(code.text, colour) for code, colour in zip(steps, colours, strict=True)
        ),
        sides=sides,
        outside=_outside(items),
        scale=scale,
    )


def _step_texts(variable: Variable) -> tuple[str, ...]:
    return tuple(code.text for code in variable.codes if code.value is not None)


def _outside(items: Sequence[LikertEstimate]) -> tuple[Entry, ...]:
    texts = dict.fromkeys(
        code.text for item in items for code in item.variable.codes if code.value is None
    )
    return tuple(
        Entry(text, WHITE, HATCHES[place % len(HATCHES)]) for place, text in enumerate(texts)
    )


def _sides(codes: Sequence[str], scale: Scale) -> tuple[int, ...]:
    low, high = scale.bottom, scale.top
    if codes and codes[0] in high:
        low, high = high, low
    return tuple(-1 if code in low else 1 if code in high else 0 for code in codes)


def share_in_words(share: Share) -> str:
    """Return `25 av 56 (45 %)`, without a percentage when the base is small."""
    counts = f"{share.count} av {share.of}"
    return counts if few(share.of) else f"{counts} ({percentage(share.percent)})"
