"""Phones that several people use, and leaving before the end."""

import pytest
from playwright.sync_api import expect

from tests.browser.hands import choose, give_code, onward, send, thanked, write

pytestmark = pytest.mark.browser

KEPT = "Object.keys(sessionStorage).filter(k => k.startsWith('samsvar') && k !== 'samsvar-who')"
MINUTE = 60_000


@pytest.fixture
def shared(site, open_phone):
    """Somebody who shares the phone, and has begun to answer."""
    page = open_phone()
    page.clock.install()
    give_code(page, site, site.codes(site.start_round("deltagare"))[0])
    page.locator("label:has(#delad)").click()
    write(page, "tid", "14")
    return page


def test_nothing_is_kept_beyond_the_page_on_a_shared_device(shared):
    assert shared.evaluate(KEPT) == []
    shared.reload()
    expect(shared.locator("#tid")).to_have_value("")
    assert shared.locator("#delad").is_checked()


def test_after_five_minutes_there_is_a_question_and_time_to_answer_it(shared):
    page = shared
    page.clock.fast_forward(5 * MINUTE + 2000)
    dialog = page.get_by_role("alertdialog")
    expect(dialog).to_be_focused()
    expect(dialog).to_contain_text("Dina svar raderas om")
    page.clock.run_for(30_000)
    for _ in range(10):
        page.get_by_role("button", name="Jag behöver mer tid").click()
        expect(page.locator("#tid")).to_have_value("14")
        page.clock.fast_forward(5 * MINUTE + 2000)
        expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#tid")).to_be_visible()


def test_without_an_answer_everything_is_wiped(shared, site):
    page = shared
    page.clock.fast_forward(5 * MINUTE + 2000)
    expect(page.get_by_role("alertdialog")).to_be_visible()
    page.clock.run_for(MINUTE)
    expect(page.locator(".code")).to_be_visible()
    assert page.url == f"{site.url}/?slut"
    page.go_back()
    expect(page.get_by_role("textbox")).to_have_count(1)
    expect(page.locator(".code")).to_have_value("")


def test_a_phone_that_has_slept_wipes_when_it_wakes(shared):
    shared.clock.fast_forward(60 * MINUTE)
    expect(shared.locator(".code")).to_be_visible()


def test_ones_own_phone_has_no_time_limit(site, open_phone):
    page = open_phone()
    page.clock.install()
    give_code(page, site, site.codes(site.start_round("deltagare"))[0])
    write(page, "tid", "14")
    page.clock.fast_forward(600 * MINUTE)
    expect(page.locator("#tid")).to_have_value("14")
    expect(page.get_by_role("alertdialog")).to_be_hidden()


def test_an_answer_from_a_shared_device_is_sent_like_any_other(shared):
    choose(shared, "sysselsattning", "studier")
    send(shared)
    thanked(shared)
    assert shared.evaluate(KEPT) == []
    shared.get_by_role("link", name="Nästa person").click()
    expect(shared.locator(".code")).to_be_visible()


def test_leaving_asks_first_and_then_leaves_nothing(site, open_phone):
    page = open_phone()
    code = site.codes(site.start_round("deltagare"))[0]
    give_code(page, site, code)
    write(page, "tid", "14")
    onward(page)
    page.get_by_role("link", name="Avsluta och radera").click()
    expect(page.get_by_role("alertdialog")).to_be_focused()
    page.get_by_role("button", name="Nej, fortsätt svara").click()
    expect(page.locator(".count")).to_have_text("Fråga 2 av 14")
    page.get_by_role("link", name="Avsluta och radera").click()
    page.get_by_role("button", name="Ja, radera").click()
    expect(page.locator(".code")).to_be_visible()
    assert page.evaluate(KEPT) == []
    give_code(page, site, code)
    expect(page.locator("#tid")).to_have_value("")


def test_leaving_with_nothing_written_is_not_asked_about(site, open_phone):
    page = open_phone()
    give_code(page, site, site.codes(site.start_round("deltagare"))[0])
    page.get_by_role("link", name="Avsluta och radera").click()
    expect(page.locator(".code")).to_be_visible()
