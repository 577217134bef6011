"""How wide a text is when it is set, and where its lines are broken."""

from functools import lru_cache

from analysis.font_widths import BOLD, REGULAR, WIDEST

LINE = 1.22
"""The height of a line, in sizes of the type."""

VOWELS = "aeiouyåäöAEIOUYÅÄÖ"
ROUNDING = 0.001
"""So that what fits exactly fits, in thousandths of the size of the type."""
SLACKS = (1.08, 1.2, 1.35)
"""How much wider than their average balanced lines may be; the first that works is taken."""
FEWEST_LETTERS = 3
"""That are left on either side of a break inside a word."""


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of `text` on one line, in points."""
    return _thousandths(text, bold=bold) * size / 1000


@lru_cache(maxsize=4096)
def _thousandths(text: str, *, bold: bool) -> int:
    widths = BOLD if bold else REGULAR
    try:
        return sum(map(widths.__getitem__, text))
    except KeyError:
        return sum(widths.get(letter, WIDEST) for letter in text)


def longest_word(text: str, size: float) -> float:
    """Return the width of the widest word of `text`, in points."""
    return max(_thousandths(word, bold=False) for word in text.split(" ")) * size / 1000


@lru_cache(maxsize=1024)
def wrap(text: str, room: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """Break `text` between words into lines at most `room` points wide.

    Only a word that is wider than that by itself is broken, after a hyphen or slash of its own or
    where a compound is likely to be joined. Spaces that may not be broken are kept.
    """
    room = room * 1000 / size + ROUNDING
    if _thousandths(text, bold=bold) <= room:
        return (text,)
    space = _thousandths(" ", bold=bold)
    lines: list[str] = []
    line: list[str] = []
    taken = 0
    for word in _words(text, room, bold=bold):
        wide = _thousandths(word, bold=bold)
        if line and taken + space + wide > room:
            lines.append(" ".join(line))
            line, taken = [], 0
        taken += wide + (space if line else 0)
        line.append(word)
    return (*lines, " ".join(line))


def balanced(text: str, room: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """Break `text` like `wrap`, into no more lines, but without a last line of one lonely word."""
    lines = wrap(text, room, size, bold=bold)
    if len(lines) == 1:
        return lines
    even = width(text, size, bold=bold) / len(lines)
    for slack in SLACKS:
        evened = wrap(text, min(even * slack, room), size, bold=bold)
        if len(evened) == len(lines) and " ".join(evened) == text:
            return evened
    return lines


def _words(text: str, room: float, *, bold: bool) -> list[str]:
    """Return the words of a text, those that do not fit on a line in parts that do."""
    words = text.split(" ")
    if all(_thousandths(word, bold=bold) <= room for word in words):
        return words
    return [part for word in words for part in _fitting(word, room, bold=bold)]


def _fitting(word: str, room: float, *, bold: bool) -> list[str]:
    """Return the parts of a word that each fit; nearly always the word itself."""
    parts = []
    rest = word
    while _thousandths(rest, bold=bold) > room and len(rest) > 2 * FEWEST_LETTERS:
        place = _break(rest, room, bold=bold)
        first = rest[:place]
        parts.append(first if first.endswith(("-", "/")) else first + "-")
        rest = rest[place:]
    return [*parts, rest]


def _break(word: str, room: float, *, bold: bool) -> int:
    """Return where to break a word that is too wide: the best of the last places that fit."""
    last = FEWEST_LETTERS
    while (
        last < len(word) - FEWEST_LETTERS
        and _thousandths(word[: last + 1] + "-", bold=bold) <= room
    ):
        last += 1
    places = range(last, max(FEWEST_LETTERS, last // 2) - 1, -1)
    for fits in (_own_break, _joint, _syllable):
        for place in places:
            if fits(word, place):
                return place
    return last


def _own_break(word: str, place: int) -> bool:
    return word[place - 1] in "-/"


def _joint(word: str, place: int) -> bool:
    """Return whether an s may join two words here: samordnings-förbund."""
    return word[place - 1] == "s" and word[place] not in VOWELS + "tkp" and word[place - 2] in "gtn"


def _syllable(word: str, place: int) -> bool:
    return word[place - 1] in VOWELS and word[place] not in VOWELS
