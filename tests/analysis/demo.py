"""The answers of the demo, whose printed figures are known, without a database and a server."""

import json
from pathlib import Path
from typing import Any

import msgspec

from analysis.reading.pooling import pool
from survey_app.config import ROOT
from survey_app.exports.codebook import describe
from survey_app.operations.crowd import crowd, read_counts
from survey_app.questionnaire.answers import read_answers
from survey_app.questionnaire.fills import fill_in
from survey_app.questionnaire.load import load
from survey_app.questionnaire.model import Questionnaire
from tests.analysis.builders import an_export_folder

COUNTS = ROOT / "survey_app" / "operations" / "demo_counts" / "deltagare.yaml"
INVITED = 77
SEED = 2014


def the_questionnaire() -> Questionnaire:
    """Return the questionnaire of the participants, filled in."""
    found = load(ROOT / "questionnaires" / "deltagare" / "1.yaml")
    return fill_in(found, dict.fromkeys(found.fill, "…"))


def the_people() -> list[tuple[str, dict[str, Any]]]:
    """Return the group and the answers of each of the 57."""
    counts = read_counts(COUNTS)
    asked = the_questionnaire()
    groups = [group for group, size in counts.groups.items() for _ in range(size)]
    typed = crowd(asked, len(groups), counts, SEED)
    return [
        (group, read_answers(asked, one).answers) for group, one in zip(groups, typed, strict=True)
    ]


def a_demo_folder(folder: Path) -> Path:
    """Write the answers of the demo as `samsvar export` would."""
    people = the_people()
    sizes: dict[str, int] = {}
    for group, _ in people:
        sizes[group] = sizes.get(group, 0) + 1
    pooled = pool(sizes, 10)
    class_of = {group: f"c{place}" for place, one in enumerate(pooled, start=1) for group in one}
    book = _codebook(pooled)
    open_ = [one["name"] for one in book["variables"] if one["kind"] == "text"]
    return an_export_folder(
        folder,
        book,
        [{"class": class_of[group], **answers} for group, answers in people],
        texts=[(name, "", one[name]) for name in open_ for _, one in people if name in one],
        counts=[(group, class_of[group], "", size, "{}") for group, size in sizes.items()],
    )


def _codebook(pooled: tuple[tuple[str, ...], ...]) -> dict[str, Any]:
    facts = {
        "id": "demo",
        "title": "Deltagare i projekten",
        "access": "codes",
        "opens_on": None,
        "closes_on": None,
        "k": 10,
        "detail": "standard",
    }
    described = describe(the_questionnaire(), facts, hash="0" * 64)
    classes = [
        {"id": f"c{place}", "name": " + ".join(groups), "groups": groups}
        for place, groups in enumerate(pooled, start=1)
    ]
    rate = {
        "invited": INVITED,
        "answered": 57,
        "groups": [],
        "reasons": {},
        "who": "deltagare",
    }
    whole = {**described, "classes": classes, "response_rate": rate}
    return json.loads(msgspec.json.encode(whole))
