"""People who answer a round, straight into the ballot box."""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from survey_app.ballots.payload import Value, encode
from survey_app.ballots.seal import seal
from survey_app.installation import Installation
from survey_app.invitations.ballot_box import cast
from survey_app.invitations.codes import code_mac, normalise
from survey_app.rounds.commands import back_up_after_release
from survey_app.rounds.release import Released, Step, release
from survey_app.rounds.service import close, get
from survey_app.storage.models import FreeText, Invitation, Response, RoundCount, SealedAnswer
from tests.builders import codes_of

TABLES = (Invitation, SealedAnswer, Response, FreeText, RoundCount)


def answer(
    here: Installation, round_id: str, by_group: Mapping[str, Iterable[dict[str, Value]]]
) -> list[bytes]:
    """Let people of each group answer; return the macs of the invitations they used."""
    key = here.keyring.lookup_key()
    codes = codes_of(here, round_id)
    with Session(here.engine) as session:
        found = get(session, round_id)
        group_ids = {group["name"]: group["id"] for group in found.groups}
        public, pad = bytes(found.public_key), found.pad_bytes
    macs = []
    for group, people in by_group.items():
        for answers, code in zip(people, codes[group], strict=False):
            payload = encode(answers, group_ids[group], "sv", "webb")
            mac = code_mac(key, round_id, normalise(code) or "")
            cast(here.engine, round_id, mac, seal(payload, public, round_id, pad))
            macs.append(mac)
    return macs


def close_round(here: Installation, round_id: str) -> None:
    """Take no more answers."""
    with Session(here.engine) as session:
        close(session, round_id)


def release_round(here: Installation, round_id: str, on_step: Step = lambda step: None) -> Released:
    """Release as `samsvar round release` does."""
    return release(
        here.engine,
        here.keyring,
        round_id,
        back_up=lambda: back_up_after_release(here, round_id),
        on_step=on_step,
    )


def rows(here: Installation, table: type) -> list[dict[str, object]]:
    """Return every row of a table, in the order of its key."""
    chosen = sa.select(table.__table__).order_by(*table.__table__.primary_key.columns)
    with here.engine.connect() as connection:
        return [dict(row) for row in connection.execute(chosen).mappings()]


def contents(here: Installation) -> dict[str, list[dict[str, object]]]:
    """Return everything that is stored about people and answers."""
    return {table.__tablename__: rows(here, table) for table in TABLES}


def state_of(here: Installation, round_id: str) -> str:
    """Return where the round stands."""
    with Session(here.engine) as session:
        return get(session, round_id).state
