"""Who a question is for is said in the language of the page."""

from survey_app.i18n import use
from survey_app.questionnaire.model import AllOf, AnyOf, AtLeast, AtMost, Is, Not
from survey_app.respond.asked_if import asked_if
from tests.builders import a_questionnaire

HIGH = AtLeast("tycker_nojd", 4)


def said(condition, tag="sv"):
    with use(tag):
        return asked_if(condition, a_questionnaire())


def test_every_answer_that_counts_is_named():
    assert said(HIGH) == (
        "Svara bara om det här stämmer: ”Jag är nöjd med stödet”: ”Mycket” eller ”Helt”"
    )
    assert "”Inte alls” eller ”Lite”" in said(AtMost("tycker_nojd", 2))


def test_a_number_is_told_with_its_unit():
    assert said(AtLeast("manader", 6)).endswith("”Hur länge har du deltagit?”: minst 6 månader")
    assert said(AtMost("manader", 6)).endswith("högst 6 månader")


def test_conditions_are_joined_and_turned_round():
    both = AllOf((HIGH, Not(AnyOf((AtLeast("manader", 6), Is("tycker_nojd", ("vet_ej",)))))))
    assert said(both).endswith(
        "”Helt” och inte (”Hur länge har du deltagit?”: minst 6 månader eller "
        "”Jag är nöjd med stödet”: ”Vet ej”)"
    )


def test_it_is_said_in_the_language_of_the_page():
    assert said(HIGH, "en").startswith("Answer only if this is true: “")
    assert "» أو «" in said(HIGH, "ar")
