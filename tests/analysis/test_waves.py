"""Two rounds are compared only where they asked the same thing of the same groups."""

from dataclasses import replace
from fractions import Fraction

import pytest

import analysis
from analysis.comparable import Reason, WavesError
from analysis.estimates import Share
from analysis.intervals import Interval
from analysis.waves import (
    Change,
    change_sentence,
    compare_waves,
    left_out_notes,
    points,
)
from tests.analysis.builders import a_codebook, a_dataset, a_likert, rows_of
from tests.analysis.shown import plain

HINDER = "Hinder för samverkan har undanröjts."


@pytest.fixture
def a_wave(tmp_path):
    """Return a function that makes the summary of a round with the item `hinder`."""
    made = iter(range(9))

    def make(counts, *, by_class=False, classes=(), groups=None, questionnaire="prov", **more):
        codebook = a_codebook(
            [a_likert("hinder", text=HINDER, vet_ej=True, **more)], classes=classes
        )
        codebook["questionnaire"]["id"] = questionnaire
        for one in codebook["classes"]:
            one["groups"] = (groups or {}).get(one["name"], [one["name"]])
        rows = counts if isinstance(counts, list) else rows_of("hinder", counts)
        dataset = a_dataset(tmp_path / str(next(made)), codebook, rows)
        return analysis.summary(dataset, by_class=by_class)

    return make


BEFORE = {"1": 3, "2": 6, "3": 13, "4": 18, "5": 7, "vet_ej": 9}
AFTER = {"1": 2, "2": 5, "3": 15, "4": 20, "5": 11, "vet_ej": 7}


def test_a_change_is_in_percentage_points_between_the_printed_percentages(a_wave):
    (change,) = compare_waves(a_wave(BEFORE), a_wave(AFTER)).changes
    assert (change.before.percent, change.after.percent, change.points) == (45, 52, 7)
    assert plain(change_sentence(change)) == (
        "Andelen positiva i svaren om ”Hinder för samverkan har undanröjts” har gått från 45 till "
        "52 procent, +7 procentenheter, men skillnaden kan bero på vilka som svarade: 25 av 56 i "
        "den första mätningen, 31 av 60 i den andra. "
        "Med 95 procents säkerhet ligger ändringen mellan −11 och +24 procentenheter."
    )


@pytest.mark.parametrize(
    ("step", "low", "high", "told"),
    [
        (-1, -4, -1, "i stort sett oförändrad"),
        (7, -11, 24, "men skillnaden kan bero på vilka som svarade"),
        (7, 2, 12, "har ökat från"),
        (-4, -8, -1, "har minskat från"),
    ],
)
def test_a_change_that_may_be_none_is_not_called_a_change(a_wave, step, low, high, told):
    change = compare_waves(a_wave(BEFORE), a_wave(AFTER)).changes[0]
    interval = Interval(low=Fraction(low, 100), high=Fraction(high, 100))
    moved = replace(change, points=step, interval=interval)
    assert told in change_sentence(moved)


def test_who_was_asked_makes_the_change_surer(a_wave):
    before, after = a_wave(BEFORE), a_wave(AFTER)
    wide = compare_waves(before, after).changes[0].interval
    narrow = compare_waves(before, after, invited=(67, 70)).changes[0].interval
    assert narrow.high - narrow.low < wide.high - wide.low


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"text": "Hindren har undanröjts."}, Reason.WORDING),
        ({"stem": "Vad anser du?"}, Reason.WORDING),
        ({"codes": a_likert("x", vet_ej=False)["codes"]}, Reason.ANSWERS),
    ],
)
def test_an_item_that_was_asked_in_another_way_is_left_out(a_wave, tmp_path, changes, reason):
    codebook = a_codebook([{**a_likert("hinder", text=HINDER, vet_ej=True), **changes}])
    counts = {"4": 12} if "codes" in changes else AFTER
    later = analysis.summary(a_dataset(tmp_path / "later", codebook, rows_of("hinder", counts)))
    waves = compare_waves(a_wave(BEFORE), later)
    assert waves.changes == ()
    assert [one.reason for one in waves.left_out] == [reason]


def test_another_limit_for_agreement_is_another_share(a_wave, tmp_path):
    codebook = a_codebook([a_likert("hinder", text=HINDER, vet_ej=True)])
    codebook["scales"]["grad5"] = {**codebook["scales"]["grad5"], "top": ["3", "4", "5"]}
    later = analysis.summary(a_dataset(tmp_path / "later", codebook, rows_of("hinder", AFTER)))
    assert [one.reason for one in compare_waves(a_wave(BEFORE), later).left_out] == [Reason.ANSWERS]


def test_items_of_one_round_only_are_named(a_wave, tmp_path):
    codebook = a_codebook([a_likert("nytt", text="Något nytt.")])
    later = analysis.summary(a_dataset(tmp_path / "later", codebook, rows_of("nytt", {"4": 12})))
    assert list(left_out_notes(compare_waves(a_wave(BEFORE), later))) == [
        "”Något nytt” jämförs inte: finns bara i den andra mätningen.",
        "”Hinder för samverkan har undanröjts” jämförs inte: finns bara i den första mätningen.",
    ]


def test_different_questionnaires_are_never_compared(a_wave):
    with pytest.raises(WavesError, match="“prov” and “annan” are different"):
        compare_waves(a_wave(BEFORE), a_wave(AFTER, questionnaire="annan"))


def rows_by_class(*sizes):
    return [
        {"class": f"c{place}", "hinder": code}
        for place, counts in enumerate(sizes, start=1)
        for code, count in counts.items()
        for _ in range(count)
    ]


CLASSES = ("Athena", "Stig", "Moa")


def test_a_class_is_compared_only_where_both_rounds_may_show_it(a_wave):
    before = a_wave(
        rows_by_class({"4": 10, "2": 10}, {"4": 6, "1": 14}, {"4": 12, "3": 9}),
        by_class=True,
        classes=CLASSES,
    )
    after = a_wave(
        # Two answers in one class hide it, and a neighbour with it.
        rows_by_class({"4": 15, "2": 5}, {"4": 2}, {"4": 11, "3": 1}),
        by_class=True,
        classes=CLASSES,
    )
    waves = compare_waves(before, after)
    assert [(one.group, one.points) for one in waves.changes] == [(None, 36), ("Athena", 25)]
    assert [(one.what, one.reason) for one in waves.left_out] == [
        (f"”{HINDER[:-1]}” (Stig)", Reason.WITHHELD),
        (f"”{HINDER[:-1]}” (Moa)", Reason.WITHHELD),
    ]


def test_a_class_of_other_groups_is_another_class(a_wave):
    rows = rows_by_class({"4": 10, "2": 10}, {"4": 6, "1": 14})
    classes = ("Athena", "Övriga")
    before = a_wave(rows, by_class=True, classes=classes, groups={"Övriga": ["Stig", "Moa"]})
    after = a_wave(rows, by_class=True, classes=classes, groups={"Övriga": ["Stig", "Sara"]})
    waves = compare_waves(before, after)
    assert [one.group for one in waves.changes] == [None, "Athena"]
    assert [(one.what, one.reason) for one in waves.left_out] == [("Övriga", Reason.GROUPS)]
    # The order of the groups makes no difference.
    turned = a_wave(rows, by_class=True, classes=classes, groups={"Övriga": ["Moa", "Stig"]})
    assert not compare_waves(before, turned).left_out


def test_classes_of_one_round_only_are_named(a_wave):
    rows = rows_by_class({"4": 10, "2": 10})
    before = a_wave(rows, by_class=True, classes=("Athena",))
    after = a_wave(rows, by_class=True, classes=("Stig",))
    assert [(one.what, one.reason) for one in compare_waves(before, after).left_out] == [
        ("Stig", Reason.ONLY_AFTER),
        ("Athena", Reason.ONLY_BEFORE),
    ]


def test_few_answers_give_counts_and_no_points(a_wave):
    few = a_wave({"2": 4, "4": 3})
    (change,) = compare_waves(few, a_wave(AFTER)).changes
    assert (change.points, change.interval) == (None, None)
    assert plain(change_sentence(change)) == (
        "Positiva i svaren om ”Hinder för samverkan har undanröjts”: tre av sju i den första "
        "mätningen, 31 av 60 i den andra."
    )


def test_a_change_is_never_said_to_be_percent():
    assert [plain(points(value)) for value in (7, -1, 0)] == [
        "+7 procentenheter",
        "−1 procentenhet",
        "0 procentenheter",
    ]


def test_no_change_is_said_to_be_none(a_wave):
    (change,) = compare_waves(a_wave(BEFORE), a_wave(BEFORE)).changes
    assert "är oförändrad, 45 procent: 25 av 56" in plain(change_sentence(change))
    fallen = Change(
        variable=change.variable,
        group="Athena",
        before=Share(count=9, of=12),
        after=Share(count=6, of=12),
        points=-25,
        interval=None,
    )
    assert "(Athena) har minskat från 75 till 50 procent, −25 procentenheter: 9 av 12" in plain(
        change_sentence(fallen)
    )
