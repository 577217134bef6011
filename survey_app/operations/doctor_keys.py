"""What `samsvar doctor` asks of the keys: there, working, closed to others, and kept twice."""

import stat
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, Row

from survey_app.ballots.keys import INSTALLATION_KEY, KeyMissing, Keyring
from survey_app.config import Settings
from survey_app.invitations.codes import derived_here
from survey_app.operations.finding import Finding, error, ok, warning
from survey_app.storage.db import without_values
from survey_app.storage.models import Invitation, SurveyRound

FOR_OTHERS = stat.S_IRWXG | stat.S_IRWXO
SEALING = {"draft", "open", "closing"}
_AN_INVITATION = (
    sa.select(Invitation.id, Invitation.round_id, Invitation.code_mac)
    .join(SurveyRound)
    .where(SurveyRound.access == "codes")
    .order_by(Invitation.id)
    .limit(1)
)


def look_at_keys(settings: Settings) -> Iterator[Finding]:
    """Yield what is found about the folders, whatever the database says."""
    yield from _closed_to_others("key folder", settings.keys_dir)
    copy = settings.keys_copy_dir
    if copy is None:
        yield warning(
            "key copy",
            "SAMSVAR_KEYS_COPY_DIR is not set: one broken disk loses the answers of every open "
            "round. Name a folder on another disk, and copy the keys there.",
        )
        return
    if settings.keys_dir.is_dir() and not copy.is_dir():
        yield warning(
            "key copy",
            f"{copy} is not there: a new round needs it, and so does the end of every release. "
            f"Bring its disk back, or make a new folder (mkdir -m 700 {copy}) and copy the keys.",
        )
        return
    yield from _closed_to_others("key copy", copy)
    if not copy.is_dir():
        return
    if copy.stat().st_dev == settings.keys_dir.stat().st_dev:
        yield warning(
            "key copy", f"{copy} is on the same disk as {settings.keys_dir}. Choose another."
        )
    yield from _same_installation_key(settings.keys_dir, copy)


def look_at_round_keys(engine: Engine, settings: Settings) -> Iterator[Finding]:
    """Yield, for each round, whether what has been sealed can be opened.

    Raises DatabaseUnavailable.
    """
    table = SurveyRound.__table__.c
    query = SurveyRound.__table__.select().order_by(table.id)
    with without_values(), engine.connect() as connection:
        rounds = connection.execute(query).all()
        known = list(_codes(connection, settings))
    yield from known
    found = [finding for one in rounds for finding in _round_key(one, settings)]
    yield from found
    if not found:
        sealing = sum(one.state in SEALING for one in rounds)
        yield ok("round keys", f"{sealing} keys open what they seal")


def _codes(connection: Connection, settings: Settings) -> Iterator[Finding]:
    """Yield an error when the codes that were handed out are not those the key derives now."""
    one = connection.execute(_AN_INVITATION).first()
    if one is None:
        return
    folders = [folder for folder in (settings.keys_dir, settings.keys_copy_dir) if folder]
    # Only where the file is: a keyring that finds none would make or copy one.
    kept = [folder for folder in folders if (folder / INSTALLATION_KEY).exists()]
    if not kept:
        yield error(
            "codes",
            f"{settings.keys_dir / INSTALLATION_KEY} is missing, and no code works without it. "
            "Put it back from your copy of the key folder.",
        )
        return
    keyring = Keyring(kept[0])
    try:
        known = derived_here(
            bytes(one.code_mac),
            invitation_id=one.id,
            round_id=one.round_id,
            derive_key=keyring.derive_key(),
            lookup_key=keyring.lookup_key(),
        )
    except KeyMissing as damaged:
        yield error("codes", str(damaged))
        return
    if known:
        yield ok("codes", "the installation key is the one that codes were made with")
    else:
        yield error(
            "codes",
            f"{kept[0] / INSTALLATION_KEY} is another key than the one that the codes of round "
            f"{one.round_id} were made with: no code works. Put the right one back.",
        )


def _round_key(one: Row[tuple[object, ...]], settings: Settings) -> Iterator[Finding]:
    keyring = Keyring(settings.keys_dir, settings.keys_copy_dir)
    if one.state not in SEALING:
        # Released, the key may be on a disk that is away; only a release that ends knows.
        if one.state == "released" or keyring.has_round_key(one.id):
            yield warning(
                "round keys",
                f"Round {one.id} is released but its key is not destroyed. "
                f"Run: samsvar round release {one.id}",
            )
        return
    if not keyring.can_open(one.id, one.public_key):
        yield error(
            "round keys",
            f"The key of round {one.id} ({one.state}) is missing or does not open its answers. "
            f"Put round-{one.id}.key back into {settings.keys_dir}; until then none is taken in.",
        )
    elif not Keyring(settings.keys_dir).can_open(one.id, one.public_key):
        yield warning(
            "round keys",
            f"The key of round {one.id} is only in {settings.keys_copy_dir}. Copy it back.",
        )
    elif settings.keys_copy_dir and not Keyring(settings.keys_copy_dir).can_open(
        one.id, one.public_key
    ):
        yield warning(
            "round keys",
            f"{settings.keys_copy_dir} has no working copy of the key of round {one.id}. Copy it.",
        )


def _closed_to_others(check: str, folder: Path) -> Iterator[Finding]:
    if not folder.is_dir():
        yield warning(check, f"There is no folder {folder} yet; it is made with the first keys.")
        return
    open_to_others = [
        path for path in (folder, *sorted(folder.glob("*.key"))) if path.stat().st_mode & FOR_OTHERS
    ]
    for path in open_to_others:
        mode = "700" if path.is_dir() else "600"
        yield error(check, f"Others than its owner may use {path}. Run: chmod {mode} {path}")
    if not open_to_others:
        yield ok(check, f"{folder} is its owner's alone")


def _same_installation_key(folder: Path, copy: Path) -> Iterator[Finding]:
    key, copied = folder / INSTALLATION_KEY, copy / INSTALLATION_KEY
    if not key.exists():
        return
    if not copied.exists():
        yield warning("key copy", f"{copied} is missing: the codes depend on it. Copy {key} there.")
    elif copied.read_bytes() != key.read_bytes():
        yield error("key copy", f"{copied} is another key than {key}. Find out which is right.")
