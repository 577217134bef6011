"""A summary as JSON. Programs read it: fields may be added, never changed or removed."""

import json
from collections.abc import Sequence
from typing import Any, TypeVar

from analysis.codebook import Variable
from analysis.estimates import (
    ChoiceEstimate,
    IndicatorEstimate,
    LikertEstimate,
    NumberEstimate,
    Share,
)
from analysis.summary import Recount, Summary

Cell = TypeVar("Cell")


def summary_json(summary: Summary) -> str:
    """Return the summary as one JSON object, readable to people too."""
    return json.dumps(as_json(summary), ensure_ascii=False, indent=1) + "\n"


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
        "items": [_item(item) for item in summary.items],
        "indicators": [_indicator(one) for one in summary.indicators],
        "choices": [_choice(choice) for choice in summary.choices],
        "numbers": [_number(number) for number in summary.numbers],
        "recoded": [_recount(one) for one in summary.recoded],
    }


def _item(item: LikertEstimate) -> dict[str, Any]:
    return {
        **_head(item.variable),
        "scale": item.variable.scale,
        "group": item.group,
        "n": item.n,
        "no_answer": item.no_answer,
        "counts": _by_code(item.variable, item.counts),
        "percent": _by_code(item.variable, item.percents),
        "top2": _share(item.top2),
        "bottom2": _share(item.bottom2),
        "top2_substantive": {"of": item.top2_substantive.of, **_share(item.top2_substantive)},
        "median": _whole_if_possible(item.median),
        "mean": item.mean,
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


def _indicator(one: IndicatorEstimate) -> dict[str, Any]:
    return {
        "id": one.indicator.id,
        "text": one.indicator.text,
        "group": one.group,
        "count": one.share.count,
        "of": one.share.of,
        "percent": one.share.percent,
        "suppressed": one.suppressed,
    }


def _recount(one: Recount) -> dict[str, Any]:
    return {"source": one.source, **_choice(one.estimate)}


def _head(variable: Variable) -> dict[str, Any]:
    return {"variable": variable.name, "text": variable.text, "stem": variable.stem}


def _by_code(variable: Variable, cells: Sequence[Cell]) -> dict[str, Cell]:
    return {code.code: cell for code, cell in zip(variable.codes, cells, strict=True)}


def _share(share: Share) -> dict[str, int | None]:
    return {"count": share.count, "percent": share.percent}


def _whole_if_possible(value: float | None) -> float | int | None:
    return int(value) if value is not None and value.is_integer() else value
