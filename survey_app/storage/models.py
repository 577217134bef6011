"""The tables.

What is left out matters as much as what is here: no table about a person or an answer has a time
stamp, a serial number or a column that follows the order of arrival (`docs/privacy.md`).
"""

import datetime
import secrets
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

STATES = ("draft", "open", "closing", "released", "key_destroyed")
ACCESS = ("codes", "open")
DETAIL = ("standard", "full")


def random_id() -> str:
    """Return 128 random bits as 32 hexadecimal digits: no time and no order in them."""
    return secrets.token_hex(16)


class Base(DeclarativeBase):
    """The tables of this installation."""

    metadata = sa.MetaData(naming_convention=NAMING)


class SurveyRound(Base):
    """One fielding of one questionnaire version, with everything fixed when it was created."""

    __tablename__ = "survey_round"
    __table_args__ = (
        sa.CheckConstraint(sa.column("state").in_(STATES), name="state"),
        sa.CheckConstraint(sa.column("access").in_(ACCESS), name="access"),
        sa.CheckConstraint(sa.column("detail").in_(DETAIL), name="detail"),
    )

    id: Mapped[str] = mapped_column(sa.String(12), primary_key=True)
    """Short and random: it is typed by people and stands in addresses shared by everyone asked."""
    title: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.String(16))
    access: Mapped[str] = mapped_column(sa.String(8))
    opens_on: Mapped[datetime.date | None]
    closes_on: Mapped[datetime.date | None]
    questionnaire_id: Mapped[str] = mapped_column(sa.String(64))
    questionnaire_version: Mapped[int]
    questionnaire_hash: Mapped[str] = mapped_column(sa.String(64))
    questionnaire: Mapped[bytes] = mapped_column(sa.LargeBinary)
    """The frozen copy that the round answers from (`questionnaire.model.freeze`)."""
    fills: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    languages: Mapped[list[str]] = mapped_column(sa.JSON)
    groups: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    """`{"id", "name", "invited"}` in the order given; `invited` may be null in an open round."""
    classes: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    """After release: `{"id", "name", "groups": [group ids]}`, small groups pooled."""
    k_min: Mapped[int]
    detail: Mapped[str] = mapped_column(sa.String(8))
    microdata: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    """Whether single closed answers may be handed out; the first card says so when they may."""
    public_key: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    pad_bytes: Mapped[int]


class Invitation(Base):
    """The right to answer once. It says nothing about the answer."""

    __tablename__ = "invitation"

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True, default=random_id)
    round_id: Mapped[str] = mapped_column(sa.ForeignKey("survey_round.id"), index=True)
    group_id: Mapped[str] = mapped_column(sa.String(16))
    email: Mapped[str | None] = mapped_column(sa.Text)
    code_mac: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    answered: Mapped[bool]
    reminders_sent: Mapped[int]


class SealedAnswer(Base):
    """An answer that nobody can read until the round is released.

    All of a round have the same length; there is no group, code, language or time beside them.
    """

    __tablename__ = "sealed_answer"

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True, default=random_id)
    round_id: Mapped[str] = mapped_column(sa.ForeignKey("survey_round.id"), index=True)
    ct: Mapped[bytes] = mapped_column(sa.LargeBinary)


class Response(Base):
    """The closed answers of one person, written by the release, in random order."""

    __tablename__ = "response"
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True, default=random_id)
    round_id: Mapped[str] = mapped_column(sa.ForeignKey("survey_round.id"), index=True)
    class_id: Mapped[str | None] = mapped_column(sa.String(16))
    answers: Mapped[dict[str, Any]] = mapped_column(sa.JSON)


class FreeText(Base):
    """One open answer, tied to its question and never to a person or a response."""

    __tablename__ = "free_text"
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True, default=random_id)
    round_id: Mapped[str] = mapped_column(sa.ForeignKey("survey_round.id"), index=True)
    question_id: Mapped[str] = mapped_column(sa.String(80))
    class_id: Mapped[str | None] = mapped_column(sa.String(16))
    text: Mapped[str] = mapped_column(sa.Text)


class RoundCount(Base):
    """How many of a group were invited and answered, kept when the invitations are gone."""

    __tablename__ = "round_count"

    round_id: Mapped[str] = mapped_column(sa.ForeignKey("survey_round.id"), primary_key=True)
    group_id: Mapped[str] = mapped_column(sa.String(16), primary_key=True)
    invited: Mapped[int | None]
    answered: Mapped[int]
    reasons: Mapped[dict[str, int]] = mapped_column(sa.JSON)
