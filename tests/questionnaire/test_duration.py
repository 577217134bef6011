"""The estimate of the time agrees with the sums that were worked out by hand (U18)."""

from pathlib import Path

from survey_app.questionnaire.duration import estimated_seconds
from survey_app.questionnaire.load import load
from survey_app.questionnaire.model import (
    FreeText,
    Item,
    Likert,
    Note,
    Option,
    Point,
    Questionnaire,
    Scale,
    Section,
    SingleChoice,
)

SHIPPED = Path(__file__).parents[2] / "questionnaires"
SCALE = Scale(
    id="grad5",
    points=tuple(Point(code=str(step), text=str(step), value=step) for step in range(1, 6)),
    top=("4", "5"),
    bottom=("1", "2"),
    agree="instämmer",
)


def battery(id, items):
    statements = tuple(Item(id=f"i{n}", text=f"Rad {n}") for n in range(items))
    return Likert(id=id, text="Vad tycker du?", scale=SCALE, items=statements)


def choice(id):
    options = (Option(code="a", text="A"), Option(code="b", text="B", specify=True))
    return SingleChoice(id=id, text="Vilken?", options=options)


def judgement(id):
    return SingleChoice(id=id, text="Hur mycket?", scale=SCALE)


def comment(id):
    return FreeText(id=id, text="Kommentera.", rows=3)


def questionnaire(*questions):
    section = Section(id="allt", title="Allt", questions=questions)
    return Questionnaire(id="prov", version=1, title="Prov", audience="annan", sections=(section,))


# I-03 as printed: how long (a short open answer), one choice, nine judgements, three comments.
I_03 = questionnaire(
    FreeText(id="tid", text="Hur länge har du deltagit i projektet?", rows=1),
    choice("sysselsattning"),
    battery("tycker", 4),
    battery("vidare", 3),
    comment("hur"),
    Note(id="ingress", text="Myndigheter samverkar."),
    judgement("samverkan"),
    judgement("insatser"),
    comment("markt"),
    comment("stod"),
)

# I-01: one choice, fourteen statements, two open questions.
I_01 = questionnaire(
    choice("organisation"),
    battery("a", 4),
    battery("b", 7),
    battery("c", 3),
    comment("d1"),
    comment("d2"),
)


def test_the_participants_questionnaire_takes_320_seconds_with_every_comment():
    assert estimated_seconds(I_03) == 320


def test_the_participants_questionnaire_takes_140_seconds_without_comments():
    assert estimated_seconds(I_03, comments=False) == 140


def test_the_project_workers_questionnaire_takes_275_seconds():
    assert estimated_seconds(I_01) == 275


def test_the_shipped_ones_agree():
    # The shipped I-03 asks for months as a number: 27 seconds rather than 30.
    assert estimated_seconds(load(SHIPPED / "deltagare" / "1.yaml")) == 317
    assert estimated_seconds(load(SHIPPED / "handlaggare-projekt" / "1.yaml")) == 275
