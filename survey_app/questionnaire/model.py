"""A questionnaire as frozen, typed objects.

`load` makes them from YAML, once, at the door. A round keeps its own copy as JSON (`freeze`,
`thaw`), so a file that is changed or broken later stops no round.
"""

import hashlib
from typing import Literal

import msgspec
from msgspec import Struct

from survey_app.questionnaire.translation_copy import TranslationCopy

LabelSource = Literal["källa", "samsvar"]

Audience = Literal[
    "deltagare", "handläggare", "projektansvariga", "styrgrupp", "insatsägare", "annan"
]
Layout = Literal["one-at-a-time", "battery"]

DEFAULT_K = {"deltagare": 10}
STAFF_K = 5
DEFAULT_MAX_LENGTH = 2000


class Option(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One answer to choose. `missing` marks an answer such as “vet ej”, outside the substance."""

    code: str
    text: str
    specify: bool = False
    """A line to write on follows, kept as an open answer of its own."""
    exclusive: bool = False
    """In a multiple choice: cannot be combined with any other."""
    missing: bool = False
    label_source: LabelSource = "källa"


class Point(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One step of a scale. `value` is None for steps outside it, such as “vet ej”."""

    code: str
    text: str
    value: int | None = None
    label_source: LabelSource = "källa"


class Scale(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Ordered steps that statements are judged on, and where agreement begins."""

    id: str
    points: tuple[Point, ...]
    top: tuple[str, ...]
    """Codes that count as agreement (top-2), usually 4 and 5."""
    bottom: tuple[str, ...]
    agree: str
    """The words for the top codes in a sentence: “instämmer mycket eller helt”."""
    source: str = ""


# Conditions ------------------------------------------------------------------------------------


class AtLeast(Struct, frozen=True, tag_field="kind", tag="at_least"):
    """The scale value or number given to `item` is `value` or more."""

    item: str
    value: int


class AtMost(Struct, frozen=True, tag_field="kind", tag="at_most"):
    """The scale value or number given to `item` is `value` or less."""

    item: str
    value: int


class Is(Struct, frozen=True, tag_field="kind", tag="is"):
    """`item` was answered with one of `codes` (for a multiple choice: at least one of them)."""

    item: str
    codes: tuple[str, ...]


class Not(Struct, frozen=True, tag_field="kind", tag="not"):
    """`condition` does not hold."""

    condition: "Condition"


class AnyOf(Struct, frozen=True, tag_field="kind", tag="any"):
    """At least one of `conditions` holds."""

    conditions: "tuple[Condition, ...]"


class AllOf(Struct, frozen=True, tag_field="kind", tag="all"):
    """Every one of `conditions` holds."""

    conditions: "tuple[Condition, ...]"


Condition = AtLeast | AtMost | Is | Not | AnyOf | AllOf


# Questions -------------------------------------------------------------------------------------


class Question(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="type"):
    """What every kind of question has in common."""

    id: str
    text: str
    text_original: str = ""
    """The printed wording, where `text` mends a slip in it."""
    hint: str = ""
    required: bool = False
    show_if: Condition | None = None


class SingleChoice(Question, frozen=True, kw_only=True, omit_defaults=True, tag="single"):
    """Pick one of `options`, or one step of `scale`: exactly one of the two is given."""

    options: tuple[Option, ...] = ()
    scale: Scale | None = None


class MultipleChoice(Question, frozen=True, kw_only=True, omit_defaults=True, tag="multiple"):
    """Pick several, at most `max_choices`. The answer is codes in the order asked."""

    options: tuple[Option, ...]
    max_choices: int | None = None


class Item(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One statement of a battery; its variable is `<question>_<item>`."""

    id: str
    text: str
    text_original: str = ""


class Likert(Question, frozen=True, kw_only=True, omit_defaults=True, tag="likert"):
    """Several statements judged on one scale."""

    scale: Scale
    items: tuple[Item, ...]


class Number(Question, frozen=True, kw_only=True, omit_defaults=True, tag="number"):
    """A whole number from `min` to `max`, in `unit`."""

    min: int
    max: int
    unit: str = ""


class DateQuestion(Question, frozen=True, kw_only=True, omit_defaults=True, tag="date"):
    """A day, as year-month-day."""


class FreeText(Question, frozen=True, kw_only=True, omit_defaults=True, tag="text"):
    """An open answer. `max_length` counts UTF-16 units, as browsers do."""

    rows: int = 3
    max_length: int = DEFAULT_MAX_LENGTH


class HandCount(Question, frozen=True, kw_only=True, omit_defaults=True, tag="hand"):
    """Hands raised for each option at a group meeting: counts, never persons."""

    options: tuple[Option, ...]


class RowList(Question, frozen=True, kw_only=True, omit_defaults=True, tag="list"):
    """Rows with the same columns, such as goals with their results. Not yet asked on the web."""

    columns: tuple[Item, ...]
    max_rows: int = 20


class Computed(Question, frozen=True, kw_only=True, omit_defaults=True, tag="computed"):
    """`numerator` as a percentage of `denominator`, both numbers. Not yet asked on the web."""

    numerator: str
    denominator: str


class Note(Question, frozen=True, kw_only=True, omit_defaults=True, tag="note"):
    """Text only; nothing to answer."""


AnyQuestion = (
    SingleChoice
    | MultipleChoice
    | Likert
    | Number
    | DateQuestion
    | FreeText
    | HandCount
    | RowList
    | Computed
    | Note
)


class Section(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Questions under one heading."""

    id: str
    title: str
    questions: tuple[AnyQuestion, ...]
    intro: str = ""


# What is counted and printed -------------------------------------------------------------------


class Indicator(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A share of persons for whom `condition` holds.

    Its base is everyone who answered at least one of the items it names.
    """

    id: str
    text: str
    condition: Condition


class Figure(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="figure"):
    """A diagram of the distribution of `items`, in that order."""

    title: str
    items: tuple[str, ...]
    by_group: bool = False


class Means(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="means"):
    """A diagram of the mean over `items`, one row a group when `by_group`."""

    title: str
    items: tuple[str, ...]
    by_group: bool = False


class Share(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="share"):
    """A sentence with the share that agrees: “47 av 57 (82 %) …”."""

    item: str


class CountTable(
    Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="table"
):
    """A table of counts for each answer to `item`."""

    item: str
    title: str = ""
    by_group: bool = False


class CrossTable(
    Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="crosstab"
):
    """A table of the answers to `item`, a row for each answer to the single choice `by`."""

    item: str
    by: str
    title: str = ""


class IndicatorShare(
    Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="indicator"
):
    """A sentence with an indicator and its definition."""

    indicator: str


class OpenAnswers(
    Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="answers"
):
    """The open answers to `item`."""

    item: str


ReportEntry = Figure | Means | Share | CountTable | CrossTable | IndicatorShare | OpenAnswers


class Questionnaire(Struct, frozen=True, kw_only=True, omit_defaults=True, cache_hash=True):
    """The instrument: what is asked, in which order, and what is printed of it."""

    id: str
    version: int
    title: str
    audience: Audience
    sections: tuple[Section, ...]
    source: str = ""
    language: str = "sv"
    minutes: int | None = None
    layout: Layout = "battery"
    fill: tuple[str, ...] = ()
    intro: str = ""
    thanks: str = ""
    indicators: tuple[Indicator, ...] = ()
    report: tuple[ReportEntry, ...] = ()
    translations: tuple[TranslationCopy, ...] = ()
    """Only in the frozen copy of a round: the other languages it may be answered in."""

    @property
    def questions(self) -> tuple[AnyQuestion, ...]:
        """Every question, in the order asked."""
        return tuple(question for section in self.sections for question in section.questions)

    @property
    def reference(self) -> str:
        """The name people use for it: `deltagare:1`."""
        return f"{self.id}:{self.version}"

    @property
    def default_k(self) -> int:
        """The smallest base that may be shown: 10 for participants, 5 for staff."""
        return DEFAULT_K.get(self.audience, STAFF_K)


def freeze(questionnaire: Questionnaire) -> bytes:
    """Return the questionnaire as canonical JSON, scales included."""
    return msgspec.json.encode(questionnaire)


def thaw(frozen: bytes) -> Questionnaire:
    """Return the questionnaire that `freeze` wrote."""
    return msgspec.json.decode(frozen, type=Questionnaire)


def fingerprint(questionnaire: Questionnaire) -> str:
    """Return the SHA-256 of what is asked and counted, in hex.

    Comments and layout of the file do not count, nor do translations; a changed scale does.
    """
    asked = msgspec.structs.replace(questionnaire, translations=())
    return hashlib.sha256(freeze(asked)).hexdigest()
