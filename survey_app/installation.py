"""The installation that a command or a server works on: settings, database and keys."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from survey_app.ballots.keys import Keyring
from survey_app.config import Settings, settings_from_environment
from survey_app.mistakes import Mistake
from survey_app.storage.db import DatabaseUnavailable, open_database, reading
from survey_app.storage.models import Invitation, SurveyRound

SWEDEN = ZoneInfo("Europe/Stockholm")
Clock = Callable[[], datetime]


class NotReady(Mistake):
    """The database is not at the migration that this version needs."""


@dataclass(frozen=True, kw_only=True)
class Installation:
    """Settings, database and keys that belong together."""

    settings: Settings
    engine: Engine
    keyring: Keyring


def the_time_in_sweden() -> datetime:
    """Return the time now, where closing days are counted."""
    return datetime.now(SWEDEN)  # noqa: TID251 - the clock that is handed to all others


def today() -> date:
    """Return the day in Sweden."""
    return the_time_in_sweden().date()


def open_installation(settings: Settings | None = None, *, ready: bool = True) -> Installation:
    """Return the installation that the settings (by default of the environment) describe.

    An empty SQLite database is given its tables at once: it needs no set-up.

    Raises NotReady when `ready` and the database lacks a migration, DatabaseUnavailable when it
    cannot be reached.
    """
    settings = settings or settings_from_environment()
    engine = open_database(settings)
    if ready:
        try:
            _must_be_ready(engine, settings)
        except BaseException:
            engine.dispose()
            raise
    return Installation(
        settings=settings,
        engine=engine,
        keyring=Keyring(
            settings.keys_dir, settings.keys_copy_dir, codes_exist=lambda: _codes_exist(engine)
        ),
    )


def _codes_exist(engine: Engine) -> bool:
    with reading(engine) as session:
        found = session.scalar(
            sa.select(Invitation.id).join(SurveyRound).where(SurveyRound.access == "codes").limit(1)
        )
    return found is not None


def _must_be_ready(engine: Engine, settings: Settings) -> None:
    # Alembic is slow to import and only wanted when the database is behind.
    where = _revision(engine)
    if where == NEWEST:
        return
    if where is None and settings.on_sqlite:
        from survey_app.storage import migrate

        migrate.upgrade(engine)
        return
    stands = "has no tables yet" if where is None else f"is at migration {where}"
    raise NotReady(f"The database {stands}; this version needs {NEWEST}. Run: samsvar db upgrade")


NEWEST = "0002"
"""The newest migration; a test keeps it equal to the folder `migrations/`."""


def _unreachable(engine: Engine, kind: str) -> DatabaseUnavailable:
    if engine.dialect.name == "sqlite":
        return DatabaseUnavailable(
            f"{engine.url.database} cannot be opened for writing ({kind}). It may be locked, not a "
            "database, or not this user's: look at the rights of the file and its folder."
        )
    return DatabaseUnavailable(
        f"The database cannot be reached ({kind}). "
        "Look at SAMSVAR_DATABASE_URL and whether the server runs."
    )


def _revision(engine: Engine) -> str | None:
    try:
        with engine.connect() as connection:
            if not engine.dialect.has_table(connection, "alembic_version"):
                return None
            found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
            return None if found is None else str(found)
    except OperationalError as error:
        raise _unreachable(engine, type(error.orig).__name__) from None
