"""`samsvar simulate`: made-up people go through the same pages as real ones."""

from collections import Counter

import pytest
from click.testing import CliRunner

from survey_app.cli import samsvar
from survey_app.operations.crowd import Counts, SimulationError
from survey_app.operations.simulate import simulate_round
from survey_app.storage.models import FreeText, Invitation, Response, SealedAnswer
from tests.builders import a_round
from tests.rounds.people import close_round, release_round, rows
from tests.server import environment_of

WANTED = {"innan": {"arbete": 4, "annat": 3}, "tycker_nojd": {"4": 5, "2": 5}}


def in_the_database(here):
    found = {name: Counter() for name in WANTED}
    for response in rows(here, Response):
        for name in WANTED:
            if name in response["answers"]:
                found[name][response["answers"][name]] += 1
    return found


def test_what_was_asked_for_is_in_the_database_after_the_release(installation):
    round_id = a_round(installation, groups={"Projekt A": 9, "Projekt B": 6})
    counts = Counts(
        counts=WANTED,
        groups={"Projekt A": 7, "Projekt B": 3},
        texts={"innan_annat": ("Sjukskriven",), "ovrigt": ("Tack!", "Mer tid.")},
    )
    assert simulate_round(installation, round_id, 10, counts, seed=1) == 10
    used = Counter(one["group_id"] for one in rows(installation, Invitation) if one["answered"])
    assert used == {"g1": 7, "g2": 3}
    assert len({bytes(one["ct"]) for one in rows(installation, SealedAnswer)}) == 10

    close_round(installation, round_id)
    release_round(installation, round_id)
    assert in_the_database(installation) == WANTED
    texts = Counter((one["question_id"], one["text"]) for one in rows(installation, FreeText))
    assert texts == {
        ("innan_annat", "Sjukskriven"): 1,
        ("ovrigt", "Tack!"): 1,
        ("ovrigt", "Mer tid."): 1,
    }


@pytest.mark.parametrize("groups", [{}, {"Projekt A": None, "Projekt B": 5}])
def test_a_round_without_codes_is_answered_too(sqlite_installation, groups):
    here = sqlite_installation
    round_id = a_round(here, access="open", groups=groups)
    assert simulate_round(here, round_id, 8, Counts(), seed=1) == 8
    assert len(rows(here, SealedAnswer)) == 8


@pytest.mark.parametrize(
    ("n", "counts", "sentence"),
    [
        (5, Counts(), "5 are to answer in the round, which has 4 unused codes"),
        (4, Counts(groups={"Projekt A": 3}), "The groups add up to 3, not to 4"),
        (4, Counts(groups={"Projekt A": 2, "Projekt B": 2}), "no group “Projekt B” with unused"),
        (4, Counts(counts={"innan": {"vila": 1}}), "innan has no code vila"),
    ],
)
def test_what_cannot_be_is_refused_before_anyone_has_answered(
    sqlite_installation, n, counts, sentence
):
    round_id = a_round(sqlite_installation, groups={"Projekt A": 4})
    with pytest.raises(SimulationError) as caught:
        simulate_round(sqlite_installation, round_id, n, counts, seed=1)
    assert sentence in str(caught.value)
    assert rows(sqlite_installation, SealedAnswer) == []


def test_a_round_that_is_not_open_is_named(sqlite_installation):
    round_id = a_round(sqlite_installation, opened=False)
    with pytest.raises(
        SimulationError, match=f"Round {round_id} has not been opened yet: samsvar round open"
    ):
        simulate_round(sqlite_installation, round_id, 1, Counts(), seed=1)


def run(here, *arguments, **settings):
    environment = environment_of(here.settings) | settings
    return CliRunner(env=environment).invoke(samsvar, ["simulate", *arguments])


def test_the_command_says_how_many_and_a_real_installation_is_spared(sqlite_installation):
    here = sqlite_installation
    round_id = a_round(here)
    done = run(here, f" {round_id.upper()} ", "--n", "3", "--seed", "1")
    assert done.output == f"Simulated 3 answers to round {round_id}.\n"

    real = {"SAMSVAR_BASE_URL": "https://enkat.example.se"}
    refused = run(here, round_id, "--n", "1", **real)
    assert refused.exit_code == 1
    assert "looks like an installation that people use" in refused.output
    assert run(here, round_id, "--n", "1", "--really", **real).exit_code == 0
    assert len(rows(here, SealedAnswer)) == 4

    silent = run(here, round_id)
    assert (silent.exit_code, "How many?" in silent.output) == (1, True)


def test_the_counts_of_a_file_say_how_many(sqlite_installation, tmp_path):
    round_id = a_round(sqlite_installation)
    (tmp_path / "counts.yaml").write_text("n: 5\ncounts:\n  innan: {arbete: 5}\n")
    done = run(sqlite_installation, round_id, "--counts", str(tmp_path / "counts.yaml"))
    assert done.output == f"Simulated 5 answers to round {round_id}.\n"
