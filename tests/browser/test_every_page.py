"""What holds on every page and every card, at every width, in light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.hands import give_code, onward, ready
from tests.browser.pages import every_card, every_page
from tests.respond.languages import translated

pytestmark = pytest.mark.browser

SHIPPED = ("deltagare", "handlaggare-projekt", "styrgrupp")
# A link in a sentence is as high as the sentence.
TOO_SMALL = """() => [...document.querySelectorAll(
    "button, label.choice, input[type=text], textarea, summary, .summary a, main a, .foot a")]
  .filter(one => one.offsetParent !== null && getComputedStyle(one).visibility === "visible")
  .filter(one => getComputedStyle(one).display !== "inline")
  .map(one => [one, one.getBoundingClientRect()])
  .filter(([, box]) => box.height < 47.9 || box.width < 47.9)
  .map(([one, box]) => `${one.textContent.trim().slice(0, 30)}: ${box.width} × ${box.height}`)"""
TOO_CLOSE = """() => [...document.querySelectorAll("label.choice")]
  .filter(one => one.offsetParent !== null)
  .filter(one => one.nextElementSibling && one.nextElementSibling.matches("label.choice"))
  .filter(one => one.nextElementSibling.getBoundingClientRect().top
                 - one.getBoundingClientRect().bottom < 8).length"""
TOO_FINE = """() => [...document.querySelectorAll(
    "p, li, dt, dd, legend, .ask, input[type=text], textarea, .choice, .summary a")]
  .map(one => getComputedStyle(one))
  .filter(style => parseFloat(style.fontSize) < 18).length"""
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"""


def everything(site, page):
    yield from every_page(site, page)
    for name in SHIPPED:
        yield from every_card(site, page, name)


@pytest.mark.parametrize("width", [320, 360, 412])
def test_nothing_is_too_wide_too_small_or_too_close(site, open_phone, width):
    page = open_phone(width)
    for name in everything(site, page):
        assert page.evaluate(WIDE) <= 0, name
        assert page.evaluate(TOO_SMALL) == [], name
        assert page.evaluate(TOO_CLOSE) == 0, name
        assert page.evaluate(TOO_FINE) == 0, name


@pytest.mark.parametrize(
    ("width", "settings"),
    [
        (320, {}),
        (360, {"color_scheme": "dark"}),
        (412, {"forced_colors": "active"}),
        (1280, {"reduced_motion": "reduce"}),
    ],
    ids=["320", "360 dark", "412 forced colours", "1280"],
)
def test_axe_finds_nothing_on_any_page_or_card(site, open_phone, width, settings):
    page = open_phone(width, **settings)
    axe = Axe()
    for name in everything(site, page):
        found = axe.run(page)
        assert found.violations_count == 0, f"{name}\n{found.generate_report()}"


@pytest.mark.parametrize("tag", ["ar", "ti"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_other_ways_of_writing_are_as_good(site, open_phone, tag, scheme):
    page = open_phone(320, color_scheme=scheme)
    axe = Axe()
    asked = translated("ar", "ti", layout="one-at-a-time")
    give_code(page, site, site.codes(site.start_round(questionnaire=asked))[0])
    page.goto(f"{site.url}/svara?sprak={tag}")
    ready(page)
    size, lead = {"ar": (18 * 1.15, 1.7), "ti": (18 * 1.1, 1.6)}[tag]
    while True:
        found = axe.run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate(WIDE) <= 0
        assert page.evaluate(TOO_SMALL) == []
        measured = page.evaluate(
            "[...document.querySelectorAll('main p, legend, .ask, .choice, h1, h2, .count')].map("
            "one => getComputedStyle(one)).map(style => [parseFloat(style.fontSize),"
            " parseFloat(style.lineHeight) / parseFloat(style.fontSize), style.letterSpacing,"
            " style.fontStyle])"
        )
        assert min(one[0] for one in measured) >= size - 0.1
        assert min(one[1] for one in measured) >= lead - 0.01
        assert {(one[2], one[3]) for one in measured} == {("normal", "normal")}
        if not page.locator(".onward").is_visible():
            break
        onward(page)


@pytest.mark.parametrize("harder", ["spaced text", "double text", "four times as large"])
def test_nobody_has_to_scroll_sideways(site, open_phone, harder):
    # 1280 pixels at 400 % are 320; text at 200 % is a root twice as large.
    page = open_phone(*{"four times as large": (320, 256)}.get(harder, (360, 640)))
    css = {"spaced text": SPACED, "double text": "html { font-size: 200% }"}.get(harder)
    for name in SHIPPED:
        for card in every_card(site, page, name):
            if css:
                # An element beside the policy: the person's own style sheet, as it were.
                page.evaluate(
                    "css => { const own = new CSSStyleSheet(); own.replaceSync(css);"
                    " document.adoptedStyleSheets = [own]; }",
                    css,
                )
            assert page.evaluate(WIDE) <= 0, card


def test_on_paper_every_question_is_there_and_no_button(site, open_phone):
    page = open_phone(1000, 800)
    give_code(page, site, site.codes(site.start_round("handlaggare-projekt"))[0])
    page.emulate_media(media="print")
    assert page.locator("section .card:visible").count() == 17
    assert page.locator("button:visible").count() == 0
    rows = page.evaluate(
        "[...document.querySelectorAll('.block[role] .card')].map(card =>"
        " new Set([...card.querySelectorAll('.choice')].map(one =>"
        " Math.round(one.getBoundingClientRect().top))).size)"
    )
    assert set(rows) == {1}  # each statement is a row of the matrix


def test_a_planted_mistake_is_found(site, open_phone):
    page = open_phone()
    page.goto(f"{site.url}/")
    page.evaluate("document.querySelector('label').remove()")
    assert Axe().run(page).violations_count > 0
