"""How hard a Swedish text is to read: LIX, long sentences, long words, double negations.

LIX (Björnsson 1968) is words per sentence plus the percentage of words longer than six letters;
under 30 is easy, 40 is an ordinary newspaper, over 50 is official language.
"""

import re
from collections.abc import Iterable

LONG_WORD = 6
VERY_LONG_WORD = 12
MOST_WORDS = 15
HARD = 40.0

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_FILL = re.compile(r"\{[^{}]*\}")
_SENTENCE_END = re.compile(r"[.!?…:](?=\s|$)|\n\s*(?:\n|[-•])")
# Dots that end no sentence.
_ABBREVIATION = re.compile(
    r"\b(?:t\.?\s?ex|bl\.?\s?a|m\.?\s?m|d\.?\s?v\.?\s?s|s\.?\s?k|o\.?\s?s\.?\s?v|osv|ca|jfr|nr|kap)\.",
    re.IGNORECASE,
)
_NEGATION = re.compile(r"\b(?:inte|ej|aldrig|ingen|inget|inga|ingenting|icke)\b", re.IGNORECASE)


def words(text: str) -> list[str]:
    """Return the words of `text`, without {…} that a round fills in."""
    return _WORD.findall(_FILL.sub(" ", text))


def sentences(text: str) -> list[str]:
    """Return the sentences of `text`, those without words left out."""
    whole = _ABBREVIATION.sub(lambda match: match[0].replace(".", ""), text)
    parts = (part.strip() for part in _SENTENCE_END.split(whole))
    return [part for part in parts if words(part)]


def lix(texts: Iterable[str]) -> float:
    """Return LIX for `texts` together; 0 when there are no words."""
    count = long = ends = 0
    for text in texts:
        found = words(text)
        count += len(found)
        long += sum(len(word) > LONG_WORD for word in found)
        ends += len(sentences(text))
    return count / ends + 100 * long / count if count else 0.0


def long_sentences(text: str) -> list[str]:
    """Return the sentences of more than 15 words."""
    return [sentence for sentence in sentences(text) if len(words(sentence)) > MOST_WORDS]


def very_long_words(text: str) -> list[str]:
    """Return the words of more than 12 letters; a compound with hyphens counts by its parts."""
    return [
        word for word in words(text) if any(len(part) > VERY_LONG_WORD for part in word.split("-"))
    ]


def double_negations(text: str) -> list[str]:
    """Return the sentences that say no twice."""
    return [sentence for sentence in sentences(text) if len(_NEGATION.findall(sentence)) > 1]
