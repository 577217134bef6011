"""The language may be changed in the middle: what has been written stays, and nothing is stored."""

import pytest

from survey_app.respond.service import KeyUnusable
from tests.pages import fields_of, read_page, text_of
from tests.respond.languages import is_in, menu, translated

WRITTEN = {
    "manader": "många",
    "start": "8/1 2024",
    "innan": "annat",
    "innan_annat": "Vård av ”barn”",
    "tycker_nojd": "4",
    "hinder": ["tid", "resor", "halsa"],
    "hur": "\nمرحبا\r\n<b>",
    "ovrigt": "Kim, 850412-1234",
}


@pytest.fixture
def person(invite):
    somebody = invite(questionnaire=translated("ar", "so"))
    somebody.give_code()
    return somebody


def change(person, to, **written):
    data = {"_omgang": person.round_id, "_sprak_ny": to, **written}
    return person.browser.post("/svara/sprak", data=data)


def test_everything_written_is_there_in_the_new_language(person, ballots):
    answer = change(person, "ar", **WRITTEN)
    page = read_page(answer)
    kept = {name: values for name, values in fields_of(page).items() if name[0] != "_"}
    assert answer.status_code == 200
    assert is_in(page, "ar")
    assert kept == {
        name: [value] if isinstance(value, str) else value for name, value in WRITTEN.items()
    }
    assert fields_of(page)["_sprak"] == ["ar"]
    assert ballots(person.round_id) == []


def test_nothing_is_judged_on_the_way(person):
    page = read_page(change(person, "so", **WRITTEN))
    assert not page.select(".error, .warning, .summary, [aria-invalid]")


def test_one_may_go_there_and_back_and_then_send(person, ballots, marks):
    there = fields_of(read_page(change(person, "ar", _sprak="sv", ovrigt="Hej", hinder=["tid"])))
    back = fields_of(read_page(change(person, "so", **there)))
    sent = person.browser.post("/svara", data=back)
    assert sent.location == f"/tack/{person.round_id}?sprak=so"
    assert ballots(person.round_id) == [{"ovrigt": "Hej", "hinder": ["tid"], "group": "g1"}]
    assert marks(person.round_id) == [("so", "webb")]


def test_the_menu_is_in_the_form_so_that_what_is_written_goes_along(person):
    page = read_page(person.read())
    buttons = page.select("form#enkat .languages button")
    assert {button["formaction"] for button in buttons} == {"/svara/sprak"}
    assert menu(page) == {"Svenska": "here", "العربية": "ar", "Af-Soomaali": "so"}
    # The Return key in a field presses the first button of a form: it must be none of these.
    first = page.select_one("form#enkat button")
    assert first.has_attr("disabled")


def test_a_language_that_is_not_offered_gives_that_of_the_round(person):
    page = read_page(change(person, "xx", ovrigt="Hej"))
    assert is_in(page, "sv")
    assert fields_of(page)["ovrigt"] == ["Hej"]


def test_a_ticket_in_the_form_stays_there(app, person):
    page = read_page(person.browser.post("/svara/kod", data={"kod": person.code}))
    stranger = app.test_client()
    in_arabic = stranger.post("/svara/sprak", data=fields_of(page) | {"_sprak_ny": "ar"})
    sent = stranger.post("/svara", data=fields_of(read_page(in_arabic)))
    assert sent.status_code == 303


def test_no_ticket_of_a_cookie_is_written_into_the_page(person):
    assert "_biljett" not in fields_of(read_page(change(person, "ar", ovrigt="Hej")))


def test_another_site_cannot_fill_in_the_form(person):
    answer = person.browser.post(
        "/svara/sprak",
        data={"_omgang": person.round_id, "_sprak_ny": "ar"},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 403


def test_a_page_that_is_asked_for_again_leads_to_the_questions(person):
    assert person.browser.get("/svara/sprak").location == "/svara"
    assert person.browser.get("/svara/sprak?sprak=ar").location == "/svara?sprak=ar"


def test_who_helps_goes_along(invite):
    person = invite(questionnaire=translated("ar", audience="deltagare"))
    page = read_page(change(person, "ar", _hjalp="tolk"))
    assert fields_of(page)["_hjalp"] == ["tolk"]


def test_a_form_without_a_round_is_not_found(client):
    assert client.post("/svara/sprak", data={"_sprak_ny": "ar"}).status_code == 404


def test_what_could_not_be_sent_comes_back_in_its_language(person, monkeypatch):
    def broken(*_args, **_more):
        raise KeyUnusable

    monkeypatch.setattr("survey_app.respond.sending.submit", broken)
    again = person.send(_sprak="ar", ovrigt="Hej")
    page = read_page(again)
    assert (again.status_code, is_in(page, "ar")) == (503, True)
    assert "Svaren är inte skickade" not in text_of(page.main)
    assert fields_of(page)["ovrigt"] == ["Hej"]


def test_a_lost_ticket_is_asked_for_in_the_language_of_the_form(person):
    person.lose_the_cookie()
    page = read_page(person.send(_sprak="ar", ovrigt="Hej"))
    assert is_in(page, "ar")
    assert "Skriv din kod" not in text_of(page.main)
    sent = person.send(_sprak="ar", ovrigt="Hej", _kod=person.code)
    assert sent.location.endswith("?sprak=ar")
