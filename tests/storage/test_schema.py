"""Nothing in the five tables follows the order of arrival: looked up in the real databases."""

import re

import pytest
import sqlalchemy as sa

from survey_app.storage.models import Base, random_id

FIVE = ("invitation", "sealed_answer", "response", "free_text", "round_count")
ORDERED = re.compile(r"(^|_)(at|on|time|date|day|created|updated|order|seq|serial|number|nr|no)$")
TIMES = (sa.Date, sa.DateTime, sa.Time, sa.Interval)
COUNTS = {("invitation", "reminders_sent"), ("round_count", "invited"), ("round_count", "answered")}
"""Whole numbers that are known to count something, not to number rows."""


def traces_of_order(engine, table):
    """Return what in the real table could tell when or in which order its rows came."""
    inspector = sa.inspect(engine)
    found = []
    for column in inspector.get_columns(table):
        name, kind = column["name"], column["type"]
        if isinstance(kind, TIMES):
            found.append(f"{name} is a time")
        if isinstance(kind, sa.Integer) and (table, name) not in COUNTS:
            found.append(f"{name} is a number")
        if column.get("identity") or column.get("autoincrement") is True:
            found.append(f"{name} counts by itself")
        if column.get("default") is not None:
            found.append(f"{name} is filled in by the database: {column['default']}")
        if ORDERED.search(name):
            found.append(f"{name} sounds like an order")
    return found + list(_of_the_database(engine, table))


def _of_the_database(engine, table):
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            created = connection.exec_driver_sql(
                "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)
            ).scalar_one()
            if "AUTOINCREMENT" in created.upper():
                yield "autoincrement"
            triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"
        else:
            sequences = connection.execute(
                sa.text(
                    "SELECT relname FROM pg_class WHERE relkind = 'S' AND relnamespace = "
                    "'public'::regnamespace"
                )
            )
            yield from (f"there is a sequence {name}" for (name,) in sequences)
            triggers = (
                "SELECT tgname FROM pg_trigger WHERE tgrelid = CAST(:table AS regclass) "
                "AND NOT tgisinternal"
            )
        for (name,) in connection.execute(sa.text(triggers), {"table": table}):
            yield f"there is a trigger {name}"


@pytest.mark.parametrize("table", FIVE)
def test_no_table_has_a_time_a_serial_or_an_order(installation, table):
    assert traces_of_order(installation.engine, table) == []


def test_there_are_no_tables_but_these(installation):
    names = set(sa.inspect(installation.engine).get_table_names())
    assert names == {*FIVE, "survey_round", "alembic_version"}
    assert names - {"alembic_version"} == set(Base.metadata.tables)


NAIVE = {
    "created_at TIMESTAMP": "created_at is a time",
    "day DATE": "day is a time",
    "n INTEGER": "n is a number",
    "answered_on TEXT": "answered_on sounds like an order",
    "seen TEXT DEFAULT CURRENT_TIMESTAMP": "filled in by the database",
}


@pytest.mark.parametrize("column", NAIVE)
def test_a_naive_table_is_caught(installation, column):
    with installation.engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE TABLE naive (id TEXT PRIMARY KEY, {column})")
    assert NAIVE[column] in " ".join(traces_of_order(installation.engine, "naive"))


def test_a_serial_key_is_caught(installation):
    serial = (
        "INTEGER PRIMARY KEY AUTOINCREMENT"
        if installation.settings.on_sqlite
        else "INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
    )
    with installation.engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE TABLE naive (id {serial}, answers TEXT)")
    found = " ".join(traces_of_order(installation.engine, "naive"))
    assert "autoincrement" in found or "there is a sequence" in found


@pytest.mark.parametrize("table", ["response", "free_text"])
def test_what_is_kept_has_no_hidden_row_number(sqlite_installation, table):
    with sqlite_installation.engine.connect() as connection:
        with pytest.raises(sa.exc.OperationalError, match="no such column: rowid"):
            connection.exec_driver_sql(f"SELECT rowid FROM {table}")  # noqa: S608
        # The same question to a table that has one is answered.
        connection.exec_driver_sql("SELECT rowid FROM sealed_answer")


def test_ids_are_random_and_hold_no_time(installation):
    ids = [random_id() for _ in range(2000)]
    assert {len(id) for id in ids} == {32}
    assert len(set(ids)) == 2000
    assert ids != sorted(ids)
    firsts = [int(id[0], 16) for id in ids]
    # 125 expected of each first digit; a time in front would give one.
    assert all(60 < firsts.count(digit) < 190 for digit in range(16))
