"""Gentle warnings of what points somebody out: the browser sees the same signs as the server."""

import pytest
from playwright.sync_api import expect

from survey_app.questionnaire.identifiers import identifiers
from tests.browser.hands import give_code, onward, reach, send, thanked, write
from tests.questionnaire.test_identifiers import EMAILS, NOTHING, PERSONNUMMER, PHONES
from tests.respond.conftest import open_box

pytestmark = pytest.mark.browser

KINDS = ("personnummer", "phone", "email")


def test_the_browser_sees_what_the_server_sees(site, open_phone):
    page = open_phone()
    give_code(page, site, site.codes(site.start_round())[0])
    texts = [*PERSONNUMMER, *PHONES, *EMAILS, *NOTHING]
    seen = page.evaluate("texts => texts.map(pointsOut)", texts)
    assert {
        text: KINDS[kind : kind + 1] if kind >= 0 else ()
        for text, kind in zip(texts, seen, strict=True)
    } == {text: identifiers(text) for text in texts}


def test_a_warning_is_shown_and_stops_nobody(site, open_phone):
    round_id = site.start_round("deltagare")
    page = open_phone()
    give_code(page, site, site.codes(round_id)[0])
    write(page, "hur", "Ring mig på 070-123 45 67")
    warning = page.get_by_role("status").filter(has_text="Det ser ut som ett telefonnummer.")
    expect(warning).to_have_count(0)
    page.locator("#hur").blur()
    expect(warning).to_be_visible()
    page.locator("#hur").fill("Det var bra")
    page.locator("#hur").blur()
    expect(warning).to_have_count(0)
    page.locator("#hur").fill("Skriv till kim@example.org")
    onward(page)
    reach(page, "battre_stod")
    send(page)
    page.get_by_role("button", name="Skicka ändå").click()
    thanked(page)
    (ballot,) = open_box(site.installation, round_id)
    assert ballot["hur"] == "Skriv till kim@example.org"
