"""A report as a PDF that everybody can read: tagged as PDF/UA-1 asks, made by Typst.

    Path("rapport.pdf").write_bytes(write_pdf(document))

The document reaches the fixed template `report.typ` as data (JSON, and an SVG for each figure), so
nothing that somebody wrote can be taken for markup. Why Typst: docs/decisions/0008.

The same document gives the same bytes: no day, no program of ours and no person stands in the file.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from analysis.report import pdf_fonts
from analysis.report.document import Document
from analysis.report.logo import kind_of
from analysis.report.pdf_data import Writing
from analysis.report.plain_text import printable_drawing
from analysis.svg import small_svg


def write_pdf(document: Document, *, logo: bytes | None = None) -> bytes:
    """Return the document as a PDF, with the logo (PNG or JPEG) on its title page.

    Raises LogoError when the logo is something else.
    """
    import typst

    data = Writing(document).data()
    # Files by name, of which none is on a disk. (The types of the package do not know of it.)
    given: Any = {"main.typ": _template()}
    for diagram in document.diagrams:
        name = f"figures/{len(given)}.svg"
        drawing = pdf_fonts.framed_drawing(printable_drawing(diagram.drawing, untitled="Diagram"))
        given[name] = small_svg(drawing).encode()
        data["figures"][diagram.id] = name
    if logo is not None:
        kind_of(logo)
        # As numbers: the files given to Typst must be text.
        data["logo"] = list(logo)
    given["data.json"] = json.dumps(data, ensure_ascii=False).encode()
    compiled = typst.compile(
        given,
        font_paths=[str(pdf_fonts.folder())],
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
    )
    return bytes(compiled)


@cache
def _template() -> bytes:
    return (files("analysis") / "report" / "report.typ").read_bytes()
