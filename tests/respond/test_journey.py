"""From the code to the thanks, as a browser without script goes."""

import base64
import re

import pytest
import sqlalchemy as sa

from survey_app.app import create_app
from survey_app.ballots.seal import OVERHEAD
from survey_app.storage.models import SealedAnswer, SurveyRound
from tests.builders import a_questionnaire, a_round, codes_of
from tests.pages import read_page, text_of
from tests.respond.conftest import open_box

EVERY_KIND = {
    "manader": " 1 2 ",
    "start": "8/1 2024",
    "innan": "annat",
    "innan_annat": "Var hemma med barn",
    "tycker_nojd": "5",
    "tycker_delaktig": "vet_ej",
    "hinder": ["resor", "tid"],
    "hur": "Jag vågar mer.\r\nOch orkar mer.",
    "ovrigt": "",
}


def test_a_whole_answer_comes_into_the_box(invite, ballots):
    person = invite()

    assert person.give_code().headers["Location"] == "/svara"
    page = read_page(person.read())
    sent = person.send(**EVERY_KIND)

    assert text_of(page.h1) == "En liten enkät"
    assert (sent.status_code, sent.headers["Location"]) == (303, f"/tack/{person.round_id}")
    thanks = read_page(person.browser.get(sent.headers["Location"]))
    assert text_of(thanks.h1) == "Tack, ditt svar är mottaget"
    assert "Tack för ditt svar!" in text_of(thanks.main)
    assert ballots(person.round_id) == [
        {
            "manader": 12,
            "start": "2024-01-08",
            "innan": "annat",
            "innan_annat": "Var hemma med barn",
            "tycker_nojd": "5",
            "tycker_delaktig": "vet_ej",
            "hinder": ["tid", "resor"],
            "hur": "Jag vågar mer.\nOch orkar mer.",
            "group": "g1",
        }
    ]


def test_it_is_the_same_on_every_database(installation):
    round_id = a_round(installation)
    code = codes_of(installation, round_id)["Projekt A"][0]
    browser = create_app(installation=installation).test_client()

    assert browser.post("/", data={"kod": code}).headers["Location"] == "/svara"
    assert read_page(browser.get("/svara"))
    assert browser.post("/svara", data={"ovrigt": "Hej"}).headers["Location"] == f"/tack/{round_id}"
    assert "redan tagit emot" in text_of(read_page(browser.post("/", data={"kod": code})).main)
    assert browser.get("/healthz").status_code == 200
    assert open_box(installation, round_id) == [{"ovrigt": "Hej", "group": "g1"}]


def test_nothing_is_compulsory(respondent, ballots):
    assert respondent.send().status_code == 303
    assert ballots(respondent.round_id) == [{"group": "g1"}]


@pytest.mark.parametrize("how", [str.lower, lambda code: code.replace("-", " "), lambda c: f" {c}"])
def test_a_code_may_be_typed_as_people_type(invite, how):
    person = invite()
    assert person.give_code(how(person.code)).status_code == 303


def test_the_document_is_the_same_bytes_for_everyone(invite):
    first = invite()
    second = invite(first.round_id)
    first.give_code()
    second.give_code()

    assert first.read().data == second.read().data
    assert first.code not in first.read().get_data(as_text=True)


def test_the_ticket_is_the_only_cookie_and_goes_when_the_answer_is_sent(respondent):
    given = respondent.give_code().headers.getlist("Set-Cookie")
    pages = [respondent.browser.get("/"), respondent.read()]
    taken = respondent.send().headers.getlist("Set-Cookie")

    assert len(given) == 1
    assert re.fullmatch(
        r"biljett=[\w=-]+; Expires=[^;]+; Max-Age=43200; HttpOnly; Path=/svara; SameSite=Lax",
        given[0],
    )
    assert [page.headers.getlist("Set-Cookie") for page in pages] == [[], []]
    assert len(taken) == 1
    assert "biljett=;" in taken[0]
    assert "Max-Age=0" in taken[0]
    assert respondent.browser.get_cookie("biljett", path="/svara") is None


def test_the_ticket_says_nothing_to_those_who_find_it(respondent):
    sealed = respondent.browser.get_cookie("biljett", path="/svara").value
    content = base64.urlsafe_b64decode(sealed)
    assert respondent.round_id.encode() not in content
    assert content[1:9] == bytes(8), "the time when somebody began stands in clear"


def test_no_address_carries_a_code(invite):
    person = invite()
    sent = [person.give_code(), person.read(), person.send()]
    for response in sent:
        assert person.code not in str(response.headers)


def test_answers_of_one_round_have_one_length(invite, sqlite_installation):
    person = invite()
    short, long = person, invite(person.round_id)
    for one, text in ((short, ""), (long, "å" * 2000)):
        one.give_code()
        assert one.send(ovrigt=text, tycker_nojd="5", hur=text).status_code == 303

    with sqlite_installation.engine.connect() as connection:
        lengths = connection.scalars(sa.select(sa.func.length(SealedAnswer.ct))).all()
        padded = connection.scalar(sa.select(SurveyRound.pad_bytes))
    assert lengths == [padded + OVERHEAD] * 2


def test_the_longest_possible_answers_fit(respondent, ballots):
    """Line breaks and quotation marks grow in JSON; no letter takes more than three bytes."""
    longest = {"innan_annat": "ༀ" * 200, "hur": '"\n' * 999 + '"', "ovrigt": "ༀ" * 2000}
    sent = respondent.send(
        innan="annat", tycker_nojd="5", hinder=["tid", "resor"], manader="240", **longest
    )

    assert sent.status_code == 303
    (ballot,) = ballots(respondent.round_id)
    assert {name: ballot[name] for name in longest} == longest


def test_fields_that_are_not_asked_for_are_ignored(respondent, ballots):
    respondent.send(hemligt="x", tid="1", ovrigt="Hej")
    assert ballots(respondent.round_id) == [{"ovrigt": "Hej", "group": "g1"}]


def test_the_first_card_says_what_there_is_to_know(invite):
    staff = invite(detail="full", k=5)
    staff.give_code()
    card = text_of(read_page(staff.read()).select_one(".card.first"))

    assert "Den här enkäten är ett prov." in card
    assert "frivilligt" in card
    assert "Grupper med färre än 5 svar redovisas inte för sig." in card
    assert "visas hur många som har valt varje svar" in card
    assert "Ditt stöd" not in card


def test_participants_are_told_that_their_support_is_not_affected(invite):
    person = invite(questionnaire=a_questionnaire(audience="deltagare", minutes=1))
    person.give_code()
    card = text_of(read_page(person.read()).select_one(".card.first"))

    assert "Ditt stöd och dina pengar påverkas inte" in card
    assert "Tar ungefär 1 minut " in card
    assert "valt varje svar" not in card
