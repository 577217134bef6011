"""A report as PDF: what it says, and how it is told to those who cannot see it."""

import re
import time
from dataclasses import replace

import pytest

from analysis.drawing import Drawing, Label
from analysis.report.document import (
    Answers,
    Diagram,
    Heading,
    Paragraph,
    Quote,
    Reference,
    Run,
)
from analysis.report.logo import LogoError
from analysis.report.pdf import write_pdf
from tests.analysis.report.a_report import (
    ARABIC,
    CALL,
    EMOJI,
    MARKUP,
    SCRIPT,
    TIGRINYA,
    a_hostile_report,
)
from tests.analysis.report.documents import (
    a_diagram,
    a_document,
    a_table,
    every_block,
    many_answers,
    text,
)
from tests.analysis.report.documents import hostile as hostile_answers
from tests.analysis.report.logos import a_jpeg, a_png
from tests.analysis.report.pages import Printed

ALT = re.compile(rb"/Alt<FEFF([0-9A-F]+)>")


@pytest.fixture
def printed(tmp_path):
    def read(document, **options):
        path = tmp_path / "rapport.pdf"
        path.write_bytes(write_pdf(document, **options))
        return Printed(path)

    return read


@pytest.mark.parametrize("filled", range(24, 40, 3))
def test_a_heading_and_what_leads_to_a_diagram_stand_on_its_page(printed, filled):
    blocks = [text(f"Fyllnad {number}.") for number in range(filled)]
    heading = Heading(id="h", text="Delaktighet", level=2, number="2.2")
    lead = text("Här visas svaren.")
    said = printed(a_document(*blocks, heading, lead, a_diagram()))
    pages = [page for page in said.pages() if "Här visas svaren." in page]
    assert len(pages) == 1
    assert "2.2" in pages[0]
    assert "Diagram 1" in pages[0]


@pytest.fixture(scope="module")
def everything(tmp_path_factory):
    path = tmp_path_factory.mktemp("pdf") / "rapport.pdf"
    path.write_bytes(write_pdf(every_block()))
    return Printed(path)


def in_one_line(said: str) -> str:
    return " ".join(said.split())


def described(written: bytes) -> list[str]:
    return [bytes.fromhex(said.decode()).decode("utf-16-be") for said in ALT.findall(written)]


def tags_of(printed, name: str) -> list[str]:
    return [line for line in printed.tags if re.match(rf" *{name}\b", line)]


def test_the_same_report_gives_the_same_bytes():
    assert write_pdf(every_block()) == write_pdf(every_block())


def test_the_file_tells_what_it_is_and_not_who_or_when(everything):
    facts = everything.facts()
    assert facts["Title"] == "Samverkan som gör skillnad"
    assert facts["Tagged"] == "yes"
    assert facts["Page size"].endswith("(A4)")
    assert not {"Author", "CreationDate", "ModDate", "Producer"} & facts.keys()


def test_the_file_names_its_language_shows_its_title_and_claims_pdf_ua():
    written = write_pdf(every_block())
    assert b"/Lang(sv-SE)" in written
    assert b"/DisplayDocTitle true" in written
    assert b"<pdfuaid:part>1</pdfuaid:part>" in written
    assert b"/Outlines" in written


def test_the_text_is_read_in_the_order_of_the_report(everything):
    said = in_one_line(everything.text())
    order = [
        "Samverkan som gör skillnad",
        "Samordningsförbundet Uppsala län",
        "Innehåll",
        "Innan rapporten lämnas vidare",
        "Kommunerna i Uppsala län",
        "Svarsfrekvensen är andelen svar av utskicken",
        "42 av 56 (75 %) instämmer",
        "Vi har fått ett helt annat samarbete",
        "Enkäten administrerades digitalt som en webbenkät",
        "Vilken organisation arbetar du i?",
        "Mer tid för gemensam planering.",
    ]
    places = [said.find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)


def test_headings_figures_and_tables_are_tagged(everything):
    assert len(tags_of(everything, "H1")) == 8
    assert len(tags_of(everything, "H2")) >= 8
    assert len(tags_of(everything, "Figure")) == 7
    assert len(tags_of(everything, "Table")) == 11
    assert len(tags_of(everything, "Caption")) == 10
    assert len(tags_of(everything, "BlockQuote")) == 7
    headers = tags_of(everything, "TH")
    assert len(headers) == 4 + 7 * 3 + 7 + 3 + 5
    assert sum("/Scope /Column" in line for line in everything.tags) == len(headers)


def test_each_figure_is_described_in_words():
    assert described(write_pdf(every_block())) == [
        diagram.drawing.description for diagram in every_block().diagrams
    ]


def test_the_letters_of_a_figure_are_letters(everything):
    assert "Instämmer varken lite eller mycket" in everything.text()


def test_contents_name_the_pages(everything):
    contents = in_one_line(everything.pages()[1])
    dots = r"[. \u2060]+"
    assert re.search(rf"1 Så gjordes enkäten{dots}3 1\.1 Svarsfrekvens och bortfall", contents)
    assert re.search(r"Diagram 7 .*? Tabeller Tabell 1 Utskick", contents)


def test_numbered_captions_stand_by_their_figures(everything):
    said = in_one_line(everything.text())
    assert "Diagram 4 Nästan alla handläggare" in said
    assert "Tabell 3 Medelvärden per klass" in said


def test_every_page_but_the_first_has_its_number_and_the_title(everything):
    pages = everything.pages()
    assert "Sida" not in pages[0]
    for number, page in enumerate(pages[1:], start=2):
        assert f"Sida {number} av {len(pages)}" in page
        assert page.lstrip().startswith("Samverkan som gör skillnad")


def test_a_long_table_repeats_its_header_on_the_next_page(everything):
    pages = everything.pages()
    (first,) = [place for place, said in enumerate(pages) if "Bilaga 2" in said and place > 1]
    assert all(re.search(r"Påstående +Antal +Andel", said) for said in pages[first : first + 2])


def test_the_questionnaire_has_boxes_and_rings_to_mark(everything):
    (page,) = [said for said in everything.pages()[2:] if "Bilaga 1" in said]
    assert page.count("○") == 3
    assert page.count("☐") == 3 + 6 * 6


def test_a_reference_to_what_is_not_there_is_plain_text(printed):
    page = printed(a_document(Paragraph(parts=(Reference(target="nej", text="bilaga 9"),))))
    assert "bilaga 9" in page.text()
    assert not tags_of(page, "Link")


def test_no_level_of_heading_is_skipped(printed):
    page = printed(
        a_document(
            Heading(id="a", text="Bilaga", level=1),
            Heading(id="b", text="Fråga ett", level=3),
            Heading(id="c", text="Fråga två", level=3),
        )
    )
    assert len(tags_of(page, "H2")) == 2


def test_what_people_wrote_is_never_taken_for_markup(printed):
    said = in_one_line(printed(a_hostile_report()).text())
    for words in (CALL, MARKUP, SCRIPT):
        assert " ".join(words.split()) in said


def test_answers_that_break_other_formats_do_not_break_this_one(printed):
    said = printed(hostile_answers()).text()
    assert "Första raden\nAndra raden\nTredje raden" in said
    assert "tecken som inte får stå i xml" in said.lower()


def test_a_report_of_nothing_is_still_a_report(printed):
    assert printed(a_document(title="")).facts()["Title"] == "Rapport"


def test_text_from_right_to_left_is_kept(printed):
    said = printed(a_document(Answers(texts=(("", ARABIC),)))).text()
    for word in ARABIC.replace("،", "").split():
        assert word in said


@pytest.mark.parametrize("words", [TIGRINYA, EMOJI])
def test_signs_that_no_font_has_can_still_be_copied_and_are_told_of(printed, words):
    said = in_one_line(printed(a_document(Answers(texts=(("", words),)))).text())
    assert words.split()[0] in said
    assert "finns inte i rapportens typsnitt och visas som en ram" in said
    assert "går att kopiera och lyssna på" in said


def test_signs_of_our_own_language_are_not_told_of(everything):
    assert "typsnitt" not in everything.text()


def test_missing_signs_are_told_of_once_and_below_answers(printed):
    blocks = [
        text(TIGRINYA),
        text(TIGRINYA),
        Quote(text=TIGRINYA),
        Answers(texts=(("", TIGRINYA),)),
    ]
    assert printed(a_document(*blocks)).text().count("rapportens typsnitt") == 2


WATCH = "\N{WATCH}"
"""In the regular letters of the report, and not in the bold ones."""


@pytest.mark.parametrize(
    "block",
    [
        Paragraph(parts=(Run(text=WATCH, strong=True),)),
        Heading(id="h", text=WATCH, level=1),
        replace(a_table(), header=(WATCH, "A", "B")),
    ],
)
def test_signs_that_only_the_bold_letters_lack_are_told_of(printed, block):
    assert f"visas som en ram: {WATCH}." in in_one_line(printed(a_document(block)).text())


def test_signs_that_the_letters_have_are_not_told_of(printed):
    assert "typsnitt" not in printed(a_document(Paragraph(parts=(Run(text=WATCH),)))).text()


def test_a_sign_that_a_figure_lacks_leaves_its_other_letters_as_they_are(printed):
    marks = (Label(2, 20, f"Tack {TIGRINYA}", 8), Label(2, 40, f"Fet {WATCH}", 8, bold=True))
    drawing = Drawing(width=453.6, height=60, title="T", description="D", marks=marks)
    page = printed(a_document(Diagram(id="d", number=1, caption="C", drawing=drawing)))
    said = in_one_line(page.text())
    assert "Tack □□□" in said
    assert "Fet □" in said
    assert "olika tecken i diagrammet ovan finns inte i rapportens typsnitt" in said


def test_emphasis_in_letters_that_cannot_lean_is_not_framed(printed):
    page = printed(a_document(Paragraph(parts=(Run(text=ARABIC, emphasis=True),))))
    assert b"LastResort" not in write_pdf(
        a_document(Paragraph(parts=(Run(text=ARABIC, emphasis=True),)))
    )
    assert page.text()


def test_a_word_longer_than_the_page_stays_on_it(printed):
    page = printed(a_document(Answers(texts=(("", "x" * 20_000),))))
    assert max(len(line) for line in page.text().splitlines()) < 120
    assert page.text().count("x") == 20_000


def test_an_answer_longer_than_a_page_in_a_table_is_whole(printed):
    rows = (("A", "ord " * 5000, "1 %"),)
    page = printed(a_document(replace(a_table(), rows=rows)))
    assert page.text().count("ord") >= 5000


def test_a_logo_stands_first_with_a_text_for_those_who_cannot_see_it():
    for logo in (a_png(), a_jpeg()):
        written = write_pdf(a_document(a_diagram()), logo=logo)
        assert b"/Alt(Logotyp)" in written


def test_a_logo_that_is_no_picture_is_refused():
    with pytest.raises(LogoError, match="neither a PNG nor a JPEG"):
        write_pdf(a_document(), logo=b"%PDF-1.7")


def test_a_figure_that_nobody_described_does_not_stop_the_report(printed):
    bare = [one for one in a_hostile_report().blocks if isinstance(one, Diagram)][-1]
    assert tags_of(printed(a_document(bare)), "Figure")


def test_ten_thousand_answers_are_printed_within_five_seconds():
    document = many_answers()
    began = time.process_time()
    written = write_pdf(document)
    assert time.process_time() - began < 5
    assert written.startswith(b"%PDF")
