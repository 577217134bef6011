"""SPSS, Stata, Parquet and CSV, read back by the programs that will."""

import csv
import json
import re
import subprocess
from collections import Counter

import pyarrow.parquet as pq
import pyreadstat
import pytest

from analysis import files
from analysis.codebook import Code
from analysis.files.answers import Column
from analysis.files.coding import in_numbers, numbered
from analysis.files.names import spss_names, stata_names
from tests.analysis.builders import a_codebook, a_dataset, a_likert, a_single, beside, rows_of
from tests.analysis.files.builders import DELAKTIG, HINDER, a_told_round, repeatable, told
from tests.machine import pspp_path


@pytest.fixture
def write(tmp_path):
    """Write the round with the printed figures in a format, and return the path."""

    def write(form, **how):
        dataset = a_told_round(tmp_path)
        path = tmp_path / f"svar{files.ENDINGS[form]}"
        files.write(dataset, path, form, answers=repeatable(dataset), **how)
        return path

    return write


# SPSS ---------------------------------------------------------------------------------------------


def test_spss_gets_labels_measures_and_user_missing(write):
    frame, about = pyreadstat.read_sav(str(write("sav")), user_missing=True)
    assert about.number_rows == 58
    assert about.column_names_to_labels["tycker_hinder"] == "Hinder har undanröjts"
    assert about.variable_value_labels["tycker_hinder"][97] == "Vet ej"
    assert about.variable_value_labels["grupp"] == {1.0: "Projekt Å", 2.0: "=Projekt B"}
    assert about.missing_ranges["tycker_hinder"] == [{"lo": 97.0, "hi": 97.0}]
    assert about.variable_measure["tycker_hinder"] == "ordinal"
    assert about.variable_measure["grupp"] == about.variable_measure["vad__tid"] == "nominal"
    assert Counter(frame["tycker_hinder"].dropna()) == {
        float(97 if code == "vet_ej" else code): count
        for code, count in HINDER.items()
        if code is not None
    }
    assert set(frame["vad__tid"].dropna()) == {0.0, 1.0}


def test_a_multiple_choice_says_how_its_variables_are_joined(write):
    _, about = pyreadstat.read_sav(str(write("sav")))
    notes = " ".join(about.notes if isinstance(about.notes, list) else [about.notes])
    assert "NAME=$vad VARIABLES=vad__tid vad__pengar vad__annat VALUE=1." in re.sub(
        r"\s+", " ", notes
    )


def pspp(path, *commands):
    """Let PSPP read the file and run commands; return what it printed, as CSV."""
    syntax = path.with_suffix(".sps")
    syntax.write_text("\n".join([f"GET FILE='{path}'.", *commands]), encoding="utf-8")
    done = subprocess.run(
        [pspp_path(), "-O", "format=csv", "-o", "-", syntax],
        capture_output=True,
        text=True,
        check=True,
        cwd=path.parent,
    )
    assert "error:" not in done.stdout
    return [row for row in csv.reader(done.stdout.splitlines()) if row]


def test_pspp_counts_vet_ej_as_missing_and_prints_both_percentages(write):
    rows = pspp(write("sav"), "FREQUENCIES VARIABLES=tycker_hinder.")
    rows = [row for row in rows if len(row) > 1]
    (vet_ej,) = [row for row in rows if "Vet ej" in row]
    assert vet_ej[2:4] == ["9", "15.5%"]
    (most,) = [row for row in rows if "i ganska hög grad" in row]
    assert most[2:5] == ["18", "31.0%", "38.3%"]
    (valid,) = [row for row in rows if row[:2] == ["N", "Valid"]]
    assert valid[2] == "47"


def test_pspp_reads_the_bias_and_the_documents(write):
    rows = pspp(write("sav"), "DISPLAY DOCUMENTS.", "DESCRIPTIVES VARIABLES=tycker_delaktig.")
    assert any("Svaren står i slumpad ordning." in cell for row in rows for cell in row)
    (described,) = [row for row in rows if row and "delaktig" in row[0].lower() and len(row) > 4]
    assert described[1:3] == ["56", "3.96"]


# Stata --------------------------------------------------------------------------------------------


def test_stata_gets_labels_and_vet_ej_as_a_missing_value(write):
    frame, about = pyreadstat.read_dta(str(write("dta")), user_missing=True)
    assert about.variable_value_labels["tycker_hinder"]["a"] == "Vet ej"
    found = Counter(one for one in frame["tycker_hinder"] if one == one)
    assert (found["a"], found[4.0], found[5.0]) == (9, 18, 7)
    assert about.column_names_to_labels["tycker_delaktig"] == "Jag är delaktig i planeringen"
    plain, _ = pyreadstat.read_dta(str(write("dta")))
    assert plain["tycker_hinder"].count() == 47


def test_pandas_reads_the_stata_file(write):
    import pandas as pd

    frame = pd.read_stata(write("dta"), convert_categoricals=False)
    assert Counter(frame["tycker_delaktig"].dropna()) == {
        float(code): count for code, count in DELAKTIG.items() if code is not None
    }


# Parquet ------------------------------------------------------------------------------------------


def test_parquet_has_labels_in_the_order_of_the_scale_and_a_codebook(write):
    table = pq.read_table(write("parquet"))
    hinder = table["tycker_hinder"].combine_chunks()
    assert hinder.dictionary.to_pylist()[-2:] == ["helt", "Vet ej"]
    assert Counter(hinder.to_pylist())["Vet ej"] == 9
    about = json.loads(table.schema.metadata[b"samsvar"])
    assert [one["name"] for one in about["columns"]] == table.column_names
    assert about["columns"][2]["codes"][-1] == {
        "code": "vet_ej",
        "number": 97,
        "text": "Vet ej",
        "value": None,
    }
    assert about["smallest_combination"] == 10


# CSV ----------------------------------------------------------------------------------------------


def test_csv_for_excel_has_labels_behind_a_byte_order_mark(write):
    text = write("csv").read_bytes().decode("utf-8")
    assert text.startswith('\ufeff"Grupp";"Jag är delaktig i planeringen"')
    rows = list(csv.DictReader(text.lstrip("\ufeff").splitlines(), delimiter=";"))
    assert Counter(row["Hinder har undanröjts"] for row in rows)["Vet ej"] == 9
    assert {row["Grupp"] for row in rows} == {"Projekt Å", "'=Projekt B"}


def test_plain_csv_has_codes_and_commas(write):
    with write("csv", dialect="plain").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert Counter(row["tycker_hinder"] for row in rows) == {
        code or "": count for code, count in HINDER.items()
    }
    assert {row["vad__tid"] for row in rows} <= {"0", "1", ""}


def test_minus_two_is_a_number_in_every_file(tmp_path):
    codes = [
        {"code": str(one), "text": str(one), "value": one, "missing": False} for one in range(-2, 3)
    ]
    variable = a_likert("a", scale="minus") | {"codes": codes}
    scale = {"top": ["1", "2"], "bottom": ["-2", "-1"], "agree": "instämmer"}
    book = told(a_codebook([variable], scales={"minus": scale}))
    dataset = a_dataset(tmp_path / "export", book, rows_of("a", {"-2": 12, "2": 1}))
    answers = repeatable(dataset)
    files.write(dataset, tmp_path / "a.csv", "csv", answers=answers, dialect="plain")
    assert (tmp_path / "a.csv").read_text().splitlines().count("-2") == 12
    files.write(dataset, tmp_path / "b.csv", "csv", answers=answers)
    assert (tmp_path / "b.csv").read_text(encoding="utf-8").splitlines().count("-2") == 12
    files.write(dataset, tmp_path / "a.sav", "sav", answers=answers)
    frame, _ = pyreadstat.read_sav(str(tmp_path / "a.sav"))
    assert Counter(frame["a"]) == {-2.0: 12, 2.0: 1}


# Names and numbers --------------------------------------------------------------------------------


def test_names_are_made_for_each_program():
    wanted = [
        "tycker_nöjd",
        "with",
        "ALL",
        "2019",
        "a" * 70,
        "a" * 71,
        "hinder__tid",
        "HINDER__tid",
    ]
    spss = spss_names(wanted)
    assert spss[:4] == ["tycker_nöjd", "with_", "ALL_", "v2019"]
    assert spss[-1] == "HINDER__tid_2"
    assert all(len(name.encode()) <= 64 for name in spss)
    stata = stata_names([*wanted, "str8", "_n"])
    assert (stata[0], stata[-2], stata[-1]) == ("tycker_nojd", "str8_", "v_n")
    assert all(len(name) <= 31 for name in stata)
    assert len(set(map(str.lower, spss))) == len(wanted)
    assert len(set(stata)) == len(stata)


def test_long_names_survive_in_spss_and_stata(tmp_path):
    long = [f"{'lång' * 12}_{ending}" for ending in ("ett", "två")]
    book = told(a_codebook([a_single(name, "ja", "nej") for name in long] + [a_likert("a")]))
    rows = beside(*(rows_of(name, {"ja": 20, "nej": 20}) for name in long), rows_of("a", {"3": 40}))
    dataset = a_dataset(tmp_path / "export", book, rows)
    for form, read in (("sav", pyreadstat.read_sav), ("dta", pyreadstat.read_dta)):
        path = tmp_path / f"a.{form}"
        files.write(dataset, path, form, answers=repeatable(dataset))
        frame, about = read(str(path))
        assert len(frame.columns) == 3
        assert about.column_names_to_labels[frame.columns[0]] == f"Frågan {long[0]}"[:80]


def test_items_with_one_text_are_told_apart_by_what_they_stood_under(tmp_path):
    same = "Handläggningen av ärenden har blivit bättre och snabbare tack vare samverkan"
    items = [
        a_likert("om_projektet", text=same, stem="Om projektet", question="a"),
        a_likert("om_myndigheten", text=same, stem="Om myndigheten", question="b"),
        a_likert("egen", text="Egen försörjning", stem="Om myndigheten", question="b"),
    ]
    names = [one["name"] for one in items]
    rows = beside(*(rows_of(name, {"3": 20, "4": 20}) for name in names))
    dataset = a_dataset(tmp_path / "export", told(a_codebook(items)), rows)
    labels = {}
    for form, read in (("sav", pyreadstat.read_sav), ("dta", pyreadstat.read_dta)):
        path = tmp_path / f"a.{form}"
        files.write(dataset, path, form, answers=repeatable(dataset))
        labels[form] = list(read(str(path))[1].column_names_to_labels.values())
    assert labels["sav"] == [f"{same} – Om projektet", f"{same} – Om myndigheten", items[2]["text"]]
    assert all(len(label) <= 80 for label in labels["dta"])
    assert len(set(labels["dta"])) == 3
    assert labels["dta"][1].endswith("(2)")


def test_an_option_is_named_before_its_question(tmp_path):
    path = tmp_path / "a.sav"
    dataset = a_told_round(tmp_path)
    files.write(dataset, path, "sav", answers=repeatable(dataset))
    labels = pyreadstat.read_sav(str(path))[1].column_names_to_labels
    assert labels["vad__tid"].endswith(" – Vad saknas?")
    assert not labels["vad__tid"].startswith("Vad saknas?")


def test_a_stata_file_is_of_the_release_that_stata_writes(tmp_path):
    path = tmp_path / "a.dta"
    dataset = a_told_round(tmp_path)
    files.write(dataset, path, "dta", answers=repeatable(dataset))
    assert path.read_bytes().startswith(b"<stata_dta><header><release>118</release>")


def test_answers_outside_the_substance_are_numbered_in_a_row():
    import numpy as np

    codes = (
        Code(code="ja", text="Ja"),
        Code(code="vill_ej", text="Vill inte svara", missing=True),
        Code(code="nej", text="Nej"),
        Code(code="vet_ej", text="Vet ej", missing=True),
    )
    column = Column(
        name="a",
        kind="single",
        question="?",
        option="",
        codes=codes,
        values=np.array([0, 1, 2, 3, 4], dtype=np.int16),
    )
    assert [number for number, _ in numbered(column)] == [1, 97, 3, 98]
    assert in_numbers(column)[1:].tolist() == [1, 97, 3, 98]
