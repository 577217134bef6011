"""One value of the file → what the model holds, or a finding that says how to write it.

Every reader returns None for a value it could not use, after saying why.
"""

import re
import unicodedata

from survey_app.questionnaire.draft import Draft, Written
from survey_app.questionnaire.findings import nearest, shortened
from survey_app.questionnaire.key_types import (
    ID_LENGTH,
    ID_PATTERN,
    LANGUAGE_PATTERN,
    NAME_PATTERN,
    RESERVED_IDS,
    Key,
)
from survey_app.questionnaire.model import Scale
from survey_app.questionnaire.yaml_source import ListNode, Node, ScalarKind, ScalarNode

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,11})")
_STEP = re.compile(r"0|[1-9][0-9]?")
_ID = re.compile(ID_PATTERN)
_NAME = re.compile(NAME_PATTERN)
_LANGUAGE = re.compile(LANGUAGE_PATTERN)
_TRUE = frozenset({"true", "yes", "on"})
# YAML leaves these as text, but the English ones beside them become true and false. One rule for
# all of them is easier to keep: the words for yes and no stand in quotes.
_YES_AND_NO = frozenset({"ja", "nej"})

_TYPED: dict[ScalarKind, str] = {
    "integer": "ett tal",
    "boolean": "sant eller falskt",
    "empty": "tomt",
    "number": "ett tal",
    "date": "ett datum",
}
_NEVER_SHOWN = frozenset({"text_original", "source"})


def read_text(key: Key, node: Node, draft: Draft) -> str | None:
    """Return the text, in one Unicode form and without space around it."""
    raw = _as_written(key.name, node, draft)
    if raw is None:
        return None
    text = "\n".join(line.rstrip() for line in unicodedata.normalize("NFC", raw).splitlines())
    text = text.strip()
    if not text:
        problem = "är tom. Skriv en text, eller ta bort raden."
    elif key.kind == "line" and "\n" in text:
        problem = "ska stå på en rad."
    elif len(text) > key.high:
        problem = f"har {len(text)} tecken och får ha högst {key.high}. Korta texten."
    else:
        if key.name not in _NEVER_SHOWN:
            draft.texts.append(_written(node, raw, text))
        return text
    draft.report.error(node.line, f"”{key.name}” {problem}")
    return None


def _written(node: Node, raw: str, text: str) -> Written:
    if not isinstance(node, ScalarNode) or not node.literal:
        return Written(node.line, text)
    blank_lines_first = raw[: len(raw) - len(raw.lstrip())].count("\n")
    return Written(node.line + 1 + blank_lines_first, text, by_lines=True)


def read_id(key: Key, node: Node, draft: Draft) -> str | None:
    """Return an id or a code."""
    text = _as_written(key.name, node, draft, integers_too=True)
    if text is None or not is_id(key.name, text, node.line, draft, longest=key.high):
        return None
    if key.name == "id" and text in RESERVED_IDS:
        draft.report.error(
            node.line,
            f"”{text}” är en kolumn i exporten. Välj ett annat id, till exempel {text}_1.",
        )
        return None
    return text


def is_id(name: str, text: str, line: int, draft: Draft, longest: int = ID_LENGTH) -> bool:
    """Tell whether `text` can be an id, and say why not."""
    if not _ID.fullmatch(text):
        draft.report.error(
            line,
            f"”{name}: {shortened(text)}” går inte. Skriv små bokstäver a–z, siffror och "
            f"enstaka _ emellan, med en bokstav först{_suggested(text)}.",
        )
    elif len(text) > longest:
        draft.report.error(
            line, f"”{name}: {shortened(text)}” har {len(text)} tecken. Högst {longest} går."
        )
    else:
        return True
    return False


def read_name(key: Key, node: Node, draft: Draft) -> str | None:
    """Return the id of a questionnaire, which is also a folder and an address."""
    text = _as_written(key.name, node, draft, integers_too=True)
    if text is None:
        return None
    if not _NAME.fullmatch(text) or len(text) > key.high:
        draft.report.error(
            node.line,
            f"”{key.name}: {shortened(text)}” går inte. Skriv små bokstäver a–z, siffror och "
            f"bindestreck, med en bokstav först, högst {key.high} tecken.",
        )
        return None
    return text


def read_language(key: Key, node: Node, draft: Draft) -> str | None:
    """Return a language tag."""
    text = _as_written(key.name, node, draft)
    if text is not None and not _LANGUAGE.fullmatch(text):
        draft.report.error(node.line, f"”{key.name}: {shortened(text)}” går inte. Skriv som sv.")
        return None
    return text


def read_integer(key: Key, node: Node, draft: Draft) -> int | None:
    """Return a whole number within the limits of `key`."""
    if not isinstance(node, ScalarNode) or not _INTEGER.fullmatch(node.text):
        written = f": {shortened(node.text)}" if isinstance(node, ScalarNode) else ""
        draft.report.error(
            node.line, f"”{key.name}{written}” går inte. Skriv ett heltal med siffror, som 5."
        )
    elif not node.plain:
        draft.report.error(node.line, f"”{key.name}” är ett tal. Ta bort citattecknen.")
    elif not key.low <= int(node.text) <= key.high:
        draft.report.error(
            node.line, f"”{key.name}: {node.text}” går inte. Skriv ett tal {key.low}–{key.high}."
        )
    else:
        return int(node.text)
    return None


def read_boolean(key: Key, node: Node, draft: Draft) -> bool | None:
    """Return true or false."""
    if isinstance(node, ScalarNode) and node.kind == "boolean":
        return node.text.lower() in _TRUE
    draft.report.error(node.line, f"”{key.name}” ska vara true eller false, utan citattecken.")
    return None


def read_choice(key: Key, node: Node, draft: Draft) -> str | None:
    """Return one of the words that `key` allows."""
    text = _as_written(key.name, node, draft, integers_too=True)
    if text is None or text in key.choices:
        return text
    draft.report.error(
        node.line,
        f"”{key.name}: {shortened(text)}” finns inte.{nearest(text, key.choices)} "
        f"Det som finns: {', '.join(key.choices)}.",
    )
    return None


def read_step(key: Key, node: Node, draft: Draft) -> str | None:
    """Return the code of a point: digits for a step, a word for an answer outside the scale."""
    if isinstance(node, ScalarNode) and node.plain and _STEP.fullmatch(node.text):
        return node.text
    if isinstance(node, ScalarNode) and node.text.isdigit():
        draft.report.error(
            node.line,
            f"”{key.name}: {shortened(node.text)}” går inte. Skriv 0–99 utan citattecken.",
        )
        return None
    return read_id(key, node, draft)


def read_codes(key: Key, node: Node, draft: Draft) -> tuple[str, ...] | None:
    """Return the codes of a list, or the only one."""
    nodes = node.items if isinstance(node, ListNode) else (node,)
    codes = [read_step(key, each, draft) for each in nodes]
    return _unlike(key, node, codes, draft)


def read_ids(key: Key, node: Node, draft: Draft) -> tuple[str, ...] | None:
    """Return the ids of a list."""
    if not isinstance(node, ListNode):
        draft.report.error(node.line, f"”{key.name}” ska vara en lista: [a, b].")
        return None
    found: list[str | None] = []
    for each in node.items:
        text = _as_written(key.name, each, draft, integers_too=True)
        valid = text is not None and is_id(key.name, text, each.line, draft, 2 * ID_LENGTH + 1)
        found.append(text if valid else None)
    return _unlike(key, node, found, draft)


def read_pair(key: Key, node: Node, draft: Draft) -> tuple[str, str] | None:
    """Return the two ids of a list."""
    if not isinstance(node, ListNode) or len(node.items) != 2:
        draft.report.error(node.line, f"”{key.name}” ska ha två id: [täljaren, nämnaren].")
        return None
    ids = read_ids(key, node, draft)
    return (ids[0], ids[1]) if ids else None


def read_scale(key: Key, node: Node, draft: Draft) -> Scale | None:
    """Return the scale that is named."""
    text = read_id(key, node, draft)
    if text is None or text in draft.broken_scales:
        return None
    scale = draft.scales.get(text)
    if scale is None:
        known = f" Det som finns: {', '.join(draft.scales)}." if draft.scales else ""
        draft.report.error(
            node.line,
            f"skalan ”{text}” finns inte i scales.yaml.{nearest(text, draft.scales)}{known}",
        )
    return scale


def read_group(key: Key, node: Node, draft: Draft) -> bool | None:
    """Return True for the word group."""
    if isinstance(node, ScalarNode) and node.text == "group":
        return True
    draft.report.error(node.line, f"”{key.name}” kan bara vara group.")
    return None


def _as_written(name: str, node: Node, draft: Draft, *, integers_too: bool = False) -> str | None:
    """Return the characters of a text or word that YAML has not taken for something else."""
    if not isinstance(node, ScalarNode):
        draft.report.error(
            node.line,
            f"”{name}” ska vara en text. Sätt citattecken runt den om den börjar med {{ eller [ "
            "eller innehåller kolon.",
        )
        return None
    if node.plain and not node.text:
        draft.report.error(node.line, f"”{name}” saknar värde. Skriv ett, eller ta bort raden.")
        return None
    typed = node.kind != "text" and not (integers_too and node.kind == "integer")
    if typed or (node.plain and node.text.casefold() in _YES_AND_NO):
        meaning = _TYPED.get(node.kind, "ja eller nej, inte som text, i vissa program")
        draft.report.error(
            node.line,
            f'”{name}: {node.text}” läses som {meaning}. Sätt citattecken: {name}: "{node.text}"',
        )
        return None
    return node.text


def _unlike(key: Key, node: Node, found: list[str | None], draft: Draft) -> tuple[str, ...] | None:
    """Return `found` when all could be read, there are not too many and no two are alike."""
    known = [each for each in found if each is not None]
    if len(known) < len(found):
        return None
    if not key.low <= len(known) <= key.high:
        draft.report.error(node.line, f"”{key.name}” ska ha {key.low}–{key.high} värden.")
        return None
    if repeated := next((each for each in known if known.count(each) > 1), None):
        draft.report.error(
            node.line, f"”{repeated}” står två gånger i ”{key.name}”. Ta bort det ena."
        )
        return None
    return tuple(known)


def _suggested(text: str) -> str:
    """Return “, till exempel x” with the id that `text` seems to mean, or nothing."""
    plain = unicodedata.normalize("NFKD", text[:ID_LENGTH].lower())
    letters = re.sub(r"[^a-z0-9]+", "_", plain.encode("ascii", "ignore").decode()).strip("_")
    return f", till exempel {letters}" if _ID.fullmatch(letters) else ""
