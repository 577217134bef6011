"""A small SVG of a figure, written by hand: for pages, where a millisecond and a kilobyte count.

It is the same drawing that `figures` prints. Its text is text, its colours are attributes (so a
page with a strict content security policy may hold it), and it scales to the width it is given.
"""

from collections.abc import Callable
from functools import lru_cache
from html import escape
from typing import Any

from analysis.drawing import Align, Box, Dot, Drawing, Hatch, Label, Mark, Rule
from analysis.palette import BLACK, OUTLINE

FONTS = "'DejaVu Sans',Verdana,Arial,sans-serif"

_ANCHORS = {"left": "", "middle": ' text-anchor="middle"', "right": ' text-anchor="end"'}
_PATTERNS: dict[Hatch, str] = {
    "lines": (
        '<pattern id="{id}-lines" width="4" height="4" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path d="M0 0V4" stroke="{ink}" stroke-width="1.4"/>'
        "</pattern>"
    ),
    "dots": (
        '<pattern id="{id}-dots" width="4" height="4" patternUnits="userSpaceOnUse">'
        '<circle cx="2" cy="2" r=".8" fill="{ink}"/></pattern>'
    ),
    "cross": (
        '<pattern id="{id}-cross" width="5" height="5" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path d="M0 0V5M0 0H5" stroke="{ink}" stroke-width="1"/>'
        "</pattern>"
    ),
}


def small_svg(drawing: Drawing, *, id: str = "figur") -> str:
    """Return the drawing as an SVG element. Figures on one page need an `id` each."""
    size = f"{drawing.width:g} {drawing.height:g}"
    hatches = dict.fromkeys(mark.hatch for mark in drawing.marks if type(mark) is Box)
    patterns = "".join(_PATTERNS[hatch].format(id=id, ink=OUTLINE) for hatch in hatches if hatch)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" '
        f'role="img" aria-labelledby="{id}-title {id}-desc" lang="sv" '
        f'font-family="{FONTS}" stroke-width=".5">',
        f'<title id="{id}-title">{escape(drawing.title)}</title>'
        f'<desc id="{id}-desc">{escape(drawing.description)}</desc>',
        f"<defs>{patterns}</defs>" if patterns else "",
        f'<path fill="#fff" d="M0 0H{drawing.width:g}V{drawing.height:g}H0z"/>',
        *[_WRITERS[type(mark)](mark, id) for mark in drawing.marks],
        "</svg>\n",
    ]
    return "".join(parts)


def _label(mark: Label, id: str) -> str:
    text = mark.text
    written = escape(text, quote=False) if "&" in text or "<" in text or ">" in text else text
    look = _look(mark.size, mark.align, mark.bold, mark.colour)
    return f'<text x="{mark.x:.1f}" y="{mark.y:.1f}" {look}>{written}</text>'


@lru_cache(maxsize=64)
def _look(size: float, align: Align, bold: bool, colour: str) -> str:  # noqa: FBT001 - a key
    weight = ' font-weight="bold"' if bold else ""
    fill = "" if colour == BLACK else f' fill="{colour}"'
    return f'font-size="{size:g}"{_ANCHORS[align]}{weight}{fill}'


def _box(mark: Box, id: str) -> str:
    place = (
        f'<rect x="{mark.x:.2f}" y="{mark.y:.1f}" '
        f'width="{mark.width:.2f}" height="{mark.height:.1f}"'
    )
    stroke = f' stroke="{mark.outline}"' if mark.outline else ""
    if mark.hatch:
        # Paper first: a pattern alone would let the page shine through.
        return f'{place} fill="{mark.fill}"/>{place} fill="url(#{id}-{mark.hatch})"{stroke}/>'
    return f'{place} fill="{mark.fill}"{stroke}/>'


def _rule(mark: Rule, id: str) -> str:
    path = f"M{mark.x1:.1f} {mark.y1:.1f}L{mark.x2:.1f} {mark.y2:.1f}"
    return f'<path d="{path}" stroke="{mark.colour}" stroke-width="{mark.width:g}"/>'


def _dot(mark: Dot, id: str) -> str:
    return (
        f'<circle cx="{mark.x:.1f}" cy="{mark.y:.1f}" r="{mark.radius:g}" fill="{mark.fill}" '
        f'stroke="{OUTLINE}"/>'
    )


_WRITERS: dict[type[Mark], Callable[[Any, str], str]] = {
    Label: _label,
    Box: _box,
    Rule: _rule,
    Dot: _dot,
}
"""Looked up by type: matching each mark against patterns would take twice as long."""
