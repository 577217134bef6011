"""`samsvar export --format`, as it is typed."""

import csv
import stat

import openpyxl
import pytest
from click.testing import CliRunner
from sqlalchemy.orm import Session

from analysis import files
from survey_app.cli import samsvar
from survey_app.exports import export_command
from tests.exports.builders import ROUND, a_released_round, some_answers

TEXTS = [("hur", "c1", "Jag får hjälp av Kalle Testsson.")]
FOR = ("--purpose", "Uppföljning av rehabilitering", "--agreed-by-two")


@pytest.fixture
def a_round(sqlite_installation, sqlite_url, tmp_path, monkeypatch):
    """Return what stores a released round and gives a way to run a command on it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAMSVAR_INSTANCE_DIR", str(tmp_path / "instance"))
    monkeypatch.setenv("SAMSVAR_DATABASE_URL", sqlite_url)

    def store(n=57, **changes):
        with Session(sqlite_installation.engine) as session:
            a_released_round(session, some_answers(n), texts=TEXTS, **changes)

    return store


def run(*arguments):
    return CliRunner().invoke(samsvar, [str(argument) for argument in arguments])


def export(form, *options, source=ROUND):
    return run("export", source, "--format", form, "--out", f"svar{files.ENDINGS[form]}", *options)


@pytest.mark.parametrize("form", ["xlsx", "pptx", "ddi"])
def test_what_may_be_shown_is_always_to_be_had(a_round, tmp_path, form):
    a_round()
    done = export(form)
    assert done.exit_code == 0, done.output
    path = tmp_path / f"svar{files.ENDINGS[form]}"
    assert done.output == (
        f"Wrote what may be shown of 57 responses of round {ROUND} to {path.name}.\n"
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not (tmp_path / "instance" / "handed-out.csv").exists()


@pytest.mark.parametrize("form", ["csv", "sav", "dta", "parquet", "xlsx"])
def test_single_answers_are_off_until_the_round_allows_them(a_round, tmp_path, form):
    a_round()
    done = export(form, *FOR)
    assert done.exit_code == 1
    assert f"Round {ROUND} was created without --microdata" in done.output
    assert not list(tmp_path.glob("svar.*"))
    assert not (tmp_path / "instance" / "handed-out.csv").exists()


def test_a_file_that_cannot_be_written_is_not_on_record(a_round, tmp_path):
    a_round(microdata=True)
    done = run("export", ROUND, "--format", "sav", "--out", "borta/svar.sav", *FOR)
    assert done.exit_code == 1
    assert "borta/svar.sav cannot be written" in done.output
    assert not (tmp_path / "instance" / "handed-out.csv").exists()


@pytest.mark.parametrize("form", ["csv", "sav", "dta", "parquet", "xlsx"])
def test_single_answers_are_handed_out_for_a_purpose_and_put_on_record(a_round, tmp_path, form):
    a_round(microdata=True)
    done = export(form, *FOR)
    assert done.exit_code == 0, done.output
    last = done.output.splitlines()[-1]
    assert last.startswith(f"Wrote 57 responses of round {ROUND}, one row each, to svar.{form}.")
    assert "manader, start (numbers and days)" in last
    assert "hur, ovrigt (own words)" in last
    assert "Every combination of background" in done.stderr
    record = tmp_path / "instance" / "handed-out.csv"
    assert stat.S_IMODE(record.stat().st_mode) == 0o600
    rows = list(csv.reader(record.read_text(encoding="utf-8").splitlines()))
    assert rows[0] == ["day", "round", "format", "purpose"]
    assert rows[1][1:] == [ROUND, form, "Uppföljning av rehabilitering"]
    assert b"Kalle" not in (tmp_path / f"svar.{form}").read_bytes()


def test_the_record_grows_and_is_never_rewritten(a_round, tmp_path):
    a_round(microdata=True)
    export("csv", *FOR)
    record = tmp_path / "instance" / "handed-out.csv"
    before = record.read_bytes()
    export("sav", "--purpose", "=cmd|' /C calc'!A0\n\nny rad", "--agreed-by-two")
    assert record.read_bytes().startswith(before)
    rows = list(csv.reader(record.read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 3
    assert rows[2][3] == "'=cmd|' /C calc'!A0 ny rad"


@pytest.mark.parametrize(
    "options", [(), ("--purpose", "Uppföljning"), ("--agreed-by-two",), ("--purpose", " ", FOR[2])]
)
def test_a_purpose_and_two_persons_are_asked_for(a_round, tmp_path, options):
    a_round(microdata=True)
    done = export("sav", *options)
    assert done.exit_code == 1
    assert "--purpose" in done.output
    assert not (tmp_path / "svar.sav").exists()


def test_a_workbook_has_answers_only_for_a_purpose(a_round, tmp_path):
    a_round(microdata=True)
    export("xlsx")
    assert "Svar (koder)" not in openpyxl.load_workbook(tmp_path / "svar.xlsx").sheetnames
    export("xlsx", *FOR)
    assert "Svar (koder)" in openpyxl.load_workbook(tmp_path / "svar.xlsx").sheetnames


def test_a_round_with_too_few_answers_gives_no_file(a_round, tmp_path):
    a_round(n=8, microdata=True)
    done = export("csv", *FOR)
    assert (done.exit_code, "fewer than 10 responses" in done.output) == (1, True)
    assert not (tmp_path / "svar.csv").exists()


def test_a_folder_gives_files_too(a_round, tmp_path):
    a_round(microdata=True)
    run("export", ROUND, "--out", "mapp")
    done = export("csv", *FOR, "--dialect", "plain", source="mapp")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "svar.csv").read_text(encoding="utf-8").startswith("grupp,")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "sav", "--out", "svar.csv", *FOR), "write --out FILE.sav"),
        (("--format", "pptx", "--out", "a.pptx", *FOR), "never holds single answers"),
        (("--out", "mapp", "--purpose", "x"), "name a --format"),
        (("--format", "pdf", "--out", "a.pdf"), "is not one of"),
    ],
)
def test_wrong_usage_is_told(a_round, arguments, said):
    a_round(microdata=True)
    done = run("export", ROUND, *arguments)
    assert (done.exit_code, said in done.output) == (2, True), done.output


def test_no_file_is_put_in_an_export_folder(a_round, tmp_path):
    a_round()
    run("export", ROUND, "--out", "mapp")
    done = run("export", ROUND, "--format", "ddi", "--out", "mapp/kodbok.xml")
    assert (done.exit_code, "which nothing may be added to" in done.output) == (1, True)


def test_the_command_knows_the_formats_that_there_are():
    assert export_command.FORMATS == files.FORMATS
    assert export_command.ENDINGS == files.ENDINGS
    assert set(export_command.WITH_ANSWERS) == files.WITH_ANSWERS
    assert set(export_command.NEVER_WITH_ANSWERS) == files.NEVER_WITH_ANSWERS
