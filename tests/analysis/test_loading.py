"""A folder is read only when it is what was written."""

import csv
import json

import numpy as np
import pyarrow.parquet as pq
import pytest

import analysis
from tests.analysis.builders import (
    a_codebook,
    a_date,
    a_likert,
    a_multiple,
    a_number,
    a_single,
    a_text,
    an_export_folder,
    write_sums,
)

VARIABLES = [
    a_likert("tycker_bra", vet_ej=True, stem="Vad tycker du?"),
    a_single("innan", "arbete", "studier"),
    a_multiple("hinder", "tid", "resor"),
    a_number("manader", unit="månader"),
    a_date("start"),
    a_text("hur"),
]
ROWS = [
    {"class": "c2", "tycker_bra": "5", "innan": "studier", "hinder": ["resor"], "manader": 3},
    {"class": "c1", "tycker_bra": "vet_ej", "hinder": ["tid", "resor"]},
    {},
]
TEXTS = [("hur", "c1", "Bra, ”tack”;\nmed rader"), ("hur", "", "=1+1")]
COUNTS = [("Projekt A", "c1", 4, 1, "{}"), ("Projekt B", "c2", "", 2, '{"avböjt": 1}')]


@pytest.fixture
def codebook():
    return a_codebook(VARIABLES, classes=["Projekt A", "Projekt B"])


@pytest.fixture
def folder(tmp_path, codebook):
    return an_export_folder(tmp_path / "export", codebook, ROWS, texts=TEXTS, counts=COUNTS)


def rewrite_codebook(folder, codebook):
    (folder / "codebook.json").write_text(json.dumps(codebook), encoding="utf-8")
    write_sums(folder)


def test_columns_become_places_among_the_codes(folder):
    dataset = analysis.load(folder)
    assert dataset.n == 3
    assert dataset.classes.tolist() == [2, 1, 0]
    assert dataset.codes["tycker_bra"].tolist() == [5, 6, 0]
    assert dataset.codes["tycker_bra"].dtype == np.int16
    assert dataset.codes["innan"].tolist() == [2, 0, 0]
    assert [column.tolist() for column in dataset.picks["hinder"]] == [[1, 2, 0], [2, 2, 0]]
    assert dataset.numbers["manader"][0] == 3
    assert np.isnan(dataset.numbers["manader"][1:]).all()
    assert np.isnat(dataset.days["start"]).all()


def test_texts_and_counts_are_read_as_written(folder):
    dataset = analysis.load(folder)
    assert [(one.class_id, one.text) for one in dataset.texts["hur"]] == [
        ("c1", "Bra, ”tack”;\nmed rader"),
        (None, "=1+1"),
    ]
    assert [(one.group, one.invited, one.answered) for one in dataset.counts] == [
        ("Projekt A", 4, 1),
        ("Projekt B", None, 2),
    ]
    assert dataset.counts[1].reasons == {"avböjt": 1}


def test_the_csv_holds_what_the_parquet_holds(folder):
    with (folder / "responses.csv").open(encoding="utf-8", newline="") as file:
        written = list(csv.reader(file))
    table = pq.read_table(folder / "responses.parquet")
    assert written[0] == table.column_names
    rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
    assert written[1:] == [["" if cell is None else str(cell) for cell in row] for row in rows]


@pytest.mark.parametrize("name", ["responses.parquet", "texts.csv", "codebook.json", "README.txt"])
def test_a_changed_file_is_named(folder, name):
    with (folder / name).open("ab") as file:
        file.write(b" ")
    with pytest.raises(analysis.AnalysisError, match=rf"{name} has been changed"):
        analysis.load(folder)


@pytest.mark.parametrize("name", ["responses.parquet", "counts.csv"])
def test_a_missing_file_is_named(folder, name):
    (folder / name).unlink()
    with pytest.raises(analysis.AnalysisError, match=rf"{name} is missing"):
        analysis.load(folder)


def test_a_file_too_many_is_named(folder):
    (folder / "anteckningar.docx").write_bytes(b"")
    with pytest.raises(analysis.AnalysisError, match=r"anteckningar\.docx is not part of"):
        analysis.load(folder)


def test_a_file_that_the_sums_leave_out_is_named(folder):
    (folder / "counts.csv").unlink()
    write_sums(folder)
    with pytest.raises(analysis.AnalysisError, match=r"does not list counts\.csv"):
        analysis.load(folder)


def test_another_folder_is_not_taken_for_an_export(tmp_path):
    with pytest.raises(analysis.AnalysisError, match="not an export folder"):
        analysis.load(tmp_path)
    with pytest.raises(analysis.AnalysisError, match="is not a folder"):
        analysis.load(tmp_path / "nowhere")


def test_sums_that_are_not_sums_are_refused(folder):
    (folder / "SHA256SUMS").write_text("../../etc/passwd\n", encoding="ascii")
    with pytest.raises(analysis.AnalysisError, match="holds a line that is not a sum"):
        analysis.load(folder)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"tycker_bra": "6"}, "“6” in the column tycker_bra is not in the codebook"),
        ({"innan": "annat"}, "“annat” in the column innan is not in the codebook"),
        ({"class": "c9"}, "“c9” in the column class is not in the codebook"),
        ({"hinder": []}, "has 0 in all of the columns hinder__tid"),
    ],
)
def test_an_answer_that_the_codebook_does_not_have_is_named(tmp_path, codebook, row, message):
    folder = an_export_folder(tmp_path / "export", codebook, [*ROWS, row])
    with pytest.raises(analysis.AnalysisError, match=message):
        analysis.load(folder)


def test_a_column_without_a_variable_is_named(folder, codebook):
    kept = [one for one in codebook["variables"] if one["name"] != "innan"]
    rewrite_codebook(folder, {**codebook, "variables": kept})
    with pytest.raises(analysis.AnalysisError, match="the column innan, which no variable"):
        analysis.load(folder)


def test_a_variable_without_a_column_is_named(folder, codebook):
    more = [*codebook["variables"], a_number("alder")]
    rewrite_codebook(folder, {**codebook, "variables": more})
    with pytest.raises(analysis.AnalysisError, match="lacks the column alder"):
        analysis.load(folder)


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ([("varfor", "", "…")], "row 1: “varfor” is not an open question"),
        ([("hur", "c9", "…")], "the class “c9” is not in the codebook"),
    ],
)
def test_a_text_of_nothing_that_was_asked_is_named(tmp_path, codebook, texts, message):
    folder = an_export_folder(tmp_path / "export", codebook, ROWS, texts=texts)
    with pytest.raises(analysis.AnalysisError, match=message):
        analysis.load(folder)


def test_a_lost_response_shows(tmp_path, codebook):
    folder = an_export_folder(tmp_path / "export", codebook, ROWS[:2], counts=COUNTS)
    with pytest.raises(analysis.AnalysisError, match=r"3 answered and responses\.parquet holds 2"):
        analysis.load(folder)


def test_counts_must_be_numbers(tmp_path, codebook):
    counts = [("Projekt A", "c1", "många", 3, "{}")]
    folder = an_export_folder(tmp_path / "export", codebook, ROWS, counts=counts)
    with pytest.raises(analysis.AnalysisError, match=r"counts\.csv: row 1"):
        analysis.load(folder)


def test_a_parquet_that_is_not_one_is_an_error_in_words(folder):
    (folder / "responses.parquet").write_bytes(b"PAR1 nonsense")
    write_sums(folder)
    with pytest.raises(analysis.AnalysisError, match=r"responses\.parquet cannot be read"):
        analysis.load(folder)
