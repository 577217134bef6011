"""An answer is never lost because of us, and never counted twice."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from survey_app.app import create_app
from survey_app.rounds import service
from tests.builders import a_questionnaire
from tests.pages import fields_of, read_page, text_of
from tests.respond.conftest import MONDAY

TYPED = {
    "manader": "12",
    "innan": "annat",
    "innan_annat": "Hemma",
    "tycker_nojd": "4",
    "hinder": ["tid", "resor"],
    "hur": "\nTre rader,\r\ntill exempel & <så>.",
}


def assert_everything_is_kept(page):
    fields = fields_of(page)
    for name, typed in TYPED.items():
        wanted = [typed] if isinstance(typed, str) else typed
        assert [one.replace("\r\n", "\n") for one in fields[name]] == [
            one.replace("\r\n", "\n") for one in wanted
        ]


def send_as_it_stands(person, page, **more):
    return person.browser.post("/svara", data={**fields_of(page), **more})


# Twice -------------------------------------------------------------------------------------------


def test_a_retry_after_a_lost_reply_is_one_answer(respondent, ballots):
    cookie = respondent.browser.get_cookie("biljett", path="/svara").value
    respondent.send(**TYPED)
    respondent.browser.set_cookie("biljett", cookie, path="/svara")
    again = respondent.send(**TYPED)

    assert again.status_code == 200
    assert text_of(read_page(again).h1) == "Svaret har redan kommit fram"
    assert "Max-Age=0" in again.headers["Set-Cookie"]
    assert len(ballots(respondent.round_id)) == 1


def test_a_double_click_is_one_answer(app, respondent, ballots):
    cookie = respondent.browser.get_cookie("biljett", path="/svara").value
    statuses = []
    together = threading.Barrier(4)

    def click():
        browser = app.test_client()
        browser.set_cookie("biljett", cookie, path="/svara")
        together.wait()
        statuses.append(browser.post("/svara", data=TYPED).status_code)

    clicks = [threading.Thread(target=click) for _ in range(4)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()

    assert sorted(statuses) == [200, 200, 200, 303]
    assert len(ballots(respondent.round_id)) == 1


# Late and without a ticket -----------------------------------------------------------------------


@pytest.mark.parametrize("wait", [timedelta(hours=2), timedelta(days=3)])
def test_a_form_that_has_lain_open_is_taken_in(respondent, clock, wait, ballots):
    clock.now += wait
    assert respondent.send(**TYPED).status_code == 303
    assert len(ballots(respondent.round_id)) == 1


def test_a_restart_between_the_pages_is_not_noticed(respondent, sqlite_installation, clock):
    restarted = create_app(installation=sqlite_installation, clock=clock)
    browser = restarted.test_client()
    cookie = respondent.browser.get_cookie("biljett", path="/svara").value
    browser.set_cookie("biljett", cookie, path="/svara")

    sent = browser.post("/svara", data={"_omgang": respondent.round_id, **TYPED})
    assert sent.status_code == 303
    assert text_of(read_page(browser.get(sent.headers["Location"])).h1).startswith("Tack")


def test_without_the_cookie_the_code_is_asked_for_and_everything_kept(respondent, ballots):
    respondent.lose_the_cookie()
    back = respondent.send(**TYPED)
    page = read_page(back)

    assert back.status_code == 403
    assert_everything_is_kept(page)
    assert "Skriv din kod en gång till, så skickas svaren." in text_of(page.main)
    sent = send_as_it_stands(respondent, page, _kod=respondent.code)
    assert sent.status_code == 303
    (ballot,) = ballots(respondent.round_id)
    assert ballot["innan_annat"] == "Hemma"
    assert ballot["group"] == "g1"


def test_a_wrong_code_the_second_time_keeps_everything_too(respondent):
    respondent.lose_the_cookie()
    page = read_page(respondent.send(**TYPED, _kod="ABCD"))

    assert_everything_is_kept(page)
    assert "Koden stämmer inte." in text_of(page.select_one("#_kod-error"))
    assert page.select_one("#_kod")["value"] == "ABCD"


def test_a_code_to_other_questions_does_not_send_these(invite):
    person, stranger = invite(), invite()
    page = read_page(person.send(**TYPED, _kod=stranger.code))
    assert "Koden stämmer inte." in text_of(page.select_one("#_kod-error"))


def test_the_code_is_not_asked_for_again_when_something_is_to_be_mended(respondent, ballots):
    respondent.lose_the_cookie()
    page = read_page(respondent.send(manader="många", _kod=respondent.code))
    assert not page.select("#_kod")

    assert send_as_it_stands(respondent, page, manader="9").status_code == 303
    assert ballots(respondent.round_id) == [{"manader": 9, "group": "g1"}]


def test_a_ticket_to_another_round_does_not_send_these_answers(invite, ballots):
    """Two tabs in one browser: the cookie is that of the round that was begun last."""
    first, second = invite(), invite()
    first.give_code()
    first.browser.post("/", data={"kod": second.code})

    assert first.send(**TYPED).status_code == 403
    assert first.send(**TYPED, _kod=first.code).status_code == 303
    assert (len(ballots(first.round_id)), len(ballots(second.round_id))) == (1, 0)


def begins_in_a_tab(person, mark, browser):
    person.browser = browser
    assert browser.post("/", data={"kod": person.code, "_vem": mark}).status_code == 303


def test_two_people_in_one_browser_each_send_their_own_answers(invite, ballots):
    """The cookie is that of the one who began last; the script says whose a tab is."""
    first = invite()
    second = invite(first.round_id)
    begins_in_a_tab(first, "1", first.browser)
    begins_in_a_tab(second, "2", first.browser)
    asked = first.send(**TYPED, _vem="1")

    assert asked.status_code == 403
    assert ballots(first.round_id) == []
    page = read_page(asked)
    assert_everything_is_kept(page)
    assert "Skriv din kod en gång till" in text_of(page.main)
    assert send_as_it_stands(first, page, _vem="1", _kod=first.code).status_code == 303
    assert second.send(ovrigt="Också jag", _vem="2").status_code == 303
    assert [one.get("ovrigt") for one in ballots(first.round_id)].count("Också jag") == 1
    assert len(ballots(first.round_id)) == 2


def test_a_slip_by_the_one_who_was_asked_again_does_not_ask_a_third_time(invite, ballots):
    first = invite()
    second = invite(first.round_id)
    begins_in_a_tab(first, "1", first.browser)
    begins_in_a_tab(second, "2", first.browser)
    page = read_page(first.send(manader="många", _vem="1", _kod=first.code))

    assert not page.select("#_kod")
    assert send_as_it_stands(first, page, manader="9", _vem="1").status_code == 303
    assert ballots(first.round_id) == [{"manader": 9, "group": "g1"}]


def test_the_mark_of_a_tab_is_kept_nowhere_but_in_the_ticket(invite, sqlite_installation):
    person = invite()
    mark = "52741863"
    begins_in_a_tab(person, mark, person.browser)
    assert mark not in person.read().get_data(as_text=True)
    assert person.send(**TYPED, _vem=mark).status_code == 303
    with sqlite_installation.engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert not [line for line in raw.iterdump() if mark in line]


def test_what_is_written_after_the_answer_came_can_be_saved(respondent):
    """Without script two people in one browser cannot be told apart; then nothing is wiped."""
    cookie = respondent.browser.get_cookie("biljett", path="/svara").value
    respondent.send(ovrigt="Den första")
    respondent.browser.set_cookie("biljett", cookie, path="/svara")
    page = read_page(respondent.send(ovrigt="Den andra"))

    assert text_of(page.h1) == "Svaret har redan kommit fram"
    assert text_of(page.select_one("details dd")) == "Den andra"
    assert not page.body.has_attr("data-forget")


def test_in_the_day_of_grace_those_who_have_begun_may_send(invite, clock, ballots):
    person, forgetful, late = (
        first := invite(closes_on=MONDAY.date()),
        invite(first.round_id),
        invite(first.round_id),
    )
    person.give_code()
    forgetful.give_code()
    forgetful.lose_the_cookie()
    clock.pass_by(hours=30)

    assert person.send(**TYPED).status_code == 303
    assert forgetful.send(**TYPED, _kod=forgetful.code).status_code == 303
    assert late.give_code().status_code == 410
    directly = late.browser.post("/svara/kod", data={"kod": late.code})
    assert directly.status_code == 410, "nobody begins on the day of grace"
    assert len(ballots(person.round_id)) == 2


def test_after_the_day_of_grace_the_words_come_back_to_be_copied(invite, clock, ballots):
    person = invite(closes_on=MONDAY.date())
    person.give_code()
    clock.pass_by(hours=48)
    page = person.send(**TYPED)

    assert page.status_code == 410
    assert_words_can_be_copied(read_page(page))
    assert ballots(person.round_id) == []


def test_after_the_round_is_closed_the_words_come_back_to_be_copied(
    respondent, sqlite_installation
):
    with Session(sqlite_installation.engine) as session:
        service.close(session, respondent.round_id)
    page = respondent.send(**TYPED)

    assert page.status_code == 410
    assert_words_can_be_copied(read_page(page))
    assert text_of(read_page(respondent.read()).h1) == "Enkäten har stängt"


def assert_words_can_be_copied(page):
    words = text_of(page.main)
    assert "Dina svar har inte skickats." in words
    assert "Tre rader, till exempel & <så>." in words
    assert "Tiden räcker inte, Det är långt att resa" in words
    assert not page.select("form, button")


def test_a_form_that_comes_before_the_opening_day_is_kept(invite, ballots):
    person = invite(opens_on=MONDAY.date() + timedelta(days=1))
    for code in ({}, {"_kod": person.code}):
        early = person.send(**TYPED, **code)
        assert early.status_code == 403
        page = read_page(early)
        assert "Enkäten har inte öppnat." in text_of(page.main)
        assert_everything_is_kept(page)
    assert ballots(person.round_id) == []


def test_nobody_is_let_in_before_the_opening_day_on_the_page_for_those_without_cookies(invite):
    person = invite(opens_on=MONDAY.date() + timedelta(days=1))
    early = person.browser.post("/svara/kod", data={"kod": person.code})
    assert early.status_code == 403
    assert text_of(read_page(early).h1) == "Enkäten har inte öppnat"


# Without cookies at all --------------------------------------------------------------------------


def test_a_browser_that_keeps_no_cookies_can_answer(app, invite, ballots):
    person = invite()
    person.browser = app.test_client(use_cookies=False)

    assert person.give_code().status_code == 303
    asked = read_page(person.read())
    assert asked.select_one("form")["action"] == "/svara/kod"
    assert "öppna länken" in text_of(asked.main).casefold()
    wrong = person.browser.post("/svara/kod", data={"kod": "ABCD"})
    assert "Koden stämmer inte." in text_of(read_page(wrong).main)
    document = read_page(person.browser.post("/svara/kod", data={"kod": person.code}))
    sent = send_as_it_stands(person, document, ovrigt="Hej")

    assert sent.status_code == 303
    assert ballots(person.round_id) == [{"ovrigt": "Hej", "group": "g1"}]


# When we cannot ----------------------------------------------------------------------------------


def test_when_the_key_is_gone_nothing_is_acknowledged_and_everything_kept(
    respondent, sqlite_installation, ballots
):
    key = next(sqlite_installation.keyring.folder.glob(f"round-{respondent.round_id}*"))
    elsewhere = key.rename(key.with_suffix(".away"))
    refused = respondent.send(**TYPED)

    assert refused.status_code == 503
    page = read_page(refused)
    assert_everything_is_kept(page)
    assert text_of(page.select_one(".last button")) == "Försök igen"
    assert respondent.browser.get("/healthz").status_code == 503
    elsewhere.rename(key)
    assert send_as_it_stands(respondent, page).status_code == 303
    assert len(ballots(respondent.round_id)) == 1


def test_when_the_database_is_gone_everything_is_kept(
    respondent, sqlite_installation, caplog, ballots
):
    respondent.read()
    path = sqlite_installation.settings.instance_dir / "samsvar.db"
    sqlite_installation.engine.dispose()
    elsewhere = path.rename(path.with_suffix(".away"))
    path.mkdir()
    refused = respondent.send(**TYPED)
    health = respondent.browser.get("/healthz")

    assert refused.status_code == 503
    page = read_page(refused)
    assert_everything_is_kept(page)
    assert "Vi kunde inte ta emot svaren just nu." in text_of(page.main)
    assert health.status_code == 503
    assert "database" in health.get_data(as_text=True)
    assert "Hemma" not in caplog.text
    path.rmdir()
    elsewhere.rename(path)
    assert send_as_it_stands(respondent, page).status_code == 303
    assert len(ballots(respondent.round_id)) == 1
    assert respondent.browser.get("/healthz").get_data(as_text=True) == "ok\n"


def test_when_nothing_can_be_shown_again_the_page_that_was_sent_can_be_loaded_again(
    sqlite_installation, clock, respondent, ballots
):
    """A new process that has never seen the round, and a database that is away."""
    browser = create_app(installation=sqlite_installation, clock=clock).test_client()
    cookie = respondent.browser.get_cookie("biljett", path="/svara").value
    browser.set_cookie("biljett", cookie, path="/svara")
    form = {"_omgang": respondent.round_id, **TYPED}
    path = sqlite_installation.settings.instance_dir / "samsvar.db"
    sqlite_installation.engine.dispose()
    elsewhere = path.rename(path.with_suffix(".away"))
    path.mkdir()
    unavailable = browser.post("/svara", data=form)

    assert unavailable.status_code == 503
    assert "Ladda om sidan om en stund" in text_of(read_page(unavailable).main)
    path.rmdir()
    elsewhere.rename(path)
    assert browser.post("/svara", data=form).status_code == 303, "loaded again, it is sent again"
    assert len(ballots(respondent.round_id)) == 1


def test_a_form_that_another_site_sends_is_not_taken_in_but_kept(respondent, ballots):
    refused = respondent.browser.post(
        "/svara",
        data={"_omgang": respondent.round_id, **TYPED},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert refused.status_code == 403
    assert_everything_is_kept(read_page(refused))
    assert ballots(respondent.round_id) == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "null"},
        {"Origin": "http://localhost"},
        {},
    ],
)
def test_our_own_form_is_known_by_every_browser(respondent, headers):
    sent = respondent.browser.post("/svara", data=TYPED, headers=headers)
    assert sent.status_code == 303


def test_an_older_browser_says_which_site_it_was(respondent):
    sent = respondent.browser.post(
        "/svara", data=TYPED, headers={"Origin": "https://elsewhere.test"}
    )
    assert sent.status_code == 403


def test_far_too_much_text_is_refused_with_an_explanation(respondent):
    refused = respondent.send(ovrigt="x" * 2_000_000)
    assert refused.status_code == 413
    assert text_of(read_page(refused).h1) == "Svaret är för långt"


def test_somewhat_too_much_text_is_told_at_the_question(respondent):
    page = read_page(respondent.send(ovrigt="å" * 2010))
    assert text_of(page.select_one("#ovrigt-error")) == (
        "Fel: Korta ner svaret med 10 tecken. Det får vara högst 2000 tecken."
    )
    assert fields_of(page)["ovrigt"] == ["å" * 2010]


def test_a_questionnaire_with_the_same_words_keeps_rounds_apart(invite, ballots):
    one, two = invite(questionnaire=a_questionnaire()), invite(questionnaire=a_questionnaire())
    for person in (one, two):
        person.give_code()
        person.send(ovrigt=person.round_id)
    assert [box["ovrigt"] for box in ballots(one.round_id)] == [one.round_id]
