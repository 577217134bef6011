"""Every question of a summary, compared between its groups: opt-in, and always with the caveat."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from analysis.codebook import Variable
from analysis.comparison import (
    SeveralGroups,
    TableTest,
    TwoGroups,
    caveat,
    compare_choices,
    compare_several,
    compare_two,
    comparison_sentence,
)
from analysis.estimates import ChoiceEstimate, LikertEstimate
from analysis.summary import Summary

UNTESTED = "Grupperna jämförs inte där färre än två visas i sin helhet eller alla har svarat lika."


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """How the groups that are shown differ on a question; `test` is None where none was made."""

    variable: Variable
    test: TwoGroups | SeveralGroups | TableTest | None

    @property
    def sentence(self) -> str:
        """What was found, or that nothing was tested, in Swedish without the caveat."""
        if self.test is None:
            return UNTESTED
        return comparison_sentence(self.test)


@dataclass(frozen=True, kw_only=True)
class GroupComparison:
    """Every item and single choice compared, and the caveat that must stand by the p-values."""

    comparisons: tuple[Comparison, ...]
    caveat: str


def compare_groups(summary: Summary) -> GroupComparison:
    """Return the comparison of a summary by group. It takes seconds for each pair of groups."""
    rate = summary.codebook.response_rate
    invited = None if rate is None or (rate.invited or 0) < summary.n else rate.invited
    return GroupComparison(
        comparisons=(*_items(summary), *_choices(summary)), caveat=caveat(summary.n, invited)
    )


def _items(summary: Summary) -> Iterator[Comparison]:
    for variable, items in groupby(summary.items, key=lambda one: one.variable):
        classes = [one for one in items if one.group is not None]
        yield Comparison(variable=variable, test=_compared(classes))


def _compared(classes: list[LikertEstimate]) -> TwoGroups | SeveralGroups | None:
    shown = [one for one in classes if one.n and None not in one.counts]
    return compare_two(*shown) if len(shown) == 2 else compare_several(shown)


def _choices(summary: Summary) -> Iterator[Comparison]:
    singles = [one for one in summary.choices if one.variable.kind == "single"]
    for variable, choices in groupby(singles, key=lambda one: one.variable):
        estimates: list[ChoiceEstimate] = list(choices)
        yield Comparison(variable=variable, test=compare_choices(estimates))
