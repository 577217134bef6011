"""Tables and figures of a Word document: widths, headers, and what is told in words."""

from dataclasses import replace

import msgspec
import pytest

from analysis.report.docx import write_docx
from tests.analysis.figures.estimates import STATEMENTS
from tests.analysis.report.documents import (
    a_diagram,
    a_document,
    a_table,
    every_block,
)
from tests.analysis.report.office import found, with_style, xml_of


@pytest.fixture(scope="module")
def everything():
    return write_docx(every_block())


def test_a_figure_is_told_to_those_who_cannot_see_it():
    block = a_diagram()
    (figure,) = found(xml_of(write_docx(a_document(block))), "//wp:docPr")
    assert figure.get("descr") == block.drawing.description
    assert figure.get("title") == block.drawing.title


def test_a_figure_is_as_wide_as_it_was_drawn_for():
    block = a_diagram("fourteen items of 400")
    (extent,) = found(xml_of(write_docx(a_document(block))), "//wp:extent")
    ratio = block.drawing.height / block.drawing.width
    assert extent.get("cx") == "5760000"
    assert int(extent.get("cy")) == round(5_760_000 * ratio)


def test_a_figure_taller_than_a_page_is_shrunk_to_leave_room_for_its_caption():
    block = a_diagram("two items of 12")
    tall = msgspec.structs.replace(block.drawing, height=3 * block.drawing.width)
    tree = xml_of(write_docx(a_document(replace(block, drawing=tall))))
    (extent,) = found(tree, "//wp:extent")
    assert int(extent.get("cy")) < 8_200_000
    assert int(extent.get("cy")) == pytest.approx(3 * int(extent.get("cx")), abs=5)


def test_a_table_repeats_its_header_and_breaks_between_rows():
    tree = xml_of(write_docx(a_document(a_table(rows=40))))
    assert len(found(tree, "//w:tr[1]/w:trPr/w:tblHeader")) == 1
    assert len(found(tree, "//w:trPr/w:cantSplit")) == 41
    assert found(tree, "//w:tblLook/@w:firstRow") == ["1"]
    assert found(tree, "//w:tblCaption/@w:val") == ["Svar per påstående"]
    assert "Påstående, Antal, Andel" in found(tree, "//w:tblDescription/@w:val")[0]


def test_numbers_stand_to_the_right_and_the_first_column_is_widest():
    tree = xml_of(write_docx(a_document(a_table(rows=6))))
    assert set(found(tree, "//w:tr[2]/w:tc[position() > 1]//w:jc/@w:val")) == {"right"}
    widths = [int(one) for one in found(tree, "//w:gridCol/@w:w")]
    assert widths[0] > 2 * max(widths[1:])
    assert sum(widths) <= 9071


def test_the_total_is_bold():
    tree = xml_of(write_docx(a_document(a_table(rows=3))))
    assert set(found(tree, "//w:tr[last()]//w:rStyle/@w:val")) == {"Strong"}
    assert not found(tree, "//w:tr[2]//w:rStyle")


def test_columns_that_do_not_fit_break_words_and_not_the_page():
    names = ("Påstående", *["Arbetsmarknadsintegreringssamordningsförbundet"] * 8)
    table = replace(
        a_table(),
        header=names,
        rows=(("Totalt", *["för få svar"] * 8),),
        aligns=("left", *["right"] * 8),
        strong_rows=frozenset(),
    )
    document = a_document(table)
    tree = xml_of(write_docx(document))
    assert sum(int(one) for one in found(tree, "//w:gridCol/@w:w")) <= 9071
    assert "\N{SOFT HYPHEN}" in found(tree, "//w:tr[1]/w:tc[2]//w:t")[0].text


def test_a_matrix_has_an_empty_box_for_each_step(everything):
    cells = with_style(everything, "SamsvarCell")
    assert cells.count("☐") == 6 * 6
    described = found(xml_of(everything), "//w:tblDescription/@w:val")
    assert any("en tom ruta för varje svar" in one and "Vet ej" in one for one in described)


def test_two_tables_are_not_joined_and_none_is_last():
    tree = xml_of(write_docx(a_document(a_table(1), a_table(None), a_table(None, id="sist"))))
    assert not found(tree, "//w:tbl/following-sibling::*[1][self::w:tbl or self::w:sectPr]")


def test_figures_in_a_cell_stand_on_one_line_and_the_first_column_is_readable():
    steps = ("i mycket låg grad", "i ganska låg grad", "varken låg eller hög grad")
    table = replace(
        a_table(rows=2),
        header=("Påstående", *steps, *steps, "Medelvärde"),
        rows=((STATEMENTS[2], *["14 %"] * 6, "3,96 (1,06)"),),
        aligns=("left", *["right"] * 7),
        strong_rows=frozenset(),
    )
    widths = found(xml_of(write_docx(a_document(table))), "//w:gridCol/@w:w")
    assert int(widths[0]) >= 0.29 * 9071
    assert int(widths[-1]) >= 1000
