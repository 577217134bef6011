"""The whole installation, keys apart, in one file that restores to SQLite and PostgreSQL alike.

A zip with a manifest, one file of JSON lines a table, and the questionnaires. Rows are written in
the order of their random ids, so a backup says nothing about when an answer came; while a round is
open its answers are ciphertext here too.
"""

import base64
import contextlib
import hashlib
import json
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine

from survey_app.config import Settings
from survey_app.storage import migrate
from survey_app.storage.db import for_writing, open_database, without_values
from survey_app.storage.models import Base

FORMAT = "samsvar-backup"
FORMAT_VERSION = 1
# One fixed time in the zip: the dates of its parts would say when answers changed.
FIXED_TIME = (1980, 1, 1, 0, 0, 0)
ROWS_AT_A_TIME = 500
MANIFEST = "manifest.json"
QUESTIONNAIRES = "questionnaires/"
# What reading a file with changed bytes, or a zip of something else, can raise.
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    AttributeError,
    TypeError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)


class BackupError(Exception):
    """A backup that cannot be written, read or restored, and what to do."""


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What a restore put back."""

    rows: int
    questionnaires: tuple[str, ...]
    kept: tuple[str, ...]
    """Questionnaire files that were there with other content, and were left alone."""


def write_backup(engine: Engine, settings: Settings, path: Path) -> int:
    """Write the installation to `path` and return the number of rows.

    The file takes its name only when it is whole. Raises BackupError when it cannot be written.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        os.close(handle)
        try:
            rows = _write(engine, settings, Path(beside))
            _sync(Path(beside))
            Path(beside).replace(path)
            _sync(path.parent)
        finally:
            Path(beside).unlink(missing_ok=True)
    except OSError as error:
        raise BackupError(f"{path} cannot be written: {error.strerror}.") from None
    return rows


def verify(path: Path, scratch: Path) -> int:
    """Restore the backup into a new database below `scratch`, compare, and return the rows.

    Raises BackupError when anything differs. Nothing is left behind.
    """
    scratch.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=scratch, prefix=".verify-") as folder:
        settings = _scratch_settings(Path(folder))
        engine = open_database(settings)
        try:
            rows = restore(path, engine, settings).rows
            with engine.connect() as connection:
                again = {
                    table.name: _digest(_lines(connection, table))
                    for table in Base.metadata.sorted_tables
                }
        finally:
            engine.dispose()
    with _opened(path) as (_, manifest):
        written = {name: one["sha256"] for name, one in manifest["tables"].items()}
    if manifest["revision"] == migrate.newest() and again != written:
        raise BackupError(
            f"{path} does not give back what was written. Keep the database as it is."
        )
    return rows


def restore(path: Path, engine: Engine, settings: Settings) -> Restored:
    """Fill an empty database from a backup, and bring it to the newest migration.

    Raises BackupError for a damaged file, one of a newer version, or a database with rounds in it.
    """
    from alembic.util import CommandError  # slow to import, and only wanted here

    with _opened(path) as (archive, manifest):
        _must_be_empty(engine)
        files = _questionnaires_in(archive, settings.questionnaires_dir)
        try:
            migrate.upgrade(engine, manifest["revision"])
        except CommandError:
            raise BackupError(
                f"{path} was written at migration {manifest['revision']}, which this version of "
                "Samsvar does not know. Restore it with the version that wrote it, or a newer."
            ) from None
        reflected = sa.MetaData()
        reflected.reflect(engine)
        rows = 0
        with without_values(), for_writing(engine).begin() as connection:
            # Parents before children, as the database asks for.
            for table in reflected.sorted_tables:
                if (expected := manifest["tables"].get(table.name)) is not None:
                    rows += _fill(connection, table, archive, expected)
        migrate.upgrade(engine)
        put_back, kept = _put_back_questionnaires(archive, files)
    return Restored(rows=rows, questionnaires=put_back, kept=kept)


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
            with archive.open(_entry(_member(table.name)), "w", force_zip64=True) as member:
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


def _sync(path: Path) -> None:
    # After this backup a key is destroyed: it must not be lost in a power cut.
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _snapshot(engine: Engine) -> dict[str, str]:
    # A SQLite transaction in WAL mode reads one moment; PostgreSQL has to be asked.
    return {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}


def _member(table: str) -> str:
    return f"tables/{table}.jsonl"


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


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, dict[str, Any]]]:
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = json.loads(archive.read(MANIFEST))
            if manifest.get("format") != FORMAT:
                raise BackupError(f"{path} is not a backup of Samsvar.")
            if manifest["format_version"] > FORMAT_VERSION:
                raise BackupError(f"{path} was written by a newer version of Samsvar.")
            yield archive, manifest
    except FileNotFoundError:
        raise BackupError(f"There is no file {path}.") from None
    except DAMAGED:
        raise BackupError(f"{path} is damaged or not a backup of Samsvar.") from None
    except OSError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror}.") from None


def _must_be_empty(engine: Engine) -> None:
    with engine.connect() as connection:
        if not engine.dialect.has_table(connection, "survey_round"):
            return
        if connection.exec_driver_sql("SELECT count(*) FROM survey_round").scalar():
            raise BackupError(
                "The database has rounds in it, and a restore never overwrites. Restore into a "
                "new one: set SAMSVAR_INSTANCE_DIR or SAMSVAR_DATABASE_URL to another place."
            )
    migrate.downgrade(engine, "base")


def _fill(
    connection: Connection, table: sa.Table, archive: zipfile.ZipFile, expected: dict[str, Any]
) -> int:
    digest, count = hashlib.sha256(), 0
    waiting: list[dict[str, Any]] = []
    with archive.open(_member(table.name)) as member:
        for line in member:
            digest.update(line)
            count += 1
            waiting.append(_from_json(table, json.loads(line)))
            if len(waiting) == ROWS_AT_A_TIME:
                connection.execute(sa.insert(table), waiting)
                waiting = []
    if waiting:
        connection.execute(sa.insert(table), waiting)
    if expected != {"rows": count, "sha256": digest.hexdigest()}:
        raise BackupError(f"The backup is damaged: {table.name} is not what was written.")
    return count


def _from_json(table: sa.Table, line: dict[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for name, value in line.items():
        column = table.c[name].type
        if value is not None and isinstance(column, sa.LargeBinary):
            row[name] = base64.b64decode(value)
        elif value is not None and isinstance(column, sa.Date):
            row[name] = date.fromisoformat(value)
        else:
            row[name] = value
    return row


def _questionnaires_in(archive: zipfile.ZipFile, folder: Path) -> dict[str, Path]:
    """Return where each questionnaire file of the backup belongs, by its name there."""
    files = {}
    for name in archive.namelist():
        if not name.startswith(QUESTIONNAIRES):
            continue
        target = (folder / name.removeprefix(QUESTIONNAIRES)).resolve()
        if not target.is_relative_to(folder.resolve()) or target.suffix != ".yaml":
            raise BackupError(f"The backup names a file outside the questionnaires: {name}")
        files[name] = target
    return files


def _put_back_questionnaires(
    archive: zipfile.ZipFile, files: dict[str, Path]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    put_back, kept = [], []
    for name, target in files.items():
        content = archive.read(name)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            put_back.append(name.removeprefix(QUESTIONNAIRES))
        elif target.read_bytes() != content:
            kept.append(name.removeprefix(QUESTIONNAIRES))
    return tuple(put_back), tuple(kept)


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
