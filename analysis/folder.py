"""An export folder as bytes that are what was written: every file is checked against its sum."""

import hashlib
import re
from pathlib import Path

from analysis.errors import FolderError

SUMS = "SHA256SUMS"
CODEBOOK = "codebook.json"
RESPONSES = "responses.parquet"
RESPONSES_CSV = "responses.csv"
TEXTS = "texts.csv"
COUNTS = "counts.csv"
README = "README.txt"
WRITTEN = (RESPONSES, RESPONSES_CSV, TEXTS, COUNTS, CODEBOOK, README)
"""Every file of an export folder but the sums themselves."""

_SUM_LINE = re.compile(r"([0-9a-f]{64})  ([A-Za-z0-9_.-]+)")


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return the content of each file in the folder, once it is known to be unchanged.

    Raises FolderError that names the file that is missing, changed or not part of the export.
    """
    if not folder.is_dir():
        raise FolderError(f"{folder} is not a folder.")
    if not (folder / SUMS).is_file():
        raise FolderError(f"{folder} has no {SUMS}: it is not an export folder of Samsvar.")
    sums = _read_sums(folder / SUMS)
    if missing := [name for name in WRITTEN if name not in sums]:
        raise FolderError(f"{folder / SUMS} does not list {missing[0]}. Export the round again.")
    for path in sorted(folder.iterdir()):
        if path.name not in sums and path.name != SUMS:
            raise FolderError(f"{path} is not part of the export. Move it somewhere else.")
    return {name: _unchanged(folder / name, expected) for name, expected in sums.items()}


def sums_of(contents: dict[str, bytes]) -> bytes:
    """Return the SHA256SUMS of these files, in the form that `sha256sum --check` reads."""
    lines = (f"{_sum(content)}  {name}\n" for name, content in sorted(contents.items()))
    return "".join(lines).encode("ascii")


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read_sums(path: Path) -> dict[str, str]:
    sums: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        match = _SUM_LINE.fullmatch(line)
        if match is None:
            raise FolderError(f"{path} holds a line that is not a sum: “{line[:80]}”.")
        sums[match[2]] = match[1]
    return sums


def _unchanged(path: Path, expected: str) -> bytes:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise FolderError(f"{path} is missing. Export the round again.") from None
    except OSError as error:
        raise FolderError(f"{path} cannot be read: {error.strerror}.") from None
    if _sum(content) != expected:
        raise FolderError(f"{path} has been changed after the export. Export the round again.")
    return content
