"""What is typed is kept in the tab for the one who typed it, and for nobody else."""

import pytest
from playwright.sync_api import expect

from tests.browser.hands import choose, give_code, onward, reach, ready, send, thanked, write
from tests.respond.conftest import open_box
from tests.respond.languages import translated

pytestmark = pytest.mark.browser

KEPT = "Object.keys(sessionStorage).filter(k => k !== 'samsvar-who')"


def test_a_link_fills_in_the_code_and_leaves_no_trace_of_it(site, open_phone):
    code = site.codes(site.start_round())[0]
    page = open_phone()
    asked_for = []
    page.on("request", lambda request: asked_for.append(request.url))
    page.goto(f"{site.url}/#{code}")

    expect(page.get_by_label("Din kod")).to_have_value(code)
    assert page.url == f"{site.url}/"
    page.get_by_role("button", name="Börja").click()
    ready(page)
    page.go_back()
    assert code not in page.url
    assert not [address for address in asked_for[1:] if code in address]


def test_what_is_typed_survives_a_reload_and_is_gone_when_sent(site, open_phone):
    round_id = site.start_round()
    page = open_phone()
    give_code(page, site, site.codes(round_id)[0])
    choose(page, "tycker_nojd", "4")
    choose(page, "hinder", "tid")
    page.locator("#hur").fill("Bättre")
    page.reload()
    ready(page)

    expect(page.locator("#hur")).to_have_value("Bättre")
    expect(page.locator("[name=tycker_nojd][value='4']")).to_be_checked()
    expect(page.locator("[name=hinder][value=tid]")).to_be_checked()
    send(page)
    thanked(page)
    assert page.evaluate(KEPT) == []
    assert page.evaluate("localStorage.length") == 0
    assert len(open_box(site.installation, round_id)) == 1


def test_what_is_typed_is_left_after_the_script_has_been_slow(site, open_phone):
    page = open_phone()
    page.route("**/static/more.*", lambda route: route.abort())
    give_code(page, site, site.codes(site.start_round())[0])
    write(page, "ovrigt", "Hej")
    send(page)
    thanked(page)


def test_the_next_person_in_the_same_tab_sees_nothing_of_the_first(site, open_phone):
    first, second, *_ = site.codes(site.start_round())
    page = open_phone()
    give_code(page, site, first)
    write(page, "ovrigt", "Hemligt")
    give_code(page, site, second)
    expect(page.locator(".first > h1")).to_be_in_viewport()
    expect(page.locator("#ovrigt")).to_have_value("")


def test_the_same_person_who_comes_back_to_the_start_has_everything_left(site, open_phone):
    code = site.codes(site.start_round())[0]
    page = open_phone()
    give_code(page, site, code)
    write(page, "ovrigt", "Inte klart")
    give_code(page, site, code.lower().replace("-", " "))
    expect(page.locator("#ovrigt")).to_have_value("Inte klart")


def test_a_mistyped_code_throws_nothing_away(site, open_phone):
    code = site.codes(site.start_round())[0]
    page = open_phone()
    give_code(page, site, code)
    write(page, "ovrigt", "Inte klart")
    page.goto(f"{site.url}/")
    page.get_by_label("Din kod").fill("ABCD")
    page.get_by_role("button", name="Börja").click()
    expect(page.locator(".error")).to_contain_text("Koden stämmer inte.")

    page.goto(f"{site.url}/svara")
    expect(page.locator("#ovrigt")).to_have_value("Inte klart")
    give_code(page, site, code)
    expect(page.locator("#ovrigt")).to_have_value("Inte klart")


def test_two_people_with_a_tab_each_in_one_browser(site, open_phone):
    round_id = site.start_round()
    first, second, *_ = site.codes(round_id)
    page = open_phone()
    other = page.context.new_page()
    give_code(page, site, first)
    write(page, "ovrigt", "Den första")
    give_code(other, site, second)
    write(other, "ovrigt", "Den andra")

    send(page)
    page.get_by_label("Din kod").fill(first)
    page.get_by_role("button", name="Skicka in").first.click()
    thanked(page)
    send(other)
    thanked(other)
    assert {one["ovrigt"] for one in open_box(site.installation, round_id)} == {
        "Den första",
        "Den andra",
    }


def test_another_language_keeps_the_card_and_what_is_written(site, open_phone):
    asked = translated("ar", "uk", layout="one-at-a-time")
    page = open_phone()
    give_code(page, site, site.codes(site.start_round(questionnaire=asked))[0])
    write(page, "manader", "7")
    onward(page)
    where = page.locator("section .card:visible").get_attribute("class")
    page.locator(".tongues summary").click()
    page.locator("[name=_sprak_ny][value=ar]").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    ready(page)
    assert page.locator("section .card:visible").get_attribute("class") == where
    expect(page.locator("#start")).to_be_visible()
    page.locator(".back").click()
    expect(page.locator("#manader")).to_have_value("7")
    reach(page, "ovrigt")
