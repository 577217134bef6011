"""What the respondent's pages keep in memory, and how a questionnaire becomes a document."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import current_app

from survey_app.html import Page, make_page
from survey_app.i18n import gettext as _
from survey_app.respond.forms import code_field
from survey_app.respond.prose import passages
from survey_app.respond.rate_limit import WrongCodes
from survey_app.respond.ticket import TicketOffice
from survey_app.respond.view import NOTHING_WRITTEN, Field, Written, sections
from survey_app.rounds.open_rounds import OpenRound
from survey_app.services import Services, services

SMALLEST = 9
"""The compression level of pages that are packed once and sent many times."""


@dataclass(frozen=True, kw_only=True)
class Message:
    """Something to say about the whole page."""

    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """One thing to mend, with the control it concerns."""

    name: str
    question: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Again:
    """What is added when the document comes back instead of the thanks.

    `ask` is what must be given once more to be let in; `ticket` goes in a hidden field.
    """

    written: Written
    wrong: tuple[Wrong, ...] = ()
    message: Message | None = None
    ask: Field | None = None
    ticket: str = ""
    button: str = ""
    fresh: bool = False
    """Nothing has been written here yet: the script may put back what it kept."""


class Desk:
    """Pages that are the same for everyone, the ticket office, and the count of wrong codes."""

    def __init__(self, services: Services) -> None:
        self._statements = services.statements
        self.tickets = TicketOffice(services.ticket_keys)
        self.wrong_codes = WrongCodes(services.clock)
        self._pages: dict[tuple[str, str], Page] = {}
        self._seen: dict[str, OpenRound] = {}

    def start(self) -> Page:
        """Return the start page."""
        return self._kept(
            ("start", str(self._statements.stamp())),
            "respond/start.html",
            lambda: {
                "heading": _("Svara på en enkät"),
                "field": code_field(),
                "statements": self._statements.get(),
            },
        )

    def questionnaire(self, found: OpenRound) -> Page:
        """Return the whole questionnaire: the same bytes for everyone in the round."""
        self.saw(found)
        return self._kept(
            ("questionnaire", found.id),
            "respond/questionnaire.html",
            lambda: _document(found, NOTHING_WRITTEN) | {"fresh": True},
        )

    def thanks(self, found: OpenRound) -> Page:
        """Return the thanks, without anything about the answer."""
        return self._kept(
            ("thanks", found.id),
            "respond/thanks.html",
            lambda: {
                "heading": _("Tack, ditt svar är mottaget"),
                "thanks": passages(found.questionnaire.thanks),
                "language": found.questionnaire.language,
                "forget": True,
            },
        )

    def kept_thanks(self, round_id: str) -> Page | None:
        """Return the thanks if they have been made: they never change, so nobody need be asked."""
        return self._pages.get(("thanks", round_id))

    def saw(self, found: OpenRound) -> None:
        """Remember the round for `last_seen`."""
        self._seen[found.id] = found

    def last_seen(self, round_id: str) -> OpenRound | None:
        """Return the round as it was when this process last read it.

        What is asked never changes; the state and the days may have, so the ballot box and the
        ticket decide about those.
        """
        return self._seen.get(round_id)

    def _kept(
        self, key: tuple[str, str], template: str, context: Callable[[], Mapping[str, object]]
    ) -> Page:
        page = self._pages.get(key)
        if page is None:
            page = self._pages[key] = make_page(template, context(), level=SMALLEST)
        return page


def document_again(found: OpenRound, again: Again) -> Page:
    """Return the questionnaire with everything that was written in it."""
    context = _document(found, again.written) | {
        "wrong": again.wrong,
        "message": again.message,
        "ask": again.ask,
        "ticket": again.ticket,
        "button": again.button,
        "fresh": again.fresh,
        "has_errors": bool(again.wrong or again.message),
    }
    return make_page("respond/questionnaire.html", context)


def desk() -> Desk:
    """Return the desk of the application that answers this request."""
    extensions = current_app.extensions
    found: Desk | None = extensions.get("samsvar.respond")
    if found is None:
        found = extensions["samsvar.respond"] = Desk(services())
    return found


def _document(found: OpenRound, written: Written) -> dict[str, object]:
    questionnaire = found.questionnaire
    return {
        "round": found,
        "questionnaire": questionnaire,
        "language": questionnaire.language,
        "intro": passages(questionnaire.intro),
        "sections": sections(questionnaire, written),
    }
