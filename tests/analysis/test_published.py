"""What may be shown of a round comes from one place, and nothing else can be asked for."""

import pytest

from analysis.published import published
from tests.analysis.builders import a_codebook, a_dataset, a_likert, a_number, rows_of

VARIABLES = [a_likert("a"), a_likert("b"), a_likert("c"), a_likert("d"), a_number("n")]
NAMES = ("a", "b", "c", "d")


def a_round(tmp_path, *means, rows=None):
    plan = [{"kind": "means", "title": f"M{n}", "items": items} for n, items in enumerate(means)]
    if rows is None:
        rows = [{**dict.fromkeys(NAMES, str(1 + n % 5)), "n": n} for n in range(30)]
    return a_dataset(tmp_path / "export", a_codebook(VARIABLES, report=plan), rows)


def titles(dataset):
    return [one.entry.title for one in published(dataset).indexes]


def test_there_is_an_index_for_each_entry_of_means(tmp_path):
    dataset = a_round(tmp_path, ["a", "b"], ["c", "d"])
    assert titles(dataset) == ["M0", "M1"]
    assert [one.estimates[0].mean for one in published(dataset).indexes] == [3.0, 3.0]


def test_of_two_that_share_an_item_the_second_is_not_made(tmp_path):
    # Its persons less those of the first could be the few who left one item out.
    assert titles(a_round(tmp_path, ["a", "b"], ["b", "c"], ["c", "d"])) == ["M0", "M2"]


def test_the_same_items_twice_tell_nothing_more(tmp_path):
    assert titles(a_round(tmp_path, ["a", "b"], ["b", "a"])) == ["M0", "M1"]


def test_means_of_different_steps_make_no_index(tmp_path):
    assert titles(a_round(tmp_path, ["a", "n"])) == []


def test_what_nobody_counted_cannot_be_asked_for(tmp_path):
    found = published(a_round(tmp_path))
    assert found.total("n").median == 14.5
    assert [one.group for one in found.by_group("a")] == [None]
    for ask in (found.total, found.by_group, found.indicator, found.crosstab):
        with pytest.raises(KeyError):
            ask("x")


# How people answered -----------------------------------------------------------------------------


def modes_of(tmp_path, counts):
    rows = [{**row, "a": "1"} for row in rows_of("mode", counts)]
    found = published(a_round(tmp_path, rows=rows)).modes
    return found and (found.counts, found.unknown)


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({"webb": 12}, ({"webb": 12}, 0)),
        ({"telefon": 5, "webb": 12}, ({"webb": 12, "telefon": 5}, 0)),
        ({"webb": 12, None: 6}, ({"webb": 12}, 6)),
        # Four by telephone, or four of whom it was not kept, are all that is missing.
        ({"webb": 12, "telefon": 4}, None),
        ({"webb": 12, None: 4}, None),
        ({"webb": 12, "telefon": 3, "assisterat": 3}, None),
        ({None: 12}, None),
        ({}, None),
    ],
)
def test_ways_to_answer_are_told_all_or_none(tmp_path, counts, told):
    assert modes_of(tmp_path, counts) == told
