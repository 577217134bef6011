"""A whole form as data: who asks and why, how to answer, the questions, and where it goes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from survey_app import i18n
from survey_app.catalogues import interface_status
from survey_app.i18n import gettext as _
from survey_app.i18n import ngettext
from survey_app.paper.questions import Data, Questions, on_the_web
from survey_app.questionnaire.fills import fill_in
from survey_app.questionnaire.model import Questionnaire
from survey_app.questionnaire.translation import Translated
from survey_app.statements.model import Contact

TO_WRITE_ON = "\u2026" * 6
"""Stands where a name is to be filled in by hand."""
_FIRST_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_IN_A_NUMBER = re.compile(r"(?<=\d)[ -](?=\d)")
_KEPT = {" ": "\u00a0", "-": "\u2011"}
CODE = (4, 4, 3)
"""The places of a code between its hyphens."""


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """What a form says beside its questions; that of a round knows more.

    `code` leaves room for a code, `groups` are those to choose among instead. `k`, `detail` and
    `microdata` are promises of the round. `contact` is whom to ask.
    """

    organisation: str = ""
    code: bool = True
    groups: tuple[str, ...] = ()
    k: int
    detail: str = "standard"
    microdata: bool = False
    contact: Contact | None = None


def filled(
    questionnaire: Questionnaire, values: Mapping[str, str], *, right_to_left: bool
) -> Questionnaire:
    """Return the questionnaire with its names filled in, or room to write where there is none.

    In a text from right to left each value keeps its own direction: a phone number stays whole.
    """
    wanted = {name: _whole(values.get(name) or TO_WRITE_ON) for name in questionnaire.fill}
    if right_to_left:
        wanted = {name: f"{_FIRST_ISOLATE}{value}{_END_ISOLATE}" for name, value in wanted.items()}
    return fill_in(questionnaire, wanted)


def _whole(value: str) -> str:
    """Return a value whose phone number is not divided between two lines."""
    return _IN_A_NUMBER.sub(lambda sign: _KEPT[sign[0]], value)


def form_data(said: Translated, about: Circumstances) -> Data:
    """Return all that the template needs but the fonts; texts are in the language of `said`."""
    with i18n.use(said.language.tag):
        return _form(said, about)


def texts_in(data: Any) -> Iterator[str]:
    """Yield every text of the data."""
    match data:
        case str():
            yield data
        case dict():
            for value in data.values():
                yield from texts_in(value)
        case list():
            for value in data:
                yield from texts_in(value)
        case _:
            pass


def _form(said: Translated, about: Circumstances) -> Data:
    questionnaire, language = said.questionnaire, said.language
    questions, asked = Questions(said), on_the_web(questionnaire)
    promises = list(_good_to_know(questionnaire, about)) if asked else []
    return {
        "language": language.html,
        "direction": language.direction,
        "script": language.script,
        "reference": f"{questionnaire.reference} · {language.tag}",
        "page": _("Sida %(page)s av %(pages)s") % {"page": "{page}", "pages": "{pages}"},
        "title": questions.words("title", questionnaire.title),
        "organisation": about.organisation,
        "draft": _("Översättningen är ett utkast. Den kan ha fel.") if _is_draft(said) else "",
        "minutes": _minutes(questionnaire),
        "no_name": _("Du behöver inte skriva namn.") if asked else "",
        "intro": questions.prose("intro", questionnaire.intro),
        "know": {"title": _("Bra att veta"), "points": promises},
        "how": _how_to_answer(),
        "code": _code() if about.code and asked else None,
        "groups": _groups(about.groups) if about.groups else None,
        "sections": questions.sections(),
        "thanks": questions.prose("thanks", questionnaire.thanks),
        "hand_in": _hand_in() if asked else None,
        "contact": _contact(about.contact),
    }


def _is_draft(said: Translated) -> bool:
    tag = said.language.tag
    return said.status != "approved" or interface_status(tag) != "approved"


def _minutes(questionnaire: Questionnaire) -> str:
    if not questionnaire.minutes:
        return ""
    words = ngettext(
        "Tar ungefär %(minutes)s minut", "Tar ungefär %(minutes)s minuter", questionnaire.minutes
    )
    return words % {"minutes": questionnaire.minutes}


def _good_to_know(questionnaire: Questionnaire, about: Circumstances) -> Iterator[list[str]]:
    """Yield what the first card on the screen says too: a promise in bold and what it means."""
    free = [_("Du kan hoppa över frågor.")]
    if questionnaire.audience == "deltagare":
        free.append(
            _("Ditt stöd och dina pengar påverkas inte av om du svarar eller av vad du svarar.")
        )
    yield [_("Det är frivilligt."), *free]
    small = [_("Grupper med färre än %(k)s svar redovisas inte för sig.") % {"k": about.k}]
    if about.detail == "full":
        small.append(
            _("För grupper med minst %(k)s svar visas hur många som har valt varje svar.")
            % {"k": about.k}
        )
    yield [_("Små grupper läggs ihop."), *small]
    if about.microdata:
        yield [
            _("Svaren kan lämnas vidare."),
            _(
                "Den som har ett bestämt skäl kan få svaren på frågor med fasta svarsalternativ, "
                "blandade och utan namn, men aldrig det du skriver med egna ord."
            ),
        ]


def _how_to_answer() -> Data:
    return {
        "title": _("Så svarar du"),
        "ring": _("Ring: sätt ett kryss."),
        "box": _("Ruta: du kan sätta flera kryss."),
        "mend": _("Blev det fel? Stryk över krysset och sätt ett nytt."),
        "paper": _("Det som står om knappar gäller bara på webben."),
    }


def _hand_in() -> Data:
    return {
        "title": _("Så lämnar du in enkäten"),
        "text": _(
            "Lägg enkäten i kuvertet och klistra igen det. Lämna det till den som gav dig enkäten."
        ),
        "then": _(
            "Svaren skrivs sedan in på webben och läggs i ett förseglat kuvert, utan namn, kod "
            "eller tid."
        ),
    }


def _code() -> Data:
    return {
        "label": _("Din kod"),
        "about": _("Koden visar bara att du får svara. Den sparas inte tillsammans med dina svar."),
        "places": list(CODE),
    }


def _groups(groups: tuple[str, ...]) -> Data:
    return {
        "label": _("Vilken grupp hör du till?"),
        "options": [{"text": {"text": one}, "apart": False, "specify": False} for one in groups],
    }


def _contact(contact: Contact | None) -> Data | None:
    if contact is None:
        return None
    return {
        "title": _("Har du frågor?"),
        "name": contact.name,
        "lines": [
            [_("Telefon:"), _whole(contact.phone)],
            [_("E-post:"), contact.email],
        ],
    }
