"""Bookmarks, numbers and pointers: what Word can work out again when a report is changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from analysis.report.document import Diagram, Document, Heading, Matrix, Reference, Table
from analysis.report.docx_xml import MC, Element, element, one_line, qn, run

LABELS = {"diagram": "Diagram", "table": "Tabell"}
"""The words that captions begin with, which are also the names of Word's two counters."""

WORD_2016 = "http://schemas.microsoft.com/office/word/2015/wordml/symex"
_FIRST_ID = 1000
"""So that ours are not those of a template's header."""


@dataclass(frozen=True, kw_only=True)
class Anchor:
    """A place that is pointed at: bookmarks of the whole heading or caption, and of its number."""

    id: int
    number: str = ""

    @property
    def whole(self) -> str:
        """The bookmark of the whole block. Word hides names that begin with a line."""
        return f"_Toc{self.id:08}"

    @property
    def of_number(self) -> str:
        """The bookmark of the number alone, “4” or “3.2”."""
        return f"_Ref{self.id:08}"


def anchors_of(document: Document) -> dict[str, Anchor]:
    """Return an anchor for each block with an id. Raises ValueError when two share one."""
    anchors: dict[str, Anchor] = {}
    for block in document.blocks:
        match block:
            case Heading():
                number = block.number.rpartition(" ")[2]
            case Diagram() | Table():
                number = "" if block.number is None else str(block.number)
            case Matrix():
                number = ""
            case _:
                continue
        if block.id in anchors:
            raise ValueError(f"Two blocks of the report have the id {block.id!r}.")
        anchors[block.id] = Anchor(id=_FIRST_ID + 2 * len(anchors), number=number)
    return anchors


def bookmarked(name: str, id: int, content: Sequence[Element]) -> Iterator[Element]:
    """Give the content between the two ends of a bookmark."""
    yield element("bookmarkStart", id=id, name=name)
    yield from content
    yield element("bookmarkEnd", id=id)


def anchored(anchor: Anchor, before: str, after: str, number: Sequence[Element]) -> list[Element]:
    """Return a whole heading or caption with its bookmarks, `number` between the two texts."""
    inside: list[Element] = [run(one_line(before))] if before else []
    if number:
        inside += bookmarked(anchor.of_number, anchor.id + 1, number)
    inside += [run(one_line(after))] if after else []
    return list(bookmarked(anchor.whole, anchor.id, inside))


def field(instruction: str, shown: str) -> list[Element]:
    """Return a field that shows this until Word works it out."""
    return [
        element("r", element("fldChar", fldCharType="begin")),
        element("r", _instruction(instruction)),
        element("r", element("fldChar", fldCharType="separate")),
        run(shown),
        element("r", element("fldChar", fldCharType="end")),
    ]


def counted(label: str, number: int, *, expected: int) -> list[Element]:
    """Return the number of a caption. One that is not the `expected` next is set, not counted."""
    reset = "" if number == expected else f"\\r {number} "
    return field(f"SEQ {label} \\* ARABIC {reset}".rstrip(), str(number))


def linked(anchor: Anchor, *content: Element) -> Element:
    """Return the content as a link to a block of the report."""
    made = element("hyperlink", *content, history=1)
    made.set(qn("anchor"), anchor.whole)
    return made


def page_number(anchor: Anchor, shown: str) -> list[Element]:
    """Return the number of the page that a block stands on."""
    return field(f"PAGEREF {anchor.whole} \\h", shown)


def pointer(reference: Reference, anchor: Anchor) -> Element:
    """Return a reference in running text: a link, whose number follows the block it points at.

    “diagram 4” keeps its word as it was written, and only the number is worked out.
    """
    before, _, last = reference.text.rpartition(" ")
    if anchor.number and last == anchor.number:
        words = [run(f"{before} ")] if before else []
        return linked(anchor, *words, *field(f"REF {anchor.of_number} \\h", last))
    return linked(anchor, run(reference.text))


def for_word(content: Any) -> Element:
    """Return a run that Word reads and LibreOffice does not.

    LibreOffice takes what stands in a table of contents for plain text, and prints the page
    numbers that were written there. It does not enter this choice, so it sees references to
    pages, which it works out; Word (2016 and later) sees a table of contents to update.
    """
    names = {"mc": MC, "w16se": WORD_2016}
    alternate = etree.Element(f"{{{MC}}}AlternateContent", nsmap=names)
    choice = etree.SubElement(alternate, f"{{{MC}}}Choice", Requires="w16se")
    choice.append(content)
    return element("r", alternate)


def contents_begin(instruction: str) -> list[Element]:
    """Return the beginning of a table of contents, for the first of its paragraphs."""
    return [
        for_word(element("fldChar", fldCharType="begin")),
        for_word(_instruction(instruction)),
        for_word(element("fldChar", fldCharType="separate")),
    ]


def contents_end() -> Element:
    """Return the end of a table of contents, for the last of its paragraphs."""
    return for_word(element("fldChar", fldCharType="end"))


def _instruction(text: str) -> Element:
    made = element("instrText")
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    made.text = f" {one_line(text)} "
    return made
