"""Which languages a round is answered in: only approved texts, or drafts accepted by name."""

from collections.abc import Mapping, Sequence

from survey_app.catalogues import interface_language, interface_status
from survey_app.languages import language
from survey_app.mistakes import Mistake
from survey_app.questionnaire.model import Questionnaire
from survey_app.questionnaire.strings import strings_of
from survey_app.questionnaire.translation import (
    Texts,
    Translated,
    frozen_copy,
    translate,
)


class LanguageError(Mistake):
    """A language that a round cannot be opened in, and what to do instead."""


def with_languages(
    questionnaire: Questionnaire,
    languages: Sequence[str],
    accept_drafts: Sequence[str],
    texts: Mapping[str, Mapping[str, Texts]],
) -> Questionnaire:
    """Return the questionnaire with its texts in `languages` beside, as the round will keep it.

    `texts` holds, for each of the languages, what there is by tag (`translation_file.texts_for`).
    Where not every text is approved the language must be among `accept_drafts`.

    Raises LanguageError, and languages.UnknownLanguage.
    """
    wanted = [tag for tag in dict.fromkeys(languages) if tag != questionnaire.language]
    if needless := [tag for tag in accept_drafts if tag not in wanted]:
        raise LanguageError(
            f"“{needless[0]}” is not a language that this round is answered in. Add: "
            f"--lang {needless[0]}"
        )
    for tag in wanted:
        language(tag)
        found = texts.get(tag, {})
        if not found:
            raise LanguageError(
                f"{questionnaire.reference} is not translated to “{tag}”. Make a file to fill in: "
                f"samsvar questionnaire translate {questionnaire.reference} {tag}"
            )
        translated = translate(questionnaire, tag, found)
        if tag not in accept_drafts:
            _must_be_approved(translated, tag)
        questionnaire = frozen_copy(questionnaire, tag, found)
    return questionnaire


def _must_be_approved(translated: Translated, tag: str) -> None:
    faults = [] if translated.is_approved else list(_faults(translated))
    said_in = interface_language(tag)
    if (status := interface_status(tag)) != "approved":
        faults.append(f"the texts of the pages are {_drafts(status)}")
    elif language(said_in).html != language(tag).html:
        faults.append(f"the texts of the pages come in “{said_in}”")
    if faults:
        raise LanguageError(
            f"Not all that is said in “{tag}” has been approved: {'; '.join(faults)}. Have them "
            f"reviewed and approved, or accept them as they are: --accept-draft {tag}"
        )


def _faults(translated: Translated) -> list[str]:
    total = len(strings_of(translated.questionnaire))
    counted = (
        (translated.counts.get("draft", 0), "drafts"),
        (translated.counts.get("reviewed", 0), "reviewed but not approved"),
        (len(translated.stale), "older than their Swedish"),
        (len(translated.fallbacks), "missing"),
    )
    return [f"{number} of {total} texts are {what}" for number, what in counted if number]


def _drafts(status: str) -> str:
    return "drafts" if status == "draft" else f"{status} but not approved"
