"""What the table in `keys` is made of: keys, tables of them, and the limits of what they hold."""

from dataclasses import dataclass
from typing import Literal

from msgspec import Struct

from survey_app.languages import TAG_PATTERN

Kind = Literal[
    "line",  # text without line breaks
    "text",  # text, several lines if need be
    "id",  # ASCII word; becomes a variable, a column
    "name",  # the questionnaire's own id: hyphens too
    "language",  # language tag
    "code",  # the code of an option
    "step",  # the code of a point: a number on the scale, or a word outside it
    "codes",  # one code or several
    "integer",
    "boolean",
    "choice",  # one of `choices`
    "ids",  # list of ids
    "pair",  # list of two ids
    "scale",  # id of a scale in scales.yaml
    "group",  # the word `group`
    "condition",
    "conditions",
    "questions",
    "entries",  # of the report
    "list",  # list of mappings of the table `of`
]


@dataclass(frozen=True, kw_only=True)
class Key:
    """One key: what it holds and which fields of the model it fills.

    `low` and `high` limit an integer, the length of a text or the number of things in a list.
    """

    name: str
    kind: Kind
    doc: str
    required: bool = False
    fields: tuple[str, ...]
    of: str = ""
    choices: tuple[str, ...] = ()
    low: int = 1
    high: int


@dataclass(frozen=True, kw_only=True)
class Table:
    """The keys of one kind of mapping. `derived` are fields that come from elsewhere in the file.

    `struct` is None for a condition, which is one of several (`CONDITIONS`).
    """

    name: str
    doc: str
    struct: type[Struct] | None
    keys: tuple[Key, ...]
    derived: tuple[str, ...] = ()

    def key(self, name: str) -> Key | None:
        """Return the key called `name`, or None."""
        return next((key for key in self.keys if key.name == name), None)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the keys, in the order they are usually written."""
        return tuple(key.name for key in self.keys)


LINE, TEXT, LONG = 500, 2_000, 5_000
ID_LENGTH = 32
LARGEST_NUMBER = 1_000_000_000
MAX_VARIABLES = 300

ID_PATTERN = r"[a-z][a-z0-9]*(_[a-z0-9]+)*"
NAME_PATTERN = r"[a-z][a-z0-9]*([-_][a-z0-9]+)*"
LANGUAGE_PATTERN = TAG_PATTERN

RESERVED_IDS = frozenset({"class", "mode", "language"})
"""Columns of the export that are not variables."""

_HIGH: dict[Kind, int] = {
    "line": LINE,
    "text": TEXT,
    "id": ID_LENGTH,
    "name": ID_LENGTH,
    "language": 35,
    "code": ID_LENGTH,
    "step": ID_LENGTH,
    "scale": ID_LENGTH,
    "pair": 2,
    "ids": 50,
    "conditions": 20,
    "questions": 200,
    "entries": 100,
    "list": 50,
}


def key(
    name: str,
    kind: Kind,
    doc: str,
    *,
    required: bool = False,
    field: str | tuple[str, ...] | None = None,
    of: str = "",
    choices: tuple[str, ...] = (),
    low: int = 1,
    high: int | None = None,
) -> Key:
    """Return a key; its field has the same name, and its limit is that of its kind, if not told."""
    fields = field if isinstance(field, tuple) else (field or name,)
    most = _HIGH.get(kind, 1) if high is None else high
    return Key(
        name=name,
        kind=kind,
        doc=doc,
        required=required,
        fields=fields,
        of=of,
        choices=choices,
        low=low,
        high=most,
    )
