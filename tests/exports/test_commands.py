"""`samsvar export`, `summary` and `answers`, as they are typed."""

import json
import os
import subprocess
import sys

import openpyxl
import pytest
from click.testing import CliRunner
from sqlalchemy.orm import Session

from survey_app.cli import samsvar
from survey_app.storage.models import SurveyRound
from tests.exports.builders import ROUND, a_released_round, some_answers

TEXTS = [("hur", "c1", "Jag får hjälp."), *[("innan_annat", None, "Jobb")] * 2]


@pytest.fixture
def run(sqlite_installation, sqlite_url, tmp_path, monkeypatch):
    """Run a command on an installation with one released round of 57 answers."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAMSVAR_INSTANCE_DIR", str(tmp_path / "instance"))
    monkeypatch.setenv("SAMSVAR_DATABASE_URL", sqlite_url)
    with Session(sqlite_installation.engine) as session:
        a_released_round(session, some_answers(57), texts=TEXTS)

    def run(*arguments):
        return CliRunner().invoke(samsvar, [str(argument) for argument in arguments])

    return run


def test_export_writes_the_folder_and_says_so(run, tmp_path):
    done = run("export", ROUND, "--out", "mapp")
    assert done.exit_code == 0, done.output
    assert done.output.splitlines()[-1] == f"Exported 57 responses of round {ROUND} to mapp."
    assert (tmp_path / "mapp" / "codebook.json").exists()


def test_a_round_and_its_folder_give_the_same_summary(run):
    run("export", ROUND, "--out", "mapp")
    of_round = run("summary", ROUND, "--format", "json")
    of_folder = run("summary", "mapp", "--format", "json")
    assert of_round.exit_code == of_folder.exit_code == 0
    assert json.loads(of_round.stdout) == json.loads(of_folder.stdout)


def test_a_folder_is_summarised_without_a_database(run, monkeypatch):
    run("export", ROUND, "--out", "mapp")
    monkeypatch.setenv("SAMSVAR_DATABASE_URL", "sqlite:////nowhere/at/all.db")
    assert run("summary", "mapp").exit_code == 0
    assert run("answers", "mapp").exit_code == 0


def test_json_is_alone_on_stdout(run):
    done = run("summary", ROUND, "--format", "json", "--by", "group")
    found = json.loads(done.stdout)
    assert found["n"] == 57
    assert {item["group"] for item in found["items"]} == {
        None,
        "Projekt A",
        "Projekt B + Projekt C",
    }
    assert done.stderr == f"Summarised 57 responses of round {ROUND}.\n"


def test_without_by_there_is_only_the_total(run):
    found = json.loads(run("summary", ROUND, "--format", "json").stdout)
    assert {item["group"] for item in found["items"]} == {None}


def test_the_text_ends_with_what_was_done(run):
    lines = run("summary", f" {ROUND.upper()} ").output.splitlines()
    assert lines[0] == "En liten enkät: Hösten 2026"
    assert lines[-1] == f"Summarised 57 responses of round {ROUND}."
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize("command", ["summary", "answers"])
@pytest.mark.parametrize("ending", ["xlsx", "csv", "XLSX"])
def test_a_file_is_written_for_its_owner_only(run, tmp_path, command, ending):
    done = run(command, ROUND, "--out", f"resultat.{ending}")
    assert done.exit_code == 0, done.output
    assert done.output.splitlines()[-1].endswith(f"of round {ROUND} to resultat.{ending}.")
    path = tmp_path / f"resultat.{ending}"
    assert path.stat().st_mode & 0o777 == 0o600
    if ending.lower() == "xlsx":
        assert openpyxl.load_workbook(path).worksheets[0].max_row > 1


def test_answers_are_listed(run):
    done = run("answers", ROUND)
    assert "[Projekt A] Jag får hjälp." in done.output
    assert done.output.splitlines()[-1] == f"Listed 3 open answers of round {ROUND}."
    found = json.loads(run("answers", ROUND, "--format", "json").stdout)
    assert found["questions"][0]["variable"] == "innan_annat"
    assert run("answers", ROUND, "--format", "csv").stdout.startswith('"variabel";')


def test_a_recoding_stands_beside_the_answers(run, tmp_path):
    (tmp_path / "kod.yaml").write_text(
        "innan_annat:\n  arbete: [jobb]\n  Utomlands: [norge]\n", encoding="utf-8"
    )
    done = run("summary", ROUND, "--recode", "kod.yaml", "--format", "json")
    found = json.loads(done.stdout)
    before = next(one for one in found["choices"] if one["variable"] == "innan")["counts"]
    after = found["recoded"][0]["counts"]
    assert found["recoded"][0]["source"] == "innan_annat"
    assert after["arbete"] == before["arbete"] + 2
    assert after["annat"] == before["annat"] - 2
    assert "Nobody wrote “norge” at innan_annat." in done.stderr


@pytest.mark.parametrize("command", ["summary", "answers"])
def test_an_unknown_round_is_said_in_one_sentence(run, command):
    done = run(command, "finnsinte")
    assert done.exit_code == 1
    assert done.output == "Error: There is no round “finnsinte”. List them: samsvar round list\n"


@pytest.mark.parametrize(
    "arguments", [("export", ROUND, "--out", "mapp"), ("summary", ROUND), ("answers", ROUND)]
)
def test_an_open_round_shows_nothing(run, sqlite_installation, arguments):
    with Session(sqlite_installation.engine) as session:
        session.get_one(SurveyRound, ROUND).state = "open"
        session.commit()
    done = run(*arguments)
    assert done.exit_code == 1
    assert f"samsvar round close {ROUND}" in done.output


@pytest.mark.parametrize("command", ["summary", "answers"])
def test_an_unknown_ending_is_wrong_usage(run, command):
    done = run(command, ROUND, "--out", "resultat.pdf")
    assert done.exit_code == 2
    assert "write --out FILE.xlsx or FILE.csv" in done.output


def test_a_folder_that_is_no_export_is_named(run, tmp_path):
    (tmp_path / "tom").mkdir()
    done = run("summary", "tom")
    assert done.exit_code == 1
    assert "tom has no codebook.json" in done.output


def test_a_changed_folder_is_refused(run, tmp_path):
    run("export", ROUND, "--out", "mapp")
    with (tmp_path / "mapp" / "responses.parquet").open("ab") as file:
        file.write(b"x")
    done = run("summary", "mapp")
    assert done.exit_code == 1
    assert "responses.parquet has been changed" in done.output


def test_nothing_is_added_to_an_export_folder(run):
    run("export", ROUND, "--out", "mapp")
    done = run("summary", "mapp", "--out", "mapp/resultat.xlsx")
    assert done.exit_code == 1
    assert "nothing may be added" in done.output
    assert run("summary", "mapp").exit_code == 0


def test_a_place_that_cannot_be_written_is_said(run):
    done = run("summary", ROUND, "--out", "finns/inte/resultat.csv")
    assert done.exit_code == 1
    assert "cannot be written" in done.output


def test_a_wrong_recoding_is_said_in_one_sentence(run, tmp_path):
    (tmp_path / "kod.yaml").write_text("hur: {A: [b]}\n", encoding="utf-8")
    done = run("summary", ROUND, "--recode", "kod.yaml")
    assert done.exit_code == 1
    assert "“hur” is not an answer in words" in done.output


def test_the_command_line_does_not_load_what_only_analysis_needs():
    heavy = {"pandas", "pyarrow", "numpy", "xlsxwriter", "matplotlib", "scipy"}
    program = f"import sys, survey_app.exports.commands; print({heavy} & set(sys.modules))"
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=os.environ, check=True
    )
    assert found.stdout.strip() == "set()"
