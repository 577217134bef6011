"""An index is averaged person by person, and never points at the few who left something out."""

from itertools import chain, combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import analysis
from analysis.disclosure import Detail, Rules
from analysis.index import IndexTally, count_index, index, protected_index
from tests.analysis.builders import a_codebook, a_dataset, a_likert, a_single

NAMES = ("a", "b", "c")


def persons(*answers, name="", n=1):
    """Return rows with one answer for each of the items, for `n` persons of a class."""
    row = {item: code for item, code in zip(NAMES, answers, strict=False) if code is not None}
    return [row | ({"class": name} if name else {})] * n


def dataset_of(folder, rows, *, classes=(), k=5, items=NAMES):
    variables = [a_likert(name, vet_ej=True) for name in items]
    return a_dataset(folder / "export", a_codebook(variables, classes=classes, k=k), rows)


def test_alpha_mean_and_spread_are_those_of_numpy(tmp_path):
    random = np.random.default_rng(7)
    answers = np.clip(random.integers(1, 6, (60, 1)) + random.integers(-1, 2, (60, 3)), 1, 5)
    dataset = dataset_of(tmp_path, [persons(*(str(one) for one in row))[0] for row in answers])
    (found,) = index(dataset, NAMES)

    covariance = np.cov(answers.T)
    alpha = 3 / 2 * (1 - np.trace(covariance) / covariance.sum())
    assert found.n == 60
    assert found.mean == pytest.approx(answers.mean(), abs=0.005001)
    assert found.sd == pytest.approx(answers.mean(axis=1).std(ddof=1), abs=0.005001)
    assert found.alpha == pytest.approx(alpha, abs=0.005001)
    assert len(found.items) == 3
    assert not found.suppressed


def test_items_that_say_the_same_have_alpha_one_and_opposites_a_negative_one(tmp_path):
    same = [*persons("1", "1", "1", n=6), *persons("5", "5", "5", n=6)]
    assert index(dataset_of(tmp_path / "same", same), NAMES)[0].alpha == 1
    against = [
        *persons("1", "5", n=6),
        *persons("5", "2", n=6),
    ]
    dataset = dataset_of(tmp_path / "against", against, items=("a", "b"))
    # Variances 48/11 and 27/11, of the sum 3/11: 2 * (1 - 75/3).
    assert index(dataset, ("a", "b"))[0].alpha == -48


def test_where_all_sums_are_equal_there_is_no_alpha(tmp_path):
    (found,) = index(dataset_of(tmp_path, persons("4", "4", "4", n=12)), NAMES)
    assert (found.mean, found.sd, found.alpha) == (4, 0, None)
    assert not found.suppressed


def test_only_those_who_answered_everything_on_the_scale_are_in(tmp_path):
    rows = [
        *persons("4", "4", "4", n=12),
        *persons("1", "vet_ej", "1", n=3),
        *persons("1", None, None, n=2),
        *persons("vet_ej", None, "vet_ej", n=1),
        *persons(None, None, None, n=4),
    ]
    total = count_index(dataset_of(tmp_path, rows), NAMES)[0]
    assert (total.n, total.partial) == (12, 5)
    assert index(dataset_of(tmp_path / "again", rows), NAMES)[0].mean == 4


def test_an_index_is_withheld_when_its_difference_to_the_items_is_about_a_few(tmp_path):
    complete = persons("4", "4", "4", n=20)
    for partial, shown in ((0, True), (1, False), (4, False), (5, True)):
        rows = [*complete, *persons("1", None, None, n=partial)]
        (found,) = index(dataset_of(tmp_path / str(partial), rows), NAMES)
        assert (found.mean is not None) == shown
        assert found.suppressed != shown


def test_one_class_with_a_few_partial_answers_hides_every_class(tmp_path):
    rows = [
        *persons("4", "4", "4", n=12, name="1"),
        *persons("2", "2", "2", n=12, name="2"),
        *persons("1", None, None, n=2, name="1"),
        *persons("1", None, None, n=4, name="2"),
    ]
    rows = [row | {"class": {"1": "c1", "2": "c2"}[row["class"]]} for row in rows]
    dataset = dataset_of(tmp_path, rows, classes=("Athena", "Stig"))
    found = index(dataset, NAMES, by_class=True)
    assert [one.mean for one in found] == [3, None, None]
    assert [one.suppressed for one in found] == [False, True, True]


def test_alpha_is_for_everyone_only_and_small_classes_get_no_spread(tmp_path):
    rows = [
        *[
            row | {"class": "c1"}
            for row in [*persons("4", "4", "5", n=8), *persons("1", "2", "1", n=6)]
        ],
        *[
            row | {"class": "c2"}
            for row in [*persons("4", "4", "3", n=5), *persons("1", "2", "1", n=6)]
        ],
        *[row | {"class": "c3"} for row in persons("5", "5", "5", n=10)],
    ]
    dataset = dataset_of(tmp_path, rows, classes=("A", "B", "C"))
    total, *classes = index(dataset, NAMES, by_class=True)
    assert total.alpha is not None
    assert [one.n for one in classes] == [14, 11, 10]
    assert all(one.alpha is None and one.sd is not None for one in classes)


def test_a_coarse_index_tells_its_base_and_nothing_else():
    tally = a_tally(n=7, partial=0, total=7 * 3 * 4 + 2)
    coarse = tally.shown(Detail.COARSE)
    assert (coarse.n, coarse.mean, coarse.sd, coarse.alpha) == (7, None, None, None)
    assert coarse.suppressed
    assert tally.shown(Detail.NOTHING).n is None


def test_an_index_tells_no_more_of_a_class_than_its_items_do(tmp_path):
    # The 3 without a class answered the item a only, so a is hidden for c3, the smallest class:
    # else they would be had by subtraction. The index would tell what a was there.
    rows = [
        *[row | {"class": "c1"} for row in persons("4", "4", "4", n=12)],
        *[row | {"class": "c2"} for row in persons("2", "2", "2", n=14)],
        *[row | {"class": "c3"} for row in persons("3", "3", "3", n=10)],
        *persons("vet_ej", n=3),
    ]
    dataset = dataset_of(tmp_path, rows, classes=("A", "B", "C"))
    items = analysis.summary(dataset, by_class=True).items
    assert [one.mean for one in items if one.variable.name == "a"][3] is None
    total, *classes = index(dataset, NAMES, by_class=True)
    assert (total.n, total.mean) == (36, 2.94)
    # Everyone in the index is in a class, so c3 is hidden only if another is hidden with it.
    assert [one.mean for one in classes] == [None, 2, None]


def test_only_items_on_one_scale_make_an_index(tmp_path):
    other = {**a_likert("b"), "codes": a_likert("b")["codes"][:3], "scale": "tre"}
    codebook = a_codebook([a_likert("a"), other, a_single("kon", "x", "y")])
    codebook["scales"]["tre"] = {"top": ["3"], "bottom": ["1"], "agree": "instämmer"}
    dataset = a_dataset(tmp_path / "export", codebook, [{"a": "1"}])
    with pytest.raises(ValueError, match="different steps"):
        index(dataset, ["a", "b"])
    with pytest.raises(ValueError, match="no item on a scale"):
        index(dataset, ["a", "kon"])
    with pytest.raises(ValueError, match="needs items"):
        index(dataset, [])


def a_tally(*, n, partial, total=0, group=None):
    return IndexTally(
        items=(None, None, None),
        group=group,
        n=n,
        partial=partial,
        answered=(n + partial,) * 3,
        total=total,
        squares=0,
        item_totals=(0, 0, 0),
        item_squares=(0, 0, 0),
    )


sizes = st.tuples(st.integers(0, 14), st.integers(0, 14))


@given(st.lists(sizes, min_size=1, max_size=5), sizes, st.sampled_from([5, 10]))
def test_no_union_of_classes_tells_what_a_few_left_out(classes, unclassed, k):
    """Whatever is shown, added or subtracted, its partial answers are from none or k persons."""
    everyone = [*classes, unclassed]
    tallies = [
        a_tally(n=n + 10, partial=partial, group=str(place))
        for place, (n, partial) in enumerate(classes)
    ]
    total = a_tally(
        n=sum(n + 10 for n, _ in everyone), partial=sum(partial for _, partial in everyone)
    )
    # The sums of the items may be had for every class: the worst case.
    whole, *shown = protected_index(total, tallies, Rules(k=k, full_from=10))
    places = [place for place, one in enumerate(shown) if one.mean is not None]
    if whole.mean is None:
        assert not places
        return
    for some in chain.from_iterable(combinations(places, size) for size in range(len(places) + 1)):
        inside = sum(classes[place][1] for place in some)
        for partial in (inside, total.partial - inside):
            assert partial == 0 or partial >= k
