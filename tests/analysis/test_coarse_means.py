"""A mean beside merged categories, tried on every way that a few can have answered."""

import json

import pytest

from analysis.codebook_reading import read_codebook
from analysis.disclosure import Detail
from analysis.tallies import LikertTally
from tests.analysis.builders import a_codebook, a_likert
from tests.analysis.test_attacker import PARTS, STEPS


def ways_to_answer(n, codes):
    if len(codes) == 1:
        yield (n,)
        return
    for first in range(n + 1):
        for rest in ways_to_answer(n - first, codes[1:]):
            yield (first, *rest)


def solved_by_what_is_printed(n, show):
    """Return what is printed of some way that `n` can have answered, where it tells one count.

    The attacker runs the program on every way, and looks at those that print the same.
    """
    alike = {}
    for counts in ways_to_answer(n, STEPS):
        alike.setdefault(json.dumps(show(counts)), []).append(counts)
    return [
        text
        for text, ways in alike.items()
        for part in PARTS
        if len(part) > 1 and sum(ways[0][STEPS.index(code)] for code in part)
        for code in part
        if len({way[STEPS.index(code)] for way in ways}) == 1
    ]


def shown_coarsely(counts):
    book = read_codebook(json.dumps(a_codebook([a_likert("a", vet_ej=True)])).encode())
    variable = book.variable("a")
    tally = LikertTally(
        variable=variable, scale=book.scale_of(variable), group=None, no_answer=0, counts=counts
    )
    one = tally.shown(Detail.COARSE)
    m = one.merged
    return [one.n, m.bottom, m.middle, m.top, m.outside, one.mean, one.median, one.unanimous]


def with_a_mean_to_the_half(counts):
    n = sum(counts[:5])
    mean = sum(step * count for step, count in enumerate(counts[:5], start=1)) / n if n else None
    merged = [counts[0] + counts[1], counts[2], counts[3] + counts[4], counts[5]]
    return [*merged, None if mean is None else int(mean * 2 + 0.5) / 2]


@pytest.mark.parametrize("n", range(3, 8))
def test_a_mean_never_tells_the_merged_categories_apart(n):
    assert solved_by_what_is_printed(n, shown_coarsely) == []
    assert solved_by_what_is_printed(n, with_a_mean_to_the_half)


def test_most_of_the_time_there_still_is_a_mean():
    means = [shown_coarsely((*counts, 0))[5] for counts in ways_to_answer(6, STEPS[:5])]
    assert sum(mean is not None for mean in means) > len(means) / 2
