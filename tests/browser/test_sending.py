"""Sending: once, also when the network or the server is gone for a while."""

import pytest
from playwright.sync_api import expect

from tests.browser.hands import (
    choose,
    give_code,
    reach,
    ready,
    send,
    thanked,
    to_review,
    write,
)
from tests.respond.conftest import open_box

pytestmark = pytest.mark.browser


@pytest.fixture
def round_id(site):
    return site.start_round()


@pytest.fixture
def person(site, open_phone, round_id):
    page = open_phone()
    give_code(page, site, site.codes(round_id)[0])
    write(page, "ovrigt", "Hej")
    return page


def no_network(page):
    """Let every attempt to send fail as it does without a network, which the console tells too."""
    page.route("**/svara", lambda route: route.abort("internetdisconnected"))


def test_without_a_network_nothing_is_lost_and_it_is_sent_when_it_is_back(
    site, open_phone, round_id
):
    page = open_phone()
    give_code(page, site, site.codes(round_id)[0])
    write(page, "ovrigt", "Hej")
    to_review(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="Skicka in").click()
    expect(page.locator(".status")).to_contain_text("Ingen kontakt med nätet.")
    expect(page.get_by_role("button", name="Försök igen")).to_be_visible()
    assert open_box(site.installation, round_id) == []
    page.context.set_offline(False)
    thanked(page)
    assert open_box(site.installation, round_id) == [{"ovrigt": "Hej", "group": "g1"}]


def test_the_person_can_try_again_by_hand(site, open_phone, round_id):
    page = open_phone()
    give_code(page, site, site.codes(round_id)[0])
    no_network(page)
    send(page)
    expect(page.locator(".status")).to_contain_text("Dina svar finns kvar här.")
    page.unroute("**/svara")
    page.get_by_role("button", name="Försök igen").click()
    thanked(page)
    assert len(open_box(site.installation, round_id)) == 1


def test_an_answer_that_arrived_though_the_thanks_did_not_is_one_answer(site, open_phone, round_id):
    page = open_phone()
    give_code(page, site, site.codes(round_id)[0])

    def lose_the_thanks(route):
        route.fetch(max_redirects=0)
        route.abort("connectionreset")

    tickets = page.context.cookies(f"{site.url}/svara")
    page.route("**/svara", lose_the_thanks, times=1)
    send(page)
    expect(page.get_by_role("button", name="Försök igen")).to_be_visible()
    page.context.add_cookies(tickets)  # the test fetched what the phone never got
    page.get_by_role("button", name="Försök igen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Svaret har redan kommit fram")
    assert len(open_box(site.installation, round_id)) == 1


def test_a_server_that_cannot_just_now_is_asked_again(site, person, round_id):
    page = person
    page.route("**/svara", lambda route: route.fulfill(status=503, body="Ladda om"))
    send(page)
    expect(page.locator(".status")).to_contain_text("Svaren är inte skickade.")
    page.unroute("**/svara")
    page.get_by_role("button", name="Försök igen").click()
    thanked(page)
    assert open_box(site.installation, round_id) == [{"ovrigt": "Hej", "group": "g1"}]


def test_without_script_a_page_that_could_not_be_sent_is_sent_by_a_reload(
    site, open_phone, round_id
):
    page = open_phone(java_script_enabled=False)
    give_code(page, site, site.codes(round_id)[0])
    page.locator("#ovrigt").fill("Hej")
    # Stands for a server that cannot show the form again.
    page.route("**/svara", lambda route: route.fulfill(status=503, body="Ladda om"))
    page.get_by_role("button", name="Skicka in").click()
    expect(page.locator("body")).to_have_text("Ladda om")
    page.unroute("**/svara")
    page.reload()
    thanked(page)
    assert open_box(site.installation, round_id) == [{"ovrigt": "Hej", "group": "g1"}]


def test_two_quick_presses_are_one_answer(site, person, round_id):
    to_review(person)
    person.get_by_role("button", name="Skicka in").dblclick(no_wait_after=True)
    thanked(person)
    assert len(open_box(site.installation, round_id)) == 1


def test_the_back_button_after_sending_asks_for_no_resubmission(person):
    send(person)
    thanked(person)
    person.go_back()
    expect(person.get_by_role("heading", level=1)).to_have_text("Öppna frågorna igen")


def test_on_a_slow_phone_and_a_slow_network_the_question_is_soon_there(site, open_phone):
    page = open_phone()
    code = site.codes(site.start_round("deltagare"))[0]
    page.goto(f"{site.url}/")
    page.locator(".code").fill(code)
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": 400,
            "downloadThroughput": 400_000 / 8,
            "uploadThroughput": 400_000 / 8,
        },
    )
    page.get_by_role("button", name="Börja").click()
    expect(page.locator("#enkat h1")).to_be_visible(timeout=3000)
    ready(page)
    page.get_by_role("button", name="Börja").click()
    expect(page.locator("#tid")).to_be_visible(timeout=1500)
    choose(page, "sysselsattning", "studier")
    reach(page, "tycker_meningsfullt")
