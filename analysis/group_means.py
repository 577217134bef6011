"""The mean over several items for each group (diagram 3 of källa 002), and how it was averaged.

Källa 002 leaves open whether items or persons are averaged first. Here it is always told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from analysis.distribution import mean, substantive
from analysis.estimates import LikertEstimate
from analysis.index import IndexEstimate
from analysis.rounding import rounded, rounded_to_half
from analysis.swedish import few, short
from analysis.words import listed, sentence


class Averaging(Enum):
    """What is averaged first. The value is the note that stands by the diagram."""

    ITEMS = (
        "Medelvärdet är räknat i två steg: först för varje fråga bland dem som har svarat på den, "
        "sedan över frågorna, så att varje fråga väger lika. ”Vet ej” ingår inte."
    )
    PERSONS = (
        "Medelvärdet är räknat i två steg: först för varje person över frågorna, sedan över "
        "personerna. Bara de som har svarat på alla frågor på skalan ingår."
    )


@dataclass(frozen=True, kw_only=True)
class GroupMean:
    """The mean of a group in steps of the scale, None where it may not be shown.

    `fewest` and `most` answered an item: the bases, alike when all answered all. The mean has two
    decimals, one where `fewest` is under ten; `coarse` says that it is rounded to 0.5.
    """

    group: str
    fewest: int | None
    most: int | None
    mean: float | None
    coarse: bool = False


def means_of_items(items: Sequence[LikertEstimate]) -> list[GroupMean]:
    """Return the mean of the items' means for each group, in the order the groups come.

    `items` are the estimates of several items by group; those of everyone are left out. It is
    calculated from numbers that are shown, so it can tell nothing more. A group for which an item
    is withheld gets no mean: it would be about other questions than its neighbours'.
    """
    names = list(dict.fromkeys(one.variable.name for one in items))
    by_group: dict[str, dict[str, LikertEstimate]] = {}
    for one in items:
        if one.group is not None:
            by_group.setdefault(one.group, {})[one.variable.name] = one
    return [
        _mean_of(group, [own[name] for name in names if name in own], len(names))
        for group, own in by_group.items()
    ]


def _mean_of(group: str, own: Sequence[LikertEstimate], wanted: int) -> GroupMean:
    exact = [_exact(one) for one in own]
    known = [one for one in exact if one is not None]
    bases = [one.n for one in own if one.n is not None]
    if len(known) < wanted:
        return GroupMean(group=group, fewest=None, most=None, mean=None)
    middle = sum(known, Fraction(0)) / len(known)
    coarse = any(substantive(one) is None for one in own)
    return GroupMean(
        group=group,
        fewest=min(bases),
        most=max(bases),
        mean=rounded_to_half(middle) if coarse else rounded(middle, 1 if few(min(bases)) else 2),
        coarse=coarse,
    )


def _exact(estimate: LikertEstimate) -> Fraction | None:
    values = substantive(estimate)
    if values is not None:
        return mean(values)
    # Where the counts are withheld the mean was blurred, and only the blurred one may be used.
    return None if estimate.mean is None else Fraction(estimate.mean)


def means_of_persons(indexes: Sequence[IndexEstimate]) -> list[GroupMean]:
    """Return the index of each group as its mean; that of everyone is left out."""
    return [
        GroupMean(
            group=one.group,
            fewest=one.n,
            most=one.n,
            mean=one.mean,
        )
        for one in indexes
        if one.group is not None
    ]


def means_sentence(means: Sequence[GroupMean], averaging: Averaging) -> str:
    """Return which groups are highest and lowest, which are missing, and how it was averaged."""
    known = [(one.mean, one) for one in means if one.mean is not None]
    missing = [one.group for one in means if one.mean is None]
    told = []
    if known:
        highest, lowest = max(mean for mean, _ in known), min(mean for mean, _ in known)
        if len(known) > 1 and highest == lowest:
            told.append(f"Medelvärdet är {short(highest)} i alla grupper som visas.")
        elif len(known) > 1:
            most = listed([_named(one) for mean, one in known if mean == highest])
            least = listed([_named(one) for mean, one in known if mean == lowest])
            told.append(f"Högst är medelvärdet för {most}, lägst för {least}.")
        else:
            told.append(f"Medelvärdet visas bara för {_named(known[0][1])}.")
    if missing:
        told.append(sentence(f"inget medelvärde visas för {listed(missing)}"))
    return " ".join([*told, averaging.value])


def _named(one: GroupMean) -> str:
    n = f"n = {one.fewest}" if one.fewest == one.most else f"n = {one.fewest}–{one.most}"
    about = "ungefär " if one.coarse else ""
    return f"{one.group} ({about}{short(one.mean)}, {n})"
