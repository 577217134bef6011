"""What a questionnaire says, line by line, and the printed words it is compared with.

The files in `printed/` were made from the catalogue of instruments, apart from the YAML. A line
that begins with `~` is ours: it is in the form but not in the source. `#` begins a comment.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from survey_app.questionnaire.model import (
    AnyQuestion,
    HandCount,
    Likert,
    MultipleChoice,
    Number,
    Option,
    Point,
    Questionnaire,
    RowList,
    SingleChoice,
)

ROOT = Path(__file__).parents[2]
PRINTED = Path(__file__).parent / "printed"
SHIPPED = sorted(
    path for path in (ROOT / "questionnaires").glob("*/*.yaml") if path.stem.isdecimal()
)
OURS = "~ "

_END_OF_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True)
class Said:
    """One line of the form: as it is read, and as it was printed when that differs.

    `ours` is None where the model does not tell whose words they are.
    """

    text: str
    original: str = ""
    ours: bool | None = None

    def agrees_with(self, line: str) -> bool:
        """Tell whether `line` of a printed file is what is said here."""
        words = line.removeprefix(OURS)
        same_owner = self.ours is None or self.ours == line.startswith(OURS)
        return same_owner and words == (self.original or self.text)


def printed(name: str) -> list[str]:
    """Return the lines of a file in `printed/`, comments left out."""
    lines = (PRINTED / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def said_by(questionnaire: Questionnaire) -> list[Said]:
    """Return every line that the form shows, in the order shown."""
    lines = [Said(questionnaire.title), *_sentences(questionnaire.intro)]
    for section in questionnaire.sections:
        lines += [Said(section.title), *_sentences(section.intro)]
        for question in section.questions:
            lines += _said_by(question)
    return [*lines, *_sentences(questionnaire.thanks)]


def first_difference(printed_lines: list[str], said: list[Said]) -> str:
    """Return what differs first between print and form, or nothing."""
    for line, words in zip_longest(printed_lines, said):
        if line is None or words is None or not words.agrees_with(line):
            return f"printed: {line}\nform:    {words}"
    return ""


def _said_by(question: AnyQuestion) -> Iterator[Said]:
    yield Said(question.text, question.text_original)
    for line in question.hint.splitlines():
        yield Said(line)
    match question:
        case Likert():
            yield from _labels(question.scale.points)
            for item in question.items:
                yield Said(item.text, item.text_original)
        case SingleChoice() if question.scale is not None:
            yield from _labels(question.scale.points)
        case SingleChoice() | MultipleChoice() | HandCount():
            yield from _labels(question.options)
        case Number():
            yield Said(question.unit)
        case RowList():
            for column in question.columns:
                yield Said(column.text, column.text_original)
        case _:
            pass


def _labels(labels: tuple[Option, ...] | tuple[Point, ...]) -> Iterator[Said]:
    for label in labels:
        yield Said(label.text, ours=label.label_source == "samsvar")


def _sentences(text: str) -> list[Said]:
    paragraphs = [line for line in text.splitlines() if line]
    return [
        Said(sentence) for paragraph in paragraphs for sentence in _END_OF_SENTENCE.split(paragraph)
    ]
