"""What all figures have in common: the sheet, its title, axis, columns, legend and notes."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from analysis import palette
from analysis.drawing import Box, Drawing, Hatch, Label, Mark, Rule
from analysis.lettering import LINE, balanced, longest_word, width, widths, wrap

WIDTH = 453.6
"""6.3 inches, 16 cm: the width of the text on an A4 page."""

TITLE_SIZE = 10.0
TEXT_SIZE = 8.0
SMALL_SIZE = 7.0

EDGE = 2.0
GAP = 8.0
BASELINE = 0.36
"""How far below its middle the baseline of a line of digits lies, in sizes of the type."""

BAR = 19.0
AIR = 9.0
"""Between one bar or label and the next."""
SWATCH = 14.0


class Column(Struct, frozen=True):
    """Numbers to the right of the bars, set to the right; `under` are smaller, below them."""

    header: str
    cells: Sequence[str]
    under: Sequence[str] = ()
    bold: bool = False

    def room(self) -> float:
        """Return how wide the column must be."""
        # Most cells are alike: each text is measured once.
        cells = max((width(cell, TEXT_SIZE, bold=self.bold) for cell in {*self.cells}), default=0)
        under = max((width(cell, SMALL_SIZE) for cell in {*self.under}), default=0)
        return max(cells, under, longest_word(self.header, SMALL_SIZE))

    def header_lines(self, room: float) -> tuple[str, ...]:
        """Return the header broken into lines as narrow as the column, which is so wide, may be."""
        return wrap(self.header, max(room, 46.0), SMALL_SIZE)


class Entry(Struct, frozen=True):
    """A colour and what it stands for."""

    text: str
    fill: str
    hatch: Hatch = ""


class Sheet:
    """A page that grows downwards while marks are put on it."""

    def __init__(self, title: str, subtitle: str) -> None:
        self.title = title
        self.marks: list[Mark] = []
        self.y = EDGE
        self.lines(title, TITLE_SIZE, bold=True)
        self.y += 2
        self.lines(subtitle, TEXT_SIZE, colour=palette.QUIET)
        self.y += GAP

    def lines(
        self, text: str, size: float, *, bold: bool = False, colour: str = palette.BLACK
    ) -> None:
        """Write a text over the whole width, from where the page ends now."""
        broken = balanced if bold else wrap
        for line in broken(text, WIDTH - 2 * EDGE, size, bold=bold) if text else ():
            self.marks.append(Label(EDGE, self.y + size, line, size, "left", bold, colour))
            self.y += size * LINE

    def columns(self, columns: Sequence[Column]) -> tuple[float, list[float]]:
        """Write the headers of the columns.

        Returns where the first begins and where each one ends, from the left.
        """
        right = WIDTH - EDGE
        ends: list[float] = []
        rooms = [column.room() for column in columns]
        headers = [column.header_lines(room) for column, room in zip(columns, rooms, strict=True)]
        tallest = max((len(lines) for lines in headers), default=0)
        for room, lines in zip(reversed(rooms), reversed(headers), strict=True):
            ends.insert(0, right)
            for place, line in enumerate(lines, start=tallest - len(lines) + 1):
                y = self.y + place * SMALL_SIZE * LINE
                self.marks.append(Label(right, y, line, SMALL_SIZE, "right"))
            widest = max(width(line, SMALL_SIZE) for line in lines)
            right -= max(room, widest) + GAP
        self.y += tallest * SMALL_SIZE * LINE + (4 if columns else 0)
        return right, ends

    def cell(self, column: Column, place: int, end: float, middle: float) -> None:
        """Write the cell of a column beside the bar whose middle is `middle`."""
        under = column.under[place] if column.under else ""
        y = middle + BASELINE * TEXT_SIZE - (4.4 if under else 0)
        text = column.cells[place]
        if text:
            self.marks.append(Label(end, y, text, TEXT_SIZE, "right", column.bold))
        if under:
            self.marks.append(Label(end, y + 8.8, under, SMALL_SIZE, "right"))

    def row_label(self, lines: Sequence[str], right: float, middle: float, *, bold: bool) -> None:
        """Write the lines of a label to the left of a bar, around its middle."""
        step = TEXT_SIZE * LINE
        y = middle + BASELINE * TEXT_SIZE - step * (len(lines) - 1) / 2
        for line in lines:
            self.marks.append(Label(right, y, line, TEXT_SIZE, "right", bold))
            y += step

    def axis(self, ticks: Iterable[tuple[float, str]], *, left: float, right: float) -> None:
        """Draw an axis from `left` to `right` with its ticks, and move below it."""
        y = self.y
        self.marks.append(Rule(left, y, right, y))
        for x, text in ticks:
            self.marks.append(Rule(x, y, x, y + 3))
            self.marks.append(Label(x, y + 4 + SMALL_SIZE, text, SMALL_SIZE, "middle"))
        self.y += 4 + SMALL_SIZE * LINE

    def legend(self, entries: Sequence[Entry]) -> None:
        """Draw the legend in the order given, on as many lines as it takes."""
        if not entries:
            return
        self.y += GAP
        x = EDGE
        for entry in entries:
            room = SWATCH + 4 + width(entry.text, SMALL_SIZE)
            if x > EDGE and x + room > WIDTH - EDGE:
                x = EDGE
                self.y += SMALL_SIZE * LINE + 4
            self.marks.append(Box(x, self.y, SWATCH, SMALL_SIZE, entry.fill, entry.hatch))
            self.marks.append(
                Label(x + SWATCH + 4, self.y + SMALL_SIZE - 1, entry.text, SMALL_SIZE)
            )
            x += room + 2 * GAP
        self.y += SMALL_SIZE * LINE

    def notes(self, notes: Sequence[str]) -> None:
        """Write the notes under the figure, each on a line of its own."""
        self.y += GAP if notes else 0
        for note in notes:
            self.lines(note, SMALL_SIZE, colour=palette.QUIET)
            self.y += 1.5

    def finished(self, description: str) -> Drawing:
        """Return what is on the page."""
        return Drawing(
            width=WIDTH,
            height=round(self.y + EDGE + 1, 1),
            title=self.title,
            description=description,
            marks=tuple(self.marks),
        )


def label_room(labels: Iterable[tuple[str, bool]], most: float = 165.0) -> float:
    """Return how wide the labels left of the bars may be; they are (text, whether it is bold).

    Short labels take what they need, long ones are wrapped; a long word may widen the room a bit.
    """
    wide = [widths(text, TEXT_SIZE, bold=bold) for text, bold in labels]
    widest = max((whole for whole, _ in wide), default=0.0)
    word = max((word for _, word in wide), default=0.0)
    return min(max(min(widest, most), word), 190.0) + 1


def row_height(lines: int, bar: float = BAR) -> float:
    """Return the height of a row whose label has so many lines."""
    return max(bar, lines * TEXT_SIZE * LINE) + AIR
