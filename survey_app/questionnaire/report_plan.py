"""Whether the report plan names things that exist and that can be shown that way."""

from survey_app.questionnaire.draft import Draft
from survey_app.questionnaire.findings import nearest
from survey_app.questionnaire.model import (
    CountTable,
    CrossTable,
    Figure,
    IndicatorShare,
    Means,
    OpenAnswers,
    ReportEntry,
    Share,
)
from survey_app.questionnaire.references import KIND_WORDS, Names, range_of, variable_called
from survey_app.questionnaire.variables import Variable, VariableKind

_COUNTED: set[VariableKind] = {"likert", "single", "multiple"}


def check_report(draft: Draft, names: Names) -> None:
    """Say which entries of the report plan name something that does not exist or does not fit."""
    crossed: dict[str, int] = {}
    for entry in draft.entries:
        _check_entry(entry, draft, names)
        if isinstance(entry, CrossTable):
            _check_once(entry, crossed, draft)


def _check_entry(entry: ReportEntry, draft: Draft, names: Names) -> None:
    match entry:
        case Figure():
            _check_items(entry, _COUNTED, draft, names)
        case Means():
            _check_items(entry, {"likert", "number"}, draft, names)
        case Share():
            _check_item(entry.item, "share", {"likert"}, entry, draft, names)
        case CountTable():
            _check_item(entry.item, "table", _COUNTED, entry, draft, names)
        case CrossTable():
            _check_item(entry.item, "crosstab", _COUNTED, entry, draft, names)
            _check_item(entry.by, "by", {"single"}, entry, draft, names)
            if entry.item == entry.by:
                draft.report.error(
                    draft.line_of(entry, "by"),
                    f"en korstabell av ”{entry.item}” behöver en annan fråga i ”by”.",
                )
        case OpenAnswers():
            _check_item(entry.item, "answers", {"text"}, entry, draft, names)
        case IndicatorShare():
            known = {indicator.id for indicator in draft.indicators}
            if entry.indicator not in known and not draft.is_broken(entry.indicator):
                draft.report.error(
                    draft.line_of(entry, "indicator"),
                    f"indikatorn ”{entry.indicator}” finns inte.{nearest(entry.indicator, known)}",
                )


def _check_once(entry: CrossTable, crossed: dict[str, int], draft: Draft) -> None:
    """Say that a question has a cross-table already: two could be combined into one by both."""
    line = draft.line_of(entry, "crosstab")
    if entry.item in crossed:
        draft.report.error(
            line,
            f"”{entry.item}” har redan en korstabell på rad {crossed[entry.item]}. Behåll en av "
            "dem: två tillsammans kan röja enskilda svar.",
        )
    crossed.setdefault(entry.item, line)


def _check_items(
    entry: Figure | Means, kinds: set[VariableKind], draft: Draft, names: Names
) -> None:
    found = [_check_item(name, "items", kinds, entry, draft, names) for name in entry.items]
    ranges = {range_of(variable) for variable in found if variable is not None}
    if isinstance(entry, Figure) and len(found) > 1 and (len(ranges) > 1 or None in ranges):
        draft.report.error(
            draft.line_of(entry, "items"),
            "ett diagram med flera frågor behöver samma steg i alla. Gör ett diagram för varje "
            "skala eller fråga.",
        )


def _check_item(
    name: str, key: str, kinds: set[VariableKind], entry: ReportEntry, draft: Draft, names: Names
) -> Variable | None:
    line = draft.line_of(entry, key)
    variable = variable_called(name, line, draft, names)
    if variable is not None and variable.kind not in kinds:
        wanted = " eller ".join(KIND_WORDS[kind] for kind in KIND_WORDS if kind in kinds)
        draft.report.error(
            line,
            f"”{name}” går inte här: svaret är {KIND_WORDS[variable.kind]} och ska vara {wanted}.",
        )
        return None
    return variable
