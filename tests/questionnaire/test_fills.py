"""What a round fills in stands in every text that is read, and nowhere else."""

import pytest

from survey_app.questionnaire.fills import FillError, fill_in
from survey_app.questionnaire.load import load
from survey_app.questionnaire.model import freeze
from tests.questionnaire.builders import changed, write


@pytest.fixture
def questionnaire(tmp_path):
    text = changed("fill: [kontakt]", "fill: [kontakt, projekt]")
    for right, wrong in [
        ("title: Ett prov", 'title: "{projekt}"'),
        ("title: Först", 'title: "Först i {projekt}"'),
        ("text: Arbetar du?", 'text: "Arbetar du i {projekt}?"\n        hint: "Fråga {kontakt}"'),
        ("text: Hela dagen", 'text: "I {projekt}"'),
        ("text: Det är bra", 'text: "{projekt} är bra"'),
        ("text: Berätta mer.", 'text: "Berätta för {kontakt}."'),
        ("text: Nöjda", 'text: "Nöjda med {projekt}"'),
        ("figure: Svaren.", 'figure: "Svaren i {projekt}."'),
    ]:
        text = changed(right, wrong, text)
    return load(write(tmp_path, text))


def test_every_text_is_filled_in(questionnaire):
    filled = fill_in(questionnaire, {"kontakt": "Kim", "projekt": "Bryggan"})
    assert b"{" not in freeze(filled).replace(b'{"', b"")
    assert filled.title == "Bryggan"
    assert filled.intro == "Fråga Kim om du undrar."
    assert filled.questions[1].options[0].text == "I Bryggan"
    assert filled.questions[3].items[0].text == "Bryggan är bra"
    assert filled.indicators[0].text == "Nöjda med Bryggan"
    assert filled.report[0].title == "Svaren i Bryggan."
    assert filled.fill == ()


def test_the_questionnaire_itself_is_not_changed(questionnaire):
    before = freeze(questionnaire)
    fill_in(questionnaire, {"kontakt": "Kim", "projekt": "Bryggan"})
    assert freeze(questionnaire) == before


def test_a_value_is_plain_text_that_fills_in_nothing_more(questionnaire):
    filled = fill_in(questionnaire, {"kontakt": "{projekt} <b>\\1</b>", "projekt": "Bryggan"})
    assert filled.intro == "Fråga {projekt} <b>\\1</b> om du undrar."


def test_missing_empty_and_unknown_names_are_told(questionnaire):
    with pytest.raises(FillError) as raised:
        fill_in(questionnaire, {"kontakt": " ", "projket": "Bryggan"})
    assert str(raised.value) == (
        "prov:1 fills in kontakt, projekt: “kontakt” is missing; “projekt” is missing; "
        "“projket” is not among them (did you mean “projekt”?)."
    )
