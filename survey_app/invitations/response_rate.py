"""Svarsfrekvens: how many of the invited have answered, in all and by group.

A group is shown only when it cannot tell who answered (rule 6 of `docs/privacy.md`): never while
the round is open, never under five invited, and in a small group never that (almost) nobody or
everybody did: that is told as a band, which holds one number more. What is hidden must not be had
by subtraction either, whatever the bands leave possible, nor by running this program on every way
to answer and comparing what it shows.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

SMALLEST_GROUP = 5
"""Fewer invited than this are never shown on their own."""
SMALL_GROUP = 10
"""In groups smaller than this, a rate near nothing or near all is told as a band."""
ROOM, WIDE_ROOM = 2, 3
"""How near an end the sum of what is hidden must be for another group to be hidden with it."""
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
    """Hide the smallest groups first, as many as it takes for what is left to tell of nobody.

    Which group is the next to hide follows from how many were invited. Whether it is hidden
    depends on a sum that whoever reads the result knows, with room around it: see `_tells`.
    """
    hidden = {place for place, count in enumerate(counts) if count.size < SMALLEST_GROUP}
    others = sorted(set(range(len(counts))) - hidden, key=lambda place: counts[place].size)
    while others and _tells(counts, hidden, following=counts[others[0]]):
        hidden.add(others.pop(0))
    return [
        Rate(group=count.group, invited=count.invited, answered=None)
        if place in hidden
        else _seen(count)
        for place, count in enumerate(counts)
    ]


def _seen(count: GroupCount) -> Rate:
    band = _band(count)
    answered = count.answered if band is None else None
    return Rate(group=count.group, invited=count.invited, answered=answered, band=band)


def _tells(counts: Sequence[GroupCount], hidden: Set[int], *, following: GroupCount) -> bool:
    """Return whether the hidden and the banded groups, whose sum is known, tell of each other.

    They do when there is one only, and when the sum is as low or as high as it can be: then each
    is at its end. Nobody may tell that from what was hidden next either, so sums near the ends are
    treated alike, with more room before a group that can have a band of its own (decision 0010).
    """
    unseen = [counts[place] for place in hidden if counts[place].invited != 0]
    banded = [count for place, count in enumerate(counts) if place not in hidden and _band(count)]
    if not unseen and not banded:
        return False
    if len(unseen) + len(banded) == 1:
        return True
    if not banded and sum(count.size for count in unseen) < SMALLEST_GROUP:
        return True
    answered = sum(count.answered for count in (*unseen, *banded))
    ends = [_ends(count) for count in banded] + [(0, _most(count)) for count in unseen]
    room = WIDE_ROOM if following.size < SMALL_GROUP else ROOM
    fewest, most = (sum(column) for column in zip(*ends, strict=True))
    return bool(answered < fewest + room or answered > most - room)


def _most(count: GroupCount) -> float:
    """Return the most that can have answered in a hidden group; no limit where nobody counted."""
    return math.inf if count.invited is None else max(count.invited, count.answered)


def _ends(count: GroupCount) -> tuple[int, int]:
    """Return the fewest and the most that can have answered in a group with a band."""
    invited = count.size
    low, high = _within_band(invited)
    return (0, low) if _band(count) == LOW else (high, max(invited, count.answered))


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


def _unseen(count: GroupCount) -> Rate:
    return Rate(group=count.group, invited=count.invited, answered=None)


def _percent(answered: int | None, invited: int | None) -> int | None:
    """Return whole percent, exact halves upwards; None without a base to count on."""
    if answered is None or not invited or answered > invited:
        return None
    return (200 * answered + invited) // (2 * invited)
