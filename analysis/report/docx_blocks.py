"""The blocks of a report as paragraphs; tables and figures have modules of their own."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any, assert_never

from analysis.report.document import (
    Answers,
    Block,
    Bullets,
    Choices,
    Diagram,
    Heading,
    Matrix,
    PageBreak,
    Paragraph,
    Parts,
    Quote,
    Reference,
    Run,
    Table,
    WritingLines,
)
from analysis.report.docx_fields import LABELS, anchored, pointer
from analysis.report.docx_images import diagram_picture
from analysis.report.docx_pages import Pages
from analysis.report.docx_tables import matrix_grid, table_grid
from analysis.report.docx_xml import (
    Element,
    element,
    keep_with_next,
    paragraph,
    run,
    start_page,
    text_paragraph,
)
from analysis.report.plain_text import from_right_to_left, printable

BOX, RING = "☐", "○"
MOST_TOGETHER = 12
"""Answers to choose that are kept on one page."""
_STYLES = {"body": "Normal", "note": "SamsvarNote", "warning": "SamsvarWarning"}
_UNIT_LINE = 2268
"""How long a line to write a number on is, in twentieths of a point: 4 cm."""
_AFTER_TABLE = 240
_OWN_SPACE = ("Heading1", "Heading2", "Heading3", "Heading4", "Caption", "SamsvarNote")


def written(blocks: tuple[Block, ...], pages: Pages) -> Iterator[Element]:
    """Give the elements of the body for the blocks, in their order.

    Space and page breaks are properties of what follows. The only empty paragraphs are those
    that Word wants between two tables, which it would join, and after one that ends a report.
    """
    new_page = after_table = False
    own_space = {pages.styles[id] for id in _OWN_SPACE}
    for block, following in zip_longest(blocks, blocks[1:]):
        if isinstance(block, PageBreak):
            new_page = True
            continue
        for made in _elements(block, pages):
            if after_table and made.tag.endswith("}tbl"):
                between = paragraph(pages.styles["SamsvarBetweenTables"])
                if new_page:
                    start_page(between)
                yield between
            elif new_page:
                start_page(made)
            elif after_table:
                _space_before(made, own_space)
            new_page = False
            after_table = made.tag.endswith("}tbl")
            if isinstance(block, Paragraph) and _belongs_above(following):
                keep_with_next(made)
            yield made
    if after_table:
        yield paragraph(pages.styles["SamsvarBetweenTables"])


def _belongs_above(following: Block | None) -> bool:
    """Return whether a block stays on the page of the paragraph that leads to it."""
    if isinstance(following, Paragraph):
        return following.kind == "note"
    led_to = Diagram | Table | Matrix | Choices | WritingLines | Answers | Bullets | Quote
    return isinstance(following, led_to)


def _elements(block: Block, pages: Pages) -> Iterator[Element]:
    match block:
        case Heading():
            yield _heading(block, pages)
        case Paragraph():
            yield _of_parts(pages.styles[_STYLES[block.kind]], block.parts, pages)
        case Bullets():
            style = pages.styles["ListBullet"]
            yield from (_of_parts(style, item, pages) for item in block.items)
        case Table():
            yield from _table(block, pages)
        case Diagram():
            yield from _diagram(block, pages)
        case Quote():
            yield _quote(block, pages)
        case Answers():
            yield from _answers(block, pages)
        case PageBreak():
            return
        case _:
            yield from _asked(block, pages)


def _asked(block: Matrix | Choices | WritingLines, pages: Pages) -> Iterator[Element]:
    """Give what the questionnaire has to answer in."""
    match block:
        case Matrix():
            yield matrix_grid(block, pages)
        case Choices():
            yield from _choices(block, pages)
        case WritingLines():
            yield _lines(block, pages)
        case _:
            assert_never(block)


def _heading(block: Heading, pages: Pages) -> Element:
    style = pages.styles[f"Heading{block.level}"]
    words, space, number = block.number.rpartition(" ")
    # Two spaces, the first unbreakable: a number needs more air than a word, and a tab would
    # stand in the table of contents.
    text = f"\N{NO-BREAK SPACE} {block.text}" if block.number else block.text
    numbered = [run(number)] if number else []
    return paragraph(style, *anchored(pages.anchors[block.id], words + space, text, numbered))


def _caption(style: str, kind: str, block: Table | Diagram, pages: Pages, **how: Any) -> Element:
    assert block.number is not None  # noqa: S101
    number = pages.counted(kind, block.number)
    label, text = f"{LABELS[kind]} ", f". {block.caption}"
    content = anchored(pages.anchors[block.id], label, text, number)
    return paragraph(pages.styles[style], *content, **how)


def _of_parts(style: str, parts: Parts, pages: Pages) -> Element:
    rtl = from_right_to_left("".join(part.text for part in parts))
    content = []
    for part in parts:
        match part:
            case Reference():
                content.append(_pointer(part, pages))
            case Run():
                kind = "Strong" if part.strong else "Emphasis" if part.emphasis else ""
                character = pages.styles[kind] if kind else ""
                content.append(run(part.text, style=character, rtl=rtl))
    return paragraph(style, *content, rtl=rtl)


def _pointer(reference: Reference, pages: Pages) -> Element:
    anchor = pages.anchors.get(reference.target)
    if anchor is None:
        raise ValueError(
            f"“{reference.text}” points at {reference.target!r}, which is not in the report."
        )
    return pointer(reference, anchor)


def _table(block: Table, pages: Pages) -> Iterator[Element]:
    if block.number is not None:
        yield _caption("Caption", "table", block, pages, keep_next=True)
    yield table_grid(block, pages)
    style = pages.styles["SamsvarNote"]
    yield from (text_paragraph(style, note) for note in block.notes)


def _diagram(block: Diagram, pages: Pages) -> Iterator[Element]:
    yield diagram_picture(block, pages)
    yield _caption("SamsvarDiagramCaption", "diagram", block, pages)


def _quote(block: Quote, pages: Pages) -> Element:
    text = block.text.strip()
    # ” on both sides is Swedish; what already has it is left alone.
    marked = text if text[:1] in '”“"' else f"”{text}”"
    rtl = from_right_to_left(text)
    content = [run(marked, rtl=rtl)]
    if block.source:
        source = pages.styles["SamsvarSource"]
        content.append(run(f"\n– {block.source}", style=source))
    return paragraph(pages.styles["Quote"], *content, rtl=rtl)


def _answers(block: Answers, pages: Pages) -> Iterator[Element]:
    style, source = pages.styles["SamsvarAnswer"], pages.styles["SamsvarSource"]
    for group, text in block.texts:
        text = printable(text).strip()
        if not text:
            continue
        rtl = from_right_to_left(text)
        made = paragraph(style, run(text, rtl=rtl), rtl=rtl)
        if group:
            made.append(run(f" ({group})", style=source))
        yield made


def _choices(block: Choices, pages: Pages) -> Iterator[Element]:
    style, sign = pages.styles["SamsvarChoice"], pages.styles["SamsvarBox"]
    for place, option in enumerate(block.options):
        content = [run(BOX if block.multiple else RING, style=sign), run(f"\t{option}")]
        tabs = None
        if place in block.specify:
            content.append(run(" \t"))
            tabs = element("tabs", _ruled(pages.width))
        together = len(block.options) <= MOST_TOGETHER and place < len(block.options) - 1
        yield paragraph(style, *content, tabs=tabs, keep_next=together)


def _lines(block: WritingLines, pages: Pages) -> Element:
    length = min(_UNIT_LINE, pages.width) if block.unit else pages.width
    text = "\n".join("\t" for _ in range(max(1, block.lines)))
    content = [run(text)]
    if block.unit:
        content.append(run(f" {block.unit}"))
    tabs = element("tabs", _ruled(length, "left" if block.unit else "right"))
    return paragraph(pages.styles["SamsvarWritingLine"], *content, tabs=tabs)


def _ruled(length: int, side: str = "right") -> Element:
    """Return a tab stop with a line to write on before it."""
    return element("tab", val=side, leader="underscore", pos=length)


def _space_before(made: Element, own_space: set[str]) -> None:
    """Move a paragraph a little away from the table above it, unless its style does."""
    properties = made[0]
    if properties[0].get(properties[0].tag.replace("pStyle", "val")) in own_space:
        return
    later = ("ind", "contextualSpacing", "jc")
    place = sum(1 for one in properties if not one.tag.endswith(later))
    properties.insert(place, element("spacing", before=_AFTER_TABLE))
