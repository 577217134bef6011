"""A questionnaire as the template draws it: finished values, nothing left to look up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, assert_never

from survey_app.i18n import gettext as _
from survey_app.languages import SOURCE
from survey_app.questionnaire.flow import in_words
from survey_app.questionnaire.model import (
    AnyQuestion,
    Condition,
    DateQuestion,
    FreeText,
    Likert,
    MultipleChoice,
    Note,
    Number,
    Questionnaire,
)
from survey_app.questionnaire.variables import Variable, variables, variables_of
from survey_app.respond.asked_if import asked_if
from survey_app.respond.for_script import for_script
from survey_app.respond.prose import Passage, passages

Kind = Literal["radio", "checkbox", "number", "date", "line", "text", "code"]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One answer to choose. `apart` sets it off from the others, as “vet ej” is."""

    value: str
    text: str
    checked: bool
    apart: bool = False
    lang: str = ""
    audio: str = ""
    line: "Field | None" = None
    """What is written when this one is chosen."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One thing to answer: its words and its control. `name` is also the id of the control.

    `lang` and `stem_lang` mark words in another language than the page, `audio` is the address of
    a recording. `warning` is what the
    person may want to change before sending, `error` what must be.
    """

    kind: Kind
    name: str
    label: str
    stem: str = ""
    hint: tuple[Passage, ...] = ()
    error: str = ""
    value: str = ""
    choices: tuple[Choice, ...] = ()
    unit: str = ""
    rows: int = 3
    required: bool = False
    lang: str = ""
    stem_lang: str = ""
    audio: str = ""
    warning: str = ""

    @property
    def described_by(self) -> str:
        """The ids of what is read out beside the label."""
        ids = [
            f"{self.name}-{part}"
            for part, there in (
                ("hint", self.hint),
                ("unit", self.unit),
                ("error", self.error),
                ("warning", self.warning),
            )
            if there
        ]
        return " ".join(ids)


@dataclass(frozen=True, kw_only=True)
class Block:
    """One question of the questionnaire: a battery has several fields, a note has none.

    `heading` stands above all the fields; `condition` says who is asked, in words and for the
    script.
    """

    id: str
    heading: str = ""
    hint: tuple[Passage, ...] = ()
    note: tuple[Passage, ...] = ()
    condition: str = ""
    show_if: str = ""
    fields: tuple[Field, ...] = ()
    lang: str = ""


@dataclass(frozen=True, kw_only=True)
class SectionView:
    """Questions under one heading."""

    id: str
    title: str
    intro: tuple[Passage, ...]
    blocks: tuple[Block, ...]
    lang: str = ""


@dataclass(frozen=True, kw_only=True)
class Written:
    """What has been typed, and what is wrong with it or may be, by variable."""

    typed: Mapping[str, Sequence[str]]
    errors: Mapping[str, str]
    warnings: Mapping[str, str] = field(default_factory=dict)

    def value(self, name: str) -> str:
        """Return what stands in a field for one value."""
        return next(iter(self.typed.get(name, ())), "")


NOTHING_WRITTEN = Written(typed={}, errors={})


def sections(questionnaire: Questionnaire, written: Written) -> tuple[SectionView, ...]:
    """Return the whole questionnaire with what has been written so far."""
    return tuple(
        SectionView(
            id=section.id,
            title=section.title,
            intro=passages(section.intro),
            blocks=tuple(
                _block(question, questionnaire, written)
                for question in section.questions
                if isinstance(question, Note) or variables_of(question)
            ),
        )
        for section in questionnaire.sections
    )


def told(questionnaire: Questionnaire, typed: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """Return what was answered as pairs of question and words, to read and to copy."""
    found = []
    for variable in variables(questionnaire):
        words = [_words(variable, text) for text in typed.get(variable.name, ()) if text.strip()]
        if words:
            asked = f"{variable.stem} {variable.text}".strip()
            found.append((asked, ", ".join(words)))
    return found


def _words(variable: Variable, typed: str) -> str:
    labels = dict(_labels(variable))
    return labels.get(typed, typed)


def _labels(variable: Variable) -> list[tuple[str, str]]:
    if variable.scale is not None:
        return [(point.code, point.text) for point in variable.scale.points]
    return [(option.code, option.text) for option in variable.options]


def _block(question: AnyQuestion, questionnaire: Questionnaire, written: Written) -> Block:
    condition = question.show_if
    # In a battery the statements share a heading; where each card stands alone it repeats it.
    shared = isinstance(question, Likert) and questionnaire.layout == "battery"
    return Block(
        id=question.id,
        heading=question.text if shared else "",
        hint=passages(question.hint) if shared else (),
        note=passages(f"{question.text}\n\n{question.hint}") if isinstance(question, Note) else (),
        condition="" if condition is None else _asked_if(condition, questionnaire),
        show_if="" if condition is None else for_script(condition, questionnaire),
        fields=_fields(question, written, stands_alone=not shared),
    )


def _asked_if(condition: Condition, questionnaire: Questionnaire) -> str:
    if questionnaire.language == SOURCE:
        return in_words(condition, questionnaire)
    return asked_if(condition, questionnaire)


def _fields(question: AnyQuestion, written: Written, *, stands_alone: bool) -> tuple[Field, ...]:
    asked = variables_of(question)
    lines = {one.specify_code: _line(one, written) for one in asked if one.specify_code is not None}
    return tuple(
        _field(
            variable,
            written,
            stem=variable.stem if stands_alone else "",
            hint=passages(question.hint) if stands_alone else (),
            lines=lines,
        )
        for variable in asked
        if variable.specifies is None
    )


def _field(
    variable: Variable,
    written: Written,
    *,
    stem: str,
    hint: tuple[Passage, ...],
    lines: Mapping[str, Field],
) -> Field:
    question = variable.question
    return Field(
        kind=_kind(variable),
        name=variable.name,
        label=variable.text,
        stem=stem,
        hint=(*hint, *_how_to_answer(question)),
        error=written.errors.get(variable.name, ""),
        warning=written.warnings.get(variable.name, ""),
        value=written.value(variable.name),
        choices=_choices(variable, written, lines),
        unit=question.unit if isinstance(question, Number) else "",
        rows=question.rows if isinstance(question, FreeText) else 3,
        required=question.required,
    )


def _kind(variable: Variable) -> Kind:
    match variable.kind:
        case "likert" | "single":
            return "radio"
        case "multiple":
            return "checkbox"
        case "number" | "date" | "text":
            return variable.kind
        case _:
            assert_never(variable.kind)


def _how_to_answer(question: AnyQuestion) -> tuple[Passage, ...]:
    if isinstance(question, MultipleChoice):
        if question.max_choices is None:
            return (Passage(text=_("Du kan välja flera.")),)
        return (Passage(text=_("Välj högst %(most)s.") % {"most": question.max_choices}),)
    if isinstance(question, DateQuestion):
        return (Passage(text=_("Till exempel 2024-01-08 eller 8/1 2024.")),)
    if isinstance(question, FreeText):
        return (Passage(text=_("Skriv inte namn eller personnummer.")),)
    return ()


def _choices(
    variable: Variable, written: Written, lines: Mapping[str, Field]
) -> tuple[Choice, ...]:
    chosen = written.typed.get(variable.name, ())
    if variable.scale is not None:
        return tuple(
            Choice(
                value=point.code,
                text=point.text,
                checked=point.code in chosen,
                apart=point.value is None,
            )
            for point in variable.scale.points
        )
    return tuple(
        Choice(
            value=option.code,
            text=option.text,
            checked=option.code in chosen,
            apart=option.missing or option.exclusive,
            line=lines.get(option.code),
        )
        for option in variable.options
    )


def _line(variable: Variable, written: Written) -> Field:
    return Field(
        kind="line",
        name=variable.name,
        label=_("Skriv här om du valde ”%(option)s”") % {"option": variable.text},
        error=written.errors.get(variable.name, ""),
        warning=written.warnings.get(variable.name, ""),
        value=written.value(variable.name),
    )
