"""Cross-tables of the report plan: whole, or why they are not shown."""

from collections.abc import Iterator

from analysis.codebook import CrossTable
from analysis.crosstab import CrossTabEstimate
from analysis.definitions import question
from analysis.estimates import ChoiceEstimate, LikertEstimate
from analysis.report.choice_results import choices_by_group
from analysis.report.document import Block
from analysis.report.likert_cells import group_grid
from analysis.report.material import Desk
from analysis.report.writing import Grid, paragraph


def cross_table(entry: CrossTable, desk: Desk) -> Iterator[Block]:
    """Write the answers to one question by the answers to another."""
    estimate = desk.material.published.crosstab(entry.item)
    if not estimate.rows:
        yield paragraph(estimate.reason)
        return
    yield paragraph(
        desk.pen.next_table(capital=True),
        f" visar svaren på frågan {question(estimate.item)}, efter svaren på frågan "
        f"{question(estimate.by)} ({estimate.n} har besvarat båda).",
    )
    title = entry.title or f"{estimate.item.text.rstrip('. ')}, efter {estimate.by.text}"
    yield desk.pen.table(title, _grid(estimate, desk))


def _grid(estimate: CrossTabEstimate, desk: Desk) -> Grid:
    likert = [one for one in estimate.rows if isinstance(one, LikertEstimate) and one.n]
    if likert:
        grid = group_grid(likert, desk.material.scale(estimate.item))
    else:
        grid = choices_by_group(
            [one for one in estimate.rows if isinstance(one, ChoiceEstimate) and one.n]
        )
    return Grid(header=("Svar", *grid.header[1:]), rows=grid.rows, notes=grid.notes)
