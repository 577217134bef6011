"""What stands in a cell, as people and programs write it."""

import numpy as np
import pytest

from tests.analysis.builders import a_date, a_likert, a_multiple, a_number, a_single, a_text
from tests.analysis.reading.builders import (
    codes,
    picked,
    problems_of,
    problems_of_one,
    read,
    read_one,
    texts,
    the_codebook,
)

NOJD = a_likert("nojd", vet_ej=True)
HINDER = a_multiple("hinder", "tid", "resor", "pengar")
MONTHS = a_number("manader", unit="månader", low=0, high=240, whole=True)


@pytest.mark.parametrize(
    "cell",
    [
        "4",
        " 4 ",
        "4,0",
        "4.0",
        "i ganska hög grad",
        "I GANSKA  HÖG\xa0GRAD",
        "4 - i ganska hög grad",
        "4. I ganska hög grad",
        "4: i ganska hög grad",
        "(4) i ganska hög grad",
        "i ganska hög grad (4)",
        "4 – i ganska hög grad.",
    ],
)
def test_a_step_is_its_code_its_words_or_both(cell):
    assert codes(read_one(NOJD, cell), "nojd") == ["4"]


@pytest.mark.parametrize(
    "cell", ["", "-", "–", "NA", "n/a", "#N/A", "#SAKNAS!", "Ej svar", "ej besvarad", "."]
)
def test_nothing_is_no_answer(cell):
    assert codes(read_one(NOJD, cell, "4"), "nojd")[-1] == "4"
    assert codes(read_one(NOJD, cell, "4"), "nojd")[0] is None


def test_vet_ej_is_an_answer_only_where_the_scale_has_it():
    assert codes(read_one(NOJD, "Vet ej", "vet_ej"), "nojd") == ["vet_ej", "vet_ej"]
    assert problems_of_one(a_likert("nojd"), "Vet ej") == [
        "”Vet ej” finns inte på skalan 1–5. Rätta eller lämna tomt."
    ]


@pytest.mark.parametrize("cell", ["6", "0", "-4", "−4", "4,5", "45", "99", "ganska hög", "#REF!"])
def test_what_is_not_on_the_scale_is_not_guessed(cell):
    (problem,) = problems_of_one(NOJD, cell)
    assert problem.startswith(f"”{cell}” finns inte på skalan 1–5 med ”Vet ej”.")


def test_a_label_that_says_no_answer_is_an_answer_where_it_is_an_option():
    asked = a_single("innan", "a", "b")
    asked["codes"][0]["text"] = "Ej svar"
    assert codes(read_one(asked, "ej svar", "-"), "innan") == ["a", None]


def test_options_that_differ_in_a_sign_are_told_apart():
    asked = a_single("ar", "ung", "gammal")
    asked["codes"][0]["text"], asked["codes"][1]["text"] = "< 30 år", "> 30 år"
    assert codes(read_one(asked, "> 30 år", "<30 år", "ung"), "ar")[0] == "gammal"


def test_options_told_apart_by_a_sign_only_must_be_written_as_they_are():
    asked = a_single("ar", "ung", "gammal")
    asked["codes"][0]["text"], asked["codes"][1]["text"] = "<30", ">30"
    (problem,) = problems_of_one(asked, "30")
    assert "”30” finns inte bland svaren ”<30”, ”>30”" in problem


def test_a_code_means_itself_even_where_a_label_says_the_same():
    asked = a_single("antal", "1", "2")
    asked["codes"][0]["text"], asked["codes"][1]["text"] = "2", "3"
    assert codes(read_one(asked, "2", "3", "1"), "antal") == ["2", "2", "1"]


@pytest.mark.parametrize(
    "cell",
    ["tid;pengar", "Tid; Pengar;", "tid,pengar", "Pengar, Tid", "Tid\nPengar", "tid | pengar"],
)
def test_several_answers_stand_in_one_cell(cell):
    assert picked(read_one(HINDER, cell, ""), "hinder") == [{"tid", "pengar"}, set()]


def test_an_option_may_hold_a_comma():
    asked = a_multiple("hinder", "a", "b", "c")
    for code, text in zip(
        asked["codes"], ["Tid, ork och pengar", "Ork", "Inget, alls"], strict=True
    ):
        code["text"] = text
    answered = read_one(asked, "Ork, Tid, ork och pengar", "Inget, alls", "Tid, ork och pengar")
    assert picked(answered, "hinder") == [{"a", "b"}, {"c"}, {"a"}]


def test_a_cell_that_can_be_read_in_two_ways_is_asked_about():
    asked = a_multiple("hinder", "a", "b", "c")
    for code, text in zip(asked["codes"], ["Tid", "Ork", "Tid, ork"], strict=True):
        code["text"] = text
    (problem,) = problems_of_one(asked, "Ork, Tid, ork")
    assert "kan delas upp på flera sätt. Skriv semikolon mellan svaren" in problem
    assert picked(read_one(asked, "Ork; Tid, ork"), "hinder") == [{"b", "c"}]


@pytest.mark.parametrize("cell", ["tid, hälsan", "tid; hälsan", "hälsan;tid;resor"])
def test_an_unknown_answer_among_several_is_named(cell):
    (problem,) = problems_of_one(HINDER, cell)
    assert problem.startswith("”hälsan” finns inte bland svaren ”Tid”, ”Resor”, ”Pengar”.")


def test_a_cell_of_commas_takes_no_time():
    (problem,) = problems_of_one(HINDER, "tid," * 50_000)
    assert "finns inte bland svaren" in problem


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        ("1", "0"),
        ("ja", "nej"),
        ("x", ""),
        ("X", "-"),
        ("Tid", ""),
        ("tid", ""),
        ("1,0", "0"),
        ("Yes", "No"),
        ("SANT", "FALSKT"),
        ("✓", ""),
    ],
)
def test_options_have_a_column_each(yes, no):
    content = f"id;hinder__tid;hinder__resor;hinder__pengar\n1;{yes};{no};{no}\n2;{no};{no};{no}\n"
    told = []
    answered = read(content, the_codebook(HINDER), tell=told.append)
    assert picked(answered, "hinder") == [{"tid"}, set()]
    assert [int(column[1]) for column in answered.picks["hinder"]] == [0, 0, 0], "nothing picked"


def test_a_mark_that_says_neither_yes_nor_no_is_told():
    content = "hinder__tid;hinder__resor;hinder__pengar\nResor;x;2\n"
    problems = problems_of(content, the_codebook(HINDER))
    assert problems == [
        "rad 2, kolumn A (”Tid”): ”Resor” säger inte om svaret är valt (1) eller inte (0). "
        "Rätta eller lämna tomt.",
        "rad 2, kolumn C (”Pengar”): ”2” säger inte om svaret är valt (1) eller inte (0). "
        "Rätta eller lämna tomt.",
    ]


def test_rules_of_a_multiple_choice_are_kept():
    asked = {**a_multiple("hinder", "tid", "resor", "inga"), "max_choices": 1}
    asked["codes"][2]["exclusive"] = True
    assert problems_of_one(asked, "tid;resor")[0].startswith("2 svar är valda och högst 1")
    assert problems_of_one(asked, "tid;inga")[0].startswith("”Inga” går inte ihop med ett annat")


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("12", 12),
        ("12,0", 12),
        ("12.00", 12),
        (" 1 2 ", 12),
        ("12 månader", 12),
        ("12mån.", 12),
        ("0", 0),
        ("", np.nan),
        ("-", np.nan),
        ("1\xa02", 12),
        ("+7", 7),
    ],
)
def test_a_number_is_read_as_it_is_written(cell, number):
    np.testing.assert_array_equal(read_one(MONTHS, cell).numbers["manader"], [number])


@pytest.mark.parametrize(
    ("cell", "wrong"),
    [
        ("sex", "är inte ett antal månader"),
        ("6 år", "är inte ett antal månader"),
        ("6,5", "är inte ett heltal"),
        ("-1", "är inte mellan 0 och 240"),
        ("241", "är inte mellan 0 och 240"),
        ("1e3", "är inte ett antal"),
        ("9" * 40, "orimligt stort"),
        ("6-12", "är inte ett antal"),
        ("1,2,3", "är inte ett antal"),
    ],
)
def test_what_is_no_such_number_is_told(cell, wrong):
    if wrong:
        (problem,) = problems_of_one(MONTHS, cell)
        assert wrong in problem


def test_decimals_are_kept_where_the_question_takes_them():
    hours = a_number("timmar", unit="h")
    answered = read_one(hours, "1,5", "1 234,25 h", "−0,5")
    assert list(answered.numbers["timmar"]) == [1.5, 1234.25, -0.5]


@pytest.mark.parametrize(
    "cell", ["2026-05-31", "20260531", "31/5/2026", "31/05/2026", "31.5.2026", "2026-05-31 13:45"]
)
def test_a_day_is_read_as_it_is_written(cell):
    assert read_one(a_date("start"), cell).days["start"] == np.datetime64("2026-05-31")


@pytest.mark.parametrize(
    "cell", ["5/31/2026", "2026-02-30", "46173", "maj", "31/5/26", "1066-10-14"]
)
def test_what_is_no_day_is_told(cell):
    (problem,) = problems_of_one(a_date("start"), cell)
    assert problem.startswith(f"”{cell}” är inte en dag som 2026-05-31 eller 31/5/2026.")


def test_texts_are_kept_as_written_and_blanks_left_out():
    written = read_one(a_text("ovrigt"), ' Bra;\r\nmen "dyrt"', "-", "NA", "", "=1+1")
    assert texts(written, "ovrigt") == ['Bra;\nmen "dyrt"', "=1+1"]
    assert written.n == 5


def test_a_line_beside_an_option_chooses_it():
    line = a_text("innan_annat", specifies="innan", specify_code="annat", text="Annat, nämligen")
    book = the_codebook(a_single("innan", "arbete", "annat"), line)
    told = []
    content = "innan;innan_annat\n;Praktik\nannat;Hemma\narbete;Gammal text\n"
    answered = read(content, book, tell=told.append)
    assert codes(answered, "innan") == ["annat", "annat", "arbete"]
    assert texts(answered, "innan_annat") == ["Praktik", "Hemma"]
    assert told == ["innan_annat: 1 text läses inte, för ett annat svar är valt på ”innan”."]
