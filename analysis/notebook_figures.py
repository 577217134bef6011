"""Figures by name, for a notebook: a diagram of the report plan, a variable, or several items."""

import io
from collections.abc import Sequence

from matplotlib.figure import Figure as MatplotlibFigure

from analysis import figures
from analysis.choice_bars import choice_bars
from analysis.codebook import Figure, Means
from analysis.drawing import Drawing
from analysis.estimates import LikertEstimate
from analysis.group_means import Averaging, means_of_items
from analysis.likert_bars import group_bars, likert_bars
from analysis.mean_dots import Mean, mean_dots
from analysis.notebook import scale_items
from analysis.published import Published

SCREEN_DPI = 150


class ShownFigure(MatplotlibFigure):
    """A matplotlib Figure that a notebook shows, though pyplot knows nothing of it."""

    def _repr_png_(self) -> bytes:
        written = io.BytesIO()
        self.savefig(written, format="png", dpi=SCREEN_DPI)
        return written.getvalue()


def shown(drawing: Drawing) -> MatplotlibFigure:
    """Return the drawing as a Figure that shows itself in a notebook."""
    return figures.figure(drawing, kind=ShownFigure)


def drawing_of(
    found: Published, what: str | Sequence[str], *, by_class: bool, title: str
) -> Drawing:
    """Return the figure called `what`: a title in the report plan, a variable, or several items.

    Raises ValueError when there is no such thing, NoFigure when too few answered for one.
    """
    planned = _planned(found, what) if isinstance(what, str) else None
    if isinstance(planned, Means):
        return _means(found, planned.items, title=title or planned.title)
    if planned is not None:
        by_class = by_class or (planned.by_group and bool(found.codebook.classes))
        return _items(found, planned.items, by_class=by_class, title=title or planned.title)
    names = [what] if isinstance(what, str) else list(what)
    if len(names) == 1:
        for one in found.summary.of_everyone.choices:
            if one.variable.name == names[0]:
                return choice_bars(one, title=title or one.variable.text)
    return _items(found, names, by_class=by_class, title=title)


def _planned(found: Published, title: str) -> Figure | Means | None:
    for entry in found.codebook.report:
        if isinstance(entry, Figure | Means) and entry.title == title:
            return entry
    return None


def _items(told: Published, names: Sequence[str], *, by_class: bool, title: str) -> Drawing:
    asked = scale_items(told.codebook, names)
    scale = told.codebook.scale_of(asked[0])
    summary = told.summary if by_class else told.summary.of_everyone
    found: dict[str, list[LikertEstimate]] = {one.name: [] for one in asked}
    for one in summary.items:
        if one.variable.name in found:
            found[one.variable.name].append(one)
    items = [one for several in found.values() for one in several]
    title = title or asked[0].stem or asked[0].text
    if by_class:
        return group_bars(items, scale, title=title)
    return likert_bars(items, scale, title=title)


def _means(told: Published, names: Sequence[str], *, title: str) -> Drawing:
    asked = scale_items(told.codebook, names)
    wanted = {one.name for one in asked}
    items = [one for one in told.summary.items if one.variable.name in wanted]
    dots = [Mean(name=one.group, mean=one.mean, n=one.fewest) for one in means_of_items(items)] or [
        Mean(name=one.variable.text, mean=one.mean, n=one.n) for one in items if one.group is None
    ]
    base = Averaging.ITEMS.value if told.codebook.classes else "Medelvärde av svaren på skalan."
    return mean_dots(dots, asked[0], title=title, base=base)
