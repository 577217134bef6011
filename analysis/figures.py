"""Figures for print: a drawing as a matplotlib Figure, and as PNG, SVG and PDF.

    drawing = likert_bars(items, scale, title="De flesta ser en starkare samverkan")
    figures.save(drawing, Path("figur-4.png"))

The forms are in `likert_bars` (items, groups, waves), `choice_bars` (options, response rates) and
`mean_dots`. The marks of a drawing are put on the figure as they are, without axes of matplotlib's:
so every label lies where it was measured to fit, and the small SVG of `svg` looks the same.

The same drawing always gives the same bytes: no day, no program and no person stands in a file.
"""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Literal

import matplotlib
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from analysis.drawing import Align, Box, Dot, Drawing, Hatch, Label, Mark, Rule
from analysis.palette import OUTLINE

DPI = 300
"""Dots per inch of a PNG: sharp on paper at 16 cm."""
POINTS = 72

_HATCHES: dict[Hatch, str | None] = {"": None, "lines": "////", "dots": "....", "cross": "xxxx"}
_ALIGNS: dict[Align, Literal["left", "center", "right"]] = {
    "left": "left",
    "middle": "center",
    "right": "right",
}


def figure(drawing: Drawing, *, kind: type[Figure] = Figure) -> Figure:
    """Return the drawing as a Figure of its own size, which the caller owns and saves.

    `kind` is the class it is made of, for those who want one with more to it.
    """
    with _style():
        made = kind(figsize=(drawing.width / POINTS, drawing.height / POINTS), dpi=POINTS)
        down = Affine2D().scale(1, -1).translate(0, drawing.height)
        to_page = down.scale(1 / drawing.width, 1 / drawing.height) + made.transFigure
        for order, mark in enumerate(drawing.marks):
            artist = _artist(mark)
            artist.set(transform=to_page, zorder=order)
            made.add_artist(artist)
        return made


def png(drawing: Drawing) -> bytes:
    """Return the drawing as a PNG of 300 dpi."""
    return _saved(drawing, format="png", dpi=DPI, metadata={"Software": None})


def svg(drawing: Drawing) -> bytes:
    """Return the drawing as an SVG file whose text is text, with its title and description.

    For several figures inside one page use `svg.small_svg`, which gives each its own ids.
    """
    none = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    written = _saved(drawing, format="svg", metadata=none).decode("utf-8")
    before, tag, after = written.partition("<svg ")
    attributes, end, body = after.partition(">")
    named = (
        f'{tag}role="img" aria-labelledby="title desc" lang="sv" {attributes}{end}\n'
        f' <title id="title">{escape(drawing.title)}</title>\n'
        f' <desc id="desc">{escape(drawing.description)}</desc>'
    )
    return (before + named + body).encode("utf-8")


def pdf(drawing: Drawing) -> bytes:
    """Return the drawing as a PDF of one page, its letters embedded."""
    none = dict.fromkeys(("Creator", "Producer", "CreationDate"))
    return _saved(drawing, format="pdf", metadata={"Title": drawing.title, **none})


WRITERS: dict[str, Callable[[Drawing], bytes]] = {".png": png, ".svg": svg, ".pdf": pdf}


def save(drawing: Drawing, path: Path) -> None:
    """Write the drawing to `path` in the format that its name ends with: .png, .svg or .pdf.

    Raises ValueError when it ends with something else.
    """
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise ValueError(f"{path.name} must end with {', '.join(WRITERS)}.")
    path.write_bytes(writer(drawing))


def _saved(drawing: Drawing, **how: Any) -> bytes:
    made = figure(drawing)
    written = io.BytesIO()
    with _style():
        made.savefig(written, **how)
    return written.getvalue()


@contextmanager
def _style() -> Iterator[None]:
    """Print as we do, whatever the user's own settings of matplotlib are, and leave them be."""
    with (
        as_file(files("analysis") / "survey.mplstyle") as path,
        matplotlib.rc_context(),
    ):
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(matplotlib.rc_params_from_file(path, use_default_template=False))
        yield


def _artist(mark: Mark) -> Any:
    match mark:
        case Label(x, y, text, size, align, bold, colour):
            return Text(
                x,
                y,
                text,
                color=colour,
                fontsize=size,
                fontweight="bold" if bold else "normal",
                fontfamily="DejaVu Sans",
                horizontalalignment=_ALIGNS[align],
                verticalalignment="baseline",
                parse_math=False,
            )
        case Box(x, y, width, height, fill, hatch, outline):
            return Rectangle(
                (x, y),
                width,
                height,
                facecolor=fill,
                edgecolor=outline or "none",
                linewidth=0.5 if outline else 0,
                hatch=_HATCHES[hatch],
            )
        case Rule(x1, y1, x2, y2, colour, width):
            return Line2D([x1, x2], [y1, y2], color=colour, linewidth=width)
        case Dot(x, y, radius, fill):
            return Circle((x, y), radius, facecolor=fill, edgecolor=OUTLINE, linewidth=0.5)
