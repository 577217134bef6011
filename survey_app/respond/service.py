"""What happens when somebody gives a code and when somebody sends answers.

Knows the database but not the browser.
"""

import secrets
from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa

from survey_app.ballots.payload import encode
from survey_app.ballots.seal import seal
from survey_app.invitations.ballot_box import (
    AlreadyAnswered,
    Found,
    RoundClosed,
    UnknownInvitation,
    cast,
    cast_open,
    find_invitation,
)
from survey_app.invitations.codes import normalise
from survey_app.questionnaire.flow import Answer
from survey_app.respond.ticket import Ticket, last_day_for
from survey_app.rounds.open_rounds import OpenRound
from survey_app.services import Services
from survey_app.storage.db import for_reading, without_values
from survey_app.storage.models import SurveyRound

NO_GROUP = ""
RANDOM_BYTES = 32


class WrongCode(Exception):
    """The code leads nowhere. `malformed` when it could not even have been one."""

    def __init__(self, *, malformed: bool) -> None:
        super().__init__()
        self.malformed = malformed


class NotYetOpen(Exception):
    """The round opens later."""

    def __init__(self, opens_on: date | None) -> None:
        super().__init__()
        self.opens_on = opens_on


class KeyUnusable(Exception):
    """What is sealed now could not be opened later, so nothing may be acknowledged."""


def must_be_time(found: OpenRound, today: date, *, begun: bool = False) -> None:
    """Raise NotYetOpen or RoundClosed unless the round may be answered today.

    `begun`: the person has a filled-in form, or a ticket, and has the day of grace too.
    """
    if found.state == "draft" or (found.opens_on is not None and today < found.opens_on):
        raise NotYetOpen(found.opens_on)
    last_day = last_day_for(found.closes_on) if begun else found.closes_on
    if found.state != "open" or (last_day is not None and last_day < today):
        raise RoundClosed


def admit(services: Services, typed: str, today: date, *, begun: bool = False) -> Ticket:
    """Return the ticket that a code gives. `begun`: the person has a filled-in form already.

    Raises WrongCode, AlreadyAnswered, NotYetOpen or RoundClosed, DatabaseUnavailable.
    """
    code = normalise(typed)
    if code is None:
        raise WrongCode(malformed=True)
    rounds = {one.id: one for one in services.rounds.open_rounds() if one.access == "codes"}
    invitation = _invitation(services, rounds, code)
    if invitation is None:
        _explain_unless_unknown(services, code)
        raise WrongCode(malformed=False)
    if invitation.answered:
        raise AlreadyAnswered
    found = rounds[invitation.round_id]
    must_be_time(found, today, begun=begun)
    return Ticket(
        round_id=found.id,
        group_id=invitation.group_id,
        mac=invitation.code_mac,
        last_day=last_day_for(found.closes_on),
    )


def admit_without_code(found: OpenRound, group_id: str, today: date) -> Ticket:
    """Return a ticket to a round that anyone with the link may answer.

    Raises NotYetOpen or RoundClosed.
    """
    must_be_time(found, today)
    return fresh_ticket(found, group_id)


def fresh_ticket(found: OpenRound, group_id: str) -> Ticket:
    """Return a ticket with a new random number."""
    return Ticket(
        round_id=found.id,
        group_id=group_id,
        mac=secrets.token_bytes(RANDOM_BYTES),
        last_day=last_day_for(found.closes_on),
    )


def submit(
    services: Services,
    found: OpenRound,
    ticket: Ticket,
    answers: dict[str, Answer],
    *,
    language: str,
    mode: str,
) -> None:
    """Seal the answers and put them in the ballot box. They are on disk when this returns.

    `language` is one that the round offers, and `mode` tells how they were given.

    Raises AlreadyAnswered, RoundClosed, KeyUnusable or DatabaseUnavailable, and then either nothing
    is kept or to send again is harmless.
    """
    if not services.keyring.can_open(found.id, found.public_key):
        raise KeyUnusable
    payload = encode(answers, ticket.group_id, language, mode)
    sealed = seal(payload, found.public_key, found.id, found.pad_bytes)
    if found.access == "open":
        cast_open(services.engine, found.id, ticket.group_id, ticket.mac, sealed)
        return
    try:
        cast(services.engine, found.id, ticket.mac, sealed)
    except UnknownInvitation:
        # The right to answer has been taken back while the form lay open.
        raise RoundClosed from None


def health(services: Services) -> list[str]:
    """Return what keeps this installation from taking an answer; nothing when it can.

    Raises DatabaseUnavailable.
    """
    with without_values(), services.engine.connect() as connection:
        # Writes nothing, but takes the write lock: a full disk or a read-only file says so here.
        connection.execute(
            sa.update(SurveyRound).where(SurveyRound.id == "").values(state=SurveyRound.state)
        )
        connection.rollback()
    return [
        f"the key of round {one.id} cannot be used"
        for one in services.rounds.open_rounds()
        if not services.keyring.can_open(one.id, one.public_key)
    ]


def _invitation(services: Services, round_ids: Iterable[str], code: str) -> Found | None:
    with without_values(), for_reading(services.engine).connect() as connection:
        return find_invitation(connection, round_ids, code, services.lookup_key)


def _explain_unless_unknown(services: Services, code: str) -> None:
    """Raise NotYetOpen or RoundClosed when the code is right but its round is not open."""
    table = SurveyRound.__table__.c
    asleep = sa.select(table.id, table.state, table.opens_on).where(
        table.access == "codes", table.state.in_(("draft", "closing"))
    )
    with without_values(), services.engine.connect() as connection:
        rows = {row.id: row for row in connection.execute(asleep)}
    invitation = _invitation(services, rows, code)
    if invitation is None:
        return
    row = rows[invitation.round_id]
    if row.state == "draft":
        raise NotYetOpen(row.opens_on)
    if invitation.answered:
        raise AlreadyAnswered
    raise RoundClosed
