"""The longest answers that the form lets through always fit in the length of the round."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey_app.ballots.payload import encode, pad
from survey_app.config import ROOT
from survey_app.questionnaire.answers import clean_text, parse_answer, utf16_units
from survey_app.questionnaire.load import load
from survey_app.questionnaire.model import Number
from survey_app.questionnaire.variables import Variable, variables
from survey_app.rounds.padding import LONGEST_GROUP, LONGEST_MODE, LONGEST_TAG, pad_bytes
from survey_app.rounds.service import NOT_ON_THE_WEB
from tests.builders import a_questionnaire

ON_THE_WEB = [
    path
    for path in sorted((ROOT / "questionnaires").glob("*/1.yaml"))
    if not any(isinstance(one, tuple(NOT_ON_THE_WEB)) for one in load(path).questions)
]
# What takes the most room in one way or another: bytes, UTF-16 units or escapes.
HEAVY = ("አ", "\N{ZERO WIDTH JOINER}", "€", "🙂", '"', "\\", "\n", "å", "a", "\u2028", "\ufffd")


def longest_answer(variable: Variable, character: str) -> object:
    """Return an answer that takes as much room as the form allows."""
    question = variable.question
    match variable.kind:
        case "text":
            wide = utf16_units(character)
            # Not at the ends, where a line break would be stripped.
            return "x" + character * ((variable.max_length - 2) // wide) + "x"
        case "multiple":
            most = getattr(question, "max_choices", None) or len(variable.codes)
            return sorted(variable.codes, key=len)[-most:]
        case "likert" | "single":
            return max(variable.codes, key=len)
        case "number" if isinstance(question, Number):
            return max((question.min, question.max), key=lambda number: len(str(number)))
        case _:
            return date(2026, 11, 23).isoformat()


def payload_of(questionnaire, answers):
    return encode(answers, LONGEST_GROUP, LONGEST_TAG, LONGEST_MODE)


@pytest.mark.parametrize("character", HEAVY, ids=ascii)
@pytest.mark.parametrize("path", ON_THE_WEB, ids=lambda path: path.parent.name)
def test_the_longest_answers_fit(path: Path, character: str):
    questionnaire = load(path)
    answers = {one.name: longest_answer(one, character) for one in variables(questionnaire)}
    payload = payload_of(questionnaire, answers)
    assert len(pad(payload, pad_bytes(questionnaire))) == pad_bytes(questionnaire)


def test_the_measure_is_tight_and_in_whole_steps():
    questionnaire = a_questionnaire()
    answers = {one.name: longest_answer(one, "አ") for one in variables(questionnaire)}
    answers["hinder"] = ["tid", "resor", "halsa", "inga"]
    length = pad_bytes(questionnaire)
    assert length % 256 == 0
    assert 0 <= length - len(payload_of(questionnaire, answers)) < 512


TEXTS = [one for one in variables(a_questionnaire()) if one.kind == "text"]
mixed = st.text(st.sampled_from(HEAVY) | st.characters(), max_size=3000)


@settings(max_examples=60, suppress_health_check=[HealthCheck.large_base_example])
@given(st.lists(mixed, min_size=len(TEXTS), max_size=len(TEXTS)))
def test_whatever_the_form_accepts_fits(written):
    questionnaire = a_questionnaire()
    answers = {one.name: longest_answer(one, "a") for one in variables(questionnaire)}
    answers["hinder"] = ["tid", "resor", "halsa", "inga"]
    for variable, text in zip(TEXTS, written, strict=True):
        # As long as it may be: the text again and again, cut where the form would say stop.
        text = clean_text(text) or "å"
        while utf16_units(clean_text(text + text)) <= variable.max_length:
            text = clean_text(text + text)
        while utf16_units(clean_text(text)) > variable.max_length:
            text = text[:-1]
        answers[variable.name] = parse_answer(variable, [text]) or ""
    assert len(payload_of(questionnaire, answers)) <= pad_bytes(questionnaire)
