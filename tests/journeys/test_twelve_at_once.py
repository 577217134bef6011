"""Twelve people answer at the same moment, on a real server with two processes."""

import http.cookiejar
import json
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import sqlalchemy as sa
from sqlalchemy.orm import Session

from survey_app.storage.models import FreeText, Response
from tests.builders import a_round, codes_of
from tests.journeys.command import samsvar
from tests.server import a_server

PEOPLE = 12


def answer_as_a_browser(address, code, words, start):
    """Take the five steps of a respondent; wait for the others before sending."""
    cookies = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(cookies))
    browser.open(f"{address}/", timeout=30).read()
    browser.open(f"{address}/", data=form({"kod": code}), timeout=30).read()
    start.wait(timeout=30)
    sent = browser.open(f"{address}/svara", data=form({"ovrigt": words}), timeout=30)
    return sent.geturl()


def form(fields):
    return urllib.parse.urlencode(fields).encode()


def test_each_of_twelve_answers_sent_at_once_is_found_exactly_once(installation):
    round_id = a_round(installation, groups={"Alla": PEOPLE})
    (codes,) = codes_of(installation, round_id).values()
    words = [f"Svar nummer {number} av tolv" for number in range(PEOPLE)]
    start = Barrier(PEOPLE)
    with (
        a_server(installation.settings, workers=2) as server,
        ThreadPoolExecutor(PEOPLE) as crowd,
    ):
        ended = list(
            crowd.map(
                lambda one: answer_as_a_browser(server.url, *one, start),
                zip(codes, words, strict=True),
            )
        )
    assert all(address.endswith(f"/tack/{round_id}") for address in ended)

    samsvar(installation.settings, "round", "close", round_id)
    samsvar(installation.settings, "round", "release", round_id)
    with Session(installation.engine) as session:
        texts = session.scalars(sa.select(FreeText.text)).all()
        responses = session.scalar(sa.select(sa.func.count()).select_from(Response))
    assert sorted(texts) == sorted(words)
    assert responses == PEOPLE
    rate = json.loads(samsvar(installation.settings, "frequency", round_id, "--format", "json"))
    assert (rate["invited"], rate["answered"]) == (PEOPLE, PEOPLE)
