"""The outline says everything that is in a questionnaire."""

from pathlib import Path

import pytest

from survey_app.questionnaire.load import load
from survey_app.questionnaire.outline import outline
from survey_app.questionnaire.variables import variables
from tests.questionnaire.builders import changed, write
from tests.questionnaire.test_readme import EXAMPLE, SCALES

SHIPPED = sorted((Path(__file__).parents[2] / "questionnaires").glob("*/[0-9].yaml"))


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "exempel" / "1.yaml"
    path.parent.mkdir()
    path.write_text(EXAMPLE, encoding="utf-8")
    (tmp_path / "scales.yaml").write_text(SCALES, encoding="utf-8")
    return outline(load(path))


@pytest.mark.parametrize(
    "line",
    [
        "Enkät om stödet (exempel:1)",
        "För: deltagare",
        "Fylls i för varje omgång: kontaktperson, telefon",
        "tid: Hur länge har du fått stöd?",
        "  Räkna från det första mötet.",
        "  ____ månader (heltal 0–240)",
        "  ( ) Arbetade = arbete",
        "  ( ) Studerade = studier (vår ordalydelse)",
        "  ( ) Annat, nämligen = annat (skriv: sysselsattning_annat)",
        "  ( ) Vet ej = vet_ej (räknas inte som svar i sak)",
        "  I trycket: Vad tyckar du om stödet?",
        "  tycker_delaktig: Jag är delaktig i planeringen",
        "  Högst 2 val.",
        "  [ ] Inga hinder = inga (utesluter de andra)",
        "  ____-__-__ (dag)",
        "  [3 rader, högst 2000 tecken]",
        "  antal händer ____ Arbete = arbete",
        "  [högst 10 rader med kolumnerna]",
        "    mal: Mål",
        "  Räknas ut: utnyttjat i procent av beviljat",
        "narmare: Personer som har kommit närmare arbete",
        "1. Diagram: Deltagarnas svar om stödet. (tycker_delaktig, tycker_meningsfullt)",
        "2. Medelvärden: Medelvärden för varje projekt. (tycker_delaktig, samverkan; per grupp)",
        "3. Andel som instämmer: tycker_meningsfullt",
        "4. Tabell: Hinder. (hinder)",
        "5. Korstabell: Hinder för olika grupper. (hinder efter sysselsattning)",
        "6. Indikator: narmare",
        "7. Öppna svar: hur",
    ],
)
def test_it_has_this_line(text, line):
    assert line in text.splitlines()


def test_conditions_are_said_in_words(text):
    said = " ".join(text.split())
    assert "[Svara om du svarade ”i ganska hög grad” eller högre på ”Jag är delaktig i" in said
    assert "Räknas om du svarade ”i ganska hög grad” eller högre på ”Jag är delaktig i" in said


def test_a_scale_is_said_once_for_a_battery(text):
    battery = text[text.index("tycker: ") : text.index("samverkan: ")]
    assert battery.count("i låg grad = 1") == 1


def test_a_question_that_must_be_answered_has_a_star(tmp_path):
    text = outline(load(write(tmp_path, changed("rows: 3", "rows: 3\n        required: true"))))
    assert "hur: Berätta mer. *" in text.splitlines()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parent.name)
def test_every_variable_and_code_of_a_shipped_questionnaire_is_there(path):
    questionnaire = load(path)
    text = " ".join(outline(questionnaire).split())
    for variable in variables(questionnaire):
        assert f"{variable.name}: " in text or f"(skriv: {variable.name}" in text
        for code in variable.codes:
            assert f" = {code}" in text
