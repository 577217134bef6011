"""The right to answer once, and the ballot: both or neither.

The one place where an answer is taken in. It returns only after the commit, and the caller says
thank you only after that.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError

from survey_app.invitations.codes import code_mac
from survey_app.storage.db import for_writing, without_values
from survey_app.storage.models import Invitation, SealedAnswer, SurveyRound, random_id


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


_invitations = sa.table(
    Invitation.__tablename__,
    sa.column("id"),
    sa.column("round_id"),
    sa.column("group_id"),
    sa.column("email"),
    sa.column("code_mac", sa.LargeBinary),
    sa.column("answered", sa.Boolean),
    sa.column("reminders_sent"),
)
_ballots = sa.table(
    SealedAnswer.__tablename__,
    sa.column("id"),
    sa.column("round_id"),
    sa.column("ct", sa.LargeBinary),
)
# Statements without ORM mapping, built once: this is the path that every answer takes.
_FIND = sa.select(
    _invitations.c.round_id,
    _invitations.c.group_id,
    _invitations.c.code_mac,
    _invitations.c.answered,
).where(_invitations.c.code_mac.in_(sa.bindparam("macs", expanding=True)))
_STATE = (
    sa.select(SurveyRound.__table__.c.state)
    .where(SurveyRound.__table__.c.id == sa.bindparam("round_id"))
    # A release waits for answers on their way; answers do not wait for each other.
    .with_for_update(read=True)
)
_CLAIM = (
    sa.update(_invitations)
    .where(_invitations.c.round_id == sa.bindparam("in_round"))
    .where(_invitations.c.code_mac == sa.bindparam("mac"))
    .where(_invitations.c.answered.is_(sa.false()))
    .values(answered=True)
)
_KNOWN = (
    sa.select(_invitations.c.answered)
    .where(_invitations.c.round_id == sa.bindparam("in_round"))
    .where(_invitations.c.code_mac == sa.bindparam("mac"))
)
_KEEP = sa.insert(_ballots)
_REDEEM = sa.insert(_invitations)


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
    with without_values(), for_writing(engine).begin() as connection:
        _must_be_open(connection, round_id)
        claimed = connection.execute(_CLAIM, {"in_round": round_id, "mac": mac})
        if claimed.rowcount != 1:
            known = connection.scalar(_KNOWN, {"in_round": round_id, "mac": mac})
            raise UnknownInvitation if known is None else AlreadyAnswered
        connection.execute(_KEEP, {"id": random_id(), "round_id": round_id, "ct": ct})


def cast_open(engine: Engine, round_id: str, group_id: str, mac: bytes, ct: bytes) -> None:
    """Keep a ballot of an open round. `mac` makes a double click or a retry one answer.

    Raises as `cast` does.
    """
    with without_values():
        try:
            with for_writing(engine).begin() as connection:
                _must_be_open(connection, round_id)
                connection.execute(
                    _REDEEM,
                    {
                        "id": random_id(),
                        "round_id": round_id,
                        "group_id": group_id,
                        "email": None,
                        "code_mac": mac,
                        "answered": True,
                        "reminders_sent": 0,
                    },
                )
                connection.execute(_KEEP, {"id": random_id(), "round_id": round_id, "ct": ct})
        except IntegrityError:
            # Never thank for what is not kept: any other refusal is not a second click.
            with engine.connect() as connection:
                if connection.scalar(_KNOWN, {"in_round": round_id, "mac": mac}) is None:
                    raise
            raise AlreadyAnswered from None


def _must_be_open(connection: Connection, round_id: str) -> None:
    if connection.scalar(_STATE, {"round_id": round_id}) != "open":
        raise RoundClosed
