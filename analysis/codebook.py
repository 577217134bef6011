"""What each column of an export folder means: texts, codes, scales, indicators, report plan."""

import datetime
from typing import Literal

from msgspec import Struct, field

from analysis.conditions import Condition
from analysis.form import Form
from analysis.response_rate import ResponseRate

FORMAT = "samsvar-export"
FORMAT_VERSION = 1

Kind = Literal["likert", "single", "multiple", "number", "date", "text"]


class Code(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One answer to choose.

    `value` is its place on the scale, None for answers without one; `missing` marks an answer
    outside the substance, such as “vet ej”; `exclusive` one that goes with no other.
    """

    code: str
    text: str
    value: int | None = None
    missing: bool = False
    exclusive: bool = False


class Scale(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which codes count as agreement (`top`) and disagreement, and the words for agreement."""

    top: tuple[str, ...]
    bottom: tuple[str, ...]
    agree: str


class Variable(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that was answered.

    `text` is the statement or question, `stem` the question a statement stood under. `columns`
    gives the column of each code of a multiple choice. An open answer at “nämligen” names the
    variable it `specifies` and that variable's code. A number is from `low` to `high`, where these
    are told, and without decimals when it is `whole`.
    """

    name: str
    kind: Kind
    question: str
    text: str
    stem: str = ""
    scale: str | None = None
    codes: tuple[Code, ...] = ()
    columns: dict[str, str] = field(default_factory=dict)
    max_choices: int | None = None
    unit: str = ""
    low: int | None = None
    high: int | None = None
    whole: bool = False
    specifies: str | None = None
    specify_code: str | None = None

    @property
    def is_open(self) -> bool:
        """True for an answer in words, which has no column."""
        return self.kind == "text"


class Indicator(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A share of persons for whom `condition` holds.

    Its base is everyone who answered at least one of the items it names.
    """

    id: str
    text: str
    condition: Condition


class RoundFacts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The round the answers come from. `k` is the smallest base that may be shown.

    `detail` is `full` when the respondents were told that classes of k to 9 keep all categories.
    """

    id: str
    title: str
    access: str
    opens_on: datetime.date | None
    closes_on: datetime.date | None
    k: int
    detail: Literal["standard", "full"]
    microdata: bool = False
    """Whether the respondents were told that single closed answers may be handed out."""


class QuestionnaireFacts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which questionnaire was answered; `hash` is the SHA-256 of what it asked."""

    id: str
    version: int
    title: str
    source: str
    audience: str
    hash: str


class ResponseClass(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What results may be broken down by: one group, or small ones together."""

    id: str
    name: str
    groups: tuple[str, ...]


# The report plan is kept as data here; the report decides what to make of it. ------------------


class Figure(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="figure"
):
    """A diagram of the distribution of `items`, in that order."""

    title: str
    items: tuple[str, ...]
    by_group: bool = False


class Means(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="means"
):
    """A diagram of the mean over `items`."""

    title: str
    items: tuple[str, ...]
    by_group: bool = False


class ShareSentence(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="share"
):
    """A sentence with the share that agrees with `item`."""

    item: str


class CountTable(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="table"
):
    """A table of counts for each answer to `item`."""

    item: str
    title: str = ""
    by_group: bool = False


class IndicatorSentence(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="indicator"
):
    """A sentence with an indicator and its definition."""

    indicator: str


class OpenAnswers(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="answers"
):
    """The open answers to `item`."""

    item: str


class CrossTable(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="crosstab"
):
    """A table of the answers to `item`, a row for each answer to the single choice `by`."""

    item: str
    by: str
    title: str = ""


ReportEntry = (
    Figure | Means | ShareSentence | CountTable | CrossTable | IndicatorSentence | OpenAnswers
)


class Codebook(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that is needed to read the columns of an export folder."""

    format: str
    format_version: int
    round: RoundFacts
    questionnaire: QuestionnaireFacts
    classes: tuple[ResponseClass, ...]
    variables: tuple[Variable, ...]
    scales: dict[str, Scale]
    indicators: tuple[Indicator, ...]
    report: tuple[ReportEntry, ...]
    form: Form | None = None
    response_rate: ResponseRate | None = None
    not_in_file: tuple[str, ...] = ()
    """Questions that a file of answers from elsewhere did not have, which are taken out here."""

    def variable(self, name: str) -> Variable:
        """Return the variable called `name`. Raises KeyError when there is none."""
        for variable in self.variables:
            if variable.name == name:
                return variable
        raise KeyError(name)

    def scale_of(self, variable: Variable) -> Scale:
        """Return the scale a Likert variable was judged on."""
        return self.scales[variable.scale or ""]
