"""The language is chosen and changed on a phone, and nothing is lost on the way."""

import pytest
from playwright.sync_api import expect

from tests.browser.hands import choose, ready, send, write
from tests.respond.conftest import marks_in, open_box
from tests.respond.languages import translated

pytestmark = pytest.mark.browser

either = pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])


def in_language(page, tag):
    expect(page.locator(f"html[lang='{tag}']")).to_have_count(1)
    ready(page)


def to_another_language(page, name):
    """Two presses at most, wherever one is (U20)."""
    button = page.locator("#enkat .languages button", has_text=name)
    if not button.is_visible():
        page.locator("#enkat summary").first.click()
    button.click()


@pytest.fixture
def round_id(site):
    return site.start_round(questionnaire=translated("ar", "en"))


def test_a_code_in_a_link_goes_along_to_the_page_in_another_language(site, open_phone, round_id):
    code = site.codes(round_id)[0]
    page = open_phone()
    page.goto(f"{site.url}/#{code}")
    page.locator(".languages a", has_text="العربية").click()
    expect(page.locator("html[lang='ar'][dir='rtl']")).to_have_count(1)
    expect(page.locator(".code")).to_have_value(code)
    assert page.url == f"{site.url}/?sprak=ar"
    page.locator("[data-code] button").click()
    in_language(page, "ar")
    assert page.url == f"{site.url}/svara?sprak=ar"


@either
def test_answers_stay_when_the_language_changes(site, open_phone, round_id, script):
    page = open_phone(java_script_enabled=script)
    page.goto(f"{site.url}/?sprak=en")
    page.locator(".code").fill(site.codes(round_id)[0])
    page.locator("[data-code] button").click()
    in_language(page, "en")
    write(page, "manader", "14")
    choose(page, "tycker_nojd", "5")
    to_another_language(page, "العربية")
    in_language(page, "ar")
    expect(page.locator("[name=manader]")).to_have_value("14")
    expect(page.locator("[name=tycker_nojd][value='5']")).to_be_checked()
    page.locator("#enkat").evaluate("form => form.submit()")
    page.wait_for_url(f"**/tack/{round_id}?sprak=ar")
    assert open_box(site.installation, round_id) == [
        {"manader": 14, "tycker_nojd": "5", "group": "g1"}
    ]
    assert marks_in(site.installation, round_id) == [("ar", "webb")]


@either
def test_a_number_that_points_out_somebody_is_asked_about_once(site, open_phone, script):
    round_id = site.start_round()
    page = open_phone(java_script_enabled=script)
    page.goto(f"{site.url}/")
    page.locator(".code").fill(site.codes(round_id)[0])
    page.locator("[data-code] button").click()
    ready(page)
    write(page, "ovrigt", "Kim, 850412-1234")
    send(page)
    page.get_by_role("button", name="Skicka ändå").first.click()
    page.wait_for_url("**/tack/*")
    assert open_box(site.installation, round_id) == [{"ovrigt": "Kim, 850412-1234", "group": "g1"}]
