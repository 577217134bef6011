"""Two rounds of the same questionnaire: what changed, in percentage points.

Only items whose wording and answers are the same are compared, and a class only where it may be
shown in both rounds and is made of the same groups. All is calculated from the printed whole
percentages of the two rounds, so that the change is what the reader sees and tells nothing more.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.codebook import Variable
from analysis.comparable import LeftOut, Reason, comparable
from analysis.estimates import LikertEstimate, Share
from analysis.intervals import Interval, difference_interval
from analysis.rounding import half_up
from analysis.summary import Summary
from analysis.swedish import NO_BREAK, few
from analysis.words import quoted, sentence, share


@dataclass(frozen=True, kw_only=True)
class Change:
    """The share that agrees with an item, in two rounds, of everyone or of one class.

    `points` is the change in whole percentage points between the two printed percentages, None
    where a base is under ten and gets no percentages. `interval` is for the change, from -1 to 1.
    """

    variable: Variable
    group: str | None
    before: Share
    after: Share
    points: int | None
    interval: Interval | None

    @property
    def is_steady(self) -> bool:
        """True for a change of at most one point."""
        return self.points is not None and abs(self.points) <= 1

    @property
    def is_unsure(self) -> bool:
        """True where there may be no change at all: its interval holds 0."""
        return self.interval is not None and self.interval.low <= 0 <= self.interval.high


@dataclass(frozen=True, kw_only=True)
class Waves:
    """The changes between two rounds, and what could not be compared."""

    changes: tuple[Change, ...]
    left_out: tuple[LeftOut, ...]


Populations = tuple[int | None, int | None]


def compare_waves(before: Summary, after: Summary, *, invited: Populations = (None, None)) -> Waves:
    """Return what changed from one round to another, for everyone and for each class in both.

    `invited` is how many were asked in each round, for the interval of everyone; the interval of a
    class takes it as unknown. Raises WavesError when the rounds are of different questionnaires.
    """
    alike = comparable(before.codebook, after.codebook)
    earlier = {(one.variable.name, one.group): one for one in before.items}
    changes, withheld = [], []
    for later in after.items:
        found = earlier.get((later.variable.name, later.group))
        same = later.variable.name in alike.items and later.group in alike.classes
        if found is None or not same:
            continue
        change = change_between(found, later, invited if later.group is None else (None, None))
        if change is None:
            withheld.append(LeftOut(what=_what(later), reason=Reason.WITHHELD))
        else:
            changes.append(change)
    return Waves(changes=tuple(changes), left_out=(*alike.left_out, *withheld))


def _what(estimate: LikertEstimate) -> str:
    whose = f" ({estimate.group})" if estimate.group else ""
    return f"{quoted(estimate.variable.text)}{whose}"


def change_between(
    before: LikertEstimate, after: LikertEstimate, invited: Populations = (None, None)
) -> Change | None:
    """Return how the share that agrees with an item has changed, None where it is withheld."""
    if not before.top2.of or not after.top2.of:
        return None
    one, other = before.top2.percent, after.top2.percent
    if one is None or other is None:
        return None
    small = few(before.top2.of) or few(after.top2.of)
    return Change(
        variable=after.variable,
        group=after.group,
        before=before.top2,
        after=after.top2,
        points=None if small else other - one,
        interval=None if small else difference_interval(before.top2, after.top2, invited),
    )


def change_sentence(change: Change) -> str:
    """Return “Andelen … har ökat från 45 till 52 procent (+7 procentenheter) …” with the bases."""
    asked = quoted(change.variable.text)
    whose = f" ({change.group})" if change.group else ""
    pair = f"{_pair(change.before)} i den första mätningen, {_pair(change.after)} i den andra"
    if change.points is None:
        return sentence(f"positiva i svaren om {asked}{whose}: {pair}")
    one, other = change.before.percent, change.after.percent
    if change.points == 0:
        how = f"är oförändrad, {one}{NO_BREAK}procent"
    elif change.is_steady:
        how = f"är i stort sett oförändrad, {one} och {other}{NO_BREAK}procent"
    elif change.is_unsure:
        how = (
            f"har gått från {one} till {other}{NO_BREAK}procent, {points(change.points)}, men "
            "skillnaden kan bero på vilka som svarade"
        )
    else:
        moved = "ökat" if change.points > 0 else "minskat"
        how = f"har {moved} från {one} till {other}{NO_BREAK}procent, {points(change.points)}"
    unsure = f" {_limits(change.interval)}" if change.interval else ""
    return f"Andelen positiva i svaren om {asked}{whose} {how}: {pair}.{unsure}"


def points(value: int) -> str:
    """Return `+7 procentenheter`, `−1 procentenhet`: never percent, and a true minus sign."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    unit = "procentenhet" if abs(value) == 1 else "procentenheter"
    return f"{sign}{abs(value)}{NO_BREAK}{unit}"


def _pair(of: Share) -> str:
    if of.count is None or of.of is None:
        raise ValueError("a change has no withheld share")
    return share(of.count, of.of) if few(of.of) else f"{of.count} av {of.of}"


def _limits(interval: Interval) -> str:
    low, high = (
        half_up(100 * limit.numerator, limit.denominator) for limit in (interval.low, interval.high)
    )
    return f"Med 95 procents säkerhet ligger ändringen mellan {_signed(low)} och {points(high)}."


def _signed(value: int) -> str:
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{abs(value)}"


def left_out_notes(waves: Waves) -> Iterator[str]:
    """Give a sentence for each item and class that is not compared."""
    for one in waves.left_out:
        yield sentence(f"{one.what} jämförs inte: {one.reason.value}")
