"""The export folder: everything that analysis needs, with sums by which a change shows."""

import csv
import io
import json
import os
import random
import secrets
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from survey_app.exports.codebook import codebook, encode, group_names
from survey_app.exports.errors import ExportError
from survey_app.exports.frames import response_table
from survey_app.invitations.progress import response_rate_of
from survey_app.questionnaire.fills import fill_in
from survey_app.questionnaire.model import Questionnaire, thaw
from survey_app.questionnaire.variables import variables
from survey_app.rounds.service import where_it_stands
from survey_app.storage.models import FreeText, RoundCount, SurveyRound

if TYPE_CHECKING:
    import pyarrow as pa

READABLE_STATES = {"released", "key_destroyed"}

README = """\
{title}
{questionnaire}

Den här mappen innehåller svaren i en enkätomgång. Den är arbetsmaterial för den som analyserar.

Lämna aldrig mappen vidare, varken hel eller delvis, och lägg den inte på en delad yta. Svaren är
avidentifierade, men den som känner till några av en persons svar kan hitta resten. Slutna svar och
fritext får aldrig lämnas ut tillsammans. Utlämnande av rådata är en särskild åtgärd: den kräver
ett skäl, två personers godkännande, bara slutna frågor, och att ingen kombination av bakgrunds-
frågor delas av färre än {k} personer.

responses.parquet  ett svar per rad, en kolumn per fråga, svaren som koder; i slumpad ordning
responses.csv      samma sak, för andra program
texts.csv          fritextsvar utan koppling till svaren ovan; grupp bara när den är stor nog
counts.csv         inbjudna, svar och orsaker till bortfall, per grupp
codebook.json      vad kolumner och koder betyder, skalor, indikatorer, rapportplan
SHA256SUMS         kontrollsummor; kontrollera med: sha256sum --check SHA256SUMS

Grupper med få svar är sammanslagna. Minsta antal svar som får redovisas i omgången är {k}.
Ändra inget i mappen: då läser programmet den inte. Räkna med: samsvar summary MAPPEN
"""


def write_export(session: Session, round_: SurveyRound, folder: Path) -> int:
    """Write the export folder of a released round and return the number of responses.

    The folder may be new, empty, or an earlier export, which is then replaced as a whole: until
    the new one is complete and has been read back, the old one stays as it is.

    Raises ExportError when the round is not released or the folder holds something else.
    """
    # The numbers are read back as an analyst would, with libraries the server never loads.
    import analysis

    if round_.state not in READABLE_STATES:
        raise ExportError(
            f"Answers can be read after release. {where_it_stands(round_.id, round_.state)}"
        )
    folder = folder.absolute()
    _must_be_ours_or_empty(folder)
    beside = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}")
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside.mkdir(mode=0o700)
    try:
        for name, content in _contents(session, round_).items():
            _write_privately(beside / name, content)
        written = analysis.load(beside).n
        _replace(folder, beside)
    except analysis.AnalysisError as fault:
        raise ExportError(f"What was exported could not be read back: {fault}") from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return written


def _contents(session: Session, round_: SurveyRound) -> dict[str, bytes]:
    from analysis.folder import SUMS, sums_of

    questionnaire = fill_in(thaw(bytes(round_.questionnaire)), round_.fills)
    table = response_table(session, round_.id, questionnaire)
    readme = README.format(title=round_.title, questionnaire=questionnaire.title, k=round_.k_min)
    contents = {
        "responses.parquet": _parquet(table),
        "responses.csv": _csv(table.column_names, _rows(table)),
        "texts.csv": _csv(("question", "class", "text"), _texts(session, round_, questionnaire)),
        "counts.csv": _csv(
            ("group", "class", "invited", "answered", "reasons"), _counts(session, round_)
        ),
        "codebook.json": encode(codebook(round_, questionnaire, response_rate_of(session, round_))),
        "README.txt": readme.encode("utf-8"),
    }
    return {**contents, SUMS: sums_of(contents)}


def _parquet(table: "pa.Table") -> bytes:
    import pyarrow.parquet as pq

    # Nothing about when or where: no pandas index, no time of creation.
    written = io.BytesIO()
    pq.write_table(table, written, compression="zstd", store_schema=False)
    return written.getvalue()


def _rows(table: "pa.Table") -> Iterator[Sequence[Any]]:
    for batch in table.to_batches(max_chunksize=10_000):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return written.getvalue().encode("utf-8")


def _texts(
    session: Session, round_: SurveyRound, questionnaire: Questionnaire
) -> Iterator[tuple[str, str | None, str]]:
    rows = session.execute(
        sa.select(FreeText.question_id, FreeText.class_id, FreeText.text).where(
            FreeText.round_id == round_.id
        )
    ).all()
    asked = [one.name for one in variables(questionnaire) if one.is_open]
    if unknown := {row.question_id for row in rows} - set(asked):
        raise ExportError(
            f"Round {round_.id} has open answers to “{min(unknown)}”, which its questionnaire "
            "does not ask. Restore the backup made at release."
        )
    # Each question on its own, in an order that is neither arrival nor the database's.
    shuffled = random.SystemRandom().sample(rows, len(rows))
    for row in sorted(shuffled, key=lambda row: asked.index(row.question_id)):
        yield row.question_id, row.class_id, row.text


def _counts(session: Session, round_: SurveyRound) -> Iterator[Sequence[Any]]:
    names = group_names(round_)
    class_of = {group: one["id"] for one in round_.classes for group in one["groups"]}
    order = list(names)
    rows = session.scalars(sa.select(RoundCount).where(RoundCount.round_id == round_.id)).all()
    for row in sorted(rows, key=lambda row: order.index(row.group_id) if order else 0):
        reasons = json.dumps(row.reasons, ensure_ascii=False, sort_keys=True)
        name = names.get(row.group_id, "Alla")
        yield name, class_of.get(row.group_id), row.invited, row.answered, reasons


def _must_be_ours_or_empty(folder: Path) -> None:
    from analysis.folder import CODEBOOK, SUMS, WRITTEN

    if not folder.exists():
        return
    if not folder.is_dir():
        raise ExportError(f"{folder} is a file. Give a folder that is new or empty.")
    found = {path.name for path in folder.iterdir()}
    if not found:
        return
    if strange := found - {*WRITTEN, SUMS}:
        raise ExportError(
            f"{folder} holds {min(strange)}, which is not part of an export. "
            "Give a folder that is new or empty."
        )
    if not {CODEBOOK, SUMS} <= found:
        raise ExportError(f"{folder} is not an earlier export. Give a folder that is new or empty.")


def _write_privately(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _replace(folder: Path, beside: Path) -> None:
    if not folder.exists():
        beside.rename(folder)
        return
    if not any(folder.iterdir()):
        folder.rmdir()
        beside.rename(folder)
        return
    old = folder.with_name(f"{beside.name}.old")
    folder.rename(old)
    beside.rename(folder)
    shutil.rmtree(old)
