"""What every test may ask for: databases, an installation, pages, approved texts, a browser."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.pool import Pool

from survey_app.app import create_app
from survey_app.config import load_settings
from survey_app.installation import Installation, open_installation
from survey_app.storage import migrate
from survey_app.storage.db import open_database
from tests.builders import with_statements
from tests.machine import chromium_path
from tests.postgres import Postgres, a_postgres

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser):
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the approved texts anew; then read the diff",
    )


# Databases -------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server for the whole run."""
    with a_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def migrated_postgres(postgres) -> str:
    """The name of a database with the newest tables, to copy."""
    name = postgres.create()
    _migrate(postgres.url(name))
    return name


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory) -> Path:
    """A database file with the newest tables, to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "samsvar.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(migrated_sqlite, tmp_path) -> str:
    """The address of a new SQLite database with all tables."""
    path = tmp_path / "instance" / "samsvar.db"
    path.parent.mkdir(mode=0o700, exist_ok=True)
    shutil.copyfile(migrated_sqlite, path)
    path.chmod(0o600)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(postgres, migrated_postgres) -> Iterator[str]:
    """The address of a new PostgreSQL database with all tables."""
    name = postgres.create(template=migrated_postgres)
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request) -> str:
    """The address of a new database with all tables: the test runs once on each kind.

    `@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)` picks one.
    """
    kind = "postgres_url" if request.param == "postgresql" else "sqlite_url"
    url: str = request.getfixturevalue(kind)
    return url


@pytest.fixture(autouse=True)
def _nothing_left_open() -> Iterator[None]:
    """Close the connections that a command leaves to the end of its process."""
    opened: list[psycopg.Connection] = []

    def remember(connection: object, _record: object) -> None:
        # Only where a pool that lives longer than the test will notice and open a new one.
        if isinstance(connection, psycopg.Connection):
            opened.append(connection)

    event.listen(Pool, "connect", remember)
    yield
    event.remove(Pool, "connect", remember)
    for connection in opened:
        connection.close()


def _migrate(url: str) -> None:
    engine = open_database(load_settings({"SAMSVAR_DATABASE_URL": url}))
    migrate.upgrade(engine)
    engine.dispose()


# Installations ---------------------------------------------------------------------------------


@pytest.fixture
def installation(database_url, tmp_path) -> Iterator[Installation]:
    """An installation with an empty database: the test runs on SQLite and on PostgreSQL."""
    yield from _an_installation(database_url, tmp_path)


@pytest.fixture
def sqlite_installation(sqlite_url, tmp_path) -> Iterator[Installation]:
    """An installation with an empty SQLite database."""
    yield from _an_installation(sqlite_url, tmp_path)


def _an_installation(url: str, folder: Path) -> Iterator[Installation]:
    settings = {
        "SAMSVAR_INSTANCE_DIR": str(folder / "instance"),
        "SAMSVAR_DATABASE_URL": url,
        "SAMSVAR_ORGANISATION": "Samordningsförbundet Exempel",
    }
    here = open_installation(load_settings(settings))
    with_statements(here.settings.statements_file)
    yield here
    here.engine.dispose()


@pytest.fixture
def app(sqlite_installation) -> Flask:
    """The application of `sqlite_installation`."""
    return create_app(installation=sqlite_installation)


@pytest.fixture
def client(app) -> FlaskClient:
    """A browser without script and style, at the pages of `app`."""
    return app.test_client()


# Approved texts --------------------------------------------------------------------------------


@pytest.fixture
def golden(request) -> Callable[[str, str], None]:
    """Compare text with a file that people have read and approved.

    Run with --update-golden to rewrite the file, then read the diff.
    """

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"nobody has approved {name} yet: --update-golden, then read it"
        assert text == path.read_text(encoding="utf-8")

    return compare


# A real browser --------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser():
    """A Chromium without a window."""
    from playwright.sync_api import sync_playwright

    where = chromium_path()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=where)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser):
    """A page in a browser that has been nowhere."""
    context = browser.new_context(locale="sv-SE")
    yield context.new_page()
    context.close()
