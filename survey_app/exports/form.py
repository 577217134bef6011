"""A questionnaire → the form that `codebook.json` carries, to be printed as it was asked."""

from typing import Any

from survey_app.questionnaire.flow import in_words
from survey_app.questionnaire.model import AnyQuestion, FreeText, Questionnaire
from survey_app.questionnaire.variables import variables_of


def form(questionnaire: Questionnaire) -> dict[str, Any]:
    """Return the texts of the questionnaire in the order asked, without its logic."""
    return {
        "intro": questionnaire.intro,
        "sections": [
            {
                "title": section.title,
                "intro": section.intro,
                "questions": [_question(one, questionnaire) for one in section.questions],
            }
            for section in questionnaire.sections
        ],
        "thanks": questionnaire.thanks,
        "minutes": questionnaire.minutes,
    }


def _question(question: AnyQuestion, questionnaire: Questionnaire) -> dict[str, Any]:
    asked = variables_of(question)
    return {
        # A note, and what is not asked on the web, gives no variable.
        "kind": asked[0].kind if asked else "note",
        "text": question.text,
        "hint": question.hint,
        "only_if": in_words(question.show_if, questionnaire) if question.show_if else "",
        "variables": [one.name for one in asked],
        "rows": question.rows if isinstance(question, FreeText) else 0,
    }
