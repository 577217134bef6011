"""A backup gives back what was written, on either database; anything else is refused."""

import io
import json
import shutil
import subprocess
import sys
import zipfile
from contextlib import contextmanager
from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from survey_app.config import load_settings
from survey_app.installation import open_installation
from survey_app.rounds.service import get
from survey_app.storage import backup as backups
from survey_app.storage import migrate
from survey_app.storage import restore as restores
from survey_app.storage.backup import verify, write_backup
from survey_app.storage.models import SealedAnswer, SurveyRound
from survey_app.storage.restore import BackupError, restore
from survey_app.storage.scratch import abandoned
from tests.builders import a_round
from tests.rounds.people import answer, close_round, contents, release_round, rows, state_of

ANSWERS = [{"manader": n, "tycker_nojd": "4", "ovrigt": f"Rad\n“{n}” 🙂 አማርኛ"} for n in range(6)]


@pytest.fixture
def questionnaires(tmp_path):
    folder = tmp_path / "ours"
    (folder / "prov").mkdir(parents=True)
    (folder / "prov" / "1.yaml").write_text("id: prov\n")
    (folder / "scales.yaml").write_text("grad5: {}\n")
    return folder


@pytest.fixture
def installation(installation, questionnaires):
    """An installation with a released round, one with ballots, and one not yet opened."""
    here = replace(
        installation, settings=replace(installation.settings, questionnaires_dir=questionnaires)
    )
    released = a_round(here, groups={"Projekt A": 8}, k=3)
    answer(here, released, {"Projekt A": ANSWERS})
    close_round(here, released)
    release_round(here, released)
    answer(here, a_round(here, groups={"Projekt A": 4}), {"Projekt A": ANSWERS[:3]})
    a_round(here, access="open", groups={"Å": None}, opened=False)
    return here


@pytest.fixture
def file(installation, tmp_path):
    path = tmp_path / "samsvar.zip"
    write_backup(installation.engine, installation.settings, path)
    return path


@pytest.fixture
def empty(tmp_path):
    """An installation without a database."""
    with an_empty(tmp_path / "empty") as here:
        yield here


@contextmanager
def an_empty(folder, url=None):
    settings = {"SAMSVAR_INSTANCE_DIR": str(folder)}
    settings |= {"SAMSVAR_QUESTIONNAIRES_DIR": str(folder / "questionnaires")}
    settings |= {"SAMSVAR_DATABASE_URL": url} if url else {}
    here = open_installation(load_settings(settings), ready=False)
    yield here
    here.engine.dispose()


def rounds(here):
    return rows(here, SurveyRound)


@pytest.mark.parametrize("onto", ["sqlite", "postgresql"])
def test_everything_comes_back_whichever_database_wrote_it(
    installation, file, onto, tmp_path, request
):
    url = request.getfixturevalue("other_postgres_url") if onto == "postgresql" else None
    with an_empty(tmp_path / "new", url) as new:
        done = restore(file, new.engine, new.settings)
        assert contents(new) == contents(installation)
        assert rounds(new) == rounds(installation)
        assert migrate.current(new.engine) == migrate.newest()
    total = sum(map(len, contents(installation).values())) + len(rounds(installation))
    assert done.rows == total == 6 + 6 + 1 + 4 + 3 + 3
    assert done.questionnaires == ("prov/1.yaml", "scales.yaml")
    assert (new.settings.questionnaires_dir / "prov" / "1.yaml").read_text() == "id: prov\n"


@pytest.fixture
def other_postgres_url(postgres):
    name = postgres.create()
    yield postgres.url(name)
    postgres.drop(name)


def test_a_round_goes_on_where_it_was_in_the_restored_installation(installation, file, empty):
    restore(file, empty.engine, empty.settings)
    # The keys are not in the backup: they are put back from their own copy.
    shutil.copytree(installation.settings.keys_dir, empty.settings.keys_dir)
    with Session(empty.engine) as session:
        (round_id,) = session.scalars(
            sa.select(SurveyRound.id).where(SurveyRound.state == "open")
        ).all()
    answer(empty, round_id, {"Projekt A": ANSWERS[3:4]})
    close_round(empty, round_id)
    assert release_round(empty, round_id).answers == 4
    assert state_of(empty, round_id) == "key_destroyed"


def test_no_key_and_no_readable_answer_of_an_open_round_is_in_it(installation, file):
    with zipfile.ZipFile(file) as archive:
        unpacked = b"".join(archive.read(name) for name in archive.namelist())
        names = archive.namelist()
    for key in installation.settings.keys_dir.iterdir():
        assert key.name not in names
        content = key.read_bytes()
        assert content not in unpacked
        assert content.hex().encode() not in unpacked
    assert not [name for name in names if "key" in name]


def test_the_file_says_nothing_of_when_and_in_which_order(installation, file, tmp_path):
    with zipfile.ZipFile(file) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for table in ("invitation", "sealed_answer", "response", "free_text"):
            ids = [json.loads(line)["id"] for line in archive.open(f"tables/{table}.jsonl")]
            assert ids == sorted(ids)
    again = tmp_path / "again.zip"
    write_backup(installation.engine, installation.settings, again)
    assert again.read_bytes() == file.read_bytes(), "the same content gives the same file"
    assert file.stat().st_mode & 0o777 == 0o600


def test_it_is_read_back_and_nothing_is_left_behind(installation, file, tmp_path):
    assert verify(file, tmp_path / "scratch") == 23
    assert list((tmp_path / "scratch").iterdir()) == []


def test_reading_back_notices_what_a_restore_would_lose(installation, file, tmp_path, monkeypatch):
    whole = restores._from_json
    monkeypatch.setattr(
        restores,
        "_from_json",
        lambda table, line: whole(table, line | ({"title": "x"} if "title" in line else {})),
    )
    with pytest.raises(BackupError, match="does not give back what was written"):
        verify(file, tmp_path / "scratch")


def test_it_takes_its_name_only_when_it_is_whole(installation, tmp_path):
    path = tmp_path / "backups" / "samsvar.zip"
    with installation.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE round_count")
    with pytest.raises(Exception, match=r"refused a statement|cannot be reached"):
        write_backup(installation.engine, installation.settings, path)
    assert list(path.parent.iterdir()) == []


def test_a_place_that_cannot_be_written_is_a_sentence(sqlite_installation, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(BackupError, match="cannot be written"):
        write_backup(
            sqlite_installation.engine, sqlite_installation.settings, tmp_path / "file" / "b.zip"
        )


def test_answers_that_come_meanwhile_are_in_it_whole_or_not_at_all(sqlite_installation, tmp_path):
    """Between two tables of the backup an answer arrives: ballots and invitations still tally."""
    here = sqlite_installation
    round_id = a_round(here, groups={"Projekt A": 4})
    answer(here, round_id, {"Projekt A": ANSWERS[:1]})
    lines = backups._lines

    def with_a_late_answer(connection, table):
        yield from lines(connection, table)
        if table.name == "invitation":
            answer(here, round_id, {"Projekt A": ANSWERS[1:2]})

    backups._lines = with_a_late_answer
    try:
        write_backup(here.engine, here.settings, tmp_path / "b.zip")
    finally:
        backups._lines = lines
    with an_empty(tmp_path / "new") as new:
        restore(tmp_path / "b.zip", new.engine, new.settings)
        assert len(rows(new, SealedAnswer)) == 1
        used = sum(bool(one["answered"]) for one in contents(new)["invitation"])
        assert used == 1


# What is refused -------------------------------------------------------------------------------


def must_be_refused(file, here, sentence):
    with pytest.raises(BackupError, match=sentence) as caught:
        restore(file, here.engine, here.settings)
    assert "Traceback" not in str(caught.value)
    if sa.inspect(here.engine).has_table("survey_round"):
        assert rounds(here) == []
        assert all(some == [] for some in contents(here).values())
    assert not here.settings.questionnaires_dir.exists()


@pytest.fixture(scope="module")
def one_backup(tmp_path_factory, migrated_sqlite):
    """A backup as bytes, for the tests that damage it."""
    folder = tmp_path_factory.mktemp("one")
    shutil.copyfile(migrated_sqlite, folder / "samsvar.db")
    here = open_installation(
        load_settings(
            {
                "SAMSVAR_INSTANCE_DIR": str(folder),
                "SAMSVAR_QUESTIONNAIRES_DIR": str(folder / "questionnaires"),
            }
        )
    )
    (folder / "questionnaires" / "prov").mkdir(parents=True)
    (folder / "questionnaires" / "prov" / "1.yaml").write_text("id: prov\n")
    answer(here, a_round(here), {"Projekt A": ANSWERS[:2]})
    write_backup(here.engine, here.settings, folder / "b.zip")
    here.engine.dispose()
    return (folder / "b.zip").read_bytes()


def rezipped(content, change):
    """Return the backup with its members as `change` leaves the mapping of them."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in members.items():
            archive.writestr(name, part)
    return out.getvalue()


def a_manifest(**changes):
    def change(members):
        manifest = json.loads(members["manifest.json"])
        members["manifest.json"] = json.dumps(manifest | changes).encode()

    return change


def drop(name):
    return lambda members: members.pop(name)


def edited(name, old, new):
    def change(members):
        assert old in members[name]
        members[name] = members[name].replace(old, new)

    return change


def put(name, content=b"id: ondsint\n"):
    return lambda members: members.update({name: content})


REFUSED = {
    "a row is changed": (edited("tables/invitation.jsonl", b'"g1"', b'"g2"'), "is damaged: invit"),
    "a row is gone": (
        lambda members: members.update(
            {"tables/invitation.jsonl": members["tables/invitation.jsonl"].split(b"\n", 1)[1]}
        ),
        "is damaged: invitation",
    ),
    "a line is not JSON": (edited("tables/invitation.jsonl", b"{", b"<"), "damaged or not a"),
    "a table is gone": (drop("tables/sealed_answer.jsonl"), "damaged or not a backup"),
    "the manifest is gone": (drop("manifest.json"), "damaged or not a backup"),
    "the manifest is a list": (put("manifest.json", b"[]"), "damaged or not a backup"),
    "the manifest is not JSON": (put("manifest.json", b"{"), "damaged or not a backup"),
    "the manifest is empty": (put("manifest.json", b"{}"), "is not a backup of Samsvar"),
    "the version is a word": (a_manifest(format_version="x"), "damaged or not a backup"),
    "a newer format": (a_manifest(format_version=99), "written by a newer version"),
    "an unknown migration": (a_manifest(revision="zzzz"), "at migration zzzz, which this version"),
    "a file above": (put("questionnaires/../../ondsint.yaml"), "outside the questionnaires"),
    "a file at the root": (put("questionnaires//tmp/ondsint.yaml"), "outside the questionnaires"),
    "a file that is no questionnaire": (put("questionnaires/ondsint.py"), "outside the questionn"),
    "a folder": (put("questionnaires/"), "outside the questionnaires"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_backup_that_is_not_whole_is_refused_and_nothing_restored(
    one_backup, empty, tmp_path, what
):
    change, sentence = REFUSED[what]
    path = tmp_path / "b.zip"
    path.write_bytes(rezipped(one_backup, change))
    must_be_refused(path, empty, sentence)
    assert not list(tmp_path.rglob("ondsint*"))


def test_a_file_that_does_not_exist_is_a_sentence(empty, tmp_path):
    must_be_refused(tmp_path / "none.zip", empty, "There is no file")


def test_a_folder_is_a_sentence(empty, tmp_path):
    must_be_refused(tmp_path, empty, "cannot be read")


@pytest.mark.parametrize("content", [b"", b"PK", b"hello", b"SQLite format 3\0" * 100])
def test_something_else_is_refused(empty, tmp_path, content):
    (tmp_path / "b.zip").write_bytes(content)
    must_be_refused(tmp_path / "b.zip", empty, "damaged or not a backup")


def test_a_zip_of_something_else_is_refused(empty, tmp_path):
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("holiday.jpg", b"...")
    must_be_refused(tmp_path / "b.zip", empty, "damaged or not a backup")


def test_a_backup_that_was_cut_off_is_refused(one_backup, empty, tmp_path):
    path = tmp_path / "b.zip"
    for length in range(0, len(one_backup), max(1, len(one_backup) // 25)):
        path.write_bytes(one_backup[:length])
        must_be_refused(path, empty, "damaged or not a backup")


def test_a_changed_byte_is_refused_or_does_not_matter(one_backup, tmp_path):
    """Wherever it is: a sentence, or everything as it was written. Never a traceback."""
    refused = 0
    for number, place in enumerate(range(3, len(one_backup), len(one_backup) // 40)):
        changed = bytearray(one_backup)
        changed[place] ^= 0xFF
        path = tmp_path / "b.zip"
        path.write_bytes(changed)
        with an_empty(tmp_path / f"new-{number}") as here:
            try:
                restore(path, here.engine, here.settings)
            except BackupError:
                refused += 1
            else:
                assert len(rows(here, SealedAnswer)) == 2
    assert refused > 20


def test_a_fault_of_ours_is_not_blamed_on_the_backup(one_backup, empty, tmp_path, monkeypatch):
    (tmp_path / "b.zip").write_bytes(one_backup)
    monkeypatch.setattr(restores, "_fill", lambda *_: {}["no such thing"])
    with pytest.raises(KeyError, match="no such thing"):
        restore(tmp_path / "b.zip", empty.engine, empty.settings)


def test_a_questionnaire_that_cannot_be_written_leaves_nothing_and_it_can_be_run_again(
    installation, file, empty
):
    folder = empty.settings.questionnaires_dir
    folder.mkdir(parents=True)
    (folder / ".scales.yaml.new").mkdir()
    with pytest.raises(
        BackupError, match=r"scales.yaml cannot be written: .*Nothing has been rest"
    ):
        restore(file, empty.engine, empty.settings)
    assert rounds(empty) == []
    assert not (folder / "prov" / "1.yaml").exists()

    (folder / ".scales.yaml.new").rmdir()
    done = restore(file, empty.engine, empty.settings)
    assert done.questionnaires == ("prov/1.yaml", "scales.yaml")
    assert contents(empty) == contents(installation)


def test_when_the_commit_fails_the_questionnaires_go_too(one_backup, empty, tmp_path):
    (tmp_path / "b.zip").write_bytes(one_backup)

    def full(connection):
        tables = sa.inspect(connection).get_table_names()
        if "survey_round" in tables and connection.scalar(sa.select(sa.func.count(SurveyRound.id))):
            raise OSError(28, "No space left on device")

    sa.event.listen(empty.engine, "commit", full)
    with pytest.raises(OSError, match="No space left"):
        restore(tmp_path / "b.zip", empty.engine, empty.settings)
    assert list(empty.settings.questionnaires_dir.rglob("*.yaml")) == []


# What killed processes leave -------------------------------------------------------------------


HALF_DONE = """
import pathlib, sys, time
from survey_app.storage.scratch import scratch_folder
with scratch_folder(pathlib.Path(sys.argv[1])) as folder:
    (folder / "verify.db").write_text("readable answers")
    print(folder.name, flush=True)
    time.sleep(60)
"""


@pytest.fixture
def half_done(tmp_path):
    """A process that is busy with a backup in the folder `backups`; kill it as you like."""
    process = subprocess.Popen(
        [sys.executable, "-c", HALF_DONE, tmp_path / "backups"], stdout=subprocess.PIPE, text=True
    )
    with process:
        name = process.stdout.readline().strip()
        yield process, tmp_path / "backups" / name
        process.kill()


def test_what_a_killed_backup_left_goes_with_the_next(half_done, sqlite_installation, tmp_path):
    process, left = half_done
    process.kill()
    process.wait()
    assert (left / "verify.db").exists()
    assert abandoned(left.parent) == [left]
    path = left.parent / "b.zip"
    write_backup(sqlite_installation.engine, sqlite_installation.settings, path)
    assert list(left.parent.iterdir()) == [path]


def test_what_another_process_works_on_is_left_to_it(half_done, sqlite_installation, tmp_path):
    _, busy = half_done
    path = busy.parent / "b.zip"
    write_backup(sqlite_installation.engine, sqlite_installation.settings, path)
    verify(path, busy.parent)
    assert abandoned(busy.parent) == []
    assert (busy / "verify.db").exists()


def test_a_database_with_rounds_in_it_is_never_overwritten(installation, file):
    before = contents(installation)
    with pytest.raises(BackupError, match="has rounds in it, and a restore never overwrites"):
        restore(file, installation.engine, installation.settings)
    assert contents(installation) == before


def test_questionnaires_that_are_there_are_left_as_they_are(installation, file, empty):
    theirs = empty.settings.questionnaires_dir / "prov" / "1.yaml"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("id: annan\n")
    done = restore(file, empty.engine, empty.settings)
    assert done.kept == ("prov/1.yaml",)
    assert done.questionnaires == ("scales.yaml",)
    assert theirs.read_text() == "id: annan\n"


def test_a_link_out_of_the_folder_is_not_followed(one_backup, empty, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    empty.settings.questionnaires_dir.mkdir(parents=True)
    (empty.settings.questionnaires_dir / "prov").symlink_to(outside)
    (tmp_path / "b.zip").write_bytes(one_backup)
    with pytest.raises(BackupError, match="outside the questionnaires"):
        restore(tmp_path / "b.zip", empty.engine, empty.settings)
    assert list(outside.iterdir()) == []


def test_the_round_in_a_restored_database_is_known_by_name(installation, file, empty):
    restore(file, empty.engine, empty.settings)
    with Session(empty.engine) as session:
        for one in rounds(installation):
            assert get(session, one["id"]).title == one["title"]
