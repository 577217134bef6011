"""The key files: kept in two places, readable by their owner, and gone when they shall be."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from survey_app.ballots.keys import TEST_AGAIN_AFTER, KeyExists, KeyMissing, Keyring
from survey_app.ballots.seal import seal, unseal


class Hours:
    """A clock that stands still until somebody turns it."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def pass_by(self, hours: float) -> None:
        self.now += hours * 3600


@pytest.fixture
def hours():
    return Hours()


@pytest.fixture
def keyring(tmp_path, hours):
    return Keyring(tmp_path / "keys", tmp_path / "other disk", monotonic=hours)


def mode_of(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_only_their_owner_can_read_the_keys(keyring):
    keyring.create_round_key("a2b3")
    keyring.lookup_key()
    keyring.ticket_keys(None)
    for folder in (keyring.folder, keyring.copy):
        assert mode_of(folder) == 0o700
        files = sorted(folder.iterdir())
        assert [file.name for file in files] == [
            "installation.key",
            "round-a2b3.key",
            "ticket.key",
        ]
        assert {mode_of(file) for file in files} == {0o600}


def test_what_is_sealed_for_a_round_opens_with_its_key(keyring):
    public = keyring.create_round_key("a2b3")
    sealed = seal(b"{}", public, "a2b3", 64)
    assert unseal(sealed, keyring.round_key("a2b3", public), "a2b3").rstrip(b"\0") == b"{}"
    assert keyring.can_open("a2b3", public)


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:31]),
        lambda path: path.write_bytes(bytes(32)),
        lambda path: path.write_bytes(X25519PrivateKey.generate().private_bytes_raw()),
    ],
    ids=["gone", "empty", "cut off", "zeros", "another key"],
)
def test_the_copy_serves_when_the_first_file_is(keyring, damage):
    public = keyring.create_round_key("a2b3")
    damage(keyring.folder / "round-a2b3.key")
    assert keyring.can_open("a2b3", public)
    assert keyring.round_key("a2b3", public).public_key().public_bytes_raw() == public

    damage(keyring.copy / "round-a2b3.key")
    assert not keyring.can_open("a2b3", public)
    with pytest.raises(
        KeyMissing, match=r"missing or damaged.*keys/round-a2b3.key and .*other disk"
    ):
        keyring.round_key("a2b3", public)


def test_without_another_disk_there_is_one_file(tmp_path):
    keyring = Keyring(tmp_path)
    public = keyring.create_round_key("a2b3")
    assert keyring.can_open("a2b3", public)
    (tmp_path / "round-a2b3.key").unlink()
    assert not keyring.can_open("a2b3", public)


def test_a_key_file_that_is_swapped_is_noticed_at_the_next_answer(tmp_path, hours):
    keyring = Keyring(tmp_path, monotonic=hours)
    public = keyring.create_round_key("a2b3")
    assert keyring.can_open("a2b3", public)
    keyring.create_round_key("other")
    (tmp_path / "round-other.key").replace(tmp_path / "round-a2b3.key")
    assert not keyring.can_open("a2b3", public)


def test_a_key_file_that_is_put_back_is_noticed_at_the_next_answer(tmp_path, hours):
    keyring = Keyring(tmp_path / "keys", monotonic=hours)
    public = keyring.create_round_key("a2b3")
    shutil.move(tmp_path / "keys" / "round-a2b3.key", tmp_path / "away")
    assert not keyring.can_open("a2b3", public)
    shutil.move(tmp_path / "away", tmp_path / "keys" / "round-a2b3.key")
    assert keyring.can_open("a2b3", public)


def test_a_key_is_tried_in_full_again_after_an_hour(tmp_path, hours):
    keyring = Keyring(tmp_path, monotonic=hours)
    public = keyring.create_round_key("a2b3")
    assert keyring.can_open("a2b3", public)
    # Rotten on the disk, without a trace in what the file system says about it.
    path = tmp_path / "round-a2b3.key"
    looks = path.stat()
    with path.open("r+b") as file:
        file.write(bytes(32))
    os.utime(path, ns=(looks.st_atime_ns, looks.st_mtime_ns))

    hours.pass_by(0.99)
    assert keyring.can_open("a2b3", public), "the test is not made for every answer"
    hours.pass_by(0.02)
    assert TEST_AGAIN_AFTER == 3600
    assert not keyring.can_open("a2b3", public)


def test_another_rounds_key_does_not_do(keyring):
    public = keyring.create_round_key("a2b3")
    keyring.create_round_key("c4d5")
    assert not keyring.can_open("c4d5", public)


def test_a_key_that_may_be_needed_is_never_overwritten(keyring):
    public = keyring.create_round_key("a2b3")
    with pytest.raises(KeyExists):
        keyring.create_round_key("a2b3")
    assert keyring.can_open("a2b3", public)


def test_a_destroyed_key_is_gone_from_both_places_and_from_their_bytes(keyring, tmp_path):
    public = keyring.create_round_key("a2b3")
    secret = (keyring.folder / "round-a2b3.key").read_bytes()
    # Another name for the same bytes on the disk: it sees what is left of them there.
    for number, folder in enumerate((keyring.folder, keyring.copy)):
        os.link(folder / "round-a2b3.key", tmp_path / f"sectors-{number}")
    keyring.destroy_round_key("a2b3")

    assert not keyring.has_round_key("a2b3")
    assert not keyring.can_open("a2b3", public)
    assert list(keyring.folder.iterdir()) == list(keyring.copy.iterdir()) == []
    assert secret not in {(tmp_path / f"sectors-{number}").read_bytes() for number in range(2)}


def test_to_destroy_a_key_twice_or_half_done_before_does_no_harm(keyring):
    keyring.create_round_key("a2b3")
    (keyring.folder / "round-a2b3.key").unlink()
    assert keyring.has_round_key("a2b3"), "the copy is still there"
    keyring.destroy_round_key("a2b3")
    keyring.destroy_round_key("a2b3")
    assert not keyring.has_round_key("a2b3")


def test_a_key_is_not_called_destroyed_while_its_copy_is_on_a_disk_that_is_away(keyring, tmp_path):
    public = keyring.create_round_key("a2b3")
    keyring.copy.rename(tmp_path / "away")
    with pytest.raises(KeyMissing, match="other disk is not there, and may hold the key of round"):
        keyring.destroy_round_key("a2b3")
    assert not keyring.has_round_key("a2b3"), "what can be reached is gone already"

    (tmp_path / "away").rename(keyring.copy)
    assert keyring.can_open("a2b3", public)
    keyring.destroy_round_key("a2b3")
    assert not keyring.has_round_key("a2b3")


def test_what_a_killed_writer_left_of_a_key_is_destroyed_with_it(keyring):
    keyring.create_round_key("a2b3")
    (keyring.folder / "round-a2b3.key").rename(keyring.folder / ".round-a2b3.key.00ff00ff")
    (keyring.copy / "round-a2b3.key").unlink()
    assert keyring.has_round_key("a2b3")
    keyring.destroy_round_key("a2b3")
    assert list(keyring.folder.iterdir()) == []


def test_no_key_is_hidden_where_the_disk_of_the_copies_will_come_back(keyring, tmp_path):
    keyring.lookup_key()
    keyring.copy.rename(tmp_path / "away")
    Keyring(keyring.folder, keyring.copy).lookup_key()
    with pytest.raises(KeyMissing, match=r"other disk is not there. Bring its disk back"):
        keyring.create_round_key("a2b3")
    assert not keyring.copy.exists()
    assert not keyring.has_round_key("a2b3")


@pytest.mark.parametrize("which", ["keys", "other disk"])
def test_a_key_that_cannot_be_kept_in_every_place_is_kept_in_none(keyring, tmp_path, which):
    (tmp_path / which).write_text("a file where the folder should be")
    with pytest.raises(KeyMissing, match=f"{which}/round-a2b3.key cannot be written: File exists"):
        keyring.create_round_key("a2b3")
    assert list(tmp_path.rglob("*round-*")) == []


def test_a_key_that_is_there_survives_when_it_cannot_be_made_again(keyring):
    public = keyring.create_round_key("a2b3")
    (keyring.folder / "round-a2b3.key").unlink()
    with pytest.raises(KeyExists):
        keyring.create_round_key("a2b3")
    assert keyring.can_open("a2b3", public)


def test_an_installation_key_that_codes_depend_on_is_never_made_anew(tmp_path):
    before = Keyring(tmp_path / "keys").lookup_key()
    (tmp_path / "keys" / "installation.key").rename(tmp_path / "away")
    keyring = Keyring(tmp_path / "keys", codes_exist=lambda: True)
    with pytest.raises(KeyMissing, match=r"the codes were made with is missing: .*Put it back"):
        keyring.derive_key()
    assert not (tmp_path / "keys" / "installation.key").exists()
    (tmp_path / "away").rename(tmp_path / "keys" / "installation.key")
    assert keyring.lookup_key() == before


def test_one_key_is_not_the_other(keyring):
    assert keyring.lookup_key() != keyring.derive_key()
    assert keyring.lookup_key() == Keyring(keyring.folder).lookup_key()


def test_a_lost_installation_key_comes_back_from_its_copy(keyring):
    """A new one in its place would make every code that has been handed out unknown."""
    before = keyring.lookup_key()
    (keyring.folder / "installation.key").unlink()
    assert keyring.lookup_key() == before
    assert (keyring.folder / "installation.key").exists()


def test_a_copy_of_the_installation_key_is_made_when_another_disk_comes(tmp_path):
    before = Keyring(tmp_path / "keys").lookup_key()
    (tmp_path / "new disk").mkdir()
    both = Keyring(tmp_path / "keys", tmp_path / "new disk")
    assert both.lookup_key() == before
    assert (tmp_path / "new disk" / "installation.key").exists()


def test_another_disk_that_is_away_keeps_nobody_from_answering(tmp_path):
    before = Keyring(tmp_path / "keys").lookup_key()
    (tmp_path / "not a folder").write_text("")
    assert Keyring(tmp_path / "keys", tmp_path / "not a folder").lookup_key() == before


def test_a_damaged_installation_key_stops_with_a_sentence(keyring):
    keyring.lookup_key()
    (keyring.folder / "installation.key").write_bytes(b"short")
    with pytest.raises(KeyMissing, match=r"installation.key is damaged: put it back from its copy"):
        keyring.derive_key()


KEYS_OF_A_NEW_PROCESS = """
import sys, pathlib
from survey_app.ballots.keys import Keyring
ring = Keyring(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
sys.stdin.read()
print(ring.lookup_key().hex(), ring.ticket_keys(None)[0].decode())
"""


def test_processes_that_start_at_once_share_one_key(tmp_path):
    started = [
        subprocess.Popen(
            [sys.executable, "-c", KEYS_OF_A_NEW_PROCESS, tmp_path / "keys", tmp_path / "copy"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for process in started:
        process.stdin.close()
    printed = set()
    for process in started:
        with process:
            printed.add(process.stdout.read())
        assert process.returncode == 0
    assert len(printed) == 1
    assert sorted(path.name for path in (tmp_path / "keys").iterdir()) == [
        "installation.key",
        "ticket.key",
    ]


def test_a_rotated_ticket_key_still_opens_earlier_tickets(keyring):
    (old,) = keyring.ticket_keys(None)
    ticket = Fernet(old).encrypt(b"a ticket")
    path = keyring.folder / "ticket.key"
    path.write_bytes(Fernet.generate_key() + b"\n" + path.read_bytes())

    new, kept = keyring.ticket_keys(None)
    assert kept == old
    assert new != old
    assert MultiFernet([Fernet(new), Fernet(kept)]).decrypt(ticket) == b"a ticket"


def test_servers_with_the_same_secret_open_each_others_tickets(tmp_path):
    one = Keyring(tmp_path / "one").ticket_keys("s" * 32)
    other = Keyring(tmp_path / "other").ticket_keys("s" * 32)
    assert one == other
    assert not (tmp_path / "one").exists(), "nothing is written when nothing is needed"


def test_a_secret_put_in_later_keeps_the_tickets_of_the_file(keyring):
    (old,) = keyring.ticket_keys(None)
    first, second = keyring.ticket_keys("s" * 32)
    assert second == old
    assert first != old
