"""What may point somebody out is asked about once, and leaves no trace."""

import logging

import pytest

from tests.pages import fields_of, read_page, text_of
from tests.respond.languages import is_in, translated

SIGNS = {
    "850412-1234": "Det ser ut som ett personnummer.",
    "070-123 45 67": "Det ser ut som ett telefonnummer.",
    "kim@example.org": "Det ser ut som en e-postadress.",
}


@pytest.mark.parametrize(("written", "said"), SIGNS.items())
def test_the_person_is_asked_before_it_is_sent(respondent, ballots, written, said):
    asked = respondent.send(ovrigt=f"Ring {written}.", innan="studier")
    page = read_page(asked)
    assert asked.status_code == 422
    assert "Skriv inte namn eller personnummer" in text_of(page.select_one(".summary"))
    assert page.select_one(".summary a[href='#ovrigt']")
    assert said in text_of(page.select_one("#ovrigt-warning"))
    assert "ovrigt-warning" in page.select_one("#ovrigt")["aria-describedby"]
    assert fields_of(page)["ovrigt"] == [f"Ring {written}."]
    assert fields_of(page)["innan"] == ["studier"]
    assert ballots(respondent.round_id) == []


def test_it_is_not_called_a_mistake(respondent):
    page = read_page(respondent.send(ovrigt="850412-1234"))
    assert not page.select(".error, [aria-invalid]")
    assert not text_of(page.title).startswith("Fel:")


def test_the_second_time_it_is_sent_as_it_is(respondent, ballots):
    page = read_page(respondent.send(ovrigt="850412-1234"))
    assert text_of(page.select_one(".summary button")) == "Skicka ändå"
    sent = respondent.browser.post("/svara", data=fields_of(page))
    assert sent.status_code == 303
    assert ballots(respondent.round_id) == [{"ovrigt": "850412-1234", "group": "g1"}]


def test_what_was_changed_is_sent_without_more_ado(respondent, ballots):
    page = read_page(respondent.send(ovrigt="850412-1234"))
    respondent.browser.post("/svara", data=fields_of(page) | {"ovrigt": "Inget"})
    assert ballots(respondent.round_id) == [{"ovrigt": "Inget", "group": "g1"}]


def test_a_line_beside_an_option_is_looked_at_too(respondent):
    page = read_page(respondent.send(innan="annat", innan_annat="kim@example.org"))
    assert page.select_one("#innan_annat-warning")


def test_what_is_not_asked_is_not_looked_at(respondent):
    assert respondent.send(tycker_nojd="1", hur="850412-1234").status_code == 303


def test_days_and_numbers_that_were_asked_for_are_no_signs(respondent):
    assert respondent.send(start="2024-01-08", manader="240").status_code == 303


def test_a_mistake_and_a_sign_are_told_at_once_and_the_sign_only_then(respondent, ballots):
    page = read_page(respondent.send(manader="många", ovrigt="850412-1234"))
    assert page.select_one("#manader-error")
    assert page.select_one("#ovrigt-warning")
    mended = fields_of(page) | {"manader": "3"}
    assert respondent.browser.post("/svara", data=mended).status_code == 303
    assert ballots(respondent.round_id) == [{"manader": 3, "ovrigt": "850412-1234", "group": "g1"}]


def test_a_new_language_is_no_new_question(invite):
    person = invite(questionnaire=translated("ar"))
    person.give_code()
    asked = read_page(person.send(_sprak="ar", ovrigt="850412-1234"))
    assert is_in(asked, "ar")
    data = fields_of(asked) | {"_sprak_ny": "sv"}
    changed = read_page(person.browser.post("/svara/sprak", data=data))
    assert person.browser.post("/svara", data=fields_of(changed)).status_code == 303


def test_it_leaves_no_trace(respondent, sqlite_installation, caplog):
    caplog.set_level(logging.DEBUG)
    before = everything_kept(sqlite_installation)
    respondent.send(ovrigt="850412-1234")
    assert caplog.records == []
    assert everything_kept(sqlite_installation) == before


def everything_kept(installation):
    with installation.engine.connect() as connection:
        return list(connection.connection.driver_connection.iterdump())
