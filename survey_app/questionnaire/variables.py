"""The variables a questionnaire gives: what a form field, a column and a codebook row are named.

A battery gives one for each statement, an option with a line to write on gives an extra open
answer, and a note gives none.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, assert_never

from survey_app.questionnaire.model import (
    AnyQuestion,
    Computed,
    DateQuestion,
    FreeText,
    HandCount,
    Likert,
    MultipleChoice,
    Note,
    Number,
    Option,
    Questionnaire,
    RowList,
    Scale,
    SingleChoice,
)

VariableKind = Literal["likert", "single", "multiple", "number", "date", "text"]

SPECIFY_MAX_LENGTH = 200


@dataclass(frozen=True, kw_only=True)
class Variable:
    """One thing that is answered.

    `text` is the statement or question; `stem` the question that a statement stands under.
    `specifies` is the variable whose option `specify_code` this open answer explains.
    """

    name: str
    kind: VariableKind
    question: AnyQuestion
    text: str
    stem: str = ""
    scale: Scale | None = None
    options: tuple[Option, ...] = ()
    max_length: int = 0
    specifies: str | None = None
    specify_code: str | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that can be answered, in the order asked; empty for open answers."""
        if self.scale is not None:
            return tuple(point.code for point in self.scale.points)
        return tuple(option.code for option in self.options)

    @property
    def is_open(self) -> bool:
        """True for an answer in words, which is stored apart from all others."""
        return self.kind == "text"


@lru_cache(maxsize=64)
def variables(questionnaire: Questionnaire) -> tuple[Variable, ...]:
    """Return every variable of the questionnaire, in the order asked."""
    return tuple(
        variable for question in questionnaire.questions for variable in variables_of(question)
    )


def variables_of(question: AnyQuestion) -> tuple[Variable, ...]:
    """Return the variables of one question."""
    match question:
        case SingleChoice(scale=Scale() as scale):
            return (
                Variable(
                    name=question.id,
                    kind="likert",
                    question=question,
                    text=question.text,
                    scale=scale,
                ),
            )
        case SingleChoice() | MultipleChoice():
            kind: VariableKind = "single" if isinstance(question, SingleChoice) else "multiple"
            choice = Variable(
                name=question.id,
                kind=kind,
                question=question,
                text=question.text,
                options=question.options,
            )
            return (choice, *_specified(question))
        case Likert():
            return tuple(
                Variable(
                    name=f"{question.id}_{item.id}",
                    kind="likert",
                    question=question,
                    text=item.text,
                    stem=question.text,
                    scale=question.scale,
                )
                for item in question.items
            )
        case Number():
            return (
                Variable(name=question.id, kind="number", question=question, text=question.text),
            )
        case DateQuestion():
            return (Variable(name=question.id, kind="date", question=question, text=question.text),)
        case FreeText():
            return (
                Variable(
                    name=question.id,
                    kind="text",
                    question=question,
                    text=question.text,
                    max_length=question.max_length,
                ),
            )
        case HandCount() | RowList() | Computed() | Note():
            return ()
        case _:
            assert_never(question)


def _specified(question: SingleChoice | MultipleChoice) -> tuple[Variable, ...]:
    return tuple(
        Variable(
            name=f"{question.id}_{option.code}",
            kind="text",
            question=question,
            text=option.text,
            stem=question.text,
            max_length=SPECIFY_MAX_LENGTH,
            specifies=question.id,
            specify_code=option.code,
        )
        for option in question.options
        if option.specify
    )
