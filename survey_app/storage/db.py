"""One engine for SQLite and PostgreSQL, with the settings that anonymity and durability need."""

import contextlib
import os
import sqlite3
import time
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from survey_app.config import Settings
from survey_app.mistakes import Mistake

PRAGMAS = (
    # First of all, so that the others wait for their turn too.
    "busy_timeout=10000",
    # WAL is safe only because the log never holds a readable answer while a round is open.
    "journal_mode=WAL",
    "synchronous=FULL",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "foreign_keys=ON",
)
# Every engine that may have connections when the process forks.
_ENGINES: "weakref.WeakSet[Engine]" = weakref.WeakSet()
BEGIN, NONE = "sqlite_begin", "NONE"
TRIES = 20


class DatabaseUnavailable(Mistake):
    """The database cannot be reached or written. The message holds no statement and no values."""


def open_database(settings: Settings) -> Engine:
    """Return an engine for the database of this installation.

    Errors never carry the parameters of a statement: an answer must not end up in a log.

    Raises DatabaseUnavailable when the folder or file of a SQLite database cannot be made.
    """
    # hide_parameters keeps answers out of exceptions; echo off keeps them out of the log.
    common: dict[str, Any] = {"hide_parameters": True, "echo": False}
    if settings.on_sqlite:
        path = Path(settings.database_url.database or "")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not path.exists():
                path.touch(mode=0o600)
        except OSError as error:
            raise DatabaseUnavailable(f"{path} cannot be made: {error.strerror}.") from None
        engine = sa.create_engine(settings.database_url, pool_size=16, max_overflow=64, **common)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        engine = sa.create_engine(
            settings.database_url, pool_size=16, max_overflow=64, pool_pre_ping=True, **common
        )
    _ENGINES.add(engine)
    return engine


def _let_go_of_connections() -> None:
    """Close what is open before a fork: no connection may belong to two processes.

    SQLite's locks belong to the process that took them. A worker that inherits an open database
    believes that it holds locks it does not have; once its parent has died, another process throws
    the WAL away under it, with answers that people have been thanked for.
    """
    for engine in list(_ENGINES):
        engine.dispose()


os.register_at_fork(before=_let_go_of_connections)


def _prepare_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    # The driver must not begin transactions by itself: it would begin them deferred.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        _try_again(cursor, f"PRAGMA {pragma}")
    cursor.close()


def _try_again(cursor: DBAPICursor, statement: str) -> None:
    # Two processes that make the same new file a WAL database at once cannot wait for each other:
    # SQLite refuses one of them without asking busy_timeout.
    for _ in range(TRIES):
        try:
            cursor.execute(statement)
        except sqlite3.OperationalError:
            time.sleep(0.05)
        else:
            return
    cursor.execute(statement)


def _begin_sqlite(connection: Connection) -> None:
    mode = connection.get_execution_options().get(BEGIN, "DEFERRED")
    if mode != NONE:
        connection.exec_driver_sql(f"BEGIN {mode}")


def for_reading(engine: Engine) -> Engine:
    """Return the same engine without transactions: for single SELECTs, two round trips fewer."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(**{BEGIN: NONE})
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def for_writing(engine: Engine) -> Engine:
    """Return the same engine, its transactions taking the write lock at once on SQLite.

    A deferred transaction that turns into a writer cannot wait for its turn; it fails.
    """
    return engine.execution_options(**{BEGIN: "IMMEDIATE"})


@contextlib.contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """Give a session that is committed at the end, or rolled back on an error.

    Raises DatabaseUnavailable.
    """
    with without_values(), Session(for_writing(engine)) as session, session.begin():
        yield session


@contextlib.contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Give a session to read from. Raises DatabaseUnavailable."""
    with without_values(), Session(engine) as session:
        yield session


@contextlib.contextmanager
def without_values() -> Iterator[None]:
    """Replace the errors of the driver, whose texts may quote the row that failed.

    PostgreSQL says `Failing row contains (…)` even with every log setting turned down.
    """
    try:
        yield
    except DBAPIError as error:
        kind = type(error.orig).__name__ if error.orig is not None else type(error).__name__
        unreachable = isinstance(error, OperationalError)
        what = "cannot be reached or is locked" if unreachable else "refused a statement"
        raise DatabaseUnavailable(f"The database {what} ({kind}).") from None
