"""Names of variables that SPSS and Stata accept, in order, no two alike."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence

SPSS_BYTES = 64
STATA_LETTERS = 31
"""Stata takes 32; the name of a set of labels, which is that of its variable, gets one less."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SPSS_RESERVED = _words("all and by eq ge gt le lt ne not or to with")
_STATA_RESERVED = _words(
    "_all _b byte _coef _cons double float if in int long _n _pi _pred _rc _skip strl using with"
)
_STATA_STRING = re.compile(r"str\d+")


def spss_names(wanted: Sequence[str]) -> list[str]:
    """Return names of letters, digits and `_`, at most 64 bytes, that are no words of SPSS.

    Letters may be Swedish; upper and lower case are the same to SPSS.
    """
    return _unique(
        (re.sub(r"\W", "_", unicodedata.normalize("NFC", name)) for name in wanted),
        reserved=_SPSS_RESERVED,
        cut=_to_bytes,
    )


def stata_names(wanted: Sequence[str]) -> list[str]:
    """Return names of ASCII letters, digits and `_`, at most 31 of them, no words of Stata."""
    return _unique(
        (re.sub(r"[^A-Za-z0-9_]", "_", _plain(name)) for name in wanted),
        reserved=_STATA_RESERVED,
        cut=lambda name, room: name[: STATA_LETTERS - room],
    )


def _plain(name: str) -> str:
    apart = unicodedata.normalize("NFD", name)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _to_bytes(name: str, room: int) -> str:
    return name.encode("utf-8")[: SPSS_BYTES - room].decode("utf-8", errors="ignore")


def _unique(
    names: Iterable[str], *, reserved: Collection[str], cut: Callable[[str, int], str]
) -> list[str]:
    found: list[str] = []
    taken: set[str] = set()
    for name in names:
        begun = name if name[:1].isalpha() else f"v{name}"
        if begun.lower() in reserved or _STATA_STRING.fullmatch(begun.lower()):
            begun = f"{begun}_"
        chosen, number = cut(begun, 0), 1
        while chosen.lower() in taken:
            number += 1
            ending = f"_{number}"
            chosen = cut(begun, len(ending)) + ending
        taken.add(chosen.lower())
        found.append(chosen)
    return found
