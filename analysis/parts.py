"""What is told apart of an answer when few have answered, and whether a condition tells more."""

from collections.abc import Sequence

from analysis.codebook import Codebook, Variable
from analysis.conditions import AtLeast, AtMost, Condition, Is, leaves
from analysis.disclosure import Detail

MOST_CATEGORIES_OF_FEW = 3
"""Of five to nine persons, at most this many categories are told apart."""


def detail_for(condition: Condition, codebook: Codebook) -> Detail:
    """Return the least detail at which the number for whom `condition` holds is no news.

    Among few persons three merged categories are told of an item. A condition that divides one of
    them counts the rest of it too, one on several items is a cross-table, and a limit in a number
    is somebody's own.
    """
    tests = list(leaves(condition))
    if len({test.item for test in tests}) > 1:
        return Detail.FULL
    parts = _told_apart(codebook.variable(tests[0].item), codebook)
    if any(_divides(_codes(test, codebook), part) for test in tests for part in parts):
        return Detail.FULL
    return Detail.COARSE if parts else Detail.FULL


def _told_apart(variable: Variable, codebook: Codebook) -> Sequence[frozenset[str]]:
    """Return the codes that are counted together of few answers; none where nothing is told."""
    match variable.kind:
        case "likert":
            scale = codebook.scale_of(variable)
            bottom, top = frozenset(scale.bottom), frozenset(scale.top)
            outside = frozenset(code.code for code in variable.codes if code.value is None)
            every = frozenset(code.code for code in variable.codes)
            return bottom, every - bottom - top - outside, top, outside
        case "single" if len(variable.codes) <= MOST_CATEGORIES_OF_FEW:
            return [frozenset([code.code]) for code in variable.codes]
        case _:
            # Of several choices, who made any of two is more than how many made each.
            return ()


def _codes(test: AtLeast | AtMost | Is, codebook: Codebook) -> frozenset[str]:
    """Return the answers that pass the test."""
    codes = codebook.variable(test.item).codes
    match test:
        case Is(codes=wanted):
            return frozenset(wanted)
        case AtLeast(value=limit):
            return frozenset(
                one.code for one in codes if one.value is not None and one.value >= limit
            )
        case AtMost(value=limit):
            return frozenset(
                one.code for one in codes if one.value is not None and one.value <= limit
            )


def _divides(codes: frozenset[str], part: frozenset[str]) -> bool:
    return bool(part & codes) and not part <= codes
