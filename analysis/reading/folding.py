"""Texts as they are compared: two that look alike to a reader are alike."""

import re
import unicodedata

_BLANK = frozenset(
    {
        "",
        "-",
        "–",
        "—",
        ".",
        "na",
        "n/a",
        "#n/a",
        "#saknas!",
        "#saknas",
        "nan",
        "null",
        "none",
        "ej svar",
        "inget svar",
        "ej besvarad",
        "ej besvarat",
        "(tomt)",
    }
)
"""What stands in a cell where nobody answered, as `plain` writes it."""

_NOT_TEXT = re.compile(r"[\W_]+")
_NEGATIVE = re.compile(r"[-−]\s*(?=\d)")
_WHOLE = re.compile(r"([-−]?\d+)[.,]0+")


def plain(text: str) -> str:
    """Return `text` without regard to case, kind of space and space around it."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def fold(text: str) -> str:
    """Return the words of `text` without regard to case, spaces and punctuation.

    A minus before the first digit is kept: -2 is not 2.
    """
    lower = plain(text)
    words = _NOT_TEXT.sub(" ", lower).strip()
    return f"-{words}" if _NEGATIVE.match(lower) else words


def is_blank(text: str) -> bool:
    """Return whether a cell with `text` means that nobody answered."""
    return not text or plain(text) in _BLANK


def without_empty_decimals(text: str) -> str:
    """Return `4` for `4,0`, as some tools write a code; any other text as it is."""
    match = _WHOLE.fullmatch(text.strip())
    return match[1] if match else text
