"""How many of each group were invited and have answered."""

from collections.abc import Sequence
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from survey_app.invitations.response_rate import GroupCount, ResponseRate, response_rate
from survey_app.questionnaire.model import thaw
from survey_app.storage.models import Invitation, RoundCount, SurveyRound

WITHOUT_GROUPS = ""
STILL_OPEN = {"draft", "open"}
WORD_FOR = {
    "deltagare": "deltagare",
    "handläggare": "handläggare",
    "projektansvariga": "projektansvariga",
    "insatsägare": "insatsägare",
}
"""How a sentence names the audience; other audiences are only counted."""


def response_rate_of(session: Session, round_: SurveyRound) -> ResponseRate:
    """Return the response rate of a round, by group only once no more answers can come."""
    rate = response_rate(
        counts_of(session, round_),
        closed=round_.state not in STILL_OPEN,
        who=WORD_FOR.get(thaw(round_.questionnaire).audience, ""),
    )
    return rate if round_.groups else replace(rate, groups=())


def counts_of(session: Session, round_: SurveyRound) -> list[GroupCount]:
    """Return invited and answered by group, in the order of the round, before and after release."""
    counted = _kept(session, round_.id) or _running(session, round_)
    names = {group["id"]: group["name"] for group in round_.groups} or {WITHOUT_GROUPS: "Alla"}
    return [
        GroupCount(
            group=name,
            invited=counted[id].invited,
            answered=counted[id].answered,
            reasons=counted[id].reasons,
        )
        for id, name in names.items()
        if id in counted
    ]


def _kept(session: Session, round_id: str) -> dict[str, GroupCount]:
    rows: Sequence[RoundCount] = session.scalars(
        sa.select(RoundCount).where(RoundCount.round_id == round_id)
    ).all()
    return {
        row.group_id: GroupCount(
            group=row.group_id, invited=row.invited, answered=row.answered, reasons=row.reasons
        )
        for row in rows
    }


def _running(session: Session, round_: SurveyRound) -> dict[str, GroupCount]:
    answered = sa.func.sum(sa.cast(Invitation.answered, sa.Integer))
    rows = session.execute(
        sa.select(Invitation.group_id, sa.func.count(), answered)
        .where(Invitation.round_id == round_.id)
        .group_by(Invitation.group_id)
    )
    found = {group_id: (invited, count) for group_id, invited, count in rows}
    planned = {group["id"]: group["invited"] for group in round_.groups} or {WITHOUT_GROUPS: None}
    result = {}
    for group_id, expected in planned.items():
        invited, count = found.get(group_id, (0, 0))
        result[group_id] = GroupCount(
            group=group_id,
            invited=invited if round_.access == "codes" else expected,
            answered=count,
            reasons={},
        )
    return result
