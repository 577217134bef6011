"""Means of groups or items as dots on the whole scale, each with its n."""

from collections.abc import Sequence

from msgspec import Struct

from analysis import alt_text, palette
from analysis.codebook import Variable
from analysis.drawing import Dot, Drawing, Label, Rule
from analysis.figure_layout import (
    AIR,
    EDGE,
    GAP,
    SMALL_SIZE,
    TEXT_SIZE,
    Column,
    Sheet,
    label_room,
    row_height,
)
from analysis.lettering import LINE, balanced, wrap
from analysis.likert_key import NoFigure
from analysis.swedish import few, short

RADIUS = 4.2
SMALL_BAR = 12.0
RINGS = "Medelvärden av färre än tio svar visas med ring."


class Mean(Struct, frozen=True):
    """A mean of `n` persons under its name; both are None when it is withheld."""

    name: str
    mean: float | None
    n: int | None
    is_total: bool = False


def mean_dots(
    means: Sequence[Mean],
    variable: Variable,
    *,
    title: str,
    base: str,
    notes: Sequence[str] = (),
    sort: bool = True,
) -> Drawing:
    """Draw a dot for each mean on the scale of `variable`, from its first value to its last.

    `base` says of what and how it was averaged. The highest stands first unless `sort` is false; a
    total stands above. The axis is never cut, and there are no error bars.

    Raises NoFigure when every mean is withheld, ValueError when one lies outside the scale.
    """
    known = _known(means, sort=sort)
    scale = _Scale(
        sorted((code.value, code.text) for code in variable.codes if code.value is not None)
    )
    if not all(scale.low <= row.mean <= scale.high for row in known):
        raise ValueError(f"A mean lies outside the scale of “{variable.name}”.")
    decimals = max(len(short(row.mean).partition(",")[2]) for row in known)
    # A mean of few may have been blurred: two decimals would pretend to know more.
    written = [
        alt_text.mean_written(row.mean, min(decimals, 1) if few(row.n) else decimals)
        for row in known
    ]
    columns = [
        Column("Medelvärde", written, bold=True),
        Column("Antal", [str(row.n) for row in known]),
    ]
    sheet = Sheet(title, base)
    _dots(sheet, known, scale, columns)
    hidden = [one.name for one in means if one.mean is None or not one.n]
    rings = [RINGS] if any(few(row.n) for row in known) else []
    withheld = [f"Ingår inte i redovisningen separat: {', '.join(hidden)}."] if hidden else []
    sheet.notes([*rings, *notes, *withheld])
    rows = [(row.name, text, row.n) for row, text in zip(known, written, strict=True)]
    return sheet.finished(alt_text.means(rows, str(scale.low), str(scale.high)))


class _Row(Struct, frozen=True):
    name: str
    mean: float
    n: int
    is_total: bool


class _Scale(Struct, frozen=True):
    steps: Sequence[tuple[int, str]]

    @property
    def low(self) -> int:
        return self.steps[0][0]

    @property
    def high(self) -> int:
        return self.steps[-1][0]


def _known(means: Sequence[Mean], *, sort: bool) -> list[_Row]:
    known = [
        _Row(one.name, one.mean, one.n, one.is_total)
        for one in means
        if one.mean is not None and one.n
    ]
    if not known:
        raise NoFigure("No mean may be shown.")
    if sort:
        known.sort(key=lambda row: (not row.is_total, -row.mean))
    return known


def _dots(sheet: Sheet, rows: Sequence[_Row], scale: _Scale, columns: Sequence[Column]) -> None:
    room = label_room((row.name, row.is_total) for row in rows)
    right, ends = sheet.columns(columns)
    left, right = EDGE + room + GAP + RADIUS, right - RADIUS - GAP
    unit = (right - left) / (scale.high - scale.low)
    for place, row in enumerate(rows):
        lines = balanced(row.name, room, TEXT_SIZE, bold=row.is_total)
        height = row_height(len(lines), SMALL_BAR)
        middle = sheet.y + (height - AIR) / 2
        sheet.row_label(lines, EDGE + room, middle, bold=row.is_total)
        sheet.marks.append(Rule(left, middle, right, middle, palette.FAINT))
        fill = palette.TOTAL if row.is_total else palette.ONE
        x = left + (row.mean - scale.low) * unit
        sheet.marks.append(Dot(x, middle, RADIUS, palette.WHITE if few(row.n) else fill))
        for column, end in zip(columns, ends, strict=True):
            sheet.cell(column, place, end, middle)
        sheet.y += height
    sheet.y -= 2
    ticks = [(left + (value - scale.low) * unit, str(value)) for value, _ in scale.steps]
    sheet.axis(ticks, left=left, right=right)
    _name_ends(sheet, scale, left, right)


def _name_ends(sheet: Sheet, scale: _Scale, left: float, right: float) -> None:
    """Write what the ends of the scale are called, under its numbers."""
    room = (right - left) / 2 - GAP
    low = wrap(scale.steps[0][1], room, SMALL_SIZE)
    high = wrap(scale.steps[-1][1], room, SMALL_SIZE)
    for place, line in enumerate(low, start=1):
        y = sheet.y + place * SMALL_SIZE * LINE
        sheet.marks.append(Label(left - RADIUS, y, line, SMALL_SIZE, colour=palette.QUIET))
    for place, line in enumerate(high, start=1):
        y = sheet.y + place * SMALL_SIZE * LINE
        sheet.marks.append(
            Label(right + RADIUS, y, line, SMALL_SIZE, "right", colour=palette.QUIET)
        )
    sheet.y += max(len(low), len(high)) * SMALL_SIZE * LINE
