"""`samsvar backup` and `samsvar restore`, as an operator uses them."""

import pytest
from click.testing import CliRunner

from survey_app.cli import samsvar
from survey_app.config import load_settings
from survey_app.installation import open_installation
from tests.builders import a_round
from tests.rounds.people import answer, contents
from tests.server import environment_of


@pytest.fixture
def elsewhere(tmp_path):
    """The settings of a new machine with nothing on it."""
    return load_settings(
        {
            "SAMSVAR_INSTANCE_DIR": str(tmp_path / "new"),
            "SAMSVAR_QUESTIONNAIRES_DIR": str(tmp_path / "new" / "questionnaires"),
        }
    )


def run(settings, *command):
    return CliRunner(env=environment_of(settings)).invoke(samsvar, list(command))


def test_an_installation_moves_to_another_machine(installation, elsewhere, tmp_path):
    answer(installation, a_round(installation), {"Projekt A": [{"manader": 1}, {"manader": 2}]})
    file = str(tmp_path / "samsvar.zip")
    written = run(installation.settings, "backup", file)
    assert written.exit_code == 0
    # One round, twelve invitations, two ballots. The keys go another way.
    assert written.output == (
        f"Wrote 15 rows to {file} and read them back. Keys: {installation.settings.keys_dir}\n"
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["instance", "samsvar.zip"]

    restored = run(elsewhere, "restore", file)
    assert restored.exit_code == 0
    assert restored.output.startswith("Restored 15 rows and ")
    assert restored.output.endswith(f" questionnaire files from {file}.\n")
    there = open_installation(elsewhere)
    assert contents(there) == contents(installation)
    there.engine.dispose()


def test_a_changed_questionnaire_is_named_and_left_alone(installation, elsewhere, tmp_path):
    file = str(tmp_path / "samsvar.zip")
    run(installation.settings, "backup", file)
    theirs = elsewhere.questionnaires_dir / "scales.yaml"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("grad5: {}\n")
    restored = run(elsewhere, "restore", file)
    assert "scales.yaml is there with other content and was left as it is." in restored.output
    assert theirs.read_text() == "grad5: {}\n"


def test_what_cannot_be_restored_is_a_sentence(installation, elsewhere, tmp_path):
    a_round(installation)
    file = tmp_path / "samsvar.zip"
    run(installation.settings, "backup", str(file))
    full = run(installation.settings, "restore", str(file))
    assert (full.exit_code, "a restore never overwrites" in full.output) == (1, True)

    file.write_bytes(file.read_bytes()[:-100])
    damaged = run(elsewhere, "restore", str(file))
    assert (damaged.exit_code, "is damaged" in damaged.output) == (1, True)
    missing = run(elsewhere, "restore", str(tmp_path / "none.zip"))
    assert (missing.exit_code, "There is no file" in missing.output) == (1, True)


def test_a_backup_that_cannot_be_written_is_a_sentence(installation, tmp_path):
    (tmp_path / "file").write_text("")
    refused = run(installation.settings, "backup", str(tmp_path / "file" / "samsvar.zip"))
    assert (refused.exit_code, "cannot be written" in refused.output) == (1, True)


def test_an_earlier_backup_stays_when_a_new_one_fails(installation, tmp_path):
    file = tmp_path / "samsvar.zip"
    run(installation.settings, "backup", str(file))
    before = file.read_bytes()
    with installation.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE free_text")
    failed = run(installation.settings, "backup", str(file))
    assert (failed.exit_code, failed.output.count("\n")) == (1, 1)
    assert file.read_bytes() == before
