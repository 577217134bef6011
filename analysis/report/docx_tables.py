"""Tables in Word: thin rules, a header that is repeated, columns as wide as what they hold."""

from math import ceil

from analysis.lettering import wrap
from analysis.report.document import Align, Matrix, Table
from analysis.report.docx_letters import width
from analysis.report.docx_pages import Pages
from analysis.report.docx_xml import Element, element, one_line, text_paragraph

BOX = "☐"
SOFT_HYPHEN = "\N{SOFT HYPHEN}"
MOST_ROWS_TOGETHER = 12
"""A table with no more rows is kept on one page."""
SIZES = {"": 9.5, "Small": 8.0}
_PADDING = 160
_NARROWEST = 500
_HEADER_ROOM = 1250
"""How wide a column may be for the sake of its header, which breaks between words."""
_LEAST = 0.62
_LEAST_OF_FIRST = 0.3
"""The share of a wide table that its first column has, which tells what the row is about."""
_LONGEST_FIGURE = 16
"""As “3,96 (1,06)”: letters of a cell to the right that are kept on one line."""
_FIRST_OF_MATRIX = 0.35
"""The least share of a matrix that the statements have."""
_STEP = 900
Row = tuple[str, ...]
_ALIGNS: dict[Align, str] = {"left": "", "right": "right", "centre": "center"}


def table_grid(block: Table, pages: Pages) -> Element:
    """Return the table itself, without its caption and notes."""
    size = "" if sum(_minima(block, SIZES[""], pages.width)) <= pages.width else "Small"
    points = SIZES[size]
    widths = _widths(block, pages.width, points)
    cell, header = pages.styles[f"Samsvar{size}Cell"], pages.styles[f"Samsvar{size}HeaderCell"]
    aligns = [_ALIGNS[one] for one in block.aligns]
    together = len(block.rows) <= MOST_ROWS_TOGETHER
    made = _table(widths, block.caption, _described(block), pages)
    made.append(_header(_fits(block.header, widths, points, bold=True), header, widths, aligns))
    strong = pages.styles["Strong"]
    for place, row in enumerate(block.rows):
        # The last row is kept with the notes, which say how to read it.
        keep = together and (place < len(block.rows) - 1 or bool(block.notes))
        bold = strong if place in block.strong_rows else ""
        fitted = _fits(row, widths, points, bold=bool(bold))
        made.append(_row(fitted, cell, widths, aligns, keep=keep, bold=bold))
    return made


def matrix_grid(block: Matrix, pages: Pages) -> Element:
    """Return the statements as asked, with an empty box for each step of the scale."""
    steps = max(1, len(block.scale))
    roomy, tight = (
        max((_of_words(step, size, bold=True) for step in block.scale), default=0)
        for size in SIZES.values()
    )
    most = round(pages.width * (1 - _FIRST_OF_MATRIX)) // steps
    size = "" if roomy <= most else "Small"
    each = min(most, max(_STEP, tight if size else roomy))
    widths = [pages.width - each * steps, *[each] * steps]
    aligns = ["", *["center"] * steps]
    cell, header = pages.styles["SamsvarCell"], pages.styles[f"Samsvar{size}HeaderCell"]
    described = (
        f"Frågans påståenden, ett på varje rad, med en tom ruta för varje svar: "
        f"{', '.join(block.scale)}."
    )
    names = [_fitted(step, each, SIZES[size], bold=True) for step in block.scale]
    made = _table(widths, "Påståenden att ta ställning till", described, pages)
    made.append(_header(("Påstående", *names), header, widths, aligns))
    sign = pages.styles["SamsvarBox"]
    together = len(block.statements) <= MOST_ROWS_TOGETHER
    for place, statement in enumerate(block.statements):
        boxes = [BOX] * len(block.scale)
        keep = together and place < len(block.statements) - 1
        made.append(_row((statement, *boxes), cell, widths, aligns, keep=keep, sign=sign))
    return made


def _described(block: Table) -> str:
    return f"{len(block.rows)} rader. Kolumner: {', '.join(block.header)}."


def _table(widths: list[int], caption: str, description: str, pages: Pages) -> Element:
    properties = element(
        "tblPr",
        element("tblStyle", val=pages.styles["SamsvarTable"]),
        element("tblW", w=sum(widths), type="dxa"),
        element("tblLayout", type="fixed"),
        element(
            "tblLook",
            val="06A0",
            firstRow=1,
            lastRow=0,
            firstColumn=1,
            lastColumn=0,
            noHBand=1,
            noVBand=1,
        ),
    )
    if caption:
        properties.append(element("tblCaption", val=one_line(caption)))
    properties.append(element("tblDescription", val=one_line(description)))
    grid = element("tblGrid", *(element("gridCol", w=one) for one in widths))
    return element("tbl", properties, grid)


def _header(texts: Row, style: str, widths: list[int], aligns: list[str]) -> Element:
    cells = (
        _cell(text_paragraph(style, text, align=align), one, "bottom")
        for text, one, align in zip(texts, widths, aligns, strict=True)
    )
    properties = element("trPr", element("cantSplit"), element("tblHeader"))
    return element("tr", properties, *cells)


def _row(
    texts: Row,
    style: str,
    widths: list[int],
    aligns: list[str],
    *,
    keep: bool,
    bold: str = "",
    sign: str = "",
) -> Element:
    made = element("tr", element("trPr", element("cantSplit")))
    for place, (text, one, align) in enumerate(zip(texts, widths, aligns, strict=True)):
        character = sign if place and sign else bold
        content = text_paragraph(style, text, character=character, align=align, keep_next=keep)
        made.append(_cell(content, one))
    return made


def _cell(content: Element, wide: int, align: str = "") -> Element:
    properties = element("tcPr", element("tcW", w=wide, type="dxa"))
    if align:
        properties.append(element("vAlign", val=align))
    return element("tc", properties, content)


def _widths(block: Table, room: int, size: float) -> list[int]:
    """Return how wide the columns are, in twentieths of a point.

    All get what they want when there is room, and the first what is left; otherwise what their
    longest word needs, and a share of the rest.
    """
    minima = _minima(block, size, room)
    wanted = [max(least, _wanted(block, place, size)) for place, least in enumerate(minima)]
    total = max(sum(wanted), round(room * _LEAST))
    if total <= room:
        return [wanted[0] + total - sum(wanted), *wanted[1:]]
    if sum(minima) >= room:
        return _shared(minima, room)
    share = (room - sum(minima)) / (sum(wanted) - sum(minima))
    return [least + int((want - least) * share) for least, want in zip(minima, wanted, strict=True)]


def _shared(minima: list[int], room: int) -> list[int]:
    """Return widths that fit: narrow columns keep theirs, the wide ones share what is left."""
    left, even = room, room
    for taken, least in enumerate(sorted(minima)):
        even = left // (len(minima) - taken)
        if least > even:
            break
        left -= least
    return [min(least, even) for least in minima]


def _wanted(block: Table, place: int, size: float) -> int:
    header = min(width(block.header[place], size, bold=True), _HEADER_ROOM)
    texts = _column(block, place)
    cells = max((width(text, size, bold=True) for text in texts), default=0)
    return ceil(max(header, cells)) + _PADDING


def _column(block: Table, place: int) -> list[str]:
    return [one_line(row[place]) for row in block.rows]


def _minima(block: Table, size: float, room: int) -> list[int]:
    """Return how wide the columns must be: no word broken, no figure, and room for what is told."""
    minima = [
        max(
            _NARROWEST,
            _of_words(name, size, bold=True),
            max((_of_cell(text, align, size) for text in _column(block, place)), default=0),
        )
        for place, (name, align) in enumerate(zip(block.header, block.aligns, strict=True))
    ]
    told = min(_wanted(block, 0, size), round(room * _LEAST_OF_FIRST))
    return [max(minima[0], told), *minima[1:]]


def _of_cell(text: str, align: Align, size: float) -> int:
    if align == "right" and len(text) <= _LONGEST_FIGURE:
        return ceil(width(text, size, bold=True)) + _PADDING
    return _of_words(text, size, bold=True)


def _of_words(text: str, size: float, *, bold: bool = False) -> int:
    """Return how wide a column must be so that no word of a text is broken."""
    words = one_line(text).split(" ")
    return ceil(max(width(word, size, bold=bold) for word in words)) + _PADDING


def _fits(texts: Row, widths: list[int], size: float, *, bold: bool) -> Row:
    return tuple(
        _fitted(text, room, size, bold=bold) for text, room in zip(texts, widths, strict=True)
    )


def _fitted(text: str, room: int, size: float, *, bold: bool = False) -> str:
    """Return the text with soft hyphens in the words that are wider than their column."""
    if _of_words(text, size, bold=bold) <= room:
        return text
    points = (room - _PADDING) / 20
    return " ".join(_hyphenated(word, points, size, bold=bold) for word in text.split(" "))


def _hyphenated(word: str, points: float, size: float, *, bold: bool) -> str:
    lines = wrap(word, points, size, bold=bold)
    joined = "".join(line.removesuffix("-") + SOFT_HYPHEN for line in lines[:-1]) + lines[-1]
    # A word with hyphens of its own is broken there by Word itself.
    return joined if joined.replace(SOFT_HYPHEN, "") == word else word
