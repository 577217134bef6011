"""What may be shown: numbers with their base, None where a number is withheld."""

from dataclasses import dataclass

from analysis.codebook import Indicator, Variable
from analysis.rounding import percent, percent_with_one_decimal


@dataclass(frozen=True, kw_only=True)
class Share:
    """`count` of a base `of`."""

    count: int | None
    of: int | None

    @property
    def percent(self) -> int | None:
        """The share as a whole percentage; None when it is withheld or the base is empty."""
        return _percent(self.count, self.of)


WITHHELD = Share(count=None, of=None)


def _percent(count: int | None, of: int | None) -> int | None:
    return None if count is None or not of else percent(count, of)


@dataclass(frozen=True, kw_only=True)
class Merged:
    """The categories of a scale in three, and the answers outside it (“vet ej”)."""

    bottom: int
    middle: int
    top: int
    outside: int


@dataclass(frozen=True, kw_only=True)
class LikertEstimate:
    """How one item was answered by everyone, or by one class (`group`).

    `n` are those who answered the item, “vet ej” included; `counts` follow the codes of the
    variable. `top2` and `bottom2` have the base n, `top2_substantive` leaves out “vet ej”, as do
    the median and the mean. `unanimous` says that all said the same. Of a few persons the
    mean is blurred, and None where it would still tell how many gave one of the merged answers.
    """

    variable: Variable
    group: str | None
    n: int | None
    no_answer: int | None
    counts: tuple[int | None, ...]
    top2: Share = WITHHELD
    bottom2: Share = WITHHELD
    top2_substantive: Share = WITHHELD
    merged: Merged | None = None
    median: float | None = None
    mean: float | None = None
    unanimous: bool = False
    suppressed: bool

    @property
    def percents(self) -> tuple[int | None, ...]:
        """The share of n that gave each answer, in whole percent."""
        return tuple(_percent(count, self.n) for count in self.counts)


@dataclass(frozen=True, kw_only=True)
class ChoiceEstimate:
    """How a question with options was answered; `counts` follow the codes of the variable.

    `n` are the persons who answered. In a multiple choice, `picks` are all their choices together.
    """

    variable: Variable
    group: str | None
    n: int | None
    no_answer: int | None
    counts: tuple[int | None, ...]
    picks: int | None = None
    suppressed: bool

    @property
    def percents(self) -> tuple[int | None, ...]:
        """The share of persons who gave each answer, in whole percent."""
        return tuple(_percent(count, self.n) for count in self.counts)

    @property
    def percents_of_picks(self) -> tuple[float | None, ...]:
        """The share of all picks that each answer got, in percent with one decimal."""
        return tuple(
            percent_with_one_decimal(count, self.picks)
            if count is not None and self.picks
            else None
            for count in self.counts
        )


@dataclass(frozen=True, kw_only=True)
class NumberEstimate:
    """The middle of the numbers that were given, in the unit of the variable."""

    variable: Variable
    group: str | None
    n: int | None
    no_answer: int | None
    median: float | None = None
    mean: float | None = None
    suppressed: bool


@dataclass(frozen=True, kw_only=True)
class IndicatorEstimate:
    """The share for whom an indicator holds, among those who answered any of its items."""

    indicator: Indicator
    group: str | None
    share: Share
    suppressed: bool
