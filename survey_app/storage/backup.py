"""The whole installation, keys apart, in one file that restores to SQLite and PostgreSQL alike.

A zip with a manifest, one file of JSON lines a table, and the questionnaires. Rows are written in
the order of their random ids, so a backup says nothing about when an answer came; while a round is
open its answers are ciphertext here too.
"""

import base64
import hashlib
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine

from survey_app.ballots.keys import sync
from survey_app.config import Settings
from survey_app.storage import migrate
from survey_app.storage.db import open_database, without_values
from survey_app.storage.models import Base
from survey_app.storage.restore import (
    FORMAT,
    FORMAT_VERSION,
    MANIFEST,
    QUESTIONNAIRES,
    ROWS_AT_A_TIME,
    BackupError,
    member_of,
    opened,
    restore,
)
from survey_app.storage.scratch import scratch_folder

# One fixed time in the zip: the dates of its parts would say when answers changed.
FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def write_backup(engine: Engine, settings: Settings, path: Path) -> int:
    """Write the installation to `path` and return the number of rows.

    The file takes its name only when it is whole. Raises BackupError when it cannot be written.
    """
    try:
        with scratch_folder(path.parent) as scratch:
            beside = scratch / "backup.zip"
            beside.touch(mode=0o600)
            rows = _write(engine, settings, beside)
            # After this backup a key may be destroyed: it must not be lost in a power cut.
            sync(beside)
            beside.replace(path)
            sync(path.parent)
    except OSError as error:
        raise BackupError(f"{path} cannot be written: {error.strerror}.") from None
    return rows


def verify(path: Path, scratch: Path) -> int:
    """Restore the backup into a new database below `scratch`, compare, and return the rows.

    Raises BackupError when anything differs. Nothing is left behind.
    """
    try:
        with scratch_folder(scratch) as folder:
            rows, again = _restored_digests(path, _scratch_settings(folder))
    except OSError as error:
        raise BackupError(
            f"{path} cannot be read back in {scratch}: {error.strerror}. "
            "Keep the database as it is."
        ) from None
    with opened(path) as (_, manifest):
        written = {name: one.sha256 for name, one in manifest.tables.items()}
    if manifest.revision == migrate.newest() and again != written:
        raise BackupError(
            f"{path} does not give back what was written. Keep the database as it is."
        )
    return rows


def _restored_digests(path: Path, settings: Settings) -> tuple[int, dict[str, str]]:
    engine = open_database(settings)
    try:
        rows = restore(path, engine, settings).rows
        with engine.connect() as connection:
            return rows, {
                table.name: _digest(_lines(connection, table))
                for table in Base.metadata.sorted_tables
            }
    finally:
        engine.dispose()


def _write(engine: Engine, settings: Settings, path: Path) -> int:
    rows = 0
    tables = {}
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive,
        without_values(),
        engine.connect().execution_options(**_snapshot(engine)) as connection,
    ):
        for table in Base.metadata.sorted_tables:
            digest, count = hashlib.sha256(), 0
            with archive.open(_entry(member_of(table.name)), "w", force_zip64=True) as member:
                for line in _lines(connection, table):
                    digest.update(line)
                    member.write(line)
                    count += 1
            tables[table.name] = {"rows": count, "sha256": digest.hexdigest()}
            rows += count
        for file in sorted(settings.questionnaires_dir.rglob("*.yaml")):
            name = f"{QUESTIONNAIRES}{file.relative_to(settings.questionnaires_dir)}"
            archive.writestr(_entry(name), file.read_bytes())
        manifest = {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "revision": migrate.current(engine),
            "tables": tables,
        }
        archive.writestr(_entry(MANIFEST), json.dumps(manifest, indent=1))
    return rows


def _snapshot(engine: Engine) -> dict[str, str]:
    # A SQLite transaction in WAL mode reads one moment; PostgreSQL has to be asked.
    return {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, FIXED_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


def _lines(connection: Connection, table: sa.Table) -> Iterator[bytes]:
    key: list[Any] = list(table.primary_key.columns)
    if connection.dialect.name == "postgresql":
        # By the bytes, whatever language the server sorts in: a restore compares line by line.
        key = [sa.collate(column, "C") for column in key]
    query = sa.select(table).order_by(*key)
    for row in connection.execution_options(yield_per=ROWS_AT_A_TIME).execute(query).mappings():
        line = {name: _to_json(value) for name, value in row.items()}
        yield json.dumps(line, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def _to_json(value: Any) -> Any:
    match value:
        case bytes() | memoryview():
            return base64.b64encode(value).decode()
        case date():
            return value.isoformat()
        case _:
            return value


def _digest(lines: Iterator[bytes]) -> str:
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line)
    return digest.hexdigest()


def _scratch_settings(folder: Path) -> Settings:
    return Settings(
        instance_dir=folder,
        database_url=URL.create("sqlite", database=str(folder / "verify.db")),
        keys_dir=folder / "keys",
        keys_copy_dir=None,
        backup_dir=folder / "backups",
        questionnaires_dir=folder / "questionnaires",
        secret_key=None,
        base_url="http://127.0.0.1",
        organisation="",
    )
