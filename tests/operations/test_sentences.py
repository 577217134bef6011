"""What can be mended is one sentence and exit code 1, whatever command it happens in."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from survey_app.cli import samsvar
from tests.builders import a_round
from tests.rounds.people import close_round, release_round
from tests.server import ROOT, environment_of


@pytest.fixture
def run(sqlite_installation):
    environment = environment_of(sqlite_installation.settings)

    def run(*command, **changes):
        return CliRunner(env=environment | changes).invoke(samsvar, list(command))

    return run


def must_be_a_sentence(result, says):
    assert says in result.output
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert "Traceback" not in result.output
    assert isinstance(result.exception, SystemExit)


def test_a_folder_below_a_file_is_named(sqlite_installation, run, tmp_path):
    round_id = a_round(sqlite_installation)
    close_round(sqlite_installation, round_id)
    release_round(sqlite_installation, round_id)
    (tmp_path / "file").write_text("")
    result = run("export", round_id, "--out", str(tmp_path / "file" / "export"))
    must_be_a_sentence(result, str(tmp_path / "file"))


@pytest.mark.parametrize("which", ["SAMSVAR_KEYS_DIR", "SAMSVAR_KEYS_COPY_DIR"])
def test_keys_that_cannot_be_kept_are_a_sentence_and_leave_nothing(run, tmp_path, which):
    (tmp_path / "file").write_text("")
    changes = {which: str(tmp_path / "file" / "keys")}
    result = run(
        "round", "create", "deltagare", "--title", "X", "--group", "A=3", *FILLS, **changes
    )
    must_be_a_sentence(result, f"{tmp_path}/file/keys/round-")
    assert list(tmp_path.rglob("round-*")) == []


FILLS = [
    part
    for name in ("utvarderare", "kontaktperson", "telefon", "epost")
    for part in ("--set", f"{name}=x")
]


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        ({"n": -3, "counts": {}}, "-3 is not between 0 and 1000000"),
        ({"n": 10**9, "counts": {}}, "1000000000 is not between 0 and 1000000"),
        ({"n": 3, "groups": {"A": -1, "B": 4}, "counts": {}}, "-1 is not between 0 and"),
        ("[" * 5000 + "]" * 5000, "nested too deeply"),
    ],
)
def test_counts_that_cannot_be_are_a_sentence(sqlite_installation, run, tmp_path, counts, says):
    round_id = a_round(sqlite_installation)
    path = tmp_path / "counts.json"
    path.write_text(counts if isinstance(counts, str) else json.dumps(counts))
    must_be_a_sentence(run("simulate", round_id, "--counts", str(path)), says)


def flask(settings, *command, **changes):
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *command],
        env=environment_of(settings) | changes,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_wrong_setting_is_a_sentence_under_flask_too(sqlite_installation):
    done = flask(sqlite_installation.settings, "round", "list", SAMSVAR_PROXIES="many")
    assert done.returncode == 1
    assert done.stderr.startswith("Error: SAMSVAR_PROXIES is “many”")
    assert done.stderr.count("\n") == 1


def test_an_empty_database_server_is_a_sentence_under_flask_too(sqlite_installation, postgres):
    name = postgres.create()
    url = postgres.url(name)
    done = flask(sqlite_installation.settings, "round", "list", SAMSVAR_DATABASE_URL=url)
    postgres.drop(name)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.endswith("Run: samsvar db upgrade\n")
