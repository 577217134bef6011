"""Fill an empty database from a backup: all of it, or nothing when it is damaged."""

import base64
import contextlib
import hashlib
import itertools
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from survey_app.config import Settings
from survey_app.mistakes import Mistake
from survey_app.storage import migrate
from survey_app.storage.db import for_writing, without_values

FORMAT = "samsvar-backup"
FORMAT_VERSION = 1
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


class BackupError(Mistake):
    """A backup that cannot be written, read or restored, and what to do."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """What the backup says that it holds of a table."""

    rows: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What the backup says about itself: its migration, and what each table holds."""

    revision: str
    tables: dict[str, Written]


@dataclass(frozen=True, kw_only=True)
class _Questionnaire:
    """A questionnaire file in the backup, and where it belongs."""

    name: str
    path: Path
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What a restore put back."""

    rows: int
    questionnaires: tuple[str, ...]
    kept: tuple[str, ...]
    """Questionnaire files that were there with other content, and were left alone."""


def restore(path: Path, engine: Engine, settings: Settings) -> Restored:
    """Fill an empty database from a backup, and bring it to the newest migration.

    All of it or nothing: after a failure it can be run again.

    Raises BackupError for a damaged file, one of a newer version, a database with rounds in it, or
    questionnaires that cannot be written.
    """
    from alembic.util import CommandError  # slow to import, and only wanted here

    with opened(path) as (archive, manifest):
        _must_be_empty(engine)
        files = _questionnaires_in(archive, path, settings.questionnaires_dir)
        try:
            migrate.upgrade(engine, manifest.revision)
        except CommandError:
            raise BackupError(
                f"{path} was written at migration {manifest.revision}, which this version of "
                "Samsvar does not know. Restore it with the version that wrote it, or a newer."
            ) from None
        reflected = sa.MetaData()
        reflected.reflect(engine)
        rows = 0
        with (
            contextlib.ExitStack() as undone_on_failure,
            without_values(),
            for_writing(engine).begin() as connection,
        ):
            # Parents before children, as the database asks for.
            for table in reflected.sorted_tables:
                if (expected := manifest.tables.get(table.name)) is not None:
                    rows += _fill(connection, table, _rows(archive, path, table, expected))
            # Before the commit: what cannot be written leaves the database empty.
            put_back, kept = undone_on_failure.enter_context(_all_or_none(files))
    migrate.upgrade(engine)
    return Restored(rows=rows, questionnaires=put_back, kept=kept)


def member_of(table: str) -> str:
    """Return the name in the zip of the rows of a table."""
    return f"tables/{table}.jsonl"


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[None]:
    """Turn what reading the backup can raise, and nothing else, into a sentence about it."""
    try:
        yield
    except FileNotFoundError:
        raise BackupError(f"There is no file {path}.") from None
    except DAMAGED:
        raise BackupError(f"{path} is damaged or not a backup of Samsvar.") from None
    except OSError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror}.") from None


@contextlib.contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """Give the zip and its manifest. Raises BackupError when it is not one of ours."""
    with _reading(path):
        archive = zipfile.ZipFile(path)
    with archive:
        with _reading(path):
            found = json.loads(archive.read(MANIFEST))
            if found.get("format") != FORMAT:
                raise BackupError(f"{path} is not a backup of Samsvar.")
            if found["format_version"] > FORMAT_VERSION:
                raise BackupError(f"{path} was written by a newer version of Samsvar.")
            manifest = Manifest(
                revision=str(found["revision"]),
                tables={
                    name: Written(rows=one["rows"], sha256=one["sha256"])
                    for name, one in found["tables"].items()
                },
            )
        yield archive, manifest


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


def _fill(connection: Connection, table: sa.Table, rows: Iterator[dict[str, Any]]) -> int:
    count = 0
    while some := list(itertools.islice(rows, ROWS_AT_A_TIME)):
        connection.execute(sa.insert(table), some)
        count += len(some)
    return count


def _rows(
    archive: zipfile.ZipFile, path: Path, table: sa.Table, expected: Written
) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table; the last is followed by an error when they are not the same."""
    digest, count = hashlib.sha256(), 0
    with _reading(path), archive.open(member_of(table.name)) as member:
        for line in member:
            digest.update(line)
            count += 1
            yield _from_json(table, json.loads(line))
    if expected != Written(rows=count, sha256=digest.hexdigest()):
        raise BackupError(f"The backup is damaged: {table.name} is not what was written.")


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


def _questionnaires_in(
    archive: zipfile.ZipFile, path: Path, folder: Path
) -> tuple[_Questionnaire, ...]:
    files = []
    with _reading(path):
        for name in archive.namelist():
            if not name.startswith(QUESTIONNAIRES):
                continue
            inside = name.removeprefix(QUESTIONNAIRES)
            target = (folder / inside).resolve()
            if not target.is_relative_to(folder.resolve()) or target.suffix != ".yaml":
                raise BackupError(f"The backup names a file outside the questionnaires: {name}")
            files.append(_Questionnaire(name=inside, path=target, content=archive.read(name)))
    return tuple(files)


@contextlib.contextmanager
def _all_or_none(
    files: Iterable[_Questionnaire],
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Write the files that are not there, and take them away again when what follows fails.

    Gives the names of those written, and of those that were there with other content.
    """
    written: list[_Questionnaire] = []
    kept: list[_Questionnaire] = []
    try:
        for file in files:
            if not file.path.exists():
                written.append(file)
                _write_questionnaire(file)
            elif file.path.read_bytes() != file.content:
                kept.append(file)
        yield tuple(file.name for file in written), tuple(file.name for file in kept)
    except BaseException:
        for file in written:
            file.path.unlink(missing_ok=True)
        raise


def _write_questionnaire(file: _Questionnaire) -> None:
    try:
        file.path.parent.mkdir(parents=True, exist_ok=True)
        # Killed half-way, it must not look like a questionnaire that was there before.
        beside = file.path.with_name(f".{file.path.name}.new")
        beside.write_bytes(file.content)
        beside.replace(file.path)
    except OSError as error:
        raise BackupError(
            f"{file.path} cannot be written: {error.strerror}. Nothing has been restored."
        ) from None
