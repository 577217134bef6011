"""The pages of those who cannot answer: too early, too late, once already, no database."""

from collections.abc import Sequence

from flask import Blueprint, Response, request

from survey_app.errors import log_safely
from survey_app.html import show
from survey_app.i18n import gettext as _
from survey_app.invitations.ballot_box import AlreadyAnswered, RoundClosed
from survey_app.respond.admission import take_ticket
from survey_app.respond.service import NotYetOpen
from survey_app.storage.db import DatabaseUnavailable

Pairs = Sequence[tuple[str, str]]
"""What was written, as question and answer."""


def register(blueprint: Blueprint) -> None:
    """Answer with these pages what the pages of `blueprint` cannot do."""
    blueprint.register_error_handler(AlreadyAnswered, _already)
    blueprint.register_error_handler(RoundClosed, _closed)
    blueprint.register_error_handler(NotYetOpen, _not_yet)
    blueprint.register_error_handler(DatabaseUnavailable, _unavailable)


def closed(answers: Pairs = ()) -> Response:
    """Return the page that says it is too late, with what was written so that it can be saved."""
    return show("respond/closed.html", 410, heading=_("Enkäten har stängt"), answers=answers)


def already(*, with_code: bool, answers: Pairs = (), forget: bool = False) -> Response:
    """Return the page that says that the answer came before, and that no more is needed.

    What was written goes with it: it may be somebody else's than the answer that came.
    """
    return show(
        "respond/already.html",
        heading=_("Svaret har redan kommit fram"),
        with_code=with_code,
        answers=answers,
        forget=forget,
    )


def _already(_error: AlreadyAnswered) -> Response:
    # The one who gives a used code has nothing more to do here, and what another has left in the
    # tab is not for them.
    return take_ticket(already(with_code=True, forget=True))


def _closed(_error: RoundClosed) -> Response:
    return closed()


def _not_yet(error: NotYetOpen) -> Response:
    return show(
        "respond/not_yet.html", 403, heading=_("Enkäten har inte öppnat"), opens_on=error.opens_on
    )


def _unavailable(error: DatabaseUnavailable) -> Response:
    log_safely(error)
    return show(
        "respond/unavailable.html",
        503,
        heading=_("Det går inte att svara just nu"),
        was_sending=request.method == "POST" and request.path in {"/svara", "/svara/sprak"},
    )
