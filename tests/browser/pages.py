"""Every page and state there is, one after the other."""

from collections.abc import Iterator

from playwright.sync_api import Page, expect

from tests.browser.hands import (
    PARTIES,
    choose,
    give_code,
    onward,
    reach,
    ready,
    send,
    thanked,
    write,
)


def every_page(site, page: Page) -> Iterator[str]:
    """Walk through every page around the questionnaires, and give the name of each."""
    closing, open_round = site.start_round(), site.start_round(access="open", groups=PARTIES)
    codes = site.codes(site.start_round())
    page.goto(f"{site.url}/")
    yield "start"
    page.get_by_label("Din kod").fill("ABCD")
    page.get_by_role("button", name="Börja").click()
    yield "wrong code"
    give_code(page, site, codes[0])
    write(page, "manader", "två")
    choose(page, "innan", "annat")
    write(page, "innan_annat", "x" * 201)
    yield "follow-up"
    send(page)
    expect(page).to_have_title("Fel: Enkät")
    ready(page)
    yield "mistakes"
    page.context.clear_cookies()
    page.locator("#manader").fill("2")
    page.locator("#innan_annat").fill("x")
    send(page)
    expect(page.locator("#_kod")).to_be_visible()
    ready(page)
    yield "without ticket"
    page.locator("#_kod").fill(codes[0])
    page.get_by_role("button", name="Skicka in").first.click()
    thanked(page)
    yield "thanks"
    give_code(page, site, codes[1])
    write(page, "ovrigt", "En gång")
    tickets = page.context.cookies()
    send(page)
    thanked(page)
    page.context.add_cookies(tickets)
    page.goto(f"{site.url}/svara")
    ready(page)
    write(page, "ovrigt", "En gång till")
    send(page)
    page.get_by_label("Din kod").fill(codes[1])
    page.get_by_role("button", name="Skicka in").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Svaret har redan kommit fram")
    page.locator("main summary").click()
    yield "already"
    page.goto(f"{site.url}/svara")
    yield "code again"
    page.goto(f"{site.url}/o/{open_round}")
    yield "open round"
    page.goto(f"{site.url}/svara/o/{open_round}")
    yield "open round without cookies"
    page.goto(f"{site.url}/finns-inte")
    yield "not found"
    for address in ("tillganglighet", "personuppgifter", "kontakt"):
        page.goto(f"{site.url}/{address}")
        yield address
    give_code(page, site, site.codes(closing)[0])
    write(page, "ovrigt", "Ett ord")
    site.close(closing)
    send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Enkäten har stängt")
    yield "closed"


def every_card(site, page: Page, name: str) -> Iterator[str]:
    """Walk through a questionnaire card by card, with its review and its questions."""
    give_code(page, site, site.codes(site.start_round(name))[0])
    number = 0
    while page.locator(".onward").is_visible():
        yield f"{name} {number}"
        if number == 2 and page.locator("label.choice:visible").count():
            page.locator("label.choice:visible").last.click()
            yield f"{name} {number} chosen"
        onward(page)
        number += 1
    yield f"{name} review"
    page.go_back()
    reach(page, page.locator("section [name]:visible").first.get_attribute("name"))
    box = page.locator("section textarea:visible, section label.choice:visible").first
    if box.evaluate("one => one.tagName") == "TEXTAREA":
        box.fill("Kim, 070-123 45 67")
        box.blur()
        yield f"{name} warned"
    else:
        box.click()
    page.locator(".quit").click()
    if page.get_by_role("alertdialog").is_visible():
        yield f"{name} leaving"
