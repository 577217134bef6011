"""A PostgreSQL of the tests' own, in a temporary folder, reached through a socket in it."""

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

from tests.machine import postgres_bin, run_as_postgres

# What docs/privacy.md asks of a server: nothing in the log that holds a value, and no times.
ASKED_FOR = {
    "track_commit_timestamp": "off",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "synchronous_commit": "on",
}
# A test survives a power cut by running again.
UNSAFE_BUT_FAST = {"fsync": "off", "full_page_writes": "off"}
ROOM = {"max_connections": "400", "shared_buffers": "64MB", "listen_addresses": ""}
INITDB = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
START_PATIENCE = 30.0


class Postgres:
    """A running server: databases are made and thrown away in it."""

    def __init__(self, folder: Path, process: subprocess.Popen[bytes]) -> None:
        self.folder = folder
        self._process = process

    @property
    def log(self) -> Path:
        """What the server has said."""
        return self.folder / "log"

    @property
    def data(self) -> Path:
        """The files of the server: tables, WAL and all."""
        return self.folder / "data"

    def url(self, database: str) -> str:
        """Return the address of a database, as SAMSVAR_DATABASE_URL takes it."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def create(self, template: str = "template0") -> str:
        """Return the name of a new database, a copy of `template`."""
        name = f"samsvar_{secrets.token_hex(6)}"
        self._do(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        """Throw a database away, whoever is connected to it."""
        self._do(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _do(self, statement: str) -> None:
        with psycopg.connect(f"host={self.folder} user=postgres", autocommit=True) as connection:
            connection.execute(statement.encode())

    def stop(self) -> None:
        """Stop the server, at once but in order."""
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(10)


@contextlib.contextmanager
def a_postgres(settings: dict[str, str] | None = None) -> Iterator[Postgres]:
    """Give a server, and take it and its folder away at the end.

    By default it has what `docs/privacy.md` asks for and does not wait for the disk.
    """
    folder = Path(tempfile.mkdtemp(prefix="samsvar-pg-"))
    given = {**ASKED_FOR, **(UNSAFE_BUT_FAST if settings is None else settings), **ROOM}
    try:
        server = _start(folder, given)
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path, settings: dict[str, str]) -> Postgres:
    as_who: dict[str, Any] = run_as_postgres()
    if as_who:
        os.chown(folder, as_who["user"], as_who["group"])
    programs, data = postgres_bin(), folder / "data"
    subprocess.run(
        [programs / "initdb", "--pgdata", data, *INITDB],
        check=True,
        capture_output=True,
        cwd="/",
        **as_who,
    )
    chosen = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [programs / "postgres", "-D", data, "-k", folder, *chosen],
            stdout=log,
            stderr=log,
            cwd="/",
            **as_who,
        )
    _wait_for(folder, process)
    return Postgres(folder, process)


def _wait_for(folder: Path, process: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + START_PATIENCE
    while True:
        try:
            psycopg.connect(f"host={folder} user=postgres").close()
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > give_up:
                process.kill()
                process.wait()
                raise RuntimeError((folder / "log").read_text(errors="replace")) from None
            time.sleep(0.05)
        else:
            return
