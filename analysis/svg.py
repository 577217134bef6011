"""A small SVG of a figure, written by hand: for pages, where a millisecond and a kilobyte count.

It is the same drawing that `figures` prints. Its text is text, its colours are attributes (so a
page with a strict content security policy may hold it), and it scales to the width it is given.
"""

from html import escape

from analysis.drawing import Box, Dot, Drawing, Hatch, Label, Mark, Rule
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
        *[_written(mark, id) for mark in drawing.marks],
        "</svg>\n",
    ]
    return "".join(parts)


def _written(mark: Mark, id: str) -> str:
    match mark:
        case Label(x, y, text, size, align, bold, colour):
            weight = ' font-weight="bold"' if bold else ""
            fill = "" if colour == BLACK else f' fill="{colour}"'
            look = f'font-size="{size:g}"{_ANCHORS[align]}{weight}{fill}'
            written = text if text.isalnum() else escape(text, quote=False)
            return f'<text x="{x:.1f}" y="{y:.1f}" {look}>{written}</text>'
        case Box(x, y, width, height, fill, hatch, outline):
            place = f'<rect x="{x:.2f}" y="{y:.1f}" width="{width:.2f}" height="{height:.1f}"'
            stroke = f' stroke="{outline}"' if outline else ""
            if hatch:
                # Paper first: a pattern alone would let the page shine through.
                return f'{place} fill="{fill}"/>{place} fill="url(#{id}-{hatch})"{stroke}/>'
            return f'{place} fill="{fill}"{stroke}/>'
        case Rule(x1, y1, x2, y2, colour, width):
            path = f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}"
            return f'<path d="{path}" stroke="{colour}" stroke-width="{width:g}"/>'
        case Dot(x, y, radius, fill):
            return (
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{fill}" '
                f'stroke="{OUTLINE}"/>'
            )
