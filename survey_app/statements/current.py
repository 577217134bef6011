"""The statements as they are now: the file may be mended while the server runs."""

import os
from pathlib import Path

from survey_app.statements.model import Statements
from survey_app.statements.read import StatementsError, read_statements

Stamp = tuple[int, int]
"""When the file was last changed, and its size."""


class CurrentStatements:
    """Reads the file again when it has changed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stamp: Stamp | None = None
        self._found: Statements | None = None

    def stamp(self) -> Stamp | None:
        """Return what changes when the file does, None when there is no file."""
        try:
            found = os.stat(self.path)  # noqa: PTH116 - a page waits for this
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size

    def get(self) -> Statements | None:
        """Return what the file says, None while it is missing or incomplete."""
        stamp = self.stamp()
        if stamp != self._stamp:
            self._stamp = stamp
            try:
                self._found = read_statements(self.path)
            except StatementsError:
                # `samsvar doctor` says why, and no round can be opened; the server goes on.
                self._found = None
        return self._found
