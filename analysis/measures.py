"""What the tables say of an item beside its counts: spread, net, shares without “vet ej”, interval.

All follows from numbers that are shown; where they are withheld, so is this.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from analysis.codebook import Codebook
from analysis.conditions import leaves
from analysis.distribution import Quartiles, net, quartiles, standard_deviation
from analysis.estimates import IndicatorEstimate, LikertEstimate, Share
from analysis.intervals import Interval, share_interval
from analysis.rounding import percent
from analysis.swedish import few


@dataclass(frozen=True, kw_only=True)
class Measures:
    """Measures of one item, each None where it is withheld, not defined or about too few.

    - `quartiles` in steps of the scale; `sd` (n - 1) from ten answers on the scale;
    - `net`: the share that agrees less the share that disagrees, in percentage points;
    - `substantive`: for each code its whole percent of the answers on the scale, None outside it;
    - `interval`: 95 % for the share that agrees among all who were invited, of everyone only.
    """

    quartiles: Quartiles | None
    sd: float | None
    net: int | None
    substantive: tuple[int | None, ...]
    interval: Interval | None


def measures(item: LikertEstimate, codebook: Codebook) -> Measures:
    """Return the measures of an item."""
    return Measures(
        quartiles=quartiles(item),
        sd=standard_deviation(item),
        net=net(item),
        substantive=_substantive(item),
        interval=_interval(item.top2, item.group, [item.variable.name], codebook),
    )


def indicator_interval(one: IndicatorEstimate, codebook: Codebook) -> Interval | None:
    """Return the 95 % interval of an indicator of everyone, as that of an item."""
    names = {leaf.item for leaf in leaves(one.indicator.condition)}
    return _interval(one.share, one.group, names, codebook)


def _substantive(item: LikertEstimate) -> tuple[int | None, ...]:
    of = item.top2_substantive.of
    return tuple(
        percent(count, of) if of and count is not None and code.value is not None else None
        for code, count in zip(item.variable.codes, item.counts, strict=True)
    )


def _interval(
    share: Share, group: str | None, names: Iterable[str], codebook: Codebook
) -> Interval | None:
    population = population_of(codebook, names)
    if group is not None or population is None or share.of is None or few(share.of):
        return None
    # More answers than invitations: what was counted at one of the places is wrong.
    return share_interval(share, population) if share.of <= population else None


def population_of(codebook: Codebook, names: Iterable[str]) -> int | None:
    """Return how many were asked all the variables `names`.

    None when nobody counted the invited, and for questions that were not put to everyone or where
    it is not known whether they were.
    """
    if codebook.response_rate is None or codebook.form is None:
        return None
    asked_all = {
        name
        for section in codebook.form.sections
        for question in section.questions
        if not question.only_if
        for name in question.variables
    }
    return codebook.response_rate.invited if asked_all >= set(names) else None
