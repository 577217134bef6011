"""Pictures in Word: figures with their text alternative, and the logo of the title page."""

import io
from typing import Any
from xml.sax.saxutils import quoteattr

from lxml import etree

from analysis import figures
from analysis.report.document import Diagram
from analysis.report.docx_pages import Pages
from analysis.report.docx_xml import Element, R, W, one_line, paragraph
from analysis.report.logo import LogoError, kind_of

TWENTIETH = 635
"""A twentieth of a point in EMU, the unit of drawings."""
WIDEST = 5_760_000
"""16 cm: what figures are drawn for."""
LOGO_WIDTH, LOGO_HEIGHT = 2_520_000, 900_000
"""The box a logo is fitted into: 70 × 25 mm."""
_ROOM_FOR_CAPTION = 1400
_FIRST_ID = 1001
"""So that ours are not those of a template's header."""
_LOGO_ID = 1000

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


def diagram_picture(block: Diagram, pages: Pages) -> Element:
    """Return the paragraph of a figure, kept with its caption below."""
    drawing = block.drawing
    _, relationship = _added(pages.part, figures.png(drawing))
    wide = min(WIDEST, pages.width * TWENTIETH)
    tall = (pages.height - _ROOM_FOR_CAPTION) * TWENTIETH
    shrink = min(1, tall / (wide * drawing.height / drawing.width))
    width = round(wide * shrink)
    made = _inline(
        relationship,
        id=_FIRST_ID + block.number,
        name=f"Diagram {block.number}",
        title=drawing.title,
        description=drawing.description,
        size=(width, round(width * drawing.height / drawing.width)),
    )
    return paragraph(pages.styles["SamsvarDiagram"], made)


def logo_picture(logo: bytes, organisation: str, pages: Pages) -> Element:
    """Return the paragraph of a logo. Raises LogoError."""
    kind_of(logo)
    from docx.image.exceptions import UnrecognizedImageError

    try:
        image, relationship = _added(pages.part, logo)
    except UnrecognizedImageError as error:
        raise LogoError(
            "The logo is a kind of JPEG that Word documents cannot hold. Save it anew as PNG."
        ) from error
    wide, tall = image.px_width, image.px_height
    scale = min(LOGO_WIDTH / wide, LOGO_HEIGHT / tall)
    made = _inline(
        relationship,
        id=_LOGO_ID,
        name="Logotyp",
        title="",
        description=f"Logotyp för {organisation}" if organisation else "Logotyp",
        size=(round(wide * scale), round(tall * scale)),
    )
    return paragraph(pages.styles["SamsvarLogo"], made)


def _added(part: Any, picture: bytes) -> tuple[Any, str]:
    relationship, image = part.get_or_add_image(io.BytesIO(picture))
    return image, relationship


def _inline(
    relationship: str, *, id: int, name: str, title: str, description: str, size: tuple[int, int]
) -> Element:
    """Return a run with a picture in the line. `size` is in EMU."""
    extent = f'cx="{size[0]}" cy="{size[1]}"'
    said = f"descr={quoteattr(one_line(description))}"
    if title:
        said += f" title={quoteattr(one_line(title))}"
    return etree.fromstring(
        f'<w:r xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="{_DRAWING}/wordprocessingDrawing" '
        f'xmlns:a="{_DRAWING}/main" xmlns:pic="{_DRAWING}/picture"><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:docPr id="{id}" name="{name}" {said}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{_DRAWING}/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{id}" name="{name}" {said}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relationship}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )
