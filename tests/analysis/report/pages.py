"""A PDF as it is printed and as those hear it who cannot see it."""

import subprocess
from functools import cached_property
from pathlib import Path

from tests.machine import poppler_bin


class Printed:
    """A PDF read with Poppler."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def text(self) -> str:
        """Return the text in the order it is read."""
        return self._said("pdftotext", self._path, "-")

    def pages(self) -> list[str]:
        """Return the text of each page, laid out."""
        return self._said("pdftotext", "-layout", self._path, "-").split("\f")[:-1]

    def facts(self) -> dict[str, str]:
        """Return the properties of the document."""
        said = self._said("pdfinfo", self._path)
        return {
            name.strip(): value.strip()
            for name, _, value in (line.partition(":") for line in said.splitlines())
        }

    @cached_property
    def tags(self) -> list[str]:
        """The tags in order, indented by their depth, with attributes and texts."""
        said = self._said("pdfinfo", "-struct-text", self._path)
        return [line.rstrip() for line in said.splitlines()]

    def _said(self, program: str, *arguments: str | Path) -> str:
        done = subprocess.run(
            [poppler_bin() / program, *arguments],
            capture_output=True,
            check=True,
            timeout=60,
        )
        # Poppler writes a heading's own title in UTF-16 in the midst of UTF-8.
        return done.stdout.decode("utf-8", errors="replace")
