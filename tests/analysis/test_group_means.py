"""The mean over several items by group (diagram 3), told as it was averaged."""

import pytest

from analysis.disclosure import Detail
from analysis.group_means import Averaging, means_of_items, means_of_persons, means_sentence
from analysis.index import IndexEstimate
from tests.analysis.shown import a_likert_estimate

ATHENA = [
    a_likert_estimate(0, 0, 0, 6, 6, name="a", group="Athena"),  # 4.5
    a_likert_estimate(0, 0, 2, 5, 3, name="b", group="Athena"),  # 4.1
]
ACTION = [
    a_likert_estimate(4, 6, 2, 0, 0, name="a", group="United Action"),  # 1.8333
    a_likert_estimate(5, 5, 0, 0, 0, name="b", group="United Action"),  # 1.5
]
EVERYONE = [
    a_likert_estimate(4, 6, 2, 6, 6, name="a"),
    a_likert_estimate(5, 5, 2, 5, 3, name="b"),
]
MOA = [
    a_likert_estimate(1, 1, 1, 0, 0, name=name, group="MOA", detail=Detail.NOTHING)
    for name in ("a", "b")
]


def test_each_item_weighs_the_same_whoever_answered_it():
    found = means_of_items([*EVERYONE, *ATHENA, *ACTION])
    assert [(one.group, one.mean) for one in found] == [("Athena", 4.3), ("United Action", 1.67)]
    assert (found[0].fewest, found[0].most) == (10, 12)


def test_a_group_with_one_item_withheld_has_no_mean():
    hidden = a_likert_estimate(1, 0, 0, 0, 0, name="b", group="Athena", detail=Detail.NOTHING)
    (found,) = means_of_items([ATHENA[0], hidden])
    assert (found.mean, found.fewest, found.most) == (None, None, None)
    assert means_of_items([ATHENA[0], *ACTION])[0].mean is None


def test_a_small_group_is_averaged_from_its_blurred_means_only():
    small = [
        a_likert_estimate(0, 1, 2, 3, 1, name="a", group="Stig", detail=Detail.COARSE),  # 3.57
        a_likert_estimate(0, 1, 2, 3, 1, name="b", group="Stig", detail=Detail.COARSE),
    ]
    (found,) = means_of_items(small)
    assert [one.mean for one in small] == [3.5, 3.5]
    assert (found.mean, found.coarse) == (3.5, True)
    assert "Stig (ungefär 3,5, n = 7)" in means_sentence([found], Averaging.ITEMS)


def test_a_mean_of_fewer_than_ten_has_one_decimal_and_ties_with_one_that_looks_the_same():
    few = [
        a_likert_estimate(0, 1, 2, 3, 1, name="a", group="Stig"),  # 3.57
        a_likert_estimate(0, 1, 2, 4, 1, name="a", group="SARA"),  # 3.63
    ]
    found = means_of_items(few)
    assert [one.mean for one in found] == [3.6, 3.6]
    assert means_sentence(found, Averaging.ITEMS).startswith("Medelvärdet är 3,6 i alla grupper")


def test_r07_the_highest_the_lowest_and_those_missing():
    found = means_of_items([*ATHENA, *ACTION, *MOA])
    assert means_sentence(found, Averaging.ITEMS) == (
        "Högst är medelvärdet för Athena (4,3, n = 10–12), lägst för United Action (1,67, "
        "n = 10–12). Inget medelvärde visas för MOA. Medelvärdet är räknat i två steg: först för "
        "varje fråga bland dem som har svarat på den, sedan över frågorna, så att varje fråga "
        "väger lika. ”Vet ej” ingår inte."
    )


def test_an_index_by_group_says_that_persons_were_averaged():
    indexes = [
        IndexEstimate(items=(), group=group, n=n, mean=mean, suppressed=mean is None)
        for group, n, mean in (
            (None, 24, 3.1),
            ("Athena", 12, 4.5),
            ("Stig", 12, 4.5),
            ("MOA", None, None),
        )
    ]
    told = means_sentence(means_of_persons(indexes), Averaging.PERSONS)
    assert told.startswith(
        "Medelvärdet är 4,5 i alla grupper som visas. Inget medelvärde visas för MOA."
    )
    assert told.endswith(Averaging.PERSONS.value)


@pytest.mark.parametrize("averaging", Averaging)
def test_nothing_to_show_still_says_what_is_missing(averaging):
    told = means_sentence(means_of_items(MOA), averaging)
    assert told.startswith("Inget medelvärde visas för MOA.")
