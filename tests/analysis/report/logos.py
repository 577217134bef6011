"""Small pictures to put on a first page."""

import io

from PIL import Image


def a_png(width: int = 300, height: int = 90) -> bytes:
    return _saved(width, height, "PNG")


def a_jpeg(width: int = 300, height: int = 90) -> bytes:
    return _saved(width, height, "JPEG")


def _saved(width: int, height: int, kind: str) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (width, height), "#12564a").save(written, kind)
    return written.getvalue()
