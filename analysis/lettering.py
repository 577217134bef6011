"""How wide a text is when it is set, and where its lines are broken."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from analysis.font_widths import BOLD, REGULAR, WIDEST

LINE = 1.22
"""The height of a line, in sizes of the type."""

VOWELS = "aeiouyåäöAEIOUYÅÄÖ"
ROUNDING = 0.001
"""So that what fits exactly fits, in thousandths of the size of the type."""
SLACKS = (1.08, 1.2, 1.35)
"""How much wider than their average balanced lines may be; the first that works is taken."""
MOST_WORDS = 4096
"""That are remembered with their widths."""
FEWEST_LETTERS = 3
"""That are left on either side of a break inside a word."""


class _Words(dict[str, int]):
    """How wide each text is in thousandths of the size of the type, measured when first met."""

    def __init__(self, letters: Mapping[str, int]) -> None:
        super().__init__()
        self._letters = letters

    def __missing__(self, text: str) -> int:
        if len(self) >= MOST_WORDS:
            self.clear()
        try:
            wide = sum(map(self._letters.__getitem__, text))
        except KeyError:
            wide = sum(self._letters.get(letter, WIDEST) for letter in text)
        self[text] = wide
        return wide


_WIDE = {False: _Words(REGULAR), True: _Words(BOLD)}
"""By whether the type is bold."""


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of `text` on one line, in points."""
    return _WIDE[bold][text] * size / 1000


def widths(text: str, size: float, *, bold: bool = False) -> tuple[float, float]:
    """Return the width of `text` on one line and that of its widest word, in points."""
    wide = _measured(text, bold=bold)[1]
    whole = sum(wide) + _space(bold=bold) * (len(wide) - 1)
    return whole * size / 1000, max(wide) * size / 1000


def longest_word(text: str, size: float) -> float:
    """Return the width of the widest word of `text`, in points."""
    return widths(text, size)[1]


@lru_cache(maxsize=1024)
def wrap(text: str, room: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """Break `text` between words into lines at most `room` points wide.

    Only a word that is wider than that by itself is broken, after a hyphen or slash of its own or
    where a compound is likely to be joined. Spaces that may not be broken are kept.
    """
    room = room * 1000 / size + ROUNDING
    words, wide = _fitting_words(text, room, bold=bold)
    return _joined(words, _ends(wide, room, _space(bold=bold)))


@lru_cache(maxsize=1024)
def balanced(text: str, room: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """Break `text` like `wrap`, into no more lines, but without a last line of one lonely word."""
    room = room * 1000 / size + ROUNDING
    space = _space(bold=bold)
    words, wide = _fitting_words(text, room, bold=bold)
    ends = _ends(wide, room, space)
    if len(ends) > 1 and len(words) == text.count(" ") + 1:
        even = (sum(wide) + space * (len(wide) - 1)) / len(ends)
        widest = max(wide)
        for slack in SLACKS:
            evened = min(even * slack, room)
            # A word that does not fit between the even lines would have to be broken.
            if widest <= evened and len(found := _ends(wide, evened, space)) == len(ends):
                return _joined(words, found)
    return _joined(words, ends)


def _space(*, bold: bool) -> int:
    return (BOLD if bold else REGULAR)[" "]


def _ends(wide: Sequence[int], room: float, space: int) -> list[int]:
    """Return after which words the lines end, given how wide each word is."""
    ends = []
    first, taken = 0, -space
    for place, word in enumerate(wide):
        taken += space + word
        if taken > room and place > first:
            ends.append(place)
            first, taken = place, word
    return [*ends, len(wide)]


def _joined(words: Sequence[str], ends: Sequence[int]) -> tuple[str, ...]:
    return tuple(" ".join(words[start:end]) for start, end in zip((0, *ends), ends, strict=False))


@lru_cache(maxsize=1024)
def _measured(text: str, *, bold: bool) -> tuple[list[str], list[int]]:
    """Return the words of a text and how wide each of them is."""
    words = text.split(" ")
    return words, list(map(_WIDE[bold].__getitem__, words))


def _fitting_words(text: str, room: float, *, bold: bool) -> tuple[list[str], list[int]]:
    """Return the words of a text, those that do not fit on a line in parts that do."""
    words, wide = _measured(text, bold=bold)
    if max(wide) <= room:
        return words, wide
    parts = [part for word in words for part in _fitting(word, room, bold=bold)]
    return parts, list(map(_WIDE[bold].__getitem__, parts))


def _fitting(word: str, room: float, *, bold: bool) -> list[str]:
    """Return the parts of a word that each fit; nearly always the word itself."""
    parts = []
    rest = word
    while _WIDE[bold][rest] > room and len(rest) > 2 * FEWEST_LETTERS:
        place = _break(rest, room, bold=bold)
        first = rest[:place]
        parts.append(first if first.endswith(("-", "/")) else first + "-")
        rest = rest[place:]
    return [*parts, rest]


def _break(word: str, room: float, *, bold: bool) -> int:
    """Return where to break a word that is too wide: the best of the last places that fit."""
    of = BOLD if bold else REGULAR
    taken = of["-"] + _WIDE[bold][word[:FEWEST_LETTERS]]
    last = FEWEST_LETTERS
    for letter in word[FEWEST_LETTERS:-FEWEST_LETTERS]:
        taken += of.get(letter, WIDEST)
        if taken > room:
            break
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
