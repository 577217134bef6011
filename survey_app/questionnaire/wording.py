"""Two questions in one, and the same thing asked twice.

Rules of thumb: they would rather miss a case than cry wolf, and give warnings only.
"""

import re

from survey_app.questionnaire.readability import sentences

_JOINED = r"(?:och|samt|eller)"
_ASKING = r"(?:vad|vem|vilka|vilken|vilket|hur|varför|när|var|på vilket sätt|i vilken grad)"
_VERB = (
    r"(?:är|var|har|hade|får|fick|ger|gav|kan|kunde|vill|ville|blir|blev|känner|kände|vet|"
    r"tycker|upplever|förstår|behöver|kommer|litar|trivs|hjälper|bidrar|leder|fungerar)"
)
_PRONOUN = r"(?:jag|du|vi|ni|de|det|man)"

# ”… hur ni arbetar och på vilket sätt det …”
_ASKS_AGAIN = re.compile(rf"\b{_JOINED}\s+{_ASKING}\b", re.IGNORECASE)
_ASKS = re.compile(rf"\b{_ASKING}\b", re.IGNORECASE)
# ”Jag är trygg och får hjälp”, ”… och jag kan …”
_TWO_CLAUSES = re.compile(rf"\b{_JOINED}\s+(?:{_PRONOUN}\s+)?{_VERB}\b", re.IGNORECASE)
# ”Personalen är kunnig och trevlig”
_TWO_QUALITIES = re.compile(
    rf"\b(?:är|var|känns|blir|blev|blivit|varit)\s+(?:\w+\s+)?\w+\s+{_JOINED}\s+\w+\s*[.?!]?$",
    re.IGNORECASE,
)
# ”… nöjd med bemötandet och informationen”
_TWO_THINGS = re.compile(
    rf"\b(?:med|av|om|på|för|till|hos)\s+[a-zåäö]{{3,}}(?:en|et|an|na)\s+{_JOINED}\s+"
    rf"[a-zåäö]{{3,}}(?:en|et|an|na)\b"
)
_FIXED = re.compile(
    r"\b(?:mer och mer|då och då|till och med|var och en|och/eller|och så vidare|en eller flera|"
    r"ett eller flera)\b",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\([^()]*\)|\{[^{}]*\}")
_NOT_LETTERS = re.compile(r"[\W_]+")


def _bare(text: str) -> str:
    return _FIXED.sub(" ", _IN_BRACKETS.sub(" ", text)).strip()


def asks_two_things(question: str) -> bool:
    """Tell whether an open or closed question seems to be two."""
    bare = _bare(question)
    asking = [sentence for sentence in sentences(bare) if _ASKS.search(sentence)]
    return bare.count("?") > 1 or len(asking) > 1 or any(map(_asks_again, asking))


def _asks_again(sentence: str) -> bool:
    # Two searches rather than one pattern with .* between, which takes quadratic time.
    first = _ASKS.search(sentence)
    return first is not None and _ASKS_AGAIN.search(sentence, first.end()) is not None


def states_two_things(statement: str) -> bool:
    """Tell whether a statement to agree with seems to be two."""
    bare = _bare(statement)
    patterns = (_TWO_CLAUSES, _TWO_QUALITIES, _TWO_THINGS)
    return bare.count("?") > 1 or any(pattern.search(bare) for pattern in patterns)


def same_words(text: str) -> str:
    """Return `text` in a form in which equal wordings are equal."""
    return _NOT_LETTERS.sub(" ", text.casefold()).strip()
