"""A whole round in numbers: every item, choice, number and indicator, each with its base."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from analysis.codebook import Codebook
from analysis.counting import count_answers, count_indicators, count_numbers
from analysis.dataset import Dataset
from analysis.disclosure import Rules, Tally, details_together, protect, rules_of
from analysis.estimates import ChoiceEstimate, IndicatorEstimate, LikertEstimate, NumberEstimate
from analysis.recode import Recoding, recode, recoded_variable
from analysis.tallies import ChoiceTally

Shown = TypeVar("Shown")
Grouped = TypeVar("Grouped", LikertEstimate, ChoiceEstimate, NumberEstimate, IndicatorEstimate)


@dataclass(frozen=True, kw_only=True)
class Recount:
    """A single choice with the texts of the open variable `source` sorted in.

    Where the choice itself may not be shown, it is withheld as it was asked: neither its numbers
    nor `unknown` then say anything of the texts.
    """

    source: str
    estimate: ChoiceEstimate
    unknown: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What may be shown of a round. `n` responses; each number carries its own base.

    For each item, the estimate of everyone (`group` None) comes first, then those of its classes.
    """

    codebook: Codebook
    n: int
    items: tuple[LikertEstimate, ...]
    choices: tuple[ChoiceEstimate, ...]
    numbers: tuple[NumberEstimate, ...]
    indicators: tuple[IndicatorEstimate, ...]
    recoded: tuple[Recount, ...] = ()

    @property
    def of_everyone(self) -> "Summary":
        """The same without the classes: what of everyone may be shown does not hang on them."""
        return replace(
            self,
            items=_without_classes(self.items),
            choices=_without_classes(self.choices),
            numbers=_without_classes(self.numbers),
            indicators=_without_classes(self.indicators),
        )


def _without_classes(estimates: Sequence[Grouped]) -> tuple[Grouped, ...]:
    return tuple(one for one in estimates if one.group is None)


def summary(
    dataset: Dataset, *, by_class: bool = False, recoding: Recoding | None = None
) -> Summary:
    """Return the summary of a round, of everyone and, when `by_class`, of each class.

    Raises RecodeError when `recoding` does not fit.
    """
    rules = rules_of(dataset.codebook.round)
    counted = count_answers(dataset)
    return Summary(
        codebook=dataset.codebook,
        n=dataset.n,
        items=_protected(counted.likert, rules, by_class=by_class),
        choices=_protected(counted.choices, rules, by_class=by_class),
        numbers=_protected(count_numbers(dataset), rules, by_class=by_class),
        indicators=tuple(_indicators(dataset, rules, by_class=by_class)),
        recoded=tuple(_recounts(dataset, counted.choices, recoding, rules) if recoding else ()),
    )


def _protected(
    tallies: Sequence[Sequence[Tally[Shown]]], rules: Rules, *, by_class: bool
) -> tuple[Shown, ...]:
    return tuple(
        estimate
        for total, *classes in tallies
        for estimate in protect(total, classes if by_class else (), rules)
    )


def _indicators(dataset: Dataset, rules: Rules, *, by_class: bool) -> Iterator[IndicatorEstimate]:
    for tallies in count_indicators(dataset):
        shown = tallies if by_class else tallies[:1]
        bases = list(zip(*(one.bases for one in shown), strict=True))
        for tally, detail in zip(shown, details_together(bases, rules), strict=True):
            yield tally.shown(detail)


def _recounts(
    dataset: Dataset, choices: Sequence[Sequence[ChoiceTally]], recoding: Recoding, rules: Rules
) -> Iterator[Recount]:
    for name in recoding.categories:
        variable = recoded_variable(dataset, name)
        everyone = next(one[0] for one in choices if one[0].variable.name == variable.name)
        (estimate,) = protect(everyone, (), rules)
        if estimate.suppressed:
            # The answers are withheld, so their texts are: nothing may depend on these.
            yield Recount(source=name, estimate=estimate, unknown=())
            continue
        recoded = recode(dataset, everyone, name, recoding)
        (estimate,) = protect(recoded.tally, (), rules)
        yield Recount(source=name, estimate=estimate, unknown=recoded.unknown)
