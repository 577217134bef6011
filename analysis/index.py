"""An index: the mean of several items, first within each person, and how well they hang together.

Only those who gave an answer on the scale to every item are part of it. They are other persons
than those of a single item, so a difference between the two could point at the few who left
something out; then the index is not shown.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from analysis.codebook import Variable
from analysis.counting import answered
from analysis.dataset import Dataset
from analysis.disclosure import FEW, Detail, Rules, details_together, rules_of
from analysis.rounding import rounded


@dataclass(frozen=True, kw_only=True)
class IndexEstimate:
    """An index of everyone, or of one class (`group`), in steps of the scale.

    `n` are those who answered all `items` with a step of the scale. `sd` (n - 1) and `alpha`
    (Cronbach's, with as many items as there are) come with n of ten and more, alpha for everyone
    only. None is withheld when `suppressed`, else not defined.
    """

    items: tuple[Variable, ...]
    group: str | None
    n: int | None
    mean: float | None = None
    sd: float | None = None
    alpha: float | None = None
    suppressed: bool


@dataclass(frozen=True, kw_only=True)
class IndexTally:
    """What an index is made of in one class: whole numbers, so that nothing is lost.

    - `n`: persons with a step for every item; `partial`: those with one for some items only;
    - `answered`: for each item those who answered it, “vet ej” included;
    - `total`, `squares`: sum over the n persons of their summed steps, and of its square;
    - `item_totals`, `item_squares`: the same for each item.
    """

    items: tuple[Variable, ...]
    group: str | None
    n: int
    partial: int
    answered: tuple[int, ...]
    total: int
    squares: int
    item_totals: tuple[int, ...]
    item_squares: tuple[int, ...]

    @property
    def bases(self) -> tuple[int, ...]:
        """Every number of persons that the index is about."""
        return (self.n, *self.answered)

    def shown(self, detail: Detail) -> IndexEstimate:
        """Return the index where all may be told, else its base at most.

        Beside the merged answers of a few, even a blurred mean over the items could tell who
        answered what.
        """
        full = detail is Detail.FULL
        large = full and self.n >= FEW
        return IndexEstimate(
            items=self.items,
            group=self.group,
            n=self.n if detail > Detail.NOTHING else None,
            mean=self._mean() if full else None,
            sd=self._sd() if large else None,
            alpha=self.alpha() if large and self.group is None else None,
            suppressed=not full,
        )

    def _mean(self) -> float | None:
        return rounded(Fraction(self.total, self.n * len(self.items)), 2) if self.n else None

    def _sd(self) -> float:
        spread = Fraction(_sum_of_squares(self.squares, self.total, self.n), self.n - 1)
        return rounded(Fraction(math.sqrt(spread) / len(self.items)), 2)

    def alpha(self) -> float | None:
        """Return Cronbach's alpha with two decimals; None for one item or when all sums are equal.

        k / (k - 1) * (1 - sum of the items' variances / variance of their sum).
        """
        k = len(self.items)
        whole = _sum_of_squares(self.squares, self.total, self.n) if self.n > 1 else 0
        if k < 2 or whole == 0:
            return None
        pairs = zip(self.item_squares, self.item_totals, strict=True)
        parts = sum(_sum_of_squares(squares, total, self.n) for squares, total in pairs)
        return _rounded_signed(Fraction(k, k - 1) * (1 - Fraction(parts) / whole))


def _sum_of_squares(squares: int, total: int, n: int) -> Fraction:
    """Return the sum of squared distances to the mean, exactly."""
    return squares - Fraction(total * total, n)


def _rounded_signed(value: Fraction) -> float:
    return rounded(value, 2) if value >= 0 else -rounded(-value, 2)


def index(dataset: Dataset, names: Sequence[str], *, by_class: bool = False) -> list[IndexEstimate]:
    """Return the index of the items called `names`: of everyone, then of each class.

    Two indexes that share items are not checked against each other: the report plan makes one of an
    item only (`declared_index`).

    Raises ValueError when an item is no Likert item or the items do not share their steps: their
    mean would have no unit.
    """
    total, *classes = count_index(dataset, names)
    return protected_index(total, classes if by_class else (), rules_of(dataset.codebook.round))


def protected_index(
    total: IndexTally, classes: Sequence[IndexTally], rules: Rules
) -> list[IndexEstimate]:
    """Return what may be shown of an index, of everyone first.

    The sums of the single items have another base. What they have and the index has not is the
    answers of those who left something out: where these are 1 to k - 1 persons nothing is shown,
    and where they are so in any class no class is, since the others would tell by subtraction.
    """
    if 0 < total.partial < rules.k:
        return [one.shown(Detail.NOTHING) for one in (total, *classes)]
    unclassed = total.partial - sum(one.partial for one in classes)
    if any(0 < partial < rules.k for partial in (unclassed, *(one.partial for one in classes))):
        (whole,) = _protected([total], rules)
        return [whole, *(one.shown(Detail.NOTHING) for one in classes)]
    return _protected([total, *classes], rules)


def _protected(tallies: Sequence[IndexTally], rules: Rules) -> list[IndexEstimate]:
    """Return what may be shown of the total and its classes: no more than of any of the items."""
    bases = list(zip(*(one.bases for one in tallies), strict=True))
    details = details_together(bases, rules)
    return [one.shown(detail) for one, detail in zip(tallies, details, strict=True)]


def count_index(dataset: Dataset, names: Sequence[str]) -> list[IndexTally]:
    """Return the tally of everyone, then of each class, of the items called `names`."""
    items = tuple(dataset.codebook.variable(name) for name in names)
    _check(items)
    steps = np.stack([_steps(dataset, item) for item in items])
    given = steps != _NOTHING
    whole, some = given.all(axis=0), given.any(axis=0)
    everyone = np.ones(dataset.n, dtype=np.bool_)
    members = [(None, everyone)] + [
        (one.name, dataset.classes == place)
        for place, one in enumerate(dataset.codebook.classes, start=1)
    ]
    return [
        _tally(
            items,
            group,
            steps[:, whole & inside],
            partial=int((some & ~whole & inside).sum()),
            answering=tuple(int((answered(dataset, name) & inside).sum()) for name in names),
        )
        for group, inside in members
    ]


def complete(dataset: Dataset, names: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Return, for each response, whether it has a step of the scale for all the items."""
    items = [dataset.codebook.variable(name) for name in names]
    steps = np.stack([_steps(dataset, item) for item in items])
    found: npt.NDArray[np.bool_] = (steps != _NOTHING).all(axis=0)
    return found


_NOTHING = np.iinfo(np.int64).min


def _steps(dataset: Dataset, item: Variable) -> npt.NDArray[np.int64]:
    """Return the step each person gave, _NOTHING for no answer and for “vet ej”."""
    values = [_NOTHING, *(_NOTHING if one.value is None else one.value for one in item.codes)]
    found: npt.NDArray[np.int64] = np.array(values, dtype=np.int64)[dataset.codes[item.name]]
    return found


def _check(items: Sequence[Variable]) -> None:
    if not items:
        raise ValueError("an index needs items")
    first = _scale_of(items[0])
    for item in items:
        if item.kind != "likert":
            raise ValueError(f"“{item.name}” is no item on a scale")
        if _scale_of(item) != first:
            raise ValueError(f"“{item.name}” and “{items[0].name}” have different steps")


def have_the_same_steps(items: Sequence[Variable]) -> bool:
    """Return whether an index can be made of the items: all on a scale with the same steps."""
    return all(item.kind == "likert" and _scale_of(item) == _scale_of(items[0]) for item in items)


def _scale_of(item: Variable) -> list[tuple[int, str]]:
    return [(one.value, one.text) for one in item.codes if one.value is not None]


def _tally(
    items: tuple[Variable, ...],
    group: str | None,
    steps: npt.NDArray[np.int64],
    *,
    partial: int,
    answering: tuple[int, ...],
) -> IndexTally:
    """Tally [item, person] of those who answered everything."""
    sums = steps.sum(axis=0)
    return IndexTally(
        items=items,
        group=group,
        n=steps.shape[1],
        partial=partial,
        answered=answering,
        total=int(sums.sum()),
        squares=int((sums * sums).sum()),
        item_totals=tuple(int(one) for one in steps.sum(axis=1)),
        item_squares=tuple(int(one) for one in (steps * steps).sum(axis=1)),
    )
