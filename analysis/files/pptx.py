"""A presentation with charts that can be edited, from what may be shown."""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from analysis.files.pptx_chart import add_chart, describe, rgb
from analysis.files.slide_plan import slides
from analysis.files.slides import Chart, Lines, Rows, Slide
from analysis.files.zips import anonymous
from analysis.palette import QUIET
from analysis.published import Published

_TITLE_SLIDE, _TITLE_ONLY = 0, 5
_WIDE, _HIGH = 13.333, 7.5
_LEFT, _ROOM = 0.6, 12.13
_TEMPLATE_WIDE = 10.0
_MANY_COLUMNS = 5
"""From here, a table gives the answers the room rather than what names the row."""
_BASE = 0.8
_BAR, _AROUND_BARS = 0.75, 1.0
_SWEDISH = {
    'lang="en-US"': 'lang="sv-SE"',
    "Click to edit Master title style": "Klicka här för att ändra rubrikens format",
    "Click to edit Master subtitle style": "Klicka här för att ändra underrubrikens format",
    "Click to edit Master text styles": "Klicka här för att ändra textens format",
    "Second level": "Nivå två",
    "Third level": "Nivå tre",
    "Fourth level": "Nivå fyra",
    "Fifth level": "Nivå fem",
}


def write_pptx(published: Published, path: Path) -> None:
    """Write a presentation of a round: method, sentences, a slide for each figure."""
    from pptx import Presentation

    deck = Presentation()
    _widen(deck)
    _drop_what_is_not_used(deck)
    summary = published.summary
    title = summary.codebook.questionnaire.title
    _title_slide(deck, title, f"{summary.codebook.round.title}. {summary.n} svar.")
    for slide in slides(published):
        _add(deck, slide)
    written = io.BytesIO()
    deck.save(written)
    path.write_bytes(anonymous(written.getvalue(), title=title, words=_SWEDISH))


def _widen(deck: Any) -> None:
    from pptx.util import Inches

    deck.slide_width, deck.slide_height = Inches(_WIDE), Inches(_HIGH)
    stretch = _WIDE / _TEMPLATE_WIDE
    for sheet in (deck.slide_master, *deck.slide_layouts):
        for shape in sheet.shapes:
            # Where a layout says nothing it follows the master; that must stay so.
            if shape._element.spPr.xfrm is not None:
                left, width = shape.left, shape.width
                shape.left, shape.width = int(left * stretch), int(width * stretch)


def _drop_what_is_not_used(deck: Any) -> None:
    keep = {deck.slide_layouts[_TITLE_SLIDE].name, deck.slide_layouts[_TITLE_ONLY].name}
    for layout in list(deck.slide_layouts):
        if layout.name not in keep:
            deck.slide_layouts.remove(layout)
    # The template comes with a picture of somebody's first slide, and settings for a printer.
    _drop_parts(deck.part.package, ("thumbnail",))
    _drop_parts(deck.part, ("printerSettings",))


def _drop_parts(owner: Any, kinds: Sequence[str]) -> None:
    relations = owner._rels if hasattr(owner, "_rels") else owner.rels
    for key in [key for key, one in relations.items() if one.reltype.endswith(tuple(kinds))]:
        relations.pop(key)


def _title_slide(deck: Any, title: str, subtitle: str) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    _write(slide.shapes.title.text_frame, [title], size=38, bold=True)
    _write(slide.placeholders[1].text_frame, [subtitle], size=22, colour=QUIET)


def _add(deck: Any, content: Slide) -> None:
    from pptx.util import Inches

    slide = deck.slides.add_slide(deck.slide_layouts[1])
    heading = slide.shapes.title
    heading.left, heading.top = Inches(_LEFT), Inches(0.35)
    heading.width, heading.height = Inches(_ROOM), Inches(1.0)
    _write(
        heading.text_frame,
        [content.title],
        size=_title_size(content.title),
        bold=True,
        align_left=True,
    )
    if content.base:
        _text(slide, [content.base], top=1.35, height=0.65, size=14, colour=QUIET)
    room = 4.45 if content.remarks else 4.95
    match content.body:
        case Chart():
            height = min(room, _AROUND_BARS + _BAR * len(content.body.labels))
            add_chart(slide, content.body, (_LEFT, 2.0, _ROOM, height), content.description)
        case Rows():
            _table(slide, content.body, content.description)
        case Lines():
            _text(
                slide,
                content.body.texts,
                top=1.6,
                height=5.4,
                size=_line_size(content.body),
                gap=10,
            )
    if content.remarks:
        _text(slide, content.remarks, top=6.5, height=0.6, size=12, colour=QUIET)
    if content.spoken:
        _write(slide.notes_slide.notes_text_frame, content.spoken)


def _title_size(title: str) -> int:
    return 28 if len(title) <= 60 else 24 if len(title) <= 95 else 20


def _line_size(lines: Lines) -> int:
    letters = sum(len(text) for text in lines.texts)
    return 20 if letters < 700 else 17 if letters < 1_100 else 14


def _text(
    slide: Any,
    lines: Sequence[str],
    *,
    top: float,
    height: float,
    size: int,
    colour: str = "#000000",
    gap: int = 0,
) -> None:
    from pptx.util import Inches

    box = slide.shapes.add_textbox(Inches(_LEFT), Inches(top), Inches(_ROOM), Inches(height))
    box.text_frame.word_wrap = True
    _write(box.text_frame, lines, size=size, colour=colour, gap=gap)


def _write(
    frame: Any,
    lines: Sequence[str],
    *,
    size: int | None = None,
    bold: bool | None = None,
    colour: str = "",
    gap: int = 0,
    align_left: bool = False,
) -> None:
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        if gap:
            paragraph.space_after = Pt(gap)
        if align_left:
            paragraph.alignment = PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = line
        run.font.bold = bold
        run._r.get_or_add_rPr().set("lang", "sv-SE")
        if size:
            run.font.size = Pt(size)
        if colour:
            run.font.color.rgb = rgb(colour)


def _widths(header: Sequence[str], room: float) -> Iterator[float]:
    """Yield the width of each column in inches, narrow for the base."""
    bases = sum(name == "n" for name in header)
    for name in header:
        yield _BASE if name == "n" else (room - _BASE * bases) / (len(header) - bases)


def _table(slide: Any, content: Rows, description: str) -> None:
    from pptx.util import Inches

    rows = [content.header, *content.rows]
    height = Inches(min(0.42 * len(rows), 4.9))
    frame = slide.shapes.add_table(
        len(rows), len(content.header), Inches(_LEFT), Inches(2.1), Inches(_ROOM), height
    )
    describe(frame, description)
    others = len(content.header) - 1
    many = others >= _MANY_COLUMNS
    first = _ROOM * (0.22 if many else 0.5)
    widths = [first, *_widths(content.header[1:], _ROOM - first)]
    for column, width in zip(frame.table.columns, widths, strict=True):
        column.width = Inches(width)
    for number, row in enumerate(rows):
        for place, text in enumerate(row):
            size = 12 if many else 14
            _write(frame.table.cell(number, place).text_frame, [text], size=size, bold=number == 0)
