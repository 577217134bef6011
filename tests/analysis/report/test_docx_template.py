"""A report in an evaluator's own template, and what cannot be one."""

import io
import zipfile

import docx
import pytest
from docx.shared import Mm, Pt, RGBColor

from analysis.errors import AnalysisError
from analysis.report.docx import LogoError, TemplateError, default_template, write_docx
from tests.analysis.report.documents import a_diagram, a_document, a_table, every_block, text
from tests.analysis.report.office import (
    NAMES,
    Office,
    W,
    files_of,
    found,
    texts,
    with_style,
    xml_of,
)

AUTHOR = "Kim Exempel"


@pytest.fixture
def own():
    """A template with an author, text, a picture, a header and a heading style of its own."""
    document = docx.Document()
    document.core_properties.author = AUTHOR
    document.add_paragraph("Text som ska bort")
    document.add_picture(io.BytesIO(_png("lime")), width=Mm(50))
    document.sections[0].header.paragraphs[0].text = "Förbundets sidhuvud"
    heading = document.styles["Heading 1"]
    heading.element.set(f"{W}styleId", "Rubrik1")
    heading.font.size = Pt(33)
    heading.font.color.rgb = RGBColor(0x80, 0, 0)
    return document


def _bytes(document) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _png(colour, size=(1.2, 0.4)) -> bytes:
    from matplotlib.figure import Figure

    written = io.BytesIO()
    Figure(figsize=size, facecolor=colour).savefig(written, format="png")
    return written.getvalue()


def _jpeg_without_its_kind() -> bytes:
    """Return a JPEG as some programs write them, without the part that tells its resolution."""
    from PIL import Image

    written = io.BytesIO()
    Image.new("RGB", (30, 10), "navy").save(written, format="jpeg")
    whole = written.getvalue()
    length = int.from_bytes(whole[4:6], "big")
    return whole[:2] + whole[4 + length :]


def test_its_text_and_pictures_are_replaced_and_its_header_stays(own, tmp_path):
    package = write_docx(every_block(), template=_bytes(own))
    assert "Text som ska bort" not in texts(package)
    assert len([name for name in files_of(package) if "/media/" in name]) == 7
    pages = Office(tmp_path).printed(package)
    assert "Förbundets sidhuvud" in pages[3]
    assert "Samverkan som gör skillnad" in pages[0]


def test_its_styles_are_found_by_name_in_any_language(own):
    package = write_docx(every_block(), template=_bytes(own))
    assert with_style(package, "Rubrik1")[0].endswith("Så gjordes enkäten")
    styles = xml_of(package, "word/styles.xml")
    assert found(styles, "//w:style[@w:styleId='Rubrik1']/w:rPr/w:sz/@w:val") == ["66"]
    assert len(found(styles, "//w:style[w:name/@w:val='heading 1' or @w:styleId='Heading1']")) < 2


def test_styles_that_it_lacks_are_added_on_its_own(own):
    styles = xml_of(write_docx(every_block(), template=_bytes(own)), "word/styles.xml")
    (caption,) = found(styles, "//w:style[w:name/@w:val='Samsvar Diagram Caption']")
    based_on = found(caption, "w:basedOn/@w:val")[0]
    assert found(styles, f"//w:style[@w:styleId='{based_on}']/w:name/@w:val") == ["caption"]
    ids = found(styles, "//w:style/@w:styleId")
    assert len(set(ids)) == len(ids)


def test_lists_of_ours_do_not_take_the_numbers_of_its_own(own):
    package = write_docx(every_block(), template=_bytes(own))
    numbering = xml_of(package, "word/numbering.xml")
    for path in ("//w:abstractNum/@w:abstractNumId", "//w:num/@w:numId"):
        ids = found(numbering, path)
        assert len(set(ids)) == len(ids)
    tags = [one.tag for one in numbering if one.tag in (f"{W}abstractNum", f"{W}num")]
    assert tags == sorted(tags, key=lambda tag: tag == f"{W}num")
    used = found(xml_of(package, "word/styles.xml"), "//w:numId/@w:val")
    assert set(used) <= set(found(numbering, "//w:num/@w:numId"))


def test_nobody_and_no_time_of_the_template_is_told(own):
    package = write_docx(a_document(text("Hej.")), template=_bytes(own))
    core = files_of(package)["docProps/core.xml"].decode()
    assert AUTHOR not in core
    assert "python" not in core
    assert "2013" not in core
    assert not any("thumbnail" in name for name in files_of(package))
    assert "docProps/app.xml" not in files_of(package)


def test_figures_and_tables_are_as_wide_as_its_page(own):
    section = own.sections[0]
    section.page_width, section.left_margin, section.right_margin = Mm(148), Mm(20), Mm(20)
    tree = xml_of(write_docx(a_document(a_diagram(), a_table()), template=_bytes(own)))
    assert int(found(tree, "//wp:extent/@cx")[0]) <= Mm(108) + 635
    assert sum(int(one) for one in found(tree, "//w:gridCol/@w:w")) * 635 <= Mm(108) + 635


def test_headers_of_an_earlier_section_are_kept(own):
    own.add_section()
    package = write_docx(a_document(text("Hej.")), template=_bytes(own))
    kept = found(xml_of(package), "//w:sectPr/w:headerReference")
    assert len(kept) == 1
    relations = xml_of(package, "word/_rels/document.xml.rels")
    target = {one.get("Id"): one.get("Target") for one in relations}
    name = "word/" + target[kept[0].get(f"{{{NAMES['r']}}}id")]
    assert "Förbundets sidhuvud" in files_of(package)[name].decode()


def test_a_template_gives_the_same_bytes_too(own):
    template = _bytes(own)
    document = a_document(a_table())
    assert write_docx(document, template=template) == write_docx(document, template=template)


def test_the_default_template_changed_and_given_back_is_used(tmp_path):
    changed = docx.Document(io.BytesIO(default_template()))
    changed.styles["Title"].font.size = Pt(50)
    package = write_docx(a_document(text("Hej.")), template=_bytes(changed))
    styles = xml_of(package, "word/styles.xml")
    assert found(styles, "//w:style[@w:styleId='Title']/w:rPr/w:sz/@w:val") == ["100"]
    assert "Mall för rapporter" not in texts(package)
    assert "En rapport" in Office(tmp_path).printed(package)[0]


def _with(package: bytes, name: str, change) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for one, content in files_of(package).items():
            archive.writestr(one, change(content) if one == name else content)
    return written.getvalue()


TYPES = "[Content_Types].xml"


@pytest.mark.parametrize(
    ("template", "said"),
    [
        (b"", "is not a Word document"),
        (b"PK\x03\x04 nej", "is not a Word document"),
        (b"%PDF-1.7", "is not a Word document"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "an old Word document"),
        (
            _with(
                default_template(),
                TYPES,
                lambda types: types.replace(b"document.main+xml", b"template.main+xml"),
            ),
            "is a .dotx",
        ),
        (
            _with(
                default_template(),
                TYPES,
                lambda types: types.replace(
                    b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                    b"vnd.ms-word.document.macroEnabled.main+xml",
                ),
            ),
            "holds macros",
        ),
        (
            _with(default_template(), "word/document.xml", lambda xml: xml[:200]),
            "cannot be read as a Word document",
        ),
        (
            _with(default_template(), "_rels/.rels", lambda _: b"<a/>"),
            "cannot be read as a Word document",
        ),
    ],
)
def test_what_is_not_a_template_is_refused_with_a_remedy(template, said):
    with pytest.raises(TemplateError, match=said) as caught:
        write_docx(a_document(), template=template)
    assert isinstance(caught.value, AnalysisError)


def test_a_spreadsheet_is_not_a_template():
    import openpyxl

    written = io.BytesIO()
    openpyxl.Workbook().save(written)
    with pytest.raises(TemplateError):
        write_docx(a_document(), template=written.getvalue())


def test_a_logo_stands_first_and_is_told_whose_it_is():
    package = write_docx(every_block(), logo=_png("navy"))
    tree = xml_of(package)
    first = found(tree, "//w:body/w:p[1]//wp:docPr")[0]
    assert first.get("descr") == "Logotyp för Samordningsförbundet Uppsala län"
    (wide, tall) = (int(found(tree, f"(//wp:extent)[1]/@{side}")[0]) for side in ("cx", "cy"))
    assert wide / tall == pytest.approx(3, rel=0.01)
    assert wide <= 2_520_000


@pytest.mark.parametrize(
    ("logo", "said"),
    [
        (b"", "neither a PNG nor a JPEG"),
        (b"<svg/>", "neither a PNG nor a JPEG"),
        (b"\x89PNG\r\n\x1a\n", "cannot be read"),
        (b"\xff\xd8\xff\xe0 nej", "cannot be read"),
        (_png("navy")[:200], "cannot be read"),
        (_jpeg_without_its_kind(), "Save it anew as PNG"),
    ],
)
def test_what_is_not_a_logo_is_refused_with_a_remedy(logo, said):
    with pytest.raises(LogoError, match=said):
        write_docx(a_document(), logo=logo)
