"""How people answered, on the web or by telephone: all the counts, or none.

A small count would tell of the few who, say, were telephoned, and one that is hidden could be had
by subtraction. So each must be 0 or reach k, and so must those whose way was not kept.
"""

from dataclasses import dataclass

from analysis.dataset import Dataset


@dataclass(frozen=True, kw_only=True)
class Modes:
    """How many answered in each way (“webb”), the commonest first; of `unknown` it was not kept."""

    counts: dict[str, int]
    unknown: int


def modes(dataset: Dataset) -> Modes | None:
    """Return how people answered; None where it was not kept or may not be told."""
    known = {mode: n for mode, n in dataset.modes.items() if n}
    unknown = dataset.n - sum(known.values())
    if not known or min(known.values()) < dataset.codebook.round.k:
        return None
    if 0 < unknown < dataset.codebook.round.k:
        return None
    commonest = sorted(known.items(), key=lambda pair: (-pair[1], pair[0]))
    return Modes(counts=dict(commonest), unknown=unknown)
