"""What the respondent's pages keep in memory, and how a questionnaire becomes a document."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import current_app

from survey_app.html import Page, make_page
from survey_app.i18n import gettext as _
from survey_app.i18n import in_use, spoken_languages, use
from survey_app.questionnaire.translation import in_language
from survey_app.respond.assistance import assistance_field, told_of
from survey_app.respond.fallbacks import marked_sections, passages_in
from survey_app.respond.forms import code_field
from survey_app.respond.rate_limit import WrongCodes
from survey_app.respond.recordings import folder_of, recorded, with_recordings
from survey_app.respond.ticket import TicketOffice
from survey_app.respond.tongue import languages_of
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
    may_be_wrong: tuple[Wrong, ...] = ()
    """What the person may want to change, or send as it is."""
    message: Message | None = None
    ask: Field | None = None
    ticket: str = ""
    button: str = ""
    assistance: str = ""
    """Who helps to answer, as chosen on the last card."""
    warned: bool = False
    """The person has been asked about names and numbers in what was written: once is enough."""
    fresh: bool = False
    """Nothing has been written here yet: the script may put back what it kept."""


class Desk:
    """Pages that are the same for everyone, the ticket office, and the count of wrong codes."""

    def __init__(self, services: Services) -> None:
        self._statements = services.statements
        self.tickets = TicketOffice(services.ticket_keys)
        self.wrong_codes = WrongCodes(services.clock)
        self._pages: dict[tuple[str, str, str], Page] = {}
        self._seen: dict[str, OpenRound] = {}
        self._folder = services.settings.questionnaires_dir
        self._recordings: dict[tuple[str, str], frozenset[str]] = {}

    def start(self, mode: str) -> Page:
        """Return the start page in the language in use, which is one of those we speak.

        `mode` is one of `assistance.WRITTEN_IN`, or empty.
        """
        return self._kept(
            ("start", f"{self._statements.stamp()} {mode}", in_use().tag),
            "respond/start.html",
            lambda: {
                "heading": _("Svara på en enkät"),
                "field": code_field(),
                "statements": self._statements.get(),
                "languages": spoken_languages(),
                "path": "/",
                "mode": mode,
                "mode_told": told_of(mode),
            },
        )

    def questionnaire(self, found: OpenRound, tag: str) -> Page:
        """Return the whole questionnaire in a language that the round offers.

        The same bytes for everyone in the round who reads it.
        """
        self.saw(found)
        return self._kept(
            ("questionnaire", found.id, tag),
            "respond/questionnaire.html",
            lambda: _document(found, tag, Again(written=NOTHING_WRITTEN, fresh=True)),
        )

    def thanks(self, found: OpenRound, tag: str) -> Page:
        """Return the thanks in a language that the round offers, without anything of the answer."""
        self.saw(found)
        return self._kept(
            ("thanks", found.id, tag),
            "respond/thanks.html",
            lambda: _thanks(found, tag),
        )

    def recordings(self, questionnaire_id: str, tag: str) -> frozenset[str]:
        """Return the recordings there were when this process first showed the questionnaire."""
        key = (questionnaire_id, tag)
        if key not in self._recordings:
            self._recordings[key] = recorded(folder_of(self._folder, *key))
        return self._recordings[key]

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
        self, key: tuple[str, str, str], template: str, context: Callable[[], Mapping[str, object]]
    ) -> Page:
        """Return the page of `key`, whose last part is the language that it is in."""
        page = self._pages.get(key)
        if page is None:
            with use(key[-1]):
                page = self._pages[key] = make_page(template, context(), level=SMALLEST)
        return page


def document_again(found: OpenRound, tag: str, again: Again) -> Page:
    """Return the questionnaire in a language of the round, with everything that was written."""
    with use(tag):
        return make_page("respond/questionnaire.html", _document(found, tag, again))


def desk() -> Desk:
    """Return the desk of the application that answers this request."""
    extensions = current_app.extensions
    found: Desk | None = extensions.get("samsvar.respond")
    if found is None:
        found = extensions["samsvar.respond"] = Desk(services())
    return found


def _document(found: OpenRound, tag: str, again: Again) -> dict[str, object]:
    said = in_language(found.questionnaire, tag)
    return {
        "round": found,
        "questionnaire": said.questionnaire,
        "languages": languages_of(found),
        "title_lang": said.lang("title"),
        "intro": passages_in(said, "intro", said.questionnaire.intro),
        "sections": with_recordings(
            marked_sections(sections(said.questionnaire, again.written), said),
            said.questionnaire,
            desk().recordings(found.questionnaire.id, tag),
            f"/ljud/{found.id}/{tag}",
        ),
        "assistance": _assistance(found, again),
        "wrong": again.wrong,
        "may_be_wrong": again.may_be_wrong,
        "message": again.message,
        "ask": again.ask,
        "ticket": again.ticket,
        "button": again.button,
        "warned": again.warned,
        "fresh": again.fresh,
        "has_errors": bool(again.wrong or again.message),
    }


def _assistance(found: OpenRound, again: Again) -> Field | None:
    """Return the question about help. Staff answer for themselves."""
    if found.questionnaire.audience != "deltagare":
        return None
    return assistance_field(again.assistance)


def _thanks(found: OpenRound, tag: str) -> dict[str, object]:
    said = in_language(found.questionnaire, tag)
    return {
        "heading": _("Tack, ditt svar är mottaget"),
        "thanks": passages_in(said, "thanks", said.questionnaire.thanks),
        "languages": languages_of(found),
        "path": f"/tack/{found.id}",
        "forget": True,
    }
