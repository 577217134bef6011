"""What may be shown of a round as tidy pandas frames: one row a fact, <NA> where it is withheld.

A frame holds protected numbers only: every function takes what came out of the gate, never rows of
answers.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from analysis.codebook import Codebook
from analysis.declared_index import DeclaredIndex
from analysis.estimates import ChoiceEstimate, LikertEstimate
from analysis.group_means import GroupMean
from analysis.open_answers import OpenAnswers
from analysis.response_rate import GroupRate, ResponseRate
from analysis.summary import Summary
from analysis.swedish import few

if TYPE_CHECKING:
    import pandas as pd

EVERYONE = "Totalt"
"""Stands in the column `group` of numbers about everyone."""

_WHOLE = {
    *("value", "count", "percent", "n", "no_answer", "picks", "of"),
    *("top2", "top2_percent", "bottom2", "bottom2_percent"),
    *("substantive", "top2_substantive_percent"),
    *("fewest", "most", "invited", "answered"),
}
_DECIMAL = {"mean", "median", "percent_of_picks", "sd", "alpha"}
_YES_OR_NO = {"coarse"}

_LIKERT = "variable text group code label value count percent n"
_ITEMS = (
    "variable text stem group n no_answer top2 top2_percent bottom2 bottom2_percent substantive "
    "top2_substantive_percent median mean"
)
_CHOICES = "variable text kind group code label count percent percent_of_picks n picks"


def likert_frame(found: Summary) -> "pd.DataFrame":
    """Return one row for each item, group and answer: how many gave it, of `n` who answered."""
    return _frame(
        _LIKERT,
        (
            (*_head(one), code.code, code.text, code.value, count, percent, one.n)
            for one in found.items
            for code, count, percent in zip(
                one.variable.codes, one.counts, one.percents, strict=True
            )
        ),
    )


def items_frame(found: Summary) -> "pd.DataFrame":
    """Return one row for each item and group: its shares with their bases, median and mean.

    `top2` and `bottom2` are shares of `n`; `substantive` is n without “vet ej”, the base of
    `top2_substantive_percent`, of the median and of the mean.
    """
    return _frame(
        _ITEMS,
        (
            (
                one.variable.name,
                one.variable.text,
                one.variable.stem,
                one.group or EVERYONE,
                one.n,
                one.no_answer,
                one.top2.count,
                one.top2.percent,
                one.bottom2.count,
                one.bottom2.percent,
                one.top2_substantive.of,
                one.top2_substantive.percent,
                one.median,
                one.mean,
            )
            for one in found.items
        ),
    )


def choices_frame(found: Summary) -> "pd.DataFrame":
    """Return one row for each choice, group and option.

    `percent` is of the `n` persons who answered. In a multiple choice, `percent_of_picks` is of
    all their `picks`.
    """
    return _frame(
        _CHOICES,
        (
            (
                one.variable.name,
                one.variable.text,
                one.variable.kind,
                one.group or EVERYONE,
                code.code,
                code.text,
                count,
                percent,
                of_picks,
                one.n,
                one.picks,
            )
            for one in found.choices
            for code, count, percent, of_picks in zip(
                one.variable.codes, one.counts, one.percents, one.percents_of_picks, strict=True
            )
        ),
    )


def quantities_frame(found: Summary) -> "pd.DataFrame":
    """Return one row for each number and group, in the `unit` of the question."""
    return _frame(
        "variable text group n no_answer median mean unit",
        (
            (*_head(one), one.n, one.no_answer, one.median, one.mean, one.variable.unit)
            for one in found.numbers
        ),
    )


def indicators_frame(found: Summary) -> "pd.DataFrame":
    """Return one row for each indicator and group: for how many it holds, of how many."""
    return _frame(
        "indicator text group count of percent",
        (
            (
                one.indicator.id,
                one.indicator.text,
                one.group or EVERYONE,
                one.share.count,
                one.share.of,
                one.share.percent,
            )
            for one in found.indicators
        ),
    )


def means_frame(means: Sequence[GroupMean]) -> "pd.DataFrame":
    """Return one row for each group: its mean over items, answered by `fewest` to `most`."""
    return _frame(
        "group mean fewest most coarse",
        ((one.group, one.mean, one.fewest, one.most, one.coarse) for one in means),
    )


def indexes_frame(found: Sequence[DeclaredIndex]) -> "pd.DataFrame":
    """Return one row for each index and group; alpha (Cronbach's) stands with everyone."""
    return _frame(
        "index items group n mean sd alpha",
        (
            (
                one.entry.title,
                ", ".join(one.entry.items),
                estimate.group or EVERYONE,
                estimate.n,
                estimate.mean,
                estimate.sd,
                estimate.alpha,
            )
            for one in found
            for estimate in one.estimates
        ),
    )


def response_rate_frame(rate: ResponseRate) -> "pd.DataFrame":
    """Return one row for everyone and one for each group; `band` says what may be said instead.

    There is no percentage where fewer than ten were invited, as in the report.
    """

    def percent(one: ResponseRate | GroupRate) -> int | None:
        return None if few(one.invited) else one.percent

    groups = ((one.group, one.invited, one.answered, percent(one), one.band) for one in rate.groups)
    return _frame(
        "group invited answered percent band",
        [(EVERYONE, rate.invited, rate.answered, percent(rate), None), *groups],
    )


def open_answers_frame(found: OpenAnswers) -> "pd.DataFrame":
    """Return one row for each open answer, in random order; few have a `group`."""
    names = {one.id: one.name for one in found.codebook.classes}
    return _frame(
        "variable question group text",
        (
            (question.variable.name, question.question, names.get(text.class_id or ""), text.text)
            for question in found.questions
            for text in question.texts
        ),
    )


def sentences_frame(found: Summary) -> "pd.DataFrame":
    """Return one row for each sentence a report could print: `about` is a variable or indicator."""
    from analysis.answer_sentences import choice_sentence, indicator_sentence, number_sentence
    from analysis.sentences import agreement_sentence

    book = found.codebook
    rows: list[tuple[Any, ...]] = list(_rate_sentences(book))
    rows += [
        _said(one, agreement_sentence(one, book.scale_of(one.variable).agree, book.round.k))
        for one in found.items
    ]
    rows += [_said(one, choice_sentence(one, book.round.k)) for one in found.choices]
    rows += [_said(one, number_sentence(one, book.round.k)) for one in found.numbers]
    rows += [
        (one.indicator.id, one.group or EVERYONE, indicator_sentence(one, book))
        for one in found.indicators
    ]
    return _frame("about group sentence", rows)


def _said(one: Any, sentence: str) -> tuple[str, str, str]:
    return one.variable.name, one.group or EVERYONE, sentence


def _rate_sentences(book: Codebook) -> Iterable[tuple[str, str, str]]:
    from analysis.response_sentences import response_sentence

    rate = book.response_rate
    if rate is not None:
        invited = rate.invited if rate.percent is not None else None
        who = rate.who or "personer"
        yield "svarsfrekvens", EVERYONE, response_sentence(rate.answered, invited, who)


def _head(one: LikertEstimate | ChoiceEstimate | Any) -> tuple[str, str, str]:
    return one.variable.name, one.variable.text, one.group or EVERYONE


def _frame(names: str, rows: Iterable[Sequence[Any]]) -> "pd.DataFrame":
    import pandas as pd

    columns = names.split()
    frame = pd.DataFrame(list(rows), columns=columns, dtype=object)
    kinds = {name: "Int64" for name in columns if name in _WHOLE}
    kinds |= {name: "Float64" for name in columns if name in _DECIMAL}
    texts = {name: "string" for name in columns if name not in {*kinds, *_YES_OR_NO}}
    flags = {name: "boolean" for name in columns if name in _YES_OR_NO}
    return frame.astype(kinds | texts | flags)
