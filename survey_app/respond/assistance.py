"""How an answer came to be: on one's own, with somebody's help, on paper or by telephone.

It goes in the sealed answer. Whoever writes in the answers of another begins at `/?lage=papper` or
`/?lage=telefon`, and the ticket remembers it: the questionnaire is the same bytes for everyone.
"""

from flask import request

from survey_app.i18n import gettext, mark
from survey_app.respond.view import Choice, Field

FIELD = "_hjalp"
ALONE = "webb"
MODES = {
    "tolk": "assisterat-tolk",
    "frageassistent": "assisterat-frågeassistent",
    "personal": "assisterat-personal",
    "annan": "assisterat-annan",
}
"""What is chosen on the last card → the mode in the sealed answer (`rounds.padding` has room)."""
NOBODY = "nej"
CHOICES = {
    NOBODY: mark("Jag svarar själv"),
    "tolk": mark("En tolk hjälper mig"),
    "frageassistent": mark("En frågeassistent hjälper mig"),
    "personal": mark("Personal hjälper mig"),
    "annan": mark("Någon annan hjälper mig"),
}
WRITTEN_IN = {
    "papper": mark("Du skriver in ett svar som någon har gett på papper."),
    "telefon": mark("Du skriver in ett svar som någon ger per telefon."),
}
"""What is said on the first page to those who write in the answers of another, by mode."""
SENT = "_lage"
QUERY = "lage"


def mode_in_the_address() -> str:
    """Return the mode of answers that somebody else writes in; empty when nobody does."""
    return _known(request.args.get(QUERY, ""))


def mode_in_the_form() -> str:
    """Return what `mode_in_the_address` was on the page that the form stood on."""
    return _known(request.form.get(SENT, ""))


def _known(mode: str) -> str:
    return mode if mode in WRITTEN_IN else ""


def mode_for(chosen: str) -> str:
    """Return the mode of an answer; what is left blank, or no choice of ours, says nothing."""
    return MODES.get(chosen, ALONE)


def assistance_field(chosen: str = "") -> Field:
    """Return the question about help as the template draws it, in the language in use."""
    return Field(
        kind="radio",
        name=FIELD,
        label=gettext("Får du hjälp att svara?"),
        choices=tuple(
            Choice(value=value, text=gettext(text), checked=value == chosen)
            for value, text in CHOICES.items()
        ),
    )


def told_of(mode: str) -> str:
    """Return what is said to one who writes in the answers of another; empty to all others."""
    return gettext(WRITTEN_IN[mode]) if mode else ""
