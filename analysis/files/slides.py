"""A slide before anything is known about files: what it says and shows."""

from dataclasses import dataclass

MOST_ROWS = 12
"""Rows of a table that one slide has room for."""
TOTAL = "Totalt"
"""Names everyone, beside the names of groups."""


@dataclass(frozen=True, kw_only=True)
class Series:
    """One colour of a chart: a whole percentage, or a mean, for each label."""

    name: str
    values: tuple[float | None, ...]
    fill: str
    outside: bool = False


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Bars lying down, one a label, stacked to 100 percent when there are several series.

    `limits` are the ends of the axis of a single series.
    """

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    limits: tuple[float, float] = (0, 100)
    percent: bool = True


@dataclass(frozen=True, kw_only=True)
class Rows:
    """A table under a header; the first column names the row."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Lines:
    """Sentences, one a paragraph."""

    texts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Slide:
    """One slide. `title` is the message, `base` whom the numbers are about, `spoken` the notes.

    `description` tells the chart or table to those who cannot see it.
    """

    title: str
    body: Chart | Rows | Lines
    base: str = ""
    remarks: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    description: str = ""
