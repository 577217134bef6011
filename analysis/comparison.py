"""Do groups answer differently? Opt-in tests, always with how large the difference is.

Those asked are nearly everybody, so a p-value tells little: every sentence comes with that caveat.
All is calculated from counts that are shown, so a test tells nothing more than they do; where a
count is withheld there is no test (None in, None out).

scipy is heavy and is imported only when a test is asked for. Random permutations start from the
same seed, so the same answers give the same figure.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, assert_never

import numpy as np
import numpy.typing as npt

from analysis.distribution import Values, substantive
from analysis.estimates import ChoiceEstimate, LikertEstimate
from analysis.swedish import short
from analysis.words import listed, share

if TYPE_CHECKING:
    from scipy.stats import PermutationMethod

RESAMPLES = 9999
SEED = 0


@dataclass(frozen=True, kw_only=True)
class TwoGroups:
    """How two groups differ on one item.

    - `delta`: Cliff's delta, -1 to 1: how much more often someone in the first group answers
      higher than someone in the second than lower;
    - `p`: two-sided, Mann-Whitney by permutation, which takes ties for what they are;
    - `p_holm`: the same when it is one of several comparisons.
    """

    groups: tuple[str, str]
    n: tuple[int, int]
    delta: float
    p: float
    p_holm: float | None = None


@dataclass(frozen=True, kw_only=True)
class SeveralGroups:
    """How three or more groups differ on one item: Kruskal-Wallis, then each pair with Holm."""

    groups: tuple[str, ...]
    n: tuple[int, ...]
    h: float
    p: float
    pairs: tuple[TwoGroups, ...]


@dataclass(frozen=True, kw_only=True)
class TableTest:
    """Whether the answers to a choice go with the group: the exact test of Fisher, r x c."""

    groups: tuple[str, ...]
    n: tuple[int, ...]
    p: float


def compare_two(first: LikertEstimate, second: LikertEstimate) -> TwoGroups | None:
    """Return how two groups differ on an item; None where a count is withheld or nobody answered.

    “vet ej” is left out. Source: Mann-Whitney by `scipy.stats.PermutationMethod`; the exact method
    of scipy ignores ties.
    """
    values = _two(first, second)
    if values is None:
        return None
    from scipy.stats import mannwhitneyu

    one, other = (_repeated(each) for each in values)
    result = mannwhitneyu(one, other, method=_permutations())
    return TwoGroups(
        groups=(_name(first), _name(second)),
        n=(len(one), len(other)),
        delta=cliffs_delta(*values),
        p=float(result.pvalue),
    )


def _two(first: LikertEstimate, second: LikertEstimate) -> tuple[Values, Values] | None:
    _same_item([first, second])
    one, other = _answered(first), _answered(second)
    return None if one is None or other is None else (one, other)


def _answered(estimate: LikertEstimate) -> Values | None:
    values = substantive(estimate)
    return values if values and any(count for _, count in values) else None


def cliffs_delta(first: Values, second: Values) -> float:
    """Return the share of pairs where the first is higher less the share where it is lower."""
    net = sum(
        ((value > other) - (value < other)) * count * others
        for value, count in first
        for other, others in second
    )
    pairs = sum(count for _, count in first) * sum(count for _, count in second)
    return net / pairs


def compare_several(estimates: Sequence[LikertEstimate]) -> SeveralGroups | None:
    """Return how groups differ on an item; those withheld or without answers are left out.

    So is everyone together. The p-value of Kruskal-Wallis is asymptotic. None when fewer than
    three groups are left, or when all answered the same.
    """
    _same_item(estimates)
    classes = [one for one in estimates if one.group is not None]
    shown = [(one, values) for one in classes if (values := _answered(one)) is not None]
    if len(shown) < 3 or len({value for _, values in shown for value, n in values if n}) < 2:
        return None
    from scipy.stats import kruskal

    samples = [_repeated(values) for _, values in shown]
    result = kruskal(*samples)
    pairs = [pair for a, b in combinations(shown, 2) if (pair := compare_two(a[0], b[0]))]
    adjusted = holm([pair.p for pair in pairs])
    return SeveralGroups(
        groups=tuple(_name(one) for one, _ in shown),
        n=tuple(len(sample) for sample in samples),
        h=float(result.statistic),
        p=float(result.pvalue),
        pairs=tuple(replace(pair, p_holm=p) for pair, p in zip(pairs, adjusted, strict=True)),
    )


def holm(p_values: Sequence[float]) -> list[float]:
    """Return p-values adjusted for how many there are (Holm 1979), in the same order."""
    adjusted = [0.0] * len(p_values)
    highest = 0.0
    for rank, place in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[place]))
        adjusted[place] = highest
    return adjusted


def compare_choices(estimates: Sequence[ChoiceEstimate]) -> TableTest | None:
    """Return whether the answers to a single choice go with the group; everyone is left out.

    None unless two groups or more are shown and two answers or more were given. A 2 x 2 table is
    exact; a larger one is drawn at random with its margins kept. Raises ValueError for a multiple
    choice, whose answers are not one a person.
    """
    if any(one.variable.kind == "multiple" for one in estimates):
        raise ValueError("a multiple choice has no table of persons")
    _same_item(estimates)
    classes = [one for one in estimates if one.group is not None]
    shown = [one for one in classes if one.n and None not in one.counts]
    table = np.array([one.counts for one in shown], dtype=np.int64)
    if len(shown) < 2:
        return None
    table = table[:, table.any(axis=0)]
    if table.shape[1] < 2:
        return None
    from scipy.stats import MonteCarloMethod, fisher_exact

    random = MonteCarloMethod(n_resamples=RESAMPLES, rng=np.random.default_rng(SEED))
    method = None if table.shape == (2, 2) else random
    # A drawn p-value may come as an array of one.
    p = np.asarray(fisher_exact(table, method=method).pvalue).item()
    return TableTest(
        groups=tuple(_name(one) for one in shown),
        n=tuple(int(row.sum()) for row in table),
        p=float(p),
    )


def caveat(answered: int, invited: int | None) -> str:
    """Return what must stand by every p-value: what it cannot say when nearly everyone answered."""
    who = (
        f"Här har {share(answered, invited, 'tillfrågade')} svarat"
        if invited
        else "Här har alla som ville fått svara"
    )
    return (
        f"P-värden är gjorda för slumpmässiga urval. {who}, så skillnaden gäller just dem som har "
        "svarat, vad p-värdet än är. Det säger bara hur ofta en minst lika stor skillnad skulle "
        "uppstå om svaren delades ut på grupperna av en slump."
    )


def comparison_sentences(
    compared: TwoGroups | SeveralGroups | TableTest, answered: int, invited: int | None
) -> str:
    """Return what a test found, its size first, and the caveat that belongs to it."""
    return f"{comparison_sentence(compared)} {caveat(answered, invited)}"


def comparison_sentence(compared: TwoGroups | SeveralGroups | TableTest) -> str:
    """Return what a test found, its size first; the caveat must stand by it or below them all."""
    match compared:
        case TwoGroups():
            return f"{_pair(compared)}."
        case SeveralGroups(pairs=pairs):
            each = "; ".join(_pair(pair) for pair in pairs)
            return f"Kruskal-Wallis H = {short(compared.h)}, {_p(compared.p)}. {each}."
        case TableTest(groups=groups):
            return f"Fishers exakta test mellan {listed(groups)}: {_p(compared.p)}."
        case _:
            assert_never(compared)


def _pair(pair: TwoGroups) -> str:
    (first, second), (n, others) = pair.groups, pair.n
    p = _p(pair.p) if pair.p_holm is None else f"{_p(pair.p_holm)} efter Holm"
    delta = f"{pair.delta:.2f}".replace("-0.00", "0.00").replace("-", "−").replace(".", ",")
    return f"{first} (n = {n}) mot {second} (n = {others}): Cliffs delta {delta}, {p}"


def _p(value: float) -> str:
    return "p < 0,001" if value < 0.001 else f"p = {value:.3f}".replace(".", ",")


def _same_item(estimates: Sequence[LikertEstimate] | Sequence[ChoiceEstimate]) -> None:
    if len({one.variable.name for one in estimates}) > 1:
        raise ValueError("groups are compared on one question at a time")


def _name(estimate: LikertEstimate | ChoiceEstimate) -> str:
    return estimate.group or "Alla"


def _repeated(values: Values) -> npt.NDArray[np.int64]:
    return np.repeat([value for value, _ in values], [count for _, count in values])


def _permutations() -> "PermutationMethod":
    from scipy.stats import PermutationMethod

    return PermutationMethod(n_resamples=RESAMPLES, batch=1000, rng=np.random.default_rng(SEED))
