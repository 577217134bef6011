"""Many pictures side by side on one: a row for each page, a column for each language."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH = 240
TALLEST = 640
"""Pixels of a long page that are shown; all of it is in its own picture."""
GAP = 14
HEADING = 34
NAMES = 150
BACKGROUND, INK = "#8a8f8c", "#ffffff"


def contact_sheet(
    pictures: Mapping[tuple[str, str], Path], *, rows: Sequence[str], columns: Sequence[str]
) -> Image.Image:
    """Return one picture of all `pictures`, which are found by row and column."""
    small = {place: _small(path) for place, path in pictures.items()}
    shown = [row for row in rows if any((row, column) in small for column in columns)]
    heights = [
        max(small[row, column].height for column in columns if (row, column) in small)
        for row in shown
    ]
    size = (
        NAMES + len(columns) * (WIDTH + GAP) + GAP,
        HEADING + sum(heights) + GAP * (len(shown) + 1),
    )
    sheet = Image.new("RGB", size, BACKGROUND)
    draw = ImageDraw.Draw(sheet)
    for number, column in enumerate(columns):
        draw.text((_left(number), GAP // 2), column, INK, font=_font())
    top = HEADING + GAP
    for row, height in zip(shown, heights, strict=True):
        draw.text((GAP, top), row, INK, font=_font())
        for number, column in enumerate(columns):
            if (row, column) in small:
                sheet.paste(small[row, column], (_left(number), top))
        top += height + GAP
    return sheet


def _left(number: int) -> int:
    return NAMES + number * (WIDTH + GAP) + GAP


def _small(path: Path) -> Image.Image:
    with Image.open(path) as whole:
        height = round(whole.height * WIDTH / whole.width)
        scaled = whole.convert("RGB").resize((WIDTH, height), Image.Resampling.LANCZOS)
    return scaled.crop((0, 0, WIDTH, min(height, TALLEST)))


def _font() -> ImageFont.FreeTypeFont:
    import matplotlib

    path = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
    return ImageFont.truetype(path, 17)
