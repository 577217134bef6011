"""Every text of a questionnaire by string id, and the only walk over them.

A string id is a path of ids and codes: `intro`, `sections.bakgrund.title`, `tycker.text`,
`tycker.items.delaktig`, `sysselsattning.options.arbete`, `scales.grad5.1`. What is counted and
printed in a report (indicators, the report plan, `agree`) stays in Swedish and is not among them.
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from survey_app.questionnaire.model import (
    AnyQuestion,
    HandCount,
    Item,
    Likert,
    MultipleChoice,
    Number,
    Option,
    Point,
    Questionnaire,
    RowList,
    Scale,
    Section,
    SingleChoice,
)

SECTIONS, SCALES = "sections", "scales"
HASH_LENGTH = 8
_BRACES = re.compile(r"\{([a-z0-9_]+)\}")
_Part = TypeVar("_Part", Item, Option, Point)
Say = Callable[..., str]
"""`(string_id, text, *, one_line)` → what it shall be."""


@dataclass(frozen=True, kw_only=True)
class SourceText:
    """A text as the questionnaire has it. `one_line` says that it is never broken."""

    text: str
    one_line: bool

    @property
    def hash(self) -> str:
        """What a translation of this very text is marked with."""
        return source_hash(self.text)

    @property
    def braces(self) -> frozenset[str]:
        """The names that a round fills in."""
        return braces_in(self.text)


def source_hash(text: str) -> str:
    """Return a short mark of a Swedish text, to see later whether it has changed."""
    return hashlib.sha256(text.encode()).hexdigest()[:HASH_LENGTH]


def braces_in(text: str) -> frozenset[str]:
    """Return the names in `{…}` of a text."""
    return frozenset(_BRACES.findall(text))


def strings_of(questionnaire: Questionnaire) -> dict[str, SourceText]:
    """Return every text to translate by string id, in the order asked, scales last."""
    found: dict[str, SourceText] = {}

    def note(string_id: str, text: str, *, one_line: bool) -> str:
        found[string_id] = SourceText(text=text, one_line=one_line)
        return text

    said_by(questionnaire, note)
    own = {id: source for id, source in found.items() if not id.startswith(f"{SCALES}.")}
    return own | {id: source for id, source in found.items() if id not in own}


def strings_of_scales(scales: Iterable[Scale]) -> dict[str, SourceText]:
    """Return the texts of scales, by the id they have in a file of scales: `grad5.1`."""
    return {
        f"{scale.id}.{point.code}": SourceText(text=point.text, one_line=True)
        for scale in scales
        for point in scale.points
    }


def said_by(questionnaire: Questionnaire, say: Say) -> Questionnaire:
    """Return the questionnaire with every text as `say` has it."""
    return msgspec.structs.replace(
        questionnaire,
        title=say("title", questionnaire.title, one_line=True),
        intro=_maybe(say, "intro", questionnaire.intro),
        sections=tuple(_section(section, say) for section in questionnaire.sections),
        thanks=_maybe(say, "thanks", questionnaire.thanks),
    )


def _maybe(say: Say, string_id: str, text: str, *, one_line: bool = False) -> str:
    return say(string_id, text, one_line=one_line) if text else text


def _section(section: Section, say: Say) -> Section:
    path = f"{SECTIONS}.{section.id}"
    return msgspec.structs.replace(
        section,
        title=say(f"{path}.title", section.title, one_line=True),
        intro=_maybe(say, f"{path}.intro", section.intro),
        questions=tuple(_question(question, say) for question in section.questions),
    )


def _question(question: AnyQuestion, say: Say) -> AnyQuestion:
    said: AnyQuestion = msgspec.structs.replace(
        question,
        text=say(f"{question.id}.text", question.text, one_line=False),
        hint=_maybe(say, f"{question.id}.hint", question.hint),
    )
    match said:
        case SingleChoice() | MultipleChoice() | HandCount():
            options = _parts(said.options, f"{said.id}.options", say)
            said = msgspec.structs.replace(said, options=options)
        case Likert():
            said = msgspec.structs.replace(said, items=_parts(said.items, f"{said.id}.items", say))
        case RowList():
            columns = _parts(said.columns, f"{said.id}.columns", say)
            said = msgspec.structs.replace(said, columns=columns)
        case Number():
            unit = _maybe(say, f"{said.id}.unit", said.unit, one_line=True)
            said = msgspec.structs.replace(said, unit=unit)
        case _:
            pass
    if isinstance(said, SingleChoice | Likert) and said.scale is not None:
        points = _parts(said.scale.points, f"{SCALES}.{said.scale.id}", say)
        scale = msgspec.structs.replace(said.scale, points=points)
        said = msgspec.structs.replace(said, scale=scale)
    return said


def _parts(parts: tuple[_Part, ...], path: str, say: Say) -> tuple[_Part, ...]:
    return tuple(
        msgspec.structs.replace(part, text=say(f"{path}.{_name(part)}", part.text, one_line=True))
        for part in parts
    )


def _name(part: Item | Option | Point) -> str:
    return part.id if isinstance(part, Item) else part.code
