"""The questionnaire as it was asked, to be printed: texts in order, without logic."""

from typing import Literal

from msgspec import Struct

QuestionKind = Literal["likert", "single", "multiple", "number", "date", "text", "note"]


class FormQuestion(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A question and the variables that hold its answers, none for a note.

    `only_if` says in words to whom it was shown; `rows` is the height of an open answer in lines.
    """

    kind: QuestionKind
    text: str
    hint: str = ""
    only_if: str = ""
    variables: tuple[str, ...] = ()
    rows: int = 0


class FormSection(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Questions under one heading."""

    title: str
    questions: tuple[FormQuestion, ...]
    intro: str = ""


class Form(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything a respondent read, filled in. Texts hold paragraphs parted by empty lines."""

    intro: str
    sections: tuple[FormSection, ...]
    thanks: str
    minutes: int | None = None
