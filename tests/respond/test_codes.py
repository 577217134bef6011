"""Codes that are wrong, used or too early, and somebody who tries many."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from survey_app.invitations.codes import check_character
from survey_app.respond.rate_limit import MOST_MALFORMED, MOST_WRONG
from survey_app.rounds import service
from tests.pages import read_page, text_of
from tests.respond.conftest import MONDAY

MALFORMED = "ABCD-EFGH-JKX"


def an_unknown_code(number: int = 0) -> str:
    digits = "".join("23456789"[int(one)] for one in f"{number:o}".zfill(10))
    return digits + check_character(digits)


@pytest.mark.parametrize("code", [MALFORMED, an_unknown_code(), "kod", "Å" * 500, "<b>\x00"])
def test_a_wrong_code_is_told_in_the_same_words_whatever_is_wrong_with_it(client, code):
    page = read_page(client.post("/", data={"kod": code}))

    assert text_of(page.title) == "Fel: Svara på en enkät"
    assert text_of(page.select_one("#kod-error")) == (
        "Fel: Koden stämmer inte. Kontrollera att alla tecken är rätt och försök igen."
    )
    assert page.select_one("#kod")["value"] == code.strip()[:100]
    assert page.select_one("#kod")["aria-describedby"] == "kod-error"


def test_no_code_at_all_is_no_try(client):
    for _ in range(MOST_MALFORMED + 1):
        page = read_page(client.post("/", data={"kod": "  "}))
    assert text_of(page.select_one("#kod-error")) == "Fel: Skriv koden som du har fått."


def test_a_used_code_gets_a_friendly_page(respondent):
    respondent.send(ovrigt="Hej")
    again = respondent.give_code()

    assert again.status_code == 200
    text = text_of(read_page(again).main)
    assert "Vi har redan tagit emot ett svar med den här koden." in text


def test_a_round_that_has_not_opened_says_when(invite, sqlite_installation, clock):
    person = invite(opens_on=MONDAY.date() + timedelta(days=3))
    page = person.give_code()

    assert page.status_code == 403
    assert "Den öppnar 9 maj 2024." in text_of(read_page(page).main)
    clock.pass_by(days=3)
    assert person.give_code().status_code == 303


def test_a_draft_is_not_open_yet(invite):
    assert text_of(read_page(invite(opened=False).give_code()).h1) == "Enkäten har inte öppnat"


def test_a_right_code_to_a_closed_round_is_told_so(invite, sqlite_installation):
    person, other = (first := invite()), invite(first.round_id)
    person.give_code()
    person.send()
    with Session(sqlite_installation.engine) as session:
        service.close(session, person.round_id)

    assert text_of(read_page(other.give_code()).h1) == "Enkäten har stängt"
    assert "redan tagit emot" in text_of(read_page(person.give_code()).main)


def test_nobody_begins_after_the_closing_day(invite, clock):
    person = invite(closes_on=MONDAY.date())
    clock.pass_by(hours=14)
    assert person.give_code().status_code == 303
    clock.pass_by(hours=1)
    page = person.give_code()
    assert (page.status_code, text_of(read_page(page).h1)) == (410, "Enkäten har stängt")


# Those who try ----------------------------------------------------------------------------------


def test_ten_wrong_codes_and_then_ten_minutes_wait_also_for_a_right_one(invite, clock):
    person = invite()
    statuses = [
        person.give_code(an_unknown_code(number)).status_code for number in range(MOST_WRONG + 1)
    ]
    refused = person.give_code()

    assert statuses == [422] * MOST_WRONG + [429]
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "600")
    assert "Vänta tio minuter" in text_of(read_page(refused).main)
    clock.pass_by(minutes=10)
    assert person.give_code().status_code == 303


def test_an_office_that_types_badly_is_not_locked_out(invite):
    person = invite()
    for _ in range(MOST_WRONG * 3):
        person.give_code(MALFORMED)
    assert person.give_code().status_code == 303


def test_a_machine_that_sends_nonsense_is_stopped_in_the_end(invite):
    person = invite()
    for _ in range(MOST_MALFORMED):
        person.give_code(MALFORMED)
    assert person.give_code().status_code == 429


def test_other_networks_are_not_stopped(invite):
    person = invite()
    for number in range(MOST_WRONG):
        person.give_code(an_unknown_code(number))

    def from_address(address):
        return person.browser.post(
            "/", data={"kod": person.code}, environ_base={"REMOTE_ADDR": address}
        ).status_code

    assert from_address("127.0.0.99") == 429, "the same network"
    assert from_address("192.0.2.7") == 303


def test_no_trace_of_a_code_or_an_address_is_logged(invite, caplog):
    person = invite()
    with caplog.at_level("DEBUG"):
        person.give_code(an_unknown_code())
        person.give_code()
    assert person.code not in caplog.text
    assert "127.0.0.1" not in caplog.text


def test_another_site_cannot_give_somebody_its_code(invite):
    person = invite()
    refused = person.browser.post(
        "/", data={"kod": person.code}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert refused.status_code == 403
    assert "Set-Cookie" not in refused.headers
    assert read_page(refused).select_one("#kod")["value"] == person.code
