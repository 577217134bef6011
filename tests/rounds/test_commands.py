"""`samsvar round list` and `show`, for people and for programs."""

import csv
import json

import pytest
from click.testing import CliRunner

from survey_app.cli import samsvar
from tests.builders import a_round
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
