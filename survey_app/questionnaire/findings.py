"""What is wrong with a questionnaire file, said to the person who can mend it: in Swedish."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from survey_app.mistakes import Mistake

Severity = Literal["error", "warning"]

MAX_ERRORS = 200

SEVERITY_WORDS: dict[Severity, str] = {"error": "fel", "warning": "varning"}


@dataclass(frozen=True, order=True)
class Finding:
    """One thing to mend (error) or to think over (warning), and where it stands.

    `line` counts from 1.
    """

    path: Path
    line: int
    severity: Severity
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {SEVERITY_WORDS[self.severity]}: {self.message}"


class QuestionnaireError(Mistake):
    """A questionnaire that cannot be used; `findings` say why."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


class TooManyErrors(Exception):
    """A file so wrong that reading on is no help to anyone."""


@dataclass
class Report:
    """Collects the findings of one file while it is read."""

    path: Path
    findings: list[Finding] = field(default_factory=list)
    errors: int = 0

    def error(self, line: int, message: str) -> None:
        """Note something that must be mended.

        Raises TooManyErrors when there are so many that nobody reads them all.
        """
        if self.errors >= MAX_ERRORS:
            message = f"fler än {MAX_ERRORS} fel. Rätta de första och kontrollera igen."
            self.findings.append(Finding(self.path, line, "error", message))
            raise TooManyErrors
        self.errors += 1
        self.findings.append(Finding(self.path, line, "error", message))

    def warning(self, line: int, message: str) -> None:
        """Note something to think over."""
        self.findings.append(Finding(self.path, line, "warning", message))


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is most like `word`, or None when none is."""
    # difflib takes time in proportion to the length: nobody misspells a key in 200 characters.
    if len(word) > 80:
        return None
    return next(iter(get_close_matches(word, list(known), n=1)), None)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return “ Menade du ”x”?” for the known word that is most like `word`, or nothing."""
    match = closest(word, known)
    return f" Menade du ”{match}”?" if match else ""


def shortened(text: str, most: int = 60) -> str:
    """Return `text` on one line, cut so that a message stays readable."""
    line = " ".join(text[: most * 4].split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
