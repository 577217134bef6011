"""`samsvar codes export` tells nobody who has answered, and its file is for one person only."""

import csv
import os

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from analysis.cells import harmless
from survey_app.ballots.keys import Keyring
from survey_app.cli import samsvar
from survey_app.invitations.codes import normalise
from survey_app.invitations.commands import _harmless, all_codes, unused_codes
from survey_app.rounds.service import get
from tests.builders import a_round
from tests.rounds.people import answer, close_round


@pytest.fixture
def here(sqlite_installation, sqlite_url, tmp_path, monkeypatch):
    """The installation that the command opens."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAMSVAR_INSTANCE_DIR", str(tmp_path / "instance"))
    monkeypatch.setenv("SAMSVAR_DATABASE_URL", sqlite_url)
    return sqlite_installation


@pytest.fixture
def round_id(here):
    return a_round(here)


def export(round_id, out):
    return CliRunner().invoke(samsvar, ["codes", "export", round_id, "--out", str(out)])


def the_rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_nobody_can_see_in_the_codes_who_has_answered(here, round_id, tmp_path):
    before, after, closed = (tmp_path / name for name in ("före.csv", "efter.csv", "stängd.csv"))
    export(round_id, before)
    answer(here, round_id, {"Projekt A": [{}] * 4, "Projekt B": [{}]})
    export(round_id, after)
    close_round(here, round_id)
    export(round_id, closed)

    assert len(the_rows(before)) == 12
    assert before.read_bytes() == after.read_bytes() == closed.read_bytes()


def test_a_simulation_is_given_only_codes_that_can_be_used(here, round_id):
    answer(here, round_id, {"Projekt A": [{}] * 4})
    with Session(here.engine) as session:
        found = get(session, round_id)
        unused = list(unused_codes(session, here, found))
        assert len(unused) == 8
        assert set(unused) < set(all_codes(session, here, found))


def test_a_workbook_holds_the_same_as_the_csv(round_id, tmp_path):
    export(round_id, tmp_path / "koder.csv")
    export(round_id, tmp_path / "koder.xlsx")
    sheet = load_workbook(tmp_path / "koder.xlsx")["Koder"]
    header, *cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    rows = the_rows(tmp_path / "koder.csv")
    assert header == ["group", "code", "link"]
    assert cells == [[row["group"], row["code"], row["link"]] for row in rows]
    assert all(normalise(row["code"]) for row in rows)


@pytest.mark.parametrize("name", ["koder.csv", "koder.xlsx"])
def test_nobody_else_can_read_the_file_even_while_it_is_written(
    name, round_id, tmp_path, monkeypatch
):
    modes = []
    real = os.fdopen

    def look(descriptor, *rest, **more):
        modes.append(os.fstat(descriptor).st_mode & 0o777)
        return real(descriptor, *rest, **more)

    monkeypatch.setattr(os, "fdopen", look)
    monkeypatch.setattr("pathlib.Path.chmod", None)
    before = os.umask(0)
    try:
        done = export(round_id, tmp_path / name)
    finally:
        os.umask(before)
    assert done.exit_code == 0, done.output
    assert modes == [0o600]


def test_a_file_that_was_there_is_made_private_and_replaced(round_id, tmp_path):
    out = tmp_path / "koder.csv"
    out.write_text("x" * 9999, encoding="utf-8")
    out.chmod(0o644)
    assert export(round_id, out).exit_code == 0
    assert out.stat().st_mode & 0o777 == 0o600
    assert "x" * 9 not in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("out", "sentence"),
    [
        ("ingen/mapp/koder.csv", "ingen/mapp/koder.csv cannot be written"),
        ("ingen/mapp/koder.xlsx", "ingen/mapp/koder.xlsx cannot be written"),
        ("koder.txt", "koder.txt: write --out FILE.csv or FILE.xlsx."),
    ],
)
def test_what_cannot_be_written_is_said_in_a_sentence(out, sentence, round_id):
    done = export(round_id, out)
    assert done.exit_code == 1
    assert sentence in done.output
    assert isinstance(done.exception, SystemExit)


def test_codes_of_another_installation_key_are_not_given(here, round_id, tmp_path):
    keys = here.settings.keys_dir
    (keys / "installation.key").unlink()
    Keyring(keys).lookup_key()  # a new one
    done = export(round_id, tmp_path / "koder.csv")
    assert done.exit_code == 1
    assert "The installation key is not the one" in done.output
    assert not (tmp_path / "koder.csv").exists()


def test_help_says_that_reminders_go_to_everyone():
    done = CliRunner().invoke(samsvar, ["codes", "export", "--help"])
    assert "A reminder therefore goes to everyone" in " ".join(done.output.split())


@pytest.mark.parametrize("start", [*"=+-@\t\r\0\n＝＋－＠", "A", "å", " ", "'"])
def test_a_group_that_looks_like_a_formula_is_as_harmless_as_in_results(start):
    assert _harmless(f"{start}SUM(A1)") == harmless(f"{start}SUM(A1)")
