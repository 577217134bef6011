"""The record of files with single answers that have been made: when, of what, in which form, why.

No names: who may have such a file is decided by two persons outside the program (decision 0012).
"""

import csv
import io
import os
from datetime import date
from pathlib import Path

from survey_app.exports.errors import ExportError

RECORD = "handed-out.csv"
HEADER = ("day", "round", "format", "purpose")
LONGEST_PURPOSE = 500
_FORMULA_STARTS = tuple("=+-@")


def checked_purpose(written: str) -> str:
    """Return the purpose on one line. Raises ExportError when it says nothing or too much."""
    purpose = " ".join(written.split())
    if not purpose or len(purpose) > LONGEST_PURPOSE or not purpose.isprintable():
        raise ExportError(
            f"--purpose must say in 1 to {LONGEST_PURPOSE} letters what the answers are for."
        )
    return purpose


def record(folder: Path, day: date, round_id: str, form: str, purpose: str) -> Path:
    """Add a line to the record in `folder`, and return its path.

    Before the file gets its name: one that is not on record must not exist. Raises ExportError when
    nothing can be added.
    """
    path = folder / RECORD
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "ab") as file:
            new = os.fstat(file.fileno()).st_size == 0
            row = (day.isoformat(), round_id, form, _harmless(purpose))
            file.write(_csv([HEADER, row] if new else [row]))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise ExportError(
            f"{path} cannot be written: {error.strerror}. No file was made."
        ) from None
    return path


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _csv(rows: list[tuple[str, ...]]) -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue().encode("utf-8")
