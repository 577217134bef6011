"""How a report looks in Word: the styles that every template has, or is given.

Built-in styles have the names that Word knows them by in every language, so its navigation, its
table of contents and its own style sets work. Ours begin with “Samsvar”. Measures are Word's:
twentieths of a point, half points for sizes of type, eighths of a point for rules.
"""

from typing import Literal, NamedTuple

FONT = "Arial"
"""In every Word; LibreOffice has Liberation Sans, whose letters are exactly as wide."""
SYMBOLS = "Segoe UI Symbol"
"""Where Word has boxes and rings. LibreOffice takes DejaVu Sans."""
ACCENT = "12564A"
"""Headings and rules, as in the PDF and on the page: contrast 8.6:1 on white."""
GREY = "404040"
RULE = "CFC6B4"
AMBER = "B35806"
PALE_AMBER = "FDF3E4"
PALE = "F0F5F2"

BULLETS, DASHES = "{bullets}", "{dashes}"
"""Stand for the numbers that a template gives its lists."""

Kind = Literal["paragraph", "character", "table"]


class Look(NamedTuple):
    """A style: its id, the name it is found by in a template, and its properties as XML."""

    id: str
    name: str
    kind: Kind
    based_on: str = ""
    next: str = ""
    paragraph: str = ""
    run: str = ""
    table: str = ""


def _spacing(before: int, after: int, line: int = 0) -> str:
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{lines}/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _list(number: str) -> str:
    return f'<w:numPr><w:numId w:val="{number}"/></w:numPr>'


_BOLD = "<w:b/><w:bCs/>"
_ACCENT = f'<w:color w:val="{ACCENT}"/>'
_GREY = f'<w:color w:val="{GREY}"/>'
_KEEP = "<w:keepNext/><w:keepLines/>"
_TOGETHER = "<w:contextualSpacing/>"


def _heading(level: int, size: int, before: int, after: int) -> Look:
    return Look(
        f"Heading{level}",
        f"heading {level}",
        "paragraph",
        "Normal",
        "Normal",
        f'{_KEEP}{_spacing(before, after, 252)}<w:outlineLvl w:val="{level - 1}"/>',
        f"{_BOLD}{_ACCENT}{_size(size)}",
    )


def _built_in(id: str, name: str, paragraph: str, run: str = "", based_on: str = "Normal") -> Look:
    return Look(id, name, "paragraph", based_on, "", paragraph, run)


def _own(name: str, paragraph: str, run: str = "", based_on: str = "Normal") -> Look:
    id = f"Samsvar{name.replace(' ', '')}"
    return Look(id, f"Samsvar {name}", "paragraph", based_on, "", paragraph, run)


def _edge(side: str, colour: str, width: int, space: int = 0) -> str:
    return f'<w:{side} w:val="single" w:sz="{width}" w:space="{space}" w:color="{colour}"/>'


def _left_rule(colour: str, width: int) -> str:
    return f"<w:pBdr>{_edge('left', colour, width, 10)}</w:pBdr>"


_CELLS = (
    '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="70" w:type="dxa"/>'
    '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
)
_TABLE = (
    f"<w:tblPr><w:tblBorders>{_edge('top', ACCENT, 8)}{_edge('bottom', ACCENT, 8)}"
    f"{_edge('insideH', RULE, 4)}</w:tblBorders>{_CELLS}</w:tblPr>"
    f'<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders>{_edge("bottom", ACCENT, 8)}'
    f'</w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="{PALE}"/></w:tcPr>'
    "</w:tblStylePr>"
)
_TABLE_NORMAL = (
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>'
)

LOOKS: tuple[Look, ...] = (
    Look("Normal", "Normal", "paragraph", paragraph=_spacing(0, 140, 290), run=_size(21)),
    _heading(1, 38, 400, 180),
    _heading(2, 28, 400, 120),
    _heading(3, 23, 320, 80),
    _heading(4, 21, 240, 60),
    _built_in("Title", "Title", _spacing(2600, 160, 252), f"{_BOLD}{_ACCENT}{_size(60)}"),
    _built_in("Subtitle", "Subtitle", _spacing(0, 480, 264), f"{_GREY}{_size(30)}"),
    _own("Logo", _spacing(0, 0)),
    _own("Organisation", _spacing(0, 480), f"{_BOLD}{_size(24)}"),
    _own(
        "Fact",
        f'{_spacing(0, 80)}<w:ind w:left="2835" w:hanging="2835"/>',
    ),
    _built_in(
        "TOCHeading", "TOC Heading", f"{_KEEP}{_spacing(0, 180)}", f"{_BOLD}{_ACCENT}{_size(38)}"
    ),
    _own("Contents Part", f"{_KEEP}{_spacing(400, 100)}", f"{_BOLD}{_ACCENT}{_size(24)}"),
    _built_in("TOC1", "toc 1", f"{_spacing(120, 40, 264)}", _BOLD),
    _built_in("TOC2", "toc 2", f'{_spacing(0, 40, 264)}<w:ind w:left="284"/>'),
    _built_in(
        "TableofFigures",
        "table of figures",
        f"{_spacing(0, 60, 264)}",
    ),
    _built_in(
        "Header",
        "header",
        f"<w:pBdr>{_edge('bottom', RULE, 4, 4)}</w:pBdr>{_spacing(0, 0, 240)}",
        f"{_GREY}{_size(17)}",
    ),
    _built_in(
        "Footer", "footer", f'{_spacing(0, 0, 240)}<w:jc w:val="right"/>', f"{_GREY}{_size(17)}"
    ),
    _built_in(
        "Caption",
        "caption",
        f"<w:keepLines/>{_spacing(240, 100, 264)}",
        f"{_BOLD}{_ACCENT}{_size(19)}",
    ),
    _own("Diagram", f"<w:keepNext/>{_spacing(200, 60, 240)}"),
    _own("Diagram Caption", _spacing(40, 280, 264), based_on="Caption"),
    _built_in(
        "ListBullet",
        "List Bullet",
        f"{_list(BULLETS)}{_spacing(0, 80)}",
    ),
    _built_in(
        "Quote",
        "Quote",
        f"<w:keepLines/>{_left_rule(ACCENT, 18)}{_spacing(120, 200)}"
        '<w:ind w:left="454" w:right="454"/>',
        _GREY,
    ),
    _own("Answer", f"{_list(DASHES)}{_spacing(0, 100, 276)}"),
    _own("Note", f"{_spacing(80, 160, 264)}{_TOGETHER}", f"{_GREY}{_size(17)}"),
    _own(
        "Warning",
        f"<w:keepLines/>{_left_rule(AMBER, 24)}"
        f'<w:shd w:val="clear" w:color="auto" w:fill="{PALE_AMBER}"/>'
        f'{_spacing(160, 200)}<w:ind w:left="284" w:right="113"/>',
    ),
    _own("Cell", _spacing(0, 0, 252), _size(19)),
    _own("Small Cell", _spacing(0, 0, 252), _size(16), based_on="SamsvarCell"),
    _own("Header Cell", "<w:keepNext/>", f"{_BOLD}{_ACCENT}", based_on="SamsvarCell"),
    _own("Small Header Cell", "", _size(16), based_on="SamsvarHeaderCell"),
    _own(
        "Between Tables",
        '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="exact"/>',
        _size(12),
    ),
    _own("Choice", f'<w:keepLines/>{_spacing(0, 80)}<w:ind w:left="425" w:hanging="425"/>'),
    _own(
        "Writing Line",
        '<w:keepLines/><w:spacing w:before="0" w:after="200" w:line="440" w:lineRule="exact"/>',
    ),
    Look("Strong", "Strong", "character", run=_BOLD),
    Look("Emphasis", "Emphasis", "character", run="<w:i/><w:iCs/>"),
    Look("SamsvarSource", "Samsvar Source", "character", run=f"{_GREY}{_size(18)}"),
    Look(
        "SamsvarBox",
        "Samsvar Box",
        "character",
        run=f'<w:rFonts w:ascii="{SYMBOLS}" w:hAnsi="{SYMBOLS}" w:eastAsia="{SYMBOLS}" '
        f'w:cs="{SYMBOLS}"/>',
    ),
    Look("TableNormal", "Normal Table", "table", table=_TABLE_NORMAL),
    Look("SamsvarTable", "Samsvar Table", "table", "TableNormal", table=_TABLE),
)
