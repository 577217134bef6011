"""Create a round and move it along: draft, open, closing, released, key destroyed."""

import contextlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Row
from sqlalchemy.orm import Session

from survey_app.ballots.keys import KeyMissing, Keyring
from survey_app.invitations.codes import ALPHABET, code_mac, derive_code
from survey_app.mistakes import Mistake
from survey_app.questionnaire.fills import fill_in
from survey_app.questionnaire.model import (
    Computed,
    HandCount,
    Questionnaire,
    RowList,
    fingerprint,
    freeze,
)
from survey_app.questionnaire.translation import Texts, offered
from survey_app.rounds.groups import Group
from survey_app.rounds.languages import with_languages
from survey_app.rounds.padding import pad_bytes
from survey_app.statements.model import Statements
from survey_app.storage.models import Invitation, SurveyRound, random_id

LOWEST_K = 3
HIGHEST_K = 100
ID_LENGTH = 8
LONGEST_TITLE = 200
NOT_ON_THE_WEB = {HandCount: "hand", RowList: "list", Computed: "computed"}


class RoundError(Mistake):
    """Something about a round that cannot be done, and what to do instead."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What an evaluator decides when a round is created. All of it is then fixed."""

    title: str
    access: str = "codes"
    groups: tuple[Group, ...] = ()
    k: int | None = None
    detail: str = "standard"
    microdata: bool = False
    """Single closed answers may be handed out: said to the respondents, so it cannot be added."""
    opens_on: date | None = None
    closes_on: date | None = None
    fills: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    """Beside the one of the questionnaire."""
    accept_drafts: tuple[str, ...] = ()
    """Those of the languages that may be used although not all their texts are approved."""


def create(
    session: Session,
    keyring: Keyring,
    questionnaire: Questionnaire,
    plan: Plan,
    *,
    today: date,
    texts: Mapping[str, Mapping[str, Texts]] | None = None,
) -> str:
    """Create a round with its key pair and invitations, and return its id.

    `texts` are the translations for each language of the plan: the round keeps a copy of them.

    Raises RoundError, LanguageError for a language that is not ready, and fills.FillError for a
    `{…}` without a value; then nothing is created.
    """
    _check(questionnaire, plan, today)
    _same_words_as_before(session, questionnaire)
    questionnaire = with_languages(questionnaire, plan.languages, plan.accept_drafts, texts or {})
    filled = fill_in(questionnaire, plan.fills)
    round_id = "".join(secrets.choice(ALPHABET.lower()) for _ in range(ID_LENGTH))
    public_key = keyring.create_round_key(round_id)
    try:
        session.add(
            SurveyRound(
                id=round_id,
                title=" ".join(plan.title.split()),
                state="draft",
                access=plan.access,
                opens_on=plan.opens_on,
                closes_on=plan.closes_on,
                questionnaire_id=questionnaire.id,
                questionnaire_version=questionnaire.version,
                questionnaire_hash=fingerprint(questionnaire),
                questionnaire=freeze(questionnaire),
                fills=dict(plan.fills),
                languages=list(offered(questionnaire)),
                groups=[group.to_json() for group in plan.groups],
                classes=[],
                k_min=plan.k or questionnaire.default_k,
                detail=plan.detail,
                microdata=plan.microdata,
                public_key=public_key,
                pad_bytes=pad_bytes(filled),
            )
        )
        session.flush()
        if plan.access == "codes":
            _invite(session, keyring, round_id, plan.groups)
        session.commit()
    except BaseException:
        # Nothing has been sealed for it: a key without a round would only confuse.
        with contextlib.suppress(KeyMissing):
            keyring.destroy_round_key(round_id)
        raise
    return round_id


def open_round(
    session: Session,
    keyring: Keyring,
    round_id: str,
    *,
    today: date,
    told: Statements,
) -> bool:
    """Let people answer. Return False when the round was open already.

    `told` is what the law wants told: `statements.read.read_statements` gives it only when nothing
    is missing, so no round can be opened without.

    Raises RoundError when it has closed, or when what would be sealed could not be opened.
    """
    found = get(session, round_id)
    if found.state != "draft":
        return _is_open(found)
    if found.closes_on is not None and found.closes_on < today:
        raise RoundError(f"The closing day of round {round_id}, {found.closes_on}, has passed.")
    if not keyring.can_open(round_id, found.public_key):
        raise RoundError(
            f"The private key of round {round_id} is missing or damaged in {keyring.folder}: "
            "answers could never be read. Put the file back from its copy, or create a new round."
        )
    opened = session.execute(
        # Only a draft: meanwhile somebody else may have opened it, and even closed it.
        sa.update(SurveyRound)
        .where(SurveyRound.id == round_id, SurveyRound.state == "draft")
        .values(state="open", opens_on=sa.func.coalesce(SurveyRound.opens_on, today))
        .execution_options(synchronize_session=False)
    )
    session.commit()
    return _was_changed(opened) or _is_open(get(session, round_id))


def close(session: Session, round_id: str) -> bool:
    """Take no more answers. Return False when the round was closed already.

    Raises RoundError when it was never opened.
    """
    closed = session.execute(
        sa.update(SurveyRound)
        .where(SurveyRound.id == round_id, SurveyRound.state == "open")
        .values(state="closing")
    )
    session.commit()
    if _was_changed(closed):
        return True
    if get(session, round_id).state == "draft":
        raise RoundError(f"Round {round_id} has not been opened: samsvar round open {round_id}")
    return False


def _was_changed(result: sa.Result[Any]) -> bool:
    return result.rowcount == 1  # type: ignore[attr-defined, no-any-return]


def _is_open(found: SurveyRound) -> bool:
    """Return False, that nothing had to be done, for an open round. Raises for a closed one."""
    if found.state == "open":
        return False
    raise RoundError(f"Round {found.id} has closed and cannot be opened again. Create a new.")


def round_with_other_words(session: Session, questionnaire: Questionnaire) -> Row[str, str] | None:
    """Return id and title of a round that used this version when it said something else."""
    return session.execute(
        sa.select(SurveyRound.id, SurveyRound.title)
        .where(
            SurveyRound.questionnaire_id == questionnaire.id,
            SurveyRound.questionnaire_version == questionnaire.version,
            SurveyRound.questionnaire_hash != fingerprint(questionnaire),
        )
        .order_by(SurveyRound.title)
        .limit(1)
    ).first()


def where_it_stands(round_id: str, state: str) -> str:
    """Return, as a sentence, the state of a round and what comes next."""
    match state:
        case "draft":
            return f"Round {round_id} has not been opened yet: samsvar round open {round_id}"
        case "open":
            return f"Round {round_id} is still open: samsvar round close {round_id}"
        case "closing":
            return f"Round {round_id} is closed and sealed: samsvar round release {round_id}"
        case _:
            return f"Round {round_id} has been released and takes no more answers."


def get(session: Session, round_id: str) -> SurveyRound:
    """Return the round. Raises RoundError that names the rounds there are."""
    found = session.get(SurveyRound, round_id)
    if found is None:
        known = session.scalars(sa.select(SurveyRound.id).order_by(SurveyRound.id)).all()
        there = ", ".join(known) if known else "none yet"
        raise RoundError(f"There is no round “{round_id}”. Rounds: {there}.")
    return found


def _check(questionnaire: Questionnaire, plan: Plan, today: date) -> None:
    missing = {
        name
        for question in questionnaire.questions
        for kind, name in NOT_ON_THE_WEB.items()
        if isinstance(question, kind)
    }
    if missing:
        raise RoundError(
            f"{questionnaire.reference} has questions of the type {', '.join(sorted(missing))}, "
            "which cannot be answered on the web yet. It can be checked and shown: "
            f"samsvar questionnaire show {questionnaire.reference}"
        )
    if not plan.title.strip() or len(plan.title) > LONGEST_TITLE:
        raise RoundError(f"A round needs a title of 1 to {LONGEST_TITLE} characters.")
    _check_writing(plan)
    if plan.access == "codes" and not plan.groups:
        raise RoundError(
            "A round with codes needs at least one group with the number of invited: "
            '--group "Alla=30". For a link without codes: --access open.'
        )
    if plan.k is not None and not LOWEST_K <= plan.k <= HIGHEST_K:
        raise RoundError(
            f"k is {plan.k}; it must be between {LOWEST_K} and {HIGHEST_K}. It is the smallest "
            "number of people that a result is ever shown for."
        )
    if plan.detail == "full" and questionnaire.audience == "deltagare":
        raise RoundError("Full detail is for staff and steering groups, not for participants.")
    _check_days(plan, today)


def _check_writing(plan: Plan) -> None:
    if not " ".join(plan.title.split()).isprintable():
        raise RoundError(f"The title {plan.title!a} has characters that cannot be printed.")
    for name, value in plan.fills.items():
        if not value.isprintable():
            raise RoundError(
                f"The value of “{name}”, {value!a}, has characters that cannot be printed."
            )


def _check_days(plan: Plan, today: date) -> None:
    if plan.closes_on is None:
        return
    if plan.closes_on < today:
        raise RoundError(f"The closing day {plan.closes_on} has passed already.")
    if plan.opens_on is not None and plan.closes_on < plan.opens_on:
        raise RoundError(
            f"The closing day {plan.closes_on} is before the opening day {plan.opens_on}."
        )


def _same_words_as_before(session: Session, questionnaire: Questionnaire) -> None:
    earlier = round_with_other_words(session, questionnaire)
    if earlier is not None:
        raise RoundError(
            f"{questionnaire.reference} was used with other words in round {earlier.id} "
            f"(“{earlier.title}”). A version that has been sent out is never edited: "
            f"save the change as version {questionnaire.version + 1}."
        )


def _invite(session: Session, keyring: Keyring, round_id: str, groups: tuple[Group, ...]) -> None:
    derive_key, lookup_key = keyring.derive_key(), keyring.lookup_key()
    rows = []
    for group in groups:
        for _ in range(group.invited or 0):
            id = random_id()
            rows.append(
                {
                    "id": id,
                    "round_id": round_id,
                    "group_id": group.id,
                    "email": None,
                    "code_mac": code_mac(lookup_key, round_id, derive_code(derive_key, id)),
                    "answered": False,
                    "reminders_sent": 0,
                }
            )
    # In the order of the random ids: the table itself then says nothing about the groups.
    rows.sort(key=lambda row: str(row["id"]))
    session.execute(sa.insert(Invitation), rows)
