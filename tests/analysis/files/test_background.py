"""How background is chosen, told with counts that can be added up."""

import numpy as np

from analysis.files.combinations import cells_of, choose_background


def places(*counts):
    """Return 0 as many times as the first says, 1 as the second, and so on."""
    return np.repeat(np.arange(len(counts)), counts).astype(np.int16)


def test_the_background_whose_loss_helps_most_is_left_out():
    people = 60
    groups = np.ones(people, dtype=np.int16)
    large = places(0, 30, 30)
    rare = places(0, 58, 2)
    assert choose_background(groups, {"stor": large, "liten": rare}, 10) == ["stor"]


def test_of_two_that_do_not_fit_together_one_is_kept():
    groups = np.ones(40, dtype=np.int16)
    one = places(0, 20, 20)
    other = np.concatenate([places(0, 12, 8), places(0, 12, 8)]).astype(np.int16)
    # Each fits alone; together the rarest combination has eight.
    assert cells_of([groups, one, other]).smallest == 8
    assert len(choose_background(groups, {"a": one, "b": other}, 10)) == 1


def test_no_answer_is_an_answer_among_others():
    groups = np.ones(30, dtype=np.int16)
    column = places(4, 13, 13)
    assert choose_background(groups, {"a": column}, 5) == []
    assert choose_background(groups, {"a": column}, 4) == ["a"]


def test_many_columns_do_not_overflow():
    columns = [np.arange(200, dtype=np.int16) for _ in range(40)]
    assert cells_of(columns).smallest == 1
    assert len(cells_of(columns).sizes) == 200
