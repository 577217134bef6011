"""The words and days that people read. Swedish is the source; other languages come later."""

from datetime import date

from flask import Flask


def mark(text: str) -> str:
    """Show a text to the translators without translating it yet."""
    return text


def gettext(text: str) -> str:
    """Return `text` in the language of the reader."""
    return text


def day_in_words(day: date) -> str:
    """Return a day as people write it: 5 november 2019."""
    # Babel takes longer to import than a page takes to make, and few pages name a day.
    from babel.dates import format_date

    return format_date(day, format="long", locale="sv_SE")


def register(app: Flask) -> None:
    """Let the templates say `_("…")` and write days."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.filters["day_in_words"] = day_in_words
