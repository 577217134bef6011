"""What `samsvar doctor` asks the database: reachable, writable, complete, silent."""

import stat
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from survey_app.config import Settings
from survey_app.operations.finding import Finding, error, ok, warning
from survey_app.storage import migrate
from survey_app.storage.db import DatabaseUnavailable, for_writing, without_values

OLDEST_POSTGRES = 15
FOR_OTHERS = stat.S_IRWXG | stat.S_IRWXO

# What the pragmas of storage.db say when they are read back. A file system that cannot share
# memory between processes, such as a network disk, refuses WAL without an error.
PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "2",
    "secure_delete": "1",
    "temp_store": "2",
    "foreign_keys": "1",
}

# Setting → what it must be, and what happens otherwise (`docs/privacy.md`).
SERVER_SETTINGS = {
    "track_commit_timestamp": ("off", "the server keeps the time of every answer"),
    "log_statement": ("none", "the log keeps statements in the order of arrival"),
    "log_min_duration_statement": ("-1", "the log keeps slow statements with their time"),
    "log_parameter_max_length": ("0", "the log may keep the values of a statement"),
    "log_parameter_max_length_on_error": ("0", "the log may keep the values of a statement"),
    "log_error_verbosity": ("terse", "the log may quote the row that an error is about"),
    "log_min_error_statement": ("panic", "the log keeps statements that failed"),
    "synchronous_commit": ("on", "a power cut takes answers back that were acknowledged"),
    "fsync": ("on", "a power cut can ruin the whole database"),
    "full_page_writes": ("on", "a power cut can ruin the whole database"),
}
AS_GOOD = {"synchronous_commit": {"remote_apply", "remote_write"}}
NEEDS_RESTART = {"track_commit_timestamp"}


def look_at_database(engine: Engine, settings: Settings) -> Iterator[Finding]:
    """Yield what is found. Nothing is written."""
    path = Path(settings.database_url.database or "")
    try:
        with without_values(), engine.connect() as connection:
            reached = list(_sqlite(connection, path) if settings.on_sqlite else _server(connection))
        yield from reached
        migrations = _migrations(engine)
        yield migrations
        if migrations.level == "ok":
            yield _writable(engine)
    except DatabaseUnavailable as unreachable:
        yield error("database", f"{unreachable} Look at SAMSVAR_DATABASE_URL.")


def _sqlite(connection: Connection, path: Path) -> Iterator[Finding]:
    version = connection.exec_driver_sql("SELECT sqlite_version()").scalar()
    yield ok("database", f"SQLite {version} in {path}")
    wrong = [
        f"{name} is {found}, not {wanted}"
        for name, wanted in PRAGMAS.items()
        if (found := str(connection.exec_driver_sql(f"PRAGMA {name}").scalar())) != wanted
    ]
    if wrong:
        yield error(
            "pragmas",
            f"SQLite does not obey: {'; '.join(wrong)}. Put the database on a local disk.",
        )
    else:
        yield ok("pragmas", ", ".join(f"{name}={value}" for name, value in PRAGMAS.items()))
    if path.stat().st_mode & FOR_OTHERS:
        yield warning("database file", f"Others may read {path}. Run: chmod 600 {path}")


def _server(connection: Connection) -> Iterator[Finding]:
    version = str(connection.exec_driver_sql("SHOW server_version").scalar())
    number = int(str(connection.exec_driver_sql("SHOW server_version_num").scalar())) // 10_000
    if number < OLDEST_POSTGRES:
        yield error(
            "database", f"PostgreSQL {version}; Samsvar needs {OLDEST_POSTGRES} or newer. Upgrade."
        )
    else:
        yield ok("database", f"PostgreSQL {version}")
    query = sa.text("SELECT name, setting FROM pg_settings WHERE name = ANY(:names)")
    rows = connection.execute(query, {"names": list(SERVER_SETTINGS)})
    found: dict[str, str] = {row.name: row.setting for row in rows}
    wrong = [_mend(name, found[name]) for name in SERVER_SETTINGS if not _good(name, found)]
    yield from wrong
    if not wrong:
        yield ok("server settings", "the log and the commits of PostgreSQL say nothing of anyone")


def _good(name: str, found: dict[str, str]) -> bool:
    # A server that does not have the setting cannot have it wrong.
    wanted, _ = SERVER_SETTINGS[name]
    return name not in found or found[name] in {wanted, *AS_GOOD.get(name, ())}


def _mend(name: str, value: str) -> Finding:
    wanted, otherwise = SERVER_SETTINGS[name]
    then = "and restart PostgreSQL" if name in NEEDS_RESTART else "SELECT pg_reload_conf();"
    return warning(
        "server settings",
        f"{name} is {value}: {otherwise}. As its superuser: "
        f"ALTER SYSTEM SET {name} = '{wanted}'; {then}",
    )


def _migrations(engine: Engine) -> Finding:
    with without_values():
        where = migrate.current(engine)
    newest = migrate.newest()
    if where == newest:
        return ok("migrations", f"at {newest}, the newest")
    stands = "The database has no tables" if where is None else f"The database is at {where}"
    return error("migrations", f"{stands}; this version needs {newest}. Run: samsvar db upgrade")


def _writable(engine: Engine) -> Finding:
    try:
        with without_values(), for_writing(engine).connect() as connection:
            # Changes no row, but takes the lock and the permission that an answer needs.
            connection.exec_driver_sql("UPDATE survey_round SET state = state WHERE id = ''")
            connection.rollback()
    except DatabaseUnavailable as refused:
        return error("writing", f"The database cannot be written. {refused} Is the disk full?")
    return ok("writing", "the database takes a change")
