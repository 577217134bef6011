"""The addresses that a respondent meets."""

import msgspec
from flask import Blueprint, Response, abort, request

from survey_app.html import send_page, show
from survey_app.i18n import gettext as _
from survey_app.i18n import in_the_address, in_use, spoken_languages
from survey_app.languages import LANGUAGES
from survey_app.questionnaire.translation import in_language
from survey_app.respond import refusals
from survey_app.respond.admission import (
    CodeRefused,
    ask_to_wait,
    from_elsewhere,
    give_ticket,
    let_in,
    take_ticket,
    ticket_in_cookie,
)
from survey_app.respond.assistance import mode_in_the_address, mode_in_the_form, told_of
from survey_app.respond.desk import Again, desk, document_again
from survey_app.respond.forms import CodeForm, GroupForm, code_field, group_field
from survey_app.respond.messages import OPEN_AGAIN
from survey_app.respond.recordings import KIND, folder_of
from survey_app.respond.sending import in_another_language, receive
from survey_app.respond.service import (
    admit_without_code,
    health,
    must_be_time,
)
from survey_app.respond.ticket import Ticket
from survey_app.respond.tongue import (
    address_in,
    asked_for,
    in_the_form,
    language_for,
    languages_of,
    speak_as_in_the_form,
    speak_for,
)
from survey_app.respond.view import NOTHING_WRITTEN
from survey_app.rounds.open_rounds import OpenRound
from survey_app.services import services
from survey_app.storage.db import DatabaseUnavailable

SMALL_FORM = 16 * 1024
LEFT = "slut"
"""In the address of the start page when somebody has ended without sending."""

respond = Blueprint("respond", __name__)
refusals.register(respond)


@respond.get("/")
def start() -> Response:
    """Show the start page: it asks for the code and knows nothing about any round."""
    return _after_leaving(send_page(desk().start(mode_in_the_address())))


@respond.post("/")
def enter() -> Response:
    """Exchange a code for a ticket, and go on to the questionnaire."""
    form = _code_form()
    speak_as_in_the_form()
    try:
        ticket = let_in(form.typed)
    except CodeRefused as refused:
        return _ask_for_code("respond/start.html", _("Svara på en enkät"), "/", form, refused)
    return give_ticket(_see_other(f"/svara{in_the_address()}"), ticket)


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
    speak_for(found, asked_for())
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
    wanted = speak_as_in_the_form()
    try:
        ticket = let_in(form.typed)
    except CodeRefused as refused:
        heading = _(OPEN_AGAIN)
        return _ask_for_code("respond/code_again.html", heading, "/svara", form, refused)
    return _with_ticket(_round_or_404(ticket.round_id), ticket, wanted)


@respond.post("/svara/sprak")
def change_language() -> Response:
    """Return the questionnaire in another language, with everything that was written."""
    return in_another_language()


@respond.get("/svara/sprak")
def changed_language() -> Response:
    """Lead a browser that asks again for what it got back to the questions."""
    return _see_other(f"/svara{in_the_address()}")


@respond.get("/tack/<round_id>")
def thanks(round_id: str) -> Response:
    """Thank for an answer. Nothing on the page says which."""
    # What it says never changes: the database need not be asked about a round we have seen.
    found = desk().last_seen(round_id) or _round_or_404(round_id)
    return send_page(desk().thanks(found, speak_for(found, asked_for())))


@respond.get("/o/<slug>")
def open_start(slug: str) -> Response:
    """Show the first page of a round without codes."""
    found = _open_round_or_404(slug)
    speak_for(found, asked_for())
    must_be_time(found, services().clock().date())
    return _after_leaving(_open_page(found))


@respond.post("/o/<slug>", defaults={"directly": False})
@respond.post("/svara/o/<slug>", defaults={"directly": True})
def open_enter(slug: str, *, directly: bool) -> Response:
    """Give a ticket to a round without codes, when the group is known."""
    found = _open_round_or_404(slug)
    _keep_it_small()
    form = GroupForm()
    wanted = in_the_form()
    speak_for(found, wanted)
    if from_elsewhere():
        return _open_page(found, form.typed, status=403)
    if found.groups and form.typed not in {group.id for group in found.groups}:
        return _open_page(found, error=True, status=422)
    group_id = form.typed if found.groups else ""
    ticket = admit_without_code(found, group_id, services().clock().date())
    ticket = msgspec.structs.replace(ticket, mode=mode_in_the_form())
    if directly:
        return _with_ticket(found, ticket, wanted)
    where = address_in(f"/svara/o/{found.id}", found, language_for(found, wanted))
    return give_ticket(_see_other(where), ticket)


@respond.get("/ljud/<round_id>/<tag>/<name>.mp3")
def recording(round_id: str, tag: str, name: str) -> Response:
    """Play a recording of a question or an answer, asked for when somebody wants to listen."""
    questionnaire_id = _round_or_404(round_id).questionnaire.id
    if tag not in LANGUAGES or name not in desk().recordings(questionnaire_id, tag):
        abort(404)
    folder = folder_of(services().settings.questionnaires_dir, questionnaire_id, tag)
    sound = (folder / f"{name}.mp3").read_bytes()
    found = Response(sound, content_type=KIND)
    # Safari plays nothing that it cannot ask for piece by piece.
    found.make_conditional(request, accept_ranges=True, complete_length=len(sound))
    return found


@respond.get("/healthz")
def healthz() -> Response:
    """Say whether an answer can be taken in now, for the operator's monitoring."""
    try:
        faults = health(services())
    except DatabaseUnavailable as unavailable:
        faults = [str(unavailable)]
    text = "ok\n" if not faults else "".join(f"{fault}\n" for fault in faults)
    return Response(text, 503 if faults else 200, content_type="text/plain; charset=utf-8")


def _ask_for_code(
    template: str, heading: str, path: str, form: CodeForm, refused: CodeRefused
) -> Response:
    mode = mode_in_the_form()
    page = show(
        template,
        refused.status,
        mode=mode,
        mode_told=told_of(mode),
        heading=heading,
        languages=spoken_languages(),
        path=path,
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
    said = in_language(found.questionnaire, in_use().tag)
    mode = mode_in_the_address() if request.method == "GET" else mode_in_the_form()
    return show(
        "respond/open.html",
        status,
        heading=said.questionnaire.title,
        heading_lang=said.lang("title"),
        languages=languages_of(found),
        path=f"/o/{found.id}",
        mode=mode,
        mode_told=told_of(mode),
        group=group_field(found.groups, chosen, error=error) if found.groups else None,
        has_errors=error,
        again=again,
    )


def _questions(found: OpenRound) -> Response:
    tag = speak_for(found, asked_for())
    must_be_time(found, services().clock().date(), begun=True)
    return send_page(desk().questionnaire(found, tag))


def _after_leaving(page: Response) -> Response:
    """Return the page without the ticket of somebody who chose to end, for the one who is next."""
    return take_ticket(page) if LEFT in request.args else page


def _with_ticket(found: OpenRound, ticket: Ticket, wanted: str) -> Response:
    """Return the questionnaire with the ticket in it, and in a cookie if the browser keeps one."""
    again = Again(written=NOTHING_WRITTEN, ticket=desk().tickets.seal(ticket), fresh=True)
    page = document_again(found, language_for(found, wanted), again)
    return give_ticket(send_page(page), ticket)


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
