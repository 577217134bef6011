"""Search every file for a word that must not be there, however it is written."""

import base64
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path


def ways_to_write(word: str) -> list[bytes]:
    """Return how `word` would look in a file: plain, wide, in hex, in base64."""
    plain = word.encode()
    return [
        plain,
        plain.upper(),
        word.encode("utf-16-le"),
        plain.hex().encode(),
        plain.hex().upper().encode(),
        *(_inside_base64(plain, before) for before in range(3)),
    ]


def _inside_base64(plain: bytes, before: int) -> bytes:
    """Return what is certain of the base64 of `plain` after so many other bytes."""
    encoded = base64.b64encode(b"\0" * before + plain)
    whole = (before + len(plain)) * 8 // 6
    return encoded[-(-before * 8 // 6) : whole]


def files_with(word: str, places: Iterable[Path], *, also: bytes | None = None) -> list[str]:
    """Return the files below `places` that hold `word`, or what the pattern `also` finds."""
    patterns = [re.escape(one) for one in ways_to_write(word)]
    wanted = re.compile(b"|".join([*patterns, *([also] if also else [])]))
    return [name for place in places for name, content in _files(place) if wanted.search(content)]


def _files(place: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
        if not path.is_file():
            continue
        yield str(path), path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    yield f"{path}:{name}", archive.read(name)
