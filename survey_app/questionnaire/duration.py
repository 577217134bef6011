"""How long a questionnaire takes on a phone.

The seconds for each kind of question follow published studies of phone surveys (an open answer
takes 30 s or more, a number about 27 s). They are an estimate until there are medians of our own.
"""

from typing import assert_never

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
    Questionnaire,
    RowList,
    SingleChoice,
)

INTRO = 20
JUDGEMENT = 9
SEVERAL = 18
NUMBER = 27
SHORT_TEXT = 30
LONG_TEXT = 60


def estimated_seconds(questionnaire: Questionnaire, *, comments: bool = True) -> int:
    """Return the seconds it takes to answer everything on a phone.

    Without `comments`, the open questions of more than one line are left blank. Questions with a
    condition are counted as if they were shown.
    """
    return INTRO + sum(
        _seconds(question, comments=comments) for question in questionnaire.questions
    )


def is_comment(question: AnyQuestion) -> bool:
    """Tell whether `question` asks for more than a few words."""
    return isinstance(question, FreeText) and question.rows > 1


def _seconds(question: AnyQuestion, *, comments: bool) -> int:
    match question:
        case SingleChoice():
            return JUDGEMENT
        case Likert():
            return JUDGEMENT * len(question.items)
        case MultipleChoice():
            return SEVERAL
        case Number() | DateQuestion():
            return NUMBER
        case FreeText():
            if not is_comment(question):
                return SHORT_TEXT
            return LONG_TEXT if comments else 0
        case HandCount():
            return SEVERAL
        case RowList():
            return LONG_TEXT if comments else 0
        case Computed() | Note():
            return 0
        case _:
            assert_never(question)
