"""Files as programs save them: encodings, delimiters, quotes, workbooks; and what is none."""

import datetime
import io
import zipfile

import numpy as np
import openpyxl
import pytest

import analysis
from analysis.reading import rows as limits
from tests.analysis.builders import a_likert, a_single
from tests.analysis.reading.builders import (
    a_workbook,
    codes,
    picked,
    problems_of,
    read,
    saved,
    texts,
    the_codebook,
)

CSV = (
    "Jag är nöjd med stödet;Vad gjorde du innan?;Vilka hinder finns?;Hur länge?;När började du?;"
    "Något mer?\n"
    "4;Arbete;Tid;6;2026-01-15;Är nöjd – mycket\n"
    "Vet ej;Studier;;12;2026-02-01;\n"
)


def check(answered: analysis.Dataset) -> None:
    assert codes(answered, "nojd") == ["4", "vet_ej"]
    assert codes(answered, "innan") == ["arbete", "studier"]
    assert picked(answered, "hinder") == [{"tid"}, set()]
    assert list(answered.numbers["manader"]) == [6, 12]
    assert list(answered.days["start"]) == list(np.array(["2026-01-15", "2026-02-01"], "M8[D]"))
    assert texts(answered, "ovrigt") == ["Är nöjd – mycket"]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le-bom", "utf-16-be-bom"]
)
def test_any_usual_encoding_is_read(encoding):
    if encoding.endswith("-bom"):
        encoding = encoding.removesuffix("-bom")
        check(read(("\N{ZERO WIDTH NO-BREAK SPACE}" + CSV).encode(encoding)))
    else:
        check(read(CSV.encode(encoding)))


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_usual_delimiter_and_line_end_is_read(delimiter, end):
    check(read(CSV.replace(";", delimiter).replace("\n", end)))


@pytest.mark.parametrize("line", ["sep=|\r\n", "sep=;\n", '"sep=,"\n', "SEP=\t\n"])
def test_excels_first_line_says_the_delimiter_and_is_no_row(line):
    delimiter = line.strip('"\r\n')[-1]
    check(read(line + CSV.replace(";", delimiter)))
    (problem,) = problems_of(line + CSV.replace(";", delimiter).replace("4", "9", 1))
    assert problem.startswith("rad 2, kolumn A (”Jag är nöjd med stödet”): ”9” finns inte")


def test_a_heading_with_commas_does_not_hide_the_delimiter():
    text = "Egen försörjning, på annat sätt (företag, näringsverksamhet, eller annat)"
    book = the_codebook(a_likert("annat", text=text), a_single("innan", "a", "b"))
    answered = read(f"{text};innan\n3;a\n", book)
    assert (codes(answered, "annat"), codes(answered, "innan")) == (["3"], ["a"])


def test_a_quoted_answer_may_hold_lines_and_delimiters():
    answered = read('ovrigt;nojd\n"Rad ett;\nrad två";4\n\n;5\n', tell=lambda _: None)
    assert texts(answered, "ovrigt") == ["Rad ett;\nrad två"]
    assert codes(answered, "nojd") == ["4", "5"]


def test_rows_are_numbered_as_a_spreadsheet_does():
    content = 'ovrigt;nojd\n"Rad ett\nrad två";4\n;;\n\nx;7\n'
    assert problems_of(content)[0].startswith("rad 5, kolumn B (”Jag är nöjd med stödet”): ”7”")


def test_headings_may_stand_below_a_title():
    answered = read("Enkät hösten 2026\n\nnojd;innan\n4;arbete\n", tell=lambda _: None)
    assert (answered.n, codes(answered, "nojd")) == (1, ["4"])


def test_a_quote_that_never_ends_is_told_where_it_begins():
    (problem,) = problems_of('nojd;ovrigt\n4;bra\n5;"dåligt\n3;x\n')
    assert problem == "ett citattecken saknar sin motsvarighet. Felet börjar på rad 3."


def test_a_delimiter_in_an_answer_without_quotes_is_told():
    (problem,) = problems_of("nojd;ovrigt\n4;bra; men dyrt\n")
    assert problem.startswith("rad 2: det står något till höger om den sista rubriken.")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "filen är tom"),
        (b"\n\n;;\n", "ingen rubrik känns igen"),
        (b"nojd\n\x81\xff", "varken UTF-8 eller Windows-1252"),
        ("nojd;ovrigt\n4;ära\n".encode() + b"5;\xe5", "varken UTF-8 eller Windows-1252"),
        (b"\xef\xbb\xbfnojd\n\xff", "filen är skadad"),
        ("nojd\n4".encode("utf-16-le"), "filen är inte en textfil"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "äldre Excelformatet eller skyddad"),
        (b"PK\x03\x04 no zip at all", "kan inte läsas som en Excelfil"),
        (b"hej;du\n1;2\n", "ingen rubrik känns igen"),
    ],
)
def test_what_is_no_file_of_answers_is_told(content, told):
    assert any(told in problem for problem in problems_of(content))


def test_a_text_called_xlsx_is_told():
    (problem,) = problems_of("nojd\n4\n", name="svar.xlsx")
    assert "inte en Excelfil, fast den heter så" in problem


@pytest.mark.parametrize(("limit", "most"), [("MOST_BYTES", 10), ("MOST_COLUMNS", 1)])
def test_a_file_that_is_too_large_is_refused(monkeypatch, limit, most):
    monkeypatch.setattr(limits, limit, most)
    (problem,) = problems_of("nojd;innan\n4;arbete\n")
    assert "filen" in problem


def test_too_many_rows_are_refused():
    (problem,) = problems_of("nojd\n" + "4\n" * 200_001)
    assert problem.startswith("filen har fler än 200000 rader")


# Workbooks -------------------------------------------------------------------------------------

HEADINGS = ["nojd", "innan", "hinder", "manader", "start", "ovrigt"]


def test_a_workbook_is_read_with_its_own_numbers_and_days():
    day = datetime.datetime(2026, 1, 15)  # noqa: DTZ001 - as a spreadsheet keeps a day
    content = a_workbook(
        [
            HEADINGS,
            [4, "Arbete", "Tid", 6.0, day, "Är nöjd – mycket"],
            ["Vet ej", "Studier", None, "12", datetime.date(2026, 2, 1), "#N/A"],
        ]
    )
    check(read(content, name="svar.xlsx"))


def test_options_may_be_true_and_false():
    content = a_workbook(
        [["nojd", "hinder__tid", "hinder__resor", "hinder__pengar"], [4, True, False, 1]]
    )
    assert picked(read(content, tell=lambda _: None), "hinder") == [{"tid", "pengar"}]


def test_merged_and_empty_rows_above_and_between_do_not_matter():
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet["A2"] = "Enkät hösten 2026"
    sheet.merge_cells("A2:D2")
    sheet["A4"], sheet["C4"] = "nojd", "innan"
    sheet["A5"], sheet["C5"] = 4, "arbete"
    sheet["A8"], sheet["C8"] = 9, "studier"
    content = saved(workbook)
    (problem,) = problems_of(content)
    assert problem.startswith("rad 8, kolumn A (”Jag är nöjd med stödet”): ”9”")


def test_the_first_visible_sheet_is_read_or_the_one_asked_for():
    workbook = openpyxl.Workbook()
    workbook.active.title = "Dold"
    workbook.active.sheet_state = "hidden"
    workbook.active.append(["nojd"])
    workbook.active.append([1])
    workbook.create_sheet("Svar").append(["nojd"])
    workbook["Svar"].append([4])
    content = saved(workbook)
    assert codes(read(content, tell=lambda _: None), "nojd") == ["4"]
    assert codes(read(content, sheet="dold", tell=lambda _: None), "nojd") == ["1"]
    (problem,) = problems_of(content, sheet="Blad2")
    assert problem == "bladet ”Blad2” finns inte. Det finns: ”Dold”, ”Svar”."
    assert "bara en Excelfil har blad" in problems_of("nojd\n4\n", sheet="Blad1")[0]


def test_a_formula_without_its_value_is_told():
    (problem,) = problems_of(a_workbook([["nojd"], ["=2+2"], [3]]))
    assert problem.startswith("formeln i A2 saknar uträknat värde.")


def test_a_formula_gives_the_value_that_was_worked_out():
    content = a_workbook([["nojd", "innan"], ["=2+2", "arbete"]])
    valued = _with_part(content, "xl/worksheets/sheet1.xml", b"<v></v>", b"<v>4</v>")
    valued = _with_part(valued, "xl/worksheets/sheet1.xml", b"<v />", b"<v>4</v>")
    assert codes(read(valued, tell=lambda _: None), "nojd") == ["4"]


def test_a_workbook_that_swells_is_refused():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<c/>" * 80_000_000)
    (problem,) = problems_of(packed.getvalue())
    assert "orimligt stor när den packas upp" in problem


def test_a_workbook_with_entities_is_refused():
    content = _with_part(
        a_workbook([["nojd"], [4]]),
        "xl/worksheets/sheet1.xml",
        b"<worksheet",
        b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet',
    )
    assert "kan inte läsas som en Excelfil" in problems_of(content)[0]


def test_a_workbook_may_be_wrong_about_its_own_size():
    content = a_workbook([["innan", "nojd"], ["arbete", 4], ["studier", 5]])
    said = _with_part(content, "xl/worksheets/sheet1.xml", b'ref="A1:B3"', b'ref="A1:A1"')
    assert said != content
    assert codes(read(said, tell=lambda _: None), "nojd") == ["4", "5"]


def test_a_broken_workbook_is_told():
    content = a_workbook([["nojd"], [4]])
    assert "kan inte läsas som en Excelfil" in problems_of(content[:2000])[0]
    broken = _with_part(content, "xl/worksheets/sheet1.xml", b"</row>", b"</rad>")
    assert "kan inte läsas som en Excelfil" in problems_of(broken)[0]


def _with_part(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(changed, "w") as after:
        for name in before.namelist():
            written = before.read(name)
            after.writestr(name, written.replace(old, new) if name == part else written)
    return changed.getvalue()
