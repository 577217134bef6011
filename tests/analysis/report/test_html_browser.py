"""A report as a page in a real browser: small and large, light and dark, and on paper."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from analysis.report.html import write_html
from tests.analysis.report.a_report import a_hostile_report
from tests.analysis.report.documents import every_block
from tests.analysis.report.logos import a_png
from tests.analysis.report.pages import Printed

pytestmark = pytest.mark.browser


@pytest.fixture
def open_report(browser, tmp_path):
    """Open a report in a new browser. What the browser complains of fails the test."""
    contexts = []
    complaints = []

    def opened(document, **settings):
        context = browser.new_context(locale="sv-SE", **settings)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda told: complaints.append(told.text))
        path = tmp_path / "rapport.html"
        path.write_bytes(write_html(document, logo=a_png()))
        page.goto(path.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("make", [every_block, a_hostile_report])
def test_everybody_can_read_the_report(open_report, make, width, scheme):
    page = open_report(make(), viewport={"width": width, "height": 800}, color_scheme=scheme)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert len(found.response["passes"]) > 20
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_forced_colours_leave_nothing_unreadable(open_report):
    page = open_report(every_block(), forced_colors="active")
    assert Axe().run(page).violations_count == 0


def test_the_keyboard_skips_to_the_report(open_report):
    page = open_report(every_block())
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Hoppa till rapporten")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_contents_are_closed_on_a_telephone_and_open_on_a_wide_screen(open_report):
    phone = open_report(every_block(), viewport={"width": 360, "height": 800})
    link = phone.get_by_role("link", name="Svarsfrekvens och bortfall")
    expect(link).not_to_be_visible()
    phone.get_by_text("Innehåll").first.click()
    expect(link).to_be_visible()
    wide = open_report(every_block(), viewport={"width": 1280, "height": 800})
    expect(wide.get_by_role("link", name="Svarsfrekvens och bortfall")).to_be_visible()
    expect(wide.locator("summary")).not_to_be_visible()


def test_a_diagram_that_is_wider_than_a_telephone_says_so(open_report):
    page = open_report(every_block(), viewport={"width": 360, "height": 800})
    told = "getComputedStyle(document.querySelector('.diagram .scroll'), '::before').content"
    assert "i sidled" in page.evaluate(told)


def test_a_reference_leads_to_its_diagram(open_report):
    page = open_report(every_block())
    page.get_by_role("link", name="diagram 3", exact=True).click()
    expect(page.locator("#diagram-3")).to_be_in_viewport()


def test_on_paper_the_header_of_a_long_table_is_repeated(open_report, tmp_path):
    page = open_report(every_block())
    path = tmp_path / "utskrift.pdf"
    page.pdf(path=path, prefer_css_page_size=True)
    printed = Printed(path)
    assert printed.facts()["Page size"].endswith("(A4)")
    pages = printed.pages()
    (first,) = [place for place, said in enumerate(pages) if "Tabell 2 Svar per påstående" in said]
    assert all(re.search(r"Påstående +Antal +Andel", said) for said in pages[first : first + 2])
    assert not any("Hoppa till rapporten" in said for said in pages)
