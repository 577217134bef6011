"""Options, response rates and means: each with its base, none of them guessed."""

import dataclasses

import pytest

from analysis.choice_bars import ResponseRate, choice_bars, response_rate_bars
from analysis.drawing import Dot, Label
from analysis.estimates import Share
from analysis.likert_key import NoFigure
from analysis.mean_dots import Mean, mean_dots
from analysis.palette import ONE, TOTAL, WHITE
from tests.analysis.figures.estimates import a_choice, a_variable, boxes, texts, words

ACTORS = {"kommun": 24, "af": 13, "fk": 5, "landsting": 12, "alla": 2, "övrig": 2}
"""Table 2 of källa 002."""


def percent(value):
    return f"{value}\N{NO-BREAK SPACE}%"


def test_the_printed_actors_have_their_shares_and_the_rounding_is_explained():
    drawing = choice_bars(a_choice(ACTORS), title="Flest svar från kommunerna")
    for share in (41, 22, 9, 21, 3):
        assert percent(share) in texts(drawing)
    assert "n = 58." in words(drawing)
    assert "Summan kan avvika från 100" in words(drawing)
    assert "kryss" not in words(drawing)


def test_a_multiple_choice_has_both_bases():
    picks = {"resurser": 12, "åtaganden": 3, "annat": 9, "inget": 0}
    drawing = choice_bars(a_choice(picks, n=12), title="Resurserna är hindret")
    assert {percent(100), percent(25)} <= set(texts(drawing))
    assert {percent("50"), percent("12,5")} <= set(texts(drawing))
    assert "n = 12. Flera svar fick väljas: 24 kryss." in words(drawing)
    assert "Summan" not in words(drawing)


def test_an_option_that_nobody_chose_is_there_without_a_bar():
    drawing = choice_bars(a_choice({"ja": 12, "nej": 0}), title="Alla svarar ja")
    assert {"Ja", "Nej", percent(0), "0"} <= set(texts(drawing))
    assert len(boxes(drawing, fill=ONE)) == 1


def test_bars_are_as_long_as_their_counts():
    first, second, *_ = boxes(choice_bars(a_choice(ACTORS), title="Aktörer"), fill=ONE)
    assert first.width / second.width == pytest.approx(24 / 13)
    assert first.x == second.x


def test_options_may_be_sorted_by_how_many_chose_them():
    drawing = choice_bars(a_choice({"få": 3, "många": 17}), title="Ordning", order="most")
    assert [text for text in texts(drawing) if text in {"Få", "Många"}] == ["Många", "Få"]


def test_a_choice_of_few_or_withheld_is_no_figure():
    with pytest.raises(NoFigure, match="table of counts"):
        choice_bars(a_choice({"ja": 5, "nej": 4}), title="Få")
    hidden = dataclasses.replace(a_choice({"ja": 9, "nej": 9}), counts=(None, None))
    with pytest.raises(NoFigure):
        choice_bars(hidden, title="Dolt")


def rate(name, count, of, **more):
    return ResponseRate(name, Share(count=count, of=of), **more)


def test_the_printed_response_rate_is_drawn():
    drawing = response_rate_bars(
        [rate("Totalt", 58, 67, is_total=True), rate("Kommun", 24, 26)], title="De flesta svarade"
    )
    assert {percent(87), "58", "67", percent(92)} <= set(texts(drawing))
    assert len(boxes(drawing, fill=TOTAL)) == 1


def test_a_response_rate_that_would_name_somebody_is_told_in_words_only():
    drawing = response_rate_bars(
        [rate("Totalt", 58, 67), rate("Heby", 5, 5, instead="över 80 %"), rate("Håbo", None, None)],
        title="De flesta svarade",
    )
    assert "över 80 %" in texts(drawing)
    assert texts(drawing).count("5") == 1, "only how many were invited"
    assert len(boxes(drawing, fill=ONE)) == 1
    assert "Ingår inte i redovisningen separat: Håbo." in texts(drawing)
    assert "Heby över 80 %" in drawing.description


def test_few_invited_are_counted():
    drawing = response_rate_bars([rate("Totalt", 58, 67), rate("Heby", 6, 8)], title="Svar")
    assert "6 av 8" in texts(drawing)
    assert percent(75) not in texts(drawing)


def test_where_nobody_knows_how_many_could_answer_the_answers_are_counted():
    drawing = response_rate_bars(
        [rate("Totalt", 58, 67), rate("Öppen länk", 12, None), rate("Håbo", 9, 6)], title="Svar"
    )
    assert {"12 svar", "9 svar"} <= set(texts(drawing))
    assert len(boxes(drawing, fill=ONE)) == 1
    assert "Där det inte är känt hur många som har kunnat svara" in words(drawing)
    assert "Öppen länk 12 svar" in drawing.description
    with pytest.raises(NoFigure, match="table"):
        response_rate_bars([rate("Totalt", 58, None)], title="Svar")


def test_a_group_whose_answers_are_hidden_keeps_the_number_invited():
    drawing = response_rate_bars([rate("Totalt", 58, 67), rate("Håbo", None, 6)], title="Svar")
    assert {"visas inte", "6"} <= set(texts(drawing))


MEANS = [
    Mean("United Action", 2.9, 11),
    Mean("Athena", 4.52, 12),
    Mean("Alla", 3.98, 64, is_total=True),
    Mean("Jobbstudion", 4.5, 7),
    Mean("MOA", None, None),
]


def means(*rows, **options):
    return mean_dots(rows, a_variable(), title="Projekten", base="Fem frågor.", **options)


def dots(drawing):
    return [mark for mark in drawing.marks if isinstance(mark, Dot)]


def test_means_stand_from_the_highest_to_the_lowest_under_the_total_with_their_n():
    drawing = means(*MEANS)
    names = [text for text in texts(drawing) if text in {one.name for one in MEANS}]
    assert names == ["Alla", "Athena", "Jobbstudion", "United Action"]
    assert {"3,98", "4,52", "2,90", "64", "12", "11"} <= set(texts(drawing))


def test_the_axis_of_means_is_the_whole_scale():
    drawing = means(Mean("A", 1, 20), Mean("B", 3, 20), Mean("C", 5, 20), sort=False)
    low, middle, high = (dot.x for dot in dots(drawing))
    ticks = {mark.text: mark.x for mark in drawing.marks if isinstance(mark, Label)}
    assert (ticks["1"], ticks["5"]) == (low, high)
    assert middle == pytest.approx((low + high) / 2)
    assert {"Instämmer inte alls", "Instämmer helt"} <= set(ticks)


def test_a_mean_of_few_is_a_ring_and_pretends_no_second_decimal():
    drawing = means(*MEANS)
    assert [dot.fill for dot in dots(drawing)] == [TOTAL, ONE, WHITE, ONE]
    assert "4,5" in texts(drawing)
    assert "Medelvärden av färre än tio svar visas med ring." in texts(drawing)


def test_a_group_without_a_mean_is_named_and_never_drawn_as_zero():
    drawing = means(*MEANS)
    assert "Ingår inte i redovisningen separat: MOA." in texts(drawing)
    assert len(dots(drawing)) == 4


def test_means_that_cannot_be_are_refused():
    with pytest.raises(NoFigure):
        means(Mean("MOA", None, None))
    with pytest.raises(ValueError, match="outside"):
        means(Mean("Fel", 5.2, 12))
