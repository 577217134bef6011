"""A battery as a table: for each item how many gave each answer, in percent too from ten."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from analysis import alt_text
from analysis.cells import Cell
from analysis.codebook import Codebook
from analysis.estimates import ChoiceEstimate, LikertEstimate
from analysis.files.batteries import Battery
from analysis.likert_key import how_shown
from analysis.measures import measures
from analysis.rounding import rounded
from analysis.swedish import cell, few

_FIRST = ("Påstående", "n", "Ej svar")
_PARTS = ("Låga svar", "Mitten", "Höga svar", "Utanför skalan")
_MEASURES = (
    *("Antal positiva", "% positiva", "95 % från", "95 % till", "Netto"),
    *("Nedre kvartil", "Median", "Övre kvartil", "Medel"),
)


@dataclass(frozen=True, kw_only=True)
class ItemTable:
    """The items of a battery, in the order of the rows.

    Columns that would be empty for all of them are not there: percentages where all bases are
    small, and the parts of the scale where every answer is counted by itself.
    """

    items: tuple[LikertEstimate, ...]
    battery: Battery
    codebook: Codebook

    @property
    def first_share(self) -> int:
        """The place of the column with the percentage of the first answer."""
        return len(_FIRST) + len(self.battery.codes)

    @property
    def header(self) -> list[Cell]:
        """What the columns hold."""
        texts = [code.text for code in self.battery.codes]
        return [
            *_FIRST,
            *(f"Antal {text}" for text in texts),
            *(f"% {text}" for text in texts if self._in_percent),
            *(_PARTS if self._in_parts else ()),
            *_MEASURES,
        ]

    def row(self, item: LikertEstimate) -> list[Cell]:
        """Return the row of one item. What is withheld is `..`, what there is none of is empty."""
        return [
            alt_text.statement(item.variable),
            *(cell(one, item) for one in (item.n, item.no_answer)),
            *self._answers(item),
            *(_parts(item) if self._in_parts else ()),
            *self._measures(item),
        ]

    @property
    def _in_percent(self) -> bool:
        return any(how_shown(item) == "bar" for item in self.items)

    @property
    def _in_parts(self) -> bool:
        return any(item.merged is not None for item in self.items)

    def _answers(self, item: LikertEstimate) -> Iterator[Cell]:
        # An item without one of the answers of its neighbours has an empty cell there.
        texts = [code.text for code in item.variable.codes]
        counts = dict(zip(texts, item.counts, strict=True))
        percents = dict(zip(texts, item.percents, strict=True))
        wanted = [code.text for code in self.battery.codes]
        yield from (cell(counts[text], item) if text in counts else None for text in wanted)
        if self._in_percent:
            yield from (
                percent_told(percents[text], item) if text in percents else None for text in wanted
            )

    def _measures(self, item: LikertEstimate) -> Iterator[Cell]:
        more = measures(item, self.codebook)
        quartiles = more.quartiles
        low, high = (None, None) if quartiles is None else (quartiles.lower, quartiles.upper)
        yield cell(item.top2.count, item)
        yield percent_told(item.top2.percent, item)
        yield from (None, None) if more.interval is None else more.interval.percents
        yield None if few(item.n) else cell(more.net, item)
        yield from (cell(value, item) for value in (low, item.median, high, _mean(item)))


def percent_told(value: int | None, item: LikertEstimate | ChoiceEstimate) -> Cell:
    """Return a percentage for a cell, none where few answered."""
    return None if few(item.n) else cell(value, item)


def _parts(item: LikertEstimate) -> tuple[int | None, ...]:
    merged = item.merged
    if merged is None:
        return (None,) * len(_PARTS)
    return (merged.bottom, merged.middle, merged.top, merged.outside)


def _mean(item: LikertEstimate) -> float | None:
    """Return the mean, of fewer than ten with one decimal: two would say more than it knows."""
    if item.mean is None or not few(item.n):
        return item.mean
    return rounded(Fraction(str(item.mean)), 1)
