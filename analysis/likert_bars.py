"""Distributions as stacked bars: of items, and of items by group.

The bar of an item holds the steps of its scale; “vet ej” has a hatched lane of its own to the
right, as wide as the largest share in it. Beside stand the share that agrees, computed from
counts, and n. A base under ten gets words instead of a bar, a withheld one only a note.
"""

from collections.abc import Sequence
from itertools import chain, pairwise
from typing import Literal

from analysis import alt_text, likert_notes
from analysis.codebook import Scale
from analysis.drawing import Drawing
from analysis.estimates import LikertEstimate
from analysis.figure_layout import Column, Sheet
from analysis.likert_key import Key, how_shown, key_of
from analysis.likert_parts import Neutral
from analysis.likert_rows import Panel, Row, Stack
from analysis.swedish import few, percentage

Sort = Literal["questionnaire", "top2", "net"]

MOST_ITEMS = 12
"""That fit well in one figure; `batches` makes several of more."""
MOST_ROWS = 20
"""Bars by group that fit on a page."""
TOTAL = "Totalt"


def likert_bars(
    items: Sequence[LikertEstimate],
    scale: Scale,
    *,
    title: str,
    base: str | None = None,
    sort: Sort = "questionnaire",
    diverging: bool = False,
    neutral: Neutral = "centre",
) -> Drawing:
    """Draw one bar for each item, all of everyone or all of one group.

    `title` is the message, `base` the line under it (left out: whom the percentages are of).
    With `diverging`, bars meet where the scale does, and the neutral step straddles that line
    (`centre`), stands whole between the sides (`inside`) or has a lane to the right (`outside`).

    Raises NoFigure when no item has ten answers, ValueError when the scales differ.
    """
    rows = [Row(alt_text.statement(item.variable), item) for item in _sorted(items, sort)]
    description = alt_text.likert(
        items,
        scale,
        form="Liggande staplat diagram" + (" från mitten" if diverging else ""),
    )
    notes = likert_notes.withheld(items, by_group=False)
    key = key_of(items, scale)
    stack = Stack(key, neutral=neutral if diverging else None)
    return drawn(title, base, [Panel("", "", rows)], stack, notes, description)


def group_bars(
    items: Sequence[LikertEstimate], scale: Scale, *, title: str, base: str | None = None
) -> Drawing:
    """Draw a panel for each item, with a bar for everyone (`group` None) and for each group.

    Raises NoFigure when nothing has ten answers, ValueError when the scales differ.
    """
    by_item = _by_item(items)
    panels = [
        Panel(
            alt_text.statement(panel[0].variable),
            "",
            [Row(one.group or TOTAL, one, one.group is None) for one in panel],
        )
        for panel in by_item
    ]
    notes = likert_notes.withheld(items, by_group=True)
    stack = Stack(key_of(items, scale), neutral=None)
    return drawn(title, base, panels, stack, notes, alt_text.groups(by_item, scale))


def batches(
    items: Sequence[LikertEstimate], most: int = MOST_ITEMS
) -> list[Sequence[LikertEstimate]]:
    """Return the items shared out evenly on as few figures as hold at most so many each.

    Items by group are as many as fit on a page together, each with all its groups.
    """
    panels = _by_item(items)
    rows = max((len(panel) for panel in panels), default=1)
    each = most if rows == 1 else max(1, MOST_ROWS // rows)
    figures = -(-len(panels) // each)
    ends = [len(panels) * place // figures for place in range(figures + 1)] if figures else []
    return [list(chain.from_iterable(panels[start:end])) for start, end in pairwise(ends)]


def drawn(
    title: str,
    base: str | None,
    panels: Sequence[Panel],
    stack: Stack,
    notes: Sequence[str],
    description: str,
) -> Drawing:
    """Return a figure of panels of bars, with what must stand above and under it."""
    key = stack.key
    shown = [
        Panel(panel.heading, panel.remark, rows)
        for panel in panels
        if (rows := [row for row in panel.rows if how_shown(row.item) != "withheld"])
    ]
    rows = [row for panel in shown for row in panel.rows]
    sheet = Sheet(title, likert_notes.base_of(rows, key) if base is None else base)
    stack.draw(sheet, shown, _columns(rows, key))
    sheet.legend([*key.entries, *key.outside])
    reading = likert_notes.notes_on([row.item for row in rows], key.scale)
    if stack.unlabelled:
        reading.append(likert_notes.SMALLEST_LEFT_OUT)
    sheet.notes([" ".join(reading), *notes] if reading else notes)
    return sheet.finished(description)


def _columns(rows: Sequence[Row], key: Key) -> list[Column]:
    items = [row.item for row in rows]
    return [
        Column(
            key.header,
            ["" if few(item.n) else percentage(item.top2.percent) for item in items],
            [
                f"{item.top2.count} av {item.top2.of}"
                if item.n and not few(item.n) and item.n < likert_notes.CERTAIN_FROM
                else ""
                for item in items
            ],
            bold=True,
        ),
        Column("Antal", [str(item.n) for item in items]),
    ]


def _sorted(items: Sequence[LikertEstimate], sort: Sort) -> list[LikertEstimate]:
    def net(item: LikertEstimate) -> float:
        above = item.top2.count or 0
        below = (item.bottom2.count or 0) if sort == "net" else 0
        return (above - below) / (item.n or 1)

    return list(items) if sort == "questionnaire" else sorted(items, key=net, reverse=True)


def _by_item(items: Sequence[LikertEstimate]) -> list[list[LikertEstimate]]:
    found: dict[str, list[LikertEstimate]] = {}
    for item in items:
        found.setdefault(item.variable.name, []).append(item)
    return list(found.values())
