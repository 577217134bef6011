"""Questions as the data that `form.typ` sets: text only, never markup."""

import itertools
from collections.abc import Iterator
from typing import Any, assert_never

from survey_app.i18n import gettext as _
from survey_app.languages import language
from survey_app.questionnaire.model import (
    AnyQuestion,
    Computed,
    DateQuestion,
    FreeText,
    HandCount,
    Item,
    Likert,
    MultipleChoice,
    Note,
    Number,
    Option,
    Point,
    Questionnaire,
    RowList,
    Scale,
    Section,
    SingleChoice,
)
from survey_app.questionnaire.strings import SCALES, SECTIONS
from survey_app.questionnaire.translation import Translated
from survey_app.respond.asked_if import asked_if
from survey_app.respond.prose import passages

Data = dict[str, Any]

MOST_ROWS = 8
"""Empty rows of a list: more fit on the back of the paper."""


def on_the_web(questionnaire: Questionnaire) -> bool:
    """Return whether people answer it: a form for an authority's own figures asks for names."""
    return not any(
        isinstance(one, HandCount | RowList | Computed) for one in questionnaire.questions
    )


class Questions:
    """The questions of one form, numbered as on the screen.

    Where each statement of a battery is a card of its own it has a number of its own here too; the
    condition of a question takes none, so that the numbers are the same for everybody.
    """

    def __init__(self, said: Translated) -> None:
        self._said = said
        self._on_the_web = on_the_web(said.questionnaire)
        self._numbers = itertools.count(1)
        self._one_at_a_time = said.questionnaire.layout == "one-at-a-time"

    def sections(self) -> list[Data]:
        """Return every section, in the order asked."""
        return [self._section(section) for section in self._said.questionnaire.sections]

    def words(self, string_id: str, text: str) -> Data:
        """Return a text with its language, where that is not the language of the form."""
        tag = self._said.fallbacks.get(string_id)
        if not self._said.lang(string_id) or tag is None:
            return {"text": text}
        other = language(tag)
        return {"text": text, "lang": other.html, "dir": other.direction}

    def prose(self, string_id: str, text: str) -> list[Data]:
        """Return running text as paragraphs and points."""
        return [
            {
                "text": self.words(string_id, one.text),
                "points": [self.words(string_id, point) for point in one.points],
            }
            for one in passages(text)
        ]

    def _section(self, section: Section) -> Data:
        path = f"{SECTIONS}.{section.id}"
        return {
            "title": self.words(f"{path}.title", section.title),
            "intro": self.prose(f"{path}.intro", section.intro),
            "questions": [
                self._question(one) for one in section.questions if not isinstance(one, Computed)
            ],
        }

    def _question(self, question: AnyQuestion) -> Data:
        condition = question.show_if
        data = {
            "number": "",
            "text": self.words(f"{question.id}.text", " ".join(question.text.split())),
            "hint": self.prose(f"{question.id}.hint", question.hint),
            "how": "",
            "condition": asked_if(condition, self._said.questionnaire) if condition else "",
        }
        if isinstance(question, Note):
            return {
                **data,
                "kind": "note",
                "text": self.prose(f"{question.id}.text", question.text),
            }
        if not (isinstance(question, Likert) and self._one_at_a_time):
            data["number"] = self._number()
        return {**data, **self._answered(question)}

    def _number(self) -> str:
        return f"{next(self._numbers)}." if self._on_the_web else ""

    def _answered(self, question: AnyQuestion) -> Data:  # noqa: C901 – a line for each kind
        match question:
            case Likert():
                return self._battery(question)
            case SingleChoice(scale=Scale() as scale):
                return self._choices(self._steps(scale), several=False)
            case SingleChoice():
                return self._choices(self._options(question), several=False)
            case MultipleChoice(max_choices=most):
                how = _("Du kan välja flera.") if most is None else _("Välj högst %(most)s.")
                data = self._choices(self._options(question), several=True)
                return {**data, "how": how % {"most": most} if most else how}
            case Number():
                unit = self.words(f"{question.id}.unit", question.unit)
                return {"kind": "number", "unit": unit, "digits": len(str(question.max))}
            case DateQuestion():
                return {"kind": "date", "parts": [[_("År"), 4], [_("Månad"), 2], [_("Dag"), 2]]}
            case FreeText():
                how = _("Skriv inte namn eller personnummer.") if self._on_the_web else ""
                return {"kind": "lines", "rows": question.rows, "how": how}
            case HandCount():
                return {"kind": "hands", "options": self._options(question)}
            case RowList():
                columns = self._items(question.id, "columns", question.columns)
                return {
                    "kind": "rows",
                    "columns": columns,
                    "rows": min(question.max_rows, MOST_ROWS),
                }
            case Note() | Computed():
                return {"kind": "note"}
            case _:
                assert_never(question)

    def _battery(self, question: Likert) -> Data:
        items = self._items(question.id, "items", question.items)
        numbers = [self._number() if self._one_at_a_time else "" for _item in items]
        return {
            "kind": "matrix",
            "items": [
                {"number": number, "text": text}
                for number, text in zip(numbers, items, strict=True)
            ],
            "steps": list(self._steps(question.scale)),
        }

    def _choices(self, options: Iterator[Data] | list[Data], *, several: bool) -> Data:
        return {"kind": "choices", "several": several, "options": list(options)}

    def _options(self, question: SingleChoice | MultipleChoice | HandCount) -> list[Data]:
        return [self._option(question.id, one) for one in question.options]

    def _option(self, id: str, option: Option) -> Data:
        return {
            "text": self.words(f"{id}.options.{option.code}", option.text),
            "apart": option.missing or option.exclusive,
            "specify": option.specify,
        }

    def _steps(self, scale: Scale) -> Iterator[Data]:
        for point in scale.points:
            yield {
                "text": self._step(scale, point),
                "apart": point.value is None,
                "specify": False,
            }

    def _step(self, scale: Scale, point: Point) -> Data:
        return self.words(f"{SCALES}.{scale.id}.{point.code}", point.text)

    def _items(self, id: str, part: str, items: tuple[Item, ...]) -> list[Data]:
        return [self.words(f"{id}.{part}.{one.id}", one.text) for one in items]
