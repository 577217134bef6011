"""Each kind of block as HTML."""

from collections import Counter
from collections.abc import Iterator
from html import escape

from analysis.report.document import (
    Align,
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
    Quote,
    Table,
    WritingLines,
)
from analysis.report.html_text import inline, lines, running, titled
from analysis.report.levels import unbroken_levels
from analysis.report.plain_text import printable_drawing
from analysis.svg import small_svg

WIDE = 4
"""Columns from which a table may need to be scrolled sideways on a phone."""
LONG = 14
"""Letters of a word, in a column of figures, that make a table wide all the same."""
MANY = 11
"""Columns from which words must be broken to fit on paper."""

_BOX = '<span class="box" role="img" aria-label="Tom ruta"></span>'
_LINE = '<span class="line" role="img" aria-label="Rad att skriva på"></span>'
_CELLS: dict[Align, str] = {
    "left": '<td dir="auto">',
    "right": '<td class="right">',
    "centre": '<td class="centre">',
}
_PARAGRAPHS = {
    "body": '<p dir="auto">{}</p>\n',
    "note": '<p class="note" dir="auto">{}</p>\n',
    "warning": '<p class="warning" dir="auto">{}</p>\n',
}


class Blocks:
    """The blocks of one document on their way to its page."""

    def __init__(self, document: Document) -> None:
        self._blocks = document.blocks
        self._targets = {
            block.id for block in self._blocks if isinstance(block, Heading | Table | Diagram)
        }
        self._above = ""
        self._names: Counter[str] = Counter()

    def written(self) -> Iterator[str]:
        """Give the HTML of each block."""
        levels = unbroken_levels(self._blocks)
        for place, block in enumerate(self._blocks):
            if isinstance(block, Heading):
                # The title of the report is the only heading of level 1.
                tag = f"h{min(levels[place] + 1, 6)}"
                look = f'id="{escape(block.id)}" class="level-{block.level}" dir="auto"'
                yield f"<{tag} {look}>{titled(block)}</{tag}>\n"
            else:
                yield self._block(block)

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph():
                return _PARAGRAPHS[block.kind].format(running(block.parts, self._targets))
            case Bullets():
                items = (
                    f'<li dir="auto">{running(item, self._targets)}</li>\n' for item in block.items
                )
                return f"<ul>\n{''.join(items)}</ul>\n"
            case Table():
                return self._table(block)
            case Diagram():
                self._above = f"Värdena i diagram {block.number}"
                return _diagram(block)
            case Quote() | Answers():
                return _said(block)
            case Matrix():
                return _matrix(block, self._named("Påståenden och svarsskala"))
            case PageBreak():
                return '<div class="page"></div>\n'
            case Heading():
                return ""
            case _:
                return _asked(block)

    def _table(self, table: Table) -> str:
        id = escape(table.id)
        caption, name = "", f'aria-label="{self._named(self._above or "Tabell")}"'
        if table.number is not None:
            words = f"<strong>Tabell {table.number}</strong> {inline(table.caption)}"
            caption = f'<caption id="{id}-rubrik"><span>{words}</span></caption>\n'
            name = f'aria-labelledby="{id}-rubrik"'
        head = "".join(
            _header("col", cell, align)
            for cell, align in zip(table.header, table.aligns, strict=True)
        )
        body = "".join(
            _row(row, table.aligns, strong=place in table.strong_rows)
            for place, row in enumerate(table.rows)
        )
        own_name = "" if caption else f" {name}"
        written = (
            f"<table{own_name}>\n{caption}<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n"
            "</table>\n"
        )
        many = " many" if len(table.header) >= MANY else ""
        if _is_wide(table):
            written = f'<div class="scroll" role="region" tabindex="0" {name}>\n{written}</div>\n'
        notes = "".join(f'<p class="note" dir="auto">{lines(note)}</p>\n' for note in table.notes)
        return f'<div class="table{many}" id="{id}">\n{written}{notes}</div>\n'

    def _named(self, name: str) -> str:
        """Return a name for a table that no other table has."""
        self._names[name] += 1
        return inline(name if self._names[name] == 1 else f"{name} ({self._names[name]})")


def _is_wide(table: Table) -> bool:
    figures = (cell for row in (table.header, *table.rows) for cell in row[1:])
    return len(table.header) >= WIDE or any(
        len(word) > LONG for cell in figures for word in cell.split()
    )


def _row(row: tuple[str, ...], aligns: tuple[Align, ...], *, strong: bool) -> str:
    first, *rest = row
    cells = "".join(
        f"{_CELLS[align]}{lines(cell)}</td>" for cell, align in zip(rest, aligns[1:], strict=True)
    )
    look = ' class="strong"' if strong else ""
    return f"<tr{look}>{_header('row', first, aligns[0])}{cells}</tr>\n"


def _header(scope: str, text: str, align: Align) -> str:
    if not text.strip():
        return "<td></td>"
    side = "" if align == "left" else f' class="{align}"'
    return f'<th scope="{scope}"{side} dir="auto">{lines(text)}</th>'


def _diagram(diagram: Diagram) -> str:
    id = escape(diagram.id)
    label = f"Diagram {diagram.number}"
    drawn = small_svg(printable_drawing(diagram.drawing, untitled=label), id=f"{id}-bild")
    return (
        f'<figure class="diagram" id="{id}">\n'
        f'<div class="scroll" role="region" tabindex="0" aria-label="{label}">\n{drawn}</div>\n'
        f"<figcaption><strong>{label}</strong> {inline(diagram.caption)}</figcaption>\n"
        "</figure>\n"
    )


def _said(block: Quote | Answers) -> str:
    match block:
        case Quote():
            source = f"<figcaption>{inline(block.source)}</figcaption>\n" if block.source else ""
            return (
                '<figure class="quote">\n'
                f'<blockquote dir="auto">{lines(block.text)}</blockquote>\n{source}</figure>\n'
            )
        case Answers():
            return f'<ul class="answers">\n{"".join(map(_answer, block.texts))}</ul>\n'


def _answer(answer: tuple[str, str]) -> str:
    who, said = answer
    source = f'<p class="who">{inline(who)}</p>' if who else ""
    return f'<li><p dir="auto">{lines(said)}</p>{source}</li>\n'


def _asked(block: Choices | WritingLines) -> str:
    match block:
        case Choices():
            kind = "boxes" if block.multiple else "rings"
            options = "".join(
                f'<li dir="auto">{lines(option)}{_LINE if place in block.specify else ""}</li>\n'
                for place, option in enumerate(block.options)
            )
            return f'<ul class="choices {kind}" role="list">\n{options}</ul>\n'
        case WritingLines():
            if block.unit:
                return f'<p class="writing unit">{_LINE} {inline(block.unit)}</p>\n'
            return f'<div class="writing">{_LINE * block.lines}</div>\n'


def _matrix(matrix: Matrix, name: str) -> str:
    steps = "".join(_header("col", step, "centre") for step in matrix.scale)
    boxes = f'<td class="centre">{_BOX}</td>' * len(matrix.scale)
    rows = "".join(
        f"<tr>{_header('row', statement, 'left')}{boxes}</tr>\n" for statement in matrix.statements
    )
    named = f'aria-label="{name}"'
    return (
        f'<div class="table scroll" id="{escape(matrix.id)}" role="region" tabindex="0" {named}>\n'
        f'<table class="matrix" {named}>\n'
        f'<thead><tr><th scope="col">Påstående</th>{steps}</tr></thead>\n'
        f"<tbody>\n{rows}</tbody>\n</table>\n</div>\n"
    )
