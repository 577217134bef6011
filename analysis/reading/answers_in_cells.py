"""One cell → an answer, or what is wrong with it: the codes of choices, alone or several."""

import re
from collections.abc import Sequence

from analysis.codebook import Code, Variable
from analysis.reading.folding import fold, is_blank, plain, without_empty_decimals
from analysis.reading.problems import listed, quoted
from analysis.reading.rows import Cell, text_of

PICKED = frozenset({"1", "ja", "yes", "j", "y", "x", "sant", "true", "vald", "valt", "✓", "✔", "☑"})
UNPICKED = frozenset({"0", "nej", "no", "n", "falskt", "false", "ej vald", "inte vald", "☐"})

MOST_REMEMBERED = 1_000

_BETWEEN = re.compile(r"[;,|\n\r]+")


class Unusable(Exception):
    """An answer that cannot be used. The text says what is wrong and what could be right."""


class Options:
    """The codes of one variable, found by code, label, or both together (“5 – Helt”)."""

    def __init__(self, variable: Variable) -> None:
        self._variable = variable
        self._most_parts = sum(len(_parts(code.text, None)) for code in variable.codes)
        self._seen: dict[str, int | None] = {}
        self._exact: dict[str, int] = {}
        self._folded: dict[str, set[int]] = {}
        # A code before a label: where a label is another answer's code, the code is meant.
        for writings in (_codes, _labels):
            for place, code in enumerate(variable.codes):
                for text in writings(code):
                    self._exact.setdefault(_tight(text), place)
        for place, code in enumerate(variable.codes):
            for text in (*_codes(code), *_labels(code)):
                if folded := fold(text):
                    self._folded.setdefault(folded, set()).add(place)

    def place_of(self, written: str) -> int | None:
        """Return the place of the code meant, None when it is none of them or several."""
        # The same few texts stand in a column again and again.
        if written not in self._seen:
            if len(self._seen) >= MOST_REMEMBERED:
                self._seen.clear()
            self._seen[written] = self._find(written)
        return self._seen[written]

    def _find(self, written: str) -> int | None:
        text = without_empty_decimals(written)
        exact = self._exact.get(_tight(text))
        if exact is not None:
            return exact
        several = self._folded.get(fold(text), set())
        return next(iter(several)) if len(several) == 1 else None

    def one(self, cell: Cell) -> int | None:
        """Return the place of the answer in a cell, None for no answer. Raises Unusable."""
        text = text_of(cell)
        place = self.place_of(text)
        if place is None and not is_blank(text):
            raise self.unknown(text)
        return place

    def several(self, cell: Cell) -> list[int]:
        """Return the places of the answers in a cell, none for no answer. Raises Unusable.

        They are parted by semicolons, commas or lines; an option may hold a comma itself.
        """
        text = text_of(cell)
        whole = self.place_of(text)
        if whole is not None:
            return [whole]
        if is_blank(text):
            return []
        by_semicolon = [self.place_of(part) for part in _parts(text, ";")]
        found = [place for place in by_semicolon if place is not None]
        if len(found) < len(by_semicolon):
            found = self._parted(_parts(text, None), text)
        return sorted(set(found))

    def _parted(self, parts: Sequence[str], text: str) -> list[int]:
        """Return the only way to put the parts together to options."""
        if len(parts) > self._most_parts:
            raise self.unknown(text)
        ways: list[list[list[int]]] = [[[]]]
        for end in range(1, len(parts) + 1):
            reached = [
                [*way, place]
                for start in range(end)
                if ways[start] and (place := self.place_of(", ".join(parts[start:end]))) is not None
                for way in ways[start]
            ]
            ways.append(reached[:2])
        if len(ways[-1]) == 1:
            return ways[-1][0]
        if ways[-1]:
            raise Unusable(
                f"{quoted(text)} kan delas upp på flera sätt. Skriv semikolon mellan svaren."
            )
        stray = next((part for part in parts if self.place_of(part) is None), text)
        raise self.unknown(stray)

    def unknown(self, written: str) -> Unusable:
        """Return the error for a text that is none of the answers."""
        variable = self._variable
        values = sorted(code.value for code in variable.codes if code.value is not None)
        if variable.kind == "likert" and values:
            beside = [quoted(code.text) for code in variable.codes if code.value is None]
            more = f" med {listed(beside)}" if beside else ""
            return Unusable(
                f"{quoted(written)} finns inte på skalan {values[0]}–{values[-1]}{more}"
            )
        labels = listed([quoted(code.text) for code in variable.codes], most=6)
        return Unusable(f"{quoted(written)} finns inte bland svaren {labels}")


def is_picked(cell: Cell, options: Options, place: int) -> bool | None:
    """Return whether a cell under an option says that it was picked, None when it is empty.

    Raises Unusable for anything but a mark, a yes or no, or the option itself.
    """
    text = without_empty_decimals(text_of(cell))
    if options.place_of(text) == place and plain(text) not in UNPICKED:
        return True
    said = plain(text)
    if said in PICKED:
        return True
    if said in UNPICKED:
        return False
    if is_blank(text):
        return None
    raise Unusable(f"{quoted(text)} säger inte om svaret är valt (1) eller inte (0)")


def must_go_together(variable: Variable, picked: Sequence[int]) -> None:
    """Raise Unusable when the answers picked break a rule of the question."""
    alone = [variable.codes[place] for place in picked if variable.codes[place].exclusive]
    if alone and len(picked) > 1:
        raise Unusable(f"{quoted(alone[0].text)} går inte ihop med ett annat svar")
    if variable.max_choices is not None and len(picked) > variable.max_choices:
        raise Unusable(f"{len(picked)} svar är valda och högst {variable.max_choices} får vara det")


def _tight(text: str) -> str:
    return plain(text).replace(" ", "")


def _codes(code: Code) -> Sequence[str]:
    return [code.code] if code.value is None else [code.code, str(code.value)]


def _labels(code: Code) -> Sequence[str]:
    both = [text for one in _codes(code) for text in (f"{one} {code.text}", f"{code.text} {one}")]
    return [code.text, *both]


def _parts(text: str, mark: str | None) -> list[str]:
    parts = text.split(mark) if mark else _BETWEEN.split(text)
    return [part.strip() for part in parts if part.strip()]
