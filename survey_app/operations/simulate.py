"""`samsvar simulate`: answers as a crowd would, through the same code path as a browser."""

import random
from collections import defaultdict
from pathlib import Path

import click
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from survey_app.app import create_app
from survey_app.arguments import round_argument
from survey_app.installation import Installation, open_installation
from survey_app.invitations.commands import unused_codes
from survey_app.operations.crowd import MOST, Counts, SimulationError, Typed, crowd, read_counts
from survey_app.rounds.open_rounds import OpenRound
from survey_app.rounds.service import get, where_it_stands
from survey_app.services import Services


@click.command()
@round_argument
@click.option("--n", type=click.IntRange(1, MOST), help="How many answer.")
@click.option("--seed", type=int, help="The same seed gives the same answers.")
@click.option(
    "--counts",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="YAML or JSON: variable → code → how many; see docs/simulate.md.",
)
@click.option("--really", is_flag=True, help="Also in an installation that people use.")
def simulate(
    round_id: str, n: int | None, seed: int | None, counts: Path | None, *, really: bool
) -> None:
    """Answer an open ROUND as N made-up people would, for trials and demonstrations.

    Uses unused codes of the round, and sends each answer through the same pages as a browser.
    Simulated answers cannot be told from real ones and cannot be taken out again.
    """
    here = open_installation()
    if here.settings.secure and not really:
        raise SimulationError(
            f"{here.settings.base_url} looks like an installation that people use. Simulated "
            "answers cannot be taken out again; if you are sure, add --really."
        )
    wanted = read_counts(counts) if counts else Counts()
    number = n if n is not None else wanted.n
    if number is None:
        raise SimulationError("How many? Give --n, or n: in the counts file.")
    answered = simulate_round(here, round_id, number, wanted, seed)
    click.echo(f"Simulated {answered} answers to round {round_id}.")


def simulate_round(
    here: Installation, round_id: str, n: int, counts: Counts, seed: int | None
) -> int:
    """Let `n` made-up people answer, and return how many did.

    Raises SimulationError when the round is not open, or has fewer unused codes than needed.
    """
    app = create_app(installation=here)
    services: Services = app.extensions["samsvar"]
    found = services.rounds.get(round_id)
    if found is None or found.state != "open":
        with Session(here.engine) as session:
            state = get(session, round_id).state
        raise SimulationError(where_it_stands(round_id, state))
    people = crowd(found.questionnaire, n, counts, seed)
    doors = _doors(here, found, n, counts, seed)
    for typed, door in zip(people, doors, strict=True):
        _answer(app, found, typed, door)
    return len(people)


def _doors(
    here: Installation, found: OpenRound, n: int, counts: Counts, seed: int | None
) -> list[str]:
    """Return, for each person, the code (or the group of an open round) to come in with."""
    chance = random.Random(seed)  # noqa: S311 - made-up people need no cryptography
    by_group: dict[str, list[str]] = defaultdict(list)
    if found.access == "open":
        for group in found.groups:
            by_group[group.name] = [group.id] * n
        if not found.groups:
            return [""] * n
    else:
        with Session(here.engine) as session:
            for group_name, code, _ in unused_codes(session, here, get(session, found.id)):
                by_group[group_name].append(code)
    if not counts.groups:
        every = [door for doors in by_group.values() for door in doors]
        return _take(every, n, "the round", chance)
    if sum(counts.groups.values()) != n:
        raise SimulationError(f"The groups add up to {sum(counts.groups.values())}, not to {n}.")
    doors = []
    for name, count in counts.groups.items():
        if name not in by_group and count:
            raise SimulationError(f"The round has no group “{name}” with unused codes.")
        doors += _take(by_group[name], count, name, chance)
    chance.shuffle(doors)
    return doors


def _take(doors: list[str], n: int, where: str, chance: random.Random) -> list[str]:
    if len(doors) < n:
        raise SimulationError(f"{n} are to answer in {where}, which has {len(doors)} unused codes.")
    return chance.sample(doors, n)


def _answer(app: Flask, found: OpenRound, typed: Typed, door: str) -> None:
    # A new client is a new browser: no cookie of the person before.
    browser = app.test_client()
    if found.access == "open":
        came_in = browser.post(f"/o/{found.id}", data={"grupp": door})
    else:
        came_in = browser.post("/", data={"kod": door})
    _must_lead_to(came_in, "/svara")
    browser.get("/svara")
    sent = _send(browser, found, typed)
    _must_lead_to(sent, "/tack")


def _send(browser: FlaskClient, found: OpenRound, typed: Typed) -> TestResponse:
    return browser.post("/svara", data={"_omgang": found.id, **typed})


def _must_lead_to(response: TestResponse, address: str) -> None:
    if response.status_code != 303 or not response.location.startswith(address):
        raise SimulationError(
            f"An answer was not taken in (status {response.status_code}). "
            "Look at the round: samsvar round show"
        )
