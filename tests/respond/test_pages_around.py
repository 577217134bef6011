"""Headers, errors, static files and the size of it all."""

import gzip
from pathlib import Path

import pytest

from survey_app.app import create_app
from survey_app.catalogues import spoken
from survey_app.config import ROOT, load_settings
from survey_app.installation import open_installation
from survey_app.questionnaire.load import load
from survey_app.questionnaire.translation import frozen_copy
from survey_app.questionnaire.translation_file import texts_for
from tests.pages import read_page, text_of

OTHERS = [tag for tag in spoken() if tag != "sv"]
BUDGET = 14_000
HEADERS_OF_A_RESPONSE = 900
SHIPPED = sorted(
    path.parent.name
    for path in Path(ROOT / "questionnaires").glob("*/1.yaml")
    if path.parent.name != "slutrapport"  # has questions that are not asked on the web yet
)


def first_load(browser, address):
    """Return the bytes of a page with its style sheet and script, packed, headers included."""
    packed = {"Accept-Encoding": "gzip"}
    document = browser.get(address, headers=packed)
    page = read_page(browser.get(address))
    files = [page.select_one("link")["href"], page.select_one("script")["src"]]
    assert len(page.select("link, script")) == 2
    responses = [document, *(browser.get(file, headers=packed) for file in files)]
    assert [one.headers["Content-Encoding"] for one in responses] == ["gzip"] * 3
    return sum(len(one.data) + HEADERS_OF_A_RESPONSE for one in responses)


def test_the_start_page_fits_in_the_first_round_trip(client):
    assert first_load(client, "/") <= BUDGET


@pytest.mark.parametrize("name", SHIPPED)
def test_each_questionnaire_fits_in_the_first_round_trip(invite, name):
    questionnaire = load(ROOT / "questionnaires" / name / "1.yaml")
    fills = dict.fromkeys(questionnaire.fill, "Ett ganska långt namn på någon")
    person = invite(questionnaire=questionnaire, fills=fills)
    person.give_code()
    assert first_load(person.browser, "/svara") <= BUDGET


@pytest.mark.parametrize("tag", ["sv", *OTHERS])
def test_it_fits_in_every_language_and_with_the_menu_of_them_all(invite, tag):
    path = ROOT / "questionnaires" / "deltagare" / "1.yaml"
    questionnaire = load(path)
    fills = dict.fromkeys(questionnaire.fill, "Ett ganska långt namn på någon")
    for other in OTHERS:
        questionnaire = frozen_copy(questionnaire, other, texts_for(path, questionnaire, other))
    person = invite(questionnaire=questionnaire, fills=fills)
    person.give_code()
    assert first_load(person.browser, f"/svara?sprak={tag}") <= BUDGET
    assert first_load(person.browser, f"/?sprak={tag}") <= BUDGET


def test_who_ends_without_sending_leaves_no_right_to_answer_behind(respondent):
    assert respondent.browser.get("/svara").status_code == 200
    respondent.browser.get("/?sprak=en&slut")
    assert respondent.browser.get("/svara").status_code == 403


# Headers ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/", "/svara", "/finns-inte", "/healthz", "/static/nej.css"])
def test_every_page_is_guarded(client, address):
    headers = client.get(address).headers
    assert headers["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; media-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert not {"ETag", "Last-Modified", "Strict-Transport-Security"} & set(headers.keys())
    assert not [name for name in set(dict(headers)) if headers.getlist(name)[1:]]


def test_over_https_the_browser_is_told_to_stay_there(tmp_path):
    settings = {
        "SAMSVAR_INSTANCE_DIR": str(tmp_path),
        "SAMSVAR_BASE_URL": "https://enkat.example.se",
    }
    here = open_installation(load_settings(settings))
    client = create_app(installation=here).test_client()
    assert client.get("/").headers["Strict-Transport-Security"] == "max-age=63072000"
    here.engine.dispose()


def test_static_files_may_be_kept_for_ever_and_change_address_with_their_content(client):
    address = read_page(client.get("/")).select_one("link")["href"]
    plain = client.get(address)
    packed = client.get(address, headers={"Accept-Encoding": "gzip, br"})

    assert plain.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert plain.content_type == "text/css; charset=utf-8"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["Vary"] == "Accept-Encoding"
    assert client.get(address.replace("samsvar.", "samsvar.0")).status_code == 404
    assert client.get("/favicon.ico").status_code == 204


def test_a_page_is_the_same_packed_and_not(client):
    packed = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.data) == client.get("/").data


# Errors -------------------------------------------------------------------------------------------


def test_what_does_not_exist_is_told_in_swedish(client):
    missing = client.get("/finns-inte")
    assert missing.status_code == 404
    assert text_of(read_page(missing).h1) == "Sidan finns inte"
    assert client.get("/tack/finnsinte").status_code == 404


def test_the_wrong_way_to_ask_is_told_in_swedish(client):
    refused = client.put("/svara")
    assert refused.status_code == 405
    assert "POST" in refused.headers["Allow"]
    read_page(refused)


def test_a_mistake_of_ours_tells_neither_page_nor_log_what_was_answered(app, caplog):
    @app.get("/fel")
    def broken():
        raise RuntimeError("hemligt svar")

    page = app.test_client().get("/fel")

    assert page.status_code == 500
    assert text_of(read_page(page).h1) == "Något gick fel hos oss"
    assert "hemligt" not in page.get_data(as_text=True)
    assert "hemligt" not in caplog.text
    assert "RuntimeError at " in caplog.text
    assert "test_pages_around.py:" in caplog.text


def test_health_is_told_to_the_operator(client):
    health = client.get("/healthz")
    assert (health.status_code, health.get_data(as_text=True)) == (200, "ok\n")
