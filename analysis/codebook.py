"""What each column of an export folder means: texts, codes, scales, indicators, report plan."""

import datetime
from collections.abc import Iterable
from typing import Literal

import msgspec
from msgspec import Struct, field

from analysis.conditions import AtLeast, AtMost, Condition, Is, leaves
from analysis.errors import CodebookError
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

    def variable(self, name: str) -> Variable:
        """Return the variable called `name`. Raises KeyError when there is none."""
        for variable in self.variables:
            if variable.name == name:
                return variable
        raise KeyError(name)

    def scale_of(self, variable: Variable) -> Scale:
        """Return the scale a Likert variable was judged on."""
        return self.scales[variable.scale or ""]


class _Header(Struct, frozen=True):
    format: str
    format_version: int


def read_codebook(encoded: bytes) -> Codebook:
    """Return the codebook that `codebook.json` holds.

    Raises CodebookError that says which key or which variable cannot be used.
    """
    try:
        header = msgspec.json.decode(encoded, type=_Header)
    except msgspec.MsgspecError as error:
        raise CodebookError(f"codebook.json is not the codebook of an export: {error}.") from None
    if header.format != FORMAT:
        raise CodebookError(f"codebook.json has the format “{header.format}”, not “{FORMAT}”.")
    if header.format_version != FORMAT_VERSION:
        raise CodebookError(
            f"codebook.json has format version {header.format_version}; this program reads "
            f"version {FORMAT_VERSION}. Use the Samsvar version that wrote it, or a newer one."
        )
    try:
        codebook = msgspec.json.decode(encoded, type=Codebook)
    except msgspec.MsgspecError as error:
        raise CodebookError(f"codebook.json: {error}.") from None
    _check(codebook)
    return codebook


def _check(codebook: Codebook) -> None:
    if codebook.round.k < 1:
        raise CodebookError(f"codebook.json: k is {codebook.round.k} and must be 1 or more.")
    _unique("the class", (one.id for one in codebook.classes))
    _unique("the class name", (one.name for one in codebook.classes))
    _unique("the variable", (variable.name for variable in codebook.variables))
    _unique("the indicator", (indicator.id for indicator in codebook.indicators))
    for variable in codebook.variables:
        _check_variable(codebook, variable)
    for indicator in codebook.indicators:
        _check_indicator(codebook, indicator)
    crossed = [entry for entry in codebook.report if isinstance(entry, CrossTable)]
    _unique("the cross-table of", (entry.item for entry in crossed))
    for entry in crossed:
        _check_crossed(codebook, entry)


def _unique(what: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise CodebookError(f"codebook.json: {what} “{name}” is there twice.")
        seen.add(name)


def _check_variable(codebook: Codebook, variable: Variable) -> None:
    where = f"codebook.json: the variable “{variable.name}”"
    codes = [one.code for one in variable.codes]
    _unique(f"in “{variable.name}”, the code", codes)
    if bool(codes) != (variable.kind in {"likert", "single", "multiple"}):
        raise CodebookError(f"{where} is of kind {variable.kind} and has {len(codes)} codes.")
    if variable.kind == "likert":
        scale = codebook.scales.get(variable.scale or "")
        if scale is None:
            raise CodebookError(f"{where} has the scale “{variable.scale}”, which is not there.")
        if unknown := (set(scale.top) | set(scale.bottom)) - set(codes):
            raise CodebookError(
                f"{where}: the scale “{variable.scale}” counts “{min(unknown)}”, "
                "which is not one of its codes."
            )
    expected = set(codes) if variable.kind == "multiple" else set()
    if set(variable.columns) != expected:
        raise CodebookError(f"{where} must have a column for each code, and only then.")
    if variable.specifies is not None:
        _check_specified(codebook, variable, where)


def _check_specified(codebook: Codebook, variable: Variable, where: str) -> None:
    parents = [one for one in codebook.variables if one.name == variable.specifies]
    codes = [code.code for one in parents for code in one.codes]
    if variable.specify_code not in codes:
        raise CodebookError(
            f"{where} explains “{variable.specify_code}” of “{variable.specifies}”, "
            "which is not there."
        )


def _check_crossed(codebook: Codebook, entry: CrossTable) -> None:
    where = f"codebook.json: the cross-table of “{entry.item}” by “{entry.by}”"
    kinds = {variable.name: variable.kind for variable in codebook.variables}
    if kinds.get(entry.item) not in {"likert", "single", "multiple"}:
        raise CodebookError(f"{where}: “{entry.item}” is no variable with codes.")
    if kinds.get(entry.by) != "single":
        raise CodebookError(f"{where}: “{entry.by}” is no single choice.")
    if entry.item == entry.by:
        raise CodebookError(f"{where}: the two must be different variables.")


def _check_indicator(codebook: Codebook, indicator: Indicator) -> None:
    where = f"codebook.json: the indicator “{indicator.id}”"
    for leaf in leaves(indicator.condition):
        found = [one for one in codebook.variables if one.name == leaf.item]
        if not found:
            raise CodebookError(f"{where} uses “{leaf.item}”, which is not a variable.")
        kind = found[0].kind
        match leaf:
            case AtLeast() | AtMost() if kind not in {"likert", "number"}:
                raise CodebookError(f"{where} compares “{leaf.item}”, which has no values.")
            case Is() if not found[0].codes:
                raise CodebookError(f"{where} uses “{leaf.item}”, which has no codes.")
            case Is() if unknown := set(leaf.codes) - {one.code for one in found[0].codes}:
                raise CodebookError(f"{where}: “{min(unknown)}” is not an answer to “{leaf.item}”.")
            case _:
                pass
