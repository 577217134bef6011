"""Rounds without codes: anyone with the link."""

from datetime import timedelta

from sqlalchemy.orm import Session

from survey_app.rounds import service
from tests.builders import a_round
from tests.pages import fields_of, read_page, text_of
from tests.respond.conftest import MONDAY

PARTIES = {"Kommunen": None, "Regionen": None}


def an_open_round(installation, groups=PARTIES, **plan):
    return a_round(installation, access="open", groups=groups, day=MONDAY.date(), **plan)


def test_the_group_is_asked_first(client, sqlite_installation, ballots):
    round_id = an_open_round(sqlite_installation)
    page = read_page(client.get(f"/o/{round_id}"))

    assert [text_of(one) for one in page.select("label")] == ["Kommunen", "Regionen"]
    begun = client.post(f"/o/{round_id}", data={"grupp": "g2"})
    assert begun.headers["Location"] == f"/svara/o/{round_id}"
    assert read_page(client.get(begun.headers["Location"])).select("form#enkat")
    assert client.post("/svara", data={"ovrigt": "Hej"}).status_code == 303
    assert ballots(round_id) == [{"ovrigt": "Hej", "group": "g2"}]


def test_nobody_begins_without_a_group(client, sqlite_installation):
    round_id = an_open_round(sqlite_installation)
    for chosen in ({}, {"grupp": "g9"}):
        page = read_page(client.post(f"/o/{round_id}", data=chosen))
        assert text_of(page.select_one("#grupp-error")) == "Fel: Välj vilken grupp du hör till."
        assert text_of(page.title) == "Fel: Enkät"


def test_without_groups_nothing_is_asked(client, sqlite_installation, ballots):
    round_id = an_open_round(sqlite_installation, groups={})
    assert not read_page(client.get(f"/o/{round_id}")).select("input")
    assert client.post(f"/o/{round_id}").status_code == 303
    assert client.post("/svara", data={"ovrigt": "Hej"}).status_code == 303
    assert ballots(round_id) == [{"ovrigt": "Hej", "group": ""}]


def test_a_double_click_is_one_answer_and_two_people_are_two(app, sqlite_installation, ballots):
    round_id = an_open_round(sqlite_installation)
    for _ in range(2):
        browser = app.test_client()
        browser.post(f"/o/{round_id}", data={"grupp": "g1"})
        cookie = browser.get_cookie("biljett", path="/svara").value
        assert browser.post("/svara", data={"ovrigt": "Hej"}).status_code == 303
        browser.set_cookie("biljett", cookie, path="/svara")
        again = browser.post("/svara", data={"ovrigt": "Hej"})
        assert again.status_code == 200
        assert "Vi har redan tagit emot ditt svar." in text_of(read_page(again).main)
    assert len(ballots(round_id)) == 2


def test_without_the_cookie_the_group_is_asked_again_and_everything_kept(
    client, sqlite_installation, ballots
):
    round_id = an_open_round(sqlite_installation)
    sent = {"_omgang": round_id, "ovrigt": "Hej"}
    page = read_page(client.post("/svara", data=sent))

    assert "Välj din grupp en gång till" in text_of(page.main)
    assert fields_of(page)["ovrigt"] == ["Hej"]
    once_more = {**fields_of(page), "_grupp": "g2"}
    assert client.post("/svara", data=once_more).status_code == 303
    assert client.post("/svara", data=once_more).status_code == 200
    assert ballots(round_id) == [{"ovrigt": "Hej", "group": "g2"}]


def test_without_the_cookie_and_groups_one_more_press_is_enough(
    client, sqlite_installation, ballots
):
    round_id = an_open_round(sqlite_installation, groups={})
    page = read_page(client.post("/svara", data={"_omgang": round_id, "ovrigt": "Hej"}))
    assert client.post("/svara", data=fields_of(page)).status_code == 303
    assert client.post("/svara", data=fields_of(page)).status_code == 200
    assert ballots(round_id) == [{"ovrigt": "Hej", "group": ""}]


def test_a_browser_that_keeps_no_cookies_can_answer(app, sqlite_installation, ballots):
    round_id = an_open_round(sqlite_installation)
    browser = app.test_client(use_cookies=False)
    begun = browser.post(f"/o/{round_id}", data={"grupp": "g2"})
    again = browser.get(begun.headers["Location"])

    assert again.status_code == 403
    page = read_page(again)
    assert "Har du redan skickat dina svar" in text_of(page.main)
    assert not page.form.has_attr("action"), "sent to the same address"
    refused = browser.post(begun.headers["Location"])
    assert "Välj vilken grupp" in text_of(read_page(refused).main)
    document = read_page(browser.post(begun.headers["Location"], data={"grupp": "g2"}))
    sent = {**fields_of(document), "ovrigt": "Hej"}
    assert browser.post("/svara", data=sent).status_code == 303
    assert browser.post("/svara", data=sent).status_code == 200
    assert ballots(round_id) == [{"ovrigt": "Hej", "group": "g2"}]


def test_somebody_without_ticket_or_code_is_told_to_use_the_link_again(client):
    page = read_page(client.get("/svara"))
    assert "Fick du en länk utan kod? Öppna länken en gång till." in text_of(page.main)


def test_two_people_in_one_browser_each_send_their_own_answers(
    client, sqlite_installation, ballots
):
    round_id = an_open_round(sqlite_installation)
    client.post(f"/o/{round_id}", data={"grupp": "g1", "_vem": "0.1"})
    client.post(f"/o/{round_id}", data={"grupp": "g2", "_vem": "0.2"})
    page = read_page(client.post("/svara", data={"_omgang": round_id, "_vem": "0.1"}))
    assert "Välj din grupp en gång till" in text_of(page.main)
    mine = {**fields_of(page), "_vem": "0.1", "_grupp": "g1"}
    assert client.post("/svara", data=mine).status_code == 303
    assert client.post("/svara", data={"_omgang": round_id, "_vem": "0.2"}).status_code == 303
    assert sorted(one["group"] for one in ballots(round_id)) == ["g1", "g2"]


def test_nobody_answers_before_the_opening_day(client, sqlite_installation, ballots):
    round_id = an_open_round(
        sqlite_installation, groups={}, opens_on=MONDAY.date() + timedelta(days=1)
    )
    early = client.post("/svara", data={"_omgang": round_id, "ovrigt": "Hej"})
    assert fields_of(read_page(early))["ovrigt"] == ["Hej"]
    assert "Enkäten har inte öppnat." in text_of(read_page(early).main)
    assert client.get(f"/svara/o/{round_id}").status_code == 403
    assert client.post(f"/svara/o/{round_id}").status_code == 403
    assert ballots(round_id) == []


def test_too_early_and_too_late_are_told(client, sqlite_installation, clock):
    early = an_open_round(sqlite_installation, opens_on=MONDAY.date() + timedelta(days=1))
    late = an_open_round(sqlite_installation)
    with Session(sqlite_installation.engine) as session:
        service.close(session, late)

    assert text_of(read_page(client.get(f"/o/{early}")).h1) == "Enkäten har inte öppnat"
    assert text_of(read_page(client.get(f"/o/{late}")).h1) == "Enkäten har stängt"
    assert client.post(f"/o/{late}", data={"grupp": "g1"}).status_code == 410


def test_a_round_with_codes_has_no_such_address(client, sqlite_installation):
    coded = a_round(sqlite_installation, day=MONDAY.date())
    assert client.get(f"/o/{coded}").status_code == 404
    assert client.get("/o/ingen").status_code == 404
    assert client.post("/svara", data={"_omgang": coded, "_grupp": "g1"}).status_code == 403
