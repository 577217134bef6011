"""Mechanical attacks: tie each response to the person who gave it, from files and dumps alone.

Everyone is known, and in which order they answered (from an access log, a time sheet, a glance
across the room). Person number k answered as number k. An attack returns the markers of the
responses in the order it believes they were given; an empty list when it finds nothing to go by.
"""

import re
import shutil
import sqlite3
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Engine

MARKER = re.compile(rb'"manader": ?(\d{3})')
WAL_HEADER, FRAME_HEADER = 32, 24


@dataclass(kw_only=True)
class Evidence:
    """What the attacker holds of a round: copies of files and dumps, from during and after."""

    engine: Engine
    table: str
    """Where the readable answers are, in the end or all the time."""
    invitations: list[str] = field(default_factory=list)
    """Their ids, in the order in which their owners answered."""
    ballots: list[str] = field(default_factory=list)
    """The ids of the ciphertexts, in the order in which they came (dumps around every response)."""
    transactions: dict[str, str] = field(default_factory=dict)
    """The transaction that last touched each invitation, by its id (PostgreSQL)."""
    during: Path | None = None
    """A copy of the database file and its log, taken when everyone had answered."""
    at_release: Path | None = None
    """A copy taken when the answers had been stored but the files not yet tidied."""

    def rows(self, order: str) -> list[tuple[str, int]]:
        """Return id and marker of each readable answer, as the database gives them."""
        with self.engine.connect() as connection:
            found = connection.execute(
                sa.text(f"SELECT id, CAST(answers AS TEXT) FROM {self.table} {order}")  # noqa: S608
            ).all()
        return [(str(id), marker_in(body.encode())) for id, body in found]


Attack = Callable[[Evidence], list[int]]


def marker_in(content: bytes) -> int:
    """Return the marker of one response."""
    found = MARKER.search(content)
    assert found is not None
    return int(found[1])


# On both databases -----------------------------------------------------------------------------


def as_the_table_gives_them(evidence: Evidence) -> list[int]:
    """S2: the hidden row number of SQLite, the order in the heap of PostgreSQL."""
    return [marker for _, marker in evidence.rows("")]


def as_their_keys_sort(evidence: Evidence) -> list[int]:
    """S1: serial numbers, and ids with a time in them."""
    rows = evidence.rows("")
    if all(id.isdecimal() for id, _ in rows):
        rows.sort(key=lambda row: int(row[0]))
    else:
        rows.sort()
    return [marker for _, marker in rows]


def as_their_ballots_sort(evidence: Evidence) -> list[int]:
    """The person and the ciphertext are known: perhaps the response keeps the place of its id."""
    if not evidence.ballots:
        return []
    by_key = as_their_keys_sort(evidence)
    place = {id: number for number, id in enumerate(sorted(evidence.ballots))}
    return [by_key[place[id]] for id in evidence.ballots]


# SQLite ----------------------------------------------------------------------------------------


def _page_size(database: Path) -> int:
    (size,) = struct.unpack(">H", database.read_bytes()[16:18])
    return 65536 if size == 1 else size


def as_they_lie_in_the_file(evidence: Evidence) -> list[int]:
    """S4: cells are put into a page from its end, so the last in a page came first."""
    database = Path(evidence.engine.url.database or "")
    with evidence.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return _in_pages(database.read_bytes(), _page_size(database))


def _in_pages(content: bytes, size: int) -> list[int]:
    found: dict[int, tuple[int, int]] = {}
    for match in MARKER.finditer(content):
        place = (match.start() // size, -(match.start() % size))
        found.setdefault(int(match[1]), place)
    return sorted(found, key=found.__getitem__)


def commit_by_commit(evidence: Evidence) -> list[int]:
    """S5: replay the write-ahead log one commit at a time, and see who and what is new."""
    if evidence.during is None:
        return []
    seen_people: set[str] = set()
    seen_rows: set[str] = set()
    pairs: dict[str, int] = {}
    for people, rows in _moments(evidence.during, evidence.table):
        new_people, new_rows = people - seen_people, rows.keys() - seen_rows
        if len(new_people) == len(new_rows) == 1:
            pairs[new_people.pop()] = rows[new_rows.pop()]
        seen_people, seen_rows = people, set(rows)
    return [pairs.get(person, -1) for person in evidence.invitations] if pairs else []


def _moments(copy: Path, table: str):
    """Yield who had answered, and what could be read, after each commit in the log."""
    wal = Path(f"{copy}-wal").read_bytes()
    size = _page_size(copy)
    place = WAL_HEADER
    replay = copy.with_name("replay.db")
    while place + FRAME_HEADER + size <= len(wal):
        (pages_after_commit,) = struct.unpack(">I", wal[place + 4 : place + 8])
        place += FRAME_HEADER + size
        if pages_after_commit == 0:
            continue
        shutil.copyfile(copy, replay)
        Path(f"{replay}-wal").write_bytes(wal[:place])
        connection = sqlite3.connect(replay)
        answered = {id for (id,) in connection.execute("SELECT id FROM invitation WHERE answered")}
        rows = connection.execute(f"SELECT id, answers FROM {table}").fetchall()  # noqa: S608
        yield answered, {str(id): marker_in(body.encode()) for id, body in rows}
        connection.close()


def as_the_release_wrote_them(evidence: Evidence) -> list[int]:
    """The one commit of the release in the write-ahead log, cell by cell."""
    if evidence.at_release is None:
        return []
    wal = Path(f"{evidence.at_release}-wal").read_bytes()
    return _in_pages(wal[WAL_HEADER:], FRAME_HEADER + _page_size(evidence.at_release))


# PostgreSQL ------------------------------------------------------------------------------------


def as_they_lie_in_the_heap(evidence: Evidence) -> list[int]:
    """P2: the place of each row."""
    return [marker for _, marker in evidence.rows("ORDER BY ctid")]


def by_their_transactions(evidence: Evidence) -> list[int]:
    """P1: the invitation and the response that the same transaction wrote."""
    with evidence.engine.connect() as connection:
        found = connection.execute(
            sa.text(f"SELECT CAST(xmin AS TEXT), CAST(answers AS TEXT) FROM {evidence.table}")  # noqa: S608
        ).all()
    marker_of = {transaction: marker_in(body.encode()) for transaction, body in found}
    if len(marker_of) < len(found):
        # All of them were written by one: nothing to tell them apart by.
        return []
    return [marker_of.get(evidence.transactions[id], -1) for id in evidence.invitations]


ON_SQLITE = (
    as_the_table_gives_them,
    as_their_keys_sort,
    as_their_ballots_sort,
    as_they_lie_in_the_file,
    commit_by_commit,
    as_the_release_wrote_them,
)
ON_POSTGRESQL = (
    as_the_table_gives_them,
    as_their_keys_sort,
    as_their_ballots_sort,
    as_they_lie_in_the_heap,
    by_their_transactions,
)
