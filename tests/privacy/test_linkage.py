"""After the release, every attack ties responses to people no better than a blind guess does.

Each attack is also let loose on a naive store, where it must succeed: a test that cannot fail
proves nothing. More attacks: `docs/privacy.md`.
"""

import itertools
import json
import math
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from statistics import mean

import pytest
import sqlalchemy as sa

from survey_app.ballots.payload import encode
from survey_app.ballots.release import open_all
from survey_app.ballots.seal import seal
from survey_app.config import load_settings
from survey_app.installation import Installation, open_installation
from survey_app.invitations import ballot_box
from survey_app.invitations.ballot_box import cast
from survey_app.invitations.codes import code_mac, normalise
from survey_app.rounds import release as storing
from survey_app.rounds.release import release
from survey_app.storage.db import for_writing
from survey_app.storage.models import Invitation, SealedAnswer, SurveyRound
from tests.builders import a_round, codes_of
from tests.privacy import attacks
from tests.privacy.attacks import ON_POSTGRESQL, ON_SQLITE, Attack, Evidence
from tests.rounds.people import close_round

SEEDS = 5
TRIES = 3
"""A rate above chance by luck is measured anew; a leak is there each time."""

Make = Callable[[int], Installation]


@pytest.fixture
def an_installation(request, migrated_sqlite, tmp_path):
    """Return a new installation: of its own file on SQLite, in one database on PostgreSQL."""
    made: list[Installation] = []

    def make(kind: str) -> Installation:
        folder = tmp_path / str(len(made))
        given = {"SAMSVAR_INSTANCE_DIR": str(folder)}
        if kind == "sqlite":
            folder.mkdir()
            shutil.copyfile(migrated_sqlite, folder / "samsvar.db")
        else:
            given["SAMSVAR_DATABASE_URL"] = request.getfixturevalue("postgres_url")
        made.append(open_installation(load_settings(given)))
        return made[-1]

    yield make
    for one in made:
        one.engine.dispose()


def markers(n: int, seed: int) -> list[int]:
    """Return what person 0, 1, … answers: a number that nobody else has, in no order."""
    return random.Random(seed).sample(range(100, 241), n)  # noqa: S311


def people_who_answer(here: Installation, round_id: str, seed: int) -> list[tuple[str, bytes]]:
    """Return id and mac of each invitation, in the order in which their owners will answer."""
    key = here.keyring.lookup_key()
    macs = {
        code_mac(key, round_id, normalise(code) or "")
        for some in codes_of(here, round_id).values()
        for code in some
    }
    with here.engine.connect() as connection:
        found = connection.execute(
            sa.select(Invitation.id, Invitation.code_mac).where(Invitation.round_id == round_id)
        ).all()
    people = [(id, bytes(mac)) for id, mac in found if bytes(mac) in macs]
    random.Random(seed).shuffle(people)  # noqa: S311
    return people


def copy_of(here: Installation, name: str) -> Path | None:
    """Copy the database file and its log as they lie there, as a file server would."""
    if not here.settings.on_sqlite:
        return None
    source = here.settings.database_url.database
    target = here.settings.instance_dir / name
    shutil.copyfile(source, target)
    shutil.copyfile(f"{source}-wal", f"{target}-wal")
    return target


def transactions(here: Installation) -> dict[str, str]:
    if here.settings.on_sqlite:
        return {}
    with here.engine.connect() as connection:
        return dict(
            connection.execute(sa.text("SELECT id, CAST(xmin AS TEXT) FROM invitation")).all()
        )


def begin(here: Installation, n: int, seed: int) -> tuple[str, list[tuple[str, bytes]]]:
    round_id = a_round(here, groups={"Alla": n}, k=3)
    people = people_who_answer(here, round_id, seed)
    if here.settings.on_sqlite:
        with here.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return round_id, people


def our_store(here: Installation, n: int, seed: int) -> Evidence:
    """Let `n` people answer one by one, close, release, and hand over all evidence."""
    round_id, people = begin(here, n, seed)
    ballots: list[str] = []
    with here.engine.connect() as connection:
        row = connection.execute(
            sa.select(SurveyRound.public_key, SurveyRound.pad_bytes).filter_by(id=round_id)
        ).one()
    for (_, mac), marker in zip(people, markers(n, seed), strict=True):
        payload = encode({"manader": marker}, "g1", "sv", "webb")
        cast(
            here.engine,
            round_id,
            mac,
            seal(payload, bytes(row.public_key), round_id, row.pad_bytes),
        )
        with here.engine.connect() as connection:
            there = connection.scalars(sa.select(SealedAnswer.id).filter_by(round_id=round_id))
            ballots += set(there) - set(ballots)
    evidence = Evidence(
        engine=here.engine,
        table="response",
        invitations=[id for id, _ in people],
        ballots=ballots,
        transactions=transactions(here),
        during=copy_of(here, "during.db"),
    )
    close_round(here, round_id)

    def on_step(step: str) -> None:
        if step == "stored":
            evidence.at_release = copy_of(here, "at-release.db")

    release(here.engine, here.keyring, round_id, back_up=lambda: Path("none"), on_step=on_step)
    return evidence


def naive_store(here: Installation, n: int, seed: int) -> Evidence:
    """The same people, their answers in a table beside the invitations: no foreign key."""
    _, people = begin(here, n, seed)
    serial = (
        "INTEGER PRIMARY KEY AUTOINCREMENT"
        if here.settings.on_sqlite
        else "INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
    )
    with here.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE IF EXISTS naive")
        connection.exec_driver_sql(f"CREATE TABLE naive (id {serial}, answers TEXT)")
    if here.settings.on_sqlite:
        with here.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    for (id, _), marker in zip(people, markers(n, seed), strict=True):
        with for_writing(here.engine).begin() as connection:
            connection.execute(sa.update(Invitation).filter_by(id=id).values(answered=True))
            connection.execute(
                sa.text("INSERT INTO naive (answers) VALUES (:answers)"),
                {"answers": json.dumps({"manader": marker})},
            )
    return Evidence(
        engine=here.engine,
        table="naive",
        invitations=[id for id, _ in people],
        transactions=transactions(here),
        during=copy_of(here, "during.db"),
    )


def linked(attack: Attack, evidence: Evidence, n: int, seed: int) -> float:
    """Return the share of responses that the attack attaches to the right person."""
    guessed = attack(evidence)
    truth = markers(n, seed)
    assert len(guessed) in {0, n}
    return sum(one == other for one, other in zip(guessed, truth, strict=False)) / n


def rates(make, kind: str, store, n: int) -> dict[str, float]:
    """Return the linkage of each attack, the mean over the seeds."""
    tried = ON_SQLITE if kind == "sqlite" else ON_POSTGRESQL
    found: dict[str, list[float]] = {attack.__name__: [] for attack in tried}
    here = None
    for seed in range(SEEDS):
        # On PostgreSQL one database serves all seeds; what is left of a round is cleared away.
        here = make(kind) if here is None or kind == "sqlite" else here
        evidence = store(here, n, seed)
        for attack in tried:
            found[attack.__name__].append(linked(attack, evidence, n, seed))
        with for_writing(here.engine).begin() as connection:
            connection.exec_driver_sql(f"DELETE FROM {evidence.table}")  # noqa: S608
    return {name: mean(some) for name, some in found.items()}


def most(n: int) -> float:
    """Chance and three standard deviations: a random order has one match, give or take one."""
    return 1 / n + 3 / (n * math.sqrt(SEEDS))


@pytest.mark.parametrize("n", [12, 60])
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_no_attack_does_better_than_a_blind_guess(an_installation, kind, n):
    too_good: dict[str, float] = {}
    for _ in range(TRIES):
        found = rates(an_installation, kind, our_store, n)
        too_good = {name: rate for name, rate in found.items() if rate > most(n)}
        if not too_good:
            return
    pytest.fail(f"better than a guess ({1 / n:.1%}), {TRIES} times in a row: {too_good}")


@pytest.mark.parametrize(
    ("kind", "attack", "n"),
    [
        ("sqlite", attacks.as_the_table_gives_them, 60),
        ("sqlite", attacks.as_their_keys_sort, 60),
        ("sqlite", attacks.as_they_lie_in_the_file, 12),
        ("sqlite", attacks.as_they_lie_in_the_file, 60),
        ("sqlite", attacks.commit_by_commit, 12),
        ("sqlite", attacks.commit_by_commit, 60),
        ("postgresql", attacks.as_the_table_gives_them, 60),
        ("postgresql", attacks.as_their_keys_sort, 60),
        ("postgresql", attacks.as_they_lie_in_the_heap, 60),
        ("postgresql", attacks.by_their_transactions, 60),
    ],
)
def test_the_same_attack_links_everyone_in_a_naive_store(an_installation, kind, attack, n):
    evidence = naive_store(an_installation(kind), n, seed=1)
    assert linked(attack, evidence, n, seed=1) == 1.0


@pytest.mark.parametrize(
    ("kind", "attack"),
    [
        ("sqlite", attacks.as_the_release_wrote_them),
        ("postgresql", attacks.as_they_lie_in_the_heap),
    ],
)
def test_without_the_shuffle_a_release_would_be_linked(an_installation, kind, attack, monkeypatch):
    """The ballots and ids alone do not protect: the order they are stored in must be new."""
    monkeypatch.setitem(open_all.__kwdefaults__, "shuffle", lambda _: None)
    evidence = our_store(an_installation(kind), 12, seed=1)
    assert linked(attack, evidence, 12, seed=1) > 0.5


def test_ids_that_kept_their_order_would_be_linked(an_installation, monkeypatch):
    """Serial ids of ballots and responses lead from the person to the answer."""
    monkeypatch.setitem(open_all.__kwdefaults__, "shuffle", lambda _: None)
    for module in (ballot_box, storing):
        serial = itertools.count()
        monkeypatch.setattr(module, "random_id", lambda serial=serial: f"{next(serial):032x}")
    evidence = our_store(an_installation("sqlite"), 12, seed=1)
    assert linked(attacks.as_their_ballots_sort, evidence, 12, seed=1) == 1.0


def test_chance_is_what_the_bound_is_made_of():
    """A blind guess stays below the bound, and twice the chance of a small round above it."""
    chance = random.Random(1)  # noqa: S311
    blind = []
    for n in (12, 60):
        for _ in range(200):
            truth, guess = list(range(n)), chance.sample(range(n), n)
            blind.append(sum(a == b for a, b in zip(truth, guess, strict=True)))
    assert mean(blind) == pytest.approx(1, abs=0.2)
    assert most(12) < 0.20
    assert most(60) < 0.04
