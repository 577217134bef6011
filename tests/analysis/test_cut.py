"""The smallest union that two divisions of the same persons tell of, against trying them all."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.cut import tells_of_fewer


def smallest_union(atoms):
    """Return the fewest persons whose sum lies in the span of the sums of all blocks and rows.

    By trying every union of atoms that hold someone.
    """
    filled = [
        (block, row)
        for block, row in product(range(len(atoms)), range(len(atoms[0])))
        if atoms[block][row]
    ]
    if not filled:
        return None
    printed = [[int(block == one) for block, _ in filled] for one in range(len(atoms))]
    printed += [[int(row == one) for _, row in filled] for one in range(len(atoms[0]))]
    # Everything at right angles to what is printed must be at right angles to the union.
    _, sizes, right = np.linalg.svd(np.array(printed, dtype=float))
    beside = right[int((sizes > 1e-9).sum()) :]
    unions = np.array(list(product((0, 1), repeat=len(filled)))[1:], dtype=float)
    follows = np.all(np.abs(unions @ beside.T) < 1e-9, axis=1)
    persons = np.array([atoms[block][row] for block, row in filled])
    return int((unions[follows] @ persons).min())


tables = st.tuples(st.integers(1, 3), st.integers(1, 4)).flatmap(
    lambda shape: st.lists(
        st.lists(st.sampled_from([0, 0, 0, 1, 2, 3, 6, 11]), min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)


@settings(deadline=None, max_examples=400, derandomize=True)
@given(tables, st.sampled_from([3, 5, 10]))
def test_the_smallest_cut_is_the_smallest_union_there_is(atoms, least):
    smallest = smallest_union(atoms)
    assert tells_of_fewer(atoms, least) == (smallest is not None and smallest < least)


@pytest.mark.parametrize(
    ("atoms", "told"),
    [
        # Two classes of the same three kinds: no sum divides what they share.
        ([[4, 4, 4], [4, 4, 4]], False),
        # A class of one kind only, and two more of that kind elsewhere: these two follow.
        ([[12, 0], [2, 12]], True),
        # The same where nobody of that kind is elsewhere.
        ([[12, 0], [0, 12]], False),
        # Nine in three classes and rows that hang together in a ring cannot be parted.
        ([[1, 9, 0], [0, 1, 9], [9, 0, 1]], False),
    ],
)
def test_what_two_tables_tell_together(atoms, told):
    assert tells_of_fewer(atoms, 5) == told


def test_a_large_table_is_quickly_tested():
    atoms = [[(3 * block + row) % 4 for row in range(50)] for block in range(30)]
    assert not tells_of_fewer(atoms, 10)
