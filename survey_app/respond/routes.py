"""The addresses that a respondent meets."""

from flask import Blueprint, Response, abort, request

from survey_app.errors import log_safely
from survey_app.html import send_page, show
from survey_app.i18n import gettext as _
from survey_app.invitations.ballot_box import AlreadyAnswered, RoundClosed
from survey_app.respond.admission import (
    CodeRefused,
    ask_to_wait,
    from_elsewhere,
    give_ticket,
    let_in,
    take_ticket,
    ticket_in_cookie,
)
from survey_app.respond.desk import Again, desk, document_again
from survey_app.respond.forms import CodeForm, GroupForm, code_field, group_field
from survey_app.respond.messages import OPEN_AGAIN
from survey_app.respond.sending import already, closed, receive
from survey_app.respond.service import (
    NotYetOpen,
    admit_without_code,
    health,
    must_be_time,
)
from survey_app.respond.ticket import Ticket
from survey_app.respond.view import NOTHING_WRITTEN
from survey_app.rounds.open_rounds import OpenRound
from survey_app.services import services
from survey_app.storage.db import DatabaseUnavailable

SMALL_FORM = 16 * 1024

respond = Blueprint("respond", __name__)


@respond.get("/")
def start() -> Response:
    """Show the start page: it asks for the code and knows nothing about any round."""
    return send_page(desk().start())


@respond.post("/")
def enter() -> Response:
    """Exchange a code for a ticket, and go on to the questionnaire."""
    form = _code_form()
    try:
        ticket = let_in(form.typed)
    except CodeRefused as refused:
        return _ask_for_code("respond/start.html", _("Svara på en enkät"), form, refused)
    return give_ticket(_see_other("/svara"), ticket)


@respond.get("/svara")
def questionnaire() -> Response:
    """Show the whole questionnaire: the same bytes for everyone in the round."""
    ticket = ticket_in_cookie()
    found = services().rounds.get(ticket.round_id) if ticket else None
    if found is None:
        return show("respond/code_again.html", 403, heading=_(OPEN_AGAIN), field=code_field())
    return _questions(found)


@respond.get("/svara/o/<slug>")
def open_questionnaire(slug: str) -> Response:
    """Show the questionnaire of a round without codes, or its first page if there is no ticket.

    From here the first page answers with the questionnaire itself: the browser keeps no cookie.
    """
    found = _open_round_or_404(slug)
    ticket = ticket_in_cookie()
    if ticket is not None and ticket.round_id == found.id:
        return _questions(found)
    must_be_time(found, services().clock().date())
    return _open_page(found, status=403, again=True)


@respond.post("/svara")
def send() -> Response:
    """Take in the answers."""
    return receive()


@respond.post("/svara/kod")
def enter_directly() -> Response:
    """Answer a code with the questionnaire itself, for browsers that keep no cookie."""
    form = _code_form()
    try:
        ticket = let_in(form.typed)
    except CodeRefused as refused:
        return _ask_for_code("respond/code_again.html", _(OPEN_AGAIN), form, refused)
    return _with_ticket(_round_or_404(ticket.round_id), ticket)


@respond.get("/tack/<round_id>")
def thanks(round_id: str) -> Response:
    """Thank for an answer. Nothing on the page says which."""
    kept = desk().kept_thanks(round_id)
    return send_page(kept or desk().thanks(_round_or_404(round_id)))


@respond.get("/o/<slug>")
def open_start(slug: str) -> Response:
    """Show the first page of a round without codes."""
    found = _open_round_or_404(slug)
    must_be_time(found, services().clock().date())
    return _open_page(found)


@respond.post("/o/<slug>", defaults={"directly": False})
@respond.post("/svara/o/<slug>", defaults={"directly": True})
def open_enter(slug: str, *, directly: bool) -> Response:
    """Give a ticket to a round without codes, when the group is known."""
    found = _open_round_or_404(slug)
    _keep_it_small()
    form = GroupForm()
    if from_elsewhere():
        return _open_page(found, form.typed, status=403)
    if found.groups and form.typed not in {group.id for group in found.groups}:
        return _open_page(found, error=True, status=422)
    group_id = form.typed if found.groups else ""
    ticket = admit_without_code(found, group_id, services().clock().date())
    if directly:
        return _with_ticket(found, ticket)
    return give_ticket(_see_other(f"/svara/o/{found.id}"), ticket)


@respond.get("/healthz")
def healthz() -> Response:
    """Say whether an answer can be taken in now, for the operator's monitoring."""
    try:
        faults = health(services())
    except DatabaseUnavailable as unavailable:
        faults = [str(unavailable)]
    text = "ok\n" if not faults else "".join(f"{fault}\n" for fault in faults)
    return Response(text, 503 if faults else 200, content_type="text/plain; charset=utf-8")


@respond.errorhandler(AlreadyAnswered)
def _already(_error: AlreadyAnswered) -> Response:
    # The one who gives a used code has nothing more to do here, and what another has left in the
    # tab is not for them.
    return take_ticket(already(with_code=True, forget=True))


@respond.errorhandler(RoundClosed)
def _closed(_error: RoundClosed) -> Response:
    return closed()


@respond.errorhandler(NotYetOpen)
def _not_yet(error: NotYetOpen) -> Response:
    return show(
        "respond/not_yet.html", 403, heading=_("Enkäten har inte öppnat"), opens_on=error.opens_on
    )


@respond.errorhandler(DatabaseUnavailable)
def _unavailable(error: DatabaseUnavailable) -> Response:
    log_safely(error)
    return show(
        "respond/unavailable.html",
        503,
        heading=_("Det går inte att svara just nu"),
        was_sending=request.method == "POST" and request.path == "/svara",
    )


def _ask_for_code(template: str, heading: str, form: CodeForm, refused: CodeRefused) -> Response:
    page = show(
        template,
        refused.status,
        heading=heading,
        field=code_field(form.typed, refused.message),
        has_errors=True,
    )
    return ask_to_wait(page)


def _open_page(
    found: OpenRound,
    chosen: str = "",
    *,
    error: bool = False,
    status: int = 200,
    again: bool = False,
) -> Response:
    return show(
        "respond/open.html",
        status,
        heading=found.questionnaire.title,
        group=group_field(found.groups, chosen, error=error) if found.groups else None,
        has_errors=error,
        again=again,
    )


def _questions(found: OpenRound) -> Response:
    must_be_time(found, services().clock().date(), begun=True)
    return send_page(desk().questionnaire(found))


def _with_ticket(found: OpenRound, ticket: Ticket) -> Response:
    """Return the questionnaire with the ticket in it, and in a cookie if the browser keeps one."""
    again = Again(written=NOTHING_WRITTEN, ticket=desk().tickets.seal(ticket), fresh=True)
    return give_ticket(send_page(document_again(found, again)), ticket)


def _code_form() -> CodeForm:
    _keep_it_small()
    return CodeForm()


def _keep_it_small() -> None:
    request.max_content_length = request.max_form_memory_size = SMALL_FORM


def _open_round_or_404(slug: str) -> OpenRound:
    found = _round_or_404(slug.lower())
    if found.access != "open":
        abort(404)
    return found


def _round_or_404(round_id: str) -> OpenRound:
    found = services().rounds.get(round_id)
    if found is None:
        abort(404)
    return found


def _see_other(address: str) -> Response:
    return Response(status=303, headers={"Location": address})
