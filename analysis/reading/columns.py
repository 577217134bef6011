"""Rows of cells → one list of answers for each variable, with every problem told."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from analysis.codebook import Codebook, Variable
from analysis.reading.answers_in_cells import Options, Unusable, is_picked, must_go_together
from analysis.reading.headings import Columns
from analysis.reading.measures import day_in, number_in, text_in
from analysis.reading.problems import Problems, Tell
from analysis.reading.rows import Cell, Row

Value = TypeVar("Value")


@dataclass(kw_only=True)
class Answers:
    """The answers of each row by variable; a missing one is None, or no picks, or no text.

    Single choices are places among the codes, multiple choices sorted lists of them.
    """

    single: dict[str, list[int | None]] = field(default_factory=dict)
    multiple: dict[str, list[list[int]]] = field(default_factory=dict)
    numbers: dict[str, list[float | None]] = field(default_factory=dict)
    days: dict[str, list[datetime.date | None]] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)


def read_answers_in(
    rows: Sequence[Row], columns: Columns, codebook: Codebook, problems: Problems, tell: Tell
) -> Answers:
    """Return the answers in the rows. What cannot be used is added to `problems`."""
    reader = _Reader(rows, columns, problems)
    answers = Answers()
    for variable in codebook.variables:
        match variable.kind:
            case "likert" | "single":
                options = Options(variable)
                answers.single[variable.name] = reader.each(variable, options.one)
            case "multiple":
                answers.multiple[variable.name] = reader.several(variable)
            case "number":
                read = partial(number_in, variable=variable)
                answers.numbers[variable.name] = reader.each(variable, read)
            case "date":
                answers.days[variable.name] = reader.each(variable, day_in)
            case "text":
                write = partial(text_in, one_line=variable.specifies is not None)
                written = reader.each(variable, write)
                answers.texts[variable.name] = [text or "" for text in written]
    for variable in codebook.variables:
        if variable.specifies is not None:
            _join_line(variable, answers, codebook, tell)
    return answers


class _Reader:
    def __init__(self, rows: Sequence[Row], columns: Columns, problems: Problems) -> None:
        self._rows = rows
        self._columns = columns
        self._problems = problems

    def each(self, variable: Variable, read: Callable[[Cell], Value | None]) -> list[Value | None]:
        """Return what `read` makes of each cell in the column of a variable, None without one."""
        column = self._columns.whole.get(variable.name)
        if column is None:
            return [None] * len(self._rows)
        return [self._read(row, column, variable.text, read) for row in self._rows]

    def several(self, variable: Variable) -> list[list[int]]:
        """Return the picks of a multiple choice, from one column or from one for each option."""
        options = Options(variable)
        by_code = self._columns.options.get(variable.name)
        if by_code is None:
            together = _checked(variable, options.several)
            return [picked or [] for picked in self.each(variable, together)]
        places = [
            (place, by_code[one.code])
            for place, one in enumerate(variable.codes)
            if one.code in by_code
        ]
        return [self._marked(row, variable, options, places) for row in self._rows]

    def _marked(
        self, row: Row, variable: Variable, options: Options, places: Sequence[tuple[int, int]]
    ) -> list[int]:
        picked = [
            place
            for place, column in places
            if self._read(
                row,
                column,
                variable.codes[place].text,
                partial(is_picked, options=options, place=place),
            )
        ]
        try:
            must_go_together(variable, picked)
        except Unusable as wrong:
            self._tell(row, places[0][1], variable.text, wrong)
        return picked

    def _read(
        self, row: Row, column: int, asked: str, read: Callable[[Cell], Value | None]
    ) -> Value | None:
        try:
            return read(row.cell(column))
        except Unusable as wrong:
            self._tell(row, column, asked, wrong)
            return None

    def _tell(self, row: Row, column: int, asked: str, wrong: Unusable) -> None:
        # What was asked says more than a heading that may begin with a long stem.
        self._problems.in_cell(row.number, column, asked, f"{wrong}. Rätta eller lämna tomt.")


def _checked(variable: Variable, read: Callable[[Cell], list[int]]) -> Callable[[Cell], list[int]]:
    def checked(cell: Cell) -> list[int]:
        picked = read(cell)
        must_go_together(variable, picked)
        return picked

    return checked


def _join_line(line: Variable, answers: Answers, codebook: Codebook, tell: Tell) -> None:
    """Let a line written beside an option choose it, as it does in our own form.

    Where only one may be chosen and another is, the mark decides and the line is left out.
    """
    asked = codebook.variable(line.specifies or "")
    option = [one.code for one in asked.codes].index(line.specify_code or "")
    written = answers.texts[line.name]
    left_out = 0
    for row, text in enumerate(written):
        if not text:
            continue
        if asked.kind == "multiple":
            picked = answers.multiple[asked.name]
            picked[row] = sorted({*picked[row], option})
            continue
        chosen = answers.single[asked.name]
        if chosen[row] is None:
            chosen[row] = option
        elif chosen[row] != option:
            written[row] = ""
            left_out += 1
    if left_out:
        texts = "1 text" if left_out == 1 else f"{left_out} texter"
        tell(f"{line.name}: {texts} läses inte, för ett annat svar är valt på ”{asked.name}”.")
