"""The server process: its workers hold their own locks, and it leaves nothing in anybody's home."""

import contextlib
import fcntl
import os
import signal
import struct
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
import sqlalchemy as sa

from survey_app.storage.db import open_database
from tests.server import ROOT, a_process, a_server, environment_of, free_port

SHARED_LOCK = 128
"""The byte of the `-shm` file that everybody who has a SQLite database in WAL mode open locks."""


def holder_of_the_lock(database):
    """Return the process that says to others: I have this database open."""
    asked = struct.pack("hhqqi", fcntl.F_WRLCK, os.SEEK_SET, SHARED_LOCK, 1, 0)
    with Path(f"{database}-shm").open("r+b") as file:
        told = fcntl.fcntl(file, fcntl.F_GETLK, asked)
    kind, _, _, _, process = struct.unpack("hhqqi", told)
    return None if kind == fcntl.F_UNLCK else process


@contextlib.contextmanager
def gunicorn_of_their_own(settings):
    """A server as somebody may start it who does not use `samsvar serve`."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--preload", "--no-control-socket"]
    command += ["--bind", f"127.0.0.1:{port}", "wsgi:app"]
    environment = environment_of(settings) | {"PYTHONPATH": str(ROOT)}
    with a_process(command, environment, port, settings.instance_dir) as server:
        yield server


@pytest.mark.parametrize("start", [a_server, gunicorn_of_their_own])
def test_a_worker_holds_the_locks_that_it_relies_on(sqlite_installation, start):
    """With a lock of its parent's only, the WAL is thrown away under it when the parent dies."""
    settings = sqlite_installation.settings
    sqlite_installation.engine.dispose()
    with start(settings) as server:
        urllib.request.urlopen(f"{server.url}/healthz").read()  # noqa: S310
        assert [holder_of_the_lock(settings.database_url.database)] == server.workers()


ORPHAN = """
import os, signal, sys
from survey_app.installation import open_installation

def keep(name):
    with here.engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO thanked VALUES (?)", (name,))
    print(name, flush=True)

here = open_installation()
with here.engine.begin() as connection:
    connection.exec_driver_sql("CREATE TABLE thanked (name TEXT)")
if os.fork():
    signal.pause()
keep("while the master lives")
sys.stdin.readline()
keep("after it was killed")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_is_acknowledged_after_the_master_was_killed_is_kept(sqlite_installation):
    settings = sqlite_installation.settings
    sqlite_installation.engine.dispose()
    master = subprocess.Popen(
        [sys.executable, "-c", ORPHAN],
        env=environment_of(settings),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with master:
        assert master.stdout.readline() == "while the master lives\n"
        master.send_signal(signal.SIGKILL)
        master.wait()
        # A command opens the database, and is the last to close it as far as it can see.
        assert thanked(settings) == ["while the master lives"]
        master.stdin.write("go on\n")
        master.stdin.flush()
        assert master.stdout.readline() == "after it was killed\n"
        assert master.stdout.read() == "", "the worker has ended"
    assert thanked(settings) == ["while the master lives", "after it was killed"]


def thanked(settings):
    engine = open_database(settings)
    with engine.connect() as connection:
        names = connection.scalars(sa.text("SELECT name FROM thanked")).all()
    engine.dispose()
    return names


def test_the_server_opens_no_other_way_in(sqlite_installation, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    with a_server(sqlite_installation.settings):
        # Gunicorn opens it a moment after it has begun to answer.
        time.sleep(0.5)
        assert list(tmp_path.rglob("*.ctl")) == []
        assert not (tmp_path / ".gunicorn").exists()
