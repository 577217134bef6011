"""Which questions are asked, and how it is said."""

import pytest

from survey_app.questionnaire.flow import holds, in_words
from survey_app.questionnaire.model import (
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    Is,
    Not,
)
from tests.builders import a_questionnaire

PLEASED = AtLeast(item="tycker_nojd", value=4)
TAKING_PART = AtLeast(item="tycker_delaktig", value=4)


@pytest.mark.parametrize(
    ("condition", "answers", "expected"),
    [
        (PLEASED, {"tycker_nojd": "4"}, True),
        (PLEASED, {"tycker_nojd": "3"}, False),
        (PLEASED, {"tycker_nojd": "vet_ej"}, False),
        (PLEASED, {}, False),
        (AtMost(item="tycker_nojd", value=2), {"tycker_nojd": "2"}, True),
        (AtMost(item="tycker_nojd", value=2), {"tycker_nojd": "vet_ej"}, False),
        (AtMost(item="tycker_nojd", value=2), {}, False),
        (AtLeast(item="manader", value=12), {"manader": 12}, True),
        (AtMost(item="manader", value=12), {"manader": 13}, False),
        (Is(item="innan", codes=("arbete", "studier")), {"innan": "studier"}, True),
        (Is(item="innan", codes=("arbete",)), {"innan": "studier"}, False),
        (Is(item="hinder", codes=("halsa",)), {"hinder": ["tid", "halsa"]}, True),
        (Is(item="hinder", codes=("halsa",)), {}, False),
        (Not(PLEASED), {}, True),
        (Not(PLEASED), {"tycker_nojd": "5"}, False),
        (AnyOf((PLEASED, TAKING_PART)), {"tycker_delaktig": "5"}, True),
        (AnyOf((PLEASED, TAKING_PART)), {"tycker_delaktig": "1"}, False),
        (AllOf((PLEASED, TAKING_PART)), {"tycker_delaktig": "5"}, False),
        (AllOf((PLEASED, TAKING_PART)), {"tycker_delaktig": "5", "tycker_nojd": "4"}, True),
    ],
)
def test_a_condition_is_judged(condition, answers, expected):
    assert holds(condition, answers, a_questionnaire()) is expected


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (PLEASED, "du svarade ”Mycket” eller högre på ”Jag är nöjd med stödet”"),
        (
            AtLeast(item="tycker_nojd", value=5),
            "du svarade ”Helt” på ”Jag är nöjd med stödet”",
        ),
        (
            AtMost(item="tycker_nojd", value=2),
            "du svarade ”Lite” eller lägre på ”Jag är nöjd med stödet”",
        ),
        (
            AtLeast(item="manader", value=12),
            "du svarade minst 12 månader på ”Hur länge har du deltagit?”",
        ),
        (
            Is(item="innan", codes=("arbete", "studier")),
            "du svarade ”Arbete” eller ”Studier” på ”Vad gjorde du innan?”",
        ),
        (
            Not(Is(item="innan", codes=("arbete",))),
            "du inte svarade ”Arbete” på ”Vad gjorde du innan?”",
        ),
        (
            AnyOf((PLEASED, TAKING_PART)),
            "du svarade ”Mycket” eller högre på ”Jag är nöjd med stödet” eller "
            "”Jag är delaktig i planeringen”",
        ),
        (
            Not(AnyOf((PLEASED, TAKING_PART))),
            "du inte svarade ”Mycket” eller högre på ”Jag är nöjd med stödet” eller "
            "”Jag är delaktig i planeringen”",
        ),
        (
            Not(AllOf((PLEASED, TAKING_PART))),
            "du inte svarade ”Mycket” eller högre på ”Jag är nöjd med stödet” eller "
            "du inte svarade ”Mycket” eller högre på ”Jag är delaktig i planeringen”",
        ),
        (
            AllOf((Is(item="innan", codes=("arbete",)), AnyOf((PLEASED, TAKING_PART)))),
            "du svarade ”Arbete” på ”Vad gjorde du innan?” och (du svarade ”Mycket” eller högre "
            "på ”Jag är nöjd med stödet” eller ”Jag är delaktig i planeringen”)",
        ),
    ],
)
def test_a_condition_is_said_in_words(condition, words):
    assert in_words(condition, a_questionnaire()) == f"Svara om {words}."
