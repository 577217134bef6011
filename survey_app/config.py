"""Settings: read from the environment once, checked, and frozen.

A wrong one stops the start with a sentence that says which and why.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from survey_app.accent import AccentError, checked
from survey_app.mistakes import Mistake

ROOT = Path(__file__).resolve().parent.parent
SHORTEST_SECRET = 32
DEFAULT_BASE_URL = "http://127.0.0.1:8000"
PREFIX = "SAMSVAR_"
KNOWN = {
    "INSTANCE_DIR",
    "DATABASE_URL",
    "KEYS_DIR",
    "KEYS_COPY_DIR",
    "BACKUP_DIR",
    "QUESTIONNAIRES_DIR",
    "SECRET_KEY",
    "BASE_URL",
    "ORGANISATION",
    "ACCENT",
    "PROXIES",
}


class SettingsError(Mistake):
    """A setting that cannot be used, and how to mend it."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything that differs from one installation to another."""

    instance_dir: Path
    database_url: URL
    keys_dir: Path
    keys_copy_dir: Path | None
    backup_dir: Path
    questionnaires_dir: Path
    secret_key: str | None
    """Seals the ticket cookie; without it a key file in `keys_dir` does."""
    base_url: str
    organisation: str
    accent: str | None = None
    """Who asks, as the start page says it."""
    proxies: int = 0
    """How many proxies stand in front and tell the address of the visitor (X-Forwarded-For)."""

    @property
    def secure(self) -> bool:
        """True when the installation is reached over https."""
        return self.base_url.startswith("https://")

    @property
    def statements_file(self) -> Path:
        """Where it stands who asks, and what the law wants told."""
        return self.instance_dir / "statements.yaml"

    @property
    def on_sqlite(self) -> bool:
        """True for the database that needs no set-up."""
        return self.database_url.get_backend_name() == "sqlite"


def settings_from_environment() -> Settings:
    """Return the settings of this process: its environment, then a `.env` file beside it."""
    from_file = {key: value for key, value in dotenv_values(".env").items() if value is not None}
    return load_settings({**from_file, **os.environ})


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Return the settings that `environ` gives, the rest by default.

    Raises SettingsError for a setting that is misspelt or cannot be used.
    """
    given = {
        key.removeprefix(PREFIX): value.strip()
        for key, value in environ.items()
        if key.startswith(PREFIX)
    }
    if unknown := sorted(given.keys() - KNOWN):
        raise SettingsError(
            f"{PREFIX}{unknown[0]} is not a setting. Known: "
            + ", ".join(PREFIX + name for name in sorted(KNOWN))
        )
    instance = Path(given.get("INSTANCE_DIR") or "instance").absolute()
    keys_dir = Path(given.get("KEYS_DIR") or instance / "keys").absolute()
    copy = given.get("KEYS_COPY_DIR")
    settings = Settings(
        instance_dir=instance,
        database_url=_database_url(given.get("DATABASE_URL"), instance),
        keys_dir=keys_dir,
        keys_copy_dir=Path(copy).absolute() if copy else None,
        backup_dir=Path(given.get("BACKUP_DIR") or instance / "backups").absolute(),
        questionnaires_dir=Path(
            given.get("QUESTIONNAIRES_DIR") or ROOT / "questionnaires"
        ).absolute(),
        secret_key=_secret(given.get("SECRET_KEY")),
        base_url=_base_url(given.get("BASE_URL")),
        organisation=given.get("ORGANISATION") or "Samordningsförbundet",
        accent=_accent(given.get("ACCENT")),
        proxies=_proxies(given.get("PROXIES")),
    )
    _keys_and_backups_apart(settings)
    return settings


def _database_url(given: str | None, instance: Path) -> URL:
    if not given:
        return URL.create("sqlite", database=str(instance / "samsvar.db"))
    try:
        url = make_url(given)
    except (ArgumentError, ValueError):
        raise SettingsError(
            "SAMSVAR_DATABASE_URL is not a database address. Write for example "
            "postgresql://user:password@localhost/samsvar or sqlite:////srv/samsvar/samsvar.db"
        ) from None
    backend = url.get_backend_name()
    if backend == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if backend == "sqlite":
        if not url.database or url.database == ":memory:":
            raise SettingsError("SAMSVAR_DATABASE_URL must name a file: sqlite:////path/to/file.db")
        return url.set(drivername="sqlite", database=str(Path(url.database).absolute()))
    raise SettingsError(
        f"SAMSVAR_DATABASE_URL starts with “{backend}”; Samsvar runs on sqlite and postgresql."
    )


def _secret(given: str | None) -> str | None:
    if given is None or not given:
        return None
    if len(given) < SHORTEST_SECRET:
        raise SettingsError(
            f"SAMSVAR_SECRET_KEY has {len(given)} characters and needs {SHORTEST_SECRET}. "
            'Make one with: python3 -c "import secrets; print(secrets.token_hex(32))" '
            "– or leave it out, and Samsvar makes its own."
        )
    return given


def _base_url(given: str | None) -> str:
    if not given:
        return DEFAULT_BASE_URL
    try:
        parts = urlsplit(given)
        _ = parts.port
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment:
        raise SettingsError(
            f"SAMSVAR_BASE_URL is “{given}”; write the address people type, "
            "for example https://enkat.example.se"
        )
    if parts.path.strip("/"):
        raise SettingsError(
            "SAMSVAR_BASE_URL must be a host of its own, without a path: "
            "https://enkat.example.se, not https://example.se/enkat"
        )
    return given.rstrip("/")


def _accent(given: str | None) -> str | None:
    try:
        return checked(given) if given else None
    except AccentError as error:
        raise SettingsError(f"SAMSVAR_ACCENT: {error}") from None


def _proxies(given: str | None) -> int:
    if not given:
        return 0
    if given not in {"0", "1", "2", "3"}:
        raise SettingsError(
            f"SAMSVAR_PROXIES is “{given}”; write how many proxies stand in front: 0, 1, 2 or 3."
        )
    return int(given)


def _keys_and_backups_apart(settings: Settings) -> None:
    backups, keys = settings.backup_dir.resolve(), settings.keys_dir.resolve()
    copy = settings.keys_copy_dir.resolve() if settings.keys_copy_dir else None
    if copy == keys:
        raise SettingsError(
            "SAMSVAR_KEYS_COPY_DIR is SAMSVAR_KEYS_DIR. A copy is of use on another disk: choose a "
            "folder there, or leave it out."
        )
    for name, folder in (("KEYS_DIR", keys), ("KEYS_COPY_DIR", copy)):
        if folder is not None and folder.is_relative_to(backups):
            raise SettingsError(
                f"SAMSVAR_{name} lies inside SAMSVAR_BACKUP_DIR. Keys that follow the backups can "
                "open them: choose another folder."
            )
