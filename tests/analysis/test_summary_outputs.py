"""The summary as JSON, as tables to read, as CSV and as a workbook: the same numbers in all."""

import csv
import io
import json
import zipfile

import openpyxl
import pytest

import analysis
from analysis.summary_csv import summary_csv, write_summary_csv
from analysis.summary_json import as_json, summary_json
from analysis.summary_text import summary_text
from analysis.summary_xlsx import write_summary_xlsx
from tests.analysis.builders import (
    a_codebook,
    a_dataset,
    a_likert,
    a_multiple,
    a_number,
    a_single,
    beside,
    rows_of,
)

STEM = "I vilken grad stämmer påståendena om det projekt som du deltar i just nu?"
VARIABLES = [
    a_likert("tycker_delaktig", text="Jag är delaktig i planeringen", stem=STEM, question="tycker"),
    a_likert(
        "tycker_paverka",
        text="Jag kan påverka " + "och påverka igen " * 9,
        stem=STEM,
        question="tycker",
    ),
    a_likert("samverkan", scale="annan5", vet_ej=True),
    a_single("innan", "arbete", "studier", "annat"),
    a_multiple("hinder", "tid", "resor", max_choices=2),
    a_number("manader", unit="månader"),
]
INDICATOR = {
    "id": "delaktiga",
    "text": "Andelen delaktiga",
    "condition": {"kind": "at_least", "item": "tycker_delaktig", "value": 4},
}


def some_rows():
    """26 in Projekt A, 26 in Projekt B and 5 in Projekt C, where 4 answered the first item."""
    rows = beside(
        rows_of("tycker_delaktig", {"1": 2, "2": 4, "3": 8, "4": 22, "5": 20}),
        rows_of("tycker_paverka", {"2": 20, "3": 17, "4": 20}),
        rows_of("samverkan", {"1": 2, "3": 9, "5": 30, "vet_ej": 15}),
        rows_of("innan", {"arbete": 24, "studier": 33}),
        [{"hinder": ["tid", "resor"] if place % 2 else ["resor"]} for place in range(40)],
        [{"manader": place % 7} for place in range(57)],
    )
    return [{**row, "class": f"c{min(place // 26 + 1, 3)}"} for place, row in enumerate(rows)]


@pytest.fixture
def dataset(tmp_path):
    codebook = a_codebook(
        VARIABLES, classes=["Projekt A", "Projekt B", "Projekt C"], indicators=[INDICATOR]
    )
    return a_dataset(tmp_path / "export", codebook, some_rows())


@pytest.fixture
def total(dataset):
    return analysis.summary(dataset)


@pytest.fixture
def by_group(dataset):
    return analysis.summary(dataset, by_class=True)


# JSON --------------------------------------------------------------------------------------------


def test_json_is_that_of_the_design(total):
    found = json.loads(summary_json(total))
    assert (found["round"], found["n"]) == ("r2h9", 57)
    delaktig = found["items"][0]
    expected = {
        "variable": "tycker_delaktig",
        "text": "Jag är delaktig i planeringen",
        "scale": "grad5",
        "group": None,
        "n": 56,
        "no_answer": 1,
        "counts": {"1": 2, "2": 4, "3": 8, "4": 22, "5": 20},
        "percent": {"1": 4, "2": 7, "3": 14, "4": 39, "5": 36},
        "top2": {"count": 42, "percent": 75},
        "top2_substantive": {"count": 42, "of": 56, "percent": 75},
        "median": 4,
        "mean": 3.96,
        "suppressed": False,
    }
    assert {key: delaktig[key] for key in expected} == expected
    assert isinstance(delaktig["median"], int)
    (indicator,) = found["indicators"]
    assert indicator["id"] == "delaktiga"
    assert (indicator["count"], indicator["of"], indicator["percent"]) == (42, 56, 75)


def test_vet_ej_is_a_key_of_its_own_inside_n(total):
    samverkan = as_json(total)["items"][2]
    assert samverkan["counts"]["vet_ej"] == 15
    assert samverkan["n"] == 56
    assert samverkan["top2_substantive"] == {"count": 30, "of": 41, "percent": 73}


def test_choices_and_numbers_stand_beside_the_items(total):
    found = as_json(total)
    single, multiple = found["choices"]
    assert single["counts"] == {"arbete": 24, "studier": 33, "annat": 0}
    assert (multiple["n"], multiple["picks"]) == (40, 60)
    assert multiple["percent"] == {"tid": 50, "resor": 100}
    assert multiple["percent_of_picks"] == {"tid": 33.3, "resor": 66.7}
    (number,) = found["numbers"]
    assert (number["n"], number["median"], number["mean"]) == (57, 3, 2.95)


def test_groups_come_after_the_total_and_nothing_withheld_is_left_in_them(by_group):
    items = [one for one in as_json(by_group)["items"] if one["variable"] == "tycker_delaktig"]
    assert [one["group"] for one in items] == [None, "Projekt A", "Projekt B", "Projekt C"]
    assert [one["suppressed"] for one in items] == [False, True, False, True]
    hidden = items[3]
    assert hidden["counts"] == dict.fromkeys("12345")
    assert hidden["top2"] == {"count": None, "percent": None}
    leaves = [hidden[key] for key in ("n", "no_answer", "median", "mean", "merged")]
    assert leaves == [None] * 5


# Text --------------------------------------------------------------------------------------------


def test_the_tables_fit_a_terminal(by_group, total):
    for summary in (by_group, total):
        assert max(len(line) for line in summary_text(summary).splitlines()) <= 100


def test_the_tables_show_n_base_and_share(total):
    lines = summary_text(total).splitlines()
    delaktig = next(line for line in lines if line.startswith("Jag är delaktig"))
    cells = delaktig.replace("\N{NO-BREAK SPACE}", "").split()
    assert cells[-10:] == ["4", "8", "22", "20", "56", "1", "42", "(75%)", "4", "3,96"]
    assert "57 svar" in lines
    assert any("42 av 56 (75\N{NO-BREAK SPACE}%)" in line for line in lines)


def test_what_is_withheld_is_explained(by_group, total):
    assert ".." in summary_text(by_group)
    assert "betyder att talet inte visas: färre än 5 har svarat" in summary_text(by_group)
    assert "betyder att talet inte visas" not in summary_text(total)


def test_a_sum_that_is_not_100_is_explained_and_only_then(tmp_path):
    odd = a_dataset(
        tmp_path / "odd",
        a_codebook([a_single("a", "x", "y", "z")]),
        rows_of("a", {"x": 10, "y": 10, "z": 10}),
    )
    even = a_dataset(
        tmp_path / "even", a_codebook([a_single("a", "x", "y")]), rows_of("a", {"x": 10, "y": 10})
    )
    note = "Summan kan avvika från 100"
    assert note in summary_text(analysis.summary(odd))
    assert note not in summary_text(analysis.summary(even))


def test_few_answers_are_told_without_percent(tmp_path):
    rows = rows_of("a", {"1": 1, "3": 3, "4": 2, "5": 1})
    codebook = a_codebook([a_likert("a")], detail="full")
    text = summary_text(analysis.summary(a_dataset(tmp_path / "export", codebook, rows)))
    assert "%" not in text
    assert "Procent skrivs inte ut när färre än tio har svarat." in text


# CSV ---------------------------------------------------------------------------------------------


def rows_of_csv(text):
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def test_each_number_has_a_row_with_its_base(total):
    rows = rows_of_csv(summary_csv(total))
    five = next(r for r in rows if r["variabel"] == "tycker_delaktig" and r["mått"] == "5")
    assert (five["antal"], five["bas"], five["procent"], five["grupp"]) == (
        "20",
        "56",
        "36",
        "Alla",
    )
    high = next(r for r in rows if r["mått"] == "höga")
    assert (high["beteckning"], high["antal"], high["bas"]) == ("4–5", "42", "56")
    mean = next(r for r in rows if r["mått"] == "medel")
    assert mean["värde"] == "3,96"
    picks = next(r for r in rows if r["mått"] == "tid av kryssen")
    assert (picks["antal"], picks["bas"], picks["procent"]) == ("20", "60", "33,3")


def test_withheld_cells_say_so(by_group):
    rows = rows_of_csv(summary_csv(by_group))
    hidden = [r for r in rows if r["variabel"] == "tycker_delaktig" and r["grupp"] == "Projekt C"]
    assert len(hidden) == 14
    for row in hidden:
        assert row["n"] == ".."
        assert row["antal"] in {"..", ""}
        assert row["värde"] in {"..", ""}


def test_a_csv_file_opens_in_a_swedish_excel(total, tmp_path):
    path = tmp_path / "sammanfattning.csv"
    write_summary_csv(total, path)
    written = path.read_bytes()
    assert written.startswith(b'\xef\xbb\xbf"del";"variabel"')
    assert written.count(b"\r\n") == written.count(b"\n")


# XLSX --------------------------------------------------------------------------------------------


@pytest.fixture
def workbook(by_group, tmp_path):
    path = tmp_path / "sammanfattning.xlsx"
    write_summary_xlsx(by_group, path)
    return openpyxl.load_workbook(path)


def records(sheet):
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_there_is_a_sheet_for_each_scale_and_kind(workbook):
    assert workbook.sheetnames == [
        "Skala grad5",
        "Skala annan5",
        "Val",
        "Flerval",
        "Tal",
        "Indikatorer",
        "Läs mig",
    ]


def test_the_cells_are_numbers_with_their_base(workbook):
    delaktig = records(workbook["Skala grad5"])[0]
    assert delaktig["Grupp"] == "Alla"
    assert (delaktig["n"], delaktig["Ej svar"]) == (56, 1)
    assert delaktig["Antal 5 helt"] == 20
    assert delaktig["% 5 helt"] == 36
    assert (delaktig["Antal 4–5"], delaktig["% 4–5"], delaktig["Medel"]) == (42, 75, 3.96)
    resor = records(workbook["Flerval"])[1]
    assert (resor["Antal"], resor["n"], resor["Procent"], resor["% av kryssen"]) == (
        40,
        40,
        100,
        66.7,
    )


def test_withheld_cells_hold_two_dots_and_no_number(workbook):
    hidden = next(
        row
        for row in records(workbook["Skala grad5"])
        if row["Grupp"] == "Projekt C" and row["Variabel"] == "tycker_delaktig"
    )
    numbers = {key: cell for key, cell in hidden.items() if isinstance(cell, int | float)}
    assert numbers == {}
    assert hidden["n"] == ".."


def test_headings_stay_in_sight_and_columns_can_be_read(workbook):
    for sheet in workbook.worksheets[:-1]:
        assert sheet.freeze_panes == "A2"
        widths = [column.width for column in sheet.column_dimensions.values()]
        assert min(widths) >= 10
    notes = " ".join(cell.value for cell in workbook["Läs mig"]["A"])
    assert "”vet ej” inräknat" in notes
    assert "talet inte visas" in notes


def test_the_same_summary_gives_the_same_bytes_and_says_nothing_of_who_and_when(total, tmp_path):
    paths = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    for path in paths:
        write_summary_xlsx(total, path)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    with zipfile.ZipFile(paths[0]) as archive:
        core = archive.read("docProps/core.xml").decode()
        assert "2000-01-01T00:00:00Z" in core
        assert "<dc:creator></dc:creator>" in core
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
