"""Release: opened once, pooled, shuffled, parted from whoever wrote; stopped anywhere, it goes on.

Runs on SQLite and on PostgreSQL.
"""

import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from survey_app.ballots.keys import KeyMissing, Keyring
from survey_app.ballots.payload import encode
from survey_app.ballots.seal import seal
from survey_app.config import load_settings
from survey_app.exports.package import write_export
from survey_app.installation import open_installation
from survey_app.invitations.ballot_box import cast_open
from survey_app.invitations.progress import counts_of
from survey_app.rounds.service import RoundError, get
from survey_app.storage.db import DatabaseUnavailable, writing
from survey_app.storage.models import (
    FreeText,
    Invitation,
    Response,
    RoundCount,
    SealedAnswer,
    SurveyRound,
)
from survey_app.storage.restore import BackupError, restore
from tests.builders import a_round
from tests.rounds.people import (
    answer,
    close_round,
    contents,
    release_round,
    rows,
    state_of,
)
from tests.server import environment_of

STEPS = ("stored", "tidied", "backed up", "key destroyed")
GROUPS = {"Projekt A": 12, "Projekt B": 8, "Projekt C": 6, "Projekt D": 4}
ANSWERED = {"Projekt A": 11, "Projekt B": 6, "Projekt C": 3, "Projekt D": 2}


def people(group, count):
    for number in range(count):
        yield {
            "tycker_nojd": "12345"[number % 5],
            "hinder": ["tid", "resor"],
            "manader": number,
            "ovrigt": f"Ord från {group} {number}",
        }


RELEASED = """
import os, signal, sys
import sqlalchemy as sa
from sqlalchemy.orm import Session
from survey_app.installation import open_installation
from survey_app.ballots import keys
from tests.rounds.people import release_round

round_id, when = sys.argv[1:]

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

if when == "before commit":
    sa.event.listen(Session, "before_commit", die)
if when == "one key file gone":
    keys.sync = die
release_round(open_installation(), round_id, lambda step: die() if step == when else None)
"""


@pytest.fixture
def installation(installation, tmp_path):
    """The same installation, with a copy of its keys on another disk."""
    settings = replace(installation.settings, keys_copy_dir=tmp_path / "other disk")
    keyring = Keyring(settings.keys_dir, settings.keys_copy_dir)
    return replace(installation, settings=settings, keyring=keyring)


@pytest.fixture
def round_id(installation):
    """A closed round with k = 5: the two large groups stand alone, the two small are pooled."""
    round_id = a_round(installation, groups=GROUPS, k=5)
    answer(
        installation,
        round_id,
        {group: list(people(group, count)) for group, count in ANSWERED.items()},
    )
    close_round(installation, round_id)
    return round_id


def must_be_released(here, round_id):
    """Check that everything is there once, and nothing that could be tied to a person."""
    assert state_of(here, round_id) == "key_destroyed"
    assert not here.keyring.has_round_key(round_id)
    assert rows(here, Invitation) == rows(here, SealedAnswer) == []

    responses, texts = rows(here, Response), rows(here, FreeText)
    expected = Counter(
        (group, number) for group, count in ANSWERED.items() for number in range(count)
    )
    assert Counter(one["text"] for one in texts) == Counter(
        {f"Ord från {group} {number}": 1 for group, number in expected}
    )
    assert Counter(one["answers"]["manader"] for one in responses) == Counter(
        number for _, number in expected.elements()
    )
    for one in responses:
        number = one["answers"]["manader"]
        assert one["answers"] == {
            "tycker_nojd": "12345"[number % 5],
            "hinder": ["tid", "resor"],
            "manader": number,
            "_mode": "webb",
            "_language": "sv",
        }
    assert not {one["id"] for one in responses} & {one["id"] for one in texts}


def test_everything_is_kept_and_nothing_of_who(installation, round_id):
    steps = []
    done = release_round(installation, round_id, steps.append)
    assert tuple(steps) == STEPS
    assert done.answers == 22
    must_be_released(installation, round_id)


def test_small_groups_are_pooled_in_what_is_stored(installation, round_id):
    release_round(installation, round_id)
    with Session(installation.engine) as session:
        classes = get(session, round_id).classes
    assert classes == [
        {"id": "c1", "name": "Projekt A", "groups": ["g1"]},
        {"id": "c2", "name": "Projekt B", "groups": ["g2"]},
        {"id": "c3", "name": "Projekt C + Projekt D", "groups": ["g3", "g4"]},
    ]
    by_class = Counter(one["class_id"] for one in rows(installation, Response))
    assert by_class == {"c1": 11, "c2": 6, "c3": 5}
    # Only the first class has ten answers: the texts of the others belong to the whole round.
    by_class = Counter(one["class_id"] for one in rows(installation, FreeText))
    assert by_class == {"c1": 11, None: 11}


def test_the_response_rate_is_what_it_was(installation, round_id):
    with Session(installation.engine) as session:
        before = counts_of(session, get(session, round_id))
    release_round(installation, round_id)
    with Session(installation.engine) as session:
        after = counts_of(session, get(session, round_id))
    assert before == after
    assert [(one.group, one.invited, one.answered) for one in after] == [
        (group, GROUPS[group], ANSWERED[group]) for group in GROUPS
    ]
    assert {one["reasons"] == {} for one in rows(installation, RoundCount)} == {True}


def test_other_rounds_are_left_alone(installation, round_id):
    other = a_round(installation, groups={"Projekt A": 3})
    answer(installation, other, {"Projekt A": [{"ovrigt": "kvar"}]})
    release_round(installation, round_id)
    assert state_of(installation, other) == "open"
    assert len(rows(installation, SealedAnswer)) == 1
    assert len(rows(installation, Invitation)) == 3
    assert installation.keyring.has_round_key(other)
    answer(installation, other, {"Projekt A": [{"ovrigt": "en till"}]})


def test_a_round_without_groups_is_released_as_one_whole(installation):
    round_id = a_round(installation, access="open", groups={}, k=3)
    with Session(installation.engine) as session:
        found = get(session, round_id)
        public, pad = bytes(found.public_key), found.pad_bytes
    for number in range(4):
        sealed = seal(encode({"manader": number}, "", "sv", "webb"), public, round_id, pad)
        cast_open(installation.engine, round_id, "", bytes([number]) * 32, sealed)
    close_round(installation, round_id)
    assert release_round(installation, round_id).answers == 4
    assert {one["class_id"] for one in rows(installation, Response)} == {None}
    (count,) = rows(installation, RoundCount)
    assert (count["group_id"], count["invited"], count["answered"]) == ("", None, 4)


def test_a_round_nobody_answered_is_released_too(installation):
    round_id = a_round(installation)
    close_round(installation, round_id)
    assert release_round(installation, round_id).answers == 0
    assert state_of(installation, round_id) == "key_destroyed"
    assert [one["answered"] for one in rows(installation, RoundCount)] == [0, 0]


def test_to_release_again_changes_nothing(installation, round_id):
    release_round(installation, round_id)
    before = contents(installation)
    again = release_round(installation, round_id, pytest.fail)
    assert (again.answers, again.backup) == (22, None)
    assert contents(installation) == before


def test_two_who_release_at_once_both_come_to_the_end(installation, round_id):
    both = [
        subprocess.Popen(
            [sys.executable, "-c", RELEASED, round_id, "never"],
            env=environment_of(installation.settings),
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for one in both:
        with one:
            said = one.stderr.read()
        assert one.returncode == 0, said
    must_be_released(installation, round_id)


@pytest.mark.parametrize("opened", [False, True], ids=["draft", "open"])
def test_a_round_must_be_closed_first(installation, opened):
    round_id = a_round(installation, opened=opened)
    with pytest.raises(RoundError, match=rf"samsvar round (open|close) {round_id}"):
        release_round(installation, round_id)
    assert installation.keyring.has_round_key(round_id)


# When something is wrong, nothing is changed ---------------------------------------------------


def must_be_refused(here, round_id, sentence):
    before = contents(here)
    with pytest.raises(RoundError, match=sentence) as caught:
        release_round(here, round_id)
    assert contents(here) == before
    assert state_of(here, round_id) == "closing"
    assert "Ord från" not in str(caught.value)


def test_without_the_key_nothing_is_opened_and_with_it_again_everything(
    installation, round_id, tmp_path
):
    keyring = installation.keyring
    for folder in (keyring.folder, keyring.copy):
        (folder / f"round-{round_id}.key").rename(tmp_path / "away")
    must_be_refused(installation, round_id, "is missing or damaged: .*Put the file back")
    (tmp_path / "away").rename(keyring.copy / f"round-{round_id}.key")
    release_round(installation, round_id)
    must_be_released(installation, round_id)


def test_one_damaged_ballot_stops_all(installation, round_id):
    with writing(installation.engine) as session:
        ballot = session.scalars(sa.select(SealedAnswer).limit(1)).one()
        ballot.ct = ballot.ct[:100] + bytes([ballot.ct[100] ^ 1]) + ballot.ct[101:]
    must_be_refused(installation, round_id, "cannot be opened with its key. Nothing has been")
    assert installation.keyring.has_round_key(round_id)


def test_a_ballot_from_another_round_stops_all(installation, round_id):
    other = a_round(installation, groups={"Projekt A": 3})
    answer(installation, other, {"Projekt A": [{"manader": 1}]})
    with writing(installation.engine) as session:
        (foreign,) = session.scalars(sa.select(SealedAnswer).filter_by(round_id=other))
        ours = session.scalars(sa.select(SealedAnswer).filter_by(round_id=round_id).limit(1)).one()
        ours.ct = foreign.ct
    must_be_refused(installation, round_id, "cannot be opened with its key")


@pytest.mark.parametrize("which", ["ballot gone", "invitation unused"])
def test_ballots_that_do_not_tally_stop_all(installation, round_id, which):
    with writing(installation.engine) as session:
        if which == "ballot gone":
            session.delete(session.scalars(sa.select(SealedAnswer).limit(1)).one())
        else:
            used = sa.select(Invitation).where(Invitation.answered).limit(1)
            session.scalars(used).one().answered = False
    counted = "21 sealed answers but 22" if which == "ballot gone" else "22 sealed answers but 21"
    must_be_refused(installation, round_id, counted)


def test_a_failing_write_stores_nothing(installation, round_id):
    """Every answer and text is inserted, and then the last statement of the transaction fails."""
    before = contents(installation)
    with installation.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE invitation RENAME TO hidden")
        connection.exec_driver_sql("CREATE VIEW invitation AS SELECT * FROM hidden")
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(
                "CREATE RULE no AS ON DELETE TO invitation DO INSTEAD SELECT 1/0"
            )
    with pytest.raises(DatabaseUnavailable) as caught:
        release_round(installation, round_id)
    assert "Ord från" not in str(caught.value)
    assert contents(installation) == before
    assert state_of(installation, round_id) == "closing"


# The key and its copies ------------------------------------------------------------------------


def test_the_key_is_not_called_destroyed_while_the_disk_of_the_copies_is_away(
    installation, round_id, tmp_path
):
    copies = installation.keyring.copy
    copies.rename(tmp_path / "away")
    with pytest.raises(KeyMissing, match="other disk is not there"):
        release_round(installation, round_id)
    assert state_of(installation, round_id) == "released"

    (tmp_path / "away").rename(copies)
    assert installation.keyring.has_round_key(round_id)
    assert release_round(installation, round_id).answers == 22
    must_be_released(installation, round_id)


def test_a_key_that_comes_back_after_the_release_is_destroyed_again(
    installation, round_id, tmp_path
):
    name = f"round-{round_id}.key"
    shutil.copy(installation.keyring.folder / name, tmp_path)
    release_round(installation, round_id)
    shutil.copy(tmp_path / name, installation.keyring.folder)
    steps = []
    release_round(installation, round_id, steps.append)
    assert steps == ["key destroyed"]
    must_be_released(installation, round_id)


# Names of classes ------------------------------------------------------------------------------


def classes_of(here, groups, answered):
    round_id = a_round(here, groups=groups, k=3)
    answer(here, round_id, {name: list(people(name, count)) for name, count in answered.items()})
    close_round(here, round_id)
    release_round(here, round_id)
    with Session(here.engine) as session:
        return round_id, {one["name"]: one["groups"] for one in get(session, round_id).classes}


def test_a_group_that_nobody_answered_for_is_not_told_by_its_absence(sqlite_installation):
    _, classes = classes_of(sqlite_installation, {"A": 5, "B": 5, "C": 3}, {"A": 4, "B": 3})
    assert classes == {"A": ["g1"], "B + C": ["g2", "g3"]}


def test_a_group_called_what_two_others_are_together_is_told_apart(sqlite_installation, tmp_path):
    here = sqlite_installation
    groups = {"A + B": 5, "A": 3, "B": 3, "A + B (sammanslagna)": 5}
    answered = {"A + B": 4, "A": 2, "B": 2, "A + B (sammanslagna)": 5}
    round_id, classes = classes_of(here, groups, answered)
    assert classes == {
        "A + B": ["g1"],
        "A + B (sammanslagna)": ["g4"],
        "A + B (sammanslagna) (sammanslagna)": ["g2", "g3"],
    }
    with Session(here.engine) as session:
        assert write_export(session, get(session, round_id), tmp_path / "export") == 13


# Stopped half-way ------------------------------------------------------------------------------


class PowerCut(Exception):
    """The step after which the lights went out."""


@pytest.mark.parametrize("at", STEPS)
def test_stopped_after_any_step_it_goes_on_where_it_was(installation, round_id, at):
    def stop(step):
        if step == at:
            raise PowerCut

    with pytest.raises(PowerCut):
        release_round(installation, round_id, stop)
    assert installation.keyring.has_round_key(round_id) == (at != "key destroyed")

    steps = []
    done = release_round(installation, round_id, steps.append)
    assert done.answers == 22
    assert tuple(steps) == STEPS[1:], "the answers are stored once, the rest is done again"
    must_be_released(installation, round_id)


def test_a_backup_that_cannot_be_written_keeps_the_key(installation, round_id):
    installation.settings.backup_dir.write_text("a file where the folder should be")
    with pytest.raises(BackupError):
        release_round(installation, round_id)
    assert installation.keyring.has_round_key(round_id)
    assert state_of(installation, round_id) == "released"
    installation.settings.backup_dir.unlink()
    release_round(installation, round_id)
    must_be_released(installation, round_id)


@pytest.mark.parametrize("when", ["before commit", *STEPS[:3], "one key file gone", STEPS[3]])
def test_killed_at_any_moment_it_goes_on_and_nothing_is_lost_or_doubled(
    installation, round_id, when
):
    killed = subprocess.run(
        [sys.executable, "-c", RELEASED, round_id, when],
        env=environment_of(installation.settings),
        check=False,
        capture_output=True,
        text=True,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    if when == "before commit":
        assert state_of(installation, round_id) == "closing"
        assert len(rows(installation, SealedAnswer)) == 22
        assert rows(installation, Response) == rows(installation, FreeText) == []
    assert release_round(installation, round_id).answers == 22
    must_be_released(installation, round_id)


# The backup that comes before the key goes -----------------------------------------------------


def test_the_backup_gives_back_what_was_released(installation, round_id, tmp_path):
    done = release_round(installation, round_id)
    elsewhere = open_installation(
        load_settings({"SAMSVAR_INSTANCE_DIR": str(tmp_path / "elsewhere")}), ready=False
    )
    restore(done.backup, elsewhere.engine, elsewhere.settings)
    shutil.copytree(installation.settings.keys_dir, elsewhere.settings.keys_dir)
    assert contents(elsewhere) == contents(installation)
    # It was written just before the key went; to release again brings it to its end.
    assert state_of(elsewhere, round_id) == "released"
    assert release_round(elsewhere, round_id).answers == 22
    must_be_released(elsewhere, round_id)
    elsewhere.engine.dispose()


def test_what_was_deleted_is_not_in_the_files_any_more(sqlite_installation):
    here = sqlite_installation
    round_id = a_round(here, groups={"Projekt A": 6})
    macs = answer(here, round_id, {"Projekt A": list(people("Projekt A", 5))})
    cts = [bytes(one["ct"]) for one in rows(here, SealedAnswer)]
    close_round(here, round_id)
    release_round(here, round_id)
    with here.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA freelist_count").scalar() == 0, "tidied"
    assert (here.settings.instance_dir / "samsvar.db-wal").stat().st_size <= 2**16, "tidied"
    here.engine.dispose()
    for path in here.settings.instance_dir.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not [one for one in [*macs, *cts] if one[:32] in content], path


def test_nothing_is_left_in_the_folders(installation, round_id):
    release_round(installation, round_id)
    left = sorted(path.name for path in installation.settings.backup_dir.iterdir())
    assert left == [f"after-release-{round_id}.zip"]
    for folder in (installation.keyring.folder, installation.keyring.copy):
        assert [path.name for path in folder.iterdir()] == ["installation.key"]
    with Session(installation.engine) as session:
        kept = session.get_one(SurveyRound, round_id)
        assert re.fullmatch("[0-9a-f]{64}", kept.questionnaire_hash)
