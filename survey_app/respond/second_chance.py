"""When a filled-in form comes without a ticket: the cookie is gone, or the ticket has expired.

The person is asked for what let them in the first time, at the top of the same form.
"""

import msgspec
from werkzeug.datastructures import MultiDict

from survey_app.i18n import gettext as _
from survey_app.respond.admission import CodeRefused, let_in
from survey_app.respond.desk import desk
from survey_app.respond.forms import code_field, group_field
from survey_app.respond.messages import CODE_AGAIN, GROUP_AGAIN, SEND_AGAIN, WRONG_CODE
from survey_app.respond.service import fresh_ticket, must_be_time
from survey_app.respond.ticket import Ticket
from survey_app.respond.view import Field
from survey_app.rounds.open_rounds import OpenRound
from survey_app.services import services

CODE, GROUP = "_kod", "_grupp"


class NotLetIn(Exception):
    """Something must be given once more. `ask` is the question, `ticket` what goes with it."""

    def __init__(
        self, text: str, *, ask: Field | None = None, ticket: str = "", status: int = 403
    ) -> None:
        super().__init__()
        self.text = text
        self.ask = ask
        self.ticket = ticket
        self.status = status


def ticket_for(found: OpenRound, form: MultiDict[str, str], ticket: Ticket | None) -> Ticket:
    """Return the ticket that the answers may be sent with.

    Raises NotLetIn with what to ask for, AlreadyAnswered, NotYetOpen, RoundClosed or
    DatabaseUnavailable.
    """
    if ticket is None:
        must_be_time(found, services().clock().date(), begun=True)
    if found.access == "open":
        return _without_code(found, form, ticket)
    if ticket is not None:
        return ticket
    if CODE not in form:
        raise NotLetIn(_(CODE_AGAIN), ask=_code_field("", ""))
    typed = form[CODE].strip()
    try:
        ticket = let_in(typed, begun=True)
    except CodeRefused as refused:
        ask = _code_field(typed, refused.message)
        raise NotLetIn(_(CODE_AGAIN), ask=ask, status=refused.status) from None
    if ticket.round_id != found.id:
        # A right code, but to other questions than these.
        raise NotLetIn(_(CODE_AGAIN), ask=_code_field(typed, _(WRONG_CODE)), status=422)
    return ticket


def _without_code(found: OpenRound, form: MultiDict[str, str], ticket: Ticket | None) -> Ticket:
    new = ticket is None
    ticket = ticket or fresh_ticket(found, "")
    groups = {group.id for group in found.groups}
    if groups and not ticket.group_id:
        chosen = form.get(GROUP, "")
        if chosen not in groups:
            raise NotLetIn(
                _(GROUP_AGAIN),
                ask=group_field(found.groups, error=GROUP in form, name=GROUP),
                # The number in the ticket makes one answer of what is now sent twice.
                ticket=desk().tickets.seal(ticket),
            )
        return msgspec.structs.replace(ticket, group_id=chosen)
    if new:
        raise NotLetIn(_(SEND_AGAIN), ticket=desk().tickets.seal(ticket))
    return ticket


def _code_field(typed: str, error: str) -> Field:
    return code_field(typed, error, name=CODE)
