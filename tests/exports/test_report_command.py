"""`samsvar report`, as it is typed."""

import os
import stat
import subprocess
import sys
import zipfile

import openpyxl
import pytest
from click.testing import CliRunner
from sqlalchemy.orm import Session

from survey_app.cli import samsvar
from tests.exports.builders import ROUND, a_released_round, some_answers

TEXTS = [("hur", "c1", "Jag får hjälp. Ring 070-123 45 67."), ("innan_annat", None, "Jobb")]
MASKED = "Jag får hjälp. Ring [uppgift borttagen]."


@pytest.fixture
def run(sqlite_installation, sqlite_url, tmp_path, monkeypatch):
    """Run a command on an installation with one released round of 57 answers."""
    return runner(sqlite_installation, sqlite_url, tmp_path, monkeypatch, TEXTS)


@pytest.fixture
def run_long(sqlite_installation, sqlite_url, tmp_path, monkeypatch):
    """Run a command where so many wrote something that the database may give it in any order."""
    texts = [("hur", None, f"Svar nummer {number}") for number in range(30)]
    return runner(sqlite_installation, sqlite_url, tmp_path, monkeypatch, texts)


def runner(installation, url, tmp_path, monkeypatch, texts):
    """Return what runs a command on an installation with one released round of 57 answers."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAMSVAR_INSTANCE_DIR", str(tmp_path / "instance"))
    monkeypatch.setenv("SAMSVAR_DATABASE_URL", url)
    monkeypatch.setenv("SAMSVAR_ORGANISATION", "Samordningsförbundet Exempel")
    with Session(installation.engine) as session:
        a_released_round(session, some_answers(57), texts=texts)

    def run(*arguments):
        return CliRunner().invoke(samsvar, [str(argument) for argument in arguments])

    return run


@pytest.fixture
def folder(run, tmp_path):
    """Return the export folder of the round: its answers come in the same order each time."""
    assert run("export", ROUND, "--out", "mapp").exit_code == 0
    return tmp_path / "mapp"


@pytest.mark.parametrize(
    ("name", "begins"), [("r.docx", b"PK"), ("r.pdf", b"%PDF"), ("r.html", b"<!doctype html>")]
)
def test_a_report_is_written_in_each_format_and_says_so(run, tmp_path, name, begins):
    done = run("report", ROUND, "--out", name)
    assert done.exit_code == 0, done.output
    assert done.output.splitlines()[-1] == f"Wrote a report of 1 round to {name}."
    written = tmp_path / name
    assert written.read_bytes()[:15].lower().startswith(begins.lower())
    assert stat.S_IMODE(written.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["r.docx", "r.pdf", "r.html"])
def test_the_same_answers_give_the_same_bytes(run, folder, tmp_path, name):
    contents = set()
    for _ in range(2):
        assert run("report", folder, "--out", name).exit_code == 0
        contents.add((tmp_path / name).read_bytes())
    assert len(contents) == 1


@pytest.mark.parametrize("name", ["r.docx", "r.pdf", "r.html"])
def test_a_round_and_its_folder_give_the_same_bytes_every_time(run_long, tmp_path, name):
    assert run_long("export", ROUND, "--out", "mapp").exit_code == 0
    contents = set()
    for source in (ROUND, ROUND, "mapp"):
        assert run_long("report", source, "--out", name).exit_code == 0
        contents.add((tmp_path / name).read_bytes())
    assert len(contents) == 1


def test_the_organisation_title_and_chapters_are_printed(run, folder, tmp_path):
    run("report", folder, "--out", "r.html", "--title", "Hur det gick", "--subtitle", "Våren")
    html = (tmp_path / "r.html").read_text(encoding="utf-8")
    for text in ("Samordningsförbundet Exempel", "Hur det gick", "Våren", "Vad deltagarna tycker"):
        assert text in html


def test_several_rounds_are_one_report(run, folder):
    done = run("report", ROUND, folder, "--out", "r.html")
    assert done.output.splitlines()[-1] == "Wrote a report of 2 rounds to r.html."


def test_a_round_that_is_given_twice_is_refused(run, folder, tmp_path):
    for twice in ((ROUND, ROUND.upper()), (folder, "./mapp/")):
        done = run("report", *twice, "--out", "r.html")
        assert done.exit_code == 1
        assert "is given twice. Give each round or file once." in done.output
    assert not (tmp_path / "r.html").exists()


def test_reviewed_answers_and_quotes_are_printed(run, folder, tmp_path):
    assert run("answers", folder, "--out", "svar.xlsx").exit_code == 0
    book = openpyxl.load_workbook("svar.xlsx")
    book["hur"]["C3"], book["hur"]["D3"] = "Jag får stöd.", "Jag får mycket stöd."
    book.save("svar.xlsx")
    book.close()
    assert run("report", folder, "--reviewed", "svar.xlsx", "--out", "r.html").exit_code == 0
    html = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "Jag får stöd." in html
    assert "Jag får mycket stöd." in html
    assert "Jag får hjälp" not in html


def test_quotes_too_many_are_told_of(run, folder):
    run("answers", folder, "--out", "svar.xlsx")
    book = openpyxl.load_workbook("svar.xlsx")
    book["hur"]["D3"] = "Jag får stöd."
    for column, value in zip(
        "ABCD", ("Jag får hjälp.", "Projekt A", None, "Ett till"), strict=True
    ):
        book["hur"][f"{column}4"] = value
    book.save("svar.xlsx")
    book.close()
    done = run("report", folder, "--reviewed", "svar.xlsx", "--out", "r.html")
    assert done.exit_code == 1
    assert "sheet “hur”, row 4: nobody gave the answer" in done.output


def test_a_workbook_of_another_round_is_refused(run, folder):
    run("answers", folder, "--out", "svar.xlsx")
    book = openpyxl.load_workbook("svar.xlsx")
    book["Översikt"]["B2"] = "annanomg"
    book.save("svar.xlsx")
    book.close()
    done = run("report", folder, "--reviewed", "svar.xlsx", "--out", "r.html")
    assert done.exit_code == 1
    assert "svar.xlsx is about round annanomg, which is not in the report" in done.output


def test_open_answers_are_masked_and_can_be_left_out(run, folder, tmp_path):
    run("report", folder, "--out", "r.html")
    assert MASKED in (tmp_path / "r.html").read_text(encoding="utf-8")
    run("report", folder, "--out", "r.html", "--no-open-answers")
    assert "Jag får hjälp" not in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_a_recoding_of_no_question_in_the_report_is_refused(run, folder, tmp_path):
    (tmp_path / "kod.yaml").write_text("finns_inte: {A: [b]}\n", encoding="utf-8")
    done = run("report", folder, "--recode", "kod.yaml", "--out", "r.html")
    assert done.exit_code == 1
    assert "No round of the report has a variable “finns_inte” to recode." in done.output


def test_the_word_template_is_written_without_any_round(run, tmp_path):
    done = run("report", "--write-template", "mall.docx")
    assert done.output == "Wrote the Word template to mall.docx.\n"
    assert zipfile.is_zipfile(tmp_path / "mall.docx")
    done = run("report", ROUND, "--out", "r.docx", "--template", "mall.docx")
    assert done.exit_code == 0, done.output


def test_answers_from_elsewhere_are_a_chapter_too(run, tmp_path):
    answers = "\n".join(["syfte;modellen_kand", *["4;5"] * 12])
    (tmp_path / "svar.csv").write_text(answers, encoding="utf-8")
    done = run(
        "report", "svar.csv", "--questionnaire", "styrgrupp", "--round-title", "Ledningen",
        "--out", "r.html",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "Ledningen" in (tmp_path / "r.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((ROUND,), "--out FILE.docx, .html or .pdf"),
        (("--out", "r.docx"), "Give rounds or folders"),
        ((ROUND, "--out", "r.odt"), "write --out FILE.docx, FILE.html or FILE.pdf"),
        ((ROUND, "--out", "r.pdf", "--template", "kod.docx"), "--template is for --out FILE.docx"),
    ],
)
def test_wrong_usage_is_said(run, tmp_path, arguments, told):
    (tmp_path / "kod.docx").write_bytes(b"")
    done = run("report", *arguments)
    assert done.exit_code == 2
    assert told in done.output


def test_an_unknown_round_is_said_in_one_sentence(run):
    done = run("report", "finnsinte", "--out", "r.html")
    assert done.exit_code == 1
    assert done.output == "Error: There is no round “finnsinte”. List them: samsvar round list\n"


def test_nothing_is_added_to_an_export_folder(run, folder):
    done = run("report", folder, "--out", "mapp/r.docx")
    assert done.exit_code == 1
    assert "nothing may be added" in done.output


def test_the_command_line_does_not_load_what_only_reports_need():
    heavy = {"matplotlib", "numpy", "docx", "typst", "openpyxl", "analysis"}
    program = f"import sys, survey_app.exports.report_command; print({heavy} & set(sys.modules))"
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=os.environ, check=True
    )
    assert found.stdout.strip() == "set()"
