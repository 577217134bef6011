"""Released rounds with answers in them, as the release leaves them."""

import random
from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from survey_app.questionnaire.model import (
    AtLeast,
    Figure,
    Indicator,
    Questionnaire,
    fingerprint,
    freeze,
)
from survey_app.storage.models import FreeText, Response, RoundCount, SurveyRound
from tests.builders import a_questionnaire

ROUND = "r2h9abcd"
GROUPS = [
    {"id": "g1", "name": "Projekt A", "invited": 40},
    {"id": "g2", "name": "Projekt B", "invited": 30},
    {"id": "g3", "name": "Projekt C", "invited": 3},
]
CLASSES = [
    {"id": "c1", "name": "Projekt A", "groups": ["g1"]},
    {"id": "c2", "name": "Projekt B + Projekt C", "groups": ["g2", "g3"]},
]


def a_counted_questionnaire() -> Questionnaire:
    """Return the small questionnaire of the tests, with an indicator and a report plan."""
    return a_questionnaire(
        indicators=(
            Indicator(
                id="nojda",
                text="Andelen nöjda",
                condition=AtLeast(item="tycker_nojd", value=4),
            ),
        ),
        report=(Figure(title="Vad deltagarna tycker", items=("tycker_nojd", "tycker_delaktig")),),
    )


def some_answers(n: int, seed: int = 7) -> list[dict[str, Any]]:
    """Return answers of `n` people, some of whom skip some of the questions."""
    chance = random.Random(seed)  # noqa: S311 - made-up answers, the same every time
    steps = ["1", "2", "3", "4", "5", "vet_ej"]
    people = []
    for _ in range(n):
        everything = {
            "manader": chance.randint(0, 240),
            "start": f"2026-0{chance.randint(1, 9)}-15",
            "innan": chance.choice(["arbete", "studier", "annat"]),
            "tycker_nojd": chance.choice(steps),
            "tycker_delaktig": chance.choice(steps),
            "hinder": chance.choice([["tid"], ["tid", "halsa"], ["inga"]]),
        }
        people.append({name: one for name, one in everything.items() if chance.random() < 0.9})
    return people


def a_released_round(
    session: Session,
    answers: Sequence[dict[str, Any]],
    *,
    texts: Sequence[tuple[str, str | None, str]] = (),
    **changes: Any,
) -> SurveyRound:
    """Store a released round: the first 60 % of `answers` in Projekt A, the rest in B and C."""
    questionnaire = a_counted_questionnaire()
    in_a = len(answers) * 6 // 10
    round_ = SurveyRound(
        **{
            "id": ROUND,
            "title": "Hösten 2026",
            "state": "key_destroyed",
            "access": "codes",
            "opens_on": None,
            "closes_on": None,
            "questionnaire_id": questionnaire.id,
            "questionnaire_version": questionnaire.version,
            "questionnaire_hash": fingerprint(questionnaire),
            "questionnaire": freeze(questionnaire),
            "fills": {},
            "languages": ["sv"],
            "groups": GROUPS,
            "classes": CLASSES,
            "k_min": 5,
            "detail": "standard",
            "public_key": b"\0" * 32,
            "pad_bytes": 1024,
            **changes,
        }
    )
    session.add(round_)
    session.flush()
    for place, one in enumerate(answers):
        class_id = "c1" if place < in_a else "c2"
        marks = {"_mode": "webb", "_language": "sv"} if class_id == "c1" else {}
        session.add(Response(round_id=ROUND, class_id=class_id, answers={**one, **marks}))
    for question, class_id, text in texts:
        session.add(FreeText(round_id=ROUND, question_id=question, class_id=class_id, text=text))
    rest = len(answers) - in_a
    for group, answered in (("g1", in_a), ("g2", max(rest - 1, 0)), ("g3", min(rest, 1))):
        invited = next(one["invited"] for one in GROUPS if one["id"] == group)
        session.add(
            RoundCount(
                round_id=ROUND,
                group_id=group,
                invited=invited,
                answered=answered,
                reasons={"avböjt": 2} if group == "g1" else {},
            )
        )
    session.commit()
    return round_
