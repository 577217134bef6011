"""A figure as marks on a page, before anything is known about files.

The forms (`likert_bars`, `choice_bars`, `mean_dots`) return a Drawing; `figures` makes PNG, SVG,
PDF or a matplotlib Figure of it, and `svg` a small SVG for a page. So they all look the same.

All measures are points (1/72 inch) from the upper left corner.
"""

import zlib
from typing import Literal

from msgspec import Struct

from analysis.palette import BLACK, OUTLINE

Align = Literal["left", "middle", "right"]
Hatch = Literal["", "lines", "dots", "cross"]


class Box(Struct, frozen=True, gc=False):
    """A bar or a part of one. An empty `outline` draws none."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    hatch: Hatch = ""
    outline: str = OUTLINE


class Label(Struct, frozen=True, gc=False):
    """A line of text; `y` is its baseline and `x` its left, middle or right."""

    x: float
    y: float
    text: str
    size: float
    align: Align = "left"
    bold: bool = False
    colour: str = BLACK


class Rule(Struct, frozen=True, gc=False):
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str = OUTLINE
    width: float = 0.6


class Dot(Struct, frozen=True, gc=False):
    """A filled circle."""

    x: float
    y: float
    radius: float
    fill: str


Mark = Box | Label | Rule | Dot


class Drawing(Struct, frozen=True, kw_only=True):
    """A finished figure: marks in the order they are drawn.

    `title` is the message; `description` is the text for those who cannot see the figure.
    """

    width: float
    height: float
    title: str
    description: str
    marks: tuple[Mark, ...]

    def _repr_svg_(self) -> str:
        """Return what a notebook shows, with an id of its own among the figures there."""
        from analysis.svg import small_svg

        return small_svg(self, id=f"figur-{zlib.crc32(repr(self).encode()):08x}")
