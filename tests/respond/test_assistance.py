"""Who helped to answer is asked last, need not be said, and lies in the sealed answer."""

import pytest

from survey_app.ballots.payload import encode
from survey_app.questionnaire.answers import read_answers
from survey_app.respond.assistance import MODES
from survey_app.rounds.padding import LONGEST_GROUP, LONGEST_MODE, LONGEST_TAG, pad_bytes
from tests.builders import a_questionnaire
from tests.pages import fields_of, read_page, text_of
from tests.respond.languages import menu
from tests.respond.test_open_rounds import an_open_round


@pytest.fixture
def person(invite):
    somebody = invite(questionnaire=a_questionnaire(audience="deltagare"))
    somebody.give_code()
    return somebody


@pytest.mark.parametrize(
    ("chosen", "mode"),
    [
        ("tolk", "assisterat-tolk"),
        ("frageassistent", "assisterat-frågeassistent"),
        ("personal", "assisterat-personal"),
        ("annan", "assisterat-annan"),
        ("nej", "webb"),
        ("", "webb"),
        ("något annat", "webb"),
    ],
)
def test_the_mode_is_sealed_with_the_answer(person, marks, ballots, chosen, mode):
    assert person.send(_hjalp=chosen, ovrigt="Hej").status_code == 303
    assert marks(person.round_id) == [("sv", mode)]
    assert ballots(person.round_id) == [{"ovrigt": "Hej", "group": "g1"}]


def test_nobody_needs_to_say(person, marks):
    person.send(ovrigt="Hej")
    assert marks(person.round_id) == [("sv", "webb")]


def test_it_is_asked_last_with_nothing_chosen(person):
    page = read_page(person.read())
    last = page.select("form#enkat fieldset")[-1]
    assert text_of(last.legend) == "Får du hjälp att svara?"
    assert [one["value"] for one in last.select("input")] == ["nej", *MODES]
    assert not last.select("[checked]")
    assert "_hjalp" not in fields_of(page)


def test_staff_answer_for_themselves(respondent):
    assert not read_page(respondent.read()).select("[name=_hjalp]")


def test_what_was_chosen_is_there_after_a_mistake(person):
    page = read_page(person.send(_hjalp="personal", manader="många"))
    assert fields_of(page)["_hjalp"] == ["personal"]


def test_every_mode_fits_in_the_envelope():
    assert max(len(mode.encode()) for mode in MODES.values()) <= len(LONGEST_MODE.encode())
    asked = a_questionnaire()
    typed = {"ovrigt": ["ༀ" * 2000], "hur": ['"' * 2000], "tycker_nojd": ["5"]}
    answers = read_answers(asked, typed).answers
    assert len(encode(answers, LONGEST_GROUP, LONGEST_TAG, LONGEST_MODE)) <= pad_bytes(asked)


@pytest.mark.parametrize("mode", ["papper", "telefon"])
def test_what_somebody_else_writes_in_says_how_it_was_given(invite, marks, mode):
    person = invite()
    page = read_page(person.browser.get(f"/?lage={mode}"))
    assert "Du skriver in ett svar som någon" in text_of(page.main)
    assert menu(page)["English"] == f"/?sprak=en&lage={mode}"
    hidden = fields_of(page) | {"kod": person.code}
    wrong = read_page(person.browser.post("/", data=hidden | {"kod": "fel"}))
    assert fields_of(wrong)["_lage"] == [mode]
    assert person.browser.post("/", data=hidden).location == "/svara"
    assert person.send(ovrigt="Hej").status_code == 303
    assert marks(person.round_id) == [("sv", mode)]


def test_an_open_round_may_be_written_in_too(app, sqlite_installation, marks):
    round_id = an_open_round(sqlite_installation, groups={})
    browser = app.test_client()
    page = read_page(browser.get(f"/o/{round_id}?lage=papper"))
    browser.post(f"/o/{round_id}", data=fields_of(page))
    assert browser.post("/svara", data={"_omgang": round_id, "ovrigt": "Hej"}).status_code == 303
    assert marks(round_id) == [("sv", "papper")]


@pytest.mark.parametrize("mode", ["", "webb", "assisterat", "x"])
def test_a_mode_that_nobody_writes_in_by_is_not_heeded(client, mode):
    assert client.get("/", query_string={"lage": mode}).data == client.get("/").data


def test_the_questions_are_the_same_bytes_however_they_are_answered(invite):
    first = invite()
    second = invite(first.round_id)
    first.give_code()
    second.browser.post("/", data={"kod": second.code, "_lage": "papper"})
    assert first.read().data == second.read().data
