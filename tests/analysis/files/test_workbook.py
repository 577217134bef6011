"""The workbook, read back with openpyxl and opened by LibreOffice."""

import re
import subprocess
import zipfile
from collections import Counter

import openpyxl
import pytest

from analysis import files
from tests.analysis.builders import a_codebook, a_dataset, a_likert, rows_of
from tests.analysis.files.builders import HINDER, a_told_round, everything_in, repeatable
from tests.machine import calc_path, poppler_bin


@pytest.fixture
def workbook(tmp_path):
    """Write the round with the printed figures, with single answers, and return the path."""
    dataset = a_told_round(tmp_path)
    path = tmp_path / "svar.xlsx"
    files.write(dataset, path, "xlsx", answers=repeatable(dataset))
    return path


def rows_of_sheet(path, name):
    return list(openpyxl.load_workbook(path)[name].iter_rows(values_only=True))


def column_of(path, sheet, heading):
    header, *rows = rows_of_sheet(path, sheet)
    return Counter(row[header.index(heading)] for row in rows)


def test_it_has_labels_codes_codebook_and_summary(workbook):
    assert openpyxl.load_workbook(workbook).sheetnames == [
        "Svar (etiketter)",
        "Svar (koder)",
        "Kodbok",
        "Sammanfattning",
        "Svarsfrekvens",
        "Läs mig",
    ]
    labels = column_of(workbook, "Svar (etiketter)", "Hinder har undanröjts")
    assert (labels["Vet ej"], labels["i ganska hög grad"], labels[None]) == (9, 18, 2)
    codes = column_of(workbook, "Svar (koder)", "tycker_hinder")
    assert codes == {
        code and (int(code) if code.isdigit() else code): count for code, count in HINDER.items()
    }


def test_without_answers_it_has_none(tmp_path):
    path = tmp_path / "a.xlsx"
    files.write(a_told_round(tmp_path), path, "xlsx")
    assert openpyxl.load_workbook(path).sheetnames == [
        "Kodbok",
        "Sammanfattning",
        "Svarsfrekvens",
        "Läs mig",
    ]
    assert ("Filen innehåller inga enskilda svar.",) in rows_of_sheet(path, "Läs mig")


def test_the_summary_has_the_printed_figures(workbook):
    rows = {row[0]: row for row in rows_of_sheet(workbook, "Sammanfattning") if row[0]}
    delaktig = rows["Jag är delaktig i planeringen"]
    assert delaktig[1:9] == (56, 2, 2, 4, 8, 22, 20, None)
    assert delaktig[9:15] == (4, 7, 14, 39, 36, None)
    assert delaktig[15:17] == (42, 75)
    hinder = rows["Hinder har undanröjts"]
    assert (hinder[1], hinder[8], hinder[14], hinder[15:17]) == (56, 9, 16, (25, 45))


def test_a_chart_can_be_read_by_those_who_cannot_see_it(workbook):
    with zipfile.ZipFile(workbook) as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode("utf-8")
        chart = archive.read("xl/charts/chart1.xml").decode("utf-8")
    texts = re.findall(r'descr="([^"]+)"', drawing)
    assert "42 av 56" in texts[0]
    assert '<c:grouping val="percentStacked"/>' in chart
    assert 'prst="ltUpDiag"' in chart


def test_text_that_looks_like_a_formula_is_text(workbook):
    book = openpyxl.load_workbook(workbook)
    types = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in types
    assert column_of(workbook, "Svar (koder)", "grupp")["=Projekt B"] == 28


def summary_of_seven(tmp_path, detail):
    """Return the headings and the row of an item that three gave a 2 and four a 4."""
    book = a_codebook([a_likert("a")])
    book["round"]["detail"] = detail
    dataset = a_dataset(tmp_path / "e", book, rows_of("a", {"2": 3, "4": 4}))
    files.write(dataset, tmp_path / "a.xlsx", "xlsx")
    assert b"xl/charts" not in everything_in(tmp_path / "a.xlsx")
    everyone = rows_of_sheet(tmp_path / "a.xlsx", "Sammanfattning")
    header = next(one for one in everyone if one[0] == "Påstående")
    row = next(one for one in everyone if one[0] == "Frågan a" and one[1])
    return dict(zip(header, row, strict=True))


def test_few_answers_give_counts_and_no_chart_and_no_percent(tmp_path):
    told = summary_of_seven(tmp_path, "full")
    assert list(told.values())[1:8] == [7, 0, 0, 3, 0, 4, 0]
    assert told["Antal positiva"] == 4
    assert told["% positiva"] is None
    assert [name for name in told if name and name.startswith("% ")] == ["% positiva"]
    assert told["Medel"] == pytest.approx(3.1)


def test_of_few_answers_in_three_parts_the_parts_are_counted(tmp_path):
    told = summary_of_seven(tmp_path, "standard")
    assert list(told.values())[3:8] == [".."] * 5
    assert (told["Låga svar"], told["Mitten"], told["Höga svar"]) == (3, 0, 4)


def test_libreoffice_opens_it_with_its_charts(workbook, tmp_path):
    subprocess.run(
        [
            calc_path(),
            f"-env:UserInstallation=file://{tmp_path}/office",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            tmp_path,
            workbook,
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    text = subprocess.run(
        [poppler_bin() / "pdftotext", tmp_path / "svar.pdf", "-"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert "Hinder har undanröjts" in text
    assert re.search(r"39\s%", text)
