"""The counts of the demonstration add up, fit the instruments, and give the printed figures."""

from pathlib import Path

import pytest
import yaml

from survey_app.questionnaire.variables import variables

FOLDER = Path(__file__).parents[2] / "survey_app" / "operations" / "demo_counts"
NAMES = ("deltagare", "handlaggare-ordinarie", "handlaggare-projekt", "styrgrupp")


def read(name):
    """Return the counts of a file, with every code as text."""
    plan = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    plan["counts"] = {
        variable: {str(code): count for code, count in counts.items()}
        for variable, counts in plan["counts"].items()
    }
    return plan


def top_2(counts):
    """Return how many chose 4 or 5, and of how many."""
    return counts.get("4", 0) + counts.get("5", 0), sum(counts.values())


@pytest.mark.parametrize("name", NAMES)
def test_everyone_who_answers_was_invited_and_belongs_to_a_group(name):
    plan = read(name)
    assert sum(plan["groups"].values()) == plan["n"]
    assert list(plan["groups"]) == list(plan["invited"])
    assert all(plan["groups"][group] <= invited for group, invited in plan["invited"].items())


@pytest.mark.parametrize("name", NAMES)
def test_every_closed_question_has_counts_for_codes_that_exist(instruments, name):
    plan = read(name)
    closed = {v.name: v for v in variables(instruments[name]) if not v.is_open}
    assert set(closed) == set(plan["counts"]) | set(plan.get("numbers", {}))
    for variable, counts in plan["counts"].items():
        assert set(counts) <= set(closed[variable].codes), variable


@pytest.mark.parametrize("name", NAMES)
def test_nobody_answers_more_often_than_there_are_people(instruments, name):
    plan = read(name)
    for variable in variables(instruments[name]):
        counts = plan["counts"].get(variable.name, {})
        if variable.kind == "multiple":
            assert max(counts.values()) <= plan["n"]
            assert sum(counts.values()) <= plan["n"] * variable.question.max_choices
        else:
            assert sum(counts.values()) <= plan["n"]
    assert all(sum(counts.values()) <= plan["n"] for counts in plan.get("numbers", {}).values())


@pytest.mark.parametrize("name", NAMES)
def test_open_answers_belong_to_open_questions_and_to_those_who_chose_the_line(instruments, name):
    plan = read(name)
    known = {v.name: v for v in variables(instruments[name]) if v.is_open}
    assert set(plan["texts"]) == set(known) or name == "handlaggare-ordinarie"
    for variable, texts in plan["texts"].items():
        specifies, code = known[variable].specifies, known[variable].specify_code
        room = plan["counts"][specifies][code] if specifies else plan["n"]
        assert len(texts) <= room
        assert all(len(text) <= known[variable].max_length for text in texts)


def test_the_answers_given_together_are_all_there_are_about_moving_on():
    plan = read("deltagare")
    together = plan["together"]
    assert sum(pattern["persons"] for pattern in together) == 56
    for variable in ("vidare_arbete", "vidare_studier", "vidare_annat"):
        left = dict(plan["counts"][variable])
        for pattern in together:
            left[pattern["answers"][variable]] -= pattern["persons"]
        assert set(left.values()) == {0}


def test_participants_give_the_printed_figures():
    plan = read("deltagare")
    counts = plan["counts"]
    assert top_2(counts["tycker_meningsfullt"]) == (47, 57)
    assert top_2(counts["tycker_delaktig"]) == (42, 56)
    assert top_2(counts["tycker_ratt_saker"]) == (46, 56)
    assert top_2(counts["vidare_arbete"]) == (7, 56)

    nearer = {"arbete": 0, "studier": 0, "annat": 0}
    for pattern in plan["together"]:
        answers = {name: int(pattern["answers"][f"vidare_{name}"]) for name in nearer}
        limits = {"arbete": 4, "studier": 4, "annat": 3}
        if reached := [name for name in nearer if answers[name] >= limits[name]]:
            nearer[reached[0]] += pattern["persons"]
    assert nearer == {"arbete": 7, "studier": 2, "annat": 6}


def test_project_workers_give_the_printed_figures():
    plan = read("handlaggare-projekt")
    counts = plan["counts"]
    assert (plan["n"], sum(plan["invited"].values()), len(plan["groups"])) == (58, 67, 12)
    assert counts["organisation"] == {
        "kommun": 24,
        "arbetsformedlingen": 13,
        "forsakringskassan": 5,
        "landstinget": 12,
        "annan": 4,
    }
    assert plan["texts"]["organisation_annan"] == ["Arbetar för alla"] * 2 + ["Skogsstyrelsen"] * 2
    assert top_2(counts["resultat_hinder"]) == (25, 56)
    assert (counts["resultat_hinder"]["5"], counts["resultat_hinder"]["vet_ej"]) == (7, 9)
    assert sum(counts["individ_egen_forsorjning"][step] for step in "123") == 15
    assert [counts["samverkan_ratt_aktorer"].get(step, 0) for step in "12"] == [1, 0]
    assert top_2(counts["samverkan_starka"]) == (56, 57)


def test_ordinary_case_workers_give_table_3():
    plan = read("handlaggare-ordinarie")
    counts = plan["counts"]
    assert (plan["n"], sum(plan["invited"].values())) == (7, 20)
    assert [counts["resultat_arbetssatt"].get(step, 0) for step in "12345"] == [1, 0, 3, 2, 1]
    assert top_2(counts["samverkan_starka"]) == (6, 7)
    agreed_on = [name for name, given in counts.items() if top_2(given)[0] >= 6]
    assert len(agreed_on) == 9


def test_the_steering_group_gives_the_printed_figures():
    plan = read("styrgrupp")
    counts = plan["counts"]
    assert plan["n"] == 12
    assert [counts["syfte"].get(step, 0) for step in "543"] == [3, 2, 4]
    assert sum(counts["syfte"].get(step, 0) for step in "12") == 3
    assert top_2(counts["modellen_kand"]) == (10, 12)
    assert (counts["hinder"]["lokala_ataganden"], sum(counts["hinder"].values())) == (3, 24)
