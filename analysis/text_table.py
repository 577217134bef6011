"""Tables for a terminal: a label that wraps, and cells set to the right."""

import textwrap
from collections.abc import Iterable, Sequence

WIDTH = 100
SMALLEST_LABEL = 24

Row = Sequence[str]


def table(title: str, header: Row, rows: Iterable[tuple[str, Row]]) -> list[str]:
    """Lay out rows with a label that wraps and cells that are set to the right.

    A row without cells has the whole width for its label.
    """
    filled = list(rows)
    cells = [header, *(row for _, row in filled if row)]
    widest = [max(len(row[place]) for row in cells) for place in range(len(header))]
    gap = 2 if WIDTH - sum(widest) - 2 * len(widest) >= SMALLEST_LABEL else 1
    widths = [width + gap for width in widest]
    longest = max((len(label) for label, row in filled if row), default=0)
    label_width = min(WIDTH - sum(widths), max(longest, len(title), SMALLEST_LABEL))

    def right(row: Row) -> str:
        return "".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))

    lines = [title.ljust(label_width) + right(header)]
    for label, row in filled:
        indent = label[: len(label) - len(label.lstrip())]
        first, *more = textwrap.wrap(
            label.strip(),
            label_width if row else WIDTH,
            initial_indent=indent,
            subsequent_indent=indent + "  ",
        )
        lines += [first.ljust(label_width) + (right(row) if row else ""), *more]
    return [line.rstrip() for line in lines]
