"""Unique words in the answers, then a search of every file: nothing is found before the release.

SQLite: the whole instance folder, its write-ahead log, keys, backups and logs. PostgreSQL: the data
directory too, with its own write-ahead log, and what the server says.
"""

import base64
import json
import secrets
import tempfile

import pytest
import sqlalchemy as sa

from survey_app.app import create_app
from survey_app.storage.backup import write_backup
from survey_app.storage.models import SealedAnswer
from tests.builders import a_round, codes_of
from tests.privacy.canaries import files_with, ways_to_write
from tests.privacy.visitor import Visitor
from tests.rounds.people import close_round, release_round, rows
from tests.server import a_server

CLOSED = rb'"tycker_nojd": ?"|"manader": ?\d'
"""What a readable closed answer looks like, whoever writes the JSON."""


@pytest.fixture
def canary():
    return f"kanariefagel{secrets.token_hex(6)}"


@pytest.fixture
def places(installation, request, tmp_path, monkeypatch):
    """Every folder that anything may be written to."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    folders = [tmp_path]
    if not installation.settings.on_sqlite:
        folders.append(request.getfixturevalue("postgres").folder)
    return folders


def search(here, canary, places, *, also=CLOSED):
    """Return the files that hold the canary, with everything written to disk first."""
    if not here.settings.on_sqlite:
        with here.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("CHECKPOINT")
        # Closed answers of other tests that have been released lie in the same data directory.
        also = None
    return files_with(canary, places, also=also)


def answers_of(canary, number):
    return {
        "manader": str(number),
        "tycker_nojd": "4",
        "hinder": "tid",
        "innan": "annat",
        "innan_annat": f"{canary} annat {number}",
        "hur": f"{canary}-{number} " + "ord " * number,
        "ovrigt": f"Något mer {canary}" if number % 2 else "",
    }


def answer_by_hand(app, round_id, codes, canary):
    for number, code in enumerate(codes):
        browser = app.test_client()
        assert browser.post("/", data={"kod": code}).status_code == 303
        sent = browser.post("/svara", data={"_omgang": round_id, **answers_of(canary, number)})
        assert (sent.status_code, sent.location) == (303, f"/tack/{round_id}")


def test_nothing_that_was_answered_is_readable_before_the_release(installation, places, canary):
    here = installation
    app = create_app(installation=here)
    round_id = a_round(here, groups={"Projekt A": 12})
    codes = codes_of(here, round_id)["Projekt A"]
    answer_by_hand(app, round_id, codes[:6], canary)
    assert search(here, canary, places) == []

    write_backup(here.engine, here.settings, here.settings.backup_dir / "during.zip")
    answer_by_hand(app, round_id, codes[6:], canary)
    assert search(here, canary, places) == []
    close_round(here, round_id)
    assert search(here, canary, places) == []

    # After the release it is readable, and the same search finds it: in the database and the
    # backup that was written then, and nowhere else.
    release_round(here, round_id)
    here.engine.dispose()
    found = search(here, canary, places)
    assert any("after-release-" in name for name in found)
    assert any("samsvar.db" in name or "/base/" in name for name in found)
    allowed = ("after-release-", "/samsvar.db", "/data/base/", "/data/pg_wal/")
    assert all(any(place in name for place in allowed) for name in found), found


def test_an_answer_that_cannot_be_kept_leaves_no_trace(installation, places, canary, caplog):
    here = installation
    app = create_app(installation=here)
    round_id = a_round(here)
    (code, *_) = codes_of(here, round_id)["Projekt A"]
    browser = app.test_client()
    browser.post("/", data={"kod": code})
    with here.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE sealed_answer")
    sent = browser.post("/svara", data={"_omgang": round_id, **answers_of(canary, 3)})
    assert sent.status_code == 503
    assert canary in sent.text, "it comes back to its writer"
    assert search(here, canary, places) == []
    assert canary not in caplog.text


def test_the_search_finds_what_a_naive_store_writes(installation, places, canary):
    here = installation
    with here.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE naive (id TEXT PRIMARY KEY, answers TEXT)")
        connection.execute(
            sa.text("INSERT INTO naive VALUES ('1', :answers)"),
            {"answers": json.dumps(answers_of(canary, 1))},
        )
    found = search(here, canary, places)
    assert found
    if here.settings.on_sqlite:
        assert [name for name in found if name.endswith("-wal")], "in the write-ahead log too"
    else:
        assert [name for name in found if "/pg_wal/" in name], "in the write-ahead log too"


@pytest.mark.parametrize("number", range(8))
def test_the_search_knows_every_way_to_write_a_word(tmp_path, canary, number):
    (tmp_path / "file").write_bytes(b"x" * number + ways_to_write(canary)[number] + b"\0")
    assert len(files_with(canary, [tmp_path])) == 1


def test_the_search_looks_into_base64_wherever_the_word_begins(tmp_path, canary):
    for before in range(6):
        content = base64.b64encode(b"?" * before + canary.encode() + b"??")
        (tmp_path / "file").write_bytes(content)
        assert files_with(canary, [tmp_path]), before


def test_nothing_is_readable_around_a_real_server(installation, places, canary):
    """The server process, its log and its temporary files, with much text in one form."""
    here = installation
    round_id = a_round(here, groups={"Projekt A": 4})
    codes = codes_of(here, round_id)["Projekt A"]
    long = f"{canary} " + "å" * 1900
    with a_server(here.settings) as server:
        for number, code in enumerate(codes[:3]):
            answers = answers_of(canary, number) | {"ovrigt": long}
            Visitor(server.url).answer(round_id, code, **answers)
        assert search(here, canary, places) == []
        # A form that is refused and comes back, and one to a round that is not there.
        lost = Visitor(server.url)
        lost.post("/", kod=codes[3])
        assert lost.post("/svara", _omgang=round_id, manader="x", ovrigt=canary)[0] == 422
        lost.post("/svara", _omgang="zzzz", ovrigt=canary)
        assert search(here, canary, places) == []
        server.kill()
    assert search(here, canary, places) == []
    assert len(rows(here, SealedAnswer)) == 3


def test_all_ballots_of_a_round_have_one_length(installation):
    here = installation
    app = create_app(installation=here)
    round_id = a_round(here, groups={"Projekt A": 4, "En grupp med ett långt namn": 4})
    codes = [code for some in codes_of(here, round_id).values() for code in some]
    given = [
        {},
        {"ovrigt": "x"},
        {"ovrigt": "€" * 2000},
        {"ovrigt": '"\n' * 900 + "."},
        {"tycker_nojd": "5", "hur": "🙂" * 1000},
        answers_of("ord", 40),
        {"hinder": "inga"},
        {"manader": "240"},
    ]
    for code, answers in zip(codes, given, strict=True):
        browser = app.test_client()
        browser.post("/", data={"kod": code})
        sent = browser.post("/svara", data={"_omgang": round_id, **answers})
        assert sent.status_code == 303, sent.text
    assert len({len(one["ct"]) for one in rows(here, SealedAnswer)}) == 1
    # A naive store tells them apart by their length alone.
    assert len({len(json.dumps(answers)) for answers in given}) >= len(given) - 1
