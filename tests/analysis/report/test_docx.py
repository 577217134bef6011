"""A report as a Word document: how it is built, what it says of itself, and its budgets."""

import re
import time

import pytest

from analysis.report.document import Answers, Bullets, Heading, PageBreak, Reference, Run
from analysis.report.docx import write_docx
from tests.analysis.report.documents import (
    HOSTILE,
    a_document,
    a_table,
    every_block,
    hostile,
    many_answers,
    text,
)
from tests.analysis.report.office import W, files_of, found, texts, with_style, xml_of


@pytest.fixture(scope="module")
def everything():
    return write_docx(every_block())


def test_headings_are_words_own_with_their_numbers(everything):
    assert with_style(everything, "Heading1")[:2] == [
        "1\N{NO-BREAK SPACE} Så gjordes enkäten",
        "2\N{NO-BREAK SPACE} Resultat",
    ]
    names = found(xml_of(everything, "word/styles.xml"), "//w:style[@w:styleId='Heading1']/w:name")
    assert names[0].get(f"{W}val") == "heading 1"


def test_a_title_page_tells_the_facts(everything):
    assert with_style(everything, "Title") == ["Samverkan som gör skillnad"]
    assert "Genomförd\t1 september–15 oktober 2026" in with_style(everything, "SamsvarFact")


def test_captions_are_counted_by_word(everything):
    tree = xml_of(everything)
    assert with_style(everything, "Caption")[1] == "Tabell 2. Svar per påstående"
    counted = [one.text.strip() for one in found(tree, "//w:instrText[contains(., 'SEQ')]")]
    assert counted.count("SEQ Diagram \\* ARABIC") == 7
    assert counted.count("SEQ Tabell \\* ARABIC") == 3


def test_a_number_out_of_order_is_set_and_not_counted():
    package = write_docx(a_document(a_table(3), a_table(4)))
    counted = found(xml_of(package), "//w:instrText[contains(., 'SEQ')]")
    assert [one.text.strip() for one in counted] == [
        "SEQ Tabell \\* ARABIC \\r 3",
        "SEQ Tabell \\* ARABIC",
    ]


def test_a_reference_keeps_its_word_and_follows_the_number():
    where = text("Se ", Reference(target="tabell-1", text="tabell 1"), " nedan.")
    tree = xml_of(write_docx(a_document(where, a_table(1))))
    link = found(tree, "//w:hyperlink[.//w:instrText[contains(., 'REF _Ref')]]")[0]
    assert [one.text for one in found(link, ".//w:t")] == ["tabell ", "1"]
    named = re.search(r"REF (\S+)", found(link, ".//w:instrText")[0].text)[1]
    start = found(tree, f"//w:bookmarkStart[@w:name='{named}']")[0]
    between = found(start, "following-sibling::w:r/w:t")
    assert between[0].text == "1"


def test_a_reference_in_other_words_is_a_link():
    where = text(Reference(target="tabell-1", text="tabellen nedan"))
    tree = xml_of(write_docx(a_document(where, a_table(1))))
    assert not found(tree, "//w:instrText[contains(., ' REF ')]")
    assert found(tree, "//w:hyperlink//w:t[. = 'tabellen nedan']")


def test_a_reference_to_nothing_is_refused_by_name():
    where = text(Reference(target="diagram-9", text="diagram 9"))
    with pytest.raises(ValueError, match="“diagram 9” points at 'diagram-9'"):
        write_docx(a_document(where))


def test_two_blocks_with_one_id_are_refused():
    with pytest.raises(ValueError, match="'tabell-1'"):
        write_docx(a_document(a_table(1), a_table(1)))


def test_every_link_and_field_points_at_a_bookmark(everything):
    tree = xml_of(everything)
    named = {one.get(f"{W}name") for one in found(tree, "//w:bookmarkStart")}
    pointed = {one.get(f"{W}anchor") for one in found(tree, "//w:hyperlink")}
    for one in found(tree, "//w:instrText[contains(., 'REF ')]"):
        pointed.add(re.search(r"REF (\S+)", one.text)[1])
    assert pointed <= named
    assert all(re.fullmatch(r"_[A-Za-z]\w{1,38}", one) for one in named)


def test_ids_are_unique_and_bookmarks_have_two_ends(everything):
    tree = xml_of(everything)
    starts = [one.get(f"{W}id") for one in found(tree, "//w:bookmarkStart")]
    ends = [one.get(f"{W}id") for one in found(tree, "//w:bookmarkEnd")]
    assert len(set(starts)) == len(starts)
    assert sorted(starts) == sorted(ends)
    drawings = [one.get("id") for one in found(tree, "//wp:docPr")]
    assert len(set(drawings)) == len(drawings) == 7


def test_every_field_that_begins_is_parted_and_ends(everything):
    tree = xml_of(everything)
    kinds = [one.get(f"{W}fldCharType") for one in found(tree, "//w:fldChar")]
    depth = 0
    for kind in kinds:
        depth += {"begin": 1, "separate": 0, "end": -1}[kind]
        assert depth >= 0
    assert depth == 0
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


def test_every_style_and_relationship_that_is_used_is_there(everything):
    tree, styles = xml_of(everything), xml_of(everything, "word/styles.xml")
    used = {one.get(f"{W}val") for one in found(tree, "//w:pStyle | //w:rStyle | //w:tblStyle")} | {
        one.get(f"{W}val") for one in found(styles, "//w:basedOn | //w:next")
    }
    assert used <= {one.get(f"{W}styleId") for one in found(styles, "//w:style")}
    relations = {one.get("Id") for one in xml_of(everything, "word/_rels/document.xml.rels")}
    assert set(found(tree, "//@r:embed | //@r:id")) <= relations


def test_word_is_not_asked_to_update_anything_on_opening(everything):
    assert b"updateFields" not in files_of(everything)["word/settings.xml"]
    assert not found(xml_of(everything), "//@w:dirty")


def test_word_has_a_table_of_contents_of_its_own_to_update(everything):
    fields = found(xml_of(everything), "//mc:Choice/w:instrText")
    assert [one.text.strip() for one in fields] == [
        'TOC \\o "1-2" \\h \\z \\u',
        "TOC \\h \\z \\c Diagram",
        "TOC \\h \\z \\c Tabell",
    ]
    # A prefix that Requires names must be declared, or Word refuses the file.
    assert all("w16se" in one.nsmap for one in found(xml_of(everything), "//mc:Choice"))


def test_choices_have_rings_or_boxes_and_a_line_to_specify_on(everything):
    choices = with_style(everything, "SamsvarChoice")
    assert choices == [
        "○\tKommunen",
        "○\tArbetsförmedlingen",
        "○\tAnnan, nämligen \t",
        "☐\tVäxthuset",
        "☐\tStig",
        "☐\tSARA",
    ]


def test_lines_to_write_on_are_drawn_by_tabs(everything):
    assert with_style(everything, "SamsvarWritingLine") == ["\t deltagare", "\t\n\t\n\t\n\t"]


@pytest.mark.parametrize("document", [every_block(), hostile()], ids=["every block", "hostile"])
def test_no_paragraph_is_empty(document):
    document = a_document(*(one for one in document.blocks if not _blank(one)))
    tree = xml_of(write_docx(document))
    inside = ".//w:t or .//w:tab or .//w:drawing or .//w:pStyle[@w:val='SamsvarBetweenTables']"
    assert not found(tree, f"//w:body//w:p[not({inside})]")


def _blank(block):
    return "\t" in getattr(block, "text", "") or "\t" in "".join(
        getattr(part, "text", "") for part in getattr(block, "parts", ())
    )


def test_a_page_break_belongs_to_what_follows_it():
    document = a_document(Heading(id="a", text="A", level=1), PageBreak(), a_table(None))
    tree = xml_of(write_docx(document))
    assert found(tree, "//w:tbl//w:pageBreakBefore")
    assert not found(tree, "//w:br[@w:type='page']")


def test_properties_of_paragraphs_stand_in_the_order_of_the_schema(everything):
    order = ["pStyle", "keepNext", "keepLines", "pageBreakBefore", "numPr", "pBdr", "shd", "tabs"]
    order += ["bidi", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl"]
    for name in ("word/document.xml", "word/styles.xml"):
        for properties in found(xml_of(everything, name), "//w:pPr"):
            places = [order.index(one.tag.removeprefix(W)) for one in properties]
            assert places == sorted(places)


def test_the_same_report_is_the_same_bytes(everything):
    assert write_docx(every_block()) == everything


def test_a_report_tells_no_name_no_time_and_no_program(everything):
    files = files_of(everything)
    assert "docProps/app.xml" not in files
    assert not any("thumbnail" in name for name in files)
    core = files["docProps/core.xml"].decode()
    for word in ("creator", "lastModifiedBy", "created", "modified", "python"):
        assert word not in core
    assert found(xml_of(everything, "docProps/core.xml"), "//dc:title/text()") == [
        "Samverkan som gör skillnad"
    ]


def test_a_report_is_in_swedish(everything):
    languages = found(xml_of(everything, "word/styles.xml"), "//w:docDefaults//w:lang/@w:val")
    assert languages == ["sv-SE"]
    assert found(xml_of(everything, "word/settings.xml"), "//w:themeFontLang/@w:val") == ["sv-SE"]


def test_hostile_answers_are_text_and_keep_their_lines():
    answers = with_style(write_docx(hostile()), "SamsvarAnswer")
    assert answers[0] == HOSTILE[0]
    assert answers[1] == "Tecken som inte får stå i XML: \ufffd\ufffd\n\ufffd\ufffd slut"
    assert answers[2:4] == list(HOSTILE[2:4])
    assert answers[4] == "Första raden\nAndra raden\nTredje raden"
    assert answers[6] == HOSTILE[6]
    # The one of blanks alone is not printed.
    assert len(answers) == len(HOSTILE) - 1


def test_lone_surrogates_do_not_stop_a_report():
    answers = Answers(texts=(("", "halv \ud83d emoji"),))
    assert "halv \ufffd emoji" in texts(write_docx(a_document(answers)))


def test_answers_from_the_right_run_from_the_right():
    tree = xml_of(write_docx(a_document(Answers(texts=(("", HOSTILE[7]), ("", "Bra!"))))))
    (arabic, swedish) = found(tree, "//w:p[w:pPr/w:pStyle/@w:val='SamsvarAnswer']")
    assert found(arabic, "w:pPr/w:bidi")
    assert found(arabic, "w:r/w:rPr/w:rtl")
    assert not found(swedish, ".//w:bidi | .//w:rtl")


def test_quotes_have_swedish_marks_and_their_class(everything):
    assert with_style(everything, "Quote")[0] == (
        "”Vi har fått ett helt annat samarbete, och det märks.”\n– Kommunerna"
    )


def test_parts_of_a_paragraph_are_stressed_by_style():
    item = (Run(text="ett "), Run(text="viktigt", strong=True), Run(text=" ord", emphasis=True))
    tree = xml_of(write_docx(a_document(Bullets(items=(item,)))))
    (bullet,) = found(tree, "//w:p[w:pPr/w:pStyle/@w:val='ListBullet']")
    assert found(bullet, ".//w:rStyle/@w:val") == ["Strong", "Emphasis"]


def test_ten_thousand_answers_take_less_than_two_seconds():
    document = many_answers()
    began = time.process_time()
    package = write_docx(document)
    assert time.process_time() - began < 2
    assert len(with_style(package, "SamsvarAnswer")) == 10_000


def test_a_report_with_seven_figures_takes_less_than_five_seconds():
    document = every_block()
    began = time.process_time()
    write_docx(document)
    assert time.process_time() - began < 5
