"""What we say when an answer cannot be used: the next step rather than a verdict."""

from survey_app.i18n import gettext, mark
from survey_app.questionnaire.answers import InvalidAnswer, Problem
from survey_app.questionnaire.identifiers import Kind

MESSAGES = {
    Problem.MISSING: mark("Svara på frågan för att kunna skicka."),
    Problem.MORE_THAN_ONE: mark("Välj bara ett svar."),
    Problem.NOT_AN_OPTION: mark("Välj ett av alternativen."),
    Problem.TOO_MANY: mark("Välj högst %(max)s. Nu är %(chosen)s valda."),
    Problem.EXCLUSIVE_AND_MORE: mark(
        "Välj antingen ”%(option)s” eller något av de andra svaren, inte båda."
    ),
    Problem.NOT_A_NUMBER: mark("Skriv ett heltal med siffror, till exempel 12."),
    Problem.NOT_WHOLE: mark("Skriv ett heltal utan decimaler, till exempel 12."),
    Problem.OUT_OF_RANGE: mark("Skriv ett tal mellan %(low)s och %(high)s %(unit)s."),
    Problem.NOT_A_DATE: mark("Skriv dagen så här: 2024-01-08 eller 8/1 2024."),
    Problem.TOO_LONG: mark(
        "Korta ner svaret med %(over)s tecken. Det får vara högst %(max)s tecken."
    ),
}

WRONG_CODE = mark("Koden stämmer inte. Kontrollera att alla tecken är rätt och försök igen.")
TOO_MANY_TRIES = mark(
    "Det har kommit för många felaktiga koder. Vänta tio minuter och försök igen."
)
NO_CODE = mark("Skriv koden som du har fått.")
OPEN_AGAIN = mark("Öppna frågorna igen")
NO_GROUP = mark("Välj vilken grupp du hör till.")
FROM_ELSEWHERE = mark(
    "Webbläsaren kunde inte visa att svaren kom från den här sidan. Tryck på ”Skicka in” igen."
)
FROM_ELSEWHERE_CODE = mark(
    "Webbläsaren kunde inte visa att koden kom från den här sidan. Tryck på knappen igen."
)
CODE_AGAIN = mark("Skriv din kod en gång till, så skickas svaren.")
SEND_AGAIN = mark("Tryck på ”Skicka in” en gång till, så skickas svaren.")
GROUP_AGAIN = mark("Välj din grupp en gång till, så skickas svaren.")
TOO_EARLY = mark("Enkäten har inte öppnat. Allt du har skrivit finns kvar.")
TRY_AGAIN = mark(
    "Vi kunde inte ta emot svaren just nu. De är inte skickade. "
    "Allt du har skrivit finns kvar. Försök igen om en stund."
)

WARNINGS: dict[Kind, str] = {
    "personnummer": mark("Det ser ut som ett personnummer."),
    "phone": mark("Det ser ut som ett telefonnummer."),
    "email": mark("Det ser ut som en e-postadress."),
}
MAY_BE_CHANGED = mark("Ta bort det om du kan. Du kan också skicka ändå.")


def message_for(invalid: InvalidAnswer) -> str:
    """Return the message for `invalid` in the language of the respondent."""
    said = gettext(MESSAGES[invalid.problem]) % invalid.values
    # A number without a unit would leave a space before the full stop.
    return said.replace(" .", ".")


def warning_for(kind: Kind) -> str:
    """Return what we say of a text that seems to point somebody out, and what may be done."""
    return f"{gettext(WARNINGS[kind])} {gettext(MAY_BE_CHANGED)}"
