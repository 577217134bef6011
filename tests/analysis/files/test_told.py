"""Where answers may stand in a file, told with persons that can be counted on the fingers."""

import numpy as np

from analysis.disclosure import Rules
from analysis.files.told import blank_beside_index, told_in_classes

RULES = Rules(k=5, full_from=10)


def classes(*sizes):
    """Return so many in no class, in the first, in the second and so on."""
    return np.repeat(np.arange(len(sizes)), sizes).astype(np.int16)


def shown(sizes):
    """Return the classes where an item that all answered may stand, 0 for those in none."""
    everyone = np.ones(sum(sizes), dtype=np.bool_)
    told = told_in_classes(everyone, classes(*sizes), len(sizes) - 1, RULES)
    return sorted({int(one) for one in classes(*sizes)[told]})


def test_what_the_total_has_more_is_large_enough():
    assert shown((0, 20, 30, 20)) == [1, 2, 3]
    assert shown((0, 20, 30, 6, 25)) == [2, 4]
    assert shown((0, 20, 6, 7)) == [1]


def test_those_in_no_class_are_told_with_all_classes_or_not_at_all():
    assert shown((12, 20, 30)) == [0, 1, 2]
    assert shown((12, 20, 6)) == [1]
    assert shown((3, 20, 30)) == [2]


def test_the_rest_of_an_index_is_large_enough():
    places = classes(0, 20, 14, 12)
    everyone = np.ones(len(places), dtype=np.bool_)
    # Of the second class, where a is blank, only three are part of the index.
    part_of = everyone.copy()
    part_of[20:31] = False
    told = {"a": places != 2, "c": everyone}
    found = blank_beside_index(told, ["a", "c"], part_of, places, RULES)
    for name in ("a", "c"):
        assert set(places[found[name]].tolist()) == ({1} if name == "a" else {1, 2})
    whole = found["a"] & found["c"]
    assert np.count_nonzero(part_of & ~whole) == 15


def test_an_index_whose_rest_is_nobody_or_many_blanks_nothing():
    places = classes(0, 20, 14, 12)
    everyone = np.ones(len(places), dtype=np.bool_)
    told = {"a": places != 2, "c": everyone}
    found = blank_beside_index(told, ["a", "c"], everyone, places, RULES)
    assert all((found[name] == told[name]).all() for name in told)
