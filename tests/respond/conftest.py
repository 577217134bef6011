"""A clock that can be set, and a person with a code at the pages."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from survey_app.app import create_app
from survey_app.ballots.payload import Ballot, decode
from survey_app.ballots.seal import unseal
from survey_app.installation import SWEDEN, Installation
from survey_app.storage.models import SealedAnswer, SurveyRound
from tests.builders import a_round, codes_of

MONDAY = datetime(2024, 5, 6, 9, 0, tzinfo=SWEDEN)


class Clock:
    """The time, which the test decides."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


class Respondent:
    """Somebody with a code and a browser, in one round."""

    def __init__(self, app: Flask, round_id: str, code: str) -> None:
        self.browser: FlaskClient = app.test_client()
        self.round_id = round_id
        self.code = code

    def give_code(self, code: str | None = None) -> TestResponse:
        return self.browser.post("/", data={"kod": code or self.code})

    def read(self) -> TestResponse:
        return self.browser.get("/svara")

    def send(self, **answers: object) -> TestResponse:
        return self.browser.post("/svara", data={"_omgang": self.round_id, **answers})

    def lose_the_cookie(self) -> None:
        self.browser.delete_cookie("biljett", path="/svara")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(sqlite_installation, clock) -> Flask:
    """The application, at the time that `clock` says."""
    return create_app(installation=sqlite_installation, clock=clock)


@pytest.fixture
def start_round(sqlite_installation):
    """Create a round on the Monday that the clock starts at."""

    def start(**plan: object) -> str:
        return a_round(sqlite_installation, day=MONDAY.date(), **plan)

    return start


@pytest.fixture
def invite(app, sqlite_installation, start_round):
    """Return a new person with a code, in `round_id` or a round of their own."""
    used: dict[str, Iterator[str]] = {}

    def somebody(round_id: str | None = None, **plan: object) -> Respondent:
        round_id = round_id or start_round(**plan)
        if round_id not in used:
            codes = codes_of(sqlite_installation, round_id)
            used[round_id] = iter([code for group in codes.values() for code in group])
        return Respondent(app, round_id, next(used[round_id]))

    return somebody


@pytest.fixture
def respondent(invite) -> Respondent:
    """Somebody who has given their code and has the questionnaire before them."""
    person = invite()
    assert person.give_code().status_code == 303
    return person


@pytest.fixture
def ballots(sqlite_installation):
    """Open the ballot box of a round, which nobody but a test may do while it is open."""
    return lambda round_id: open_box(sqlite_installation, round_id)


@pytest.fixture
def marks(sqlite_installation):
    """Open the ballot box of a round, and look at language and mode alone."""
    return lambda round_id: marks_in(sqlite_installation, round_id)


def open_box(installation: Installation, round_id: str) -> list[dict[str, object]]:
    """Return the answers of every ballot, with the group as `group`."""
    return [{**one.answers, "group": one.group_id} for one in _opened(installation, round_id)]


def marks_in(installation: Installation, round_id: str) -> list[tuple[str, str]]:
    """Return the language and the mode of every ballot."""
    return [(one.language, one.mode) for one in _opened(installation, round_id)]


def _opened(installation: Installation, round_id: str) -> list[Ballot]:
    with Session(installation.engine) as session:
        public_key = session.get_one(SurveyRound, round_id).public_key
        sealed = session.scalars(
            sa.select(SealedAnswer.ct).where(SealedAnswer.round_id == round_id)
        ).all()
    key = installation.keyring.round_key(round_id, public_key)
    return [decode(unseal(one, key, round_id)) for one in sealed]
