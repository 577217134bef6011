"""From the columns of a dataset to tallies, of everyone first and then of each class."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

import numpy as np
import numpy.typing as npt

from analysis.codebook import Indicator, Variable
from analysis.conditions import AllOf, AnyOf, AtLeast, AtMost, Condition, Is, Not, leaves
from analysis.cube import Counts, count
from analysis.dataset import NO_ANSWER, NOT_PICKED, PICKED, Codes, Dataset
from analysis.parts import detail_for
from analysis.tallies import ChoiceTally, IndicatorTally, LikertTally, NumberTally

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Counted:
    """The tallies of every question with codes: a list for each, everyone first."""

    likert: tuple[list[LikertTally], ...]
    choices: tuple[list[ChoiceTally], ...]


def count_answers(dataset: Dataset) -> Counted:
    """Count every question that has codes, in the order asked, from one cube."""
    columns: list[Codes] = []
    places: list[tuple[Variable, slice]] = []
    for variable in dataset.codebook.variables:
        own = _columns(dataset, variable)
        if own:
            places.append((variable, slice(len(columns), len(columns) + len(own))))
            columns += own
    most = max((len(variable.codes) for variable, _ in places), default=0)
    cube = count(columns, max(most, PICKED), dataset.classes, len(dataset.codebook.classes))
    likert, choices = [], []
    for variable, place in places:
        groups = _by_group(dataset, cube[place])
        match variable.kind:
            case "likert":
                likert.append([_likert(dataset, variable, *group) for group in groups])
            case "single":
                choices.append([_single(variable, *group) for group in groups])
            case _:
                choices.append([_multiple(variable, *group) for group in groups])
    return Counted(likert=tuple(likert), choices=tuple(choices))


def _columns(dataset: Dataset, variable: Variable) -> list[Codes]:
    if variable.kind == "multiple":
        return list(dataset.picks[variable.name])
    if variable.kind in {"likert", "single"}:
        return [dataset.codes[variable.name]]
    return []


def _by_group(dataset: Dataset, items: Counts) -> list[tuple[str | None, Counts]]:
    """Return [item, code] of everyone, those without a class included, then of each class."""
    named = [
        (one.name, items[:, :, place])
        for place, one in enumerate(dataset.codebook.classes, start=1)
    ]
    return [(None, items.sum(axis=2)), *named]


def _likert(dataset: Dataset, variable: Variable, group: str | None, cells: Counts) -> LikertTally:
    no_answer, counts = _of_codes(variable, cells)
    return LikertTally(
        variable=variable,
        scale=dataset.codebook.scale_of(variable),
        group=group,
        no_answer=no_answer,
        counts=counts,
    )


def _single(variable: Variable, group: str | None, cells: Counts) -> ChoiceTally:
    no_answer, counts = _of_codes(variable, cells)
    return ChoiceTally(
        variable=variable, group=group, n=sum(counts), no_answer=no_answer, counts=counts
    )


def _of_codes(variable: Variable, cells: Counts) -> tuple[int, tuple[int, ...]]:
    no_answer, *counts = (int(cell) for cell in cells[0, : len(variable.codes) + 1])
    return no_answer, tuple(counts)


def _multiple(variable: Variable, group: str | None, cells: Counts) -> ChoiceTally:
    first = cells[0]
    return ChoiceTally(
        variable=variable,
        group=group,
        n=int(first[NOT_PICKED] + first[PICKED]),
        no_answer=int(first[NO_ANSWER]),
        counts=tuple(int(cell) for cell in cells[:, PICKED]),
    )


def count_numbers(dataset: Dataset) -> list[list[NumberTally]]:
    """Count every question that was answered with a number."""
    return [
        [
            _number(variable, group, dataset.numbers[variable.name][inside])
            for group, inside in _members(dataset)
        ]
        for variable in dataset.codebook.variables
        if variable.kind == "number"
    ]


def _members(dataset: Dataset) -> list[tuple[str | None, Bools]]:
    named = [
        (one.name, dataset.classes == place)
        for place, one in enumerate(dataset.codebook.classes, start=1)
    ]
    return [(None, np.ones(dataset.n, dtype=np.bool_)), *named]


def _number(variable: Variable, group: str | None, column: npt.NDArray[np.float64]) -> NumberTally:
    given = column[~np.isnan(column)]
    return NumberTally(
        variable=variable,
        group=group,
        n=len(given),
        no_answer=len(column) - len(given),
        total=Fraction(float(given.sum())),
        median=float(np.median(given)) if len(given) else None,
    )


def count_indicators(dataset: Dataset) -> list[list[IndicatorTally]]:
    """Count for how many each indicator of the codebook holds."""
    return [_indicator(dataset, indicator) for indicator in dataset.codebook.indicators]


def _indicator(dataset: Dataset, indicator: Indicator) -> list[IndicatorTally]:
    items = dict.fromkeys(leaf.item for leaf in leaves(indicator.condition))
    answering = [answered(dataset, item) for item in items]
    base = _any(answering)
    holding = base & holds(dataset, indicator.condition)
    least = detail_for(indicator.condition, dataset.codebook)
    return [
        IndicatorTally(
            indicator=indicator,
            group=group,
            n=int(np.count_nonzero(base & inside)),
            count=int(np.count_nonzero(holding & inside)),
            answered=tuple(int(np.count_nonzero(one & inside)) for one in answering),
            least=least,
        )
        for group, inside in _members(dataset)
    ]


def answered(dataset: Dataset, name: str) -> Bools:
    """Return, for each response, whether the variable `name` was answered."""
    found: Bools
    if name in dataset.codes:
        found = dataset.codes[name] != NO_ANSWER
    elif name in dataset.picks:
        found = dataset.picks[name][0] != NO_ANSWER
    else:
        found = ~np.isnan(dataset.numbers[name])
    return found


def holds(dataset: Dataset, condition: Condition) -> Bools:
    """Return, for each response, whether `condition` holds.

    A test on an item that was not answered does not hold, so `not` of it does.
    """
    match condition:
        case AtLeast(item=item, value=value):
            return _compare(dataset, item, lambda given: given >= value)
        case AtMost(item=item, value=value):
            return _compare(dataset, item, lambda given: given <= value)
        case Is(item=item, codes=codes):
            return _is_one_of(dataset, dataset.codebook.variable(item), codes)
        case Not(condition=inner):
            return ~holds(dataset, inner)
        case AnyOf(conditions=several):
            return _any([holds(dataset, one) for one in several])
        case AllOf(conditions=several):
            return ~_any([~holds(dataset, one) for one in several])
        case _:
            assert_never(condition)


def _compare(
    dataset: Dataset, name: str, test: Callable[[npt.NDArray[np.float64]], Bools]
) -> Bools:
    if name in dataset.numbers:
        return test(dataset.numbers[name])
    codes = dataset.codebook.variable(name).codes
    # One value for each code, nan for no answer and for “vet ej”: no comparison with nan holds.
    values = [np.nan, *(np.nan if one.value is None else one.value for one in codes)]
    found: Bools = test(np.array(values, dtype=np.float64))[dataset.codes[name]]
    return found


def _is_one_of(dataset: Dataset, variable: Variable, codes: Sequence[str]) -> Bools:
    wanted = np.array([False, *(one.code in codes for one in variable.codes)])
    if variable.kind == "multiple":
        picked = [
            column == PICKED
            for column, one in zip(dataset.picks[variable.name], wanted[1:], strict=True)
            if one
        ]
        return _any(picked)
    found: Bools = wanted[dataset.codes[variable.name]]
    return found


def _any(several: Sequence[Bools]) -> Bools:
    found: Bools = np.logical_or.reduce(several)
    return found
