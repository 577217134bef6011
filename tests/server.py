"""A real server process for an installation, as an operator would start it."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from survey_app.config import PREFIX, Settings

PATIENCE = 30.0
SAMSVAR = (sys.executable, "-c", "from survey_app.cli import main; main()")
"""The `samsvar` command, also where no environment has put it on the PATH."""
ROOT = Path(__file__).resolve().parent.parent


class Server:
    """A server that answers on `url`. Its workers are processes of their own."""

    def __init__(self, process: subprocess.Popen[str], port: int, log: Path) -> None:
        self.process = process
        self.port = port
        self.log = log

    @property
    def url(self) -> str:
        """The address of its start page, without the last slash."""
        return f"http://127.0.0.1:{self.port}"

    def workers(self) -> list[int]:
        """Return the process ids of the workers."""
        children = f"/proc/{self.process.pid}/task/{self.process.pid}/children"
        return [int(one) for one in Path(children).read_text().split()]

    def stop(self) -> None:
        """Stop in order: requests under way are answered first."""
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """Stop the server and its workers at once, as a power cut would."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)


@contextlib.contextmanager
def a_server(settings: Settings, *, workers: int = 1) -> Iterator[Server]:
    """Give a running `samsvar serve` for the installation with these settings."""
    port = free_port()
    command = [*SAMSVAR, "serve", "--port", str(port), "--workers", str(workers)]
    with a_process(command, environment_of(settings), port, settings.instance_dir) as server:
        yield server


@contextlib.contextmanager
def a_process(
    command: list[str], environment: dict[str, str], port: int, folder: Path
) -> Iterator[Server]:
    """Give a running server process once it answers on `port`; `folder` gets its log."""
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / f"server-{port}.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            command,
            stdout=out,
            stderr=out,
            text=True,
            cwd=folder,
            env=environment,
            # A group of its own, so that kill() takes the workers too.
            start_new_session=True,
        )
    server = Server(process, port, log)
    try:
        _wait_for(server)
        yield server
    finally:
        if process.poll() is None:
            server.stop()


def environment_of(settings: Settings) -> dict[str, str]:
    """Return the environment in which `samsvar` finds these settings, and no others."""
    ours = {
        "INSTANCE_DIR": settings.instance_dir,
        "DATABASE_URL": settings.database_url.render_as_string(hide_password=False),
        "KEYS_DIR": settings.keys_dir,
        "KEYS_COPY_DIR": settings.keys_copy_dir,
        "BACKUP_DIR": settings.backup_dir,
        "QUESTIONNAIRES_DIR": settings.questionnaires_dir,
        "SECRET_KEY": settings.secret_key,
        "BASE_URL": settings.base_url,
        "ORGANISATION": settings.organisation,
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    given = {PREFIX + name: str(value) for name, value in ours.items() if value is not None}
    return {**kept, "PYTHONPATH": str(ROOT), **given}


def free_port() -> int:
    """Return a port that nothing listens on just now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


def _wait_for(server: Server) -> None:
    give_up = time.monotonic() + PATIENCE
    while server.process.poll() is None and time.monotonic() < give_up:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.02)
        else:
            return
        finally:
            connection.close()
    raise RuntimeError(f"The server did not start:\n{server.log.read_text(errors='replace')}")
