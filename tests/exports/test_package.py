"""The export folder holds what the database holds, and nothing that tells who or when."""

import csv
import hashlib
import json
from collections import Counter

import pyarrow.parquet as pq
import pytest
from sqlalchemy.orm import Session

import analysis
from survey_app.exports.errors import ExportError
from survey_app.exports.package import write_export
from survey_app.questionnaire.model import freeze
from survey_app.storage.models import Response, SurveyRound
from tests.builders import a_questionnaire
from tests.exports.builders import ROUND, a_released_round, some_answers

TEXTS = [
    ("hur", "c1", "Jag får hjälp."),
    ("hur", None, '=1+1; "två"\nrader'),
    ("innan_annat", None, "föräldraledig"),
]


@pytest.fixture
def session(sqlite_installation):
    with Session(sqlite_installation.engine) as session:
        yield session


@pytest.fixture
def answers():
    return some_answers(57)


@pytest.fixture
def folder(session, answers, tmp_path):
    folder = tmp_path / "export"
    assert write_export(session, a_released_round(session, answers, texts=TEXTS), folder) == 57
    return folder


def test_every_count_is_that_of_the_rows(installation, tmp_path):
    """On SQLite and on PostgreSQL."""
    with Session(installation.engine) as session:
        round_ = a_released_round(session, some_answers(57))
        write_export(session, round_, tmp_path / "export")
        rows = [(one.class_id, one.answers) for one in session.query(Response)]
    summary = analysis.summary(analysis.load(tmp_path / "export"), by_class=False)

    assert summary.n == len(rows) == 57
    for item in (*summary.items, *summary.choices):
        name = item.variable.name
        given = [answers.get(name) for _, answers in rows]
        picks = Counter(
            code
            for one in given
            if one is not None
            for code in (one if isinstance(one, list) else [one])
        )
        assert item.n == sum(one is not None for one in given)
        assert item.no_answer == sum(one is None for one in given)
        assert item.counts == tuple(picks[code.code] for code in item.variable.codes)
    (number,) = summary.numbers
    months = [answers["manader"] for _, answers in rows if "manader" in answers]
    assert (number.n, number.mean) == (len(months), round(sum(months) / len(months) + 1e-9, 2))
    (indicator,) = summary.indicators
    assert indicator.share.count == sum(a.get("tycker_nojd") in {"4", "5"} for _, a in rows)


def test_the_classes_follow_the_answers(folder, answers):
    dataset = analysis.load(folder)
    in_c1 = Counter(one.get("tycker_nojd") for one in answers[:34])
    codes = dataset.codes["tycker_nojd"][dataset.classes == 1]
    steps = [None, "1", "2", "3", "4", "5", "vet_ej"]
    assert Counter(steps[code] for code in codes) == in_c1
    assert dataset.codebook.classes[1].name == "Projekt B + Projekt C"
    assert dataset.codebook.classes[1].groups == ("Projekt B", "Projekt C")


def test_texts_and_counts_come_whole(folder):
    dataset = analysis.load(folder)
    assert {(one.class_id, one.text) for one in dataset.texts["hur"]} == {
        ("c1", "Jag får hjälp."),
        (None, '=1+1; "två"\nrader'),
    }
    counts = {one.group: (one.class_id, one.invited, one.answered) for one in dataset.counts}
    assert counts == {
        "Projekt A": ("c1", 40, 34),
        "Projekt B": ("c2", 30, 22),
        "Projekt C": ("c2", 3, 1),
    }
    assert dataset.counts[0].reasons == {"avböjt": 2}


def test_the_csv_and_the_parquet_hold_the_same(folder):
    with (folder / "responses.csv").open(encoding="utf-8", newline="") as file:
        header, *written = csv.reader(file)
    table = pq.read_table(folder / "responses.parquet")
    assert header == table.column_names
    assert header[:3] == ["class", "mode", "language"]
    assert "hinder__tid" in header
    rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
    assert written == [["" if cell is None else str(cell) for cell in row] for row in rows]


def test_mode_and_language_are_there_only_where_they_were_kept(folder):
    table = pq.read_table(folder / "responses.parquet").to_pylist()
    assert {(row["class"], row["mode"], row["language"]) for row in table} == {
        ("c1", "webb", "sv"),
        ("c2", None, None),
    }


def test_each_export_has_an_order_of_its_own(session, answers, tmp_path):
    round_ = a_released_round(session, answers)
    orders = []
    for name in ("one", "two"):
        write_export(session, round_, tmp_path / name)
        orders.append(pq.read_table(tmp_path / name / "responses.parquet").to_pylist())
    assert orders[0] != orders[1]
    assert sorted(map(str, orders[0])) == sorted(map(str, orders[1]))
    stored = [one.answers for one in session.query(Response)]
    for order in orders:
        assert [row["manader"] for row in order] != [one.get("manader") for one in stored]


def test_the_folder_is_for_its_owner_only(folder):
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_the_sums_are_written_as_sha256sum_reads_them(folder):
    lines = (folder / "SHA256SUMS").read_text(encoding="ascii").splitlines()
    assert len(lines) == 6
    for line in lines:
        expected, name = line.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == expected


def test_the_readme_says_that_it_is_never_handed_on(folder):
    readme = (folder / "README.txt").read_text(encoding="utf-8")
    assert "Lämna aldrig mappen vidare" in readme
    assert "Hösten 2026" in readme
    assert "{" not in readme
    assert max(map(len, readme.splitlines())) <= 100


def test_nothing_in_it_says_when_it_was_made(folder):
    schema = pq.read_schema(folder / "responses.parquet")
    assert not schema.metadata
    codebook = json.loads((folder / "codebook.json").read_text(encoding="utf-8"))
    assert set(codebook["round"]) == {
        "id",
        "title",
        "access",
        "opens_on",
        "closes_on",
        "k",
        "detail",
        "microdata",
    }


def test_the_values_of_a_round_are_filled_in(session, tmp_path):
    asked = a_questionnaire(fill=("projekt",), title="Enkät om {projekt}")
    round_ = a_released_round(
        session,
        some_answers(12),
        questionnaire=freeze(asked),
        fills={"projekt": "Projekt A"},
    )
    write_export(session, round_, tmp_path / "export")
    assert analysis.load(tmp_path / "export").codebook.questionnaire.title == "Enkät om Projekt A"


@pytest.mark.parametrize("state", ["draft", "open", "closing"])
def test_a_round_that_is_not_released_is_refused(session, answers, tmp_path, state):
    round_ = a_released_round(session, answers, state=state)
    with pytest.raises(ExportError, match="can be read after release"):
        write_export(session, round_, tmp_path / "export")
    assert list(tmp_path.glob("*export*")) == []


def test_an_earlier_export_is_replaced_as_a_whole(session, folder):
    before = (folder / "responses.parquet").read_bytes()
    write_export(session, session.get_one(SurveyRound, ROUND), folder)
    assert (folder / "responses.parquet").read_bytes() != before
    assert analysis.load(folder).n == 57
    assert [path.name for path in folder.parent.iterdir() if "export" in path.name] == ["export"]


def test_an_empty_folder_is_used(session, answers, tmp_path):
    folder = tmp_path / "export"
    folder.mkdir(mode=0o755)
    write_export(session, a_released_round(session, answers), folder)
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("name", ["rapport.docx", "responses.csv"])
def test_a_folder_with_something_else_is_left_alone(session, answers, tmp_path, name):
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / name).write_text("mitt")
    with pytest.raises(ExportError, match="new or empty"):
        write_export(session, a_released_round(session, answers), folder)
    assert [path.name for path in folder.iterdir()] == [name]


def test_a_file_is_not_a_folder(session, answers, tmp_path):
    (tmp_path / "export").write_text("mitt")
    with pytest.raises(ExportError, match="is a file"):
        write_export(session, a_released_round(session, answers), tmp_path / "export")


@pytest.mark.parametrize(
    "strange",
    [
        {"tycker_nojd": "6"},
        {"hinder": ["flyg"]},
        {"start": "i våras"},
        {"inte_fragat": "ja"},
    ],
)
def test_an_answer_that_was_never_asked_stops_the_export(session, tmp_path, strange):
    round_ = a_released_round(session, [*some_answers(12), strange])
    with pytest.raises(ExportError, match=next(iter(strange))):
        write_export(session, round_, tmp_path / "export")
    assert list(tmp_path.glob("*export*")) == []


def test_a_text_that_was_never_asked_stops_the_export(session, tmp_path):
    round_ = a_released_round(session, some_answers(12), texts=[("inte_fragat", None, "text")])
    with pytest.raises(ExportError, match="inte_fragat"):
        write_export(session, round_, tmp_path / "export")


def test_a_round_without_answers_is_an_export_too(session, tmp_path):
    write_export(session, a_released_round(session, []), tmp_path / "export")
    summary = analysis.summary(analysis.load(tmp_path / "export"), by_class=True)
    assert summary.n == 0
    assert all(item.suppressed for item in summary.items)
