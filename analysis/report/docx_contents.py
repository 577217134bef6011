"""The title page, and the table of contents with lists of diagrams and tables."""

from collections.abc import Iterable, Iterator, Mapping

from analysis.report.document import Diagram, Document, Heading, Table
from analysis.report.docx_fields import (
    LABELS,
    contents_begin,
    contents_end,
    linked,
    page_number,
)
from analysis.report.docx_images import logo_picture
from analysis.report.docx_pages import Pages
from analysis.report.docx_xml import (
    Element,
    element,
    one_line,
    paragraph,
    run,
    start_page,
    text_paragraph,
)

_OF_CAPTIONS = "TOC \\h \\z \\c "
_ENTRY = tuple[str, str, str]
"""The style, the text and the id of what an entry points at."""


def title_page(document: Document, logo: bytes | None, pages: Pages) -> Iterator[Element]:
    """Give the paragraphs of the first page. Raises LogoError."""
    styles = pages.styles
    if logo is not None:
        yield logo_picture(logo, document.organisation, pages)
    yield text_paragraph(styles["Title"], one_line(document.title))
    if document.subtitle:
        yield text_paragraph(styles["Subtitle"], document.subtitle)
    if document.organisation:
        yield text_paragraph(styles["SamsvarOrganisation"], document.organisation)
    for name, said in document.facts:
        label = run(name, style=styles["Strong"])
        yield paragraph(styles["SamsvarFact"], label, run(f"\t{said}"))


def contents(document: Document, pages: Pages, on_page: Mapping[str, int]) -> Iterator[Element]:
    """Give the table of contents on a page of its own; nothing when there is nothing to list.

    `on_page` tells the page of each bookmark, as near as can be told before Word lays it out.
    """
    headings = [_heading_entry(one) for one in document.headings]
    diagrams = [_numbered("diagram", one) for one in document.diagrams]
    tables = [_numbered("table", one) for one in document.tables]
    lists = (
        ("TOCHeading", "Innehåll", 'TOC \\o "1-2" \\h \\z \\u', headings),
        ("SamsvarContentsPart", "Diagram", _OF_CAPTIONS + LABELS["diagram"], diagrams),
        ("SamsvarContentsPart", "Tabeller", _OF_CAPTIONS + LABELS["table"], tables),
    )
    first = True
    for style, name, instruction, entries in lists:
        if not entries:
            continue
        heading = text_paragraph(pages.styles[style], name)
        if first:
            start_page(heading)
        first = False
        yield heading
        yield from _listed(instruction, entries, pages, on_page)


def _heading_entry(heading: Heading) -> _ENTRY:
    number = f"{heading.number}\N{NO-BREAK SPACE} " if heading.number else ""
    return f"TOC{heading.level}", number + heading.text, heading.id


def _numbered(kind: str, block: Diagram | Table) -> _ENTRY:
    return "TableofFigures", f"{LABELS[kind]} {block.number}. {block.caption}", block.id


def _listed(
    instruction: str, entries: Iterable[_ENTRY], pages: Pages, on_page: Mapping[str, int]
) -> Iterator[Element]:
    paragraphs = [_entry(one, pages, on_page) for one in entries]
    for place, run_of_field in enumerate(contents_begin(instruction), start=1):
        paragraphs[0].insert(place, run_of_field)
    paragraphs[-1].append(contents_end())
    yield from paragraphs


def _entry(entry: _ENTRY, pages: Pages, on_page: Mapping[str, int]) -> Element:
    style, text, id = entry
    anchor = pages.anchors[id]
    number = page_number(anchor, str(on_page.get(anchor.whole, "")))
    tabs = element("tabs", element("tab", val="right", leader="dot", pos=pages.width))
    link = linked(anchor, run(f"{one_line(text)}\t"), *number)
    return paragraph(pages.styles[style], link, tabs=tabs)
