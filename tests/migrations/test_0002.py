"""Migration 0002: a round made before it told nobody, and allows nothing."""

import sqlalchemy as sa
from click.testing import CliRunner
from sqlalchemy.orm import Session

from survey_app.cli import samsvar
from survey_app.config import load_settings
from survey_app.installation import open_installation
from survey_app.rounds.service import get
from survey_app.storage import migrate
from tests.builders import a_round
from tests.migrations.test_migrations import filled
from tests.rounds.people import contents
from tests.server import environment_of


def at_0001(here):
    """Fill the installation, as a version before the migration would have left it."""
    filled(here)
    migrate.downgrade(here.engine, "0001")


def columns(engine):
    return {one["name"] for one in sa.inspect(engine).get_columns("survey_round")}


def allowed(here):
    with here.engine.connect() as connection:
        return set(connection.execute(sa.text("SELECT microdata FROM survey_round")).scalars())


def test_rounds_from_before_allow_nothing_and_keep_their_answers(installation):
    at_0001(installation)
    assert "microdata" not in columns(installation.engine)
    before = contents(installation)
    assert len(before["response"]) == 5
    assert len(before["sealed_answer"]) == 2
    migrate.upgrade(installation.engine)
    assert contents(installation) == before
    assert {bool(one) for one in allowed(installation)} == {False}


def test_a_row_still_belongs_to_its_round(installation):
    at_0001(installation)
    migrate.upgrade(installation.engine)
    for table in ("invitation", "sealed_answer", "response", "free_text", "round_count"):
        (key,) = sa.inspect(installation.engine).get_foreign_keys(table)
        assert key["referred_table"] == "survey_round"


def test_what_a_round_allows_is_kept(installation):
    told, silent = (a_round(installation, microdata=one) for one in (True, False))
    with Session(installation.engine) as session:
        assert get(session, told).microdata is True
        assert get(session, silent).microdata is False


def run(settings, *command):
    return CliRunner(env=environment_of(settings)).invoke(samsvar, list(command))


def test_a_backup_from_before_is_restored_into_this_version(installation, tmp_path, monkeypatch):
    at_0001(installation)
    before = contents(installation)
    file = tmp_path / "old.zip"
    # What the version before wrote: its tables have no such column.
    from survey_app.storage import backup
    from survey_app.storage.models import Base

    older = sa.MetaData()
    older.reflect(installation.engine)
    older.remove(older.tables["alembic_version"])
    monkeypatch.setattr(Base, "metadata", older)
    backup.write_backup(installation.engine, installation.settings, file)
    monkeypatch.undo()

    settings = load_settings(
        {
            "SAMSVAR_INSTANCE_DIR": str(tmp_path / "new"),
            "SAMSVAR_QUESTIONNAIRES_DIR": str(tmp_path / "new" / "questionnaires"),
        }
    )
    restored = run(settings, "restore", str(file))
    assert restored.exit_code == 0, restored.output
    there = open_installation(settings)
    assert contents(there) == before
    assert {bool(one) for one in allowed(there)} == {False}
    there.engine.dispose()


def test_a_backup_of_now_keeps_what_each_round_allows(installation, tmp_path):
    a_round(installation, microdata=True)
    file = str(tmp_path / "now.zip")
    assert run(installation.settings, "backup", file).exit_code == 0
    settings = load_settings(
        {
            "SAMSVAR_INSTANCE_DIR": str(tmp_path / "new"),
            "SAMSVAR_QUESTIONNAIRES_DIR": str(tmp_path / "new" / "questionnaires"),
        }
    )
    assert run(settings, "restore", file).exit_code == 0
    there = open_installation(settings)
    assert {bool(one) for one in allowed(there)} == {True}
    there.engine.dispose()
