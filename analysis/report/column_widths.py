"""How the width of a page is shared by the columns of a table."""

from collections.abc import Sequence

from analysis.lettering import width

_LONGEST = 400
"""Letters of a cell that are measured."""
_MEASURED = 200
"""Rows that are measured: enough to know what stands in a column."""
_UNBROKEN = 18
"""Letters of a cell that stay on one line: a number, a share and its base."""
_WORD = 16
"""Letters of a word that keep together; longer ones are hyphenated."""


def column_widths(
    rows: Sequence[Sequence[str]], *, room: float, size: float, padding: float
) -> list[float]:
    """Return a width in points for each column; together they are `room`.

    The first row is the header, set in bold. Each column has at least its longest word (`padding`
    included); what is left goes to those whose text would otherwise be set on several lines.
    """
    columns = [
        [cell[:_LONGEST] for cell in column] for column in zip(*rows[:_MEASURED], strict=True)
    ]
    least = [padding + _least(column, size) for column in columns]
    left = room - sum(least)
    if left < 0:
        return [low * room / sum(least) for low in least]
    # A header may be set on three lines; what stands below it preferably on one.
    more = [
        max(0.0, padding + _longest_line(column, size) - low)
        for column, low in zip(columns, least, strict=True)
    ]
    given = min(1.0, left / sum(more)) if sum(more) else 0.0
    # What nobody asks for: the names of the rows get half of it, the figures share the rest.
    spare = left - given * sum(more)
    others = len(columns) - 1
    spared = [spare / 2, *[spare / 2 / others] * others] if others else [spare]
    return [
        low + extra * given + more_still
        for low, extra, more_still in zip(least, more, spared, strict=True)
    ]


def _least(column: Sequence[str], size: float) -> float:
    header, *cells = column
    words = [width(word[:_WORD], size, bold=True) for word in header.split()]
    for cell in cells:
        kept = [cell] if len(cell) <= _UNBROKEN else cell.split()
        words += [width(word[:_WORD], size) for word in kept]
    return max(words, default=0.0)


def _longest_line(column: Sequence[str], size: float) -> float:
    header, *cells = column
    lines = [width(line, size) for cell in cells for line in cell.split("\n")]
    return max([width(header, size, bold=True) / 3, *lines])
