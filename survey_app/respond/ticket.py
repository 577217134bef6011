"""The ticket: the right to answer, encrypted, in one cookie or one hidden field.

The server keeps nothing about who has begun. Encryption rather than a signature: a signed cookie
can be read by anyone who finds it on a shared phone.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec
from cryptography.fernet import Fernet, InvalidToken, MultiFernet

DAYS_OF_GRACE = 1
"""A ticket is good for a day after the closing day, for those who had begun."""


class Ticket(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """What a code has been exchanged for.

    `mac` is what stands in the database instead of the code; in a round without codes it is a
    random number, fresh for each person, that makes a double click one answer. `mark` is what the
    script calls the person who began in a tab: a browser has one ticket, and the answers of a tab
    must not be sent with the ticket of somebody who began in another. It is stored nowhere else.
    `mode` is set when somebody else writes the answers in, from paper or by telephone.
    """

    round_id: str
    group_id: str
    mac: bytes
    last_day: date | None
    mark: str = ""
    mode: str = ""


def last_day_for(closes_on: date | None) -> date | None:
    """Return the last day that a ticket of a round is good for."""
    return None if closes_on is None else closes_on + timedelta(days=DAYS_OF_GRACE)


class TicketOffice:
    """Seals tickets with the first key and opens them with any."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        self._cipher = MultiFernet([Fernet(key) for key in keys])

    def seal(self, ticket: Ticket) -> str:
        """Return the ticket as text that only this installation can read."""
        # Fernet writes the time in clear beside the content. Nobody shall be able to tell from a
        # ticket when somebody began, so it always says the same time.
        return self._cipher.encrypt_at_time(msgspec.json.encode(ticket), 0).decode("ascii")

    def open(self, sealed: str, today: date) -> Ticket | None:
        """Return the ticket, or None when it is not ours or its last day has passed."""
        try:
            content = self._cipher.decrypt(sealed.encode())
            ticket = msgspec.json.decode(content, type=Ticket)
        except (InvalidToken, msgspec.DecodeError):
            return None
        if ticket.last_day is not None and today > ticket.last_day:
            return None
        return ticket
