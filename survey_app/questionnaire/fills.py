"""What a round fills in: `{kontaktperson}` in the texts → a name."""

import re
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from survey_app.mistakes import Mistake
from survey_app.questionnaire.findings import closest
from survey_app.questionnaire.model import Questionnaire

_PLACE = re.compile(r"\{([a-z0-9_]+)\}")

# Never shown: the printed wording and where it comes from.
_LEFT_ALONE = frozenset({"id", "fill", "source", "text_original"})

Part = TypeVar("Part", bound=Struct)


class FillError(Mistake):
    """Names that must be filled in and are not, or that the questionnaire does not know."""


def fill_in(questionnaire: Questionnaire, values: Mapping[str, str]) -> Questionnaire:
    """Return the questionnaire with every `{name}` replaced by its value.

    A value is plain text; braces in it are left as they are. The report plan and the indicators
    are filled in too. The result has nothing left to fill in.

    Raises FillError that names what is missing, empty or unknown.
    """
    problems = [
        f"“{name}” is missing" for name in questionnaire.fill if not values.get(name, "").strip()
    ]
    problems += [
        f"“{name[:60]}” is not among them{_meant(name, questionnaire.fill)}"
        for name in values
        if name not in questionnaire.fill
    ]
    if problems:
        known = ", ".join(questionnaire.fill) or "nothing"
        raise FillError(f"{questionnaire.reference} fills in {known}: {'; '.join(problems)}.")
    filled = _filled(questionnaire, values)
    return msgspec.structs.replace(filled, fill=())


def _meant(name: str, known: tuple[str, ...]) -> str:
    match = closest(name, known)
    return f" (did you mean “{match}”?)" if match else ""


def _filled(part: Part, values: Mapping[str, str]) -> Part:
    changes = {
        name: changed
        for name in part.__struct_fields__
        if name not in _LEFT_ALONE
        and (changed := _filled_value(getattr(part, name), values)) is not getattr(part, name)
    }
    return msgspec.structs.replace(part, **changes) if changes else part


def _filled_value(value: Any, values: Mapping[str, str]) -> Any:
    match value:
        case str() if "{" in value:
            return _PLACE.sub(lambda match: values.get(match[1], match[0]).strip(), value)
        case Struct():
            return _filled(value, values)
        case tuple():
            parts = tuple(_filled_value(each, values) for each in value)
            changed = any(new is not old for new, old in zip(parts, value, strict=True))
            return parts if changed else value
        case _:
            return value
