"""One person answers `deltagare` on a phone, and the summary counts that answer."""

import json

import pytest

from survey_app.operations.crowd import Counts
from survey_app.operations.simulate import simulate_round
from survey_app.questionnaire.library import find
from survey_app.questionnaire.load import load
from tests.browser.hands import choose, send, thanked, write
from tests.builders import a_round, codes_of
from tests.journeys.command import samsvar
from tests.server import a_server

BEFORE = 14
FILLS = {
    "utvarderare": "utvärderaren",
    "kontaktperson": "utvärderaren",
    "telefon": "numret i inbjudan",
    "epost": "adressen i inbjudan",
}


@pytest.mark.browser
@pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
def test_an_answer_from_a_phone_is_counted_after_release(sqlite_installation, browser, script):
    here = sqlite_installation
    round_id = a_round(
        here,
        questionnaire=load(find(here.settings.questionnaires_dir, "deltagare")),
        groups={"Projekt A": 20},
        k=10,
        fills=FILLS,
    )
    simulate_round(here, round_id, BEFORE, Counts(counts={"tycker_delaktig": {"1": BEFORE}}), 1)
    code = codes_of(here, round_id)["Projekt A"][0]

    with a_server(here.settings) as server:
        phone = browser.new_context(
            viewport={"width": 360, "height": 640}, java_script_enabled=script, locale="sv-SE"
        )
        page = phone.new_page()
        page.goto(server.url)
        page.locator("input[name=kod]").fill(code.lower())
        page.locator("main form button").click()
        page.wait_for_url("**/svara")
        choose(page, "tycker_delaktig", "5")
        write(page, "hur", "Jag vågar mer nu.")
        send(page)
        thanked(page)
        phone.close()

    settings = here.settings
    samsvar(settings, "round", "close", round_id)
    samsvar(settings, "round", "release", round_id)
    summary = json.loads(samsvar(settings, "summary", round_id, "--format", "json"))
    counted = next(one for one in summary["items"] if one["variable"] == "tycker_delaktig")
    assert counted["counts"] == {"1": BEFORE, "2": 0, "3": 0, "4": 0, "5": 1}
    assert counted["n"] == BEFORE + 1
    answers = json.loads(samsvar(settings, "answers", round_id, "--format", "json"))
    assert "Jag vågar mer nu." in json.dumps(answers, ensure_ascii=False)
