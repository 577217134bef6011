"""Open the sealed answers of a closed round, once, and destroy the key.

Every step can be run again: after a crash `samsvar round release` goes on where it was. Until the
one transaction that stores the answers has been committed, all ballots and the key are untouched;
until a backup has been read back, the key is kept.
"""

import contextlib
import sqlite3
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.orm import Session

from survey_app.ballots.keys import KeyMissing, Keyring
from survey_app.ballots.payload import NotAnAnswer
from survey_app.ballots.release import Opened, PooledClass, open_all
from survey_app.ballots.seal import CannotOpen
from survey_app.questionnaire.model import thaw
from survey_app.questionnaire.variables import variables
from survey_app.rounds.groups import groups_from_json
from survey_app.rounds.service import RoundError, get, where_it_stands
from survey_app.storage.db import DatabaseUnavailable, reading, without_values, writing
from survey_app.storage.models import (
    FreeText,
    Invitation,
    Response,
    RoundCount,
    SealedAnswer,
    SurveyRound,
    random_id,
)

Step = Callable[[str], None]
BackUp = Callable[[], Path]
CHECKPOINT_TRIES = 20


@dataclass(frozen=True, kw_only=True)
class Released:
    """What a release did. `backup` is None when everything had been done before."""

    answers: int
    backup: Path | None


def release(
    engine: Engine, keyring: Keyring, round_id: str, *, back_up: BackUp, on_step: Step
) -> Released:
    """Release a closed round: open, pool, shuffle, store, back up, destroy the key.

    `back_up` writes a backup, reads it back and returns its path. `on_step` is told each step
    once it is done.

    Raises RoundError when the round has not been closed, when the ballots do not tally with the
    invitations, or when any ballot cannot be opened; then nothing has changed. Raises KeyMissing
    when a key folder is away: the round stays released, and to run it again destroys the key.
    """
    with reading(engine) as session:
        state = get(session, round_id).state
    if state in {"draft", "open"}:
        raise RoundError(where_it_stands(round_id, state))
    if state == "closing":
        _open_and_store(engine, keyring, round_id)
        on_step("stored")
        state = "released"
    backup = None
    if state == "released":
        _tidy(engine)
        on_step("tidied")
        backup = back_up()
        on_step("backed up")
        keyring.destroy_round_key(round_id)
        on_step("key destroyed")
        with writing(engine) as session:
            get(session, round_id).state = "key_destroyed"
    elif keyring.has_round_key(round_id):
        # Put back since, or on a disk that was away: what was promised is done again.
        keyring.destroy_round_key(round_id)
        on_step("key destroyed")
    with reading(engine) as session:
        answers = session.scalar(
            sa.select(sa.func.count()).select_from(Response).where(Response.round_id == round_id)
        )
    return Released(answers=answers or 0, backup=backup)


def _open_and_store(engine: Engine, keyring: Keyring, round_id: str) -> None:
    with writing(engine) as session:
        # Locked against another release; answers are kept out by the state.
        found = session.get_one(SurveyRound, round_id, with_for_update=True)
        if found.state != "closing":
            return
        sealed = [
            bytes(ct)
            for ct in session.scalars(
                sa.select(SealedAnswer.ct).where(SealedAnswer.round_id == round_id)
            )
        ]
        tally = _tally(session, round_id)
        _must_tally(round_id, len(sealed), sum(answered for _, answered in tally.values()))
        opened = _open(keyring, found, sealed)
        _store(session, found, opened, tally)
        found.state = "released"


def _tally(session: Session, round_id: str) -> dict[str, tuple[int, int]]:
    rows = session.execute(
        sa.select(
            Invitation.group_id,
            sa.func.count(),
            sa.func.sum(sa.cast(Invitation.answered, sa.Integer)),
        )
        .where(Invitation.round_id == round_id)
        .group_by(Invitation.group_id)
    )
    return {group_id: (invited, answered) for group_id, invited, answered in rows}


def _must_tally(round_id: str, ballots: int, answered: int) -> None:
    if ballots != answered:
        raise RoundError(
            f"Round {round_id} has {ballots} sealed answers but {answered} used invitations. "
            "Nothing has been opened. Restore the newest backup beside this database and compare."
        )


def _open(keyring: Keyring, found: SurveyRound, sealed: list[bytes]) -> Opened:
    questionnaire = thaw(found.questionnaire)
    groups = [group.id for group in groups_from_json(found.groups)]
    try:
        return open_all(
            sealed,
            keyring.round_key(found.id, found.public_key),
            found.id,
            k=found.k_min,
            groups=groups,
            open_variables=[one.name for one in variables(questionnaire) if one.is_open],
        )
    except (CannotOpen, NotAnAnswer):
        raise RoundError(
            f"A sealed answer of round {found.id} cannot be opened with its key. Nothing has "
            f"been changed. Look for another round-{found.id}.key in the copies of the key folder."
        ) from None
    except KeyMissing as missing:
        raise RoundError(str(missing)) from None


def _store(
    session: Session, found: SurveyRound, opened: Opened, tally: dict[str, tuple[int, int]]
) -> None:
    if opened.responses:
        session.execute(
            sa.insert(Response),
            [
                {
                    "id": random_id(),
                    "round_id": found.id,
                    "class_id": one.class_id,
                    "answers": one.answers,
                }
                for one in opened.responses
            ],
        )
    if opened.texts:
        session.execute(
            sa.insert(FreeText),
            [
                {
                    "id": random_id(),
                    "round_id": found.id,
                    "question_id": one.variable,
                    "class_id": one.class_id,
                    "text": one.text,
                }
                for one in opened.texts
            ],
        )
    found.classes = _named_classes(found, opened.classes)
    counted = found.groups or [{"id": "", "invited": None}]
    for group in counted:
        invited, answered = tally.get(group["id"], (0, 0))
        session.add(
            RoundCount(
                round_id=found.id,
                group_id=group["id"],
                invited=invited if found.access == "codes" else group["invited"],
                answered=answered,
                reasons={},
            )
        )
    session.execute(sa.delete(SealedAnswer).where(SealedAnswer.round_id == found.id))
    session.execute(sa.delete(Invitation).where(Invitation.round_id == found.id))


def _named_classes(found: SurveyRound, classes: Iterable[PooledClass]) -> list[dict[str, Any]]:
    names = {group["id"]: group["name"] for group in found.groups}
    named: dict[str, dict[str, Any]] = {}
    for one in classes:
        name = " + ".join(names[group] for group in one.group_ids)
        while name in named:
            # A group may be called what two others are called together.
            name += " (sammanslagna)"
        named[name] = {"id": one.id, "name": name, "groups": list(one.group_ids)}
    return list(named.values())


def _tidy(engine: Engine) -> None:
    """Give back the space of what was deleted; what is left there is ciphertext."""
    if engine.dialect.name == "sqlite":
        # Outside SQLAlchemy, which would begin a transaction; VACUUM refuses to run in one.
        with contextlib.closing(engine.raw_connection()) as raw:
            try:
                _vacuum_sqlite(raw.cursor())
            except sqlite3.Error as error:
                raise DatabaseUnavailable(
                    f"The database is busy ({error}). Run it again."
                ) from None
        return
    with (
        without_values(),
        engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection,
    ):
        for table in ("sealed_answer", "invitation", "survey_round"):
            connection.execute(sa.text(f"VACUUM (FULL) {table}"))


def _vacuum_sqlite(cursor: DBAPICursor) -> None:
    cursor.execute("VACUUM")
    for _ in range(CHECKPOINT_TRIES):
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        found = cursor.fetchone()
        if found is None or not found[0]:
            break
        time.sleep(0.1)
    cursor.close()
