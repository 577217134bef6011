"""A round is decided once, and its state only moves forward."""

from dataclasses import replace
from datetime import date, timedelta

import msgspec
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from survey_app.ballots.keys import KeyMissing, Keyring
from survey_app.config import ROOT
from survey_app.invitations.codes import code_mac, normalise
from survey_app.questionnaire.fills import FillError
from survey_app.questionnaire.load import load
from survey_app.questionnaire.model import fingerprint, thaw
from survey_app.rounds.groups import Group, GroupError, read_groups
from survey_app.rounds.padding import pad_bytes
from survey_app.rounds.service import Plan, RoundError, close, create, get, open_round
from survey_app.statements.read import read_statements
from survey_app.storage.db import writing
from survey_app.storage.models import STATES, Invitation, SurveyRound
from tests.builders import a_questionnaire, a_round, codes_of

DAY = date(2026, 11, 23)
ONE_GROUP = (Group(id="g1", name="Alla", invited=4),)


def a_plan(**changes):
    return Plan(**{"title": "Höstens omgång", "groups": ONE_GROUP, **changes})


def created(here, questionnaire=None, **changes):
    with Session(here.engine) as session:
        return create(
            session, here.keyring, questionnaire or a_questionnaire(), a_plan(**changes), today=DAY
        )


def opened(here, round_id, today=DAY):
    with Session(here.engine) as session:
        told = read_statements(here.settings.statements_file)
        return open_round(session, here.keyring, round_id, today=today, told=told)


def closed(here, round_id):
    with Session(here.engine) as session:
        return close(session, round_id)


def found(here, round_id):
    with Session(here.engine, expire_on_commit=False) as session:
        return get(session, round_id)


def put_in_state(here, round_id, state):
    with writing(here.engine) as session:
        get(session, round_id).state = state


def test_a_round_keeps_everything_that_was_decided(installation):
    asked = a_questionnaire()
    round_id = created(
        installation, asked, title="  Höstens \n omgång ", k=7, detail="full", closes_on=DAY
    )
    one = found(installation, round_id)
    assert (one.title, one.state, one.access) == ("Höstens omgång", "draft", "codes")
    assert (one.k_min, one.detail, one.closes_on) == (7, "full", DAY)
    assert one.groups == [{"id": "g1", "name": "Alla", "invited": 4}]
    assert thaw(bytes(one.questionnaire)) == asked
    assert one.questionnaire_hash == fingerprint(asked)
    assert one.pad_bytes == pad_bytes(asked)
    assert installation.keyring.can_open(round_id, bytes(one.public_key))


def test_the_smallest_base_is_larger_for_participants(installation):
    staff = created(installation, a_questionnaire(id="personal"))
    clients = created(installation, a_questionnaire(id="klienter", audience="deltagare"))
    assert found(installation, staff).k_min == 5
    assert found(installation, clients).k_min == 10


def test_there_is_one_unused_code_for_each_invited(installation):
    round_id = a_round(installation, groups={"Projekt A": 3, "Projekt B": 2})
    codes = codes_of(installation, round_id)
    assert {group: len(some) for group, some in codes.items()} == {"Projekt A": 3, "Projekt B": 2}
    key = installation.keyring.lookup_key()
    with Session(installation.engine) as session:
        stored = {
            bytes(one.code_mac): one.group_id for one in session.scalars(sa.select(Invitation))
        }
    assert stored == {
        code_mac(key, round_id, normalise(code)): group
        for group, name in (("g1", "Projekt A"), ("g2", "Projekt B"))
        for code in codes[name]
    }


def test_an_open_round_has_no_invitations(installation):
    round_id = a_round(installation, access="open", groups={"Projekt A": None})
    assert codes_of(installation, round_id) == {}


def test_a_state_only_moves_forward(installation):
    round_id = created(installation)
    with pytest.raises(RoundError, match="has not been opened: samsvar round open"):
        closed(installation, round_id)
    assert opened(installation, round_id) is True
    assert opened(installation, round_id) is False
    assert found(installation, round_id).opens_on == DAY
    assert closed(installation, round_id) is True
    assert closed(installation, round_id) is False
    for state in STATES[2:]:
        put_in_state(installation, round_id, state)
        with pytest.raises(RoundError, match="has closed and cannot be opened again"):
            opened(installation, round_id)
        assert closed(installation, round_id) is False
        assert found(installation, round_id).state == state


def test_an_opening_day_that_was_decided_stays(installation):
    later = DAY + timedelta(days=7)
    round_id = created(installation, opens_on=later, closes_on=later)
    opened(installation, round_id)
    assert found(installation, round_id).opens_on == later


def test_a_round_whose_last_day_has_passed_is_not_opened(installation):
    round_id = created(installation, closes_on=DAY)
    with pytest.raises(RoundError, match=f"The closing day of round {round_id}, 2026-11-23, has"):
        opened(installation, round_id, today=DAY + timedelta(days=1))
    assert opened(installation, round_id, today=DAY)


def test_a_round_whose_key_is_gone_is_not_opened(installation):
    round_id = created(installation)
    installation.keyring.destroy_round_key(round_id)
    with pytest.raises(RoundError, match=r"missing or damaged in .*: answers could never be read"):
        opened(installation, round_id)
    assert found(installation, round_id).state == "draft"


def test_a_round_that_does_not_exist_names_those_that_do(installation):
    with pytest.raises(RoundError, match=r"There is no round “zzzz”. Rounds: none yet."):
        found(installation, "zzzz")
    round_id = created(installation)
    for do in (found, opened, closed):
        with pytest.raises(RoundError, match=f"There is no round “zzzz”. Rounds: {round_id}."):
            do(installation, "zzzz")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": "  "}, "A round needs a title of 1 to 200 characters."),
        ({"title": "x" * 201}, "A round needs a title of 1 to 200 characters."),
        ({"title": "Höst\x00"}, r"The title 'H\xf6st\x00' has characters that cannot be printed."),
        ({"title": "Höst\udcff"}, "has characters that cannot be printed."),
        ({"fills": {"telefon": "070\udcff"}}, "The value of “telefon”, '070\\udcff', has charac"),
        ({"groups": ()}, "needs at least one group with the number of invited"),
        ({"k": 2}, "k is 2; it must be between 3 and 100."),
        ({"k": 0}, "k is 0; it must be between 3 and 100."),
        ({"k": 101}, "k is 101; it must be between 3 and 100."),
        ({"closes_on": DAY - timedelta(days=1)}, "The closing day 2026-11-22 has passed already."),
        (
            {"opens_on": DAY + timedelta(days=2), "closes_on": DAY + timedelta(days=1)},
            "The closing day 2026-11-24 is before the opening day 2026-11-25.",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_leaves_nothing(
    sqlite_installation, changes, sentence
):
    with pytest.raises(RoundError) as caught:
        created(sqlite_installation, **changes)
    assert sentence in str(caught.value)
    nothing_is_left(sqlite_installation)


def nothing_is_left(here):
    with Session(here.engine) as session:
        assert session.scalars(sa.select(SurveyRound.id)).all() == []
    assert list(here.keyring.folder.glob("round-*")) == []


def test_full_detail_is_not_for_participants(sqlite_installation):
    with pytest.raises(RoundError, match="Full detail is for staff and steering groups"):
        created(sqlite_installation, a_questionnaire(audience="deltagare"), detail="full")
    nothing_is_left(sqlite_installation)


def test_a_questionnaire_with_lists_cannot_be_answered_on_the_web_yet(sqlite_installation):
    final = load(ROOT / "questionnaires" / "slutrapport" / "1.yaml")
    with pytest.raises(RoundError, match=r"slutrapport:1 has questions of the type .*list"):
        created(sqlite_installation, final)
    nothing_is_left(sqlite_installation)


def test_a_name_that_is_not_filled_in_leaves_nothing(sqlite_installation):
    asked = a_questionnaire(fill=("kontaktperson",), intro="Fråga {kontaktperson}.")
    with pytest.raises(FillError, match="“kontaktperson” is missing"):
        created(sqlite_installation, asked)
    nothing_is_left(sqlite_installation)


def test_when_the_database_fails_no_key_is_left(sqlite_installation):
    sqlite_installation.keyring.lookup_key()
    with sqlite_installation.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE invitation")
    with pytest.raises(sa.exc.OperationalError):
        created(sqlite_installation)
    assert list(sqlite_installation.keyring.folder.glob("round-*")) == []


def test_a_version_that_has_been_used_is_not_used_with_other_words(installation):
    first = created(installation)
    created(installation, a_questionnaire())
    changed = a_questionnaire(thanks="Tack så mycket!")
    with pytest.raises(
        RoundError, match=f"prov:1 was used with other words in round {first}.*as version 2"
    ):
        created(installation, changed)
    assert created(installation, msgspec.structs.replace(changed, version=2))


def test_two_rounds_never_share_a_key(installation):
    one, other = created(installation), created(installation)
    assert one != other
    assert bytes(found(installation, one).public_key) != bytes(
        found(installation, other).public_key
    )


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_round_that_somebody_else_closed_meanwhile_is_not_opened_again(installation):
    """SQLite lets nobody write between; on PostgreSQL the round may have gone on."""
    round_id = created(installation)

    class SlowDisk(Keyring):
        def can_open(self, round_id, public_key):
            if found(installation, round_id).state == "draft":
                put_in_state(installation, round_id, "closing")
            return super().can_open(round_id, public_key)

    slow = SlowDisk(installation.keyring.folder)
    with pytest.raises(RoundError, match="has closed and cannot be opened again"):
        opened(replace(installation, keyring=slow), round_id)
    assert found(installation, round_id).state == "closing"


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_of_two_who_open_at_once_the_second_finds_it_open(installation):
    round_id = created(installation)

    class SlowDisk(Keyring):
        def can_open(self, round_id, public_key):
            opened(installation, round_id, today=DAY + timedelta(days=1))
            return super().can_open(round_id, public_key)

    slow = SlowDisk(installation.keyring.folder)
    assert opened(replace(installation, keyring=slow), round_id) is False
    assert found(installation, round_id).opens_on == DAY + timedelta(days=1)


def test_codes_are_not_replaced_by_those_of_a_new_installation_key(installation):
    created(installation)
    key = installation.settings.keys_dir / "installation.key"
    kept = key.read_bytes()
    key.unlink()
    with pytest.raises(KeyMissing, match="with another key no code would be known"):
        created(installation)
    assert not key.exists()
    key.write_bytes(kept)
    created(installation)


def test_one_group_may_be_called_alla():
    assert read_groups(("Alla=4",), count_needed=True)[0].name == "Alla"


def test_groups_are_written_with_the_number_of_invited():
    groups = read_groups((" Projekt  A = 10", "a=b=3"), count_needed=True)
    assert groups == (
        Group(id="g1", name="Projekt A", invited=10),
        Group(id="g2", name="a=b", invited=3),
    )
    assert read_groups(("Projekt A",), count_needed=False)[0].invited is None


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (("Projekt A",), "“Projekt A” does not say how many are invited."),
        (("=4",), "has no usable name before the equals sign"),
        (("A\x07=4",), "has no usable name"),
        (("x" * 121 + "=4",), "has no usable name"),
        (("A=många",), "“många” in “A=många” is not a number of invited."),
        (("A=0",), "a group has between 1 and 100000 invited."),
        (("A=-3",), "a group has between 1 and 100000 invited."),
        (("A=1000000",), "a group has between 1 and 100000 invited."),
        (("Projekt A=3", "projekt a=4"), "The group “projekt a” is given twice."),
        (("Projekt A=3", "alla=4"), "“alla” is what the results call everybody together."),
        (("A\udcff=4",), "has no usable name"),
        (tuple(f"g{n}=1" for n in range(501)), "501 groups are too many; the limit is 500."),
    ],
    ids=range(12),
)
def test_a_group_that_cannot_be_read_is_quoted(written, sentence):
    with pytest.raises(GroupError) as caught:
        read_groups(written, count_needed=True)
    assert sentence in str(caught.value)
