"""The engine on both databases: what is durable, what is forgotten, and what an error may say."""

import subprocess
import sys
import traceback

import pytest
import sqlalchemy as sa

from survey_app.config import load_settings
from survey_app.storage.db import (
    DatabaseUnavailable,
    for_writing,
    open_database,
    reading,
    without_values,
    writing,
)
from survey_app.storage.models import FreeText, SurveyRound
from tests.builders import a_round
from tests.server import environment_of

SECRET = "det är min chef som"


def pragma(engine, name):
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("secure_delete", 1),
        ("temp_store", 2),
        ("foreign_keys", 1),
        ("busy_timeout", 10000),
    ],
)
def test_every_connection_has_the_settings_of_the_privacy_page(sqlite_installation, name, value):
    assert pragma(sqlite_installation.engine, name) == value
    sqlite_installation.engine.dispose()
    assert pragma(sqlite_installation.engine, name) == value


def test_only_the_owner_can_read_a_new_database(tmp_path):
    engine = open_database(load_settings({"SAMSVAR_INSTANCE_DIR": str(tmp_path / "instance")}))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE one (x)")
        modes = {path.stat().st_mode & 0o777 for path in (tmp_path / "instance").iterdir()}
    assert modes == {0o600}, "the write-ahead log too"
    assert (tmp_path / "instance").stat().st_mode & 0o777 == 0o700
    engine.dispose()


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(DatabaseUnavailable, match="cannot be made"):
        open_database(load_settings({"SAMSVAR_INSTANCE_DIR": str(tmp_path / "file" / "instance")}))


def test_a_writer_waits_for_its_turn_and_a_reader_for_nobody(sqlite_installation):
    engine = sqlite_installation.engine
    with for_writing(engine).begin():
        with engine.connect() as reader:
            assert reader.scalar(sa.select(sa.func.count()).select_from(SurveyRound)) == 0
        with engine.connect() as other:
            other.exec_driver_sql("PRAGMA busy_timeout=50")
            with pytest.raises(sa.exc.OperationalError, match="database is locked"):
                other.exec_driver_sql("DELETE FROM free_text")
            other.exec_driver_sql("PRAGMA busy_timeout=10000")


def a_text(round_id, /, **changes):
    row = {"id": "1", "round_id": round_id, "question_id": "hur", "text": SECRET} | changes
    return sa.insert(FreeText.__table__).values(row)


BREAKS_A_RULE = {
    "the same id": {},
    "no question": {"id": "2", "question_id": None},
    "no such round": {"id": "2", "round_id": "none"},
}


@pytest.mark.parametrize("rule", BREAKS_A_RULE)
def test_the_error_of_a_refused_row_does_not_quote_it(installation, rule):
    round_id = a_round(installation)
    with installation.engine.begin() as connection:
        connection.execute(a_text(round_id))
    refused = a_text(round_id, **BREAKS_A_RULE[rule])

    with installation.engine.connect() as one, pytest.raises(sa.exc.DBAPIError) as raised:
        one.execute(refused)
    assert "hidden due to hide_parameters" in str(raised.value)
    if rule == "no question" and not installation.settings.on_sqlite:
        # The driver quotes it even so. That is what without_values is for.
        assert SECRET in str(raised.value)

    with (
        installation.engine.connect() as other,
        pytest.raises(DatabaseUnavailable) as replaced,
        without_values(),
    ):
        other.execute(refused)
    assert SECRET not in "".join(traceback.format_exception(replaced.value))


def test_what_is_written_is_committed_at_the_end_or_not_at_all(installation):
    round_id = a_round(installation)

    def write_twice():
        with writing(installation.engine) as session:
            session.execute(a_text(round_id))
            session.execute(a_text(round_id))

    with pytest.raises(DatabaseUnavailable):
        write_twice()
    with writing(installation.engine) as session:
        session.execute(a_text(round_id))
    with reading(installation.engine) as session:
        assert session.scalars(sa.select(FreeText.text)).all() == [SECRET]


@pytest.mark.parametrize("give", [reading, writing])
def test_a_session_that_fails_says_nothing_of_the_row(installation, give):
    with installation.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE free_text")
    with (
        pytest.raises(DatabaseUnavailable, match=r"refused a statement|cannot be reached"),
        give(installation.engine) as session,
    ):
        session.execute(sa.insert(FreeText), [{"id": "1", "text": SECRET}])


def test_an_unreachable_server_is_a_sentence(tmp_path):
    engine = open_database(
        load_settings({"SAMSVAR_DATABASE_URL": f"postgresql://nobody@/none?host={tmp_path}"})
    )
    with pytest.raises(DatabaseUnavailable, match="cannot be reached"), reading(engine) as session:
        session.execute(sa.select(1))


COUNTS_ITS_MODULES = """
import sys
from survey_app.installation import open_installation
open_installation()
print(*[name for name in ("alembic", "pandas", "matplotlib") if name in sys.modules])
"""


def test_a_start_on_a_ready_database_loads_nothing_heavy(sqlite_installation):
    done = subprocess.run(
        [sys.executable, "-c", COUNTS_ITS_MODULES],
        env=environment_of(sqlite_installation.settings),
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == []
