"""The right to answer once, and the ballot: both or neither, whatever happens."""

import threading
from collections import Counter

import pytest
import sqlalchemy as sa

from survey_app.invitations.ballot_box import (
    AlreadyAnswered,
    RoundClosed,
    UnknownInvitation,
    cast,
    cast_open,
    find_invitation,
)
from survey_app.invitations.codes import code_mac, normalise
from survey_app.storage.db import DatabaseUnavailable, writing
from survey_app.storage.models import Invitation, SealedAnswer, SurveyRound
from tests.builders import a_round, codes_of

CT = b"\x01sealed beyond reading\xff" * 3
MAC = b"m" * 32


@pytest.fixture
def round_id(installation):
    return a_round(installation, groups={"Projekt A": 3})


@pytest.fixture
def mac(installation, round_id):
    code = normalise(codes_of(installation, round_id)["Projekt A"][0])
    return code_mac(installation.keyring.lookup_key(), round_id, code)


@pytest.fixture
def open_round_id(installation):
    return a_round(installation, access="open", groups={})


def stored(installation):
    """Return how many ballots there are, and how many invitations have been used."""
    with installation.engine.connect() as connection:
        return (
            connection.scalar(sa.select(sa.func.count()).select_from(SealedAnswer)),
            connection.scalar(
                sa.select(sa.func.count()).select_from(Invitation).where(Invitation.answered)
            ),
        )


def set_state(installation, round_id, state):
    with writing(installation.engine) as session:
        session.get_one(SurveyRound, round_id).state = state


def test_a_code_leads_to_its_invitation_until_and_after_it_is_used(installation, round_id):
    key = installation.keyring.lookup_key()
    (code, *_) = map(normalise, codes_of(installation, round_id)["Projekt A"])

    def look(*rounds, code=code):
        with installation.engine.connect() as connection:
            return find_invitation(connection, rounds, code, key)

    found = look("other", round_id)
    assert (found.round_id, found.group_id, found.answered) == (round_id, "g1", False)
    cast(installation.engine, round_id, found.code_mac, CT)
    assert look(round_id).answered
    assert look("other") is None
    assert look() is None
    assert look(round_id, code="2" * 11) is None


def test_an_answer_is_kept_word_for_word_and_its_invitation_used(installation, round_id, mac):
    cast(installation.engine, round_id, mac, CT)
    assert stored(installation) == (1, 1)
    with installation.engine.connect() as connection:
        assert bytes(connection.scalar(sa.select(SealedAnswer.ct))) == CT


def test_an_invitation_can_be_used_only_once(installation, round_id, mac):
    cast(installation.engine, round_id, mac, CT)
    with pytest.raises(AlreadyAnswered):
        cast(installation.engine, round_id, mac, b"second")
    assert stored(installation) == (1, 1)
    with installation.engine.connect() as connection:
        assert bytes(connection.scalar(sa.select(SealedAnswer.ct))) == CT


def test_an_invitation_that_does_not_exist_lets_nobody_in(installation, round_id):
    with pytest.raises(UnknownInvitation):
        cast(installation.engine, round_id, b"?" * 32, CT)
    assert stored(installation) == (0, 0)


def test_a_code_of_another_round_does_not_do(installation, round_id, mac):
    other = a_round(installation, groups={"Projekt A": 3})
    with pytest.raises(UnknownInvitation):
        cast(installation.engine, other, mac, CT)
    assert stored(installation) == (0, 0)


@pytest.mark.parametrize("state", ["draft", "closing", "released", "key_destroyed"])
def test_only_an_open_round_takes_answers(installation, round_id, mac, open_round_id, state):
    for one in (round_id, open_round_id):
        set_state(installation, one, state)
    with pytest.raises(RoundClosed):
        cast(installation.engine, round_id, mac, CT)
    with pytest.raises(RoundClosed):
        cast_open(installation.engine, open_round_id, "", MAC, CT)
    with pytest.raises(RoundClosed):
        cast(installation.engine, "no such", mac, CT)
    assert stored(installation) == (0, 0)


def break_the_ballot_box(installation):
    """Let every INSERT of a ballot fail, with the row in the words of the database."""
    with installation.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE sealed_answer")
        connection.exec_driver_sql(
            "CREATE TABLE sealed_answer (id VARCHAR(32) PRIMARY KEY, round_id VARCHAR(12), "
            f"ct {'BLOB' if connection.dialect.name == 'sqlite' else 'BYTEA'}, must TEXT NOT NULL)"
        )


@pytest.mark.parametrize("access", ["codes", "open"])
def test_when_the_ballot_cannot_be_kept_the_invitation_is_not_used(
    installation, round_id, open_round_id, mac, access
):
    break_the_ballot_box(installation)
    answer = {
        "codes": lambda: cast(installation.engine, round_id, mac, CT),
        "open": lambda: cast_open(installation.engine, open_round_id, "", MAC, CT),
    }
    with pytest.raises(DatabaseUnavailable) as caught:
        answer[access]()
    assert stored(installation) == (0, 0)
    # Nothing of the row in what an error page or an error tracker would see.
    seen = repr(caught.value) + str(caught.value)
    for value in (CT, mac, MAC):
        assert repr(value)[2:-1] not in seen
        assert value.hex() not in seen
    assert "Failing row" not in seen
    assert caught.value.__suppress_context__


@pytest.mark.parametrize("table", ["invitation", "sealed_answer"])
def test_a_table_that_is_gone_is_a_sentence_without_values(installation, round_id, mac, table):
    with installation.engine.begin() as connection:
        connection.exec_driver_sql(f"DROP TABLE {table}")
    with pytest.raises(DatabaseUnavailable, match=r"^The database .* \(\w+\)\.$"):
        cast(installation.engine, round_id, mac, CT)


def test_a_double_click_in_an_open_round_is_one_answer(installation, open_round_id):
    cast_open(installation.engine, open_round_id, "", MAC, CT)
    with pytest.raises(AlreadyAnswered):
        cast_open(installation.engine, open_round_id, "", MAC, b"second")
    cast_open(installation.engine, open_round_id, "", b"n" * 32, CT)
    assert stored(installation) == (2, 2)


def at_once(what, times=8):
    """Do it in several threads that start together; return how often each outcome came."""
    outcomes: Counter[str] = Counter()
    gate = threading.Barrier(times)

    def one_of_them():
        gate.wait()
        try:
            what()
        except AlreadyAnswered:
            outcomes["already answered"] += 1
        else:
            outcomes["kept"] += 1

    threads = [threading.Thread(target=one_of_them) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_the_same_code_in_many_hands_at_once_gives_one_ballot(installation, round_id, mac):
    outcomes = at_once(lambda: cast(installation.engine, round_id, mac, CT))
    assert outcomes == {"kept": 1, "already answered": 7}
    assert stored(installation) == (1, 1)


def test_the_same_ticket_to_an_open_round_at_once_gives_one_ballot(installation, open_round_id):
    outcomes = at_once(lambda: cast_open(installation.engine, open_round_id, "", MAC, CT))
    assert outcomes == {"kept": 1, "already answered": 7}
    assert stored(installation) == (1, 1)


def test_different_people_at_once_all_get_in(installation):
    round_id = a_round(installation, groups={"Projekt A": 12})
    key = installation.keyring.lookup_key()
    codes = [normalise(code) for code in codes_of(installation, round_id)["Projekt A"]]
    waiting = [code_mac(key, round_id, code) for code in codes]
    outcomes = at_once(lambda: cast(installation.engine, round_id, waiting.pop(), CT), times=12)
    assert outcomes == {"kept": 12}
    assert stored(installation) == (12, 12)


def test_a_round_that_closes_meanwhile_takes_all_or_nothing(installation):
    """An answer on its way is in before the close, or refused after it; never half."""
    round_id = a_round(installation, access="open", groups={})
    gate = threading.Barrier(9)
    kept, refused = [], []

    def answer(mac):
        gate.wait()
        try:
            cast_open(installation.engine, round_id, "", mac, CT)
        except RoundClosed:
            refused.append(mac)
        else:
            kept.append(mac)

    def close():
        gate.wait()
        set_state(installation, round_id, "closing")

    threads = [threading.Thread(target=answer, args=[bytes([n]) * 32]) for n in range(8)]
    threads.append(threading.Thread(target=close))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(kept) + len(refused) == 8
    assert stored(installation) == (len(kept), len(kept))
