"""Open answers as files: each text where it belongs, and never a formula."""

import csv
import io
import json

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.cells import csv_for_excel, harmless
from analysis.open_answers import (
    answers_csv,
    answers_json,
    answers_text,
    open_answers,
    write_answers_csv,
    write_answers_xlsx,
)
from analysis.workbook import LONGEST_CELL, new_workbook, sheet_names, write_row
from tests.analysis.builders import a_codebook, a_dataset, a_single, a_text

FORMULA = '=HYPERLINK("http://example.org";"Klicka")'
TEXTS = [
    ("hur", "c1", "Jag får hjälp."),
    ("hur", "", FORMULA),
    ("hur", "", "- tid\n- ro"),
    ("innan_annat", "", "föräldraledig"),
]


def a_round(folder, *, n=12, texts=TEXTS):
    codebook = a_codebook(
        [
            a_single("innan", "arbete", "annat"),
            a_text(
                "innan_annat",
                text="Annat, nämligen",
                stem="Vad gjorde du innan?",
                specifies="innan",
                specify_code="annat",
            ),
            a_text("hur", text="På vilket sätt?"),
            a_text("x" * 60, text="Ingen svarade"),
        ],
        classes=["Projekt A"],
    )
    return open_answers(a_dataset(folder / "export", codebook, [{}] * n, texts=texts))


@pytest.fixture
def answers(tmp_path):
    return a_round(tmp_path)


def test_a_workbook_has_a_sheet_for_each_question(answers, tmp_path):
    path = tmp_path / "svar.xlsx"
    write_answers_xlsx(answers, path)
    workbook = openpyxl.load_workbook(path)

    assert workbook.sheetnames == ["Översikt", "innan_annat", "hur", "x" * 31]
    cover = list(workbook["Översikt"].iter_rows(values_only=True))
    assert ("innan_annat", "Vad gjorde du innan? – Annat, nämligen", 1) in cover
    assert ("hur", "På vilket sätt?", 3) in cover
    assert ("x" * 31, "Ingen svarade", 0) in cover
    sheet = workbook["hur"]
    assert sheet["A1"].value == "På vilket sätt?"
    assert [(row[0].value, row[1].value) for row in sheet.iter_rows(min_row=3)] == [
        ("Jag får hjälp.", "Projekt A"),
        (FORMULA, None),
        ("- tid\n- ro", None),
    ]
    assert {cell.data_type for cell in sheet["A"]} == {"s"}


def test_the_same_answers_give_the_same_bytes(answers, tmp_path):
    paths = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    for path in paths:
        write_answers_xlsx(answers, path)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_a_csv_has_no_cell_that_a_spreadsheet_would_run(answers, tmp_path):
    path = tmp_path / "svar.csv"
    write_answers_csv(answers, path)
    written = path.read_bytes().decode("utf-8-sig")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(written, newline=""), delimiter=";"))
    assert [row["svar"] for row in rows] == [
        "föräldraledig",
        "Jag får hjälp.",
        f"'{FORMULA}",
        "'- tid\n- ro",
    ]
    assert [row["grupp"] for row in rows] == ["", "Projekt A", "", ""]
    assert written.startswith('"variabel";"fråga";"grupp";"svar"')


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\0", "\n", "＝"])
def test_every_start_of_a_formula_is_made_harmless(start):
    assert harmless(f"{start}1+1") == f"'{start}1+1"


@given(st.text(st.characters(exclude_categories=["Cs"]).filter(lambda c: c != "\0"), max_size=30))
def test_every_text_comes_back_from_the_csv(text):
    written = csv_for_excel(["svar"], [[text]])
    (header, row) = csv.reader(io.StringIO(written, newline=""), delimiter=";")
    assert header == ["svar"]
    assert row[0].removeprefix("'") == text.removeprefix("'")
    assert not row[0].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_number_below_zero_is_still_a_number():
    assert csv_for_excel(["a"], [[-1.5, "-1"]]).splitlines()[1] == '"-1,5";"\'-1"'


def test_a_text_too_long_for_a_cell_is_cut_and_says_so(tmp_path):
    path = tmp_path / "lang.xlsx"
    with new_workbook(path, title="Lång") as workbook:
        write_row(workbook.add_worksheet("Blad"), 0, ["😀" * LONGEST_CELL, "å" * LONGEST_CELL])
    cut, whole = next(openpyxl.load_workbook(path)["Blad"].iter_rows(values_only=True))
    assert cut.endswith("[förkortat: hela svaret finns i CSV-filen]")
    assert len(cut.encode("utf-16-le")) // 2 <= LONGEST_CELL
    assert whole == "å" * LONGEST_CELL


def test_sheet_names_are_such_that_excel_takes_them():
    wanted = ["a/b:c*?[d]", "History", "x" * 40, "x" * 50, "X" * 31, "'", "", "hur", "HUR"]
    names = sheet_names(wanted)
    assert len({name.casefold() for name in names}) == len(wanted)
    for name in names:
        assert 1 <= len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name.casefold() != "history"
        assert name.strip("'") == name
    assert names[0] == "a b c d"


def test_texts_of_too_few_are_not_printed(tmp_path):
    few = a_round(tmp_path, n=4)
    path = tmp_path / "svar.xlsx"
    write_answers_xlsx(few, path)
    workbook = openpyxl.load_workbook(path)

    assert workbook.sheetnames == ["Översikt"]
    for shown in (answers_text(few), answers_csv(few), answers_json(few)):
        assert "Jag får hjälp." not in shown
    assert "Färre än 5 har svarat" in answers_text(few)
    assert "Färre än 5 har svarat" in json.loads(answers_json(few))["withheld"]


def test_the_terminal_shows_each_text_under_its_question(answers):
    text = answers_text(answers)
    assert "På vilket sätt? (3 har skrivit)\n– [Projekt A] Jag får hjälp.\n" in text
    assert "– - tid\n  - ro\n" in text


def test_json_holds_every_text_as_written(answers):
    hur = json.loads(answers_json(answers))["questions"][1]
    assert hur["variable"] == "hur"
    assert hur["answers"][1] == {"group": None, "text": FORMULA}
