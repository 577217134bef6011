"""What a dataset can do in a notebook: frames, figures and sentences, all protected.

Each method counts, passes the disclosure engine and returns what may be shown. None of them gives
single answers, or numbers about fewer than the round's k.
"""

from collections.abc import Sequence
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from analysis.codebook import Codebook, Variable
    from analysis.dataset import Dataset
    from analysis.drawing import Drawing
    from analysis.group_means import GroupMean
    from analysis.published import Published
    from analysis.summary import Summary


class Notebook:
    """The methods of `Dataset` for those who look at results. Columns: docs/analysis.md."""

    def likert(self, *, by_class: bool = False) -> "pd.DataFrame":
        """Return the distribution of every item, one row for each answer on its scale."""
        from analysis.frames import likert_frame

        return likert_frame(self._summary(by_class=by_class))

    def items(self, *, by_class: bool = False) -> "pd.DataFrame":
        """Return every item in one row: top-2, bottom-2, median and mean, with their bases."""
        from analysis.frames import items_frame

        return items_frame(self._summary(by_class=by_class))

    def choices(self, *, by_class: bool = False) -> "pd.DataFrame":
        """Return the single and multiple choices, one row for each option."""
        from analysis.frames import choices_frame

        return choices_frame(self._summary(by_class=by_class))

    def quantities(self, *, by_class: bool = False) -> "pd.DataFrame":
        """Return the questions answered with a number: median and mean."""
        from analysis.frames import quantities_frame

        return quantities_frame(self._summary(by_class=by_class))

    def indicators(self, *, by_class: bool = False) -> "pd.DataFrame":
        """Return the indicators of the questionnaire with count and base."""
        from analysis.frames import indicators_frame

        return indicators_frame(self._summary(by_class=by_class))

    def means(self, items: Sequence[str]) -> "pd.DataFrame":
        """Return the mean over `items` of each group: of each item first, then of these.

        Raises ValueError when one of `items` is no item on a scale.
        """
        from analysis.frames import means_frame

        return means_frame(self._means(items))

    def indexes(self) -> "pd.DataFrame":
        """Return the indexes of the report plan (`means`): mean, sd and Cronbach's alpha."""
        from analysis.frames import indexes_frame

        return indexes_frame(self._published.indexes)

    def response_rate(self) -> "pd.DataFrame":
        """Return how many were asked and answered, in all and by group."""
        from analysis.frames import response_rate_frame
        from analysis.response_rate import ResponseRate

        dataset = self._self
        rate = dataset.codebook.response_rate
        return response_rate_frame(rate or ResponseRate(invited=None, answered=dataset.n))

    def open_answers(self) -> "pd.DataFrame":
        """Return the open answers, each question in a random order, tied to nobody."""
        from analysis.frames import open_answers_frame

        return open_answers_frame(self._published.open_answers)

    def sentences(self, *, by_class: bool = False) -> "pd.DataFrame":
        """Return sentences for a report, one for each item, choice, number and indicator."""
        from analysis.frames import sentences_frame

        return sentences_frame(self._summary(by_class=by_class))

    def drawing(
        self, what: str | Sequence[str], *, by_class: bool = False, title: str = ""
    ) -> "Drawing":
        """Return a figure as a Drawing, which a notebook shows as SVG.

        `what` is the title of a diagram in the report plan, a variable, or items on one scale.

        Raises ValueError when there is no such thing, NoFigure when too few answered for one.
        """
        from analysis.notebook_figures import drawing_of

        return drawing_of(self._published, what, by_class=by_class, title=title)

    def figure(
        self, what: str | Sequence[str], *, by_class: bool = False, title: str = ""
    ) -> "Figure":
        """Return the same figure as a matplotlib Figure, which a notebook shows as PNG."""
        from analysis.notebook_figures import shown

        return shown(self.drawing(what, by_class=by_class, title=title))

    def __repr__(self) -> str:
        dataset = self._self
        book = dataset.codebook
        asked = f"{book.questionnaire.id}:{book.questionnaire.version}"
        return (
            f"<Dataset “{book.round.title}”: {dataset.n} answers to {asked}, "
            f"{len(book.variables)} variables, {len(book.classes)} classes, k = {book.round.k}>"
        )

    def _repr_html_(self) -> str:
        book = self._self.codebook
        facts = {
            "Formulär": f"{book.questionnaire.title} "
            f"({book.questionnaire.id}:{book.questionnaire.version})",
            "Antal svar": str(self._self.n),
            "Grupper": ", ".join(one.name for one in book.classes) or "inga",
            "Minsta bas som visas": str(book.round.k),
        }
        rows = "".join(
            f'<tr><th scope="row">{name}</th><td>{escape(fact)}</td></tr>'
            for name, fact in facts.items()
        )
        return f"<table><caption>{escape(book.round.title)}</caption>{rows}</table>"

    @property
    def _self(self) -> "Dataset":
        return cast("Dataset", self)

    @cached_property
    def _published(self) -> "Published":
        from analysis.published import published

        return published(self._self)

    def _summary(self, *, by_class: bool) -> "Summary":
        found = self._published.summary
        return found if by_class else found.of_everyone

    def _means(self, items: Sequence[str]) -> "Sequence[GroupMean]":
        from analysis.group_means import means_of_items

        names = {one.name for one in scale_items(self._published.codebook, items)}
        found = self._summary(by_class=True).items
        return means_of_items([one for one in found if one.variable.name in names])


def scale_items(codebook: "Codebook", names: Sequence[str]) -> "list[Variable]":
    """Return the items called `names`. Raises ValueError unless all are judged on one scale."""
    likert = {one.name: one for one in codebook.variables if one.kind == "likert"}
    for name in [names] if isinstance(names, str) else names:
        if name not in likert:
            raise ValueError(f"“{name}” is no item on a scale. There are: {', '.join(likert)}.")
    found = [likert[name] for name in ([names] if isinstance(names, str) else names)]
    steps = {tuple((code.value, code.text) for code in one.codes if code.value) for one in found}
    if len(steps) != 1:
        raise ValueError(f"{', '.join(names) or 'No items'}: give items that share one scale.")
    return found
