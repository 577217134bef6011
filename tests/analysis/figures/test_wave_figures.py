"""Two rounds side by side: drawn only where the tables and sentences compare them as well."""

import dataclasses

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.codebook import Scale
from analysis.comparable import WavesError
from analysis.likert_key import NoFigure
from analysis.wave_bars import LATEST, wave_bars
from analysis.waves import compare_waves, points
from tests.analysis.figures.estimates import SCALE, a_summary, an_item, texts, withheld, words

PRINTED = an_item(3, 6, 13, 18, 7, 9, text="Hinder har undanröjts.", name="hinder")


def waves(*rounds, names=None, **options):
    """Draw rounds, each a list of items, called Våren, Hösten and so on."""
    called = ("Våren", "Hösten", "Vintern")
    summaries = [a_summary(*items) for items in rounds]
    asked = [item.variable.name for item in rounds[-1]] if names is None else names
    return wave_bars(
        list(zip(called, summaries, strict=False)), asked, title="Mätningar", **options
    )


@pytest.mark.parametrize(
    ("agree", "change"),
    [
        (27, "+2\N{NO-BREAK SPACE}procentenheter"),
        (25, "\N{MINUS SIGN}2\N{NO-BREAK SPACE}procentenheter"),
        (26, "oförändrat"),
    ],
)
def test_a_change_is_written_in_percentage_points(agree, change):
    before, after = an_item(24, 0, 0, 26, 0), an_item(50 - agree, 0, 0, agree, 0)
    assert change in texts(waves([before], [after]))


def test_one_point_is_in_the_singular():
    before, after = an_item(50, 0, 0, 50, 0), an_item(49, 0, 0, 51, 0)
    assert "+1\N{NO-BREAK SPACE}procentenhet" in texts(waves([before], [after]))


def test_the_newest_wave_stands_at_the_bottom():
    order = [text for text in texts(waves([PRINTED], [PRINTED])) if text in {"Våren", "Hösten"}]
    assert order == ["Våren", "Hösten"]


def test_of_three_waves_it_is_said_which_two_the_change_is_between():
    other = an_item(9, 0, 13, 18, 7, 9, text="Hinder har undanröjts.", name="hinder")
    assert LATEST in words(waves([PRINTED], [PRINTED], [other]))
    assert LATEST not in words(waves([PRINTED], [other]))


def test_only_items_asked_alike_are_compared():
    reworded = an_item(5, 5, 5, 5, 5, text="Ny ordalydelse.", name="hinder")
    drawing = waves([PRINTED, an_item(5, 5, 5, 5, 5)], [reworded, an_item(5, 5, 5, 5, 5)])
    assert "inte densamma: ”Ny ordalydelse”." in words(drawing)
    with pytest.raises(NoFigure, match="asked alike"):
        waves([PRINTED], [reworded])


def test_no_change_is_written_when_either_base_is_small():
    drawing = waves([an_item(1, 0, 3, 2, 1)], [an_item(0, 0, 0, 20, 0)])
    weight = "motsvarar en person 5 procentenheter"
    assert "procentenheter" not in words(drawing).replace(weight, "")


def test_an_item_that_may_not_be_shown_once_is_named_and_gets_no_change():
    shown = an_item(5, 5, 5, 5, 5)
    drawing = waves(
        [withheld(name="hinder"), shown], [an_item(5, 5, 5, 5, 5, name="hinder"), shown]
    )
    assert "Visas inte, för få svar" in words(drawing)
    assert texts(drawing).count("oförändrat") == 1


def a_class(*groups, counts=(5, 5, 5, 5, 5)):
    about = {"text": "Hinder har undanröjts.", "name": "hinder"}
    items = [PRINTED, an_item(*counts, group="Övriga", **about)]
    return a_summary(*items, classes={"Övriga": list(groups)})


def test_a_class_is_compared_only_with_one_of_the_same_groups():
    def drawn(before, after):
        rounds = [("Våren", before), ("Hösten", after)]
        return wave_bars(rounds, ["hinder"], title="Övriga", group="Övriga")

    same = drawn(a_class("Stig", "Moa"), a_class("Moa", "Stig", counts=(5, 0, 5, 5, 10)))
    assert "+20\N{NO-BREAK SPACE}procentenheter" in texts(same)
    with pytest.raises(NoFigure, match="same groups"):
        drawn(a_class("Stig", "Moa"), a_class("Stig", "Sara"))


def test_different_questionnaires_are_never_drawn_together():
    before = a_summary(PRINTED)
    facts = msgspec.structs.replace(before.codebook.questionnaire, id="annan")
    codebook = msgspec.structs.replace(before.codebook, questionnaire=facts)
    after = dataclasses.replace(before, codebook=codebook)
    with pytest.raises(WavesError):
        wave_bars([("Våren", before), ("Hösten", after)], ["hinder"], title="Olika")


TEXTS = st.sampled_from(["Hinder har undanröjts.", "Hinder undanröjs."])
STEPS = st.sampled_from([("1", "2", "3", "4", "5"), ("a", "b", "c", "d", "e")])
TOPS = st.sampled_from([("4", "5"), ("5",), ("3", "4", "5")])
ITEM = st.tuples(TEXTS, STEPS, st.lists(st.integers(0, 40), min_size=5, max_size=5), st.booleans())


@st.composite
def a_round(draw):
    """Return a round with some of three items, asked in one way or another."""
    scale = Scale(top=draw(TOPS), bottom=draw(st.sampled_from([("1",), ("1", "2")])), agree="x")
    asked = draw(st.dictionaries(st.sampled_from("abc"), ITEM, min_size=1))
    steps = draw(STEPS)
    items = []
    for name, (text, own, counts, hidden) in sorted(asked.items()):
        about = {"name": name, "text": text, "steps": own if draw(st.booleans()) else steps}
        item = withheld(scale=scale, **about) if hidden else an_item(*counts, scale=scale, **about)
        items.append(item)
    return a_summary(*items, scale=scale)


@given(a_round(), a_round())
def test_the_figure_compares_exactly_what_the_tables_compare(before, after):
    compared = compare_waves(before, after)
    changed = {one.variable.name: one.points for one in compared.changes}
    for item in after.items:
        name = item.variable.name
        try:
            drawing = wave_bars([("Våren", before), ("Hösten", after)], [name], title="T")
        except NoFigure:
            # Nothing has ten answers, or the tables compare nothing either.
            assert changed.get(name) is None
            continue
        found = [text for text in texts(drawing) if "procentenhet" in text or text == "oförändrat"]
        weight = [text for text in found if "motsvarar" in text]
        change = changed.get(name)
        if change is None:
            assert found == weight
        else:
            assert [text for text in found if text not in weight] == [
                points(change) if change else "oförändrat"
            ]


def test_the_scale_of_the_figure_is_the_one_agreed_on():
    narrow = Scale(top=("5",), bottom=("1",), agree="instämmer helt")
    item = an_item(5, 5, 5, 5, 5, scale=narrow)
    rounds = [("Våren", a_summary(item, scale=narrow)), ("Hösten", a_summary(item, scale=SCALE))]
    with pytest.raises(NoFigure, match="asked alike"):
        wave_bars(rounds, ["starka"], title="Olika gränser")
