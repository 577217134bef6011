"""Mappings of the file → the parts of the model, driven by the table in `keys`."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from msgspec import Struct

from survey_app.questionnaire import keys, read_values
from survey_app.questionnaire.draft import Draft
from survey_app.questionnaire.findings import nearest, shortened
from survey_app.questionnaire.key_types import Key, Kind, Table
from survey_app.questionnaire.model import AnyQuestion, Indicator, Point, ReportEntry
from survey_app.questionnaire.read_conditions import condition_in, read_condition, refuse_unknown
from survey_app.questionnaire.yaml_source import ListNode, MappingNode, Node, ScalarNode

Fields = dict[str, Any]
Part = TypeVar("Part", bound=Struct)


def read_fields(node: Node, table: Table, draft: Draft) -> tuple[Fields, bool]:
    """Return the fields that the keys of `node` give, and whether all that is required is there.

    What cannot be used is left out, with a finding.
    """
    if not isinstance(node, MappingNode):
        draft.report.error(
            node.line, f"{table.name} ska skrivas med nycklar: {', '.join(table.names[:4])} …"
        )
        return {}, False
    meant = refuse_unknown(node, table, draft)
    fields: Fields = {}
    complete = True
    for key in table.keys:
        value = _read_key(key, node, table, draft, meant)
        if value is None:
            complete = complete and not key.required
        elif len(key.fields) == 1:
            fields[key.fields[0]] = value
        else:
            fields.update(zip(key.fields, value, strict=bool(key.fields)))
    return fields, complete


def build(
    struct: type[Part], node: Node, table: Table, draft: Draft, **derived: object
) -> Part | None:
    """Return the part of the model that `node` describes, or None after saying what is wrong."""
    fields, complete = read_fields(node, table, draft)
    if not complete or not isinstance(node, MappingNode):
        return None
    part = struct(**fields, **derived)
    draft.remember(part, node)
    return part


def _read_key(key: Key, node: MappingNode, table: Table, draft: Draft, meant: set[str]) -> Any:
    value = node.get(key.name)
    if value is not None:
        return _READERS[key.kind](key, value, draft)
    if key.required and key.name not in meant:
        draft.report.error(
            node.line, f"”{key.name}” saknas i {table.name}. Lägg till ”{key.name}: …”. {key.doc}"
        )
    return None


def _read_condition(_key: Key, node: Node, draft: Draft) -> object:
    return read_condition(node, draft)


def _read_list(key: Key, node: Node, draft: Draft) -> tuple[object, ...] | None:
    parts = _read_each(key, node, draft, _LIST_READERS.get(key.of, _reader_of(key.of)))
    _refuse_twice("code" if key.of in {"option", "point"} else "id", parts or (), draft)
    return parts


def _refuse_twice(key: str, parts: tuple[object, ...], draft: Draft) -> None:
    first: dict[str, Struct] = {}
    for part in cast(tuple[Struct, ...], parts):
        name = getattr(part, key)
        if name in first:
            draft.report.error(
                draft.line_of(part, key),
                f"”{key}: {name}” står två gånger (första gången på rad "
                f"{draft.line_of(first[name], key)}). Byt ut den ena.",
            )
        first.setdefault(name, part)


def _read_questions(key: Key, node: Node, draft: Draft) -> tuple[object, ...] | None:
    return _read_each(key, node, draft, _read_question)


def _read_entries(key: Key, node: Node, draft: Draft) -> tuple[object, ...] | None:
    return _read_each(key, node, draft, _read_entry)


def _read_each(
    key: Key, node: Node, draft: Draft, read: Callable[[Node, Draft], object]
) -> tuple[object, ...] | None:
    """Return what could be read of a list; what could not has been said."""
    if not isinstance(node, ListNode):
        draft.report.error(node.line, f"”{key.name}” ska vara en lista, med - först på varje rad.")
        return None
    if not key.low <= len(node.items) <= key.high:
        draft.report.error(
            node.line, f"”{key.name}” har {len(node.items)} delar och ska ha {key.low}–{key.high}."
        )
    parts = [read(item, draft) for item in node.items]
    return tuple(part for part in parts if part is not None)


def _reader_of(name: str) -> Callable[[Node, Draft], object]:
    table = keys.TABLES[name]
    struct = cast(type[Struct], table.struct)
    return lambda node, draft: build(struct, node, table, draft)


def _read_point(node: Node, draft: Draft) -> object:
    code = node.get("code") if isinstance(node, MappingNode) else None
    is_step = isinstance(code, ScalarNode) and code.plain and code.text.isdecimal()
    value = int(code.text[:9]) if is_step and isinstance(code, ScalarNode) else None
    return build(Point, node, keys.POINT, draft, value=value)


def _read_question(node: Node, draft: Draft) -> AnyQuestion | None:
    before = draft.report.errors
    question: AnyQuestion | None = None
    if not isinstance(node, MappingNode):
        draft.report.error(node.line, "en fråga ska ha nycklar: id, type, text …")
    elif table := _table_of_type(node, draft):
        question = cast(
            AnyQuestion | None, build(cast(type[Struct], table.struct), node, table, draft)
        )
    if question is not None:
        draft.questions.append(question)
    # A question on a scale that could not be read has its error in another file.
    if question is None or draft.report.errors > before:
        _note_broken(node, draft)
    return question


def _table_of_type(node: MappingNode, draft: Draft) -> Table | None:
    written = node.get("type")
    types = ", ".join(keys.QUESTIONS)
    if written is None:
        draft.report.error(node.line, f"”type” saknas i frågan. Det som finns: {types}.")
    elif not isinstance(written, ScalarNode) or written.text not in keys.QUESTIONS:
        text = written.text if isinstance(written, ScalarNode) else "…"
        draft.report.error(
            written.line,
            f"”type: {shortened(text)}” finns inte.{nearest(text, keys.QUESTIONS)} "
            f"Det som finns: {types}.",
        )
    else:
        return keys.QUESTIONS[written.text]
    return None


def _read_indicator(node: Node, draft: Draft) -> Indicator | None:
    """Return an indicator: its own keys, and beside them those of its condition."""
    before = draft.report.errors
    indicator: Indicator | None = None
    if not isinstance(node, MappingNode):
        draft.report.error(node.line, "en indikator ska ha nycklar: id, text och ett villkor.")
        return None
    meant = refuse_unknown(node, keys.INDICATOR, draft)
    id, text = (
        _read_key(key, node, keys.INDICATOR, draft, meant) for key in keys.INDICATOR.keys[:2]
    )
    condition = condition_in(node, draft)
    if id and text and condition:
        indicator = Indicator(id=id, text=text, condition=condition)
        draft.remember(indicator, node)
        draft.indicators.append(indicator)
    if draft.report.errors > before:
        _note_broken(node, draft)
    return indicator


def _read_entry(node: Node, draft: Draft) -> ReportEntry | None:
    """Return an entry of the report plan; its leading key says of which kind."""
    kinds = ", ".join(keys.REPORT)
    if not isinstance(node, MappingNode):
        draft.report.error(node.line, f"en rad i report ska ha en av nycklarna {kinds}.")
        return None
    leading = [entry.key for entry in node.entries if entry.key in keys.REPORT]
    if len(leading) != 1:
        near = "" if leading or not node.entries else nearest(node.entries[0].key, keys.REPORT)
        draft.report.error(node.line, f"en rad i report ska ha en av nycklarna {kinds}.{near}")
        return None
    table = keys.REPORT[leading[0]]
    entry = cast(ReportEntry | None, build(cast(type[Struct], table.struct), node, table, draft))
    if entry is not None:
        draft.entries.append(entry)
    return entry


def _note_broken(node: Node, draft: Draft) -> None:
    id = node.get("id") if isinstance(node, MappingNode) else None
    if isinstance(id, ScalarNode):
        draft.broken.add(id.text)


_LIST_READERS: dict[str, Callable[[Node, Draft], object]] = {
    "point": _read_point,
    "indicator": _read_indicator,
}

_READERS: dict[Kind, Callable[[Key, Node, Draft], object]] = {
    "line": read_values.read_text,
    "text": read_values.read_text,
    "id": read_values.read_id,
    "name": read_values.read_name,
    "language": read_values.read_language,
    "code": read_values.read_id,
    "step": read_values.read_step,
    "codes": read_values.read_codes,
    "integer": read_values.read_integer,
    "boolean": read_values.read_boolean,
    "choice": read_values.read_choice,
    "ids": read_values.read_ids,
    "pair": read_values.read_pair,
    "scale": read_values.read_scale,
    "group": read_values.read_group,
    "condition": _read_condition,
    "questions": _read_questions,
    "entries": _read_entries,
    "list": _read_list,
}
