"""One thing that `samsvar doctor` has looked at."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["ok", "warning", "error"]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What was looked at, how it was, and when it was wrong: how to mend it."""

    check: str
    level: Level
    text: str


def ok(check: str, text: str) -> Finding:
    """Return a finding that all is well."""
    return Finding(check=check, level="ok", text=text)


def warning(check: str, text: str) -> Finding:
    """Return a finding of something that works but is not as it should be."""
    return Finding(check=check, level="warning", text=text)


def error(check: str, text: str) -> Finding:
    """Return a finding of something that must be mended."""
    return Finding(check=check, level="error", text=text)
