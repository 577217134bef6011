"""Open answers that the evaluator has read: `samsvar answers` writes a workbook, this reads it.

In the column “Granskat svar” the evaluator writes what is to be printed instead of the answer, or
“-” to leave it out; in “Citat” an edited quote. Who wrote what is not in the workbook.
"""

import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.codebook import Variable
from analysis.dataset import Dataset
from analysis.errors import AnalysisError
from analysis.identifiers import mask
from analysis.open_answers import COVER, HEADER, LEAVE_OUT, ROUND, OpenAnswers
from analysis.workbook import sheet_names

WITHOUT_CLASS = 3
"""So many quotes of one question are printed without a class; of each class told, one."""
_COMPARED = 10_000
_FIRST_ROW = 3


class ReviewError(AnalysisError):
    """A reviewed workbook that cannot be used, with sheet and row."""


@dataclass(frozen=True, kw_only=True)
class ReviewedAnswer:
    """One answer as it may be printed; `text` is None when it is left out."""

    class_id: str | None
    text: str | None
    quote: str = ""


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """The answers of a round that somebody has read, by open variable."""

    answers: Mapping[str, tuple[ReviewedAnswer, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Quoted:
    """A quote to print; `class_name` is empty where the class is not told."""

    text: str
    class_name: str = ""


@dataclass(frozen=True, kw_only=True)
class Workbook:
    """What a workbook holds: the round it is about, and the rows of each sheet."""

    path: Path
    round_id: str
    sheets: Mapping[str, Sequence[Sequence[str]]]


def read_workbook(path: Path) -> Workbook:
    """Return the cells of a reviewed workbook as texts.

    Raises ReviewError when the file is not one that `samsvar answers` wrote.
    """
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except OSError as error:
        raise ReviewError(f"{path} cannot be read: {error.strerror or error}.") from None
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError):
        raise ReviewError(
            f"{path} is not an XLSX workbook. Review the one that samsvar answers wrote."
        ) from None
    try:
        sheets = {sheet.title: [_texts(row) for row in sheet.values] for sheet in book.worksheets}
    finally:
        book.close()
    rows = sheets.get(COVER, [])
    round_id = next((row[1] for row in rows if len(row) > 1 and row[0] == ROUND), "")
    if not round_id:
        raise ReviewError(
            f"{path}: the sheet “{COVER}” does not say which round (“{ROUND}”) it is about. "
            "Review the workbook that samsvar answers ROUND --out FILE.xlsx writes."
        )
    return Workbook(path=path, round_id=round_id, sheets=sheets)


def _texts(row: Sequence[Any]) -> list[str]:
    return ["" if cell is None else str(cell).strip() for cell in row]


def reviewed(workbook: Workbook, dataset: Dataset) -> Reviewed:
    """Return the answers in the workbook, matched with those of the round it is about.

    A row that was taken away is an answer left out. Raises ReviewError for a sheet that is
    missing, and for a row whose answer nobody gave.
    """
    if dataset.n < dataset.codebook.round.k:
        return Reviewed()
    asked = [one for one in dataset.codebook.variables if one.is_open]
    _, *names = sheet_names([COVER, *(one.name for one in asked)])
    pairs = list(zip(asked, names, strict=True))
    if missing := [name for _, name in pairs if name not in workbook.sheets]:
        raise ReviewError(
            f"{workbook.path} lacks the sheet “{missing[0]}”. To leave all its answers out, keep "
            f"the sheet and write {LEAVE_OUT} in “{HEADER[2]}” on each row."
        )
    return Reviewed(
        answers={one.name: tuple(_answers(workbook, name, one, dataset)) for one, name in pairs}
    )


def _answers(
    workbook: Workbook, sheet: str, variable: Variable, dataset: Dataset
) -> Iterator[ReviewedAnswer]:
    rows = workbook.sheets[sheet]
    header = list(rows[1][: len(HEADER)]) if len(rows) > 1 else []
    if header != list(HEADER):
        raise ReviewError(
            f"{workbook.path}, sheet “{sheet}”, row 2 must have the columns {', '.join(HEADER)}. "
            "Write the workbook anew with samsvar answers, and move the review over."
        )
    names = {one.id: one.name for one in dataset.codebook.classes}
    given = dataset.texts.get(variable.name, ())
    left = Counter((_plain(one.text), names.get(one.class_id or "", "")) for one in given)
    as_written = {_plain(one.text): one.text for one in given}
    ids = {name: id for id, name in names.items()}
    for number, row in enumerate(rows[2:], start=_FIRST_ROW):
        answer, group, edited, quote = (*row, "", "", "", "")[: len(HEADER)]
        if not any((answer, group, edited, quote)):
            continue
        if not left[_plain(answer), group]:
            raise ReviewError(
                f"{workbook.path}, sheet “{sheet}”, row {number}: nobody gave the answer in "
                f"“{HEADER[0]}” (with this “{HEADER[1]}”). Leave these columns as they were; write "
                f"what is to be printed in “{HEADER[2]}”."
            )
        left[_plain(answer), group] -= 1
        text = None if edited == LEAVE_OUT else edited or as_written[_plain(answer)]
        yield ReviewedAnswer(class_id=ids.get(group), text=text, quote=quote)


def _plain(text: str) -> str:
    return " ".join(text.replace("_x000D_", " ").split())[:_COMPARED]


def quotes(
    reviewed: Reviewed | None, name: str, answers: OpenAnswers
) -> tuple[tuple[Quoted, ...], int]:
    """Return the quotes to print of the open variable `name`, and how many more were marked.

    At most one of each class that may be named (rule 8 of `docs/privacy.md`), and three besides.
    """
    marked = [one for one in reviewed.answers.get(name, ()) if one.quote] if reviewed else []
    found: list[Quoted] = []
    of_class: Counter[str] = Counter()
    for one in marked:
        class_name = answers.told_classes.get(one.class_id or "", "")
        if of_class[class_name] < (1 if class_name else WITHOUT_CLASS):
            of_class[class_name] += 1
            found.append(Quoted(text=mask(one.quote), class_name=class_name))
    return tuple(found), len(marked) - len(found)
