"""Warnings about the words: the same thing twice, two things in one, and what is hard to read."""

from collections.abc import Iterator

from survey_app.questionnaire import readability, wording
from survey_app.questionnaire.draft import Draft, Written
from survey_app.questionnaire.findings import shortened
from survey_app.questionnaire.model import (
    AnyQuestion,
    Item,
    Likert,
    Note,
    Questionnaire,
    SingleChoice,
)

Advice = Iterator[tuple[int, str]]

_WORDS_SHOWN = 12
# Short requests such as ”Kommentar” stand under many questions.
_SHORTEST_REPEATED = 40


def repeated(questionnaire: Questionnaire, draft: Draft) -> Advice:
    """Warn about a text that has stood before."""
    first: dict[tuple[str, str], int] = {}
    for key, part in _asked(questionnaire):
        line = draft.line_of(part, "text")
        if key in first:
            yield line, f"samma text står på rad {first[key]}: ”{shortened(part.text)}”."
        first.setdefault(key, line)


def _asked(questionnaire: Questionnaire) -> Iterator[tuple[tuple[str, str], AnyQuestion | Item]]:
    """Yield each statement and question, with what makes two of them the same.

    Statements are the same only on one scale: how important and how good may be asked in turn.
    """
    for question in questionnaire.questions:
        if isinstance(question, Likert):
            for item in question.items:
                yield (wording.same_words(item.text), question.scale.id), item
        elif isinstance(question, SingleChoice) and question.scale is not None:
            yield (wording.same_words(question.text), question.scale.id), question
        elif not isinstance(question, Note) and len(question.text) >= _SHORTEST_REPEATED:
            yield (wording.same_words(question.text), ""), question


def two_in_one(questionnaire: Questionnaire, draft: Draft) -> Advice:
    """Warn about a text that seems to ask two things."""
    for question in questionnaire.questions:
        if isinstance(question, Likert):
            for item in question.items:
                if wording.states_two_things(item.text):
                    yield draft.line_of(item, "text"), _split(item.text)
        elif not isinstance(question, Note) and (
            wording.asks_two_things(question.text)
            or (isinstance(question, SingleChoice) and wording.states_two_things(question.text))
        ):
            yield draft.line_of(question, "text"), _split(question.text)


def _split(text: str) -> str:
    return f"kan vara två frågor i en: ”{shortened(text)}”. Dela den om svaren kan skilja sig."


def hard_to_read(questionnaire: Questionnaire, draft: Draft) -> Advice:
    """Warn about long sentences and words, double negations and a high LIX."""
    if not questionnaire.language.startswith("sv"):
        return
    shown = _shown(questionnaire, draft)
    value = readability.lix(written.text for written in shown)
    if value >= readability.HARD:
        yield (
            draft.line_of(questionnaire, "title"),
            f"texterna har läsbarhetsindex (LIX) {value:.0f}; under {readability.HARD:.0f} är "
            "lagom, under 30 är lättläst. Korta meningar och ord.",
        )
    yield from _long_words(shown)
    for written in shown:
        for sentence in readability.long_sentences(written.text):
            count = len(readability.words(sentence))
            yield (
                written.line_at(sentence),
                f"meningen har {count} ord; högst {readability.MOST_WORDS} går att läsa i ett "
                f"svep: ”{shortened(sentence)}”.",
            )
        for sentence in readability.double_negations(written.text):
            yield (
                written.line_at(sentence),
                f"meningen säger nej två gånger: ”{shortened(sentence)}”.",
            )


def _shown(questionnaire: Questionnaire, draft: Draft) -> list[Written]:
    """Return the texts that respondents read; titles of the report are for others."""
    behind = {draft.line_of(entry) for entry in questionnaire.report}
    behind |= {draft.line_of(indicator, "text") for indicator in questionnaire.indicators}
    return [written for written in draft.texts if written.line not in behind]


def _long_words(shown: list[Written]) -> Advice:
    first: dict[str, int] = {}
    for written in shown:
        for word in readability.very_long_words(written.text):
            first.setdefault(word.casefold(), written.line_at(word))
    if first:
        words = sorted(first, key=len, reverse=True)
        more = f" och {len(words) - _WORDS_SHOWN} till" if len(words) > _WORDS_SHOWN else ""
        yield (
            min(first.values()),
            f"långa ord: {', '.join(shortened(word) for word in words[:_WORDS_SHOWN])}{more}. "
            "Byt ut dem eller förklara dem.",
        )
