"""Who a question is for, said in the language of the page to those who see all questions.

“Svara bara om det här stämmer: ”Arbete”: ”i ganska hög grad” eller ”i mycket hög grad”.” Each
answer is named rather than “or higher”: languages compare in too many ways to build a sentence.
"""

from collections.abc import Iterable
from typing import assert_never

from survey_app.i18n import gettext as _
from survey_app.questionnaire.model import (
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    Condition,
    Is,
    Not,
    Questionnaire,
)
from survey_app.questionnaire.variables import Variable, variables


def asked_if(condition: Condition, questionnaire: Questionnaire) -> str:
    """Return in words when `condition` holds; the questionnaire is in the language of the page."""
    by_name = {variable.name: variable for variable in variables(questionnaire)}
    only_if = _("Svara bara om det här stämmer:")
    return f"{only_if} {_said(condition, by_name)}"


def _said(condition: Condition, by_name: dict[str, Variable]) -> str:
    match condition:
        case Is() | AtLeast() | AtMost():
            on = by_name[condition.item]
            return f"{_quoted(on.text)}: {_answers(condition, on)}"
        case Not(condition=inner):
            return _("inte (%(this)s)") % {"this": _said(inner, by_name)}
        case AnyOf(conditions=several):
            return _joined(_("eller"), several, by_name)
        case AllOf(conditions=several):
            return _joined(_("och"), several, by_name)
        case _:
            assert_never(condition)


def _joined(word: str, several: Iterable[Condition], by_name: dict[str, Variable]) -> str:
    parts = [
        f"({_said(one, by_name)})" if isinstance(one, AnyOf | AllOf) else _said(one, by_name)
        for one in several
    ]
    return f" {word} ".join(parts)


def _answers(condition: Is | AtLeast | AtMost, on: Variable) -> str:
    if on.scale is None and isinstance(condition, AtLeast | AtMost):
        unit = getattr(on.question, "unit", "")
        bound = _("minst %(number)s") if isinstance(condition, AtLeast) else _("högst %(number)s")
        return bound % {"number": f"{condition.value} {unit}".rstrip()}
    either = _("eller")
    return f" {either} ".join(_quoted(text) for text in _labels(condition, on))


def _labels(condition: Is | AtLeast | AtMost, on: Variable) -> list[str]:
    points = on.scale.points if on.scale is not None else ()
    match condition:
        case Is(codes=codes):
            steps = [one.text for one in points if one.code in codes]
            return steps or [one.text for one in on.options if one.code in codes]
        case AtLeast(value=limit):
            return [one.text for one in points if one.value is not None and one.value >= limit]
        case AtMost(value=limit):
            return [one.text for one in points if one.value is not None and one.value <= limit]
        case _:
            assert_never(condition)


def _quoted(text: str) -> str:
    return _("”%(text)s”") % {"text": text.rstrip(" .")}
