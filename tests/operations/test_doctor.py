"""The doctor finds what is wrong, says how to mend it, and leaves everything as it was."""

import json
import shutil
import sqlite3
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy.orm import Session

from survey_app.ballots.keys import KeyMissing, Keyring
from survey_app.config import load_settings
from survey_app.installation import open_installation
from survey_app.operations.doctor import doctor
from survey_app.rounds.release import release
from survey_app.rounds.service import close
from tests.builders import a_round, with_statements
from tests.postgres import a_postgres
from tests.server import environment_of


@pytest.fixture
def look(monkeypatch):
    """Run `samsvar doctor` for these settings, and return its exit code and findings."""

    def run(settings, **changes):
        environment = environment_of(settings) | changes
        result = CliRunner().invoke(doctor, ["--format", "json"], env=environment)
        return result.exit_code, json.loads(result.output)["findings"]

    return run


@pytest.fixture
def other_disk():
    """A folder on another device than the temporary folder of the test."""
    folder = Path(tempfile.mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None))  # noqa: S108
    yield folder
    shutil.rmtree(folder)


def wrong(findings, level):
    return {(one["check"], one["text"]) for one in findings if one["level"] == level}


def the_only(findings, level):
    (found,) = wrong(findings, level)
    return found


def test_a_new_installation_lacks_only_a_copy_of_its_keys(sqlite_installation, look):
    a_round(sqlite_installation)
    status, findings = look(sqlite_installation.settings)
    assert status == 0
    assert wrong(findings, "error") == set()
    check, text = the_only(findings, "warning")
    assert check == "key copy"
    assert "SAMSVAR_KEYS_COPY_DIR" in text


def test_all_is_well_with_a_copy_on_another_disk(sqlite_installation, look, other_disk):
    if other_disk.stat().st_dev == sqlite_installation.settings.instance_dir.stat().st_dev:
        pytest.fail("this machine has one file system only; give it a /dev/shm")
    environment = environment_of(sqlite_installation.settings)
    environment["SAMSVAR_KEYS_COPY_DIR"] = str(other_disk / "copy")
    here = open_installation(load_settings(environment))
    a_round(here)
    shutil.copy(here.settings.keys_dir / "installation.key", other_disk / "copy")
    result = CliRunner().invoke(doctor, env=environment_of(here.settings))
    here.engine.dispose()
    assert result.exit_code == 0
    assert result.output.splitlines()[-1] == "All is as it must be."


def test_a_copy_on_the_same_disk_is_a_warning(sqlite_installation, look, tmp_path):
    a_round(sqlite_installation)
    shutil.copytree(sqlite_installation.settings.keys_dir, tmp_path / "copy")
    status, findings = look(
        sqlite_installation.settings, SAMSVAR_KEYS_COPY_DIR=str(tmp_path / "copy")
    )
    assert status == 0
    assert "same disk" in the_only(findings, "warning")[1]


def test_a_copy_without_the_key_of_a_round_is_a_warning(sqlite_installation, look, other_disk):
    round_id = a_round(sqlite_installation)
    keys = sqlite_installation.settings.keys_dir
    shutil.copytree(keys, other_disk / "copy")
    (other_disk / "copy" / f"round-{round_id}.key").unlink()
    _, findings = look(sqlite_installation.settings, SAMSVAR_KEYS_COPY_DIR=str(other_disk / "copy"))
    assert f"no working copy of the key of round {round_id}" in the_only(findings, "warning")[1]


def test_a_copy_among_the_backups_is_an_error(sqlite_installation, look, tmp_path):
    status, findings = look(
        sqlite_installation.settings,
        SAMSVAR_BACKUP_DIR=str(tmp_path / "backups"),
        SAMSVAR_KEYS_COPY_DIR=str(tmp_path / "backups" / "keys"),
    )
    assert status == 1
    assert "lies inside SAMSVAR_BACKUP_DIR" in the_only(findings, "error")[1]


def test_what_keeps_a_round_from_opening_is_an_error(sqlite_installation, look):
    statements = sqlite_installation.settings.statements_file
    whole = statements.read_text(encoding="utf-8")
    statements.write_text(whole.replace("  officer: dataskyddsombud@example.org\n", ""), "utf-8")
    status, findings = look(sqlite_installation.settings)
    assert status == 1
    check, text = the_only(findings, "error")
    assert check == "statements"
    assert "”officer”: saknas." in text
    statements.unlink()
    _, findings = look(sqlite_installation.settings)
    assert the_only(findings, "error")[1].endswith("Gör filen med: samsvar statements")


def test_an_open_round_without_its_key_is_an_error(installation, look):
    round_id = a_round(installation)
    (installation.settings.keys_dir / f"round-{round_id}.key").unlink()
    status, findings = look(installation.settings)
    assert status == 1
    assert f"round-{round_id}.key" in the_only(findings, "error")[1]


def test_the_key_of_another_round_is_an_error(installation, look):
    one, other = a_round(installation), a_round(installation)
    keys = installation.settings.keys_dir
    shutil.copy(keys / f"round-{one}.key", keys / f"round-{other}.key")
    status, findings = look(installation.settings)
    assert status == 1
    assert other in the_only(findings, "error")[1]


def test_a_release_that_stopped_before_the_key_was_destroyed_is_a_warning(
    sqlite_installation, look
):
    round_id = a_round(sqlite_installation)
    with Session(sqlite_installation.engine) as session:
        close(session, round_id)

    class PowerCutError(Exception):
        pass

    def cut():
        raise PowerCutError

    with pytest.raises(PowerCutError):
        release(
            sqlite_installation.engine,
            sqlite_installation.keyring,
            round_id,
            back_up=cut,
            on_step=lambda _: None,
        )
    _, findings = look(sqlite_installation.settings)
    assert ("round keys", f"samsvar round release {round_id}") in {
        (check, text.rpartition("Run: ")[2]) for check, text in wrong(findings, "warning")
    }


def test_codes_of_another_installation_key_are_an_error(installation, look):
    a_round(installation)
    key = installation.settings.keys_dir / "installation.key"
    _, findings = look(installation.settings)
    assert {one["level"] for one in findings if one["check"] == "codes"} == {"ok"}

    key.write_bytes(bytes(32))
    status, findings = look(installation.settings)
    assert status == 1
    assert "is another key than the one that the codes" in the_only(findings, "error")[1]

    key.unlink()
    status, findings = look(installation.settings)
    assert status == 1
    assert "installation.key is missing, and no code works" in the_only(findings, "error")[1]
    assert not key.exists()


def test_a_copy_that_is_away_is_a_warning(sqlite_installation, look, tmp_path):
    a_round(sqlite_installation)
    _, findings = look(sqlite_installation.settings, SAMSVAR_KEYS_COPY_DIR=str(tmp_path / "away"))
    texts = [text for check, text in wrong(findings, "warning") if check == "key copy"]
    assert len(texts) == 1
    assert f"{tmp_path}/away is not there" in texts[0]


def test_a_released_round_whose_key_may_be_on_a_disk_that_is_away_is_a_warning(
    sqlite_installation, look, tmp_path
):
    here = sqlite_installation
    round_id = a_round(here)
    with Session(here.engine) as session:
        close(session, round_id)
    shutil.copytree(here.keyring.folder, tmp_path / "copy")
    both = Keyring(here.keyring.folder, tmp_path / "away")
    with pytest.raises(KeyMissing):
        release(here.engine, both, round_id, back_up=lambda: tmp_path, on_step=lambda _: None)
    assert not both.has_round_key(round_id)
    _, findings = look(here.settings)
    assert f"samsvar round release {round_id}" in {
        text.rpartition("Run: ")[2] for _, text in wrong(findings, "warning")
    }


def test_what_a_killed_backup_left_is_a_warning(sqlite_installation, look):
    left = sqlite_installation.settings.backup_dir / ".samsvar-left"
    left.mkdir(parents=True)
    _, findings = look(sqlite_installation.settings)
    assert (
        f"{left} was left by a command that was killed"
        in dict(wrong(findings, "warning"))["left behind"]
    )
    assert left.exists()


@pytest.mark.parametrize(("name", "mode"), [("", "700"), ("installation.key", "600")])
def test_keys_that_others_may_read_are_an_error(sqlite_installation, look, name, mode):
    a_round(sqlite_installation)
    path = sqlite_installation.settings.keys_dir / name
    path.chmod(path.stat().st_mode | 0o040)
    status, findings = look(sqlite_installation.settings)
    assert status == 1
    assert the_only(findings, "error")[1].endswith(f"Run: chmod {mode} {path}")


def test_a_database_that_others_may_read_is_a_warning(sqlite_installation, look):
    Path(sqlite_installation.settings.database_url.database).chmod(0o644)
    _, findings = look(sqlite_installation.settings)
    assert "database file" in {check for check, _ in wrong(findings, "warning")}


def test_a_database_that_is_not_there_is_not_made(tmp_path, look):
    settings = load_settings({"SAMSVAR_INSTANCE_DIR": str(tmp_path / "instance")})
    status, findings = look(settings)
    assert status == 1
    errors = dict(wrong(findings, "error"))
    assert set(errors) == {"database", "statements"}
    assert errors["database"].endswith("Run: samsvar db upgrade")
    assert not (tmp_path / "instance").exists()


def test_a_database_without_tables_is_an_error(sqlite_installation, look, tmp_path):
    empty = tmp_path / "empty.db"
    sqlite3.connect(empty).close()
    empty.touch(mode=0o600)
    status, findings = look(sqlite_installation.settings, SAMSVAR_DATABASE_URL=f"sqlite:///{empty}")
    assert status == 1
    assert the_only(findings, "error")[0] == "migrations"


def test_a_database_server_that_is_not_there_is_an_error(sqlite_installation, look, tmp_path):
    status, findings = look(
        sqlite_installation.settings,
        SAMSVAR_DATABASE_URL=f"postgresql://nobody@/samsvar?host={tmp_path}",
    )
    assert status == 1
    assert "cannot be reached" in the_only(findings, "error")[1]


def test_a_locked_database_is_an_error(sqlite_installation, look, monkeypatch):
    monkeypatch.setattr("survey_app.storage.db.PRAGMAS", QUICK_TO_GIVE_UP)
    path = sqlite_installation.settings.database_url.database
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    status, findings = look(sqlite_installation.settings)
    other.close()
    assert status == 1
    assert the_only(findings, "error")[0] == "writing"


QUICK_TO_GIVE_UP = (
    "busy_timeout=10",
    "journal_mode=WAL",
    "synchronous=FULL",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "foreign_keys=ON",
)


def test_pragmas_that_are_not_in_force_are_an_error(sqlite_installation, look, monkeypatch):
    # Nobody else may have the database open when it leaves WAL.
    sqlite_installation.engine.dispose()
    careless = ("journal_mode=PERSIST", "synchronous=NORMAL", "secure_delete=OFF")
    monkeypatch.setattr("survey_app.storage.db.PRAGMAS", careless)
    status, findings = look(sqlite_installation.settings)
    text = dict(wrong(findings, "error"))["pragmas"]
    assert status == 1
    for pragma in ("journal_mode is persist", "synchronous is 1", "secure_delete is 0"):
        assert pragma in text


def test_a_server_that_does_not_wait_for_its_disk_is_a_warning(postgres_url, tmp_path, look):
    # The server of the tests is one.
    settings = load_settings(
        {"SAMSVAR_INSTANCE_DIR": str(tmp_path), "SAMSVAR_DATABASE_URL": postgres_url}
    )
    with_statements(settings.statements_file)
    status, findings = look(settings)
    assert status == 0
    named = {text.split()[0] for check, text in wrong(findings, "warning") if "server" in check}
    assert named == {"fsync", "full_page_writes"}


def test_a_server_that_remembers_too_much_is_warned_about(tmp_path, look):
    talkative = {
        "track_commit_timestamp": "on",
        "log_statement": "all",
        "log_min_duration_statement": "0",
        "log_min_error_statement": "error",
        "log_error_verbosity": "default",
        "log_parameter_max_length": "-1",
        "log_parameter_max_length_on_error": "100",
        "synchronous_commit": "off",
    }
    with a_postgres(talkative) as server:
        url = server.url(server.create())
        settings = load_settings(
            {"SAMSVAR_INSTANCE_DIR": str(tmp_path), "SAMSVAR_DATABASE_URL": url}
        )
        _, findings = look(settings)
    texts = [text for check, text in wrong(findings, "warning") if check == "server settings"]
    assert {text.split()[0] for text in texts} == set(talkative)
    assert all("ALTER SYSTEM SET" in text for text in texts)


@pytest.mark.parametrize("address", ["https://enkat.example.se", "http://localhost:8000"])
def test_an_address_that_nobody_can_listen_to_is_fine(sqlite_installation, look, address):
    _, findings = look(sqlite_installation.settings, SAMSVAR_BASE_URL=address)
    assert {one["level"] for one in findings if one["check"] == "address"} == {"ok"}


def test_answers_in_the_open_are_a_warning(sqlite_installation, look):
    _, findings = look(sqlite_installation.settings, SAMSVAR_BASE_URL="http://enkat.example.se")
    assert "address" in {check for check, _ in wrong(findings, "warning")}


def test_a_folder_without_questionnaires_is_an_error(sqlite_installation, look, tmp_path):
    status, findings = look(
        sqlite_installation.settings, SAMSVAR_QUESTIONNAIRES_DIR=str(tmp_path / "nothing")
    )
    assert status == 1
    assert the_only(findings, "error")[0] == "questionnaires"


def test_a_misspelt_setting_is_found_and_named(sqlite_installation, look):
    status, findings = look(sqlite_installation.settings, SAMSVAR_KEY_DIR="/srv/keys")
    assert status == 1
    assert "SAMSVAR_KEY_DIR is not a setting" in the_only(findings, "error")[1]


def test_the_last_line_says_what_was_found(sqlite_installation):
    environment = environment_of(sqlite_installation.settings)
    environment["SAMSVAR_BASE_URL"] = "http://enkat.example.se"
    shutil.rmtree(sqlite_installation.settings.keys_dir, ignore_errors=True)
    result = CliRunner().invoke(doctor, env=environment)
    assert result.exit_code == 0
    assert result.output.splitlines()[-1] == "Found 3 warnings."
