"""The package a report is written into: ours, or an evaluator's own Word document.

Of an evaluator's document we keep the page, its headers and footers and its styles. What it says,
who wrote it and when, and everything only its own text used, is left behind.
"""

import io
import zipfile
from functools import cache
from typing import Any

from lxml import etree

from analysis.errors import AnalysisError
from analysis.report.docx_package import packed, stripped
from analysis.report.docx_skeleton import skeleton
from analysis.report.docx_styles import Styles
from analysis.report.docx_xml import Element, element, qn, text_paragraph

MOST_BYTES = 100_000_000
"""Of a template unpacked; a real one is a hundredth of it."""

_OLD_WORD = b"\xd0\xcf\x11\xe0"


class TemplateError(AnalysisError):
    """A Word template that a report cannot be written into."""


def open_template(template: bytes | None) -> tuple[Any, Styles]:
    """Open a template, or ours, with python-docx, its text taken out; and find its styles.

    Raises TemplateError.
    """
    document = _opened(default_template() if template is None else _checked(template))
    styles = Styles(document)
    _emptied(document)
    stripped(document)
    return document, styles


@cache
def default_template() -> bytes:
    """Return our own template as a Word document, to change and to give back to `write_docx`.

    It shows each style with a line of text, which a report replaces.
    """
    document = _opened(skeleton())
    styles = Styles(document)
    body = document.element.body
    for place, (style, text) in enumerate(_SHOWN):
        body.insert(place, text_paragraph(styles[style], text))
    return packed(
        document, title="Mall för rapporter", subject="", description="", language="sv-SE"
    )


def _checked(template: bytes) -> bytes:
    """Return the template when it is a Word document without macros."""
    if template.startswith(_OLD_WORD):
        raise TemplateError(
            "The template is an old Word document (.doc) or one locked with a password. "
            "Open it in Word and save it as a Word document (.docx) without a password."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            sizes = {one.filename: one.file_size for one in archive.infolist()}
            if sum(sizes.values()) > MOST_BYTES:
                raise TemplateError(
                    f"The template holds more than {MOST_BYTES // 1_000_000} MB. "
                    "Take out its large pictures and save it again."
                )
            types = archive.read("[Content_Types].xml").decode("utf-8", "replace")
    except (zipfile.BadZipFile, KeyError, OSError, NotImplementedError, RuntimeError) as error:
        raise TemplateError(
            "The template is not a Word document. Give a file that Word has saved as .docx."
        ) from error
    if "macroEnabled" in types or any(name.endswith("vbaProject.bin") for name in sizes):
        raise TemplateError(
            "The template holds macros. Save it in Word as a Word document (.docx) without them."
        )
    if "template.main+xml" in types:
        raise TemplateError(
            "The template is a .dotx. Make a new document from it in Word and save it as .docx."
        )
    return template


def _opened(package: bytes) -> Any:
    import docx

    try:
        document = docx.Document(io.BytesIO(package))
        body = document.element.body
        document.styles.element.findall(qn("style"))
    except (
        AttributeError,
        KeyError,
        ValueError,
        zipfile.BadZipFile,
        zipfile.zlib.error,  # type: ignore[attr-defined]
        etree.XMLSyntaxError,
    ) as error:
        raise TemplateError(
            "The template cannot be read as a Word document. Open it in Word, save it as a Word "
            "document (.docx, not “Strict Open XML”) and give that file."
        ) from error
    if body is None:
        raise TemplateError("The template has no page in it. Save it in Word as .docx once more.")
    return document


def _emptied(document: Any) -> None:
    """Take the text out of the body, and leave its last section with all its headers."""
    body = document.element.body
    inherited: dict[tuple[str, str], Element] = {}
    sections = list(body.iter(qn("sectPr")))
    for section in sections:
        for tag in ("headerReference", "footerReference"):
            for reference in section.findall(qn(tag)):
                inherited[(tag, reference.get(qn("type")))] = reference
    last = sections[-1] if sections else element("sectPr")
    for child in list(body):
        body.remove(child)
    for reference in last.findall(qn("headerReference")) + last.findall(qn("footerReference")):
        last.remove(reference)
    for place, reference in enumerate(inherited.values()):
        last.insert(place, reference)
    if last.find(qn("pgSz")) is None:
        last.append(element("pgSz", w=11906, h=16838))
    body.append(last)


_SHOWN = (
    ("Title", "Mall för rapporter"),
    ("Subtitle", "Formatmallarna nedan styr hur en rapport ser ut"),
    (
        "Normal",
        "Ändra formatmallarna, sidhuvudet och sidfoten i det här dokumentet och spara det. "
        "Texten ersätts när en rapport skrivs.",
    ),
    ("Heading1", "Rubrik på nivå 1"),
    ("Heading2", "Rubrik på nivå 2"),
    ("Heading3", "Rubrik på nivå 3"),
    ("Heading4", "Rubrik på nivå 4"),
    ("Caption", "Rubrik till en tabell eller ett diagram"),
    ("ListBullet", "Punkt i en lista"),
    ("Quote", "Ett citat."),
    ("SamsvarAnswer", "Ett öppet svar."),
    ("SamsvarNote", "En anmärkning som behövs för att läsa siffrorna."),
    ("SamsvarWarning", "Något att göra innan rapporten lämnas vidare."),
)
