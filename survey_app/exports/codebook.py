"""A questionnaire and its round → `codebook.json`, by which the columns are read."""

from collections.abc import Mapping
from typing import Any

import msgspec

from survey_app.exports.form import form
from survey_app.invitations.response_rate import ResponseRate
from survey_app.questionnaire.model import Questionnaire
from survey_app.questionnaire.variables import Variable, variables
from survey_app.storage.models import SurveyRound

FORMAT = "samsvar-export"
FORMAT_VERSION = 1


def codebook(
    round_: SurveyRound, questionnaire: Questionnaire, rate: ResponseRate
) -> dict[str, Any]:
    """Return the codebook of a released round.

    `questionnaire` is its copy, filled in; `rate` is the svarsfrekvens as it may be shown.
    """
    facts = {
        "id": round_.id,
        "title": round_.title,
        "access": round_.access,
        "opens_on": round_.opens_on,
        "closes_on": round_.closes_on,
        "k": round_.k_min,
        "detail": round_.detail,
        "microdata": bool(round_.microdata),
    }
    return {
        **describe(questionnaire, facts, hash=round_.questionnaire_hash),
        "classes": _classes(round_),
        "response_rate": _rate(rate),
    }


def describe(
    questionnaire: Questionnaire, facts: Mapping[str, Any], *, hash: str
) -> dict[str, Any]:
    """Return the codebook of answers without classes, whatever they were gathered with.

    `facts` is the part of the codebook about the round; `hash` is the fingerprint of what was
    asked, before it was filled in.
    """
    asked = variables(questionnaire)
    scales = {one.scale.id: one.scale for one in asked if one.scale is not None}
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "round": facts,
        "questionnaire": {
            "id": questionnaire.id,
            "version": questionnaire.version,
            "title": questionnaire.title,
            "source": questionnaire.source,
            "audience": questionnaire.audience,
            "hash": hash,
        },
        "classes": [],
        "variables": [_variable(variable) for variable in asked],
        "scales": {
            id: {"top": scale.top, "bottom": scale.bottom, "agree": scale.agree}
            for id, scale in scales.items()
        },
        "indicators": msgspec.to_builtins(questionnaire.indicators),
        "report": msgspec.to_builtins(questionnaire.report),
        "form": form(questionnaire),
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


def _rate(rate: ResponseRate) -> dict[str, Any]:
    return {
        "invited": rate.invited,
        "answered": rate.answered,
        "groups": [
            {
                "group": one.group,
                "invited": one.invited,
                "answered": one.answered,
                "band": one.band,
            }
            for one in rate.groups
        ],
        "reasons": dict(rate.reasons),
        "who": rate.who,
    }


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
        "low": getattr(variable.question, "min", None),
        "high": getattr(variable.question, "max", None),
        "whole": variable.kind == "number",
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
        {
            "code": option.code,
            "text": option.text,
            "value": None,
            "missing": option.missing,
            "exclusive": option.exclusive,
        }
        for option in variable.options
    ]
