"""A report in a real LibreOffice: it opens, its letters come out and its page numbers are right."""

import re

import pytest

from analysis.report.document import Heading, PageBreak
from analysis.report.docx import default_template, write_docx
from tests.analysis.report.documents import (
    a_document,
    a_table,
    every_block,
    hostile,
    long_report,
    text,
)
from tests.analysis.report.office import Office, contents_in, contents_of, page_of

FRONT = 2
"""The title page and the contents come before the first heading."""


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return Office(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def printed(office):
    return office.printed(write_docx(every_block()))


def test_every_block_is_printed_with_its_swedish_letters(printed):
    whole = re.sub(r"\s+", " ", " ".join(printed))
    for words in (
        "Samverkan som gör skillnad",
        "Så gjordes enkäten",
        "Region Uppsala och primärvården",
        "Och färre möten – åäö ÅÄÖ é.",
        "Resultaten visas i diagram 1.",
        "Diagram 7. Nästan alla handläggare",
        "شكرا",
    ):
        assert words in whole


def test_the_table_of_contents_has_the_pages_that_headings_stand_on(printed):
    entries = contents_of(write_docx(every_block()))
    assert len(contents_in(printed)) == len(entries) == 14 + 7 + 3
    # The last heading has the words of a question in an earlier bilaga.
    for (words, _), number in zip(entries[:13], contents_in(printed), strict=False):
        assert page_of(printed, words, after=FRONT) == number


def test_word_shows_the_same_pages_before_it_has_worked_them_out(printed):
    shown = [number for _, number in contents_of(write_docx(every_block()))]
    assert shown == contents_in(printed)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_pages_of_a_long_report_are_told_in_advance(office, seed):
    package = write_docx(long_report(seed))
    shown = [number for _, number in contents_of(package)]
    printed = contents_in(office.printed(package))
    assert len(printed) == len(shown)
    # It may be told a page wrong now and then: letters and rules are rounded differently.
    assert sum(one == other for one, other in zip(shown, printed, strict=True)) > 0.9 * len(shown)
    assert all(abs(one - other) <= 1 for one, other in zip(shown, printed, strict=True))


def test_pages_are_numbered_and_the_title_stands_on_all_but_the_first(printed):
    assert "Sida" not in printed[0]
    for number, page in enumerate(printed[1:], start=2):
        assert f"Sida {number} av {len(printed)}" in page
        assert page.strip().startswith("Samverkan som gör skillnad")


def test_no_field_is_in_error(printed):
    assert not re.search(r"Error|Fel!|not found|hittades inte", " ".join(printed))


def test_a_long_table_has_its_header_on_each_page(office):
    pages = office.printed(write_docx(a_document(a_table(rows=90))))
    with_rows = [page for page in pages if "Handläggning av individärenden" in page]
    assert len(with_rows) > 1
    assert all("Påstående" in page for page in with_rows)


def test_a_caption_stands_on_the_page_of_its_table(office):
    filler = tuple(text("En rad som tar plats på sidan.") for _ in range(33))
    for lines in (28, 30, 32):
        pages = office.printed(write_docx(a_document(*filler[:lines], a_table(rows=9))))
        place = page_of(pages, "Tabell 1. Svar per påstående", after=2)
        assert "Totalt" in pages[place - 1]


def test_a_page_break_begins_a_page(office):
    blocks = (
        Heading(id="a", text="Första kapitlet", level=1),
        text("Kort."),
        PageBreak(),
        Heading(id="b", text="Andra kapitlet", level=1),
        PageBreak(),
        a_table(None),
    )
    pages = office.printed(write_docx(a_document(*blocks)))
    assert len(pages) == 5
    assert "Andra kapitlet" in pages[3]
    assert "Påstående" in pages[4]


def test_hostile_answers_are_printed(office):
    whole = " ".join(office.printed(write_docx(hostile())))
    for words in ("=cmd|'/c calc'!A1", "<b>fet</b> & \"citerad\" 'text' ]]> &amp;", "Tredje raden"):
        assert words in whole


def test_the_default_template_can_be_opened_and_says_how_it_is_used(office):
    (page,) = office.printed(default_template())
    assert "Texten ersätts när en rapport skrivs." in re.sub(r"\s+", " ", page)
