"""What is wrong in a file of answers, told in Swedish by row and column to the one who mends it."""

import warnings
from collections.abc import Callable, Iterator

from analysis.errors import AnalysisError

MOST_TOLD = 50
MOST_KEPT = 10_000
LONGEST_QUOTE = 60
LETTERS = 26


class AnswersError(AnalysisError):
    """A file of answers that cannot be used.

    `problems` are in the file's order; there are `total`, of which not all may be kept.
    """

    def __init__(self, name: str, problems: tuple[str, ...], total: int | None = None) -> None:
        self.problems = problems
        self.total = len(problems) if total is None else total
        super().__init__("\n".join(_told(name, problems, self.total)))


class AnswersWarning(UserWarning):
    """Something in a file of answers that was left out, or read in a way worth knowing of."""


Tell = Callable[[str], None]


def warn(message: str) -> None:
    """Tell it as Python warns."""
    warnings.warn(message, AnswersWarning, stacklevel=3)


class Problems:
    """Problems as they are found; `stop_if_any` makes one error of all of them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._found: list[tuple[int, int, str]] = []
        self._total = 0

    def in_file(self, message: str) -> None:
        """Add a problem with the file as a whole, or with its headings."""
        self._add(0, 0, message)

    def in_row(self, row: int, message: str) -> None:
        """Add a problem with a whole row; `row` is numbered as a spreadsheet does."""
        self._add(row, -1, f"rad {row}: {message}")

    def in_cell(self, row: int, column: int, asked: str, message: str) -> None:
        """Add a problem with one cell; `column` counts from 0, `asked` is what it answers."""
        where = f"rad {row}, {column_named(column, asked)}"
        self._add(row, column, f"{where}: {message}")

    def stop_if_any(self) -> None:
        """Raise AnswersError when there are problems."""
        if self._found:
            ordered = sorted(self._found, key=lambda one: one[:2])
            raise AnswersError(self.name, tuple(message for _, _, message in ordered), self._total)

    def _add(self, row: int, column: int, message: str) -> None:
        self._total += 1
        # A whole column of the wrong kind must not cost more memory than the file.
        if len(self._found) < MOST_KEPT:
            self._found.append((row, column, message))


def column_named(column: int, heading: str) -> str:
    """Return `kolumn C (”Jag är delaktig”)`."""
    return f"kolumn {letters(column)} ({quoted(heading)})"


def letters(column: int) -> str:
    """Return the name a spreadsheet gives the column at place `column`, from 0: A, B … AA."""
    name = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, LETTERS)
        name = chr(ord("A") + rest) + name
    return name


def quoted(text: str) -> str:
    """Return `text` in Swedish quotes on one line, cut when it is long."""
    line = " ".join(text.split())
    cut = line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1].rstrip() + "…"
    return f"”{cut}”"


def listed(texts: list[str], most: int = 12) -> str:
    """Return texts with commas between, the last ones counted when there are many."""
    if len(texts) <= most:
        return ", ".join(texts)
    return f"{', '.join(texts[:most])} och {len(texts) - most} till"


def _told(name: str, problems: tuple[str, ...], total: int) -> Iterator[str]:
    if total == 1:
        yield f"{name}: {problems[0]}"
        return
    yield f"{name}: {total} problem. Inget är inläst."
    for problem in problems[:MOST_TOLD]:
        yield f"- {problem}"
    if total > MOST_TOLD:
        yield f"- och {total - MOST_TOLD} till"
