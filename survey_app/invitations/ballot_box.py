"""The right to answer once, and the ballot: both or neither.

The one place where an answer is taken in. It returns only after the commit, and the caller says
thank you only after that.

Every answer takes this path, so its statements go to the driver as they are. PostgreSQL does all in
one statement, which is one transaction; SQLite, without a network between, in two.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from survey_app.invitations.codes import code_mac
from survey_app.storage.db import for_reading, for_writing, without_values
from survey_app.storage.models import Invitation, SurveyRound, random_id


class AlreadyAnswered(Exception):
    """The invitation has been used, perhaps by the same person's double click."""


class RoundClosed(Exception):
    """The round takes no more answers."""


class UnknownInvitation(Exception):
    """There is no such invitation any more."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """An invitation that a code leads to."""

    round_id: str
    group_id: str
    code_mac: bytes
    answered: bool


_FIND = sa.select(
    Invitation.round_id, Invitation.group_id, Invitation.code_mac, Invitation.answered
).where(Invitation.code_mac.in_(sa.bindparam("macs", expanding=True)))

# A release waits for answers on their way (FOR SHARE); answers do not wait for each other. When two
# send with one code, the second waits for the first and then finds the invitation used.
_CAST_POSTGRESQL = """
WITH open_round AS (
    SELECT id FROM survey_round WHERE id = %(round_id)s AND state = 'open' FOR SHARE
), let_in AS (
    UPDATE invitation SET answered = true FROM open_round
    WHERE round_id = open_round.id AND code_mac = %(mac)s AND NOT answered
    RETURNING round_id
)
INSERT INTO sealed_answer (id, round_id, ct) SELECT %(id)s, round_id, %(ct)s FROM let_in
"""
_CAST_OPEN_POSTGRESQL = """
WITH open_round AS (
    SELECT id FROM survey_round WHERE id = %(round_id)s AND state = 'open' FOR SHARE
), let_in AS (
    INSERT INTO invitation (id, round_id, group_id, code_mac, answered, reminders_sent)
    SELECT %(invitation)s, id, %(group_id)s, %(mac)s, true, 0 FROM open_round
    ON CONFLICT (code_mac) DO NOTHING
    RETURNING round_id
)
INSERT INTO sealed_answer (id, round_id, ct) SELECT %(id)s, round_id, %(ct)s FROM let_in
"""
_CLAIM_SQLITE = """
UPDATE invitation SET answered = 1
WHERE round_id = :round_id AND code_mac = :mac AND NOT answered
AND EXISTS (SELECT 1 FROM survey_round WHERE id = :round_id AND state = 'open')
"""
_REDEEM_SQLITE = """
INSERT INTO invitation (id, round_id, group_id, code_mac, answered, reminders_sent)
SELECT :invitation, id, :group_id, :mac, 1, 0 FROM survey_round
WHERE id = :round_id AND state = 'open'
ON CONFLICT (code_mac) DO NOTHING
"""
_KEEP_SQLITE = "INSERT INTO sealed_answer (id, round_id, ct) VALUES (:id, :round_id, :ct)"


Values = dict[str, str | bytes]


def find_invitation(
    connection: Connection, round_ids: Iterable[str], code: str, lookup_key: bytes
) -> Found | None:
    """Return the invitation of a normalised code among these rounds, or None."""
    macs = {code_mac(lookup_key, round_id, code): round_id for round_id in round_ids}
    if not macs:
        return None
    row = connection.execute(_FIND, {"macs": list(macs)}).first()
    if row is None:
        return None
    return Found(
        round_id=row.round_id,
        group_id=row.group_id,
        code_mac=bytes(row.code_mac),
        answered=bool(row.answered),
    )


def cast(engine: Engine, round_id: str, mac: bytes, ct: bytes) -> None:
    """Use the invitation and keep the ballot, in one transaction, on disk when this returns.

    Raises RoundClosed, AlreadyAnswered or UnknownInvitation, and then nothing is kept. Raises
    DatabaseUnavailable when it is not known to be kept: to send again is harmless.
    """
    values: Values = {"round_id": round_id, "mac": mac, "id": random_id(), "ct": ct}
    with without_values():
        if engine.dialect.name == "sqlite":
            kept = _in_two_steps(engine, _CLAIM_SQLITE, values)
        else:
            kept = _at_once(engine, _CAST_POSTGRESQL, values)
        if not kept:
            raise _refusal(engine, round_id, mac)


def cast_open(engine: Engine, round_id: str, group_id: str, mac: bytes, ct: bytes) -> None:
    """Keep a ballot of an open round. `mac` makes a double click or a retry one answer.

    Raises as `cast` does.
    """
    values: Values = {
        "round_id": round_id,
        "mac": mac,
        "id": random_id(),
        "ct": ct,
        "invitation": random_id(),
        "group_id": group_id,
    }
    with without_values():
        if engine.dialect.name == "sqlite":
            kept = _in_two_steps(engine, _REDEEM_SQLITE, values)
        else:
            kept = _at_once(engine, _CAST_OPEN_POSTGRESQL, values)
        if not kept:
            raise _refusal(engine, round_id, mac)


def _at_once(engine: Engine, statement: str, values: Values) -> bool:
    with engine.begin() as connection:
        return connection.exec_driver_sql(statement, values).rowcount == 1


def _in_two_steps(engine: Engine, claim: str, values: Values) -> bool:
    with for_writing(engine).begin() as connection:
        if connection.exec_driver_sql(claim, values).rowcount != 1:
            return False
        connection.exec_driver_sql(_KEEP_SQLITE, values)
        return True


def _refusal(engine: Engine, round_id: str, mac: bytes) -> Exception:
    """Return why nothing was kept."""
    with for_reading(engine).connect() as connection:
        state = sa.select(SurveyRound.state).where(SurveyRound.id == round_id)
        if connection.scalar(state) != "open":
            return RoundClosed()
        known = sa.select(Invitation.answered).where(
            Invitation.round_id == round_id, Invitation.code_mac == mac
        )
        return UnknownInvitation() if connection.scalar(known) is None else AlreadyAnswered()
