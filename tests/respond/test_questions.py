"""How questions are drawn, and what is said when an answer cannot be used."""

import json

import msgspec
import pytest

from survey_app.questionnaire.answers import Problem
from survey_app.questionnaire.model import (
    AnyOf,
    AtLeast,
    AtMost,
    Is,
    Item,
    Likert,
    Not,
    Option,
    Section,
    SingleChoice,
)
from survey_app.respond.messages import MESSAGES
from tests.builders import a_questionnaire, a_scale
from tests.pages import fields_of, read_page, text_of


def test_every_kind_of_question_is_drawn(respondent):
    page = read_page(respondent.read())
    form = page.select_one("form#enkat")

    assert form["action"] == "/svara"
    assert text_of(page.title) == "Enkät"
    assert "Svara så gott du kan." in text_of(form)
    assert page.select_one("#manader")["inputmode"] == "numeric"
    assert page.select_one("#manader")["aria-describedby"] == "manader-unit"
    assert text_of(page.select_one("#manader-unit")) == "månader"
    assert "2024-01-08" in text_of(page.select_one("#start-hint"))
    assert [one["value"] for one in page.select("[name=innan]")] == ["arbete", "studier", "annat"]
    assert text_of(page.select_one("label[for=innan_annat]")) == (
        "Skriv här om du valde ”Annat, nämligen”"
    )
    assert [one["type"] for one in page.select("[name=hinder]")] == ["checkbox"] * 4
    assert text_of(page.select_one("#hinder-hint")) == "Välj högst 2."
    assert page.select_one("textarea#hur")["rows"] == "3"
    assert "Skriv inte namn eller personnummer." in text_of(page.select_one("#hur-hint"))
    assert not page.select("[checked], [required], [maxlength], table")


def test_each_statement_is_a_card_of_its_own_with_every_step_in_words(respondent):
    page = read_page(respondent.read())
    card = page.select_one("#tycker_nojd").find_parent("fieldset")

    assert text_of(card.legend) == "Jag är nöjd med stödet"
    assert [text_of(label) for label in card.select("label")] == [
        "Inte alls",
        "Lite",
        "Delvis",
        "Mycket",
        "Helt",
        "Vet ej",
    ]
    assert ["apart" in label["class"] for label in card.select("label")] == [False] * 5 + [True]
    battery = card.find_parent(class_="block")
    assert battery["role"] == "group"
    assert text_of(page.find(id=battery["aria-labelledby"])) == "Vad tycker du om projektet?"


def test_where_cards_stand_alone_each_repeats_what_is_asked(invite):
    person = invite(questionnaire=a_questionnaire(layout="one-at-a-time"))
    person.give_code()
    card = read_page(person.read()).select_one("#tycker_nojd").find_parent("fieldset")
    assert text_of(card.legend) == "Vad tycker du om projektet? Jag är nöjd med stödet"


def test_return_in_a_field_does_not_send_the_answers(respondent):
    """Browsers press the first button, and do nothing when it is disabled."""
    first = read_page(respondent.read()).select_one("form#enkat button")
    assert first.has_attr("disabled")
    assert first.has_attr("hidden")


# What is wrong -----------------------------------------------------------------------------------


def test_a_wrong_answer_is_explained_at_the_top_and_at_the_question(respondent, ballots):
    refused = respondent.send(manader="600", innan="arbete", ovrigt="Hej\n\nigen")
    page = read_page(refused)

    assert refused.status_code == 422
    assert text_of(page.title) == "Fel: Enkät"
    (link,) = page.select(".summary a")
    assert text_of(link) == ("Hur länge har du deltagit? – Skriv ett tal mellan 0 och 240 månader.")
    control = page.select_one(link["href"])
    assert control["value"] == "600"
    assert control["aria-invalid"] == "true"
    assert "manader-error" in control["aria-describedby"]
    assert text_of(page.select_one("#manader-error")) == (
        "Fel: Skriv ett tal mellan 0 och 240 månader."
    )
    assert page.select_one(".summary")["tabindex"] == "-1"
    assert fields_of(page)["ovrigt"] == ["Hej\n\nigen"]
    assert fields_of(page)["innan"] == ["arbete"]
    assert ballots(respondent.round_id) == []


@pytest.mark.parametrize(
    ("answers", "field", "message"),
    [
        ({"manader": "två"}, "manader", "Skriv ett heltal med siffror, till exempel 12."),
        ({"manader": "1,5"}, "manader", "Skriv ett heltal utan decimaler, till exempel 12."),
        ({"start": "31/2 2024"}, "start", "Skriv dagen så här: 2024-01-08 eller 8/1 2024."),
        ({"innan": "x"}, "innan", "Välj ett av alternativen."),
        ({"innan": ["arbete", "studier"]}, "innan", "Välj bara ett svar."),
        ({"tycker_nojd": "6"}, "tycker_nojd", "Välj ett av alternativen."),
        ({"hinder": ["tid", "resor", "halsa"]}, "hinder", "Välj högst 2. Nu är 3 valda."),
        (
            {"hinder": ["tid", "inga"]},
            "hinder",
            "Välj antingen ”Inga” eller något av de andra svaren, inte båda.",
        ),
        (
            {"innan": "annat", "innan_annat": "x" * 201},
            "innan_annat",
            "Korta ner svaret med 1 tecken. Det får vara högst 200 tecken.",
        ),
    ],
)
def test_what_is_wrong_is_said_as_the_next_step(respondent, answers, field, message):
    page = read_page(respondent.send(**answers))
    assert text_of(page.select_one(f"#{field}-error")) == f"Fel: {message}"
    assert page.select_one(f".summary a[href='#{field}']")


def test_no_problem_is_without_words():
    assert set(MESSAGES) == set(Problem)


def test_a_required_question_says_so(invite):
    ask = SingleChoice(
        id="ask", text="Vill du?", required=True, options=(Option(code="ja", text="Ja"),)
    )
    section = Section(id="s", title="S", questions=(ask,))
    person = invite(questionnaire=a_questionnaire(sections=(section,)))
    person.give_code()

    assert "(måste besvaras)" in text_of(read_page(person.read()).select_one("section legend"))
    page = read_page(person.send())
    assert text_of(page.select_one("#ask-error")) == "Fel: Svara på frågan för att kunna skicka."


# Follow-up questions -----------------------------------------------------------------------------


def test_a_condition_is_said_in_words_and_to_the_script(respondent):
    block = read_page(respondent.read()).select_one("#hur").find_parent(class_="block")

    assert text_of(block.select_one(".condition")) == (
        "Svara om du svarade ”Mycket” eller högre på ”Jag är nöjd med stödet”."
    )
    assert json.loads(block["data-show-if"]) == ["is", "tycker_nojd", ["4", "5"]]


def test_an_answer_to_a_hidden_question_is_not_kept(respondent, ballots):
    assert respondent.send(tycker_nojd="2", hur="Det ångrade jag").status_code == 303
    assert ballots(respondent.round_id) == [{"tycker_nojd": "2", "group": "g1"}]


def test_every_condition_reaches_the_script(invite):
    follow_up = msgspec.structs.replace(
        a_questionnaire().questions[-1],
        show_if=AnyOf(
            (
                Not(Is(item="innan", codes=("arbete",))),
                AtLeast(item="manader", value=12),
                AtMost(item="tycker_nojd", value=2),
            )
        ),
    )
    sections = a_questionnaire().sections
    opinion = msgspec.structs.replace(
        sections[1], questions=(*sections[1].questions[:-1], follow_up)
    )
    person = invite(questionnaire=a_questionnaire(sections=(sections[0], opinion)))
    person.give_code()
    block = read_page(person.read()).select_one("#ovrigt").find_parent(class_="block")
    assert json.loads(block["data-show-if"]) == [
        "any",
        ["not", ["is", "innan", ["arbete"]]],
        ["min", "manader", 12],
        ["is", "tycker_nojd", ["1", "2"]],
    ]


# Hostile texts -----------------------------------------------------------------------------------

HOSTILE = [
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "</textarea><h1>Hej</h1>",
    "{{ 7 * 7 }}{% raw %}",
    "\u202etxet\u202c\u200b",
    "javascript:alert(1)",
    "&lt;b&gt;",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_is_typed_comes_back_as_text(respondent, hostile):
    page = read_page(
        respondent.send(manader=hostile, innan="annat", innan_annat=hostile, ovrigt=hostile)
    )
    assert page.select_one("#manader")["value"] == hostile
    assert page.select_one("#innan_annat")["value"] == hostile
    assert fields_of(page)["ovrigt"] == [hostile]
    assert len(page.select("script")) == 1
    assert not page.select("img")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_a_questionnaire_says_is_text_too(invite, hostile):
    item = Item(id="a", text=hostile)
    question = Likert(id="q", text=hostile, hint=hostile, scale=a_scale(), items=(item,))
    section = Section(id="s", title=hostile, intro=hostile, questions=(question,))
    person = invite(
        questionnaire=a_questionnaire(title=hostile, intro=hostile, sections=(section,))
    )
    person.give_code()
    page = read_page(person.read())
    assert text_of(page.h1) == " ".join(hostile.split())
    assert len(page.select("script")) == 1
    assert not page.select("img")
