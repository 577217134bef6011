"""Items that are drawn together: those of one question, on one scale, at most so many a chart."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from analysis.alt_text import statement
from analysis.codebook import Code
from analysis.estimates import LikertEstimate
from analysis.likert_bars import batches

MOST = 8
"""Bars that the labels of one chart have room for."""


@dataclass(frozen=True, kw_only=True)
class Battery:
    """Items on one scale. `codes` are its steps, then every answer outside it that some has."""

    title: str
    items: tuple[LikertEstimate, ...]

    @property
    def codes(self) -> tuple[Code, ...]:
        """The answers by their words, in the order of the scale."""
        steps = [code for code in self.items[0].variable.codes if code.value is not None]
        outside = {
            code.text: code
            for item in self.items
            for code in item.variable.codes
            if code.value is None
        }
        return (*steps, *outside.values())


def batteries(
    items: Sequence[LikertEstimate], *, most: int = MOST, by_question: bool = True
) -> list[Battery]:
    """Return the items in the order given, those that follow each other on one scale together.

    Those of two questions only when not `by_question`.
    """
    found = []
    for _, together in groupby(items, key=_question if by_question else _steps):
        own = list(together)
        several = batches(own, most)
        for number, part in enumerate(several, start=1):
            stem = own[0].variable.stem.strip() or statement(own[0].variable)
            which = f" ({number} av {len(several)})" if len(several) > 1 else ""
            found.append(Battery(title=f"{stem}{which}", items=tuple(part)))
    return found


def _question(item: LikertEstimate) -> tuple[str, ...]:
    return (item.variable.question, *_steps(item))


def _steps(item: LikertEstimate) -> tuple[str, ...]:
    """Return the words of the steps, which one legend must hold for all."""
    return tuple(code.text for code in item.variable.codes if code.value is not None)
