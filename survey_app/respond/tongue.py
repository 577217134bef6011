"""Which language a respondent's page comes in: the one asked for, where the round offers it."""

from flask import request

from survey_app.catalogues import spoken
from survey_app.i18n import QUERY, speak
from survey_app.languages import LANGUAGES, Language, language
from survey_app.questionnaire.translation import offered
from survey_app.rounds.open_rounds import OpenRound

FIELD = "_sprak"
"""The hidden field with the language of the page that a form stands on."""
NEW = "_sprak_ny"
"""The button that asks for the same page in another language."""


def asked_for() -> str:
    """Return the tag that the address asks for; empty when it asks for none."""
    return request.args.get(QUERY, "")


def in_the_form() -> str:
    """Return the tag of the page that the form was on. Only when the form may be read."""
    return request.form.get(FIELD, "")


def speak_as_in_the_form() -> str:
    """Go on in the language of the page that the form was on, and return its tag."""
    tag = in_the_form()
    if tag in spoken():
        speak(tag)
    return tag


def languages_of(found: OpenRound) -> tuple[Language, ...]:
    """Return the languages of a round, its own first, in the order of every other page's menu."""
    own, *others = offered(found.questionnaire)
    known = list(LANGUAGES)
    others.sort(key=lambda tag: known.index(tag) if tag in LANGUAGES else len(known))
    return tuple(language(tag) for tag in (own, *others))


def language_for(found: OpenRound, wanted: str) -> str:
    """Return the tag to say a round's pages in: its own where it does not offer `wanted`."""
    return wanted if wanted in offered(found.questionnaire) else found.questionnaire.language


def speak_for(found: OpenRound, wanted: str) -> str:
    """Go on in the language of a round's pages, and return its tag."""
    tag = language_for(found, wanted)
    speak(tag)
    return tag


def address_in(path: str, found: OpenRound, tag: str) -> str:
    """Return the address of a round's page in one of its languages; its own needs no mention."""
    return path if tag == found.questionnaire.language else f"{path}?{QUERY}={tag}"
