"""What is particular about the instruments of the sources, and must stay so."""

import pytest

from survey_app.questionnaire.model import (
    AnyOf,
    AtLeast,
    AtMost,
    CountTable,
    Figure,
    IndicatorShare,
    Is,
    Likert,
    Means,
    Share,
)
from survey_app.questionnaire.variables import variables


def by_name(questionnaire):
    return {variable.name: variable for variable in variables(questionnaire)}


def entries(questionnaire, kind):
    return [entry for entry in questionnaire.report if isinstance(entry, kind)]


def mended(questionnaire):
    """Return (text, printed text) of everything that was mended."""
    parts = [
        part
        for question in questionnaire.questions
        for part in (question, *(question.items if isinstance(question, Likert) else ()))
    ]
    return {(part.text, part.text_original) for part in parts if part.text_original}


# All of them ------------------------------------------------------------------------------------


def test_no_question_is_compulsory(instruments):
    assert [
        question.id
        for questionnaire in instruments.values()
        for question in questionnaire.questions
        if question.required
    ] == []


def test_only_the_final_report_has_questions_that_depend_on_others(instruments):
    with_rules = {
        id: [question.id for question in questionnaire.questions if question.show_if]
        for id, questionnaire in instruments.items()
    }
    assert with_rules.pop("slutrapport") == ["budget", "outnyttjat"]
    assert not any(with_rules.values())


def test_participants_get_one_thing_at_a_time_and_a_stricter_limit(instruments):
    one_at_a_time = {id for id, q in instruments.items() if q.layout == "one-at-a-time"}
    assert one_at_a_time == {"deltagare"}
    assert {id: q.default_k for id, q in instruments.items() if q.default_k != 5} == {
        "deltagare": 10
    }


def test_vet_ej_stands_outside_every_scale(instruments):
    for questionnaire in instruments.values():
        for variable in variables(questionnaire):
            if variable.scale is not None:
                values = {point.code: point.value for point in variable.scale.points}
                assert [values.pop(str(step)) for step in range(1, 6)] == [1, 2, 3, 4, 5]
                assert set(values.items()) <= {("vet_ej", None)}
                assert variable.scale.top == ("4", "5")


def test_the_labels_that_no_source_prints_are_marked(instruments):
    scales = {
        variable.scale.id: variable.scale
        for questionnaire in instruments.values()
        for variable in variables(questionnaire)
        if variable.scale is not None
    }
    ours = {
        id: "".join(point.code for point in scale.points if point.label_source == "samsvar")
        for id, scale in scales.items()
    }
    assert ours == {
        "grad5": "",
        "grad5_vetej_samverkan": "",
        "hoggrad5_num": "1234",
        "instammer5_vetej": "",
        "mycket5": "23",
    }


# I-01 and I-02 ----------------------------------------------------------------------------------


def test_the_diagrams_of_the_project_workers_have_fourteen_rows(instruments):
    questionnaire = instruments["handlaggare-projekt"]
    figures = entries(questionnaire, Figure)
    assert [len(figure.items) for figure in figures] == [3, 3, 3, 5]
    drawn = [item for figure in figures for item in figure.items]
    assert sorted(drawn) == sorted(
        variable.name for variable in variables(questionnaire) if variable.scale is not None
    )
    assert len(set(drawn)) == 14


def test_the_diagrams_show_the_printed_statements_in_the_printed_order(instruments):
    figures = entries(instruments["handlaggare-projekt"], Figure)
    assert {figure.title: figure.items for figure in figures} == {
        "Frågor om påverkan på individer.": (
            "individ_paverka",
            "individ_ratt_insats",
            "individ_egen_forsorjning",
        ),
        "Frågor om samverkan.": (
            "samverkan_starka",
            "samverkan_ratt_aktorer",
            "samverkan_samarbete",
        ),
        "Frågor om effekter av samverkan i projekt.": (
            "individ_effektivare",
            "samverkan_ledtider",
            "samverkan_narmande",
        ),
        "Frågor om projektens resultat och effekter.": (
            "samverkan_skillnader",
            "samverkan_kunskap",
            "resultat_effektivare",
            "resultat_hinder",
            "resultat_arbetssatt",
        ),
    }


@pytest.mark.parametrize("id", ["handlaggare-projekt", "handlaggare-ordinarie"])
def test_the_statement_that_the_source_asks_twice_is_two_variables(instruments, id):
    twice = "Handläggning av individärenden har blivit effektivare tack vare samverkan."
    named = [name for name, variable in by_name(instruments[id]).items() if variable.text == twice]
    assert named == ["individ_effektivare", "resultat_effektivare"]


def test_the_two_forms_of_case_workers_share_the_names_of_their_statements(instruments):
    first, second = (
        [variable.name for variable in variables(instruments[id]) if variable.scale is not None]
        for id in ("handlaggare-projekt", "handlaggare-ordinarie")
    )
    assert first == second


def test_table_2_counts_the_organisations_and_keeps_what_others_wrote(instruments):
    questionnaire = instruments["handlaggare-projekt"]
    assert entries(questionnaire, CountTable) == [
        CountTable(item="organisation", title="Antal respondenter fördelat per aktör.")
    ]
    written = by_name(questionnaire)["organisation_annan"]
    assert (written.specifies, written.specify_code) == ("organisation", "annan")


def test_the_slips_of_the_print_are_mended_and_kept(instruments):
    assert mended(instruments["handlaggare-projekt"]) == {
        (
            "Projektet underlättar målgruppens möjligheter att erbjudas "
            '"rätt insats vid rätt tidpunkt".',
            "Projektets underlättar målgruppens möjligheter att erbjudas "
            '"rätt insats vid rätt tidpunkt".',
        ),
        (
            "Arbetssätten i ordinarie verksamhet har förändrats till följd av projektet.",
            "Arbetsätten i ordinarie verksamhet har förändrats till följd av projektet.",
        ),
    }
    assert mended(instruments["deltagare"]) == {
        (
            "Egen försörjning på annat sätt (starta socialt företag eller annan "
            "näringsverksamhet, eller annat)",
            "Egen försörjning på annat sätt (starta social företag eller annan "
            "näringsverksamhet, eller annat)",
        )
    }


def test_the_ordinary_case_workers_are_asked_about_several_projects(instruments):
    changes = {
        (before, after)
        for text, original in mended(instruments["handlaggare-ordinarie"])
        for before, after in zip(original.split(), text.split(), strict=True)
        if before != after
    }
    assert changes == {
        ("Projektet", "Projekten"),
        ("projektet", "projekten"),
        ("Arbetsätten", "Arbetssätten"),
    }


def test_more_or_less_positive_counts_the_neutral_middle_and_says_so_by_its_name(instruments):
    questionnaire = instruments["handlaggare-ordinarie"]
    (indicator,) = questionnaire.indicators
    assert indicator.id == "mer_eller_mindre_positiva"
    assert indicator.condition == AtLeast("resultat_arbetssatt", 3)
    (table,) = entries(questionnaire, CountTable)
    assert table.item == "resultat_arbetssatt"


def test_about_fifteen_do_not_agree_on_self_support(instruments):
    (indicator,) = instruments["handlaggare-projekt"].indicators
    assert indicator.condition == AtMost("individ_egen_forsorjning", 3)


# I-03 -------------------------------------------------------------------------------------------


def test_one_question_to_participants_has_a_sixth_answer(instruments):
    with_six = [
        variable.name
        for variable in variables(instruments["deltagare"])
        if variable.scale is not None and len(variable.codes) == 6
    ]
    assert with_six == ["samverkan_bra"]


def test_the_participants_variables_have_the_names_others_rely_on(instruments):
    assert list(by_name(instruments["deltagare"])) == [
        "tid",
        "sysselsattning",
        "sysselsattning_annan",
        "tycker_meningsfullt",
        "tycker_delaktig",
        "tycker_paverka",
        "tycker_ratt_saker",
        "vidare_arbete",
        "vidare_studier",
        "vidare_annat",
        "hur",
        "samverkan_bra",
        "insatser_battre",
        "markt_av_samverkan",
        "battre_stod",
    ]


def test_nearer_to_working_life_has_its_printed_limits(instruments):
    (indicator,) = instruments["deltagare"].indicators
    assert indicator.id == "narmat_arbetslivet"
    assert indicator.condition == AnyOf(
        (AtLeast("vidare_arbete", 4), AtLeast("vidare_studier", 4), AtLeast("vidare_annat", 3))
    )


def test_diagrams_1_and_2_show_the_printed_questions(instruments):
    figures = entries(instruments["deltagare"], Figure)
    assert [(figure.title, figure.items) for figure in figures] == [
        (
            "Deltagares svar på frågor om delaktighet.",
            ("tycker_delaktig", "tycker_paverka"),
        ),
        (
            "Deltagares svar på frågor om samverkan och aktiviteter.",
            ("tycker_ratt_saker", "samverkan_bra", "insatser_battre"),
        ),
    ]


# The others -------------------------------------------------------------------------------------


def test_diagram_3_is_a_mean_of_five_questions_by_project(instruments):
    questionnaire = instruments["projektansvarig"]
    asked = tuple(v.name for v in variables(questionnaire) if v.scale is not None)
    assert len(asked) == 5
    assert entries(questionnaire, Means) == [
        Means(
            title="Projektens genomsnittliga egenbedömning av sitt projekt.",
            items=asked,
            by_group=True,
        )
    ]


def test_each_answer_of_a_project_manager_is_followed_by_its_comment(instruments):
    first = instruments["projektansvarig"].sections[0].questions
    for question, comment in zip(first[::2], first[1::2], strict=True):
        assert comment.id == f"{question.id}_kommentar"
        assert comment.text_original == "Kommentar"


def test_the_steering_group_picks_at_most_two_of_four_obstacles(instruments):
    hinder = by_name(instruments["styrgrupp"])["hinder"]
    assert hinder.kind == "multiple"
    assert hinder.question.max_choices == 2
    assert hinder.codes == ("lokala_ataganden", "begransade_resurser", "regelverk", "annat")
    assert Share(item="modellen_kand") in instruments["styrgrupp"].report


def test_social_workers_are_counted_when_they_say_yes(instruments):
    questionnaire = instruments["socialsekreterare"]
    assert [indicator.condition for indicator in questionnaire.indicators] == [
        Is("god_kvalitet", ("ja",)),
        Is("lakarintyg", ("ja",)),
    ]
    assert [entry.indicator for entry in entries(questionnaire, IndicatorShare)] == [
        indicator.id for indicator in questionnaire.indicators
    ]
    vet_ej = by_name(questionnaire)["god_kvalitet"].options[-1]
    assert (vet_ej.code, vet_ej.missing) == ("vet_ej", True)


def test_the_final_report_computes_how_much_was_used(instruments):
    questions = {question.id: question for question in instruments["slutrapport"].questions}
    used = questions["utnyttjandegrad"]
    assert (used.numerator, used.denominator) == ("utnyttjade_medel", "beviljade_medel")
    assert questions["beviljade_medel"].unit == "kr"
    assert questions["budget"].show_if == Is("medel_utnyttjade", ("helt",))
    assert questions["outnyttjat"].show_if == Is("medel_utnyttjade", ("inte_helt",))
