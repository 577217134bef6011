"""When the answers are sent: thanks, or the same form again with everything in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from flask import Response, abort, request
from werkzeug.datastructures import MultiDict

from survey_app.errors import log_safely
from survey_app.html import send_page
from survey_app.i18n import gettext as _
from survey_app.invitations.ballot_box import AlreadyAnswered, RoundClosed
from survey_app.questionnaire.answers import Submission, read_answers
from survey_app.questionnaire.identifiers import identifiers
from survey_app.questionnaire.model import Questionnaire
from survey_app.questionnaire.translation import in_language
from survey_app.questionnaire.variables import variables
from survey_app.respond.admission import (
    ask_to_wait,
    from_elsewhere,
    mark_sent,
    open_ticket,
    take_ticket,
    ticket_in_cookie,
)
from survey_app.respond.assistance import FIELD as HELP
from survey_app.respond.assistance import mode_for
from survey_app.respond.desk import Again, Message, Wrong, desk, document_again
from survey_app.respond.messages import (
    FROM_ELSEWHERE,
    TOO_EARLY,
    TRY_AGAIN,
    message_for,
    warning_for,
)
from survey_app.respond.refusals import Pairs, already, closed
from survey_app.respond.second_chance import CODE, GROUP, NotLetIn, ticket_for
from survey_app.respond.service import NotYetOpen, submit
from survey_app.respond.ticket import Ticket
from survey_app.respond.tongue import FIELD as LANGUAGE
from survey_app.respond.tongue import NEW, address_in, speak_for
from survey_app.respond.view import Field, Written, told
from survey_app.rounds.open_rounds import OpenRound
from survey_app.services import services
from survey_app.storage.db import DatabaseUnavailable

ROUND, TICKET, ALL_THE_SAME = "_omgang", "_biljett", "_anda"
BYTES_AS_SENT = 4
"""A browser writes each byte of a letter beyond a–z as three characters; a line break takes six."""
ROOM_FOR_NAMES = 64 * 1024
MOST_BYTES = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class _Sent:
    """A form that has arrived, and the round it was made for."""

    found: OpenRound
    tag: str
    form: MultiDict[str, str]
    submission: Submission
    in_cookie: Ticket | None

    @property
    def asked(self) -> Questionnaire:
        """The questionnaire in the language that it was answered in."""
        return in_language(self.found.questionnaire, self.tag).questionnaire

    @property
    def mode(self) -> str:
        """How the answers were given, alone or with help."""
        return mode_for(self.form.get(HELP, ""))

    def told(self) -> Pairs:
        """Return what was written, to read and to copy."""
        return told(self.asked, self.submission.typed)

    def done(self, response: Response, used: Ticket | None) -> Response:
        """Return the last page: it takes the ticket, but not one that is somebody else's."""
        carried = self.in_cookie
        if carried is None or used is None or carried.mac != used.mac:
            return response
        return take_ticket(response)

    def again(
        self,
        status: int,
        *,
        message: Message | None = None,
        ask: Field | None = None,
        ticket: str = "",
        button: str = "",
        warnings: Mapping[str, str] = MappingProxyType({}),
    ) -> Response:
        """Return the same form, nothing lost."""
        errors = {name: message_for(one) for name, one in self.submission.problems.items()}
        again = Again(
            written=Written(typed=self.submission.typed, errors=errors, warnings=warnings),
            wrong=self._entries(errors),
            may_be_wrong=self._entries(warnings),
            message=message,
            ask=ask,
            ticket=ticket,
            button=button,
            assistance=self.form.get(HELP, ""),
            warned=bool(warnings) or ALL_THE_SAME in self.form,
        )
        return ask_to_wait(send_page(document_again(self.found, self.tag, again), status))

    def _entries(self, messages: Mapping[str, str]) -> tuple[Wrong, ...]:
        return tuple(
            Wrong(name=one.name, question=one.text, message=messages[one.name])
            for one in variables(self.asked)
            if one.name in messages
        )


def receive() -> Response:
    """Take in the answers of this request, and return what the respondent sees."""
    sent, ticket = _sent()
    return _take_in(sent, ticket)


def in_another_language() -> Response:
    """Return the form of this request in the language it asks for, nothing lost or judged."""
    sent, _ticket = _sent()
    hidden = sent.form.get(TICKET, "")
    if from_elsewhere():
        return sent.again(403, message=_from_elsewhere(), ticket=hidden)
    found = sent.found
    again = Again(
        written=Written(typed=sent.submission.typed, errors={}),
        ticket=hidden,
        assistance=sent.form.get(HELP, ""),
        warned=ALL_THE_SAME in sent.form,
    )
    tag = speak_for(found, sent.form.get(NEW, ""))
    return send_page(document_again(found, tag, again))


def _sent() -> tuple[_Sent, Ticket | None]:
    """Return the form of this request, and the ticket to its round."""
    in_cookie = ticket_in_cookie()
    _limit_size(in_cookie)
    form = request.form
    ticket = open_ticket(form.get(TICKET, ""))
    if ticket is None and in_cookie is not None and in_cookie.mark == mark_sent():
        ticket = in_cookie  # and not of somebody else, who began in this browser afterwards
    wanted = form.get(ROUND) or (ticket.round_id if ticket else "")
    if ticket is not None and ticket.round_id != wanted:
        ticket = None  # to another round, begun in another tab
    typed = form.to_dict(flat=False)
    # A good ticket says that the days are right, and the ballot box asks for the state in its own
    # transaction: only without a ticket is there anything to ask before.
    found = (desk().last_seen(wanted) if ticket else None) or _round(wanted)
    if found is None or found.state == "draft":
        abort(404)
    tag = speak_for(found, form.get(LANGUAGE, ""))
    asked = in_language(found.questionnaire, tag).questionnaire
    submission = read_answers(asked, typed)
    sent = _Sent(found=found, tag=tag, form=form, submission=submission, in_cookie=in_cookie)
    return sent, ticket


def _take_in(sent: _Sent, ticket: Ticket | None) -> Response:
    found, hidden = sent.found, sent.form.get(TICKET, "")
    if from_elsewhere():
        return sent.again(403, message=_from_elsewhere(), ticket=hidden)
    try:
        ticket = ticket_for(found, sent.form, ticket)
        if CODE in sent.form or GROUP in sent.form:
            hidden = desk().tickets.seal(ticket)  # so that nobody is asked a third time
        warnings = _warnings(sent)
        if sent.submission.problems or warnings:
            return sent.again(422, ticket=hidden, warnings=warnings)
        submit(
            services(),
            found,
            ticket,
            sent.submission.answers,
            language=sent.tag,
            mode=ticket.mode or sent.mode,
        )
    except NotLetIn as not_in:
        message = Message(title=_("Svaren är inte skickade än"), text=not_in.text)
        return sent.again(not_in.status, message=message, ask=not_in.ask, ticket=not_in.ticket)
    except AlreadyAnswered:
        page = already(with_code=found.access == "codes", answers=sent.told())
        return sent.done(page, ticket)
    except NotYetOpen:
        message = Message(title=_("Svaren är inte skickade än"), text=_(TOO_EARLY))
        return sent.again(403, message=message, ticket=hidden)
    except RoundClosed:
        return closed(sent.told())
    except Exception as error:  # whatever it was, nobody shall lose what they have written
        log_safely(error)
        message = Message(title=_("Svaren är inte skickade"), text=_(TRY_AGAIN))
        return sent.again(503, message=message, ticket=hidden, button=_("Försök igen"))
    where = address_in(f"/tack/{found.id}", found, sent.tag)
    return sent.done(Response(status=303, headers={"Location": where}), ticket)


def _warnings(sent: _Sent) -> dict[str, str]:
    """Return what seems to point somebody out in words written freely; nothing the second time."""
    if ALL_THE_SAME in sent.form:
        return {}
    return {
        one.name: warning_for(kinds[0])
        for one in variables(sent.asked)
        if one.is_open and (kinds := identifiers(str(sent.submission.answers.get(one.name, ""))))
    }


def _from_elsewhere() -> Message:
    return Message(title=_("Skicka en gång till"), text=_(FROM_ELSEWHERE))


def _round(round_id: str) -> OpenRound | None:
    try:
        found = services().rounds.get(round_id)
    except DatabaseUnavailable:
        # The form can still be shown again with everything in it.
        found = desk().last_seen(round_id)
        if found is None:
            raise
    if found is not None:
        desk().saw(found)
    return found


def _limit_size(ticket: Ticket | None) -> None:
    found = desk().last_seen(ticket.round_id) if ticket else None
    most = MOST_BYTES if found is None else found.pad_bytes * BYTES_AS_SENT + ROOM_FOR_NAMES
    request.max_content_length = most
    request.max_form_memory_size = most
