"""`responses.parquet` → numpy columns. The only module that knows pyarrow's arrays.

pyarrow has no types, so each function here says itself what comes out (`no-any-return`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis.codebook import Codebook
from analysis.dataset import PICKED, Codes, Days, Floats, option_columns
from analysis.errors import FolderError
from analysis.folder import RESPONSES

FIRST_COLUMNS = ("class", "mode", "language")


@dataclass(frozen=True, kw_only=True, eq=False)
class Columns:
    """The columns of the responses, as `dataset.Dataset` describes them."""

    n: int
    classes: Codes
    codes: dict[str, Codes] = field(default_factory=dict)
    picks: dict[str, tuple[Codes, ...]] = field(default_factory=dict)
    numbers: dict[str, Floats] = field(default_factory=dict)
    days: dict[str, Days] = field(default_factory=dict)
    modes: dict[str, int] = field(default_factory=dict)


def column_names(codebook: Codebook) -> list[str]:
    """Return the columns that responses have by this codebook, in order."""
    names = list(FIRST_COLUMNS)
    for variable in codebook.variables:
        if variable.kind == "multiple":
            names += option_columns(variable)
        elif not variable.is_open:
            names.append(variable.name)
    return names


def read_columns(content: bytes, codebook: Codebook) -> Columns:
    """Return the columns of a parquet file, as numbers.

    Raises FolderError for a column that is missing or unknown, and for a value that the codebook
    does not have.
    """
    try:
        table = pq.read_table(pa.BufferReader(content))
    except (pa.ArrowInvalid, OSError) as error:
        raise FolderError(f"{RESPONSES} cannot be read: {error}.") from None
    expected = column_names(codebook)
    if missing := [name for name in expected if name not in table.column_names]:
        raise FolderError(f"{RESPONSES} lacks the column {missing[0]} of the codebook.")
    if extra := [name for name in table.column_names if name not in expected]:
        raise FolderError(f"{RESPONSES} has the column {extra[0]}, which no variable explains.")

    columns = Columns(
        n=table.num_rows,
        classes=_codes(table, "class", [one.id for one in codebook.classes]),
        modes=_counted(table, "mode"),
    )
    for variable in codebook.variables:
        match variable.kind:
            case "likert" | "single":
                codes = [one.code for one in variable.codes]
                columns.codes[variable.name] = _codes(table, variable.name, codes)
            case "multiple":
                columns.picks[variable.name] = _picks(table, option_columns(variable))
            case "number":
                columns.numbers[variable.name] = _numbers(table, variable.name)
            case "date":
                columns.days[variable.name] = _days(table, variable.name)
            case "text":
                pass
    return columns


def _codes(table: pa.Table, name: str, known: Sequence[str]) -> Codes:
    column = _as(table, name, pa.string())
    places = pc.index_in(column, value_set=pa.array(known, pa.string()))
    unknown = pc.and_(pc.is_null(places), pc.is_valid(column))
    if pc.any(unknown).as_py():
        value = column.filter(unknown)[0].as_py()
        raise FolderError(f"{RESPONSES}: “{value}” in the column {name} is not in the codebook.")
    numbered = pc.fill_null(pc.add(places, 1), 0)
    return numbered.cast(pa.int16()).to_numpy()  # type: ignore[no-any-return]


def _counted(table: pa.Table, name: str) -> dict[str, int]:
    pairs = pc.value_counts(_as(table, name, pa.string())).to_pylist()
    return {pair["values"]: pair["counts"] for pair in pairs if pair["values"] is not None}


def _picks(table: pa.Table, names: Sequence[str]) -> tuple[Codes, ...]:
    picks = tuple(_pick(table, name) for name in names)
    answered = [column > 0 for column in picks]
    if any((one != answered[0]).any() for one in answered[1:]):
        raise FolderError(f"{RESPONSES}: a response has some of the columns {names[0]} … only.")
    if (answered[0] & (np.max(picks, axis=0) < PICKED)).any():
        raise FolderError(f"{RESPONSES}: a response has 0 in all of the columns {names[0]} …")
    return picks


def _pick(table: pa.Table, name: str) -> Codes:
    column = _as(table, name, pa.int16())
    if not set(pc.unique(column).to_pylist()) <= {0, 1, None}:
        raise FolderError(f"{RESPONSES}: the column {name} holds something else than 0 and 1.")
    numbered = pc.fill_null(pc.add(column, pa.scalar(1, pa.int16())), pa.scalar(0, pa.int16()))
    return numbered.to_numpy()  # type: ignore[no-any-return]


def _numbers(table: pa.Table, name: str) -> Floats:
    return _as(table, name, pa.float64()).to_numpy()  # type: ignore[no-any-return]


def _days(table: pa.Table, name: str) -> Days:
    return _as(table, name, pa.date32()).to_numpy().astype("datetime64[D]")  # type: ignore[no-any-return]


def _as(table: pa.Table, name: str, kind: pa.DataType) -> pa.ChunkedArray:
    try:
        return table.column(name).cast(kind)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise FolderError(f"{RESPONSES}: the column {name} is not {kind}: {error}.") from None
