"""The printed sentences of källa 000 and 002 come out again, or right where they were wrong."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure import Detail
from analysis.sentences import (
    agreement_sentence,
    distribution_sentence,
    extremes_sentence,
    most_agree_sentence,
    outside_sentence,
    rough_sentence,
    withheld_sentence,
)
from analysis.words import Style
from tests.analysis.shown import a_likert_estimate, plain

GRAD5 = "instämmer i ganska hög eller mycket hög grad"
INSTAMMER = "instämmer mycket eller helt"


def test_r01_meaningful_to_take_part():
    estimate = a_likert_estimate(1, 2, 7, 21, 26, text="Det är meningsfullt att delta")
    assert plain(agreement_sentence(estimate, GRAD5, 10, who="enkätrespondenter")) == (
        "47 av 57 enkätrespondenter (82 %) instämmer i ganska hög eller mycket hög grad i att "
        "det är meningsfullt att delta."
    )


def test_r02_seven_of_56_see_a_way_to_work():
    estimate = a_likert_estimate(
        10,
        12,
        27,
        5,
        2,
        text="Arbete",
        stem="Anser du att projektet ger dig möjlighet att gå vidare mot ...",
    )
    assert plain(agreement_sentence(estimate, GRAD5, 10)) == (
        "7 av 56 (13 %) svarar i ganska hög eller mycket hög grad på frågan ”Anser du att "
        "projektet ger dig möjlighet att gå vidare mot arbete?”."
    )


def test_r04_part_of_the_planning():
    estimate = a_likert_estimate(2, 4, 8, 22, 20, text="Jag är delaktig i planeringen")
    assert plain(agreement_sentence(estimate, GRAD5, 10, that="de är delaktiga i planeringen")) == (
        "42 av 56 (75 %) instämmer i ganska hög eller mycket hög grad i att de är delaktiga i "
        "planeringen."
    )
    # Without the words of a writer it is quoted, since “instämmer i att jag” would be nonsense.
    assert plain(agreement_sentence(estimate, GRAD5, 10)) == (
        "42 av 56 (75 %) instämmer i ganska hög eller mycket hög grad i påståendet ”Jag är "
        "delaktig i planeringen”."
    )


def test_r05_the_right_things():
    estimate = a_likert_estimate(
        1, 3, 6, 25, 21, text="Projektet omfattar rätt saker (aktiviteter)"
    )
    assert plain(agreement_sentence(estimate, GRAD5, 10)) == (
        "46 av 56 (82 %) instämmer i ganska hög eller mycket hög grad i att projektet omfattar "
        "rätt saker (aktiviteter)."
    )


HINDER = "Hinder för effektiv samverkan har undanröjts till följd av projektet."


def test_r11_hindrances_and_what_vet_ej_does():
    estimate = a_likert_estimate(3, 6, 13, 18, 7, 9, text=HINDER, no_answer=2)
    assert plain(agreement_sentence(estimate, INSTAMMER, 5)) == (
        "25 av 56 (45 %) instämmer mycket eller helt i att hinder för effektiv samverkan har "
        "undanröjts till följd av projektet."
    )
    assert plain(outside_sentence(estimate)) == (
        "Nio av de 56 har svarat ”vet ej”. Med dem i basen är andelen 25 av 56 (45 %), utan dem "
        "25 av 47 (53 %)."
    )


def test_an_answer_outside_the_scale_has_the_name_it_was_asked_with():
    estimate = a_likert_estimate(1, 1, 2, 3, 2, 3, outside="vet ej om samverkan har skett")
    assert plain(outside_sentence(estimate, 5)) == (
        "Tre av de tolv har svarat ”vet ej om samverkan har skett”. Med dem i basen är andelen "
        "5 av 12 (42 %), utan dem fem av nio."
    )


def test_a_base_without_vet_ej_that_is_smaller_than_k_is_not_told():
    one_of_five = a_likert_estimate(1, 0, 1, 1, 1, 1)
    assert outside_sentence(one_of_five, 6) == "En av de fem har svarat ”vet ej”."
    assert "utan dem två av fyra" in plain(outside_sentence(one_of_five, 4))
    # A base of nine may be told where k is five, and nobody said so.
    assert "utan dem" not in outside_sentence(a_likert_estimate(1, 1, 2, 3, 2, 3))


def test_everybody_answered_vet_ej():
    nothing_else = a_likert_estimate(0, 0, 0, 0, 0, 12)
    assert outside_sentence(nothing_else, 5) == "Alla tolv har svarat ”vet ej”."


def test_nothing_is_said_of_an_answer_nobody_gave():
    assert outside_sentence(a_likert_estimate(1, 1, 2, 3, 2, 0)) is None
    assert outside_sentence(a_likert_estimate(1, 1, 2, 3, 2)) is None


ARBETSSATT = (
    "Arbetssätten i ordinarie verksamhet har förändrats till följd av "
    "Samordningsförbundets projekt."
)


def test_table_3_is_three_of_seven_and_not_six():
    # Printed: “Sex av sju … mer eller mindre positiva”, the neutral middle counted as positive.
    estimate = a_likert_estimate(1, 0, 3, 2, 1, 0, text=ARBETSSATT)
    assert agreement_sentence(estimate, INSTAMMER, 5) == (
        "Tre av sju instämmer mycket eller helt i att arbetssätten i ordinarie verksamhet har "
        "förändrats till följd av Samordningsförbundets projekt."
    )
    assert distribution_sentence(estimate, 5) == (
        "En svarar ”helt”, två ”i ganska hög grad”, tre ”varken eller”, noll ”i ganska låg "
        "grad”, en ”i mycket låg grad” och noll ”Vet ej” (n = 7)."
    )


def test_r13_what_the_group_agrees_to():
    items = [
        a_likert_estimate(0, 0, 1, 4, 2, name="a", text="Projekten stärker samverkan."),
        a_likert_estimate(1, 0, 3, 2, 1, name="b", text=ARBETSSATT),
        a_likert_estimate(0, 0, 0, 0, 0, name="c", text="Obesvarat.", detail=Detail.NOTHING),
    ]
    assert most_agree_sentence(items) == (
        "Mer än hälften är positiva i svaren om ”Projekten stärker samverkan” (sex av sju)."
    )
    assert most_agree_sentence(items[1:]) is None


SYFTE = "I vilken grad uppfyller överenskommelsen sitt syfte?"
SVARAR = "svarar i ganska hög eller mycket hög grad"


def test_r20_the_purpose_of_the_agreement():  # case 12, with n = 12 constructed
    estimate = a_likert_estimate(1, 2, 4, 2, 3, text=SYFTE)
    assert plain(distribution_sentence(estimate, 5, style=Style.OVER)) == (
        "25 procent svarar ”helt”, drygt 16 procent ”i ganska hög grad”, drygt 33 procent "
        "”varken eller”, drygt 16 procent ”i ganska låg grad” och drygt 8 procent ”i mycket låg "
        "grad” (n = 12)."
    )


def test_r21_the_model_is_known():  # case 13
    estimate = a_likert_estimate(0, 1, 1, 6, 4, text="I vilken grad är modellen känd?")
    assert plain(agreement_sentence(estimate, SVARAR, 5)) == (
        "10 av 12 (83 %) svarar i ganska hög eller mycket hög grad på frågan ”I vilken grad är "
        "modellen känd?”."
    )


@pytest.mark.parametrize(
    ("agree", "told"),
    [
        (
            "instämmer mycket eller helt",
            "50 av 56 (89 %) svarar positivt (instämmer mycket eller helt) på frågan "
            "”Fick du stöd?”.",
        ),
        ("instämmer i hög grad", "50 av 56 (89 %) svarar i hög grad på frågan ”Fick du stöd?”."),
        ("svarar ja", "50 av 56 (89 %) svarar ja på frågan ”Fick du stöd?”."),
    ],
)
def test_nobody_agrees_with_a_question(agree, told):
    asked = a_likert_estimate(1, 2, 3, 20, 30, text="Fick du stöd?")
    assert plain(agreement_sentence(asked, agree, 5)) == told


def test_more_than_half_and_about_a_quarter():  # case 17
    assert rough_sentence(58, 98, "fick fortsatt rehabilitering") == (
        "Mer än hälften, 58 av 98, fick fortsatt rehabilitering."
    )
    assert rough_sentence(26, 98, "fick arbete") == "Ungefär en fjärdedel, 26 av 98, fick arbete."
    assert plain(rough_sentence(5, 98, "fick annan försörjning")) == (
        "5 av 98 (5 %) fick annan försörjning."
    )


def test_the_most_and_the_least_positive_items():
    items = [
        a_likert_estimate(1, 3, 6, 25, 21, name="a", text="Det ena."),
        a_likert_estimate(2, 4, 8, 22, 20, name="b", text="Det andra."),
        # The same share of another base: a tie, whatever the counts.
        a_likert_estimate(1, 0, 2, 5, 4, name="c", text="Det tredje."),
    ]
    assert plain(extremes_sentence(items)) == (
        "Mest positiva är svaren om ”Det ena” (82 procent, 46 av 56), minst positiva om "
        "”Det andra” (75 procent, 42 av 56) och ”Det tredje” (75 procent, 9 av 12)."
    )


def test_items_that_are_alike_or_withheld_are_not_ranked():
    shown = a_likert_estimate(2, 4, 8, 22, 20)
    hidden = a_likert_estimate(1, 1, 1, 1, 0, detail=Detail.NOTHING)
    assert extremes_sentence([shown, shown]) == (
        "Andelen positiva är lika stor för de två påståendena."
    )
    assert extremes_sentence([shown, shown, hidden]) == (
        "Andelen positiva är lika stor för de två påståendena. "
        "Ett av tre påståenden är inte med i jämförelsen."
    )
    assert extremes_sentence([shown, hidden]) is None


def test_what_is_withheld_is_said_to_be_and_why():
    hidden = a_likert_estimate(1, 1, 1, 1, 0, detail=Detail.NOTHING, group="Athena")
    expected = (
        "Resultatet för Athena visas inte: färre än fem har svarat, eller så skulle svaren från "
        "en så liten grupp gå att räkna ut."
    )
    assert withheld_sentence(5, group="Athena") == expected
    assert agreement_sentence(hidden, GRAD5, 5) == expected
    assert distribution_sentence(hidden, 5) == expected
    assert outside_sentence(hidden) is None


def test_a_small_class_is_told_in_three_parts_only():
    coarse = a_likert_estimate(1, 0, 3, 2, 1, 1, detail=Detail.COARSE)
    assert distribution_sentence(coarse, 5) == (
        "Tre svarar högt, tre i mitten, en lågt och en ”vet ej” (n = 8)."
    )


def test_nobody_answered():
    nobody = a_likert_estimate(0, 0, 0, 0, 0, text=SYFTE)
    assert agreement_sentence(nobody, SVARAR, 5) == f"Ingen har besvarat frågan ”{SYFTE}”."


@given(st.lists(st.integers(0, 40), min_size=6, max_size=6), st.sampled_from(Style))
def test_every_sentence_has_its_base_and_no_loose_percent(counts, style):
    estimate = a_likert_estimate(*counts, text=HINDER)
    for told in (
        agreement_sentence(estimate, INSTAMMER, 1),
        distribution_sentence(estimate, 1, style=style),
        outside_sentence(estimate) or "",
        extremes_sentence([estimate, a_likert_estimate(1, 2, 3, 4, 5, name="b")]) or "",
    ):
        assert not re.search(r"\d (%|procent)", told)
        assert "None" not in told
        if 0 < sum(counts) < 10 and "Mest" not in told and "lika" not in told:
            assert "%" not in told
            assert "procent" not in told


@pytest.mark.parametrize("detail", list(Detail))
def test_no_sentence_tells_a_count_that_was_withheld(detail):
    estimate = a_likert_estimate(17, 18, 19, 21, 22, 23, text=HINDER, detail=detail)
    told = agreement_sentence(estimate, INSTAMMER, 5) + distribution_sentence(estimate, 5)
    if detail is not Detail.FULL:
        for count in (17, 18, 21, 22):
            assert not re.search(rf"\b{count}\b", told)
