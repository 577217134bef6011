"""A report as a Word document, in our own look or in an evaluator's template.

    rapport.write_bytes(write_docx(document, template=mall.read_bytes()))

The body is written as elements of WordprocessingML into a package that python-docx has opened.
Headings, captions, numbers and references are Word's own, so that a report can be worked on.
"""

from analysis.report.document import Document
from analysis.report.docx_blocks import written
from analysis.report.docx_contents import contents, title_page
from analysis.report.docx_fields import anchors_of
from analysis.report.docx_layout import pages_of
from analysis.report.docx_package import packed, show_title
from analysis.report.docx_pages import Pages
from analysis.report.docx_template import TemplateError, default_template, open_template
from analysis.report.docx_xml import Element, qn, start_page
from analysis.report.logo import LogoError

__all__ = ["LogoError", "TemplateError", "default_template", "write_docx"]

_A4 = {"w": 11906, "h": 16838}
_MARGIN = 1418


def write_docx(
    document: Document, *, template: bytes | None = None, logo: bytes | None = None
) -> bytes:
    """Return the report as the bytes of a .docx; the same report gives the same bytes.

    `template` is a Word document whose page, headers, footers and styles are used; `logo` a PNG
    or a JPEG for the title page. Raises TemplateError, LogoError, and ValueError when the
    document points at a block that it does not have.
    """
    package, styles = open_template(template)
    section = package.element.body[-1]
    width, height = _text_area(section)
    pages = Pages(package.part, styles, width, height, anchors_of(document))
    front = list(title_page(document, logo, pages))
    body = list(written(document.blocks, pages))
    if body:
        start_page(body[0])
    # How long the table of contents is does not depend on the numbers in it.
    whole = [*front, *contents(document, pages, {}), *body]
    on_page = pages_of(whole, package.styles.element, width, height)
    listed = contents(document, pages, on_page)
    for made in (*front, *listed, *body):
        section.addprevious(made)
    show_title(package, document.title)
    return packed(
        package,
        title=document.title,
        subject=document.subtitle,
        description=document.description,
        language=document.language,
    )


def _text_area(section: Element) -> tuple[int, int]:
    """Return how wide and tall the text of a page is, in twentieths of a point."""
    size, margins = section.find(qn("pgSz")), section.find(qn("pgMar"))

    def measure(place: Element, name: str, otherwise: int) -> int:
        found = None if place is None else place.get(qn(name))
        return otherwise if found is None else round(float(found))

    width = measure(size, "w", _A4["w"])
    for side in ("left", "right", "gutter"):
        width -= measure(margins, side, 0 if side == "gutter" else _MARGIN)
    height = measure(size, "h", _A4["h"])
    for side in ("top", "bottom"):
        height -= abs(measure(margins, side, _MARGIN))
    return width, height
