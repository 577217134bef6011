"""The rest of the printed figures, and where the print counted wrong.

analysis.md, sections 5.1 and 5.2, and instrument.md, section 7. Those with answers to count are in
`test_printed_figures`, those with sentences in `test_sentences` and `test_response_sentences`.
"""

import math
from fractions import Fraction

import pytest

import analysis
from analysis.mean_dots import Mean, mean_dots
from analysis.response_sentences import divided_sentence, response_sentence, target_sentence
from analysis.rounding import percent, percent_with_one_decimal
from analysis.sentences import agreement_sentence, rough_sentence
from analysis.swedish import percentage
from tests.analysis.builders import a_codebook, a_dataset, a_likert, rows_of
from tests.analysis.figures.estimates import a_variable, texts
from tests.analysis.shown import a_likert_estimate, plain


def test_the_answers_of_twelve_are_the_printed_parts(tmp_path):  # case 12, n = 12 constructed
    rows = rows_of("syfte", {"5": 3, "4": 2, "3": 4, "2": 3})
    summary = analysis.summary(a_dataset(tmp_path / "e", a_codebook([a_likert("syfte")]), rows))
    (syfte,) = summary.items
    assert syfte.n == 12
    # 25, 16.67 and 33.33: in a table half up, in the running text of källa 000 “drygt 16”.
    assert syfte.percents == (0, 25, 33, 17, 25)


@pytest.mark.parametrize(("count", "printed"), [(4, "50 %"), (3, "37,5 %"), (1, "12,5 %")])
def test_eighths_have_one_decimal_where_they_need_it(count, printed):  # case 15, format only
    assert plain(percentage(percent_with_one_decimal(count, 8))) == printed


@pytest.mark.parametrize(
    ("count", "printed"), [(6, 12), (5, 10), (11, 22), (4, 8), (10, 20), (26, 51)]
)
def test_all_outcomes_of_resan_fit_51_persons(count, printed):  # case 16; 26 of 51 are left
    assert percent(count, 51) == printed


def test_22_percent_is_11_of_51_and_only_by_luck_12_and_10():  # case 16
    assert percent(6, 51) + percent(5, 51) == percent(11, 51) == 22
    told = plain(divided_sentence("har egen försörjning", {"i arbete": 6, "ersättning": 5}, 51))
    assert told.startswith("11 av 51 (22 %) har egen försörjning")
    assert "avrundning" not in told


@pytest.mark.parametrize(
    ("count", "printed"),
    [
        (58, "Mer än hälften, 58 av 98, är i fortsatt rehabilitering."),
        (26, "Ungefär en fjärdedel, 26 av 98, är i fortsatt rehabilitering."),
        (24, "Ungefär en fjärdedel, 24 av 98, är i fortsatt rehabilitering."),
    ],
)
def test_rough_words_stand_with_their_counts(count, printed):  # case 17
    assert plain(rough_sentence(count, 98, "är i fortsatt rehabilitering")) == printed


STEPS = {"arbete och studier": 27, "samverkan": 24, "arbetspraktik": 10, "stabil närvaro": 19}
EXITS = {"fortsatt rehabilitering": 58, "arbete": 26, "studier": 1, "annan försörjning": 5}


def test_the_target_is_met_among_all_98_who_started():  # case 18
    told = plain(target_sentence("ska ha tagit ett steg", STEPS, 98, 70))
    assert "har nåtts: 80 av 98 (82 %)" in told
    # Eight exits are not accounted for: the sum of those known is no base.
    assert sum(EXITS.values()) == 90
    assert percent(80, 90) == 89
    assert "(82 %)" in told


def test_15_of_22_are_nine_and_six_and_15_of_18_are_without_three():  # case 10
    board = {"ordinarie": 9, "ersättare": 6}
    assert response_sentence(15, 22, "ledamöter", parts=board).startswith("15 av 22 ledamöter")
    with pytest.raises(ValueError, match="the parts are 14 of 15"):
        response_sentence(15, 22, "ledamöter", parts={**board, "ordinarie": 8})
    with pytest.raises(ValueError, match="more than 18"):
        response_sentence(15, 18, "kommuner", reasons={"har avstått": 4})


def test_the_middle_is_never_counted_as_agreement():  # instrument.md, section 7, point 3
    told = agreement_sentence(a_likert_estimate(1, 0, 3, 2, 1), "instämmer mycket eller helt", 5)
    assert told.startswith("Tre av sju instämmer")


def test_84_percent_of_the_money_was_used_and_not_97():  # instrument.md, section 7, point 8
    assert percent(2_064_312, 2_458_000) == 84


@pytest.mark.parametrize(
    ("total", "of", "each"),
    [
        (1_400_000, 60, 23_300),  # Tierpsmodellen, printed with the figures of Stig
        (13_000_000, 60, 216_700),
        (-3_200_000, 68, -47_100),  # United Action, printed without its minus
        (-3_700_000, 49, -75_500),  # SARA, likewise
        (-101_000, 50, -2_000),  # Stig, as printed
        (-547_000, 64, -8_500),  # Växthuset, as printed
    ],
)
def test_sums_per_person_keep_their_sign(total, of, each):  # instrument.md, section 7, point 12
    assert round(Fraction(total, of), -2) == each


def half_up_exactly(count, of):
    return math.floor(Fraction(100 * count, of) + Fraction(1, 2))


def pairs(largest):
    return [(count, of) for of in range(1, largest + 1) for count in range(of + 1)]


def test_seven_of_56_is_thirteen():
    assert percent(7, 56) == 13
    assert round(100 * 7 / 56) == 12
    assert f"{7 / 56:.0%}" == "12%"


def test_the_usual_roundings_are_wrong_as_often_as_was_counted():
    by_format = [
        (count, of)
        for count, of in pairs(300)
        if int(f"{count / of:.0%}"[:-1]) != half_up_exactly(count, of)
    ]
    by_adding_a_half = [
        (count, of)
        for count, of in pairs(1000)
        if int(count / of * 100 + 0.5) != half_up_exactly(count, of)
    ]
    assert len(by_format) == 176
    assert len(by_adding_a_half) == 40
    assert {(23, 40), (46, 80), (29, 200)} <= set(by_adding_a_half)


def test_the_label_of_a_sum_comes_from_counts():
    # 18 and 7 of 56 are labelled 32 and 13, 25 of 56 is 45; half to even would give 32 + 12 = 44.
    assert (percent(18, 56), percent(7, 56), percent(25, 56)) == (32, 13, 45)


def test_projects_that_took_no_part_stand_in_a_note_and_not_at_zero():  # diagram 3
    means = [Mean("Athena", 4.5, 12), Mean("MOA", None, None), Mean("Vitalis", None, None)]
    drawing = mean_dots(means, a_variable(), title="Projekten", base="Fem frågor.")
    assert "Ingår inte i redovisningen separat: MOA, Vitalis." in texts(drawing)
    assert not {"MOA", "Vitalis"} & set(texts(drawing))
