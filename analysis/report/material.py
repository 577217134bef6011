"""What a chapter is made of: one round, counted and protected once, with easy ways to look up."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Literal

from analysis.codebook import Codebook, Scale, Variable
from analysis.dataset import Dataset, OpenText
from analysis.estimates import (
    ChoiceEstimate,
    IndicatorEstimate,
    LikertEstimate,
    NumberEstimate,
)
from analysis.open_answers import Answered, OpenAnswers
from analysis.published import Published, published
from analysis.quotes import Reviewed
from analysis.recode import Recoding
from analysis.report.document import Reference
from analysis.report.writing import Pen, appendix_id
from analysis.summary import Recount, Summary

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
    """A chapter as numbers: everything here has passed the disclosure engine.

    The single answers are not here, so nothing that the round did not declare can be counted.
    """

    title: str
    published: Published
    reviewed: Reviewed | None = None
    appendices: dict[AppendixKind, int] = field(default_factory=dict)
    """The number of each bilaga of this round."""

    @property
    def codebook(self) -> Codebook:
        """The codebook of the round."""
        return self.published.codebook

    @property
    def summary(self) -> Summary:
        """Every item, choice, number and indicator, of everyone and of each class."""
        return self.published.summary

    @property
    def open_answers(self) -> OpenAnswers:
        """What was written in words, all questions."""
        return self.published.open_answers

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

        Each has its answers in an order that says nothing of how they came and is the same in every
        report of the round, wherever its answers are read from.
        """
        found = self.published.open_questions()
        return [replace(one, texts=self._in_order(one)) for one in found]

    def _in_order(self, question: Answered) -> tuple[OpenText, ...]:
        asked = f"{self.codebook.round.id}\0{question.variable.name}\0"

        def place(one: OpenText) -> tuple[bytes, str]:
            return sha256(
                f"{asked}{one.text}".encode("utf-8", "surrogatepass")
            ).digest(), one.class_id or ""

        return tuple(sorted(question.texts, key=place))

    def appendix(self, kind: AppendixKind, *, capital: bool = False) -> Reference | None:
        """Return a pointer to a bilaga of this round, None where there is none of that kind."""
        number = self.appendices.get(kind)
        if number is None:
            return None
        word = "Bilaga" if capital else "bilaga"
        return Reference(target=appendix_id(number), text=f"{word}\N{NO-BREAK SPACE}{number}")


def read(chapter: Chapter) -> Material:
    """Count a chapter. Raises RecodeError when its recoding does not fit."""
    found = published(chapter.dataset, recoding=chapter.recoding)
    return Material(
        title=chapter.title or found.codebook.round.title,
        published=found,
        reviewed=chapter.reviewed,
    )


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What the writer of one chapter has at hand."""

    material: Material
    pen: Pen
    options: Options


def shown_groups(estimates: Sequence[LikertEstimate]) -> list[LikertEstimate]:
    """Return the estimates of classes of which anything is shown."""
    return [one for one in estimates if one.group is not None and one.top2.count is not None]
