"""Recorded questions are offered where they lie, and nothing else can be fetched that way."""

import dataclasses

import pytest

from survey_app.app import create_app
from tests.builders import a_round, codes_of
from tests.pages import read_page

SOUND = b"ID3 a recording"


@pytest.fixture
def library(tmp_path):
    """Recordings of two words of the small questionnaire, and a file that is none."""
    folder = tmp_path / "questionnaires" / "prov" / "audio" / "sv"
    folder.mkdir(parents=True)
    for name in ("tycker_nojd.mp3", "grad5.4.mp3", "innan.studier.mp3", "anteckning.txt"):
        (folder / name).write_bytes(SOUND)
    (tmp_path / "questionnaires" / "hemlig.mp3").write_bytes(b"not for anyone")
    return tmp_path / "questionnaires"


@pytest.fixture
def visit(sqlite_installation, library):
    settings = dataclasses.replace(sqlite_installation.settings, questionnaires_dir=library)
    here = dataclasses.replace(sqlite_installation, settings=settings)
    round_id = a_round(here)
    browser = create_app(installation=here).test_client()
    code = next(iter(codes_of(here, round_id).values()))[0]
    browser.post("/", data={"kod": code})
    return browser, round_id


def test_questions_options_and_steps_of_a_scale_know_their_recordings(visit):
    browser, round_id = visit
    page = read_page(browser.get("/svara"))
    found = {element["data-audio"] for element in page.select("[data-audio]")}
    assert found == {
        f"/ljud/{round_id}/sv/{name}.mp3" for name in ("tycker_nojd", "grad5.4", "innan.studier")
    }
    for address in found:
        answer = browser.get(address)
        assert (answer.status_code, answer.content_type) == (200, "audio/mpeg")
        assert answer.data == SOUND
        assert answer.headers["Cache-Control"] == "no-store"
    piece = browser.get(address, headers={"Range": "bytes=0-1"})
    assert (piece.status_code, piece.data) == (206, SOUND[:2])


@pytest.mark.parametrize(
    "path",
    [
        "{round}/sv/finns-inte.mp3",
        "{round}/sv/anteckning.mp3",
        "{round}/sv/..%2f..%2f..%2fhemlig.mp3",
        "{round}/../hemlig.mp3",
        "{round}/ar/tycker_nojd.mp3",
        "{round}/..%2f..%2f..%2f/hemlig.mp3",
        "nosuchid/sv/tycker_nojd.mp3",
    ],
)
def test_nothing_else_is_fetched(visit, path):
    browser, round_id = visit
    assert browser.get("/ljud/" + path.format(round=round_id)).status_code == 404


def test_without_recordings_the_page_says_nothing_of_them(respondent):
    assert "data-audio" not in respondent.browser.get("/svara").text
