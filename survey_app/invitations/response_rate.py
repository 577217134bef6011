"""Svarsfrekvens: how many of the invited have answered, in all and by group.

A group is shown only when it cannot tell who answered (rule 6 of `docs/privacy.md`): never while
the round is open, never under five invited, and in a small group never that nobody or everybody
did. What is hidden must not be had by subtraction either.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SMALLEST_GROUP = 5
"""Fewer invited than this are never shown on their own."""
SMALL_GROUP = 10
"""In groups smaller than this, “nobody” and “everybody” are told as a band."""
UNDER = "under 20 %"
OVER = "över 80 %"


@dataclass(frozen=True, kw_only=True)
class GroupCount:
    """What was counted in one group. `invited` is None where nobody counted them."""

    group: str
    invited: int | None
    answered: int
    reasons: Mapping[str, int]

    @property
    def size(self) -> int:
        """The largest number of persons known to be in the group."""
        return self.answered if self.invited is None else self.invited


@dataclass(frozen=True, kw_only=True)
class Rate:
    """What may be shown of one group. `answered` is None when it may not; `band` may say more."""

    group: str
    invited: int | None
    answered: int | None
    band: str | None = None

    @property
    def percent(self) -> int | None:
        """The response rate in whole percent, None when it is hidden or has no base."""
        return _percent(self.answered, self.invited)


@dataclass(frozen=True, kw_only=True)
class ResponseRate:
    """The response rate of a round: always in all, by group where it may be shown."""

    invited: int | None
    answered: int
    groups: tuple[Rate, ...]
    reasons: Mapping[str, int]
    who: str = ""
    """The word for those invited, such as “handläggare”; without it the sentence counts nobody."""

    @property
    def percent(self) -> int | None:
        """The response rate in whole percent, None when there is no base."""
        return _percent(self.answered, self.invited)

    @property
    def sentence(self) -> str:
        """The sentence that the report prints."""
        if self.invited is None:
            persons = self.who or ("person" if self.answered == 1 else "personer")
            return f"{self.answered} {persons} besvarade enkäten."
        invited = f"{self.invited} {self.who}".rstrip()
        answered = f"{self.answered} av {invited} besvarade enkäten"
        if self.percent is None:
            return f"{answered}."
        return f"{answered}, vilket motsvarar en svarsfrekvens på {self.percent} procent."


def response_rate(counts: Sequence[GroupCount], *, closed: bool, who: str = "") -> ResponseRate:
    """Return the response rate of a round whose groups are `counts`, in the same order.

    `closed` says that no more answers can come; before that, groups show who was invited only.
    `who` is the word for those invited in the sentence.
    """
    invited = [count.invited for count in counts if count.invited is not None]
    reasons: Counter[str] = Counter()
    for count in counts:
        reasons.update(count.reasons)
    return ResponseRate(
        # Without the number of one group there is no base for the whole either.
        invited=sum(invited) if len(invited) == len(counts) and counts else None,
        answered=sum(count.answered for count in counts),
        groups=tuple(_groups(counts) if closed else (_unseen(count) for count in counts)),
        reasons=dict(sorted(reasons.items())),
        who=who,
    )


def to_json(round_id: str, title: str, rate: ResponseRate) -> dict[str, Any]:
    """Return the response rate as `samsvar frequency --format json` gives it."""
    return {
        "round": round_id,
        "title": title,
        "invited": rate.invited,
        "answered": rate.answered,
        "percent": rate.percent,
        "sentence": rate.sentence,
        "groups": [
            {
                "group": group.group,
                "invited": group.invited,
                "answered": group.answered,
                "percent": group.percent,
                "band": group.band,
            }
            for group in rate.groups
        ],
        "reasons": dict(rate.reasons),
    }


def _groups(counts: Sequence[GroupCount]) -> list[Rate]:
    withheld = {place for place, count in enumerate(counts) if _needs_hiding(count)}
    others = sorted(set(range(len(counts))) - withheld, key=lambda place: counts[place].size)
    while others and _gives_away([counts[place] for place in withheld]):
        withheld.add(others.pop(0))
    return [
        _hidden(count)
        if place in withheld
        else Rate(group=count.group, invited=count.invited, answered=count.answered)
        for place, count in enumerate(counts)
    ]


def _needs_hiding(count: GroupCount) -> bool:
    return count.size < SMALLEST_GROUP or _band(count) is not None


def _gives_away(withheld: Sequence[GroupCount]) -> bool:
    # One alone is what the total has more than the others; a few persons together are no better.
    return len(withheld) == 1 or 0 < sum(count.size for count in withheld) < SMALLEST_GROUP


def _band(count: GroupCount) -> str | None:
    """Return the words for “nobody” and “everybody” in a small group, None for all else."""
    if count.invited is None or not SMALLEST_GROUP <= count.invited < SMALL_GROUP:
        return None
    if count.answered == 0:
        return UNDER
    return OVER if count.answered >= count.invited else None


def _hidden(count: GroupCount) -> Rate:
    return Rate(group=count.group, invited=count.invited, answered=None, band=_band(count))


def _unseen(count: GroupCount) -> Rate:
    return Rate(group=count.group, invited=count.invited, answered=None)


def _percent(answered: int | None, invited: int | None) -> int | None:
    """Return whole percent, exact halves upwards; None without a base to count on."""
    if answered is None or not invited or answered > invited:
        return None
    return (200 * answered + invited) // (2 * invited)
