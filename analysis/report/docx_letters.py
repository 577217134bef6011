"""How wide texts are in Arial, the type of our Word template, and how many lines they take.

The widths are thousandths of the size of the type, measured once in Liberation Sans, whose
letters are as wide as those of Arial. Other types are taken to be like it.
"""

import re
from functools import lru_cache

_REGULAR = {
    letter: width
    for width, letters in (
        (191, "'"),
        (222, "ijl‘’‚"),
        (260, "|¦"),
        (278, " !,./:;I[\\]ft\N{NO-BREAK SPACE}·ÌÍÎÏìíîï"),
        (333, "()-`r¡¨²³´¸¹“”„"),
        (334, "{}"),
        (350, "•"),
        (355, '"'),
        (365, "º"),
        (370, "ª"),
        (389, "*"),
        (400, "°"),
        (469, "^"),
        (500, "Jcksvxyzçýÿ"),
        (537, "¶"),
        (549, "±÷"),
        (552, "¯"),
        (556, "#$0123456789?L_abdeghnopqu¢£¤¥§«»àáâãäåèéêëðñòóôõöùúûüþ–"),
        (576, "µ"),
        (584, "+<=>~¬×−"),
        (604, "○"),
        (611, "FTZ¿ßø"),
        (667, "&ABEKPSVXYÀÁÂÃÄÅÈÉÊËÝÞ"),
        (722, "CDHNRUwÇÐÑÙÚÛÜ"),
        (737, "©®"),
        (778, "GOQÒÓÔÕÖØ"),
        (833, "Mm"),
        (834, "¼½¾"),
        (889, "%æ"),
        (944, "W"),
        (1000, "Æ—…"),
        (1015, "@"),
    )
    for letter in letters
}

_BOLD = {
    letter: width
    for width, letters in (
        (238, "'"),
        (278, " ,./I\\ijl\N{NO-BREAK SPACE}·ÌÍÎÏìíîï‘’‚"),
        (280, "|¦"),
        (333, "!()-:;[]`ft¡¨²³´¸¹"),
        (350, "•"),
        (365, "º"),
        (370, "ª"),
        (389, "*r{}"),
        (400, "°"),
        (474, '"'),
        (500, "z“”„"),
        (549, "±÷"),
        (552, "¯"),
        (556, "#$0123456789J_aceksvxy¢£¤¥§«¶»àáâãäåçèéêëýÿ–"),
        (576, "µ"),
        (584, "+<=>^~¬×−"),
        (604, "○"),
        (611, "?FLTZbdghnopqu¿ßðñòóôõöøùúûüþ"),
        (667, "EPSVXYÈÉÊËÝÞ"),
        (722, "&ABCDHKNRUÀÁÂÃÄÅÇÐÑÙÚÛÜ"),
        (737, "©®"),
        (778, "GOQwÒÓÔÕÖØ"),
        (833, "M"),
        (834, "¼½¾"),
        (889, "%mæ"),
        (944, "W"),
        (975, "@"),
        (1000, "Æ—…"),
    )
    for letter in letters
}

_OTHERS = 700
"""Taken for letters that are not in the tables."""
_BREAKS = re.compile("(?<=[- ])")


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is on one line, in twentieths of a point. `size` is in points."""
    return _thousandths(text, bold=bold) * size / 50


def lines(text: str, room: float, size: float, *, bold: bool = False) -> int:
    """Return how many lines a text takes between margins `room` twentieths of a point apart."""
    most = room * 50 / size
    return sum(_of_one(piece, most, bold=bold) for piece in text.split("\n"))


def _of_one(text: str, most: float, *, bold: bool) -> int:
    if _thousandths(text, bold=bold) <= most:
        return 1
    count, taken = 1, 0.0
    for word in _BREAKS.split(text):
        wide = _thousandths(word, bold=bold)
        # A space may hang over the margin.
        if taken and taken + _thousandths(word.rstrip(" "), bold=bold) > most:
            count, taken = count + 1, 0.0
        taken += wide
        if taken > most and wide > most:
            count += int(taken / most)
            taken %= most
    return count


@lru_cache(maxsize=8192)
def _thousandths(text: str, *, bold: bool) -> int:
    widths = _BOLD if bold else _REGULAR
    return sum(widths.get(letter, _OTHERS) for letter in text)
