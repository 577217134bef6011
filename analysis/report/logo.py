"""The organisation's own picture on the first page."""

import io
import warnings
from dataclasses import dataclass

from analysis.errors import AnalysisError


class LogoError(AnalysisError):
    """A logo that cannot be printed."""


@dataclass(frozen=True, kw_only=True)
class LogoKind:
    """What a picture is called in a file name and on the web."""

    suffix: str
    mime: str


_KINDS = {
    b"\x89PNG\r\n\x1a\n": LogoKind(suffix="png", mime="image/png"),
    b"\xff\xd8\xff": LogoKind(suffix="jpg", mime="image/jpeg"),
}


def kind_of(logo: bytes) -> LogoKind:
    """Return what kind of picture the bytes are. Raises LogoError unless a whole PNG or JPEG."""
    for beginning, kind in _KINDS.items():
        if logo.startswith(beginning):
            _check_whole(logo)
            return kind
    raise LogoError("The logo is neither a PNG nor a JPEG picture. Save it as PNG, and try again.")


def _check_whole(logo: bytes) -> None:
    from PIL import Image

    try:
        with warnings.catch_warnings(action="error"), Image.open(io.BytesIO(logo)) as picture:
            picture.load()
    except Exception as problem:  # Pillow raises whatever its decoders do.
        message = "The logo is a picture that cannot be read. Save it anew as PNG, and try again."
        raise LogoError(message) from problem
