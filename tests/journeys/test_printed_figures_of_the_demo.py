"""`samsvar demo` gives what the reports printed, through pages, release, export and summary.

The figures are typed from the reports (källa 002 and 000), never copied from our own output.
"""

import json
from dataclasses import replace

import pytest
from sqlalchemy import URL

from survey_app.config import load_settings
from tests.journeys.command import samsvar


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """Make the demo once, and return its settings and the released rounds by title."""
    folder = tmp_path_factory.mktemp("demo")
    settings = load_settings({"SAMSVAR_INSTANCE_DIR": str(folder)})
    told = samsvar(settings, "demo", "--no-serve")
    inside = folder / "demo"
    inner = replace(
        settings,
        instance_dir=inside,
        database_url=URL.create("sqlite", database=str(inside / "samsvar.db")),
        keys_dir=inside / "keys",
        backup_dir=inside / "backups",
    )
    rounds = json.loads(samsvar(inner, "round", "list", "--format", "json"))
    released = {one["questionnaire"]: one for one in rounds if one["state"] == "key_destroyed"}
    left_open = {one["questionnaire"]: one for one in rounds if one["state"] == "open"}
    return inner, told, released, left_open


@pytest.fixture(scope="module")
def summary_of(demo):
    settings, _, released, _ = demo
    made = {}

    def summary(questionnaire):
        if questionnaire not in made:
            id = released[questionnaire]["round"]
            made[questionnaire] = json.loads(samsvar(settings, "summary", id, "--format", "json"))
        return made[questionnaire]

    return summary


def item(summary, variable):
    return next(
        one for one in summary["items"] if one["variable"] == variable and one["group"] is None
    )


def test_each_instrument_has_a_released_round_and_one_left_open(demo):
    _, told, released, left_open = demo
    four = {"deltagare:1", "handlaggare-projekt:1", "handlaggare-ordinarie:1", "styrgrupp:1"}
    assert released.keys() == left_open.keys() == four
    for one in [*released.values(), *left_open.values()]:
        assert one["round"] in told
    assert "http://127.0.0.1:8000/#" in told


def test_58_of_67_handlaggare_answered_which_is_87_percent(demo):
    settings, _, released, _ = demo
    id = released["handlaggare-projekt:1"]["round"]
    rate = json.loads(samsvar(settings, "frequency", id, "--format", "json"))
    assert (rate["invited"], rate["answered"], rate["percent"]) == (67, 58, 87)
    assert rate["sentence"] == (
        "58 av 67 handläggare besvarade enkäten, vilket motsvarar en svarsfrekvens på 87 procent."
    )


@pytest.mark.parametrize(
    ("variable", "count", "n", "percent"),
    [
        ("tycker_meningsfullt", 47, 57, 82),
        ("tycker_delaktig", 42, 56, 75),
        ("tycker_ratt_saker", 46, 56, 82),
        ("vidare_arbete", 7, 56, 13),
    ],
)
def test_participants_agree_as_printed(summary_of, variable, count, n, percent):
    found = item(summary_of("deltagare:1"), variable)
    assert found["top2"] == {"count": count, "percent": percent}
    assert found["n"] == n


def test_15_of_56_came_nearer_to_working_life_which_is_27_percent(summary_of):
    (indicator,) = summary_of("deltagare:1")["indicators"]
    assert indicator["id"] == "narmat_arbetslivet"
    assert (indicator["count"], indicator["of"], indicator["percent"]) == (15, 56, 27)


def test_25_of_56_say_obstacles_were_removed_with_nine_vet_ej_inside_the_base(summary_of):
    found = item(summary_of("handlaggare-projekt:1"), "resultat_hinder")
    assert (found["n"], found["top2"]) == (56, {"count": 25, "percent": 45})
    assert found["counts"]["vet_ej"] == 9
    assert found["top2_substantive"] == {"count": 25, "of": 47, "percent": 53}


def test_table_2_with_what_was_written_at_annan_sorted_in(demo):
    settings, _, released, _ = demo
    recode = settings.instance_dir / "tabell2.yaml"
    recode.write_text(
        "organisation_annan:\n  För alla: [Arbetar för alla]\n  Övrig: [Skogsstyrelsen]\n",
        encoding="utf-8",
    )
    id = released["handlaggare-projekt:1"]["round"]
    words = ("summary", id, "--format", "json", "--recode", str(recode))
    found = json.loads(samsvar(settings, *words))
    original = next(one for one in found["choices"] if one["variable"] == "organisation")
    assert sorted(original["counts"].values()) == [4, 5, 12, 13, 24]
    (recoded,) = found["recoded"]
    assert sorted(recoded["counts"].values()) == [2, 2, 5, 12, 13, 24]
    assert sum(recoded["counts"].values()) == recoded["n"] == 58


def test_table_3_has_its_empty_row_and_no_percent_is_needed(summary_of):
    found = item(summary_of("handlaggare-ordinarie:1"), "resultat_arbetssatt")
    assert found["counts"] == {"1": 1, "2": 0, "3": 3, "4": 2, "5": 1, "vet_ej": 0}
    assert (found["n"], found["top2"]["count"]) == (7, 3)
    assert (found["mean"], found["median"]) == (3.29, 3)


def test_the_steering_group_divides_3_2_4_3_of_12(summary_of):
    found = item(summary_of("styrgrupp:1"), "syfte")
    counts = found["counts"]
    assert (counts["5"], counts["4"], counts["3"], counts["1"] + counts["2"]) == (3, 2, 4, 3)
    assert found["n"] == 12
    assert item(summary_of("styrgrupp:1"), "modellen_kand")["top2"]["count"] == 10


def test_the_obstacle_is_3_of_24_picks_and_3_of_12_persons(summary_of):
    found = next(one for one in summary_of("styrgrupp:1")["choices"] if one["variable"] == "hinder")
    assert found["counts"]["lokala_ataganden"] == 3
    assert (found["n"], found["picks"]) == (12, 24)


def test_the_report_of_all_rounds_lies_in_the_demo_in_three_formats(demo):
    settings, told, _, _ = demo
    for name in ("rapport.docx", "rapport.pdf", "rapport.html"):
        assert (settings.instance_dir / name).stat().st_size > 100_000
        assert name in told
    text = (settings.instance_dir / "rapport.html").read_text(encoding="utf-8")
    for printed in (
        "58 av 67 handläggare besvarade enkäten",
        "Övrig aktör (Skogsstyrelsen)",
        "Tre av sju instämmer mycket eller helt",
        # Quoted in källa 002.
        "Allt går runt mycket bättre.",
        "Hinder har inte alltid kunnat undanröjas men de har identifierats.",
    ):
        assert printed in text.replace("\N{NO-BREAK SPACE}", " "), printed
    assert "Svaren är inte granskade" not in text
