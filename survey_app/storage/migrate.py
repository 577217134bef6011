"""Bring the database to a migration, and tell where it stands.

Alembic takes a tenth of a second to import; a server that is up to date starts without it.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine import Engine

from survey_app.storage.db import for_writing

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database to `revision`, by default the newest: all the way or not at all."""
    from alembic import command

    # The write lock comes first, then the question where it stands: of two processes that start
    # on an empty SQLite at once, the other finds the tables there.
    with for_writing(engine).begin() as connection:
        command.upgrade(_config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the database back to `revision`."""
    from alembic import command

    with for_writing(engine).begin() as connection:
        command.downgrade(_config(connection), revision)


def current(engine: Engine) -> str | None:
    """Return the revision the database is at, None when it is empty."""
    from alembic.runtime.migration import MigrationContext

    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str:
    """Return the revision that this version of Samsvar needs."""
    from alembic.script import ScriptDirectory

    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    if head is None:
        raise RuntimeError(f"no migrations in {MIGRATIONS}")
    return head


def _config(connection: object) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
