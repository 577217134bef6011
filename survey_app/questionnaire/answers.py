"""What was typed in the form → answers, or what is wrong with them.

The same rules wherever an answer comes from: a browser, a file or a test. A wrong answer to one
question never costs the answers to the others.
"""

import enum
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import assert_never

from survey_app.questionnaire.flow import Answer, Answers, holds
from survey_app.questionnaire.model import (
    AnyQuestion,
    MultipleChoice,
    Number,
    Questionnaire,
)
from survey_app.questionnaire.variables import Variable, variables_of

__all__ = [
    "Answer",
    "Answers",
    "InvalidAnswer",
    "Problem",
    "Submission",
    "clean_text",
    "parse_answer",
    "read_answers",
    "utf16_units",
]

FIRST_YEAR, LAST_YEAR = 1900, 2100
LONGEST_NUMBER = 15
MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
SHORTEST_MONTH = 3
CONTROL = re.compile("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\ud800-\\udfff]")
"""Control characters but the line break, and halves of characters."""


class Problem(enum.Enum):
    """What can be wrong with an answer."""

    MISSING = "missing"
    MORE_THAN_ONE = "more than one"
    NOT_AN_OPTION = "not an option"
    TOO_MANY = "too many"
    EXCLUSIVE_AND_MORE = "exclusive and more"
    NOT_A_NUMBER = "not a number"
    NOT_WHOLE = "not whole"
    OUT_OF_RANGE = "out of range"
    NOT_A_DATE = "not a date"
    TOO_LONG = "too long"


class InvalidAnswer(Exception):
    """An answer that breaks a rule of its question. `values` are what the message needs to say."""

    def __init__(self, problem: Problem, **values: object) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.values = values


@dataclass(frozen=True, kw_only=True)
class Submission:
    """A form that was sent, by variable.

    `answers` holds what can be used, without questions that are hidden. `problems` is empty when
    everything can. `typed` is what was written, word for word, to show again; where a line has
    chosen its option, the option is chosen here too.
    """

    answers: dict[str, Answer]
    problems: Mapping[str, InvalidAnswer]
    typed: Mapping[str, Sequence[str]]


def read_answers(questionnaire: Questionnaire, typed: Mapping[str, Sequence[str]]) -> Submission:
    """Return the answers in what was typed, and the problems.

    `typed` holds the submitted strings of each field, none or several. Fields that are not
    variables of the questionnaire are ignored, and so is everything in a question that `show_if`
    hides: what a person is not asked, they have not answered.

    A line written beside an option (“Annan, nämligen …”) chooses that option, where several may be
    chosen or nothing else in the question is. Where one may be chosen and another is, the mark
    decides and the line is left out: it is mostly what is left after a change of mind, and then
    its writer does not mean to send it.
    """
    answers: dict[str, Answer] = {}
    problems: dict[str, InvalidAnswer] = {}
    typed = dict(typed)
    for question, asked, lines in _plan(questionnaire):
        if question.show_if is not None and not holds(question.show_if, answers, questionnaire):
            continue
        for line in lines:
            _choose_by_line(line, typed)
        for variable in asked:
            if _is_left_behind(variable, typed):
                continue
            try:
                answer = parse_answer(variable, typed.get(variable.name, ()))
            except InvalidAnswer as invalid:
                problems[variable.name] = invalid
            else:
                if answer is not None:
                    answers[variable.name] = answer
    return Submission(answers=answers, problems=problems, typed=typed)


def parse_answer(variable: Variable, typed: Sequence[str]) -> Answer | None:
    """Return the answer to one variable, or None when it was left blank.

    Raises InvalidAnswer when a rule of the question is broken.
    """
    read = clean_text if variable.kind == "text" else str.strip
    given = [text for text in dict.fromkeys(map(read, typed)) if text]
    if not given:
        if variable.question.required and variable.specifies is None:
            raise InvalidAnswer(Problem.MISSING)
        return None
    if variable.kind == "multiple":
        return _any_of(variable, given)
    if len(given) > 1:
        # Two different values in one field never come from our form; to pick one would be to
        # guess what somebody thinks.
        raise InvalidAnswer(Problem.MORE_THAN_ONE)
    match variable.kind:
        case "likert" | "single":
            return _one_of(variable, given[0])
        case "number":
            return _whole_number(variable, given[0])
        case "date":
            return _day(given[0])
        case "text":
            return _short_enough(variable, given[0])
        case _:
            assert_never(variable.kind)


_Step = tuple[AnyQuestion, tuple[Variable, ...], tuple[Variable, ...]]
"""A question, its variables, and those of them that are lines beside options."""


@lru_cache(maxsize=64)
def _plan(questionnaire: Questionnaire) -> tuple[_Step, ...]:
    steps = []
    for question in questionnaire.questions:
        asked = variables_of(question)
        lines = tuple(one for one in asked if one.specifies is not None)
        steps.append((question, asked, lines))
    return tuple(steps)


def _choose_by_line(line: Variable, typed: dict[str, Sequence[str]]) -> None:
    if line.specifies is None or line.specify_code is None:
        return
    if not any(clean_text(text) for text in typed.get(line.name, ())):
        return
    chosen = [text for text in typed.get(line.specifies, ()) if text.strip()]
    several = isinstance(line.question, MultipleChoice)
    if line.specify_code not in chosen and (several or not chosen):
        typed[line.specifies] = [*chosen, line.specify_code]


def _is_left_behind(variable: Variable, typed: Mapping[str, Sequence[str]]) -> bool:
    return variable.specifies is not None and (
        variable.specify_code not in typed.get(variable.specifies, ())
    )


def _one_of(variable: Variable, given: str) -> str:
    if given not in variable.codes:
        raise InvalidAnswer(Problem.NOT_AN_OPTION)
    return given


def _any_of(variable: Variable, given: Sequence[str]) -> list[str]:
    chosen = set(given)
    if not chosen <= set(variable.codes):
        raise InvalidAnswer(Problem.NOT_AN_OPTION)
    if len(chosen) > 1:
        alone = [one.text for one in variable.options if one.exclusive and one.code in chosen]
        if alone:
            raise InvalidAnswer(Problem.EXCLUSIVE_AND_MORE, option=alone[0])
    question = variable.question
    most = question.max_choices if isinstance(question, MultipleChoice) else None
    if most is not None and len(chosen) > most:
        raise InvalidAnswer(Problem.TOO_MANY, max=most, chosen=len(chosen))
    return [code for code in variable.codes if code in chosen]


def _whole_number(variable: Variable, given: str) -> int:
    question = variable.question
    assert isinstance(question, Number)  # noqa: S101 - the kind of the variable says so
    # Swedish writers group thousands with a space, often a non-breaking one; some repeat the unit.
    written = "".join(given.casefold().split())
    digits = written.removesuffix("".join(question.unit.casefold().split()))
    negative = digits.startswith(("-", "−"))
    digits = digits.lstrip("-−+") if digits[:1] in {"-", "−", "+"} else digits
    if not digits.isdecimal():
        whole, comma, decimals = digits.replace(".", ",").partition(",")
        if comma and whole.isdecimal() and decimals.isdecimal():
            raise InvalidAnswer(Problem.NOT_WHOLE)
        raise InvalidAnswer(Problem.NOT_A_NUMBER)
    digits = digits.lstrip("0") or "0"
    number = int(digits[:LONGEST_NUMBER]) * (-1 if negative else 1)
    if len(digits) > LONGEST_NUMBER or not question.min <= number <= question.max:
        raise InvalidAnswer(
            Problem.OUT_OF_RANGE, low=question.min, high=question.max, unit=question.unit
        )
    return number


def _day(given: str) -> str:
    try:
        day = date(*_year_month_day(given.casefold()))
    except ValueError:
        raise InvalidAnswer(Problem.NOT_A_DATE) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise InvalidAnswer(Problem.NOT_A_DATE)
    return day.isoformat()


def _year_month_day(written: str) -> tuple[int, int, int]:
    """Read `2024-01-08`, `20240108`, `8/1 2024`, `8.1.2024` or `8 januari 2024`.

    A year in two digits is not guessed at. Raises ValueError.
    """
    if written.isdecimal() and len(written) == len("20240108"):
        return int(written[:4]), int(written[4:6]), int(written[6:])
    parts = written.translate({ord(mark): " " for mark in "-–/.,"}).split()
    if parts[:1] == ["den"]:
        parts = parts[1:]
    first, month, last = parts  # anything but three parts is a ValueError
    if len(first) == len("2024"):
        return int(first), _month(month), int(last)
    if len(last) != len("2024"):
        raise ValueError
    return int(last), _month(month), int(first)


def _month(written: str) -> int:
    if written.isdecimal():
        return int(written)
    if len(written) >= SHORTEST_MONTH:
        for number, name in enumerate(MONTHS, start=1):
            if name.startswith(written):
                return number
    raise ValueError


def _short_enough(variable: Variable, text: str) -> str:
    if variable.specifies is not None:
        text = text.replace("\n", " ")
    over = utf16_units(text) - variable.max_length
    if over > 0:
        raise InvalidAnswer(Problem.TOO_LONG, over=over, max=variable.max_length)
    return text


def clean_text(typed: str) -> str:
    """Return text as it is kept: LF line breaks, NFC, no control characters, nothing around it.

    Marks that steer writing direction or join letters stay: Arabic and Persian need them.
    """
    lines = typed.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return unicodedata.normalize("NFC", CONTROL.sub("", lines)).strip()


def utf16_units(text: str) -> int:
    """Return the length of `text` as a browser counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
