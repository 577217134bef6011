"""A bilaga: every question by class, as far as the classes may be shown."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from analysis.alt_text import statement
from analysis.report.choice_results import choices_by_group
from analysis.report.document import Block, Table
from analysis.report.likert_cells import COUNTS, IN_THREE, ROUNDING, group_grid
from analysis.report.material import Material
from analysis.report.writing import Grid, Pen, paragraph

NOT_SHOWN = "Visas inte: för få har svarat."
SAID_ONCE = (IN_THREE, COUNTS, ROUNDING)
"""What would stand under nearly every table, and is said before them all."""


def classes_appendix(material: Material, pen: Pen) -> Iterator[Block]:
    """Write every item and choice by class."""
    yield pen.appendix(f"Tabeller per grupp: {material.title}")
    tables = list(_tables(material, pen))
    grids = [one for one in tables if isinstance(one, Table)]
    common = [text for text in SAID_ONCE if any(text in one.notes for one in grids)]
    yield paragraph(" ".join([_classes(material), *common]))
    for block in tables:
        yield _without_common_notes(block) if isinstance(block, Table) else block


def _without_common_notes(table: Table) -> Table:
    return replace(table, notes=tuple(one for one in table.notes if one not in SAID_ONCE))


def _tables(material: Material, pen: Pen) -> Iterator[Block]:
    for _, items in groupby(material.summary.items, key=lambda one: one.variable.name):
        together = list(items)
        asked = together[0].variable
        yield pen.subheading(statement(asked))
        yield _shown(
            None if together[0].n is None else group_grid(together, material.scale(asked)), pen
        )
    for _, choices in groupby(material.summary.choices, key=lambda one: one.variable.name):
        of_choice = list(choices)
        yield pen.subheading(statement(of_choice[0].variable))
        yield _shown(None if of_choice[0].n is None else choices_by_group(of_choice), pen)


def _shown(grid: Grid | None, pen: Pen) -> Block:
    return paragraph(NOT_SHOWN) if grid is None else pen.beside(grid)


def _classes(material: Material) -> str:
    several = [one for one in material.codebook.classes if len(one.groups) > 1]
    told = "Tabellerna visar svaren för alla och för varje grupp som får redovisas för sig."
    return f"{told} Grupper med få svar är sammanslagna." if several else told
