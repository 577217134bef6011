"""Svarsfrekvens: how many of the invited have answered, in all and by group.

A group is shown only when it cannot tell who answered (rule 6 of `docs/privacy.md`): never while
the round is open, never under five invited, and in a small group never that (almost) nobody or
everybody did: that is told as a band, which holds one number more. What is hidden must not be had
by subtraction either, whatever the bands leave possible.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SMALLEST_GROUP = 5
"""Fewer invited than this are never shown on their own."""
SMALL_GROUP = 10
"""In groups smaller than this, a rate near nothing or near all is told as a band."""
LOW = "högst 20 %"
HIGH = "minst 80 %"


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
    hidden = {place for place, count in enumerate(counts) if _needs_hiding(count)}
    others = sorted(set(range(len(counts))) - hidden, key=lambda place: counts[place].size)
    while others and _gives_away([counts[place] for place in sorted(hidden)]):
        hidden.add(others.pop(0))
    # When the total and the bands alone give it away, there are no bands.
    banded = not _gives_away([counts[place] for place in sorted(hidden)])
    return [
        _hidden(count, banded=banded)
        if place in hidden
        else Rate(group=count.group, invited=count.invited, answered=count.answered)
        for place, count in enumerate(counts)
    ]


def _needs_hiding(count: GroupCount) -> bool:
    return count.size < SMALLEST_GROUP or _band(count) is not None


def _gives_away(hidden: Sequence[GroupCount]) -> bool:
    """Return whether the sum of the hidden groups, known by subtraction, tells one of them."""
    if 0 < sum(count.size for count in hidden) < SMALLEST_GROUP:
        return True
    answered = sum(count.answered for count in hidden)
    ranges = [_possible(count, answered) for count in hidden]
    fewest, most = sum(low for low, _ in ranges), sum(high for _, high in ranges)
    return any(
        low < high and max(low, answered - (most - high)) == min(high, answered - (fewest - low))
        for low, high in ranges
    )


def _possible(count: GroupCount, answered_in_all: int) -> tuple[int, int]:
    """Return the fewest and the most that may have answered, for one who reads the bands."""
    if count.invited is None:
        return 0, answered_in_all + 1
    low, high = _within_band(count.invited)
    match _band(count):
        case None if SMALLEST_GROUP <= count.invited < SMALL_GROUP:
            # Without a band it is known to be between them.
            return low + 1, high - 1
        case None:
            return 0, max(count.invited, count.answered)
        case band if band == LOW:
            return 0, low
        case _:
            return high, max(count.invited, count.answered)


def _within_band(invited: int) -> tuple[int, int]:
    """Return the most that is still at most 20 percent, and the fewest that are at least 80."""
    return invited // 5, -(-4 * invited // 5)


def _band(count: GroupCount) -> str | None:
    """Return the words for a rate near nothing or near all in a small group, None for all else."""
    if count.invited is None or not SMALLEST_GROUP <= count.invited < SMALL_GROUP:
        return None
    low, high = _within_band(count.invited)
    if count.answered <= low:
        return LOW
    return HIGH if count.answered >= high else None


def _hidden(count: GroupCount, *, banded: bool) -> Rate:
    band = _band(count) if banded else None
    return Rate(group=count.group, invited=count.invited, answered=None, band=band)


def _unseen(count: GroupCount) -> Rate:
    return Rate(group=count.group, invited=count.invited, answered=None)


def _percent(answered: int | None, invited: int | None) -> int | None:
    """Return whole percent, exact halves upwards; None without a base to count on."""
    if answered is None or not invited or answered > invited:
        return None
    return (200 * answered + invited) // (2 * invited)
