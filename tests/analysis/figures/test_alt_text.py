"""What a figure shows is also said, with the same numbers."""

from analysis import alt_text
from analysis.codebook import Scale
from tests.analysis.figures.estimates import SCALE, a_choice, a_variable, an_item, of_size, withheld
from tests.analysis.figures.forms import FORMS

PRINTED = an_item(3, 5, 14, 18, 7, 9, text="Hinder för samverkan har undanröjts.", name="hinder")


def likert(*items):
    return alt_text.likert(items, SCALE, form="Liggande staplat diagram")


def test_the_printed_item_is_told_with_its_numbers():
    assert likert(PRINTED) == (
        "Liggande staplat diagram. ”Hinder för samverkan har undanröjts”: 45 procent (25 av 56) "
        "instämmer mycket eller helt, 14 procent instämmer inte alls eller lite, "
        "9 personer svarade vet ej."
    )


def test_one_person_is_in_the_singular_and_none_is_not_told():
    assert "1 person svarade vet ej" in likert(an_item(3, 5, 14, 18, 7, 1))
    assert "vet ej" not in likert(an_item(3, 5, 14, 18, 7, 0))


def test_few_answers_are_told_without_percent():
    told = likert(an_item(1, 0, 3, 2, 1))
    assert "3 av 7 instämmer mycket eller helt, 1 instämmer inte alls eller lite." in told
    assert "procent" not in told


def test_of_many_items_the_highest_and_the_lowest_are_told():
    told = likert(*of_size(58, 14), withheld(name="dold", text="Dolt."))
    assert "med 14 påståenden, n = 57–58." in told
    assert "Högst: ”Projekten har underlättat" in told
    assert "100 procent (58 av 58)" in told
    assert "Dolt" not in told
    assert told.endswith("Alla tal står i tabellen.")


def test_low_answers_without_a_verb_are_quoted():
    grad = ("i låg grad", "i ganska låg grad", "varken eller", "i ganska hög grad", "i hög grad")
    scale = Scale(top=("4", "5"), bottom=("1", "2"), agree="instämmer i ganska hög eller hög grad")
    variable = a_variable(steps=grad)
    assert alt_text.disagreement(variable, scale) == "svarar ”i låg grad” eller ”i ganska låg grad”"


def test_quotation_marks_inside_a_statement_become_single():
    told = likert(an_item(3, 5, 14, 18, 7, text='Alla får "rätt insats" i ”rätt” tid.'))
    assert "”Alla får ’rätt insats’ i ’rätt’ tid”: " in told


def test_groups_are_told_by_their_ends():
    told = FORMS["groups"]().description
    assert "totalt 45 procent (25 av 56) instämmer mycket eller helt." in told
    assert "Högst Arbetsförmedlingen 75 procent (9 av 12)" in told
    assert "lägst Kommunerna i Uppsala län 63 procent (15 av 24)" in told
    assert "Försäkringskassan" not in told


def test_options_are_told_with_their_counts_and_shares():
    told = alt_text.choice(a_choice({"resurser": 12, "åtaganden": 3, "annat": 9}, n=12))
    assert told == (
        "Liggande stapeldiagram. ”Vilka hinder är störst?”, n = 12, flera svar fick väljas: "
        "Resurser 12 (100 procent), Åtaganden 3 (25 procent), Annat 9 (75 procent)."
    )


def test_every_form_has_a_description_in_words():
    for name, form in FORMS.items():
        described = form().description
        assert described.endswith("."), name
        assert len(described) > 80, name
        assert "None" not in described, name
