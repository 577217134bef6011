"""On which pages headings and captions will stand, as near as can be told without Word.

Word works out the numbers of a table of contents when it prints, makes a PDF or is asked to, but
not when it opens a report; LibreOffice always does. Until then these are shown. They follow the
styles of the template, with the widths of Arial, and so may be a page wrong in other types.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from analysis.report.docx_letters import lines
from analysis.report.docx_measures import Measures, StyleMeasures, changed
from analysis.report.docx_xml import Element, qn

_P, _TBL, _TR = qn("p"), qn("tbl"), qn("tr")
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_EMU = 635
_CELL_SIDES, _CELL_ENDS = 140, 80
"""The margins of a cell in our style of tables."""
_THIN, _THICK = 9, 19
"""The rules between its rows, and at its top, below its header and at its end."""
_FEWEST_LINES = 2
"""Of a paragraph that stand alone at the top or bottom of a page."""


@dataclass(kw_only=True)
class _Piece:
    """A paragraph or a row of a table: what is moved between pages."""

    style: str
    measures: Measures
    height: float
    count: int = 1
    new_page: bool = False
    keep_next: bool = False
    whole: bool = False
    repeated: float = 0
    names: list[str] = field(default_factory=list)


def pages_of(body: Sequence[Element], styles: Element, width: int, height: int) -> dict[str, int]:
    """Return the page of each bookmark in the body, on pages with this room for text."""
    measures = StyleMeasures(styles)
    named = (place for place in reversed(range(len(body))) if _is_named(body[place]))
    told = body[: next(named, -1) + 1]
    pieces = [piece for block in told for piece in _pieces(block, measures, width)]
    return _Pages(height).filled(pieces)


def _is_named(block: Element) -> bool:
    return next(block.iter(qn("bookmarkStart")), None) is not None


def _pieces(block: Element, styles: StyleMeasures, width: int) -> Iterator[_Piece]:
    if block.tag == _P:
        yield _paragraph(block, styles, width)
    elif block.tag == _TBL:
        header = 0.0
        rows = list(block.iterchildren(_TR))
        for row in rows:
            piece = _row(row, styles, header)
            piece.height += _THICK if row is rows[-1] else _THIN
            if row.find(f"{qn('trPr')}/{qn('tblHeader')}") is not None:
                piece.height += 2 * _THICK - _THIN
                header += piece.height
            yield piece


def _paragraph(block: Element, styles: StyleMeasures, width: int) -> _Piece:
    properties = block.find(qn("pPr"))
    style = properties.find(qn("pStyle")).get(qn("val"))
    measures = changed(styles.of(style), properties, None)
    picture = next(block.iter(_EXTENT), None)
    if picture is not None:
        count, height = 1, int(picture.get("cy")) / _EMU * max(1, measures.line / 240)
    else:
        room = width - measures.left - measures.right
        count, height = 0, 0.0
        for text, size in _forced_lines(block, styles, measures.size):
            of_text = lines(text, room, measures.size, bold=measures.bold)
            count += of_text
            height += of_text * replace(measures, size=size).line_height
    return _Piece(
        style=style,
        measures=measures,
        height=height,
        count=count,
        new_page=properties.find(qn("pageBreakBefore")) is not None,
        keep_next=measures.keep_next,
        whole=measures.keep_lines or count <= _FEWEST_LINES + 1,
        names=[one.get(qn("name")) for one in block.iter(qn("bookmarkStart"))],
    )


def _row(row: Element, styles: StyleMeasures, header: float) -> _Piece:
    cells = []
    for cell in row.iterchildren(qn("tc")):
        wide = int(cell.find(f"{qn('tcPr')}/{qn('tcW')}").get(qn("w"))) - _CELL_SIDES
        cells.append(_paragraph(cell.find(_P), styles, wide))
    return _Piece(
        style="",
        measures=Measures(),
        height=max(cell.height for cell in cells) + _CELL_ENDS,
        new_page=any(cell.new_page for cell in cells),
        keep_next=any(cell.keep_next for cell in cells),
        whole=True,
        repeated=header,
    )


def _forced_lines(block: Element, styles: StyleMeasures, size: float) -> list[tuple[str, float]]:
    """Return the text between line ends of the author's own, each with its largest type."""
    found: list[tuple[str, float]] = []
    text, largest = "", 0.0
    for run in block.iter(qn("r")):
        style = run.find(f"{qn('rPr')}/{qn('rStyle')}")
        own = None if style is None else styles.size_of(style.get(qn("val")))
        for one in run:
            if one.tag == qn("br"):
                found.append((text, largest or size))
                text, largest = "", 0.0
            elif one.tag in (qn("t"), qn("tab")):
                text += one.text or " "
                largest = max(largest, own or size)
    return [*found, (text, largest or size)]


class _Pages:
    """Pages being filled from the top."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._page = 1
        self._taken = 0.0
        self._owed = 0
        self._before = ""

    def filled(self, pieces: Sequence[_Piece]) -> dict[str, int]:
        """Return the page that each bookmark came on."""
        found: dict[str, int] = {}
        together: list[_Piece] = []
        for piece in pieces:
            together.append(piece)
            if piece.keep_next and piece is not pieces[-1]:
                continue
            self._make_room(together)
            for one in together:
                self._place(one)
                found.update(dict.fromkeys(one.names, self._page))
                self._run_over(one)
            together = []
        return found

    def _make_room(self, together: Sequence[_Piece]) -> None:
        """Turn the page when what must stand together does not fit on this one."""
        needed, owed, before = 0.0, self._owed, self._before
        for piece in together:
            needed += _gap(piece, owed, before)
            last = piece is together[-1] and not piece.whole
            needed += _FEWEST_LINES * piece.measures.line_height if last else piece.height
            owed, before = piece.measures.after, _same(piece)
        if self._taken and self._taken + needed > self._room:
            self._turn()

    def _place(self, piece: _Piece) -> None:
        if piece.new_page and self._taken:
            self._turn()
            self._taken = piece.measures.before
        elif self._taken:
            gap = _gap(piece, self._owed, self._before)
            if piece.whole and self._taken + gap + piece.height > self._room:
                self._turn()
                self._taken = piece.repeated
            else:
                self._taken += gap
        elif self._page == 1:
            self._taken = piece.measures.before
        else:
            self._taken = piece.repeated

    def _run_over(self, piece: _Piece) -> None:
        """Take the room of a piece, which may go on on the next pages."""
        left = piece.height
        while not piece.whole and self._taken + left > self._room:
            line = piece.measures.line_height
            left -= max(1, int((self._room - self._taken) / line)) * line
            self._turn()
        self._taken += left
        self._owed = piece.measures.after
        self._before = _same(piece)

    def _turn(self) -> None:
        self._page += 1
        self._taken = 0.0
        self._owed = 0
        self._before = ""


def _gap(piece: _Piece, owed: int, before: str) -> float:
    """Return the space above a piece: of what the two ask for the larger."""
    if piece.style and piece.style == before:
        return 0
    return max(owed, piece.measures.before)


def _same(piece: _Piece) -> str:
    """Return the style that may follow without space."""
    return piece.style if piece.measures.together else ""
