"""Grids of numbers: what stands in the tables of a report, in every form they take."""

from collections.abc import Sequence

from analysis.alt_text import statement
from analysis.codebook import Code, Scale
from analysis.estimates import LikertEstimate, Merged
from analysis.likert_key import SIMPLY
from analysis.report.topics import asks
from analysis.report.writing import Grid, capital
from analysis.rounding import percent
from analysis.swedish import WITHHELD, few, percentage

TOTAL = "Totalt"
ROUNDING = "Summan kan avvika från 100 på grund av avrundning."
COUNTS = "Färre än tio svar redovisas med antal i stället för procent."
OUTSIDE = "Utanför skalan"
IN_THREE = "Där få har svarat redovisas skalan i tre delar: låga svar, mitten och höga svar."


def likert_grid(items: Sequence[LikertEstimate], scale: Scale) -> Grid:
    """Return a row for each item of everyone: the share of each answer, who agree, and n."""
    return _distribution(
        [(statement(one.variable), one) for one in items],
        scale,
        "Fråga" if any(asks(one) for one in items) else "Påstående",
        by_group=False,
    )


def group_grid(items: Sequence[LikertEstimate], scale: Scale) -> Grid:
    """Return a row for everyone and each class that may be shown, of one item."""
    rows = [(one.group or TOTAL, one) for one in items]
    hidden = [name for name, one in rows if one.n is None]
    shown = [(name, one) for name, one in rows if one.n is not None]
    grid = _distribution(shown, scale, "Grupp", by_group=True)
    if not hidden:
        return grid
    left_out = f"Ingår inte i redovisningen separat: {', '.join(hidden)}."
    return Grid(
        header=grid.header,
        rows=grid.rows,
        notes=(*grid.notes, left_out),
        strong_rows=grid.strong_rows,
    )


def _distribution(
    rows: Sequence[tuple[str, LikertEstimate]], scale: Scale, first: str, *, by_group: bool
) -> Grid:
    coarse = any(one.merged is not None for _, one in rows)
    codes = _every_code([one for _, one in rows])
    outside = [code for code in codes if code.value is None]
    if coarse:
        labels = ["Låga svar", "Mitten", "Höga svar"]
        labels += [capital(outside[0].text) if len(outside) == 1 else OUTSIDE] if outside else []
    else:
        labels = [capital(code.text) for code in codes]
    header = (first, *labels, agree_label(scale), "Antal")
    cells = tuple(
        (
            name,
            *(_merged(one, scale, outside) if coarse else _steps(one, codes)),
            _share(one.top2.count, one.top2.of),
            WITHHELD if one.n is None else str(one.n),
        )
        for name, one in rows
    )
    notes = [
        *([IN_THREE] if coarse else []),
        *([COUNTS] if any(few(one.n) for _, one in rows) else []),
        *([ROUNDING] if any(_does_not_add_up(one) for _, one in rows) and not coarse else []),
    ]
    strong = {place for place, (_, one) in enumerate(rows) if by_group and one.group is None}
    return Grid(header=header, rows=cells, notes=tuple(notes), strong_rows=frozenset(strong))


def agree_label(scale: Scale) -> str:
    """Return the heading of the column with those who agree."""
    if scale.agree.startswith(SIMPLY):
        return SIMPLY.capitalize()
    return capital(scale.agree.removeprefix("svarar "))


def _every_code(items: Sequence[LikertEstimate]) -> list[Code]:
    """Return the answers of all items, in order; some have an answer that others lack."""
    found: dict[str, Code] = {}
    for one in items:
        for code in one.variable.codes:
            found.setdefault(code.code, code)
    return sorted(found.values(), key=lambda code: code.value is None)


def _steps(item: LikertEstimate, codes: Sequence[Code]) -> list[str]:
    counts = {
        code.code: count for code, count in zip(item.variable.codes, item.counts, strict=True)
    }
    return [
        _share(counts[code.code], item.n, alone=True) if code.code in counts else ""
        for code in codes
    ]


def _merged(item: LikertEstimate, scale: Scale, outside: Sequence[Code]) -> list[str]:
    parts = item.merged or merge(item, scale)
    if parts is None:
        return [WITHHELD] * (3 + bool(outside))
    counts = [parts.bottom, parts.middle, parts.top, *([parts.outside] if outside else [])]
    return [_share(count, item.n, alone=True) for count in counts]


def merge(item: LikertEstimate, scale: Scale) -> Merged | None:
    """Return counts that are shown in three parts; None where they are withheld."""
    pairs = list(zip(item.variable.codes, item.counts, strict=True))
    known = [(code, count) for code, count in pairs if count is not None]
    if len(known) < len(pairs):
        return None

    def of(codes: Sequence[str]) -> int:
        return sum(count for code, count in known if code.code in codes)

    outside = sum(count for code, count in known if code.value is None)
    bottom, top = of(scale.bottom), of(scale.top)
    middle = sum(count for _, count in known) - outside - bottom - top
    return Merged(bottom=bottom, middle=middle, top=top, outside=outside)


def _share(count: int | None, of: int | None, *, alone: bool = False) -> str:
    """Return a count with its percentage, one of them where the other would mislead or crowd."""
    if count is None or of is None:
        return WITHHELD
    if not of:
        return "–"
    if few(of):
        return str(count)
    written = percentage(percent(count, of))
    return written if alone else f"{count} ({written})"


def _does_not_add_up(item: LikertEstimate) -> bool:
    known = [one for one in item.percents if one is not None]
    return not few(item.n) and len(known) == len(item.percents) and sum(known) not in (0, 100)
