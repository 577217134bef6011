"""What was counted, and how to show all, some or nothing of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from analysis.blurring import Part, hides_counts
from analysis.codebook import Indicator, Scale, Variable
from analysis.disclosure import FEW, Detail
from analysis.distribution import mean, median
from analysis.estimates import (
    WITHHELD,
    ChoiceEstimate,
    IndicatorEstimate,
    LikertEstimate,
    Merged,
    NumberEstimate,
    Share,
)
from analysis.parts import MOST_CATEGORIES_OF_FEW
from analysis.rounding import rounded, rounded_to_half


@dataclass(frozen=True, kw_only=True)
class LikertTally:
    """The counts of one item in one class, in the order of the variable's codes."""

    variable: Variable
    scale: Scale
    group: str | None
    no_answer: int
    counts: tuple[int, ...]

    @property
    def n(self) -> int:
        """Everyone who answered the item, “vet ej” included."""
        return sum(self.counts)

    def shown(self, detail: Detail) -> LikertEstimate:
        """Return the distribution and its summary, as far as `detail` allows."""
        match detail:
            case Detail.FULL:
                return self._full()
            case Detail.COARSE:
                return self._coarse()
            case Detail.NOTHING:
                return LikertEstimate(
                    variable=self.variable,
                    group=self.group,
                    n=None,
                    no_answer=None,
                    counts=(None,) * len(self.counts),
                    suppressed=True,
                )

    def _full(self) -> LikertEstimate:
        exact = mean(self._values())
        return LikertEstimate(
            variable=self.variable,
            group=self.group,
            n=self.n,
            no_answer=self.no_answer,
            counts=self.counts,
            top2=Share(count=self._of(self.scale.top), of=self.n),
            bottom2=Share(count=self._of(self.scale.bottom), of=self.n),
            top2_substantive=Share(count=self._of(self.scale.top), of=self._substantive),
            median=median(self._values()),
            mean=None if exact is None else rounded(exact, 2),
            suppressed=False,
        )

    def _coarse(self) -> LikertEstimate:
        merged = self._merged()
        exact = mean(self._values())
        unanimous = self.n < FEW and self._substantive in (
            merged.bottom,
            merged.middle,
            merged.top,
        )
        return LikertEstimate(
            variable=self.variable,
            group=self.group,
            n=self.n,
            no_answer=self.no_answer,
            counts=(None,) * len(self.counts),
            top2=Share(count=merged.top, of=self.n),
            bottom2=Share(count=merged.bottom, of=self.n),
            top2_substantive=Share(count=merged.top, of=self._substantive),
            merged=merged,
            # Beside three merged categories a mean with one decimal gives away all five counts
            # in half of the possible tables at n = 5; rounded to 0.5 still in one of eight.
            mean=rounded_to_half(exact) if exact is not None and self._mean_hides() else None,
            unanimous=unanimous,
            suppressed=True,
        )

    def _merged(self) -> Merged:
        bottom, top = self._of(self.scale.bottom), self._of(self.scale.top)
        return Merged(
            bottom=bottom,
            middle=self._substantive - bottom - top,
            top=top,
            outside=self.n - self._substantive,
        )

    def _mean_hides(self) -> bool:
        merged, bottom, top = self._merged(), self.scale.bottom, self.scale.top
        in_parts: dict[str, list[int]] = {"bottom": [], "middle": [], "top": []}
        for code in self.variable.codes:
            if code.value is not None:
                part = "bottom" if code.code in bottom else "top" if code.code in top else "middle"
                in_parts[part].append(code.value)
        return hides_counts(
            [
                Part(values=tuple(values), count=getattr(merged, part))
                for part, values in in_parts.items()
            ]
        )

    def _of(self, codes: Sequence[str]) -> int:
        # From counts, never by adding rounded percentages.
        pairs = zip(self.variable.codes, self.counts, strict=True)
        return sum(count for code, count in pairs if code.code in codes)

    def _values(self) -> list[tuple[int, int]]:
        pairs = zip(self.variable.codes, self.counts, strict=True)
        return sorted((code.value, count) for code, count in pairs if code.value is not None)

    @property
    def _substantive(self) -> int:
        return sum(count for _, count in self._values())


@dataclass(frozen=True, kw_only=True)
class ChoiceTally:
    """The counts of a single or multiple choice in one class, in the order of the codes."""

    variable: Variable
    group: str | None
    n: int
    no_answer: int
    counts: tuple[int, ...]

    def shown(self, detail: Detail) -> ChoiceEstimate:
        """Return the counts; of five to nine persons only when there are few categories."""
        few_categories = len(self.counts) <= MOST_CATEGORIES_OF_FEW
        told = detail == Detail.FULL or (detail == Detail.COARSE and few_categories)
        answered = detail > Detail.NOTHING
        picks = sum(self.counts) if self.variable.kind == "multiple" else None
        return ChoiceEstimate(
            variable=self.variable,
            group=self.group,
            n=self.n if answered else None,
            no_answer=self.no_answer if answered else None,
            counts=self.counts if told else (None,) * len(self.counts),
            picks=picks if told else None,
            suppressed=not told,
        )


@dataclass(frozen=True, kw_only=True)
class NumberTally:
    """The numbers given in one class: how many, their sum and their median."""

    variable: Variable
    group: str | None
    n: int
    no_answer: int
    total: Fraction
    median: float | None

    def shown(self, detail: Detail) -> NumberEstimate:
        """Return median and mean; the median of a few is one person's own number."""
        decimals = 2 if detail == Detail.FULL else 1
        mean = rounded(self.total / self.n, decimals) if self.n else None
        return NumberEstimate(
            variable=self.variable,
            group=self.group,
            n=self.n if detail > Detail.NOTHING else None,
            no_answer=self.no_answer if detail > Detail.NOTHING else None,
            median=self.median if detail == Detail.FULL else None,
            mean=mean if detail > Detail.NOTHING else None,
            suppressed=detail < Detail.FULL,
        )


@dataclass(frozen=True, kw_only=True)
class IndicatorTally:
    """For how many an indicator holds in one class, of those who answered any of its items.

    `answered` counts those who answered each item: what is hidden of one of them must not show in
    the others. `least` is the detail from which no more is said than is shown of the items.
    """

    indicator: Indicator
    group: str | None
    n: int
    count: int
    answered: tuple[int, ...]
    least: Detail

    @property
    def bases(self) -> tuple[int, ...]:
        """Every number of persons that the share is about."""
        return (self.n, *self.answered)

    def shown(self, detail: Detail) -> IndicatorEstimate:
        """Return the share, where the items themselves are told in as many categories."""
        told = detail >= self.least
        return IndicatorEstimate(
            indicator=self.indicator,
            group=self.group,
            share=Share(count=self.count, of=self.n) if told else WITHHELD,
            suppressed=not told,
        )
