"""A report as one page: what it says, and that nothing in it can run or reach out."""

import base64
import hashlib
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup

from analysis.report.document import Diagram, Heading, Paragraph, Quote, Reference, Run
from analysis.report.html import write_html
from analysis.report.logo import LogoError
from tests.analysis.report.a_report import ARABIC, SCRIPT, a_hostile_report
from tests.analysis.report.documents import a_diagram, a_document, a_table, every_block, text
from tests.analysis.report.logos import a_jpeg, a_png


def page_of(document, **options) -> BeautifulSoup:
    return BeautifulSoup(write_html(document, **options), "html.parser")


def words(element) -> str:
    return " ".join(element.get_text(" ").split())


@pytest.fixture(scope="module")
def everything():
    return page_of(every_block())


@pytest.fixture(scope="module")
def hostile():
    return page_of(a_hostile_report())


def test_the_same_report_gives_the_same_bytes():
    assert write_html(every_block()) == write_html(every_block())


def test_the_page_says_its_language_and_its_title(everything):
    assert everything.html["lang"] == "sv-SE"
    assert everything.title.get_text() == "Samverkan som gör skillnad"
    assert words(everything.h1) == "Samverkan som gör skillnad"
    assert everything.find("meta", {"name": "viewport"})


def test_the_first_page_tells_the_facts_in_order(everything):
    facts = [words(one) for one in everything.select("header dl > div")]
    assert facts[:2] == [
        "Enkäter Handläggare, deltagare och styrgrupp",
        "Genomförd 1 september–15 oktober 2026",
    ]
    assert words(everything.select_one(".organisation")) == "Samordningsförbundet Uppsala län"


def test_there_is_one_main_heading_and_no_level_is_skipped(everything, hostile):
    for page in (everything, hostile):
        levels = [int(one.name[1]) for one in page.find_all(re.compile("^h[1-6]$"))]
        assert levels.count(1) == 1
        assert levels[0] == 1
        steps = [after - before for before, after in pairwise(levels)]
        assert max(steps) == 1


def test_contents_lead_to_headings_diagrams_and_tables(everything):
    contents, diagrams, tables = everything.select("nav")
    assert [words(one.h2) for one in (contents, diagrams, tables)] == [
        "Innehåll",
        "Diagram",
        "Tabeller",
    ]
    assert words(contents.select("a")[1]) == "1.1 Svarsfrekvens och bortfall"
    assert contents.select("li li a")[0]["href"] == "#svarsfrekvens"
    assert len(diagrams.select("a")) == 7
    assert words(tables.select("a")[0]) == "1 Utskick, svar och svarsfrekvens per organisation"


def test_a_heading_of_level_two_may_come_first_in_the_contents():
    page = page_of(
        a_document(
            Heading(id="a", text="A", level=2),
            Heading(id="b", text="B", level=1),
            Heading(id="c", text="C", level=2),
            Heading(id="d", text="D", level=1),
        )
    )
    assert [one["href"] for one in page.select("nav > ul > li > a")] == ["#a", "#b", "#d"]
    assert [one["href"] for one in page.select("nav li li > a")] == ["#c"]


def test_a_report_without_headings_has_no_list_of_contents():
    assert not page_of(a_document(text("Bara text."))).nav


def test_every_link_leads_somewhere_and_no_id_is_used_twice(everything, hostile):
    for page in (everything, hostile):
        ids = [one["id"] for one in page.select("[id]")]
        assert len(ids) == len(set(ids))
        assert {one["href"] for one in page.select("a")} <= {f"#{id}" for id in ids}
        for one in page.select("[aria-labelledby]"):
            assert set(one["aria-labelledby"].split()) <= set(ids)


def test_a_reference_to_what_is_not_there_is_plain_text():
    page = page_of(a_document(Paragraph(parts=(Reference(target="nej", text="bilaga 9"),))))
    assert words(page.main) == "bilaga 9"
    assert not page.main.select("a")


def test_a_diagram_has_a_name_a_description_and_a_caption(everything):
    figure = everything.select_one("#diagram-1")
    drawn = figure.svg
    assert drawn["role"] == "img"
    about = [figure.find(id=id).get_text() for id in drawn["aria-labelledby"].split()]
    assert about[0].startswith("Nästan alla handläggare")
    assert about[1].startswith("Liggande staplat diagram")
    assert words(figure.figcaption).startswith("Diagram 1 Nästan alla")
    assert figure.svg.find("text"), "the letters of a figure are letters"


def test_a_table_names_its_columns_and_its_rows(everything):
    table = everything.select_one("#tabell-1 table")
    assert words(table.caption).startswith("Tabell 1 Utskick, svar")
    assert [words(one) for one in table.select("thead th[scope=col]")] == [
        "Organisation",
        "Utskick",
        "Svar",
        "Svarsfrekvens",
    ]
    assert words(table.select("tbody th[scope=row]")[-1]) == "Totalt"
    assert table.select("tbody tr")[-1]["class"] == ["strong"]


def test_a_table_without_a_number_is_named_after_the_diagram_above_it(everything):
    assert everything.select_one("#under-2 table")["aria-label"] == "Värdena i diagram 2"


def test_an_empty_cell_is_nobodys_header():
    table = replace(a_table(), header=("", "Antal", "Andel"), rows=(("", "7", "1 %"),))
    page = page_of(a_document(table))
    assert [words(one) for one in page.select("th")] == ["Antal", "Andel"]


def test_wide_tables_scroll_in_a_region_that_can_be_reached_with_the_keyboard(everything):
    for region in everything.select(".scroll"):
        assert region["tabindex"] == "0"
        assert region["role"] == "region"
        assert region.get("aria-label") or region.get("aria-labelledby")


def test_the_questionnaire_is_printed_with_boxes_rings_and_lines(everything):
    matrix = everything.select_one("table.matrix")
    assert len(matrix.select("tbody tr")) == 6
    assert len(matrix.select_one("tbody tr").select(".box")) == 6
    assert len(everything.select(".choices.rings li")) == 3
    assert len(everything.select(".choices.boxes li")) == 3
    assert len(everything.select(".choices.rings .line")) == 1
    assert len(everything.select("div.writing .line")) == 4
    assert words(everything.select_one(".writing.unit")) == "deltagare"


def test_a_quote_says_who_said_it_only_when_it_may_be_told():
    page = page_of(a_document(Quote(text="Bra!", source="Kommunen"), Quote(text="Så där.")))
    quotes = page.select("figure.quote")
    assert [words(one) for one in quotes] == ["Bra! Kommunen", "Så där."]
    assert not quotes[1].figcaption


def test_what_people_wrote_finds_its_own_direction(hostile):
    (said,) = [one for one in hostile.select(".answers li > p[dir]") if one.get_text() == ARABIC]
    assert said["dir"] == "auto"


def test_line_breaks_of_an_answer_are_kept(everything):
    answer = everything.select(".answers li")[1]
    assert answer.select("br")
    assert words(answer) == "Tydligare ansvar. Och färre möten – åäö ÅÄÖ é. Kommunerna"


def test_nothing_that_somebody_wrote_becomes_markup(hostile):
    assert not hostile.select("script, iframe, object, link, base, form")
    assert not [one for one in hostile.find_all() if any(key.startswith("on") for key in one.attrs)]
    assert words(hostile.h1) == " ".join(SCRIPT.split())


def test_what_is_not_a_character_does_not_reach_the_page():
    written = write_html(a_hostile_report())
    assert not re.search(b"[\x00-\x09\x0b-\x1f]", written)
    assert "före\ufffdefter\ufffd\ufffd[31m\ufffd\ufffd" in written.decode("utf-8")


def test_the_page_holds_all_it_needs_and_lets_nothing_else_in(everything, hostile):
    for page in (everything, hostile):
        assert not page.select("[src], [style], link")
        policy = page.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
        style = page.style.string
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
        assert "url(" not in style
        assert "@import" not in style


def test_a_logo_is_carried_in_the_page():
    page = page_of(a_document(), logo=a_png())
    assert page.select_one("header img")["src"].startswith("data:image/png;base64,")
    assert page.select_one("header img")["alt"] == "Logotyp"
    page = page_of(a_document(), logo=a_jpeg())
    assert page.select_one("header img")["src"].startswith("data:image/jpeg;base64,")


@pytest.mark.parametrize("logo", [b"<svg/>", b"", a_png()[:60]])
def test_a_logo_that_cannot_be_printed_is_refused_with_a_sentence(logo):
    with pytest.raises(LogoError, match=r"Save it .*as PNG"):
        write_html(a_document(), logo=logo)


def test_figures_on_one_page_do_not_share_their_patterns():
    page = page_of(a_document(a_diagram("groups", 1), a_diagram("groups", 2)))
    ids = [one["id"] for one in page.select("svg [id]")]
    assert len(ids) == len(set(ids))


def test_a_figure_without_a_title_is_named_by_its_number():
    diagram: Diagram = next(
        one for one in a_hostile_report().blocks if isinstance(one, Diagram) and not one.caption
    )
    assert page_of(a_document(diagram)).svg.title.get_text() == f"Diagram {diagram.number}"


def test_strong_and_emphasised_words_say_so():
    parts = (Run(text="a", strong=True), Run(text="b", emphasis=True))
    page = page_of(a_document(Paragraph(parts=parts)))
    assert str(page.main.p.strong) == "<strong>a</strong>"
    assert str(page.main.p.em) == "<em>b</em>"
