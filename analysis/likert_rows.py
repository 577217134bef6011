"""Where the bars of a Likert figure lie, and what is written in them."""

from collections.abc import Iterable, Sequence
from itertools import count as counting

from msgspec import Struct

from analysis import palette
from analysis.drawing import Box, Label, Rule
from analysis.estimates import LikertEstimate
from analysis.figure_layout import (
    AIR,
    BAR,
    BASELINE,
    EDGE,
    GAP,
    SMALL_SIZE,
    TEXT_SIZE,
    WIDTH,
    Column,
    Sheet,
    label_room,
    row_height,
)
from analysis.lettering import LINE, balanced, width, wrap
from analysis.likert_key import Key, how_shown, share_in_words
from analysis.likert_parts import Bar, Neutral, Part, bar_of, extent

SMALLEST_LABELLED = 20
"""One in so many, 5 %, is the smallest share that gets a label."""
LABELS = 165.0
"""The room for labels; bars that diverge need more of the width for themselves."""
LABELS_OF_DIVERGING = 135.0
MARGIN = 0.8
"""Between a label and the ends of its part of the bar."""


class Row(Struct, frozen=True):
    """A bar and the label to its left."""

    label: str
    item: LikertEstimate
    bold: bool = False


class Panel(Struct, frozen=True):
    """Rows under a heading, with a remark to the right of it."""

    heading: str
    remark: str
    rows: Sequence[Row]


class Stack:
    """Draws panels of stacked bars. `neutral` None starts all bars at 0, else they diverge."""

    def __init__(self, key: Key, *, neutral: Neutral | None) -> None:
        self.key = key
        self.neutral = neutral
        self.unlabelled = False
        """Whether some part of a bar, too small for it, went without its label."""

    def draw(self, sheet: Sheet, panels: Sequence[Panel], columns: Sequence[Column]) -> None:
        """Draw all panels with the columns to their right, and the axis below."""
        rows = [row for panel in panels for row in panel.rows]
        bars = {
            place: bar_of(self.key, row.item, self.neutral)
            for place, row in enumerate(rows)
            if how_shown(row.item) == "bar"
        }
        self._measure(sheet, rows, list(bars.values()), columns)
        behind = len(sheet.marks)
        places = counting()
        for panel in panels:
            self._heading(sheet, panel)
            for row in panel.rows:
                place = next(places)
                height, middle = self._row(sheet, row)
                if place in bars:
                    self._draw_bar(sheet, bars[place], middle)
                for column, end in zip(columns, self.ends, strict=True):
                    sheet.cell(column, place, end, middle)
                sheet.y += height
        sheet.y -= 2
        if self.neutral is not None:
            for x in dict.fromkeys((self.zero, self.begins)):
                sheet.marks.insert(behind, Rule(x, self.top, x, sheet.y))
        self._axis(sheet)

    def _measure(
        self, sheet: Sheet, rows: Sequence[Row], bars: Sequence[Bar], columns: Sequence[Column]
    ) -> None:
        """Share the width out: labels, bars, one lane for the largest share in it, columns."""
        most = LABELS if self.neutral is None else LABELS_OF_DIVERGING
        self.labels = label_room(((row.label, row.bold) for row in rows), most)
        left = EDGE + self.labels + GAP
        right, self.ends = sheet.columns(columns)
        self.top = sheet.y
        lanes = [max(extent(lane) for lane in lane_of) for lane_of in _lanes(bars)]
        between = max(2 * extent(bar.between) for bar in bars)
        self.low, self.high = 0.0, 1.0
        if self.neutral is not None:
            self.low = _quarters(max(bar.low for bar in bars))
            self.high = _quarters(max(bar.high for bar in bars))
        room = right - left - GAP * sum(1 for lane in [*lanes, between] if lane)
        self.unit = room / (self.low + self.high + between + sum(lanes))
        self.zero = left + self.low * self.unit
        self.begins = self.zero + (between * self.unit + GAP if between else 0)
        self.left, self.right = left, self.begins + self.high * self.unit
        self.room = right - left
        self.lane_starts = []
        x = self.right
        for lane in lanes:
            self.lane_starts.append(x + GAP)
            x += lane * self.unit + (GAP if lane else 0)

    def _heading(self, sheet: Sheet, panel: Panel) -> None:
        if not panel.heading:
            return
        remark = width(panel.remark, TEXT_SIZE, bold=True) + GAP if panel.remark else 0
        room = WIDTH - 2 * EDGE - remark
        sheet.y += AIR / 2
        if panel.remark:
            y = sheet.y + TEXT_SIZE
            sheet.marks.append(Label(WIDTH - EDGE, y, panel.remark, TEXT_SIZE, "right", bold=True))
        for line in wrap(panel.heading, room, TEXT_SIZE, bold=True):
            sheet.marks.append(Label(EDGE, sheet.y + TEXT_SIZE, line, TEXT_SIZE, "left", bold=True))
            sheet.y += TEXT_SIZE * LINE
        sheet.y += 4

    def _row(self, sheet: Sheet, row: Row) -> tuple[float, float]:
        """Write the label, and the words that stand for a bar; return height and middle."""
        lines = balanced(row.label, self.labels, TEXT_SIZE, bold=row.bold)
        words: tuple[str, ...] = ()
        if how_shown(row.item) == "words":
            told = f"{share_in_words(row.item.top2)} {self.key.scale.agree}"
            words = wrap(told, self.room, SMALL_SIZE)
        height = row_height(max(len(lines), len(words)))
        middle = sheet.y + (height - AIR) / 2
        sheet.row_label(lines, EDGE + self.labels, middle, bold=row.bold)
        y = middle + BASELINE * SMALL_SIZE - SMALL_SIZE * LINE * (len(words) - 1) / 2
        for line in words:
            sheet.marks.append(Label(self.left, y, line, SMALL_SIZE, colour=palette.QUIET))
            y += SMALL_SIZE * LINE
        return height, middle

    def _draw_bar(self, sheet: Sheet, bar: Bar, middle: float) -> None:
        self._draw_parts(sheet, bar.left, self.zero, middle)
        self._draw_parts(sheet, bar.between, (self.zero + self.begins) / 2, middle)
        self._draw_parts(sheet, bar.right, self.begins, middle)
        for lane, start in zip(bar.lanes, self.lane_starts, strict=True):
            self._draw_parts(sheet, lane, start, middle)

    def _draw_parts(self, sheet: Sheet, parts: Iterable[Part], zero: float, middle: float) -> None:
        for part in parts:
            if not part.share:
                continue
            x, wide = zero + part.at * self.unit, part.share * self.unit
            entry = part.entry
            sheet.marks.append(Box(x, middle - BAR / 2, wide, BAR, entry.fill, entry.hatch))
            room = width(part.text, TEXT_SIZE)
            if part.share * SMALLEST_LABELLED < 1 or room + 2 * MARGIN > wide:
                self.unlabelled = True
                continue
            centre, y = x + wide / 2, middle + BASELINE * TEXT_SIZE
            if entry.hatch:
                # The lines of the hatch would run through the digits.
                sheet.marks.append(
                    Box(centre - room / 2 - 0.5, y - 7, room + 1, 8.4, palette.WHITE, outline="")
                )
            ink = palette.ink_on(entry.fill)
            sheet.marks.append(Label(centre, y, part.text, TEXT_SIZE, "middle", colour=ink))

    def _axis(self, sheet: Sheet) -> None:
        low, high = round(self.low * 4), round(self.high * 4)
        places = [(self.zero, quarter) for quarter in range(-low, 1)]
        places += [(self.begins, quarter) for quarter in range(self.begins == self.zero, high + 1)]
        ticks = [(zero + at * self.unit / 4, str(abs(at) * 25)) for zero, at in places]
        ticks[-1] = (ticks[-1][0], f"{ticks[-1][1]}\N{NO-BREAK SPACE}%")
        sheet.axis(ticks, left=self.left, right=self.right)


def _lanes(bars: Sequence[Bar]) -> list[list[list[Part]]]:
    return [list(lane) for lane in zip(*(bar.lanes for bar in bars), strict=True)]


def _quarters(share: float) -> float:
    """Return the share raised to the next quarter, so that the axis ends at a tick."""
    return max(1, -(-share * 4 // 1)) / 4
