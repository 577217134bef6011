"""An export folder as columns of small numbers, checked against its codebook."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import numpy.typing as npt

from analysis.codebook import Codebook, Variable
from analysis.codebook_reading import read_codebook
from analysis.errors import FolderError
from analysis.folder import CODEBOOK, COUNTS, RESPONSES, TEXTS, read_folder
from analysis.notebook import Notebook

if TYPE_CHECKING:
    from analysis.columns import Columns

Codes = npt.NDArray[np.int16]
Floats = npt.NDArray[np.float64]
Days = npt.NDArray[np.datetime64]

NO_ANSWER = 0
NOT_PICKED = 1
PICKED = 2
"""What a column of a multiple choice holds, one column for each option."""


@dataclass(frozen=True, kw_only=True)
class OpenText:
    """One open answer; `class_id` is None unless the class is large enough to be told."""

    class_id: str | None
    text: str


@dataclass(frozen=True, kw_only=True)
class GroupCount:
    """How many of a group were invited and answered, and why some did not."""

    group: str
    class_id: str | None
    invited: int | None
    answered: int
    reasons: Mapping[str, int]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Dataset(Notebook):
    """The answers of one round, one place in every column for each response.

    Its methods give what may be shown. Its columns are single answers, and not protected: they are
    for whoever may hold the folder, and numbers counted from them are not for a report.

    - `classes`: 0 for a response without a class, else 1, 2 … for the codebook's classes in order;
    - `codes`: for each Likert and single choice variable 0 for no answer, else 1, 2 … for the
      codes of the variable in the codebook's order;
    - `picks`: for each multiple choice one column an option, in the order of its codes, with
      NO_ANSWER, NOT_PICKED or PICKED;
    - `numbers`: nan for no answer; `days`: NaT for no answer;
    - `texts`: the open answers by variable, tied to nobody; `counts`: one row a group;
    - `modes`: how many answered in each way (“webb”), where that was kept.
    """

    codebook: Codebook
    n: int
    classes: Codes
    codes: Mapping[str, Codes]
    picks: Mapping[str, tuple[Codes, ...]]
    numbers: Mapping[str, Floats]
    days: Mapping[str, Days]
    texts: Mapping[str, tuple[OpenText, ...]]
    counts: tuple[GroupCount, ...]
    modes: Mapping[str, int] = field(default_factory=dict)


def load(folder: str | Path) -> Dataset:
    """Return the answers in an export folder, after checking that they are what was exported.

    Raises FolderError when a file is missing, changed, new or at odds with the codebook, and
    CodebookError when the codebook cannot be used. Both name the file.
    """
    # pyarrow is heavy, and only the one who loads a folder needs it.
    from analysis.columns import read_columns

    contents = read_folder(Path(folder))
    codebook = read_codebook(contents[CODEBOOK])
    columns = read_columns(contents[RESPONSES], codebook)
    counts = tuple(_counts(contents[COUNTS], codebook))
    answered = sum(count.answered for count in counts)
    if counts and answered != columns.n:
        raise FolderError(
            f"{COUNTS} says that {answered} answered and {RESPONSES} holds {columns.n} responses."
        )
    return _dataset(codebook, columns, _texts(contents[TEXTS], codebook), counts)


def _dataset(
    codebook: Codebook,
    columns: "Columns",
    texts: dict[str, tuple[OpenText, ...]],
    counts: tuple[GroupCount, ...],
) -> Dataset:
    return Dataset(
        codebook=codebook,
        n=columns.n,
        classes=columns.classes,
        codes=MappingProxyType(columns.codes),
        picks=MappingProxyType(columns.picks),
        numbers=MappingProxyType(columns.numbers),
        days=MappingProxyType(columns.days),
        texts=MappingProxyType(texts),
        counts=counts,
        modes=MappingProxyType(columns.modes),
    )


def _rows(name: str, content: bytes, header: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    try:
        reader = csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True)
        if next(reader, None) != list(header):
            raise FolderError(f"{name} must begin with the columns {','.join(header)}.")
        for number, row in enumerate(reader, start=1):
            if len(row) != len(header):
                raise FolderError(f"{name}: row {number} has {len(row)} columns.")
            yield number, row
    except (UnicodeDecodeError, csv.Error) as error:
        raise FolderError(f"{name} cannot be read: {error}.") from None


def _class_id(written: str, codebook: Codebook, where: str) -> str | None:
    if not written:
        return None
    if all(one.id != written for one in codebook.classes):
        raise FolderError(f"{where}: the class “{written}” is not in the codebook.")
    return written


def _texts(content: bytes, codebook: Codebook) -> dict[str, tuple[OpenText, ...]]:
    found: dict[str, list[OpenText]] = {
        variable.name: [] for variable in codebook.variables if variable.is_open
    }
    for number, (question, class_id, text) in _rows(TEXTS, content, ("question", "class", "text")):
        where = f"{TEXTS}: row {number}"
        if question not in found:
            raise FolderError(f"{where}: “{question}” is not an open question of the codebook.")
        found[question].append(OpenText(class_id=_class_id(class_id, codebook, where), text=text))
    return {name: tuple(texts) for name, texts in found.items()}


def _counts(content: bytes, codebook: Codebook) -> Iterator[GroupCount]:
    header = ("group", "class", "invited", "answered", "reasons")
    for number, (group, class_id, invited, answered, reasons) in _rows(COUNTS, content, header):
        where = f"{COUNTS}: row {number}"
        try:
            yield GroupCount(
                group=group,
                class_id=_class_id(class_id, codebook, where),
                invited=int(invited) if invited else None,
                answered=int(answered),
                reasons=msgspec.json.decode(reasons or "{}", type=dict[str, int]),
            )
        except (ValueError, msgspec.MsgspecError):
            raise FolderError(f"{where} holds something that is not a number.") from None


def option_columns(variable: Variable) -> list[str]:
    """Return the columns of a multiple choice, in the order of its codes."""
    return [variable.columns[code.code] for code in variable.codes]
