"""`show_if` for the script that shows follow-up questions as they are to be answered.

The server judges the conditions again when the answers come; the script only spares the eye.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import assert_never

import msgspec

from survey_app.questionnaire.flow import step_values
from survey_app.questionnaire.model import (
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    Condition,
    Is,
    Not,
    Questionnaire,
)


@lru_cache(maxsize=256)
def for_script(condition: Condition, questionnaire: Questionnaire) -> str:
    """Return a condition as JSON, steps of scales turned into codes so the script knows no scale.

    `["is", item, codes]`, `["min", item, n]`, `["max", item, n]`, `["not", c]`, `["any", c, …]`,
    `["all", c, …]`.
    """
    return msgspec.json.encode(_plain(condition, step_values(questionnaire))).decode()


def _plain(condition: Condition, steps: Mapping[str, Mapping[str, int]]) -> list[object]:
    match condition:
        case Is(item=item, codes=codes):
            return ["is", item, list(codes)]
        case AtLeast(item=item, value=limit):
            if item not in steps:
                return ["min", item, limit]
            return ["is", item, [code for code, value in steps[item].items() if value >= limit]]
        case AtMost(item=item, value=limit):
            if item not in steps:
                return ["max", item, limit]
            return ["is", item, [code for code, value in steps[item].items() if value <= limit]]
        case Not(condition=inner):
            return ["not", _plain(inner, steps)]
        case AnyOf(conditions=several):
            return ["any", *(_plain(one, steps) for one in several)]
        case AllOf(conditions=several):
            return ["all", *(_plain(one, steps) for one in several)]
        case _:
            assert_never(condition)
