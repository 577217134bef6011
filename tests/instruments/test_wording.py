"""The instruments say what the sources print, word for word and in that order."""

import msgspec
import pytest

from survey_app.questionnaire.load import check
from survey_app.questionnaire.model import Likert
from survey_app.questionnaire.outline import outline
from tests.instruments.wording import PRINTED, SHIPPED, first_difference, printed, said_by

INSTRUMENTS = (
    "deltagare",
    "handlaggare-ordinarie",
    "handlaggare-projekt",
    "projektansvarig",
    "slutrapport",
    "socialsekreterare",
    "styrgrupp",
)


def test_every_instrument_of_the_sources_is_shipped(instruments):
    assert tuple(instruments) == INSTRUMENTS
    assert tuple(sorted(path.stem for path in PRINTED.glob("*.txt"))) == INSTRUMENTS


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parent.name)
def test_nothing_has_to_be_mended(path):
    questionnaire, findings = check(path)
    assert questionnaire is not None
    assert [str(finding) for finding in findings if finding.severity == "error"] == []


@pytest.mark.parametrize("id", INSTRUMENTS)
def test_the_form_says_the_printed_words_in_the_printed_order_and_no_others(instruments, id):
    assert first_difference(printed(id), said_by(instruments[id])) == ""


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parent.name)
def test_the_wording_is_the_approved_one(path, golden):
    questionnaire, _ = check(path)
    golden(f"{questionnaire.id}-{questionnaire.version}.txt", outline(questionnaire))


# The comparison finds what it is there to find --------------------------------------------------


def changed(questionnaire, question_id, **changes):
    """Return the questionnaire with one question changed."""
    sections = [
        msgspec.structs.replace(
            section,
            questions=tuple(
                msgspec.structs.replace(question, **changes)
                if question.id == question_id
                else question
                for question in section.questions
            ),
        )
        for section in questionnaire.sections
    ]
    return msgspec.structs.replace(questionnaire, sections=tuple(sections))


def question_in(questionnaire, id):
    return next(question for question in questionnaire.questions if question.id == id)


def test_a_changed_word_is_found(instruments):
    reworded = changed(
        instruments["deltagare"], "tid", text="Hur länge har du varit med i projektet?"
    )
    difference = first_difference(printed("deltagare"), said_by(reworded))
    assert "Hur länge har du deltagit i projektet?" in difference
    assert "Hur länge har du varit med i projektet?" in difference


def test_a_mended_slip_that_does_not_keep_its_print_is_found(instruments):
    questionnaire = instruments["handlaggare-projekt"]
    first, *others = question_in(questionnaire, "resultat").items
    mended = msgspec.structs.replace(first, text_original="")
    without_print = changed(questionnaire, "resultat", items=(mended, *others))
    difference = first_difference(printed("handlaggare-projekt"), said_by(without_print))
    assert "Arbetsätten" in difference
    assert "Arbetssätten" in difference


def test_statements_in_another_order_are_found(instruments):
    questionnaire = instruments["handlaggare-ordinarie"]
    items = question_in(questionnaire, "individ").items
    reordered = changed(questionnaire, "individ", items=tuple(reversed(items)))
    assert first_difference(printed("handlaggare-ordinarie"), said_by(reordered)) != ""


def test_a_question_too_many_and_one_too_few_are_found(instruments):
    questionnaire = instruments["styrgrupp"]
    first, *others = questionnaire.sections
    for sections in ((first, *others, first), (first, *others[:-1])):
        other_length = msgspec.structs.replace(questionnaire, sections=sections)
        assert first_difference(printed("styrgrupp"), said_by(other_length)) != ""


def test_words_of_ours_that_pass_for_the_source_are_found(instruments):
    questionnaire = instruments["socialsekreterare"]
    claimed = tuple(
        msgspec.structs.replace(option, label_source="källa")
        for option in question_in(questionnaire, "god_kvalitet").options
    )
    pretending = changed(questionnaire, "god_kvalitet", options=claimed)
    assert "~ Ja" in first_difference(printed("socialsekreterare"), said_by(pretending))


@pytest.mark.parametrize("id", INSTRUMENTS)
def test_every_battery_is_read_by_the_comparison(instruments, id):
    said = [line.text for line in said_by(instruments[id])]
    for question in instruments[id].questions:
        assert question.text in said
        if isinstance(question, Likert):
            assert {item.text for item in question.items} <= set(said)
