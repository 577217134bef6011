"""The questionnaire in another language, from texts by string id (`questionnaire.strings`)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, get_args

import msgspec
from msgspec import Struct

from survey_app.languages import Language, chain, language
from survey_app.questionnaire.model import Questionnaire
from survey_app.questionnaire.strings import said_by, strings_of
from survey_app.questionnaire.translation_copy import TranslationCopy, Wording

Status = Literal["draft", "reviewed", "approved"]
STATUSES: tuple[Status, ...] = get_args(Status)
"""How far a text has come, the least first."""


class TranslatedText(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One text in another language. `source_hash` tells which Swedish text it was made from."""

    text: str
    status: Status
    by: str = ""
    date: str = ""
    source_hash: str


Texts = Mapping[str, TranslatedText]
"""The texts of one language by string id."""


@dataclass(frozen=True, kw_only=True)
class Translated:
    """A questionnaire in another language, with the same ids, codes and variables.

    `fallbacks` are the strings that are in another language than asked for, and in which. `stale`
    are those whose Swedish has changed since. `counts` says how many texts have come how far.
    """

    questionnaire: Questionnaire
    language: Language
    fallbacks: Mapping[str, str] = field(default_factory=dict)
    stale: tuple[str, ...] = ()
    counts: Mapping[Status, int] = field(default_factory=dict)

    @property
    def status(self) -> Status:
        """The status of the text that least has been done about; draft when there is none."""
        return next((status for status in STATUSES if self.counts.get(status)), STATUSES[0])

    @property
    def is_approved(self) -> bool:
        """True when every text is here, approved, and made from the Swedish of today."""
        return not self.fallbacks and not self.stale and self.status == STATUSES[-1]

    def lang(self, string_id: str) -> str:
        """Return the `lang` to mark a string with; empty when it is in the language of the page."""
        tag = self.fallbacks.get(string_id)
        if tag is None or (found := language(tag)).html == self.language.html:
            return ""
        return found.html


def translate(questionnaire: Questionnaire, tag: str, texts: Mapping[str, Texts]) -> Translated:
    """Return the questionnaire in the language `tag`.

    `texts` holds what there is in each language, by tag. A text that is missing is taken from the
    language that this one is a kind of, and else stays as it is.

    Raises languages.UnknownLanguage.
    """
    strings = strings_of(questionnaire)
    places = [one for one in chain(tag) if one != questionnaire.language]
    found: dict[str, Wording] = {}
    counted: Counter[Status] = Counter()
    stale: list[str] = []
    for id, source in strings.items():
        place = next((one for one in places if id in texts.get(one, {})), None)
        if place is None:
            continue
        text = texts[place][id]
        found[id] = Wording(id, text.text, "" if place == tag else place)
        counted[text.status] += 1
        if text.source_hash != source.hash:
            stale.append(id)
    said, fallbacks = _in_words(questionnaire, tag, found)
    return Translated(
        questionnaire=said,
        language=language(tag),
        fallbacks=fallbacks,
        stale=tuple(stale),
        counts=dict(counted),
    )


# The frozen copy of a round --------------------------------------------------------------------


def frozen_copy(
    questionnaire: Questionnaire, tag: str, texts: Mapping[str, Texts]
) -> Questionnaire:
    """Return the questionnaire with its texts in `tag` beside, for a round to keep."""
    translated = translate(questionnaire, tag, texts)
    own = strings_of(translated.questionnaire)
    wordings = tuple(
        Wording(id, source.text, translated.fallbacks.get(id, ""))
        for id, source in own.items()
        if translated.fallbacks.get(id) != questionnaire.language
    )
    copy = TranslationCopy(language=tag, status=translated.status, wordings=wordings)
    others = tuple(one for one in questionnaire.translations if one.language != tag)
    return msgspec.structs.replace(questionnaire, translations=(*others, copy))


def offered(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Return the languages that a round can be answered in, its own first."""
    return (questionnaire.language, *(copy.language for copy in questionnaire.translations))


@lru_cache(maxsize=256)
def in_language(questionnaire: Questionnaire, tag: str) -> Translated:
    """Return the questionnaire of a round in one of the languages it is `offered` in.

    In any other language it comes in its own. The same object each time: nothing is made twice.
    """
    copy = next((one for one in questionnaire.translations if one.language == tag), None)
    if copy is None:
        own = msgspec.structs.replace(questionnaire, translations=())
        return Translated(
            questionnaire=own, language=language(questionnaire.language), counts={"approved": 1}
        )
    found = {wording.id: wording for wording in copy.wordings}
    said, fallbacks = _in_words(questionnaire, tag, found)
    status = next((one for one in STATUSES if one == copy.status), STATUSES[0])
    return Translated(
        questionnaire=said,
        language=language(tag),
        fallbacks=fallbacks,
        counts={status: len(copy.wordings)},
    )


def _in_words(
    questionnaire: Questionnaire, tag: str, found: Mapping[str, Wording]
) -> tuple[Questionnaire, dict[str, str]]:
    fallbacks: dict[str, str] = {}

    def say(string_id: str, text: str, *, one_line: bool) -> str:
        wording = found.get(string_id)
        if wording is None:
            if tag != questionnaire.language:
                fallbacks[string_id] = questionnaire.language
            return text
        if wording.language:
            fallbacks[string_id] = wording.language
        return wording.text

    said = said_by(questionnaire, say)
    return msgspec.structs.replace(said, language=tag, translations=()), fallbacks
