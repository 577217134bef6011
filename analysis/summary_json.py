"""A summary as JSON. Programs read it: fields may be added, never changed or removed."""

import json
from collections.abc import Sequence
from typing import Any, TypeVar

from analysis.codebook import Codebook, Variable
from analysis.comparison import SeveralGroups, TwoGroups
from analysis.estimates import (
    ChoiceEstimate,
    IndicatorEstimate,
    LikertEstimate,
    NumberEstimate,
    Share,
)
from analysis.group_comparison import Comparison, GroupComparison
from analysis.intervals import Interval
from analysis.measures import indicator_interval, measures
from analysis.summary import Recount, Summary

Cell = TypeVar("Cell")


def summary_json(summary: Summary, compared: GroupComparison | None = None) -> str:
    """Return the summary as one JSON object, readable to people too."""
    shown = as_json(summary)
    if compared is not None:
        shown["comparisons"] = [_comparison(one) for one in compared.comparisons]
        shown["comparisons_caveat"] = compared.caveat
    return json.dumps(shown, ensure_ascii=False, indent=1) + "\n"


def as_json(summary: Summary) -> dict[str, Any]:
    """Return the summary as plain dictionaries and lists.

    A number that may not be shown is None, and `suppressed` is true beside it.
    """
    round_ = summary.codebook.round
    return {
        "round": round_.id,
        "title": round_.title,
        "n": summary.n,
        "k": round_.k,
        "items": [_item(item, summary.codebook) for item in summary.items],
        "indicators": [_indicator(one, summary.codebook) for one in summary.indicators],
        "choices": [_choice(choice) for choice in summary.choices],
        "numbers": [_number(number) for number in summary.numbers],
        "recoded": [_recount(one) for one in summary.recoded],
    }


def _item(item: LikertEstimate, codebook: Codebook) -> dict[str, Any]:
    more = measures(item, codebook)
    return {
        **_head(item.variable),
        "scale": item.variable.scale,
        "group": item.group,
        "n": item.n,
        "no_answer": item.no_answer,
        "counts": _by_code(item.variable, item.counts),
        "percent": _by_code(item.variable, item.percents),
        "percent_substantive": {
            code.code: percent
            for code, percent in zip(item.variable.codes, more.substantive, strict=True)
            if code.value is not None
        },
        "top2": _share(item.top2),
        "bottom2": _share(item.bottom2),
        "top2_substantive": {"of": item.top2_substantive.of, **_share(item.top2_substantive)},
        "interval": _interval(more.interval),
        "net": more.net,
        "median": _whole_if_possible(item.median),
        "quartiles": None
        if more.quartiles is None
        else {
            "lower": _whole_if_possible(more.quartiles.lower),
            "upper": _whole_if_possible(more.quartiles.upper),
        },
        "mean": item.mean,
        "sd": more.sd,
        "merged": None
        if item.merged is None
        else {
            "bottom": item.merged.bottom,
            "middle": item.merged.middle,
            "top": item.merged.top,
            "outside": item.merged.outside,
        },
        "unanimous": item.unanimous,
        "suppressed": item.suppressed,
    }


def _choice(choice: ChoiceEstimate) -> dict[str, Any]:
    shown = {
        **_head(choice.variable),
        "kind": choice.variable.kind,
        "group": choice.group,
        "n": choice.n,
        "no_answer": choice.no_answer,
        "counts": _by_code(choice.variable, choice.counts),
        "percent": _by_code(choice.variable, choice.percents),
    }
    if choice.variable.kind == "multiple":
        shown["picks"] = choice.picks
        shown["percent_of_picks"] = _by_code(choice.variable, choice.percents_of_picks)
    return {**shown, "suppressed": choice.suppressed}


def _number(number: NumberEstimate) -> dict[str, Any]:
    return {
        **_head(number.variable),
        "unit": number.variable.unit,
        "group": number.group,
        "n": number.n,
        "no_answer": number.no_answer,
        "median": _whole_if_possible(number.median),
        "mean": number.mean,
        "suppressed": number.suppressed,
    }


def _indicator(one: IndicatorEstimate, codebook: Codebook) -> dict[str, Any]:
    return {
        "id": one.indicator.id,
        "text": one.indicator.text,
        "group": one.group,
        "count": one.share.count,
        "of": one.share.of,
        "percent": one.share.percent,
        "interval": _interval(indicator_interval(one, codebook)),
        "suppressed": one.suppressed,
    }


def _recount(one: Recount) -> dict[str, Any]:
    return {"source": one.source, **_choice(one.estimate)}


def _interval(interval: Interval | None) -> dict[str, int] | None:
    """Return the limits in whole percent of all who were invited."""
    if interval is None:
        return None
    low, high = interval.percents
    return {"low": low, "high": high}


def _comparison(one: Comparison) -> dict[str, Any]:
    test = one.test
    return {
        **_head(one.variable),
        "groups": None if test is None else list(test.groups),
        "n": None if test is None else list(test.n),
        "p": None if test is None else test.p,
        "delta": test.delta if isinstance(test, TwoGroups) else None,
        "h": test.h if isinstance(test, SeveralGroups) else None,
        "pairs": [_pair(pair) for pair in test.pairs] if isinstance(test, SeveralGroups) else [],
        "sentence": one.sentence,
    }


def _pair(pair: TwoGroups) -> dict[str, Any]:
    return {
        "groups": list(pair.groups),
        "n": list(pair.n),
        "delta": pair.delta,
        "p": pair.p,
        "p_holm": pair.p_holm,
    }


def _head(variable: Variable) -> dict[str, Any]:
    return {"variable": variable.name, "text": variable.text, "stem": variable.stem}


def _by_code(variable: Variable, cells: Sequence[Cell]) -> dict[str, Cell]:
    return {code.code: cell for code, cell in zip(variable.codes, cells, strict=True)}


def _share(share: Share) -> dict[str, int | None]:
    return {"count": share.count, "percent": share.percent}


def _whole_if_possible(value: float | None) -> float | int | None:
    return int(value) if value is not None and value.is_integer() else value
