"""What each column is called for people: the item's own text, and the question only after it."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from analysis.files.answers import Column

Cut = Callable[[str, int], str]
"""Cuts a text so that it and so much more have room."""


def labels_of_columns(columns: Sequence[Column]) -> list[str]:
    """Return a label for each column, no two alike.

    An item of a matrix is called by its own text: its stem, which all its neighbours share, stands
    after it where two items would otherwise be called the same. An option is followed by its
    question.
    """
    return cut_labels(columns, lambda text, _: text)


def letters(most: int) -> Cut:
    """Return what cuts to at most `most` letters."""
    return partial(_to_letters, most)


def utf8(most: int) -> Cut:
    """Return what cuts to at most `most` bytes of UTF-8."""
    return partial(_to_bytes, most)


def cut_labels(columns: Sequence[Column], cut: Cut) -> list[str]:
    """Return `labels_of_columns`, cut with `cut` and numbered where the cut ends are alike."""
    own = Counter(_first(column) for column in columns)
    wanted = [_label(column, alone=own[_first(column)] == 1) for column in columns]
    found: list[str] = []
    taken: set[str] = set()
    for text in wanted:
        chosen, number = cut(text, 0), 1
        while chosen in taken:
            number += 1
            ending = f" ({number})"
            chosen = cut(text, len(ending)) + ending
        taken.add(chosen)
        found.append(chosen)
    return found


def _first(column: Column) -> str:
    """Return what only this column is about."""
    if column.option:
        return column.option
    return column.question if column.variable is None else column.variable.text.strip()


def _label(column: Column, *, alone: bool) -> str:
    first = _first(column)
    if column.option:
        return f"{first} – {column.question}"
    stem = "" if column.variable is None else column.variable.stem.strip()
    return first if alone or not stem else f"{first} – {stem}"


def _to_letters(most: int, text: str, room: int) -> str:
    left = most - room
    return text if len(text) <= left else f"{text[: left - 1].rstrip()}…"


def _to_bytes(most: int, text: str, room: int) -> str:
    left = most - room
    encoded = text.encode("utf-8")
    if len(encoded) <= left:
        return text
    return encoded[: left - len("…".encode())].decode("utf-8", errors="ignore").rstrip() + "…"
