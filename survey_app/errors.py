"""The pages for what goes wrong, and what the log is told about it."""

import logging
import traceback
from dataclasses import dataclass

from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from survey_app.html import show
from survey_app.i18n import gettext, mark

log = logging.getLogger("samsvar")


@dataclass(frozen=True, kw_only=True)
class Words:
    """What an error page says."""

    heading: str
    paragraphs: tuple[str, ...]


TO_START = mark("Har du en kod kan du börja om från startsidan.")
PAGES = {
    400: Words(
        heading=mark("Det gick inte att läsa det som skickades"),
        paragraphs=(mark("Gå tillbaka ett steg och försök en gång till."),),
    ),
    403: Words(
        heading=mark("Sidan får inte visas"),
        paragraphs=(TO_START,),
    ),
    404: Words(
        heading=mark("Sidan finns inte"),
        paragraphs=(
            mark("Adressen kan vara felskriven, eller så finns sidan inte längre."),
            TO_START,
        ),
    ),
    405: Words(
        heading=mark("Sidan kan inte visas på det sättet"),
        paragraphs=(TO_START,),
    ),
    410: Words(
        heading=mark("Sidan finns inte längre"),
        paragraphs=(TO_START,),
    ),
    413: Words(
        heading=mark("Svaret är för långt"),
        paragraphs=(
            mark("Svaret är inte skickat."),
            # Without script a browser does not bring back what was typed on a page not to be kept.
            mark("Gå tillbaka ett steg. I de flesta webbläsare finns det du har skrivit kvar där."),
            mark("Korta ner det längsta svaret och skicka igen."),
        ),
    ),
    429: Words(
        heading=mark("Vänta en liten stund"),
        paragraphs=(mark("Det har kommit för många försök. Prova igen om tio minuter."),),
    ),
    500: Words(
        heading=mark("Något gick fel hos oss"),
        paragraphs=(
            mark("Om du höll på att skicka dina svar är de inte skickade."),
            mark("Ladda om sidan om en stund och välj att skicka igen, så skickas de."),
        ),
    ),
}


def register(app: Flask) -> None:
    """Answer every error of `app` with a Swedish page."""
    app.register_error_handler(HTTPException, _http_error)
    # Registered for Exception, so that Flask never writes its own log entry: that would hold the
    # message of the error, and the message may hold an answer.
    app.register_error_handler(Exception, _our_fault)


def error_page(status: int) -> Response:
    """Return the page for `status`, or the nearest there is."""
    words = PAGES.get(status) or PAGES[400 if status < 500 else 500]
    return show(
        "errors/error.html",
        status,
        heading=gettext(words.heading),
        paragraphs=[gettext(text) for text in words.paragraphs],
    )


def log_safely(error: BaseException) -> None:
    """Log the kind of an error and where it arose, never its message or any values."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "unknown place"
    log.error("%s at %s", type(error).__name__, where)


def _http_error(error: HTTPException) -> Response:
    response = error_page(error.code or 500)
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            response.headers[name] = value
    return response


def _our_fault(error: Exception) -> Response:
    log_safely(error)
    return error_page(500)
