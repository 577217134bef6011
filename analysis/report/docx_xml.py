"""WordprocessingML as elements: what is written straight into the package, without python-docx.

`add_paragraph` of python-docx looks up its style and its place again for every paragraph; a
hundred times slower, which is felt with thousands of open answers.
"""

import re
from typing import Any

from lxml import etree

from analysis.report.plain_text import from_right_to_left, printable

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
NAMESPACES = {"w": W}
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Element = Any
"""An lxml element; lxml has no types."""

_PIECES = re.compile("([\t\n])")


def qn(tag: str) -> str:
    """Return the name of an element or attribute of WordprocessingML: `p` is {…/main}p."""
    return f"{{{W}}}{tag}"


_P, _PPR, _STYLE, _R, _RPR, _T, _VAL = map(qn, ("p", "pPr", "pStyle", "r", "rPr", "t", "val"))


def element(tag: str, *children: Element, **attributes: str | int) -> Element:
    """Return the element `tag` with its children, its attributes in the same namespace."""
    made = etree.Element(qn(tag), nsmap=NAMESPACES)
    for name, value in attributes.items():
        made.set(qn(name), str(value))
    made.extend(children)
    return made


def parsed(xml: str) -> Element:
    """Return the element written in `xml`, which is ours: `w:` and `mc:` need no declaration."""
    start = re.match(r"<[\w:]+", xml)
    assert start is not None, xml  # noqa: S101
    declared = f'{start[0]} xmlns:w="{W}"'
    return etree.fromstring(declared + xml[start.end() :])


def one_line(text: str) -> str:
    """Return the text without line ends and tabs, for headings, captions and properties."""
    return re.sub("[\t\n]+", " ", printable(text))


def paragraph(
    style: str,
    *content: Element,
    keep_next: bool = False,
    rtl: bool = False,
    align: str = "",
    tabs: Element | None = None,
) -> Element:
    """Return a paragraph in the style with this id. `align` is right or center."""
    made = etree.Element(_P, nsmap=NAMESPACES)
    properties = etree.SubElement(made, _PPR)
    etree.SubElement(properties, _STYLE).set(_VAL, style)
    # The schema wants them in this order.
    if keep_next:
        etree.SubElement(properties, qn("keepNext"))
    if tabs is not None:
        properties.append(tabs)
    if rtl:
        etree.SubElement(properties, qn("bidi"))
    if align:
        etree.SubElement(properties, qn("jc")).set(_VAL, align)
    made.extend(content)
    return made


def run(text: str, *, style: str = "", rtl: bool = False) -> Element:
    """Return a run of text in the character style with this id, its lines and tabs kept."""
    made = etree.Element(_R, nsmap=NAMESPACES)
    if style or rtl:
        properties = etree.SubElement(made, _RPR)
        if style:
            etree.SubElement(properties, qn("rStyle")).set(_VAL, style)
        if rtl:
            etree.SubElement(properties, qn("rtl"))
    for piece in _PIECES.split(printable(text)):
        if piece == "\n":
            etree.SubElement(made, qn("br"))
        elif piece == "\t":
            etree.SubElement(made, qn("tab"))
        elif piece:
            written = etree.SubElement(made, _T)
            written.text = piece
            written.set(SPACE, "preserve")
    return made


def text_paragraph(style: str, text: str, *, character: str = "", **properties: Any) -> Element:
    """Return a paragraph of one text, from the right when the text is."""
    rtl = from_right_to_left(text)
    return paragraph(style, run(text, style=character, rtl=rtl), rtl=rtl, **properties)


def start_page(block: Element) -> None:
    """Make a paragraph, or the first one in a table, begin on a new page."""
    first = block if block.tag == _P else next(block.iter(_P))
    properties = first.find(_PPR)
    before = {_STYLE, qn("keepNext"), qn("keepLines")}
    place = sum(1 for one in properties if one.tag in before)
    properties.insert(place, element("pageBreakBefore"))


def keep_with_next(block: Element) -> None:
    """Keep a paragraph on the page of what follows it."""
    properties = block.find(_PPR)
    if properties.find(qn("keepNext")) is None:
        properties.insert(1, element("keepNext"))
