"""The yardstick: a server like ours whose pages do nothing, or one bare INSERT.

`python -m tests.bench.bare PORT WORKERS ROW_BYTES` serves the database of the environment.
"""

import contextlib
import secrets
import sys
from collections.abc import Iterator

from flask import Flask
from sqlalchemy.engine import Engine

from survey_app.config import Settings, settings_from_environment
from survey_app.operations.serve import serve_app
from survey_app.storage.db import for_writing, open_database
from tests.server import Server, a_process, environment_of, free_port

TABLE = "CREATE TABLE IF NOT EXISTS bare (id VARCHAR(32) PRIMARY KEY, ct {blob} NOT NULL)"


@contextlib.contextmanager
def a_bare_server(settings: Settings, *, workers: int, row_bytes: int) -> Iterator[Server]:
    """Give a running server with the table and the pages of the yardstick."""
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.bare", str(port), str(workers), str(row_bytes)]
    with a_process(command, environment_of(settings), port, settings.instance_dir) as server:
        yield server


def bare_app(engine: Engine, row_bytes: int) -> Flask:
    """Return an application with an empty page and one that keeps a row of random bytes."""
    app = Flask("bare")
    place = "?, ?" if engine.dialect.name == "sqlite" else "%s, %s"
    insert = f"INSERT INTO bare (id, ct) VALUES ({place})"  # noqa: S608 - no one else's words in it
    writing = for_writing(engine)

    def keep() -> tuple[str, int]:
        row = (secrets.token_hex(16), secrets.token_bytes(row_bytes))
        with writing.begin() as connection:
            connection.exec_driver_sql(insert, row)
        return "", 303

    app.add_url_rule("/", "empty", lambda: "")
    app.add_url_rule("/keep", "keep", keep, methods=["POST"])
    return app


def main() -> None:
    """Serve until stopped."""
    port, workers, row_bytes = (int(one) for one in sys.argv[1:])
    engine = open_database(settings_from_environment())
    with engine.begin() as connection:
        blob = "BLOB" if engine.dialect.name == "sqlite" else "BYTEA"
        connection.exec_driver_sql(TABLE.format(blob=blob))
    app = bare_app(engine, row_bytes)
    serve_app(app, address=f"127.0.0.1:{port}", workers=workers)


if __name__ == "__main__":
    main()
