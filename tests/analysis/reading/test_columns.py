"""Which column answers what, by its heading."""

import pytest

import analysis
from analysis.reading.problems import AnswersWarning
from tests.analysis.builders import a_likert, a_multiple, a_single, a_text
from tests.analysis.reading.builders import codes, picked, problems_of, read, texts, the_codebook

STEM = "Vad tycker du om projektet?"
BATTERY = (
    a_likert("tycker_nojd", text="Jag är nöjd.", stem=STEM),
    a_likert("tycker_delaktig", text="Jag är delaktig i planeringen", stem=STEM),
)
SAME = "Handläggning av individärenden har blivit effektivare tack vare samverkan."
TWICE = (
    a_likert("individ_egen", text="Egen försörjning", stem="Om individerna"),
    a_likert("individ_effektivare", text=SAME, stem="Om individerna"),
    a_likert("resultat_hinder", text="Hinder har undanröjts", stem="Om resultaten"),
    a_likert("resultat_effektivare", text=SAME, stem="Om resultaten"),
)


@pytest.mark.parametrize(
    "heading",
    [
        "tycker_delaktig",
        "TYCKER_DELAKTIG",
        "Jag är delaktig i planeringen",
        "jag är delaktig  i planeringen.",
        f"{STEM} [Jag är delaktig i planeringen]",
        f"{STEM}: Jag är delaktig i planeringen",
        f"{STEM} - Jag är delaktig i planeringen",
        "3. Jag är delaktig i planeringen",
        f"Q2: {STEM} [Jag är delaktig i planeringen]",
        "tycker_delaktig. Jag är delaktig i planeringen",
        "tycker_delaktig: Något som har skrivits om",
        "tycker[delaktig]. Vad tycker du? [Jag är delaktig i planeringen]",
        f"Q1[SQ002]. {STEM} [Jag är delaktig i planeringen]",
        "Q1[SQ002]. Vad tycker du? [Jag är delaktig i planeringen]",
        "Vad tycker du? - Jag är delaktig i planeringen",
        f"{STEM}.Jag är delaktig i planeringen",
        "Jag&nbsp;är delaktig i\N{NO-BREAK SPACE}planeringen",
        f"<p>{STEM}</p> [Jag är delaktig i planeringen]",
        f"Jag är delaktig i planeringen – {STEM}",
    ],
)
def test_a_column_is_known_by_name_by_text_and_as_tools_write_it(heading):
    answered = read(f'nr;"{heading}"\n1;4\n', the_codebook(*BATTERY), tell=lambda _: None)
    assert codes(answered, "tycker_delaktig") == ["4"]


def test_a_statement_asked_twice_is_not_guessed():
    for heading in (SAME, f"{SAME};{SAME};{SAME}", f"resultat_hinder;{SAME};{SAME};individ_egen"):
        problems = problems_of(f"{heading}\n" + ";".join("1" * 4), the_codebook(*TWICE))
        assert any("kan vara" in one and "Skriv variabelns namn" in one for one in problems)


def test_the_stem_decides_which_of_two_alike_is_meant():
    content = f"Om resultaten [{SAME}];Om individerna [{SAME}]\n5;1\n"
    answered = read(content, the_codebook(*TWICE), tell=lambda _: None)
    assert codes(answered, "resultat_effektivare") == ["5"]
    assert codes(answered, "individ_effektivare") == ["1"]


def test_the_order_decides_where_every_column_stands_in_the_order_asked():
    book = the_codebook(*TWICE)
    whole = f"Egen försörjning;{SAME};Hinder har undanröjts;{SAME}\n1;2;3;4\n"
    answered = read(whole, book)
    assert [codes(answered, one["name"])[0] for one in TWICE] == ["1", "2", "3", "4"]
    one = read(f"{SAME};Hinder har undanröjts\n2;3\n", book, tell=lambda _: None)
    assert codes(one, "individ_effektivare") == ["2"]
    assert "resultat_effektivare" not in one.codes


def test_a_misspelt_heading_is_told_with_what_it_is_like():
    problems = problems_of("tycker_delaktg;tycker_nojd\n4;5\n", the_codebook(*BATTERY))
    assert problems == [
        "kolumn A (”tycker_delaktg”) liknar ”tycker_delaktig” (”Jag är delaktig i planeringen”) "
        "men är inte lika. Rätta rubriken till tycker_delaktig, eller ta bort kolumnen."
    ]


def test_unknown_columns_are_ignored_and_told_and_so_are_missing_ones():
    told = []
    answered = read("Svarstid;;tycker_nojd\n12:01;x;4\n", the_codebook(*BATTERY), tell=told.append)
    assert told == [
        "Kolumner som inte hör till formuläret läses inte: A ”Svarstid”.",
        "Följande frågor finns inte i filen och är inte med i resultatet: "
        "”Jag är delaktig i planeringen”.",
    ]
    assert [one.name for one in answered.codebook.variables] == ["tycker_nojd"]


def test_a_file_with_headings_only_is_an_error():
    (problem,) = problems_of("tycker_nojd;tycker_delaktig\n", the_codebook(*BATTERY))
    assert problem.startswith("det finns inga svar under rubrikerna. Ta med en rad för varje")


def test_a_file_with_nothing_of_the_questionnaire_is_an_error():
    (problem,) = problems_of("Grupp;Ålder\nA;40\n", the_codebook(*BATTERY))
    assert problem.startswith("ingen rubrik känns igen. Första raden ska ha variablernas namn")


def test_what_the_file_does_not_have_is_taken_out_wherever_it_is_used():
    items = [
        a_likert(f"om_{name}", text=f"Om {name}", stem="Vad tycker du?", question="om")
        for name in ("ett", "två")
    ]
    alone = a_likert("nojd", text="Jag är nöjd")
    high = {"kind": "at_least", "item": "nojd", "value": 4}
    book = the_codebook(
        *items,
        alone,
        indicators=[
            {"id": "nojda", "text": "Nöjda", "condition": high},
            {
                "id": "nojda_om",
                "text": "Nöjda om",
                "condition": {
                    "kind": "any",
                    "conditions": [high, {"kind": "at_least", "item": "om_ett", "value": 4}],
                },
            },
        ],
        report=[
            {"kind": "figure", "title": "Allt", "items": ["om_ett", "nojd"], "by_group": False},
            {"kind": "share", "item": "om_ett"},
            {"kind": "indicator", "indicator": "nojda"},
            {"kind": "indicator", "indicator": "nojda_om"},
        ],
    )
    told = []
    found = read("nojd\n" + "4\n" * 12, book, tell=told.append).codebook
    assert [one.name for one in found.variables] == ["nojd"]
    assert [one.id for one in found.indicators] == ["nojda"]
    assert len(found.report) == 2
    assert found.report[0].items == ("nojd",)
    assert found.not_in_file == ("Vad tycker du?",)
    assert told == [
        "Följande frågor finns inte i filen och är inte med i resultatet: ”Vad tycker du?”."
    ]


def test_a_variable_with_two_columns_is_told():
    problems = problems_of("tycker_nojd;Jag är nöjd\n4;4\n", the_codebook(*BATTERY))
    assert problems == [
        "kolumn A (”tycker_nojd”) är en av 2 kolumner för ”tycker_nojd”. Behåll en.",
        "kolumn B (”Jag är nöjd”) är en av 2 kolumner för ”tycker_nojd”. Behåll en.",
    ]


HINDER = a_multiple("hinder", "tid", "resor", text="Vilka hinder finns?")


@pytest.mark.parametrize(
    "headings",
    [
        "hinder__tid;hinder__resor",
        "Vilka hinder finns? [Tid];Vilka hinder finns? [Resor]",
        "Tid;Resor",
        "Vilka hinder finns?: Tid;Vilka hinder finns?: Resor",
    ],
)
def test_the_columns_of_a_multiple_choice_are_known(headings):
    assert picked(read(f"{headings}\n1;0\n0;1\n", the_codebook(HINDER)), "hinder") == [
        {"tid"},
        {"resor"},
    ]


def test_a_multiple_choice_in_both_ways_is_told():
    (problem,) = problems_of("hinder;hinder__tid\ntid;1\n", the_codebook(HINDER))
    assert "men det finns också en kolumn för varje svar. Behåll det ena." in problem


def test_an_option_without_a_column_is_told():
    told = []
    answered = read("hinder__tid;x\n1;y\n", the_codebook(HINDER), tell=told.append)
    assert picked(answered, "hinder") == [{"tid"}]
    assert "Svarsalternativ utan kolumn räknas som ovalda av alla: hinder__resor." in told


def test_a_line_is_known_beside_a_column_with_all_answers():
    asked = a_multiple("hinder", "tid", "annat", text="Vilka hinder finns?")
    asked["codes"][1]["text"] = "Annat, nämligen"
    line = a_text("hinder_annat", text="Annat, nämligen", specifies="hinder", specify_code="annat")
    content = '"Vilka hinder finns?";"Annat, nämligen"\n"Tid; Annat, nämligen";Värk\n'
    answered = read(content, the_codebook(asked, line))
    assert picked(answered, "hinder") == [{"tid", "annat"}]
    assert texts(answered, "hinder_annat") == ["Värk"]


def test_a_column_that_may_be_an_option_or_its_line_is_asked_about():
    asked = a_multiple("hinder", "tid", "annat", text="Vilka hinder finns?")
    asked["codes"][1]["text"] = "Annat, nämligen"
    line = a_text("hinder_annat", text="Annat, nämligen", specifies="hinder", specify_code="annat")
    (problem,) = problems_of("Tid;Annat, nämligen\n1;Värk\n", the_codebook(asked, line))
    assert "kan vara ”hinder__annat” eller ”hinder_annat”. Skriv variabelns namn" in problem


def test_an_option_and_its_line_may_stand_side_by_side_under_one_heading():
    asked = a_multiple("hinder", "tid", "annat", text="Vilka hinder finns?")
    asked["codes"][1]["text"] = "Annat, nämligen"
    line = a_text(
        "hinder_annat",
        text="Annat, nämligen",
        stem="Vilka hinder finns?",
        specifies="hinder",
        specify_code="annat",
    )
    content = "Tid;Annat, nämligen;Annat, nämligen\n0;1;Värk\n1;0;\n"
    answered = read(content, the_codebook(asked, line))
    assert picked(answered, "hinder") == [{"annat"}, {"tid"}]
    assert texts(answered, "hinder_annat") == ["Värk"]


def test_a_variable_named_group_is_a_variable():
    book = the_codebook(a_single("grupp", "a", "b"))
    answered = read("grupp\n" + "a\n" * 20, book)
    assert (codes(answered, "grupp")[0], answered.codebook.classes) == ("a", ())


def test_a_question_may_give_the_groups_and_still_be_counted():
    book = the_codebook(a_single("enhet", "norr", "syd"), *BATTERY[:1])
    rows = "norr;4\n" * 7 + "Syd;2\n" * 6
    answered = read(f"enhet;tycker_nojd\n{rows}", book, group_column="enhet")
    assert [one.name for one in answered.codebook.classes] == ["norr", "Syd"]
    assert codes(answered, "enhet") == ["norr"] * 7 + ["syd"] * 6


def test_the_column_of_groups_must_be_there_and_be_one():
    book = the_codebook(*BATTERY)
    (problem,) = problems_of("tycker_nojd\n4\n", book, group_column="Enhet")
    assert problem == "kolumnen ”Enhet”, som skulle ge grupperna, finns inte."
    (problem,) = problems_of("tycker_nojd;grupp;Klass\n4;a;b\n", book)
    assert "Välj en av dem med --group-column" in problem


def test_every_problem_is_told_by_row_and_column_and_no_more_than_fifty_at_once():
    rows = "\n".join(["6;4"] * 170)
    content = f"tycker_nojd;tycker_delaktig\n{rows}\n"
    problems = problems_of(content, the_codebook(*BATTERY))
    assert len(problems) == 170
    assert problems[12] == (
        "rad 14, kolumn A (”Jag är nöjd.”): ”6” finns inte på skalan 1–5. Rätta eller lämna tomt."
    )


def test_the_error_lists_them_for_the_reader():

    content = ("tycker_nojd\n" + "6\n" * 170).encode()
    with pytest.raises(analysis.AnswersError) as caught:
        analysis.read_answers(content, "svar.csv", the_codebook(*BATTERY), tell=lambda _: None)
    lines = str(caught.value).splitlines()
    assert lines[0] == "svar.csv: 170 problem. Inget är inläst."
    assert lines[-1] == "- och 120 till"
    assert len(lines) == 52


def test_a_file_full_of_problems_says_how_many():

    content = ("tycker_nojd\n" + "6\n" * 12_000).encode()
    with pytest.raises(analysis.AnswersError, match="12000 problem") as caught:
        analysis.read_answers(content, "svar.csv", the_codebook(*BATTERY), tell=lambda _: None)
    assert str(caught.value).endswith("och 11950 till")


def test_what_is_left_out_is_a_warning_in_python():
    with pytest.warns(AnswersWarning, match="Jag är delaktig i planeringen"):
        analysis.read_answers(b"tycker_nojd\n4\n", "svar.csv", the_codebook(*BATTERY))
