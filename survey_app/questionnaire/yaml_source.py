"""YAML text → a tree of nodes that know their line. The only module that knows PyYAML.

The events of the parser are read once, and everything a questionnaire has no use for is refused
there: what can make a small file grow without end (aliases), run code (tags), or read differently
from how it looks. No Python objects are built from the file except strings.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml
from yaml.resolver import Resolver

from survey_app.questionnaire.findings import Report, shortened

MAX_BYTES = 256 * 1024
MAX_DEPTH = 12
MAX_NODES = 20_000

ScalarKind = Literal["text", "integer", "boolean", "empty", "number", "date"]

# What a bare word becomes in YAML. The rest (merge keys and the like) is text to us.
_KINDS: dict[str, ScalarKind] = {
    "tag:yaml.org,2002:int": "integer",
    "tag:yaml.org,2002:bool": "boolean",
    "tag:yaml.org,2002:null": "empty",
    "tag:yaml.org,2002:float": "number",
    "tag:yaml.org,2002:timestamp": "date",
}
_LONGEST_TYPED_SCALAR = 64
_RESOLVER = Resolver()
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Everything YAML does not take as printable; found here so that the line can be told.
_UNPRINTABLE = re.compile(
    "[^\x09\x0a\x0d\x20-\x7e\x85\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd"
    "\U00010000-\U0010ffff]"
)

# The parser's English, by a part of it, and what an evaluator can do about it.
_PARSER_WORDS = (
    ("tab character", "tabb används som indrag. Använd mellanslag."),
    ("'\\t'", "tabb används som indrag. Använd mellanslag."),
    ("that cannot start any token", "tecknet kan inte stå först. Sätt citattecken runt texten."),
    (
        "mapping values are not allowed",
        "ett kolon står där det inte kan stå. Sätt citattecken runt texten, eller rätta indraget.",
    ),
    ("could not find expected ':'", "kolon efter nyckeln saknas, eller så är indraget fel."),
    ("expected ',' or '}'", "komma eller } saknas. Sätt citattecken runt text med komma eller }."),
    ("expected ',' or ']'", "komma eller ] saknas. Sätt citattecken runt text med komma eller ]."),
    ("did not find expected '-'", "strecket - saknas, eller så är indraget fel."),
    ("expected <block end>", "indraget stämmer inte med raderna ovanför."),
    ("did not find expected key", "indraget stämmer inte med raderna ovanför."),
    ("block sequence entries are not allowed", "strecket - står på fel ställe. Rätta indraget."),
    ("unexpected end of stream", "ett citattecken eller en parentes stängs aldrig."),
    ("found unexpected end", "ett citattecken eller en parentes stängs aldrig."),
    ("unknown escape character", "\\ har en egen mening inom \"…\". Använd '…' i stället."),
    ("undefined tag", "! har en egen mening i YAML. Sätt citattecken runt texten."),
)
# Where these show is the end of the file; where they began is what helps.
_TOLD_FROM_THE_START = ("expected ',' or", "unexpected end", "could not find expected ':'")
_OTHER_PARSER_WORDS = "YAML går inte att läsa här. Se över indrag, kolon och citattecken."


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A word, a number or a text, as it was written."""

    line: int
    text: str
    kind: ScalarKind
    plain: bool
    """True when it was written without quotes."""
    literal: bool = False
    """True when it was written after a |, each line on its own."""


@dataclass(frozen=True, slots=True)
class ListNode:
    """A list."""

    line: int
    items: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Entry:
    """One `key: value` of a mapping."""

    line: int
    key: str
    value: "Node"


@dataclass(frozen=True, slots=True)
class MappingNode:
    """Keys with their values, in the order written; no key twice."""

    line: int
    entries: tuple[Entry, ...]

    def get(self, key: str) -> "Node | None":
        """Return the value of `key`, or None when it is not there."""
        return next((entry.value for entry in self.entries if entry.key == key), None)

    def line_of(self, key: str) -> int:
        """Return the line of `key`, or of the mapping when it is not there."""
        return next((entry.line for entry in self.entries if entry.key == key), self.line)


Node = ScalarNode | ListNode | MappingNode


class _Refused(Exception):
    """The file holds something that cannot be read any further."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


def read_tree(report: Report) -> MappingNode | None:
    """Return the mapping in the file of `report`, or None when its findings say why not."""
    try:
        content = _content(report.path)
        return _Builder(content, report).document()
    except _Refused as refused:
        report.error(refused.line, refused.message)
    return None


def _content(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise _Refused(1, "filen finns inte.") from None
    except OSError as error:
        raise _Refused(1, f"filen går inte att öppna ({error.strerror}).") from None
    if len(raw) > MAX_BYTES:
        raise _Refused(1, f"filen är större än {MAX_BYTES // 1024} KiB. Dela upp formuläret.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _Refused(line, "tecknet är inte UTF-8. Spara filen som UTF-8.") from None
    if found := _UNPRINTABLE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise _Refused(
            line, f"filen innehåller ett osynligt tecken (U+{ord(found[0]):04X}). Ta bort det."
        )
    return text


class _Builder:
    """Reads the parser's events once and builds the tree, within the limits."""

    def __init__(self, text: str, report: Report) -> None:
        self._report = report
        self._events = _events(text)
        self._nodes = 0

    def document(self) -> MappingNode:
        next(self._events)
        if isinstance(next(self._events), yaml.StreamEndEvent):
            raise _Refused(1, "filen är tom.")
        node = self._node(next(self._events), depth=1)
        next(self._events)
        following = next(self._events)
        if not isinstance(following, yaml.StreamEndEvent):
            raise _Refused(
                _line(following), "filen innehåller flera dokument. Ta bort raden med --- ."
            )
        if not isinstance(node, MappingNode):
            raise _Refused(node.line, "filen ska bestå av rader med ”nyckel: värde”.")
        return node

    def _node(self, event: yaml.Event, depth: int) -> Node:
        self._refuse(event, depth)
        match event:
            case yaml.ScalarEvent():
                return _scalar(event)
            case yaml.SequenceStartEvent():
                return ListNode(_line(event), tuple(self._items(depth)))
            case yaml.MappingStartEvent():
                return MappingNode(_line(event), self._entries(depth))
            case _:
                raise _Refused(_line(event), _OTHER_PARSER_WORDS)

    def _refuse(self, event: yaml.Event, depth: int) -> None:
        line = _line(event)
        self._nodes += 1
        if isinstance(event, yaml.AliasEvent):
            raise _Refused(
                line,
                f"alias (*{shortened(event.anchor or '')}) används inte i formulär. "
                "Skriv ut texten, eller sätt citattecken om * hör till texten.",
            )
        if anchor := getattr(event, "anchor", None):
            raise _Refused(
                line,
                f"ankare (&{shortened(anchor)}) används inte i formulär. Ta bort det, "
                "eller sätt citattecken om & hör till texten.",
            )
        if getattr(event, "tag", None) is not None:
            raise _Refused(
                line,
                "taggar (!…) används inte i formulär. Ta bort den, "
                "eller sätt citattecken om ! hör till texten.",
            )
        if depth > MAX_DEPTH:
            raise _Refused(line, f"filen är nästlad i mer än {MAX_DEPTH} nivåer. Förenkla den.")
        if self._nodes > MAX_NODES:
            raise _Refused(line, f"filen har mer än {MAX_NODES} delar. Dela upp formuläret.")

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            yield self._node(event, depth + 1)

    def _entries(self, depth: int) -> tuple[Entry, ...]:
        entries: dict[str, Entry] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if not isinstance(key, ScalarNode):
                raise _Refused(
                    key.line,
                    "en nyckel ska vara ett ord. Sätt citattecken om { eller [ hör till texten.",
                )
            if first := entries.get(key.text):
                self._report.error(
                    key.line,
                    f"”{shortened(key.text)}” står två gånger (första gången på rad {first.line}). "
                    "Ta bort den ena.",
                )
            else:
                entries[key.text] = Entry(key.line, key.text, value)
        return tuple(entries.values())


def _events(text: str) -> Iterator[yaml.Event]:
    """Yield the parser's events; its errors become ours, with a line and Swedish words."""
    try:
        yield from yaml.parse(text, Loader=_PARSER)
    except yaml.YAMLError as error:
        problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
        mark = getattr(error, "problem_mark", None)
        if mark is None or any(part in problem for part in _TOLD_FROM_THE_START):
            mark = getattr(error, "context_mark", None) or mark
        words = next((swedish for part, swedish in _PARSER_WORDS if part in problem), None)
        message = f"{words or _OTHER_PARSER_WORDS} (YAML: {shortened(problem, 100)})"
        raise _Refused(mark.line + 1 if mark else 1, message) from None


def _line(event: yaml.Event) -> int:
    return int(event.start_mark.line) + 1 if event.start_mark else 1


def _scalar(event: yaml.ScalarEvent) -> ScalarNode:
    plain = event.style is None or event.style == ""
    kind: ScalarKind = "text"
    if plain and len(event.value) <= _LONGEST_TYPED_SCALAR:
        tag = _RESOLVER.resolve(yaml.ScalarNode, event.value, (True, False))  # type: ignore[no-untyped-call]
        kind = _KINDS.get(tag, "text")
    return ScalarNode(_line(event), event.value, kind, plain, literal=event.style == "|")
