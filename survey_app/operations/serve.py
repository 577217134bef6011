"""`samsvar serve`: the production server, with a log that says nothing about anyone."""

import socket
from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from survey_app.app import create_app
from survey_app.config import DEFAULT_BASE_URL
from survey_app.installation import Installation, open_installation, today
from survey_app.mistakes import Mistake

THREADS = 8


class PortTaken(Mistake):
    """Another program answers on the port."""


class QuietLogger(Logger):  # type: ignore[misc]
    """An access log of day and status only: no address, path, referrer, agent, size or time.

    With the order of such lines and the addresses in them, two thirds of the answers of a small
    round could be tied to a person (`docs/privacy.md`). The error log has the day alone, too.
    """

    datefmt = "[%Y-%m-%d]"

    def access(self, resp: Any, req: Any, environ: Any, request_time: Any) -> None:
        """Write one line for a request."""
        self.access_log.info("%s %s", today(), resp.status_code)


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn with the application already made."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self._app = app
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Hand the options to Gunicorn."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Return the application."""
        return self._app


def run(here: Installation, *, host: str, port: int, workers: int, log: str | None) -> None:
    """Serve until stopped. Raises PortTaken when the port is not free."""
    must_be_free(host, port)
    app = create_app(installation=here)
    serve_app(app, address=f"{host}:{port}", workers=workers, log=log)


def serve_app(app: Flask, *, address: str, workers: int, log: str | None = None) -> None:
    """Serve an application until stopped. Its connections stay behind (`storage.db`)."""
    Server(
        app,
        {
            "bind": address,
            "workers": workers,
            "threads": THREADS,
            "worker_class": "gthread",
            "preload_app": True,
            "logger_class": QuietLogger,
            "accesslog": log,
            "errorlog": "-",
            # A warning quotes the sender's address and what was sent, when it is no request.
            "loglevel": "error",
            # Nobody asked for a way in to the server's innermost, nor for its file in their home.
            "control_socket_disable": True,
            "proc_name": "samsvar",
        },
    ).run()


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True)
@click.option("--log", metavar="FILE", help="Log of day and status; - for the terminal.")
def serve(port: int, host: str, workers: int, log: str | None) -> None:
    """Serve the pages, behind a proxy that speaks https.

    The proxy must not log addresses, paths or times for these pages either.
    """
    must_be_free(host, port)
    here = open_installation()
    click.echo(f"Serving {here.settings.base_url} on {host}:{port} with {workers} workers.")
    if here.settings.base_url == DEFAULT_BASE_URL and (host, port) != ("127.0.0.1", 8000):
        click.echo(
            f"Links still begin with {DEFAULT_BASE_URL}: set SAMSVAR_BASE_URL to the address that "
            "people type.",
            err=True,
        )
    run(here, host=host, port=port, workers=workers, log=log)


def must_be_free(host: str, port: int) -> None:
    """Raise PortTaken, with what to do, when another program listens on the port."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise PortTaken(
                f"Cannot listen on {host}:{port} ({error.strerror}). "
                "Stop the other program, or choose another: --port 8001"
            ) from None
