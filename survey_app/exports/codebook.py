"""A questionnaire and its round → `codebook.json`, by which the columns are read."""

from collections.abc import Mapping
from typing import Any

import msgspec

from survey_app.questionnaire.model import Questionnaire
from survey_app.questionnaire.variables import Variable, variables
from survey_app.storage.models import SurveyRound

FORMAT = "samsvar-export"
FORMAT_VERSION = 1


def codebook(round_: SurveyRound, questionnaire: Questionnaire) -> dict[str, Any]:
    """Return the codebook of a released round. `questionnaire` is its copy, filled in."""
    asked = variables(questionnaire)
    scales = {one.scale.id: one.scale for one in asked if one.scale is not None}
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "round": {
            "id": round_.id,
            "title": round_.title,
            "access": round_.access,
            "opens_on": round_.opens_on,
            "closes_on": round_.closes_on,
            "k": round_.k_min,
            "detail": round_.detail,
        },
        "questionnaire": {
            "id": questionnaire.id,
            "version": questionnaire.version,
            "title": questionnaire.title,
            "source": questionnaire.source,
            "audience": questionnaire.audience,
            "hash": round_.questionnaire_hash,
        },
        "classes": _classes(round_),
        "variables": [_variable(variable) for variable in asked],
        "scales": {
            id: {"top": scale.top, "bottom": scale.bottom, "agree": scale.agree}
            for id, scale in scales.items()
        },
        "indicators": msgspec.to_builtins(questionnaire.indicators),
        "report": msgspec.to_builtins(questionnaire.report),
    }


def encode(codebook: Mapping[str, Any]) -> bytes:
    """Return the codebook as JSON that people can read too."""
    return msgspec.json.format(msgspec.json.encode(codebook), indent=1) + b"\n"


def group_names(round_: SurveyRound) -> dict[str, str]:
    """Return the name of each group by its id."""
    return {group["id"]: group["name"] for group in round_.groups}


def column_of(variable: Variable, code: str) -> str:
    """Return the column that holds whether `code` was picked in a multiple choice."""
    return f"{variable.name}__{code}"


def _classes(round_: SurveyRound) -> list[dict[str, Any]]:
    names = group_names(round_)
    return [
        {
            "id": one["id"],
            "name": one["name"],
            "groups": [names.get(group, group) for group in one["groups"]],
        }
        for one in round_.classes
    ]


def _variable(variable: Variable) -> dict[str, Any]:
    multiple = variable.kind == "multiple"
    return {
        "name": variable.name,
        "kind": variable.kind,
        "question": variable.question.id,
        "text": variable.text,
        "stem": variable.stem,
        "scale": None if variable.scale is None else variable.scale.id,
        "codes": _codes(variable),
        "columns": {code: column_of(variable, code) for code in variable.codes if multiple},
        "max_choices": getattr(variable.question, "max_choices", None),
        "unit": getattr(variable.question, "unit", ""),
        "specifies": variable.specifies,
        "specify_code": variable.specify_code,
    }


def _codes(variable: Variable) -> list[dict[str, Any]]:
    if variable.scale is not None:
        return [
            # A step outside the scale, such as “vet ej”, has no value.
            {
                "code": point.code,
                "text": point.text,
                "value": point.value,
                "missing": point.value is None,
            }
            for point in variable.scale.points
        ]
    return [
        {"code": option.code, "text": option.text, "value": None, "missing": option.missing}
        for option in variable.options
    ]
