"""Recorded questions and answers, for those who would rather listen than read.

They lie beside the questionnaire, one folder for each language: `audio/<tag>/<variable>.mp3` for a
question, `<variable>.<code>.mp3` for an answer to it, `<scale>.<code>.mp3` for a step of a scale,
wherever that scale is used.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from survey_app.questionnaire.model import Questionnaire
from survey_app.questionnaire.variables import variables
from survey_app.respond.view import Block, Choice, Field, SectionView

KIND = "audio/mpeg"
_NAME = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)?")


def folder_of(questionnaires: Path, id: str, tag: str) -> Path:
    """Return where the recordings of a questionnaire in one language lie."""
    return questionnaires / id / "audio" / tag


def recorded(folder: Path) -> frozenset[str]:
    """Return the names of the recordings in a folder, which need not exist."""
    found = (path.stem for path in folder.glob("*.mp3") if path.is_file())
    return frozenset(name for name in found if _NAME.fullmatch(name))


def with_recordings(
    sections: Sequence[SectionView],
    questionnaire: Questionnaire,
    names: frozenset[str],
    address: str,
) -> tuple[SectionView, ...]:
    """Return the sections where each question and answer knows its recording, if it has one.

    `address` is that of the folder, as a browser asks for it.
    """
    if not names:
        return tuple(sections)
    scale_of = {one.name: one.scale.id for one in variables(questionnaire) if one.scale}

    def heard(*wanted: str) -> str:
        return next((f"{address}/{name}.mp3" for name in wanted if name in names), "")

    def choice(field: Field, one: Choice) -> Choice:
        own, shared = f"{field.name}.{one.value}", f"{scale_of.get(field.name)}.{one.value}"
        return replace(one, audio=heard(own, shared))

    def field(one: Field) -> Field:
        choices = tuple(choice(one, answer) for answer in one.choices)
        return replace(one, audio=heard(one.name), choices=choices)

    def block(one: Block) -> Block:
        return replace(one, fields=tuple(field(inner) for inner in one.fields))

    return tuple(replace(one, blocks=tuple(block(each) for each in one.blocks)) for one in sections)
