"""The key files: outside the database, outside its backups, readable by their owner only.

`installation.key` gives the keys that derive and look up codes. Each round has a private key of
its own, which `release` destroys. `ticket.key` seals the tickets in browsers.
"""

import contextlib
import os
import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from survey_app.ballots.seal import CannotOpen, seal, unseal
from survey_app.mistakes import Mistake

KEY_BYTES = 32
INSTALLATION_KEY = "installation.key"
TEST_AGAIN_AFTER = 3600.0
"""Seconds between two full tests of a round's key; a changed file is tested at once."""


class KeyMissing(Mistake):
    """A key file is not where it must be, or cannot be put there."""


class KeyExists(Mistake):
    """A new key would overwrite one that may be needed."""


class Keyring:
    """The keys of one installation, in `folder`, with a copy on another disk if there is one.

    `codes_exist` says whether codes depend on the installation key, which is then never made anew.
    """

    def __init__(
        self,
        folder: Path,
        copy: Path | None = None,
        *,
        codes_exist: Callable[[], bool] = lambda: False,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.folder = folder
        self.copy = copy
        self._codes_exist = codes_exist
        self._monotonic = monotonic
        self._tested: dict[str, tuple[object, float]] = {}

    def lookup_key(self) -> bytes:
        """Return the key under which codes are looked up."""
        return _derive(self._installation_key(), b"lookup")

    def derive_key(self) -> bytes:
        """Return the key that codes are derived with."""
        return _derive(self._installation_key(), b"derive")

    def ticket_keys(self, secret_key: str | None) -> list[bytes]:
        """Return Fernet keys, the one to seal with first, then earlier ones that still open.

        With `secret_key` the first is made from it, so that several servers can share it.
        A new line put first in `ticket.key` rotates the key; old lines stay until all rounds that
        were open then have closed.
        """
        if secret_key is None:
            return self._shared("ticket.key", _new_ticket_key).split()
        kept = self.folder / "ticket.key"
        lines = kept.read_bytes().split() if kept.exists() else []
        return [urlsafe_b64encode(_derive(secret_key.encode(), b"ticket")), *lines]

    def create_round_key(self, round_id: str) -> bytes:
        """Make a key pair, keep the private key, and return the public key (32 bytes).

        The file is on disk, in both places, before this returns: an answer must never be sealed
        for a key that a power cut can take back.

        Raises KeyMissing when a place cannot be written; then no place has it.
        """
        private = X25519PrivateKey.generate()
        public = private.public_key().public_bytes_raw()
        first_keys = self._has_no_keys()
        written: list[Path] = []
        try:
            for place in self._places(_round_file(round_id)):
                self._put(place, private.private_bytes_raw(), first_keys=first_keys)
                written.append(place)
            # Read back as a release will, from the first place that has it.
            self.round_key(round_id, public)
        except BaseException:
            for place in written:
                place.unlink(missing_ok=True)
            raise
        return public

    def round_key(self, round_id: str, public_key: bytes) -> X25519PrivateKey:
        """Return the private key that belongs to `public_key`, from whichever place holds it.

        Raises KeyMissing when the file is gone, damaged or another round's in every place.
        """
        for path in self._places(_round_file(round_id)):
            with contextlib.suppress(OSError, ValueError):
                private = X25519PrivateKey.from_private_bytes(path.read_bytes())
                if private.public_key().public_bytes_raw() == public_key:
                    return private
        raise KeyMissing(
            f"The private key of round {round_id} is missing or damaged: "
            + " and ".join(str(path) for path in self._places(_round_file(round_id)))
            + ". Put the file back; without it the answers cannot be read."
        )

    def has_round_key(self, round_id: str) -> bool:
        """Return whether any place still holds the private key of a round."""
        return any(path.exists() for path in self._round_files(round_id))

    def can_open(self, round_id: str, public_key: bytes) -> bool:
        """Return whether what is sealed with `public_key` now can be opened later.

        Cheap enough for every answer: the file is looked at each time, and read and tried when it
        has changed or an hour has passed.
        """
        seen = self._looks(round_id)
        known = self._tested.get(round_id)
        if known is not None and known[0] == seen:
            age = self._monotonic() - known[1]
            if age < TEST_AGAIN_AFTER:
                return True
        if not self._opens(round_id, public_key):
            self._tested.pop(round_id, None)
            return False
        self._tested[round_id] = (seen, self._monotonic())
        return True

    def destroy_round_key(self, round_id: str) -> None:
        """Overwrite and remove the private key everywhere. Doing it twice does no harm.

        Raises KeyMissing when a folder is away: a key that it holds would come back with its disk.
        What can be reached is destroyed all the same.
        """
        self._tested.pop(round_id, None)
        for path in self._round_files(round_id):
            # Gone already, or in this moment by another process: so much the better.
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                with path.open("r+b") as file:
                    file.write(secrets.token_bytes(path.stat().st_size))
                    file.flush()
                    os.fsync(file.fileno())
                path.unlink()
                sync(path.parent)
        for folder in self._folders():
            if not folder.is_dir():
                raise KeyMissing(
                    f"{folder} is not there, and may hold the key of round {round_id}. Bring its "
                    "disk back and run this again; if it is gone for good, make an empty folder "
                    f"first: mkdir -m 700 {folder}"
                )

    def _installation_key(self) -> bytes:
        key = self._shared(INSTALLATION_KEY, self._new_installation_key)
        if len(key) != KEY_BYTES:
            raise KeyMissing(
                f"{self.folder / INSTALLATION_KEY} is damaged: put it back from its copy."
            )
        return key

    def _new_installation_key(self) -> bytes:
        if self._codes_exist():
            places = " and ".join(str(path) for path in self._places(INSTALLATION_KEY))
            raise KeyMissing(
                f"The key that the codes were made with is missing: {places}. Put it back from "
                "your copy of the key folder; with another key no code would be known. If it is "
                "lost for good, close and release the rounds that have codes – their answers do "
                "not need it – and a new one is made."
            )
        return secrets.token_bytes(KEY_BYTES)

    def _shared(self, name: str, new: Callable[[], bytes]) -> bytes:
        """Return a file that every process uses: the first place, else the copy, else a new one."""
        first, *copies = self._places(name)
        first_keys = self._has_no_keys()
        if not first.exists():
            content = next((copy.read_bytes() for copy in copies if copy.exists()), None)
            # Another process may be first; then its file is the one.
            with contextlib.suppress(KeyExists):
                _write(first, new() if content is None else content)
        content = first.read_bytes()
        for copy in copies:
            # The other disk may be away: that keeps nobody from answering.
            if not copy.exists():
                with contextlib.suppress(KeyExists, KeyMissing):
                    self._put(copy, content, first_keys=first_keys)
        return content

    def _put(self, path: Path, content: bytes, *, first_keys: bool) -> None:
        # The folder of the copy is made with the first keys and never again. Made while its disk is
        # away it would lie hidden when the disk is back, and its keys would never be destroyed.
        if path.parent == self.copy and not path.parent.is_dir() and not first_keys:
            raise KeyMissing(
                f"{self.copy} is not there. Bring its disk back; if it is a new place for the "
                f"copy of the keys, make it first: mkdir -m 700 {self.copy}"
            )
        _write(path, content)

    def _has_no_keys(self) -> bool:
        return not any(path.exists() for path in self._places(INSTALLATION_KEY))

    def _opens(self, round_id: str, public_key: bytes) -> bool:
        try:
            trial = seal(b"trial", public_key, round_id, pad_bytes=5)
            return unseal(trial, self.round_key(round_id, public_key), round_id) == b"trial"
        except (KeyMissing, CannotOpen):
            return False

    def _looks(self, round_id: str) -> object:
        looks: list[tuple[int, int, int] | None] = []
        for path in self._places(_round_file(round_id)):
            try:
                found = path.stat()
            except OSError:
                looks.append(None)
            else:
                looks.append((found.st_ino, found.st_size, found.st_mtime_ns))
        return tuple(looks)

    def _places(self, name: str) -> list[Path]:
        return [folder / name for folder in self._folders()]

    def _folders(self) -> list[Path]:
        return [folder for folder in (self.folder, self.copy) if folder is not None]

    def _round_files(self, round_id: str) -> list[Path]:
        """Return where the private key may be, with what a killed writer left beside it."""
        name = _round_file(round_id)
        beside = [path for folder in self._folders() for path in folder.glob(f".{name}.*")]
        return [*self._places(name), *beside]


def _round_file(round_id: str) -> str:
    return f"round-{round_id}.key"


def _new_ticket_key() -> bytes:
    return urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n"


def _derive(key: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=b"samsvar 1 " + purpose).derive(key)


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_whole(path, content)
    except OSError as error:
        raise KeyMissing(f"{path} cannot be written: {error.strerror}.") from None


def _write_whole(path: Path, content: bytes) -> None:
    # Written under another name first: a reader never sees half a key.
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.link(beside, path)
    except FileExistsError:
        raise KeyExists(f"{path} exists already") from None
    finally:
        beside.unlink()
    sync(path.parent)


def sync(path: Path) -> None:
    """Return when a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
