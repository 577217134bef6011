"""A document as the data that `report.typ` reads: text only, never markup."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from analysis.drawing import Drawing, Label
from analysis.report import pdf_fonts
from analysis.report.column_widths import column_widths
from analysis.report.document import (
    Answers,
    Block,
    Bullets,
    Choices,
    Diagram,
    Document,
    Heading,
    Matrix,
    PageBreak,
    Paragraph,
    Parts,
    Quote,
    Reference,
    Table,
    WritingLines,
)
from analysis.report.levels import unbroken_levels
from analysis.report.plain_text import from_right_to_left, printable

Data = dict[str, Any]

LONGEST_WORD = 60
"""Letters in a row that are always left on one line."""
LONGEST_ROW = 800
"""Letters in a cell that are always kept on one page."""

MANY_COLUMNS = 7
"""Columns from which the letters of a table are smaller."""
AIR = 3.0
"""Points between the padding of a cell and its longest word, so that headers keep apart."""
ROOM = 460.0
"""Points between the margins of the page."""

_STATEMENT = "Påstående"
_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")
_MAY_BREAK = "\u200b"


class Writing:
    """One document on its way to the template."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._targets = {
            block.id for block in document.blocks if isinstance(block, Heading | Table | Diagram)
        }
        self._lacking: set[str] = set()

    def data(self) -> Data:
        """Return all that the template needs, but where the figures are."""
        document = self._document
        return {
            "title": self._line(document.title, bold=True) or "Rapport",
            "subtitle": self._line(document.subtitle),
            "organisation": self._line(document.organisation, bold=True),
            "description": printable(document.description),
            "language": document.language.partition("-")[0],
            "region": document.language.partition("-")[2] or None,
            "facts": [[self._line(name), self._said(fact)] for name, fact in document.facts],
            "diagrams": any(document.diagrams),
            "tables": any(document.tables),
            "font": [*pdf_fonts.FAMILIES, pdf_fonts.LAST_RESORT],
            "figures": {},
            "blocks": list(self._blocks(document.blocks)),
        }

    def _blocks(self, blocks: Sequence[Block]) -> Iterator[Data]:
        told = False
        levels = unbroken_levels(blocks)
        for place, block in enumerate(blocks):
            self._lacking.clear()
            data = self._block(block)
            if place in levels:
                data["level"] = levels[place]
            yield data
            # Once for the whole report, and again where people's own words are gathered.
            if self._lacking and (not told or isinstance(block, Answers)):
                told = True
                yield {
                    "kind": "paragraph",
                    "style": "note",
                    "parts": [
                        {"text": _about(sorted(self._lacking), drawn=isinstance(block, Diagram))}
                    ],
                }

    def _block(self, block: Block) -> Data:  # noqa: C901 – one line for each kind of block
        match block:
            case Heading():
                words = "\u2002".join(filter(None, (block.number, block.text)))
                return {
                    "kind": "heading",
                    "id": block.id,
                    "look": block.level,
                    "text": self._line(words, bold=True) or "–",
                }
            case Paragraph():
                return {"kind": "paragraph", "style": block.kind, "parts": self._parts(block.parts)}
            case Bullets():
                return {"kind": "bullets", "items": [self._parts(item) for item in block.items]}
            case Table():
                return self._table(block)
            case Diagram():
                self._look_at(block.drawing)
                return {
                    "kind": "diagram",
                    "id": block.id,
                    "label": f"Diagram {block.number}",
                    "caption": self._line(block.caption),
                    "alt": printable(block.drawing.description) or printable(block.caption) or "–",
                }
            case Quote():
                return {
                    "kind": "quote",
                    "said": self._said(block.text),
                    "source": self._line(block.source),
                }
            case Answers():
                return {
                    "kind": "answers",
                    "items": [[self._line(who), self._said(said)] for who, said in block.texts],
                }
            case Matrix():
                return self._matrix(block)
            case Choices():
                return {
                    "kind": "choices",
                    "multiple": block.multiple,
                    "options": [
                        [self._said(option), place in block.specify]
                        for place, option in enumerate(block.options)
                    ],
                }
            case WritingLines():
                return {"kind": "lines", "lines": block.lines, "unit": self._line(block.unit)}
            case PageBreak():
                return {"kind": "page"}

    def _table(self, table: Table) -> Data:
        rows = [
            [self._said(cell, bold=place in table.strong_rows) for cell in row]
            for place, row in enumerate(table.rows)
        ]
        longest = max((len(cell) for row in table.rows for cell in row), default=0)
        return {
            "kind": "table",
            "id": table.id,
            "label": "" if table.number is None else f"Tabell {table.number}",
            "caption": self._line(table.caption),
            "header": [self._said(cell, bold=True) for cell in table.header],
            "rows": rows,
            "aligns": ["center" if align == "centre" else align for align in table.aligns],
            **_columns((table.header, *table.rows)),
            "notes": [self._said(note) for note in table.notes],
            "strong": sorted(table.strong_rows),
            "whole": longest <= LONGEST_ROW,
        }

    def _matrix(self, matrix: Matrix) -> Data:
        no_text = [""] * len(matrix.scale)
        return {
            "kind": "matrix",
            "header": [self._said(step, bold=True) for step in (_STATEMENT, *matrix.scale)],
            "statements": [self._said(statement) for statement in matrix.statements],
            **_columns(
                ((_STATEMENT, *matrix.scale), *((one, *no_text) for one in matrix.statements))
            ),
        }

    def _parts(self, parts: Parts) -> list[Data]:
        return [self._part(part) for part in parts]

    def _part(self, part: Any) -> Data:
        words = self._said(part.text, bold=getattr(part, "strong", False))
        if isinstance(part, Reference):
            return {**words, "to": part.target} if part.target in self._targets else words
        leaning = part.emphasis and pdf_fonts.may_lean(part.text)
        return {**words, "strong": part.strong, "emphasis": leaning}

    def _look_at(self, drawing: Drawing) -> None:
        for mark in drawing.marks:
            if isinstance(mark, Label):
                words = printable(mark.text)
                self._lacking |= pdf_fonts.missing_in_figures(words, bold=mark.bold)

    def _said(self, text: str, *, bold: bool = False) -> Data:
        """Return text that may have several lines and any direction."""
        words = printable(text)
        self._lacking |= pdf_fonts.missing([words], bold=bold)
        broken = _LONG_WORD.sub(rf"\g<0>{_MAY_BREAK}", words)
        return {"text": broken, **({"rtl": True} if from_right_to_left(words) else {})}

    def _line(self, text: str, *, bold: bool = False) -> str:
        """Return text of one line."""
        words = " ".join(printable(text).split("\n"))
        self._lacking |= pdf_fonts.missing([words], bold=bold)
        return _LONG_WORD.sub(rf"\g<0>{_MAY_BREAK}", words)


def _columns(rows: Sequence[Sequence[str]]) -> Data:
    many = len(rows[0]) >= MANY_COLUMNS
    size, inset = (7.0, 3.0) if many else (8.0, 5.0)
    widths = column_widths(rows, room=ROOM, size=size, padding=2 * inset + AIR)
    return {"size": size, "inset": inset, "widths": [round(one, 1) for one in widths]}


def _about(lacking: Sequence[str], *, drawn: bool) -> str:
    few = " ".join(lacking[:8]) if len(lacking) <= 8 else " ".join(lacking[:8]) + " …"
    count = "Ett tecken" if len(lacking) == 1 else f"{len(lacking)} olika tecken"
    where = "diagrammet" if drawn else "texten"
    told = f"{count} i {where} ovan finns inte i rapportens typsnitt och visas som en ram: {few}."
    if drawn:
        return told
    return f"{told} Tecknen finns kvar i filen, så texten går att kopiera och lyssna på."
