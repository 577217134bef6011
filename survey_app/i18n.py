"""The words and days that people read, in the language of the reader. Swedish is the source.

The language is that of the request (`speak`) or of the page being made (`use`), not of the process
or the thread: pages that are kept are made once in each language.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from flask import Flask, request
from markupsafe import Markup

from survey_app.catalogues import catalogue, spoken
from survey_app.languages import SOURCE, Language, language

QUERY = "sprak"
"""Where an address says in which language its page is wanted: `/?sprak=ar`."""

_in_use: ContextVar[str] = ContextVar("samsvar.language", default=SOURCE)


def mark(text: str) -> str:
    """Show a text to the translators without translating it yet."""
    return text


def gettext(text: str) -> str:
    """Return `text` in the language in use, or in Swedish where it is missing."""
    return catalogue(_in_use.get()).gettext(text)


def ngettext(one: str, several: str, number: int) -> str:
    """Return the form of a text that `number` takes in the language in use."""
    return catalogue(_in_use.get()).ngettext(one, several, number)


def day_in_words(day: date) -> str:
    """Return a day as people write it: 5 november 2019."""
    # Babel takes longer to import than a page takes to make, and few pages name a day.
    from babel.dates import format_date

    return format_date(day, format="long", locale=in_use().locale)


def spoken_languages() -> tuple[Language, ...]:
    """Return the languages that the pages themselves are written in, Swedish first."""
    return tuple(language(tag) for tag in spoken())


def marked(html: str) -> Markup:
    """Return the attributes of an element in another language than the page; `html` is its `lang`.

    Nothing when `html` is empty or is the language of the page.
    """
    if not html or html == in_use().html:
        return Markup("")
    direction = language(html).direction
    return Markup(' lang="{}" dir="{}"').format(html, direction)


@contextmanager
def use(tag: str) -> Iterator[Language]:
    """Say everything in the language `tag` as long as this lasts.

    Raises languages.UnknownLanguage.
    """
    found = language(tag)
    token = _in_use.set(tag)
    try:
        yield found
    finally:
        _in_use.reset(token)


def speak(tag: str) -> None:
    """Say the rest of this request in the language `tag`, which must be one we know."""
    _in_use.set(tag)


def in_use() -> Language:
    """Return the language that texts come in just now."""
    return language(_in_use.get())


def in_the_address() -> str:
    """Return what is added to an address so that its page comes in the language in use.

    Nothing for Swedish, and nothing for a language that only a questionnaire is translated to.
    """
    tag = _in_use.get()
    return f"?{QUERY}={tag}" if tag != SOURCE and tag in spoken() else ""


def register(app: Flask) -> None:
    """Let requests choose a language, and let templates speak it."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True
    )
    app.jinja_env.globals["language_in_use"] = in_use
    app.jinja_env.globals["in_the_address"] = in_the_address
    app.jinja_env.globals["marked"] = marked
    app.jinja_env.filters["day_in_words"] = day_in_words
    app.before_request(_listen)
    app.teardown_request(_be_silent)


def _listen() -> None:
    # What comes from outside is only looked for among the few we have: a made-up tag costs nothing.
    wanted = request.args.get(QUERY, SOURCE) if request.query_string else SOURCE
    speak(wanted if wanted in spoken() else SOURCE)


def _be_silent(_error: BaseException | None) -> None:
    # The next request of this thread has not said anything yet.
    speak(SOURCE)
