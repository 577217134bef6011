"""What a chapter is made of: one round, counted and protected once, with easy ways to look up."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from analysis.codebook import Codebook, Scale, Variable
from analysis.dataset import Dataset
from analysis.estimates import (
    ChoiceEstimate,
    IndicatorEstimate,
    LikertEstimate,
    NumberEstimate,
)
from analysis.open_answers import Answered, open_answers
from analysis.quotes import Reviewed
from analysis.recode import Recoding
from analysis.report.document import Reference
from analysis.report.writing import Pen, appendix_id
from analysis.summary import Recount, Summary, summary

AppendixKind = Literal["form", "tables", "classes", "answers"]


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """One round of a report. `title` is left out where the round's own will do."""

    dataset: Dataset
    title: str = ""
    recoding: Recoding | None = None
    reviewed: Reviewed | None = None


@dataclass(frozen=True, kw_only=True)
class Options:
    """What the evaluator chose for the whole report."""

    title: str = ""
    subtitle: str = ""
    organisation: str = ""
    compare_groups: bool = False
    open_answers: bool = True
    diverging: bool = False


@dataclass(frozen=True, kw_only=True)
class Material:
    """A chapter as numbers: everything here has passed the disclosure engine."""

    chapter: Chapter
    summary: Summary
    appendices: dict[AppendixKind, int] = field(default_factory=dict)
    """The number of each bilaga of this round."""

    @property
    def codebook(self) -> Codebook:
        """The codebook of the round."""
        return self.chapter.dataset.codebook

    @property
    def title(self) -> str:
        """What the chapter is called."""
        return self.chapter.title or self.codebook.round.title

    @property
    def k(self) -> int:
        """The smallest base that is shown."""
        return self.codebook.round.k

    @property
    def too_few(self) -> bool:
        """Whether so few answered in all that nothing may be shown."""
        return self.summary.n < self.k

    def items(self, name: str) -> list[LikertEstimate]:
        """Return the estimates of a Likert item, everyone first."""
        return [one for one in self.summary.items if one.variable.name == name]

    def item(self, name: str) -> LikertEstimate:
        """Return the estimate of a Likert item, of everyone."""
        return self.items(name)[0]

    def choices(self, name: str) -> list[ChoiceEstimate]:
        """Return the estimates of a choice, everyone first."""
        return [one for one in self.summary.choices if one.variable.name == name]

    def numbers(self, name: str) -> list[NumberEstimate]:
        """Return the estimates of a number, everyone first."""
        return [one for one in self.summary.numbers if one.variable.name == name]

    def indicator(self, id: str) -> IndicatorEstimate:
        """Return the estimate of an indicator, of everyone."""
        found = [one for one in self.summary.indicators if one.indicator.id == id]
        return next(one for one in found if one.group is None)

    def recount(self, name: str) -> Recount | None:
        """Return a choice with what was written at “nämligen” sorted in, where that was done."""
        found = [one for one in self.summary.recoded if one.estimate.variable.name == name]
        return found[0] if found else None

    def scale(self, variable: Variable) -> Scale:
        """Return the scale of a Likert item."""
        return self.codebook.scale_of(variable)

    def open_questions(self) -> list[Answered]:
        """Return the open questions whose answers may be printed, none where few answered.

        What was written at “nämligen” is withheld where the choice itself is.
        """
        hidden = {one.variable.name for one in self.summary.choices if _everyone_hidden(one)}
        found = open_answers(self.chapter.dataset)
        if found.withheld:
            return []
        return [one for one in found.questions if one.variable.specifies not in hidden]

    def appendix(self, kind: AppendixKind, *, capital: bool = False) -> Reference | None:
        """Return a pointer to a bilaga of this round, None where there is none of that kind."""
        number = self.appendices.get(kind)
        if number is None:
            return None
        word = "Bilaga" if capital else "bilaga"
        return Reference(target=appendix_id(number), text=f"{word}\N{NO-BREAK SPACE}{number}")


def _everyone_hidden(estimate: ChoiceEstimate) -> bool:
    return estimate.group is None and estimate.suppressed


def read(chapter: Chapter) -> Material:
    """Count a chapter. Raises RecodeError when its recoding does not fit."""
    counted = summary(chapter.dataset, by_class=True, recoding=chapter.recoding)
    return Material(chapter=chapter, summary=counted)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What the writer of one chapter has at hand."""

    material: Material
    pen: Pen
    options: Options


def shown_groups(estimates: Sequence[LikertEstimate]) -> list[LikertEstimate]:
    """Return the estimates of classes of which anything is shown."""
    return [one for one in estimates if one.group is not None and one.top2.count is not None]
