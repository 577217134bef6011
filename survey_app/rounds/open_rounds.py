"""The rounds as the respondent's pages see them: dates and state fresh, the rest kept parsed."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine, Row

from survey_app.questionnaire.fills import fill_in
from survey_app.questionnaire.model import Questionnaire, thaw
from survey_app.rounds.groups import Group, groups_from_json
from survey_app.storage.db import for_reading, without_values
from survey_app.storage.models import SurveyRound


@dataclass(frozen=True, kw_only=True)
class Fixed:
    """What never changes after a round was created."""

    title: str
    access: str
    groups: tuple[Group, ...]
    k: int
    detail: str
    microdata: bool
    questionnaire: Questionnaire
    public_key: bytes
    pad_bytes: int


@dataclass(frozen=True, kw_only=True)
class OpenRound:
    """A round that may be answered, or could a while ago."""

    id: str
    state: str
    opens_on: date | None
    closes_on: date | None
    fixed: Fixed

    @property
    def title(self) -> str:
        """The name the evaluator gave it."""
        return self.fixed.title

    @property
    def access(self) -> str:
        """`codes`, or `open` for a link that anyone may use."""
        return self.fixed.access

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups, in the order given; empty when there is no breakdown."""
        return self.fixed.groups

    @property
    def k(self) -> int:
        """The smallest base that is ever shown."""
        return self.fixed.k

    @property
    def detail(self) -> str:
        """`full` when classes of k to 9 keep all their categories."""
        return self.fixed.detail

    @property
    def microdata(self) -> bool:
        """Whether single closed answers may be handed out."""
        return self.fixed.microdata

    @property
    def questionnaire(self) -> Questionnaire:
        """The frozen copy, with `{…}` filled in."""
        return self.fixed.questionnaire

    @property
    def public_key(self) -> bytes:
        """The key that answers are sealed for."""
        return self.fixed.public_key

    @property
    def pad_bytes(self) -> int:
        """The length of every payload."""
        return self.fixed.pad_bytes


_CHANGING = sa.select(
    SurveyRound.__table__.c.id,
    SurveyRound.__table__.c.state,
    SurveyRound.__table__.c.opens_on,
    SurveyRound.__table__.c.closes_on,
)
_ONE = _CHANGING.where(SurveyRound.__table__.c.id == sa.bindparam("round_id"))
_ANSWERABLE = _CHANGING.where(SurveyRound.__table__.c.state == "open")


class RoundCache:
    """Rounds by id. One small query each time; questionnaires are parsed once a process."""

    def __init__(self, engine: Engine) -> None:
        self._engine = for_reading(engine)
        self._fixed = lru_cache(maxsize=256)(self._read_fixed)

    def get(self, round_id: str) -> OpenRound | None:
        """Return the round, whatever its state, or None when there is none.

        Raises DatabaseUnavailable.
        """
        with without_values(), self._engine.connect() as connection:
            row = connection.execute(_ONE, {"round_id": round_id}).first()
        return None if row is None else self._round(row)

    def open_rounds(self) -> list[OpenRound]:
        """Return the rounds in the state `open`. Raises DatabaseUnavailable."""
        with without_values(), self._engine.connect() as connection:
            rows = connection.execute(_ANSWERABLE).all()
        return [self._round(row) for row in rows]

    def _round(self, row: Row[Any, Any, Any, Any]) -> OpenRound:
        return OpenRound(
            id=row.id,
            state=row.state,
            opens_on=row.opens_on,
            closes_on=row.closes_on,
            fixed=self._fixed(row.id),
        )

    def _read_fixed(self, round_id: str) -> Fixed:
        table = SurveyRound.__table__.c
        with without_values(), self._engine.connect() as connection:
            row = connection.execute(
                sa.select(
                    table.title,
                    table.access,
                    table.groups,
                    table.k_min,
                    table.detail,
                    table.microdata,
                    table.questionnaire,
                    table.fills,
                    table.public_key,
                    table.pad_bytes,
                ).where(table.id == round_id)
            ).one()
        return Fixed(
            title=row.title,
            access=row.access,
            groups=groups_from_json(row.groups),
            k=row.k_min,
            detail=row.detail,
            microdata=row.microdata,
            questionnaire=fill_in(thaw(bytes(row.questionnaire)), row.fills),
            public_key=bytes(row.public_key),
            pad_bytes=row.pad_bytes,
        )
