"""The file format as JSON Schema, for completion and hints in editors.

Made from `keys`, and kept as `questionnaires/questionnaire.schema.json`. It says what a file
looks like; what its parts say about each other is for `samsvar questionnaire check`.
"""

import json
from typing import Any

from survey_app.questionnaire import key_types, keys
from survey_app.questionnaire.key_types import Key, Kind, Table

FILE_NAME = "questionnaire.schema.json"

Schema = dict[str, Any]

_CODE: Schema = {
    "type": ["string", "integer"],
    "pattern": f"^{key_types.ID_PATTERN}$",
    "minimum": 0,
    "maximum": 99,
}
_PATTERNS: dict[Kind, str] = {
    "id": key_types.ID_PATTERN,
    "code": key_types.ID_PATTERN,
    "scale": key_types.ID_PATTERN,
    "name": key_types.NAME_PATTERN,
    "language": key_types.LANGUAGE_PATTERN,
}


def as_text() -> str:
    """Return the schema as it is kept in the file."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def json_schema() -> Schema:
    """Return the schema of a questionnaire file; `#/$defs/scales` is that of scales.yaml."""
    definitions: dict[str, Schema] = {
        name: _mapping(table) for name, table in keys.TABLES.items() if name != "questionnaire"
    }
    definitions["indicator"] |= _exactly_one(list(keys.CONDITIONS))
    definitions["question"] = {
        "oneOf": [{"$ref": f"#/$defs/question_{name}"} for name in keys.QUESTIONS]
    }
    definitions |= {f"question_{name}": _mapping(table) for name, table in keys.QUESTIONS.items()}
    definitions["question_single"] |= _exactly_one(["options", "scale"])
    definitions["condition"] = _mapping(keys.CONDITION) | _exactly_one(list(keys.CONDITIONS))
    definitions["entry"] = {"oneOf": [_mapping(table) for table in keys.REPORT.values()]}
    definitions["scales"] = {
        "type": "object",
        "propertyNames": {"pattern": f"^{key_types.ID_PATTERN}$"},
        "additionalProperties": {"$ref": "#/$defs/scale"},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Formulär i Samsvar",
        **_mapping(keys.QUESTIONNAIRE),
        "$defs": definitions,
    }


def _mapping(table: Table) -> Schema:
    required = [key.name for key in table.keys if key.required]
    return {
        "description": table.doc,
        "type": "object",
        "properties": {key.name: {"description": key.doc} | _value(key) for key in table.keys},
        "required": required,
        "additionalProperties": False,
    }


def _exactly_one(names: list[str]) -> Schema:
    return {"oneOf": [{"required": [name]} for name in names]}


def _value(key: Key) -> Schema:
    if key.kind in _PATTERNS:
        return _word(_PATTERNS[key.kind], key.high)
    match key.kind:
        case "line" | "text":
            return {"type": "string", "minLength": 1, "maxLength": key.high}
        case "integer":
            return {"type": "integer", "minimum": key.low, "maximum": key.high}
        case "boolean":
            return {"type": "boolean"}
        case "choice":
            return {"enum": list(key.choices)}
        case "group":
            return {"const": "group"}
        case "step":
            return _CODE
        case "condition":
            return {"$ref": "#/$defs/condition"}
        case _:
            return _several(key)


def _several(key: Key) -> Schema:
    limits = {"type": "array", "minItems": key.low, "maxItems": key.high}
    match key.kind:
        case "codes":
            return {"oneOf": [_CODE, {"items": _CODE, "uniqueItems": True, **limits}]}
        case "ids" | "pair":
            word = _word(key_types.ID_PATTERN, 2 * key_types.ID_LENGTH + 1)
            return {"items": word, "uniqueItems": True, **limits}
        case _:
            return {"items": {"$ref": f"#/$defs/{_items(key)}"}, **limits}


def _items(key: Key) -> str:
    singular = {"conditions": "condition", "questions": "question", "entries": "entry"}
    return singular.get(key.kind, key.of)


def _word(pattern: str, longest: int) -> Schema:
    return {"type": "string", "pattern": f"^{pattern}$", "maxLength": longest}
