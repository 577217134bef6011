"""The gate: everything that a report or a file may show of a round, and nothing else.

The report plan was fixed when the round opened: the total, one group dimension, the declared
cross-tables, indicators and indexes. Each was protected together with the others, so whoever takes
numbers from here needs no rule of their own, and whoever asks for something else gets KeyError.
The report, the files and the notebook count nothing themselves: they begin here.
"""

from dataclasses import dataclass

from analysis.codebook import Codebook
from analysis.crosstab import CrossTabEstimate, crosstabs
from analysis.dataset import Dataset
from analysis.declared_index import DeclaredIndex, declared_indexes
from analysis.estimates import (
    ChoiceEstimate,
    IndicatorEstimate,
    LikertEstimate,
    NumberEstimate,
)
from analysis.modes import Modes, modes
from analysis.open_answers import Answered, OpenAnswers, open_answers
from analysis.recode import Recoding
from analysis.summary import Summary, summary

AnyEstimate = LikertEstimate | ChoiceEstimate | NumberEstimate


@dataclass(frozen=True, kw_only=True)
class Published:
    """What may be shown of a round.

    - `summary`: every item, choice, number and indicator, of everyone and then of each class;
    - `crosstabs`, `indexes`: those of the report plan, in its order;
    - `modes`: how people answered, None where that may not be told;
    - `open_answers`: what was written in words, and the classes that may stand beside it.
    """

    summary: Summary
    crosstabs: tuple[CrossTabEstimate, ...]
    indexes: tuple[DeclaredIndex, ...]
    modes: Modes | None
    open_answers: OpenAnswers

    @property
    def codebook(self) -> Codebook:
        """The codebook of the round."""
        return self.summary.codebook

    def total(self, name: str) -> AnyEstimate:
        """Return the estimate of everyone for a variable. Raises KeyError for one without any."""
        return self.by_group(name)[0]

    def by_group(self, name: str) -> tuple[AnyEstimate, ...]:
        """Return the estimates for a variable, of everyone and then of each class.

        Raises KeyError for a variable that nothing is counted of.
        """
        every: list[AnyEstimate] = [
            *self.summary.items,
            *self.summary.choices,
            *self.summary.numbers,
        ]
        found = tuple(one for one in every if one.variable.name == name)
        if not found:
            raise KeyError(name)
        return found

    def indicator(self, id: str) -> tuple[IndicatorEstimate, ...]:
        """Return an indicator of everyone, then of each class. Raises KeyError for an unknown."""
        found = tuple(one for one in self.summary.indicators if one.indicator.id == id)
        if not found:
            raise KeyError(id)
        return found

    def crosstab(self, item: str) -> CrossTabEstimate:
        """Return the declared cross-table of an item. Raises KeyError when there is none."""
        for one in self.crosstabs:
            if one.item.name == item:
                return one
        raise KeyError(item)

    def open_questions(self) -> list[Answered]:
        """Return the open questions whose answers may be printed, none where few answered.

        What was written at “nämligen” is withheld where the choice itself is.
        """
        if self.open_answers.withheld:
            return []
        choices = self.summary.of_everyone.choices
        hidden = {one.variable.name for one in choices if one.suppressed}
        asked = self.open_answers.questions
        return [one for one in asked if one.variable.specifies not in hidden]


def published(dataset: Dataset, *, recoding: Recoding | None = None) -> Published:
    """Return everything that may be shown of a round.

    Raises RecodeError when `recoding` does not fit.
    """
    return Published(
        summary=summary(dataset, by_class=True, recoding=recoding),
        crosstabs=crosstabs(dataset),
        indexes=declared_indexes(dataset),
        modes=modes(dataset),
        open_answers=open_answers(dataset),
    )
