"""What a person does with the pages, with or without the script."""

from playwright.sync_api import Page, expect

THANKS = "Tack, ditt svar är mottaget"
PARTIES = {"Arbetsmarknadsförvaltningen": None, "Försäkringskassan": None}
MOST_CARDS = 40
WITH_AND_WITHOUT = {"argnames": "script", "argvalues": [False, True]}


def give_code(page: Page, site, code: str) -> None:
    """Give the code, and wait until the questions are there."""
    page.goto(f"{site.url}/")
    page.locator(".code").fill(code)
    page.locator("[data-code] button").click()
    ready(page)


def ready(page: Page) -> None:
    """Wait for the questions, and for what the script fetches afterwards."""
    expect(page.locator("#enkat")).to_be_visible()
    page.wait_for_load_state("load")


def onward(page: Page) -> None:
    """Go to the next card, by whatever the button says."""
    page.locator(".onward").click()


def reach(page: Page, name: str):
    """Go on to the card of a question, and return its first control."""
    control = page.locator(f"[name={name}]").first
    for _ in range(MOST_CARDS):
        if control.is_visible():
            break
        onward(page)
    return control


def write(page: Page, name: str, text: str) -> None:
    """Go on to an open question and write there."""
    reach(page, name).fill(text)


def choose(page: Page, name: str, value: str) -> None:
    """Go on to a question and choose. A finger presses the row, not the little circle."""
    reach(page, name)
    page.locator(f"label:has(input[name={name}][value='{value}'])").click()


def to_review(page: Page) -> None:
    """Go on past all cards that are left."""
    for _ in range(MOST_CARDS):
        if not page.locator(".onward").is_visible():
            break
        onward(page)


def send(page: Page) -> None:
    """Go to the end and send."""
    to_review(page)
    page.get_by_role("button", name="Skicka in").last.click()


def thanked(page: Page) -> None:
    """Wait for the thanks."""
    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)


def change(page: Page, question: str) -> None:
    """Follow the link beside a question in the review."""
    page.get_by_role("link", name=f"Ändra: {question}").click()
