"""From a code to a ticket, with the tries counted, and the ticket to and from the browser."""

from functools import lru_cache

import msgspec
from flask import Response, request
from werkzeug.http import dump_cookie

from survey_app.i18n import gettext as _
from survey_app.respond.assistance import mode_in_the_form
from survey_app.respond.desk import desk
from survey_app.respond.messages import (
    FROM_ELSEWHERE_CODE,
    NO_CODE,
    TOO_MANY_TRIES,
    WRONG_CODE,
)
from survey_app.respond.origin import comes_from_elsewhere
from survey_app.respond.rate_limit import WINDOW
from survey_app.respond.service import WrongCode, admit
from survey_app.respond.ticket import Ticket
from survey_app.services import services

COOKIE = "biljett"
COOKIE_PATH = "/svara"
COOKIE_SECONDS = 12 * 3600
MARK = "_vem"
LONGEST_MARK = 32


class CodeRefused(Exception):
    """No ticket for this code now. `message` is what the respondent reads."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__()
        self.message = message
        self.status = status


def let_in(typed: str, *, begun: bool = False) -> Ticket:
    """Return the ticket for a code that was just sent.

    The same message for a code that cannot be one and for one that is unknown.

    Raises CodeRefused, and what `service.admit` raises about the round.
    """
    if from_elsewhere():
        raise CodeRefused(_(FROM_ELSEWHERE_CODE), 403)
    if not typed:
        raise CodeRefused(_(NO_CODE), 422)
    here = services()
    tries = desk().wrong_codes
    if tries.too_many(request.remote_addr):
        raise CodeRefused(_(TOO_MANY_TRIES), 429)
    try:
        ticket = admit(here, typed, here.clock().date(), begun=begun)
    except WrongCode as wrong:
        tries.count(request.remote_addr, malformed=wrong.malformed)
        raise CodeRefused(_(WRONG_CODE), 422) from None
    return msgspec.structs.replace(ticket, mode=mode_in_the_form())


def ask_to_wait(response: Response) -> Response:
    """Say when to come back, where the response says that it was too many tries."""
    if response.status_code == 429:
        response.headers["Retry-After"] = str(int(WINDOW.total_seconds()))
    return response


def from_elsewhere() -> bool:
    """Return whether another site made the browser send this request."""
    own = services().settings.base_url.partition("://")[2]
    sent = request.headers
    return comes_from_elsewhere(
        sent.get("Sec-Fetch-Site"), sent.get("Origin"), frozenset({request.host, own})
    )


def ticket_in_cookie() -> Ticket | None:
    """Return the ticket that the browser carries, if it is one of ours and still good."""
    return open_ticket(request.cookies.get(COOKIE, ""))


def open_ticket(sealed: str) -> Ticket | None:
    """Return the ticket in `sealed`, if it is one of ours and still good."""
    return desk().tickets.open(sealed, services().clock().date()) if sealed else None


def mark_sent() -> str:
    """Return what the script calls the person in the tab; empty without script."""
    return request.form.get(MARK, "")[:LONGEST_MARK]


def give_ticket(response: Response, ticket: Ticket) -> Response:
    """Put the ticket in the one cookie there is, with the mark of the tab it was asked for in."""
    response.set_cookie(
        COOKIE,
        desk().tickets.seal(msgspec.structs.replace(ticket, mark=mark_sent())),
        max_age=COOKIE_SECONDS,
        path=COOKIE_PATH,
        secure=services().settings.secure,
        httponly=True,
        samesite="Lax",
    )
    return response


def take_ticket(response: Response) -> Response:
    """Remove the cookie: it has done its work."""
    response.headers.add("Set-Cookie", _no_cookie(secure=services().settings.secure))
    return response


@lru_cache(maxsize=2)
def _no_cookie(*, secure: bool) -> str:
    return dump_cookie(
        COOKIE,
        max_age=0,
        expires=0,
        path=COOKIE_PATH,
        secure=secure,
        httponly=True,
        samesite="Lax",
    )
