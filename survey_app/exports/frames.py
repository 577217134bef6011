"""Released responses → one column for each variable, in a random order of their own."""

import datetime
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from survey_app.exports.codebook import column_of
from survey_app.exports.errors import ExportError
from survey_app.questionnaire.model import Questionnaire
from survey_app.questionnaire.variables import Variable, variables
from survey_app.storage.models import Response

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 2_000
FIRST = ("class", "mode", "language")
MARKS = ("_mode", "_language")
"""What a response may hold beside its answers, where it divides nobody from the others."""


@dataclass(kw_only=True)
class Column:
    """Answers of one kind, one after the other; a code is kept as its place among `codes`."""

    kind: Literal["mark", "code", "pick", "number", "day"]
    codes: tuple[str, ...] = ()
    values: list[Any] = field(default_factory=list)

    def add(self, value: Any) -> None:
        """Add an answer, None for none. Raises ValueError when it cannot be one."""
        if value is not None:
            match self.kind:
                case "code":
                    value = self.codes.index(value)
                case "day":
                    value = datetime.date.fromisoformat(value)
                case _:
                    pass
        self.values.append(value)

    def array(self) -> "pa.Array":
        """Return the answers as Arrow keeps them."""
        import pyarrow as pa

        match self.kind:
            case "mark":
                return pa.array(self.values, pa.string())
            case "code":
                places = pa.array(self.values, pa.int16())
                return pa.DictionaryArray.from_arrays(places, pa.array(self.codes, pa.string()))
            case "pick":
                return pa.array(self.values, pa.int8())
            case "number":
                return pa.array(self.values, pa.int64())
            case "day":
                return pa.array(self.values, pa.date32())


def response_table(session: Session, round_id: str, questionnaire: Questionnaire) -> "pa.Table":
    """Return the closed answers of a released round, one row a response, in a fresh random order.

    Raises ExportError when a response holds something that the questionnaire does not ask.
    """
    import pyarrow as pa

    asked = {one.name: one for one in variables(questionnaire) if not one.is_open}
    columns = _columns(asked.values())
    query = (
        sa.select(Response.class_id, Response.answers)
        .where(Response.round_id == round_id)
        .execution_options(yield_per=BATCH)
    )
    for class_id, answers in session.execute(query):
        _must_be_known(answers, asked, round_id)
        columns["class"].add(class_id)
        columns["mode"].add(answers.get("_mode"))
        columns["language"].add(answers.get("_language"))
        for name, variable in asked.items():
            try:
                _add(columns, variable, answers.get(name))
            except (TypeError, ValueError):
                raise ExportError(
                    f"A response of round {round_id} has an answer to “{name}” that the "
                    "questionnaire of the round does not have. Restore the backup made at release."
                ) from None
    table = pa.table({name: column.array() for name, column in columns.items()})
    order = list(range(table.num_rows))
    random.SystemRandom().shuffle(order)
    return table.take(pa.array(order, pa.int64()))


def _columns(asked: Iterable[Variable]) -> dict[str, Column]:
    columns = {name: Column(kind="mark") for name in FIRST}
    for variable in asked:
        match variable.kind:
            case "multiple":
                for code in variable.codes:
                    columns[column_of(variable, code)] = Column(kind="pick")
            case "number":
                columns[variable.name] = Column(kind="number")
            case "date":
                columns[variable.name] = Column(kind="day")
            case _:
                columns[variable.name] = Column(kind="code", codes=variable.codes)
    return columns


def _must_be_known(
    answers: Mapping[str, Any], asked: Mapping[str, Variable], round_id: str
) -> None:
    if unknown := [name for name in answers if name not in asked and name not in MARKS]:
        raise ExportError(
            f"A response of round {round_id} answers “{min(unknown)}”, which its questionnaire "
            "does not ask. Restore the backup made at release."
        )


def _add(columns: Mapping[str, Column], variable: Variable, answer: Any) -> None:
    if variable.kind != "multiple":
        columns[variable.name].add(answer)
        return
    picked = set(answer or ())
    if picked - set(variable.codes):
        raise ValueError(picked)
    for code in variable.codes:
        columns[column_of(variable, code)].add(int(code in picked) if picked else None)
