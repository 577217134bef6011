"""`samsvar round list` and `show`, for people and for programs."""

import csv
import json

import pytest
from click.testing import CliRunner

from survey_app.cli import samsvar
from tests.builders import a_round
from tests.rounds.people import state_of
from tests.server import environment_of


@pytest.fixture
def run(sqlite_installation):
    def run(*command):
        environment = environment_of(sqlite_installation.settings)
        result = CliRunner(env=environment).invoke(samsvar, ["round", *command])
        assert result.exit_code == 0, result.output
        return result.output

    return run


@pytest.fixture
def round_id(sqlite_installation):
    return a_round(
        sqlite_installation, title="Höst, 2026", groups={"Projekt A": 3, "B, C": 4}, fills={}
    )


def test_the_list_is_the_same_for_programs(run, round_id):
    (row,) = csv.DictReader(run("list", "--format", "csv").splitlines())
    assert [row] == json.loads(run("list", "--format", "json"))
    assert row == {
        "round": round_id,
        "title": "Höst, 2026",
        "state": "open",
        "questionnaire": "prov:1",
    }


def test_an_empty_list_has_its_header(run):
    assert run("list", "--format", "csv") == "round,title,state,questionnaire\n"


def test_a_round_is_shown_row_by_row(run, round_id):
    rows = list(csv.reader(run("show", round_id, "--format", "csv").splitlines()))
    assert rows[0] == ["what", "name", "value"]
    assert ["title", "", "Höst, 2026"] in rows
    assert ["k", "", "3"] in rows
    assert rows[-2:] == [["groups", "Projekt A", "3"], ["groups", "B, C", "4"]]


def test_no_round_is_opened_before_the_law_is_told(sqlite_installation):
    here = sqlite_installation
    round_id = a_round(here, opened=False)
    whole = here.settings.statements_file.read_text(encoding="utf-8")

    def open_it():
        environment = environment_of(here.settings)
        return CliRunner(env=environment).invoke(samsvar, ["round", "open", round_id])

    here.settings.statements_file.unlink()
    refused = open_it()
    assert (refused.exit_code, state_of(here, round_id)) == (1, "draft")
    assert "samsvar statements" in refused.output

    here.settings.statements_file.write_text(whole.replace("  transfer: ", "  x: "), "utf-8")
    refused = open_it()
    assert (refused.exit_code, state_of(here, round_id)) == (1, "draft")
    assert "”transfer”: saknas." in refused.output

    here.settings.statements_file.write_text(whole, encoding="utf-8")
    assert open_it().exit_code == 0
    assert state_of(here, round_id) == "open"
