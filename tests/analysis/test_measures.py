"""Spread, net, interval and comparison stand in every form of a summary, or are withheld in all."""

import csv
import io
import json

import openpyxl
import pytest
from click.testing import CliRunner

import analysis
from analysis.group_comparison import compare_groups
from analysis.summary_csv import summary_csv
from analysis.summary_json import summary_json
from analysis.summary_text import summary_text
from analysis.summary_xlsx import write_summary_xlsx
from survey_app.exports.commands import summary as command
from tests.analysis.builders import (
    a_codebook,
    a_dataset,
    a_likert,
    a_single,
    an_export_folder,
    beside,
    rows_of,
)
from tests.analysis.shown import plain

INDICATOR = {
    "id": "hög",
    "text": "Höga",
    "condition": {"kind": "at_least", "item": "a", "value": 4},
}
RATE = {"invited": 67, "answered": 58}


def a_form(*, only_if=""):
    question = {"kind": "likert", "text": "Fråga", "variables": ["a"], "only_if": only_if}
    return {"intro": "", "thanks": "", "sections": [{"title": "Del", "questions": [question]}]}


def a_codebook_of_56(**changes):
    changes = {"response_rate": RATE, "form": a_form(), "classes": ["A", "B"], **changes}
    variables = [a_likert("a", vet_ej=True), a_single("b", "ja", "nej")]
    return a_codebook(variables, indicators=[INDICATOR], **changes)


def rows_of_56():
    """25 of 56 agree and nine say vet ej, as on the hindrances of källa 002."""
    answers = rows_of("a", {"1": 2, "2": 6, "3": 14, "4": 18, "5": 7, "vet_ej": 9})
    rows = beside(answers, rows_of("b", {"ja": 30, "nej": 26}))
    return [{**row, "class": f"c{1 + place % 2}"} for place, row in enumerate(rows)]


def a_summary(tmp_path, rows=None, *, by_class=False, **changes):
    codebook = a_codebook_of_56(**changes)
    dataset = a_dataset(tmp_path / "export", codebook, rows or rows_of_56())
    return analysis.summary(dataset, by_class=by_class)


def test_json_holds_them_all(tmp_path):
    found = json.loads(summary_json(a_summary(tmp_path)))
    (item,), (indicator,) = found["items"], found["indicators"]
    assert item["percent_substantive"] == {"1": 4, "2": 13, "3": 30, "4": 38, "5": 15}
    assert (item["net"], item["sd"]) == (30, 1.04)
    assert item["quartiles"] == {"lower": 3, "upper": 4}
    # 25 of 56 when 67 were invited: not 31–59, as of a crowd without end.
    assert item["interval"] == indicator["interval"] == {"low": 39, "high": 51}


def test_the_table_has_them_on_one_line_below_everyone(tmp_path):
    text = plain(summary_text(a_summary(tmp_path)))
    assert "låga 14 % · netto +30 · höga utan vet ej 53 % · kvartiler 3 och 4" in text
    assert text.count("95-procentigt intervall 39–51 %") == 2
    assert "Det förutsätter att de som inte har svarat" in " ".join(text.split())


def test_the_csv_has_a_row_for_each(tmp_path):
    rows = csv.DictReader(io.StringIO(summary_csv(a_summary(tmp_path))), delimiter=";")
    by_name = {row["mått"]: row for row in rows if row["variabel"] == "a"}
    values = {
        "netto": "30",
        "nedre kvartil": "3",
        "övre kvartil": "4",
        "standardavvikelse": "1,04",
    }
    assert {name: by_name[name]["värde"] for name in values} == values
    assert (by_name["95 % från"]["procent"], by_name["95 % till"]["procent"]) == ("39", "51")
    without = by_name["4 utan vet ej"]
    assert (without["antal"], without["bas"], without["procent"]) == ("18", "47", "38")


def test_the_workbook_has_a_column_for_each(tmp_path):
    write_summary_xlsx(a_summary(tmp_path), tmp_path / "s.xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "s.xlsx")
    header, row = workbook["Skala grad5"].iter_rows(values_only=True)
    found = dict(zip(header, row, strict=True))
    assert [found[name] for name in ("95 % från", "95 % till", "Netto")] == [39, 51, 30]
    names = ("Nedre kvartil", "Övre kvartil", "Standard-avvikelse")
    assert [found[name] for name in names] == [3, 4, 1.04]
    assert found["% 4 i ganska hög grad utan vet ej"] == 38


@pytest.mark.parametrize(
    "changes",
    [
        {"response_rate": None},
        {"response_rate": {"invited": None, "answered": 56}},
        # Everybody answered: nothing is unsure.
        {"response_rate": {"invited": 56, "answered": 56}},
        {"response_rate": {"invited": 50, "answered": 56}},
        # Put to some only, and nobody knows how many.
        {"form": a_form(only_if="Svara om …")},
        {"form": None},
    ],
)
def test_without_a_known_whole_there_is_no_interval(tmp_path, changes):
    summary = a_summary(tmp_path, **changes)
    (item,) = json.loads(summary_json(summary))["items"]
    assert item["interval"] is None
    assert "intervall" not in summary_text(summary)
    assert "95 %" not in summary_csv(summary)


def test_classes_have_no_interval_and_withheld_ones_nothing_at_all(tmp_path):
    rows = [
        *[{**row, "class": "c1"} for row in rows_of("a", {"1": 2, "4": 40})],
        *[{**row, "class": "c2"} for row in rows_of("a", {"1": 2, "4": 2})],
        *[{**row, "class": "c3"} for row in rows_of("a", {"3": 12})],
    ]
    summary = a_summary(tmp_path, rows, by_class=True, classes=["A", "B", "C"])
    total, large, small, _ = json.loads(summary_json(summary))["items"]
    assert total["interval"]
    assert (large["interval"], large["net"]) == (None, 90)
    assert [small[name] for name in ("net", "sd", "quartiles", "interval")] == [None] * 4
    assert set(small["percent_substantive"].values()) == {None}


# Comparison of groups ----------------------------------------------------------------------------


def test_groups_are_compared_with_the_caveat(tmp_path):
    summary = a_summary(tmp_path, by_class=True)
    compared = compare_groups(summary)
    found = json.loads(summary_json(summary, compared))
    item, choice = found["comparisons"]
    assert (item["groups"], item["n"]) == (["A", "B"], [24, 23])
    assert 0 < item["p"] <= 1
    assert -1 <= item["delta"] <= 1
    assert "Fishers exakta test mellan A och B" in choice["sentence"]
    assert "56 av 67" in plain(found["comparisons_caveat"])
    text = " ".join(summary_text(summary, compared).split())
    for told in (item["sentence"], choice["sentence"], found["comparisons_caveat"]):
        assert " ".join(told.split()) in text


def test_what_is_not_shown_is_not_compared(tmp_path):
    rows = [{**row, "class": "c1"} for row in rows_of("a", {"1": 20, "4": 7})]
    rows += [{**row, "class": "c2"} for row in rows_of("a", {"1": 4})]
    compared = compare_groups(a_summary(tmp_path, rows, by_class=True))
    assert [one.test for one in compared.comparisons] == [None, None]


def run(*arguments):
    return CliRunner().invoke(command, [*map(str, arguments)])


def test_the_command_compares_groups_only_when_asked(tmp_path):
    folder = tmp_path / "export"
    an_export_folder(folder, a_codebook_of_56(), rows_of_56())
    assert "Cliffs delta" in run(folder, "--by", "group", "--compare").stdout
    assert "comparisons" not in json.loads(run(folder, "--format", "json").stdout)
    as_json = run(folder, "--by", "group", "--compare", "--format", "json")
    assert len(json.loads(as_json.stdout)["comparisons"]) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--compare"], "Add --by group."),
        (["--by", "group", "--compare", "--format", "csv"], "shown as text or JSON"),
        (["--by", "group", "--compare", "--out", "s.xlsx"], "shown as text or JSON"),
    ],
)
def test_a_comparison_that_cannot_be_shown_is_refused(tmp_path, arguments, message):
    an_export_folder(tmp_path / "export", a_codebook_of_56(), rows_of_56())
    refused = run(tmp_path / "export", *arguments)
    assert refused.exit_code == 2
    assert message in refused.stderr
