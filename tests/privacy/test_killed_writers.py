"""Two writers are killed at random moments: what was acknowledged is there, once, and no more."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
import sqlalchemy as sa

from survey_app.invitations.codes import code_mac, normalise
from survey_app.storage.models import Invitation, SealedAnswer
from tests.builders import a_round, codes_of
from tests.server import environment_of

PEOPLE = 1200
KILLS = 4

WRITER = """
import os, random, sys
from survey_app.installation import open_installation
from survey_app.invitations.ballot_box import AlreadyAnswered, cast

round_id, macs, kept = sys.argv[1:4]
waiting = [bytes.fromhex(line) for line in open(macs).read().split()]
random.shuffle(waiting)
engine = open_installation().engine
file = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
print("ready", flush=True)
sys.stdin.readline()
for mac in waiting:
    try:
        # The ballot says whose it is, which a real one never does: so each can be looked up.
        cast(engine, round_id, mac, b"ballot of " + mac)
    except AlreadyAnswered:
        continue
    os.write(file, mac.hex().encode() + b"\\n")
    os.fsync(file)
"""


def write_and_kill(here, round_id, folder: Path, lives: float) -> None:
    """Let two writers at the same invitations, in different order, and kill both."""
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, round_id, folder / "macs", folder / f"kept-{number}"],
            env=environment_of(here.settings),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(2)
    ]
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    time.sleep(lives)
    for writer in writers:
        os.kill(writer.pid, signal.SIGKILL)
    for writer in writers:
        with writer:
            writer.stdin.close()
        assert writer.returncode in {-signal.SIGKILL, 0}


def found_in(here) -> tuple[Counter[bytes], set[bytes]]:
    """Return whose ballots there are, and whose invitations have been used."""
    with here.engine.connect() as connection:
        ballots = connection.scalars(sa.select(SealedAnswer.ct)).all()
        used = connection.scalars(sa.select(Invitation.code_mac).where(Invitation.answered)).all()
    return (
        Counter(bytes(ct).removeprefix(b"ballot of ") for ct in ballots),
        {bytes(mac) for mac in used},
    )


def acknowledged(folder: Path) -> list[bytes]:
    kept = "".join(path.read_text() for path in folder.glob("kept-*"))
    # The last line of a killed writer may be cut off.
    return [bytes.fromhex(line) for line in kept.splitlines() if len(line) == 64]


@pytest.mark.timeout(120)
def test_nothing_that_was_acknowledged_is_lost_and_nothing_is_there_twice(installation, tmp_path):
    here = installation
    round_id = a_round(here, groups={"Alla": PEOPLE})
    key = here.keyring.lookup_key()
    macs = [code_mac(key, round_id, normalise(code)) for code in codes_of(here, round_id)["Alla"]]
    (tmp_path / "macs").write_text("\n".join(mac.hex() for mac in macs))
    chance = random.Random(42)  # noqa: S311

    for _ in range(KILLS):
        write_and_kill(here, round_id, tmp_path, lives=chance.uniform(0.05, 0.5))
        ballots, used = found_in(here)
        said = acknowledged(tmp_path)
        assert set(said) <= used, "lost"
        assert len(said) == len(set(said)), "acknowledged twice"
        assert set(ballots.values()) <= {1}, "kept twice"
        assert ballots.keys() == used, "a ballot without its invitation, or the other way round"
    assert len(acknowledged(tmp_path)) > 50, "the writers had time to write"
