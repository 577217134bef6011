"""How many answered, and outcomes that are parts of a whole, as the reports print them."""

import pytest

from analysis.response_sentences import divided_sentence, response_sentence, target_sentence
from tests.analysis.shown import plain


def test_r00_the_response_rate():  # case 1
    assert plain(response_sentence(58, 67, "handläggare")) == (
        "58 av 67 handläggare besvarade enkäten, vilket motsvarar en svarsfrekvens på 87 procent."
    )


def test_r00_answers_in_two_ways_are_told_apart():
    parts = {"på webben": 5, "muntligt": 2}
    assert plain(response_sentence(7, 20, "handläggare", parts=parts)) == (
        "7 av 20 handläggare besvarade enkäten (fem på webben och två muntligt), vilket "
        "motsvarar en svarsfrekvens på 35 procent."
    )


def test_ordinary_members_and_substitutes_and_those_who_declined():  # case 10
    parts = {"ordinarie": 9, "ersättare": 6}
    assert plain(response_sentence(15, 22, "ledamöter", parts=parts)) == (
        "15 av 22 ledamöter besvarade enkäten (nio ordinarie och sex ersättare), vilket motsvarar "
        "en svarsfrekvens på 68 procent."
    )
    assert plain(response_sentence(15, 18, "företrädare", reasons={"har avstått": 3})) == (
        "15 av 18 företrädare besvarade enkäten, vilket motsvarar en svarsfrekvens på 83 procent. "
        "Av de övriga: tre har avstått."
    )


def test_fewer_than_ten_invited_get_no_percentage():
    assert response_sentence(5, 7, "ledamöter") == "Fem av sju ledamöter besvarade enkäten."


def test_an_open_link_has_no_response_rate():
    assert response_sentence(58, None, "handläggare") == (
        "58 handläggare besvarade enkäten. Hur många som har kunnat svara är inte känt, så någon "
        "svarsfrekvens går inte att räkna ut."
    )


def test_a_hidden_number_of_answers_is_said_to_be_hidden():
    assert response_sentence(None, 6, "handläggare") == (
        "Antalet svar från handläggare visas inte, eftersom gruppen är liten."
    )


def test_invited_and_answered_are_never_mixed_up():
    # Källa 002 calls the 67 invited those who answered: more answers than there are is refused.
    with pytest.raises(ValueError, match="more than 58 invited"):
        response_sentence(67, 58, "handläggare")
    with pytest.raises(ValueError, match="more than 18 invited"):
        response_sentence(15, 18, "företrädare", reasons={"har avstått": 4})
    with pytest.raises(ValueError, match="the parts are 14 of 15 answers"):
        response_sentence(15, 22, "ledamöter", parts={"ordinarie": 9, "ersättare": 5})


def test_the_whole_comes_from_counts_and_not_from_rounded_parts():  # case 16
    parts = {"i arbete": 6, "med sjuk- eller aktivitetsersättning": 5}
    assert plain(divided_sentence("har egen försörjning", parts, 51, base="deltagare")) == (
        "11 av 51 deltagare (22 %) har egen försörjning: sex i arbete (12 %) och fem med sjuk- "
        "eller aktivitetsersättning (10 %)."
    )
    assert plain(divided_sentence("instämmer", {"helt": 7, "mycket": 18}, 56)) == (
        "25 av 56 (45 %) instämmer: sju helt (13 %) och 18 mycket (32 %)."
    )
    assert plain(divided_sentence("instämmer", {"helt": 3, "mycket": 3}, 56)).endswith(
        "(11 %) instämmer: tre helt (5 %) och tre mycket (5 %). "
        "Summan kan avvika på grund av avrundning."
    )


def test_a_small_whole_is_told_in_counts():
    assert divided_sentence("har gått vidare", {"arbete": 2, "studier": 1}, 7) == (
        "Tre av sju har gått vidare: två arbete och en studier."
    )


OUTCOMES = {
    "arbete eller studier": 27,
    "förstärkt samverkan": 24,
    "arbetspraktik": 10,
    "stabil närvaro": 19,
}


def test_r27_the_target_of_70_percent_is_reached():  # case 18
    assert plain(target_sentence("ska ha gjort en stegförflyttning", OUTCOMES, 98, 70)) == (
        "Målet att 70 procent ska ha gjort en stegförflyttning har nåtts: 80 av 98 (82 %) har "
        "gjort det (27 arbete eller studier, 24 förstärkt samverkan, tio arbetspraktik och 19 "
        "stabil närvaro)."
    )


def test_a_target_is_judged_before_rounding_and_among_all_who_started():
    # 69.6 percent is written as 70 and is not 70.
    told = plain(target_sentence("ska ha gått vidare", {"arbete": 16}, 23, 70))
    assert "har inte nåtts: 16 av 23 (70 %)" in told
    assert "har nåtts" in target_sentence("ska ha gått vidare", {"arbete": 7}, 10, 70)
    with pytest.raises(ValueError, match="the outcomes are 80"):
        target_sentence("ska ha gjort en stegförflyttning", OUTCOMES, 79, 70)
