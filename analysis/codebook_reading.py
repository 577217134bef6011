"""Reads `codebook.json` of an export folder."""

import msgspec
from msgspec import Struct

from analysis.codebook import FORMAT, FORMAT_VERSION, Codebook
from analysis.codebook_checks import check
from analysis.errors import CodebookError


class _Header(Struct, frozen=True):
    format: str
    format_version: int


def read_codebook(encoded: bytes) -> Codebook:
    """Return the codebook that `codebook.json` holds.

    Raises CodebookError that says which key or which variable cannot be used.
    """
    try:
        header = msgspec.json.decode(encoded, type=_Header)
    except msgspec.MsgspecError as error:
        raise CodebookError(f"codebook.json is not the codebook of an export: {error}.") from None
    if header.format != FORMAT:
        raise CodebookError(f"codebook.json has the format “{header.format}”, not “{FORMAT}”.")
    if header.format_version != FORMAT_VERSION:
        raise CodebookError(
            f"codebook.json has format version {header.format_version}; this program reads "
            f"version {FORMAT_VERSION}. Use the Samsvar version that wrote it, or a newer one."
        )
    try:
        codebook = msgspec.json.decode(encoded, type=Codebook)
    except msgspec.MsgspecError as error:
        raise CodebookError(f"codebook.json: {error}.") from None
    check(codebook)
    return codebook
