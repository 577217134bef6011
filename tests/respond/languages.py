"""A questionnaire in several languages, and how a page says which it is in."""

from bs4 import BeautifulSoup

from survey_app.languages import language
from survey_app.questionnaire.model import Questionnaire
from survey_app.questionnaire.strings import strings_of
from survey_app.questionnaire.translation import TranslatedText, frozen_copy
from tests.builders import a_questionnaire


def translated(*tags: str, without: tuple[str, ...] = (), **changes: object) -> Questionnaire:
    """Return the small questionnaire with every text in these languages as `ar: …`.

    `without` are the ids of texts that nobody has translated.
    """
    found = a_questionnaire(**changes)
    for tag in tags:
        texts = {
            id: TranslatedText(
                text=f"{tag}: {source.text}", status="approved", source_hash=source.hash
            )
            for id, source in strings_of(found).items()
            if id not in without
        }
        found = frozen_copy(found, tag, {tag: texts})
    return found


def is_in(page: BeautifulSoup, tag: str) -> bool:
    """Tell whether the page says that it is in a language, and runs that way."""
    wanted = language(tag)
    root = page.html
    assert root is not None
    return (root.get("lang"), root.get("dir")) == (wanted.html, wanted.direction)


def menu(page: BeautifulSoup) -> dict[str, str]:
    """Return where the menu leads by the name of the language; where we are leads to “here”."""
    return {
        choice.get_text(): "here"
        if choice.get("aria-current")
        else str(choice.get("href") or choice.get("value"))
        for choice in page.select(".languages a, .languages button")
    }
