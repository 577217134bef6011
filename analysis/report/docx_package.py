"""What stands around the text of a Word document: properties, settings, parts, the zip itself.

A report names no author, no program, no machine and no time, and the same report is the same
bytes: entries of the zip have one fixed time and come in the order of their names.
"""

import io
import zipfile
from typing import Any
from xml.sax.saxutils import escape

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from analysis.report.docx_xml import Element, element, one_line, qn

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first time that a zip can tell."""
_FIRST = ("[Content_Types].xml", "_rels/.rels")

# A document needs these whether its text names them or not. Of the rest it keeps what it names.
_ALWAYS = frozenset(
    {RT.STYLES, RT.SETTINGS, RT.NUMBERING, RT.THEME, RT.FONT_TABLE, RT.WEB_SETTINGS}
    | {RT.FOOTNOTES, RT.ENDNOTES}
)
# Who, where and when; what would ask the reader something; what locks the report.
_NOT_OURS = (
    "attachedTemplate",
    "rsids",
    "mailMerge",
    "updateFields",
    "documentProtection",
    "writeProtection",
    "trackRevisions",
    "docVars",
)
_AFTER_LANGUAGE = (
    "clrSchemeMapping",
    "doNotIncludeSubdocsInStats",
    "doNotAutoCompressPictures",
    "forceUpgrade",
    "captions",
    "readModeInkLockDown",
    "smartTagType",
    "schemaLibrary",
    "shapeDefaults",
    "doNotEmbedSmartTags",
    "decimalSymbol",
    "listSeparator",
)


def stripped(document: Any) -> None:
    """Take out what a template says of those who made it, and what its own text used."""
    part = document.part
    _drop_unnamed(part, _ALWAYS)
    package_relationships = part.package.rels
    for id, relationship in list(package_relationships.items()):
        if relationship.reltype != RT.OFFICE_DOCUMENT:
            del package_relationships[id]
    settings = document.settings.element
    for tag in _NOT_OURS:
        for one in settings.findall(qn(tag)):
            settings.remove(one)
    for relationship in part.rels.values():
        if relationship.reltype == RT.SETTINGS:
            # They point at the template of the template, on somebody's disk.
            relationship.target_part.rels.clear()


def packed(document: Any, *, title: str, subject: str, description: str, language: str) -> bytes:
    """Return the document as a file with these properties and no others."""
    _set_language(document, language)
    _set_properties(
        document, {"title": title, "subject": subject, "description": description}, language
    )
    written = io.BytesIO()
    document.save(written)
    return _rezipped(written)


def show_title(document: Any, title: str) -> None:
    """Put the title where headers and footers show it, until Word works it out anew."""
    for relationship in document.part.rels.values():
        if relationship.reltype not in (RT.HEADER, RT.FOOTER):
            continue
        for field in relationship.target_part.element.iter(qn("fldSimple")):
            if field.get(qn("instr"), "").split()[:1] == ["TITLE"]:
                for place, text in enumerate(field.iter(qn("t"))):
                    text.text = one_line(title) if place == 0 else ""


def _drop_unnamed(part: Any, always: frozenset[str]) -> None:
    named = {value for one in part.element.iter() for value in one.attrib.values()}
    for id, relationship in list(part.rels.items()):
        if relationship.reltype not in always and id not in named:
            del part.rels[id]


def _set_language(document: Any, language: str) -> None:
    root = document.styles.element
    defaults = _child(root, "docDefaults", 0)
    properties = _child(_child(defaults, "rPrDefault", 0), "rPr", 0)
    lang = properties.find(qn("lang"))
    if lang is None:
        # Only eastAsianLayout and later stand after it, which defaults never have.
        lang = element("lang", eastAsia=language, bidi="ar-SA")
        properties.append(lang)
    lang.set(qn("val"), language)
    settings = document.settings.element
    theme = settings.find(qn("themeFontLang"))
    if theme is None:
        theme = element("themeFontLang")
        later = {qn(tag) for tag in _AFTER_LANGUAGE}
        places = [place for place, one in enumerate(settings) if one.tag in later]
        settings.insert(places[0] if places else len(settings), theme)
    theme.set(qn("val"), language)


def _child(parent: Element, tag: str, place: int) -> Element:
    found = parent.find(qn(tag))
    if found is None:
        found = element(tag)
        parent.insert(place, found)
    return found


def _set_properties(document: Any, said: dict[str, str], language: str) -> None:
    package = document.part.package
    for id, relationship in list(package.rels.items()):
        if relationship.reltype == RT.CORE_PROPERTIES:
            del package.rels[id]
    fields = "".join(
        f"<dc:{name}>{escape(one_line(text))}</dc:{name}>" for name, text in said.items() if text
    )
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">{fields}'
        f"<dc:language>{escape(language)}</dc:language></cp:coreProperties>"
    )
    part = Part(PackURI("/docProps/core.xml"), CT.OPC_CORE_PROPERTIES, xml.encode("utf-8"), package)
    package.relate_to(part, RT.CORE_PROPERTIES)


def _rezipped(written: io.BytesIO) -> bytes:
    again = io.BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(again, "w") as new:
        names = sorted(old.namelist(), key=lambda name: (name not in _FIRST, name))
        for name in names:
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            new.writestr(entry, old.read(name))
    return again.getvalue()
