"""The migrations lead to the tables of the models, and back, with rows in place."""

import re
import subprocess
import sys

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from click.testing import CliRunner

from survey_app import installation as installing
from survey_app.config import ROOT, load_settings
from survey_app.installation import NotReady, open_installation
from survey_app.operations.database import db_commands
from survey_app.storage import migrate
from survey_app.storage.db import open_database
from survey_app.storage.models import Base, SealedAnswer
from tests.builders import a_round
from tests.rounds.people import answer, close_round, contents, release_round

REVISIONS = [one.revision for one in ScriptDirectory(str(migrate.MIGRATIONS)).walk_revisions()]


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request, tmp_path):
    """The address of a database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    postgres = request.getfixturevalue("postgres")
    name = postgres.create()
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture
def empty(empty_url):
    engine = open_database(load_settings({"SAMSVAR_DATABASE_URL": empty_url}))
    yield engine
    engine.dispose()


def tables_in(engine):
    return set(sa.inspect(engine).get_table_names()) - {"alembic_version"}


def differences(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, Base.metadata)


def test_the_migrations_lead_to_the_models(empty):
    migrate.upgrade(empty)
    assert differences(empty) == []
    assert migrate.current(empty) == migrate.newest()


def test_a_table_that_differs_would_be_found(empty):
    migrate.upgrade(empty)
    with empty.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE sealed_answer ADD COLUMN language TEXT")
    (difference,) = differences(empty)
    assert difference[0] == "remove_column"


def test_names_of_constraints_are_those_of_the_models(empty):
    """A later migration finds a constraint by its name, on both databases."""
    migrate.upgrade(empty)
    inspector = sa.inspect(empty)
    for table in Base.metadata.sorted_tables:
        found = {inspector.get_pk_constraint(table.name)["name"]}
        for some in (
            inspector.get_foreign_keys(table.name),
            inspector.get_unique_constraints(table.name),
            inspector.get_check_constraints(table.name),
        ):
            found |= {one["name"] for one in some}
        assert found == {
            str(constraint.name) for constraint in table.constraints if constraint.name
        }


def test_wrong_states_are_refused_by_the_database_too(installation):
    round_id = a_round(installation)
    for column in ("state", "access", "detail"):
        with pytest.raises(sa.exc.IntegrityError), installation.engine.begin() as connection:
            connection.execute(
                sa.text(f"UPDATE survey_round SET {column} = 'wrong' WHERE id = :id"),  # noqa: S608
                {"id": round_id},
            )


def filled(here):
    """Put a released round and one with ballots in the database."""
    released = a_round(here, groups={"Projekt A": 6})
    answer(here, released, {"Projekt A": [{"manader": n, "ovrigt": "åäö 🙂"} for n in range(5)]})
    close_round(here, released)
    release_round(here, released)
    still_open = a_round(here, groups={"Projekt A": 4})
    answer(here, still_open, {"Projekt A": [{"manader": 1}, {"manader": 2}]})


def test_up_and_down_with_rows_in_place(installation):
    filled(installation)
    engine = installation.engine
    for revision in REVISIONS:
        before = contents(installation)
        script = ScriptDirectory(str(migrate.MIGRATIONS)).get_revision(revision)
        if script.down_revision is None:
            break
        migrate.downgrade(engine, script.down_revision)
        migrate.upgrade(engine, revision)
        assert contents(installation) == before
    migrate.downgrade(engine, "base")
    assert tables_in(engine) == set()
    assert migrate.current(engine) is None
    migrate.upgrade(engine)
    assert differences(engine) == []
    assert a_round(installation)


def test_to_upgrade_again_changes_nothing(installation):
    filled(installation)
    before = contents(installation)
    migrate.upgrade(installation.engine)
    assert contents(installation) == before


def test_the_program_knows_which_migration_is_the_newest():
    assert migrate.newest() == installing.NEWEST


def test_a_migration_that_fails_leaves_the_tables_as_they_were(empty):
    with empty.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE free_text (id TEXT PRIMARY KEY)")
    with pytest.raises(sa.exc.DBAPIError):
        migrate.upgrade(empty)
    assert tables_in(empty) == {"free_text"}
    assert migrate.current(empty) is None


def upgrade(url, monkeypatch):
    monkeypatch.setenv("SAMSVAR_DATABASE_URL", url)
    return CliRunner().invoke(db_commands, ["upgrade"], catch_exceptions=False)


def test_the_command_says_what_it_did(empty_url, monkeypatch):
    first = upgrade(empty_url, monkeypatch)
    assert re.search(rf"from empty to migration {migrate.newest()}\.$", first.output.strip())
    again = upgrade(empty_url, monkeypatch)
    assert re.search(rf"is at migration {migrate.newest()} already\.$", again.output.strip())


def test_sqlite_needs_no_set_up_and_postgresql_says_what_to_run(empty_url, tmp_path):
    settings = load_settings(
        {"SAMSVAR_DATABASE_URL": empty_url, "SAMSVAR_INSTANCE_DIR": str(tmp_path / "instance")}
    )
    if settings.on_sqlite:
        here = open_installation(settings)
        assert migrate.current(here.engine) == migrate.newest()
        here.engine.dispose()
        return
    with pytest.raises(NotReady, match=r"has no tables yet.*Run: samsvar db upgrade"):
        open_installation(settings)


def test_a_database_of_another_version_is_not_touched(sqlite_installation):
    with sqlite_installation.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    with pytest.raises(NotReady, match="is at migration 0000; this version needs"):
        open_installation(sqlite_installation.settings)


OPENS_WHAT_IT_IS_TOLD = """
import sys
from survey_app.config import ROOT, load_settings
from survey_app.installation import open_installation
from survey_app.storage import migrate

print("ready", flush=True)
for folder in sys.stdin:
    open_installation(load_settings({"SAMSVAR_INSTANCE_DIR": folder.strip()})).engine.dispose()
    print("opened", flush=True)
"""


def test_processes_that_start_at_once_on_an_empty_sqlite_all_start(tmp_path):
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", OPENS_WHAT_IT_IS_TOLD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=ROOT,
        )
        for _ in range(3)
    ]
    said = [process.stdout.readline() for process in processes]
    for number in range(20):
        for process in processes:
            process.stdin.write(f"{tmp_path / str(number)}\n")
            process.stdin.flush()
        said += [process.stdout.readline() for process in processes]
    for process in processes:
        with process:
            process.stdin.close()
            said += process.stdout.readlines()
        assert process.returncode == 0, said
    assert said == ["ready\n"] * 3 + ["opened\n"] * 60


def test_rows_must_belong_to_a_round(installation):
    homeless = sa.insert(SealedAnswer).values(id="x", round_id="none", ct=b"")
    with pytest.raises(sa.exc.IntegrityError), installation.engine.begin() as connection:
        connection.execute(homeless)
