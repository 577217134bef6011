"""What was typed, and what is made of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey_app.questionnaire.answers import (
    InvalidAnswer,
    Problem,
    clean_text,
    parse_answer,
    read_answers,
    utf16_units,
)
from survey_app.questionnaire.model import (
    AtLeast,
    DateQuestion,
    FreeText,
    Is,
    MultipleChoice,
    Number,
    Option,
    Questionnaire,
    Section,
    SingleChoice,
)
from survey_app.questionnaire.variables import variables_of
from tests.builders import a_questionnaire, a_scale

OPTIONS = (
    Option(code="walk", text="Gå"),
    Option(code="bike", text="Cykla"),
    Option(code="none", text="Inget", exclusive=True),
    Option(code="other", text="Annat, nämligen", specify=True),
)
NUMBER = Number(id="q", text="?", min=0, max=240, unit="månader")


def parse(question, *typed):
    return parse_answer(variables_of(question)[0], typed)


def problem_with(question, *typed):
    with pytest.raises(InvalidAnswer) as caught:
        parse(question, *typed)
    return caught.value


def read(*questions, **typed):
    questionnaire = Questionnaire(
        id="q",
        version=1,
        title="?",
        audience="annan",
        sections=(Section(id="s", title="S", questions=questions),),
    )
    as_sent = {name: [one] if isinstance(one, str) else one for name, one in typed.items()}
    return read_answers(questionnaire, as_sent)


# One and several ---------------------------------------------------------------------------------


def test_a_choice_is_a_code_on_the_list():
    assert parse(SingleChoice(id="q", text="?", options=OPTIONS), "bike") == "bike"
    assert parse(SingleChoice(id="q", text="?", scale=a_scale()), "vet_ej") == "vet_ej"


@pytest.mark.parametrize("code", ["Cykla", "bikes", "6", "<script>"])
def test_what_is_not_on_the_list_is_refused(code):
    question = SingleChoice(id="q", text="?", options=OPTIONS)
    assert problem_with(question, code).problem is Problem.NOT_AN_OPTION


def test_nobody_guesses_which_of_two_answers_is_meant():
    question = SingleChoice(id="q", text="?", options=OPTIONS)
    assert problem_with(question, "bike", "walk").problem is Problem.MORE_THAN_ONE
    assert parse(question, "bike", "bike") == "bike"


def test_ticked_boxes_are_kept_in_the_order_asked():
    assert parse(MultipleChoice(id="q", text="?", options=OPTIONS), "bike", "walk") == [
        "walk",
        "bike",
    ]


def test_at_most_so_many_boxes():
    question = MultipleChoice(id="q", text="?", options=OPTIONS, max_choices=1)
    invalid = problem_with(question, "bike", "walk")
    assert (invalid.problem, invalid.values) == (Problem.TOO_MANY, {"max": 1, "chosen": 2})


def test_an_exclusive_box_stands_alone():
    question = MultipleChoice(id="q", text="?", options=OPTIONS)
    assert parse(question, "none") == ["none"]
    invalid = problem_with(question, "bike", "none")
    assert (invalid.problem, invalid.values) == (Problem.EXCLUSIVE_AND_MORE, {"option": "Inget"})


# Numbers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("42", 42),
        (" 42 ", 42),
        ("2 4", 24),
        ("2\N{NO-BREAK SPACE}4", 24),
        ("0", 0),
        ("007", 7),
        ("0" * 30 + "7", 7),
        ("12 månader", 12),
        ("12 MÅNADER", 12),
        ("+12", 12),
        ("١٢", 12),
    ],
)
def test_a_number_may_be_written_as_people_write(typed, number):
    assert parse(NUMBER, typed) == number


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("två år", Problem.NOT_A_NUMBER),
        ("12 år", Problem.NOT_A_NUMBER),
        ("månader", Problem.NOT_A_NUMBER),
        ("1e3", Problem.NOT_A_NUMBER),
        ("²", Problem.NOT_A_NUMBER),
        ("-", Problem.NOT_A_NUMBER),
        ("1,5", Problem.NOT_WHOLE),
        ("1.5", Problem.NOT_WHOLE),
        ("241", Problem.OUT_OF_RANGE),
        ("-1", Problem.OUT_OF_RANGE),
        ("−1", Problem.OUT_OF_RANGE),
        ("9" * 5000, Problem.OUT_OF_RANGE),
    ],
)
def test_what_is_wrong_with_a_number_is_told(typed, problem):
    assert problem_with(NUMBER, typed).problem is problem


def test_the_limits_are_told():
    assert problem_with(NUMBER, "999").values == {"low": 0, "high": 240, "unit": "månader"}


def test_numbers_below_zero_where_they_may_be():
    assert parse(Number(id="q", text="?", min=-10, max=10), "−4") == -4


# Days --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "2024-01-08",
        "20240108",
        "2024/1/8",
        "8/1 2024",
        "8/1-2024",
        "8.1.2024",
        "08 01 2024",
        "8 januari 2024",
        "den 8 Jan. 2024",
    ],
)
def test_a_day_may_be_written_as_people_write(typed):
    assert parse(DateQuestion(id="q", text="?"), typed) == "2024-01-08"


@pytest.mark.parametrize(
    "typed",
    [
        "igår",
        "2024-02-30",
        "8/1",
        "8/1 24",
        "240108",
        "8 foo 2024",
        "8 j 2024",
        "1066-10-14",
        "1/1/1/2024",
    ],
)
def test_what_is_not_a_day_is_not_guessed_at(typed):
    assert problem_with(DateQuestion(id="q", text="?"), typed).problem is Problem.NOT_A_DATE


# Words -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Hej\r\ndär\r! \n", "Hej\ndär\n!"),
        ("e\N{COMBINING ACUTE ACCENT}", "é"),
        ("a\x00b\x07c\x7fd\x9be", "abcde"),
        ("a\tb", "a b"),
        ("سلام\N{ZERO WIDTH NON-JOINER}ها", "سلام\N{ZERO WIDTH NON-JOINER}ها"),
        ("\ud83d", ""),
    ],
)
def test_text_is_kept_clean(typed, kept):
    assert clean_text(typed) == kept


def test_length_is_counted_as_browsers_count():
    question = FreeText(id="q", text="?", max_length=4)
    assert parse(question, "😀😀") == "😀😀"
    invalid = problem_with(question, "😀😀!")
    assert (invalid.problem, invalid.values) == (Problem.TOO_LONG, {"over": 1, "max": 4})


@given(st.text())
def test_any_text_can_be_kept(typed):
    text = clean_text(typed)
    assert clean_text(text) == text
    assert len(text.encode()) <= 3 * utf16_units(text)


# The whole form ----------------------------------------------------------------------------------


def test_one_wrong_answer_does_not_cost_the_others():
    read = read_answers(
        a_questionnaire(),
        {"manader": ["många"], "innan": ["arbete"], "okand": ["x"], "ovrigt": [" "]},
    )
    assert read.answers == {"innan": "arbete"}
    assert {name: one.problem for name, one in read.problems.items()} == {
        "manader": Problem.NOT_A_NUMBER
    }
    assert read.typed["manader"] == ["många"]


def test_a_line_beside_an_option_chooses_it_when_nothing_else_is_chosen():
    question = SingleChoice(id="q", text="?", options=OPTIONS)
    assert read(question, q_other="Buss").answers == {"q": "other", "q_other": "Buss"}
    several = MultipleChoice(id="q", text="?", options=OPTIONS)
    assert read(several, q_other="Buss\r\noch tåg").answers == {
        "q": ["other"],
        "q_other": "Buss och tåg",
    }


def test_a_line_left_behind_after_a_change_of_mind_is_not_sent():
    question = SingleChoice(id="q", text="?", options=OPTIONS)
    left_behind = read(question, q="walk", q_other="x" * 999)
    assert (left_behind.answers, left_behind.problems) == ({"q": "walk"}, {})


def test_where_several_may_be_chosen_a_line_chooses_its_option_too():
    question = MultipleChoice(id="q", text="?", options=OPTIONS)
    both = read(question, q="walk", q_other="Buss")
    assert both.answers == {"q": ["walk", "other"], "q_other": "Buss"}
    assert both.typed == {"q": ["walk", "other"], "q_other": ["Buss"]}, "shown again as chosen"


def test_a_line_that_makes_the_choices_too_many_is_told_of_rather_than_dropped():
    question = MultipleChoice(id="q", text="?", options=OPTIONS, max_choices=1)
    too_many = read(question, q="walk", q_other="Buss")
    assert too_many.problems["q"].problem is Problem.TOO_MANY
    question = MultipleChoice(id="q", text="?", options=OPTIONS)
    against = read(question, q="none", q_other="Buss")
    assert against.problems["q"].problem is Problem.EXCLUSIVE_AND_MORE


def test_an_option_may_be_chosen_without_a_line():
    question = SingleChoice(id="q", text="?", options=OPTIONS, required=True)
    assert read(question, q="other").answers == {"q": "other"}


def test_what_is_required_is_asked_for():
    question = FreeText(id="q", text="?", required=True)
    assert read(question).problems["q"].problem is Problem.MISSING
    assert read(question, q=" \x00 ").problems["q"].problem is Problem.MISSING
    assert read(question, q="Ja").problems == {}


def test_a_hidden_question_is_neither_answered_nor_required():
    ask = SingleChoice(id="ask", text="?", scale=a_scale())
    more = Number(
        id="more", text="?", min=0, max=9, required=True, show_if=AtLeast(item="ask", value=4)
    )
    hidden = read(ask, more, ask="3", more="många")
    assert (hidden.answers, hidden.problems) == ({"ask": "3"}, {})
    assert read(ask, more, ask="4").problems["more"].problem is Problem.MISSING
    assert read(ask, more, ask="4", more="7").answers == {"ask": "4", "more": 7}


def test_a_hidden_question_hides_those_that_follow_from_it():
    first = SingleChoice(id="first", text="?", options=OPTIONS)
    second = SingleChoice(
        id="second", text="?", options=OPTIONS, show_if=Is(item="first", codes=("other",))
    )
    third = FreeText(id="third", text="?", show_if=Is(item="second", codes=("other",)))
    changed_their_mind = read(first, second, third, first="walk", second="other", third="Nej")
    assert changed_their_mind.answers == {"first": "walk"}
    kept = read(first, second, third, first="other", second="other", third="Ja")
    assert kept.answers == {"first": "other", "second": "other", "third": "Ja"}


@given(
    st.dictionaries(
        st.sampled_from(
            ["manader", "start", "innan", "innan_annat", "tycker_nojd", "hinder", "hur"]
        ),
        st.lists(st.text() | st.sampled_from(["annat", "5", "tid", "inga", "2024-01-08"])),
    )
)
def test_anything_that_is_sent_becomes_answers_or_problems(typed):
    read = read_answers(a_questionnaire(), typed)
    assert not read.answers.keys() & read.problems.keys()
    again = {
        name: one if isinstance(one, list) else [str(one)] for name, one in read.answers.items()
    }
    if not read.problems:
        assert read_answers(a_questionnaire(), again).answers == read.answers
