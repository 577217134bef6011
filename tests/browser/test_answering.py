"""Whole journeys in a real browser, at the width of a small phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.hands import (
    PARTIES,
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

SCALE = "5"
either = pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])


@either
def test_a_participant_answers(site, open_phone, script):
    round_id = site.start_round("deltagare")
    page = open_phone(java_script_enabled=script)
    give_code(page, site, site.codes(round_id)[0])

    write(page, "tid", "1 4")
    choose(page, "sysselsattning", "annan")
    write(page, "sysselsattning_annan", "Praktik")
    for name in ("tycker_meningsfullt", "tycker_delaktig", "vidare_arbete"):
        choose(page, name, SCALE)
    choose(page, "samverkan_bra", "vet_ej")
    write(page, "markt_av_samverkan", "Alla hade läst samma papper.")
    send(page)
    thanked(page)

    assert page.url == f"{site.url}/tack/{round_id}"
    assert page.context.cookies() == []
    (ballot,) = open_box(site.installation, round_id)
    assert ballot == {
        "tid": 14,
        "sysselsattning": "annan",
        "sysselsattning_annan": "Praktik",
        "tycker_meningsfullt": "5",
        "tycker_delaktig": "5",
        "vidare_arbete": "5",
        "samverkan_bra": "vet_ej",
        "markt_av_samverkan": "Alla hade läst samma papper.",
        "group": "g1",
    }


@either
def test_staff_answer_one_battery_at_a_time(site, open_phone, script):
    round_id = site.start_round("handlaggare-projekt")
    page = open_phone(1280, 800, java_script_enabled=script)
    give_code(page, site, site.codes(round_id)[0])
    choose(page, "organisation", "kommun")
    choose(page, "individ_egen_forsorjning", "4")
    if script:
        expect(page.locator(".count")).to_have_text("Fråga 2–5 av 17")
        expect(page.locator("fieldset:visible")).to_have_count(4)
    choose(page, "individ_paverka", "2")
    write(page, "tidsbesparing", "Två timmar i veckan.")
    send(page)
    thanked(page)
    assert open_box(site.installation, round_id) == [
        {
            "organisation": "kommun",
            "individ_egen_forsorjning": "4",
            "individ_paverka": "2",
            "tidsbesparing": "Två timmar i veckan.",
            "group": "g1",
        }
    ]


@either
def test_a_slip_is_mended_and_nothing_lost(site, open_phone, script):
    round_id = site.start_round()
    page = open_phone(java_script_enabled=script)
    give_code(page, site, site.codes(round_id)[0])

    write(page, "manader", "två år")
    write(page, "ovrigt", "Rad ett\nrad två")
    send(page)
    expect(page).to_have_title("Fel: Enkät")
    ready(page)
    if script:
        expect(page.locator(".summary")).to_be_focused()
        expect(page.locator("#manader")).to_be_visible()
    page.get_by_role("link", name="Hur länge har du deltagit?").click()
    field = page.get_by_label("Hur länge har du deltagit?")
    expect(field).to_be_in_viewport()
    if script:
        expect(field).to_be_focused()
    field.fill("24")
    send(page)
    thanked(page)

    assert open_box(site.installation, round_id) == [
        {"manader": 24, "ovrigt": "Rad ett\nrad två", "group": "g1"}
    ]


def test_only_what_is_wrong_is_shown_again_and_each_link_leads_to_its_card(site, open_phone):
    page = open_phone()
    give_code(page, site, site.codes(site.start_round())[0])
    write(page, "manader", "två")
    choose(page, "innan", "annat")
    write(page, "innan_annat", "x" * 201)
    send(page)
    expect(page).to_have_title("Fel: Enkät")
    ready(page)
    page.locator(".summary a").nth(1).click()
    expect(page.locator("#innan_annat")).to_be_focused()
    page.locator("#innan_annat").fill("Praktik")
    page.reload()  # nobody is asked whether to send again
    expect(page.locator("#innan_annat")).to_have_value("Praktik")
    expect(page).to_have_title("Enkät")


@either
def test_return_in_a_field_sends_nothing(site, open_phone, script):
    round_id = site.start_round()
    page = open_phone(java_script_enabled=script)
    give_code(page, site, site.codes(round_id)[0])
    write(page, "manader", "24")
    page.locator("#manader").press("Enter")
    page.wait_for_timeout(200)

    assert page.url == f"{site.url}/svara"
    assert open_box(site.installation, round_id) == []


def test_follow_up_questions_come_and_go(site, open_phone):
    round_id = site.start_round()
    page = open_phone()
    give_code(page, site, site.codes(round_id)[0])
    other, how = page.locator("#innan_annat"), page.locator("#hur")

    choose(page, "innan", "annat")
    other.fill("Praktik")
    choose(page, "innan", "arbete")
    expect(other).to_be_hidden()
    choose(page, "tycker_nojd", "4")
    reach(page, "hur").fill("Bättre")
    page.get_by_role("button", name="Tillbaka").click()
    choose(page, "tycker_nojd", "vet_ej")
    to_review(page)
    expect(how).to_be_hidden()
    expect(page.locator(".review")).not_to_contain_text("På vilket sätt?")
    page.go_back()
    page.go_back()
    choose(page, "tycker_nojd", "5")
    reach(page, "hur")
    expect(how).to_have_value("Bättre")
    page.go_back()
    choose(page, "tycker_nojd", "1")
    send(page)
    thanked(page)

    assert open_box(site.installation, round_id) == [
        {"innan": "arbete", "tycker_nojd": "1", "group": "g1"}
    ]


@either
def test_an_open_round_is_answered(site, open_phone, script):
    round_id = site.start_round(access="open", groups=PARTIES)
    page = open_phone(java_script_enabled=script)
    page.goto(f"{site.url}/o/{round_id}")
    page.locator("label:has(input[name=grupp][value=g2])").click()
    page.get_by_role("button", name="Börja").click()
    ready(page)
    write(page, "ovrigt", "Hej")
    page.reload()
    if script:
        expect(page.locator("#ovrigt")).to_have_value("Hej")
    page.locator("#ovrigt").fill("Hej")
    send(page)
    thanked(page)
    assert open_box(site.installation, round_id) == [{"ovrigt": "Hej", "group": "g2"}]


def test_the_next_person_at_an_open_round_sees_nothing_of_the_first(site, open_phone):
    round_id = site.start_round(access="open", groups={})
    page = open_phone()
    for _ in range(2):
        page.goto(f"{site.url}/o/{round_id}")
        page.get_by_role("button", name="Börja").click()
        ready(page)
        expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
        expect(reach(page, "ovrigt")).to_have_value("")
        page.locator("#ovrigt").fill("Hemligt")
