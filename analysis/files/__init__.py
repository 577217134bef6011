"""Results as files for other programs: workbooks, statistics programs, presentations, archives.

    from analysis import files
    files.write(dataset, Path("resultat.pptx"), "pptx")
    files.write(dataset, Path("svar.sav"), "sav", answers=files.single_responses(dataset))

There are two kinds. Aggregates (pptx, ddi, and xlsx without answers) hold what the engine shows,
and are always allowed. Files with single answers hold one row a person: they are off until the
round allows them (`single_responses` raises), and hold closed answers only. No file tells who made
it, when, or in which order answers came.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Literal, assert_never

from analysis.files.answers import SingleResponses, reasons
from analysis.files.protection import SHUFFLE, NotAllowed, Shuffle, single_responses

if TYPE_CHECKING:
    from analysis.dataset import Dataset
    from analysis.files.csv import Dialect

Format = Literal["xlsx", "csv", "sav", "dta", "parquet", "pptx", "ddi"]
FORMATS: tuple[Format, ...] = ("xlsx", "csv", "sav", "dta", "parquet", "pptx", "ddi")
ENDINGS: dict[Format, str] = {form: f".{form}" for form in FORMATS} | {"ddi": ".xml"}
WITH_ANSWERS: frozenset[Format] = frozenset({"csv", "sav", "dta", "parquet"})
"""These hold single answers and nothing else; xlsx may."""
NEVER_WITH_ANSWERS: frozenset[Format] = frozenset({"pptx", "ddi"})

__all__ = [
    "ENDINGS",
    "FORMATS",
    "NEVER_WITH_ANSWERS",
    "SHUFFLE",
    "WITH_ANSWERS",
    "Format",
    "NotAllowed",
    "Shuffle",
    "SingleResponses",
    "reasons",
    "single_responses",
    "write",
]


def write(
    dataset: "Dataset",
    path: Path,
    form: Format,
    *,
    answers: SingleResponses | None = None,
    dialect: "Dialect" = "excel",
) -> None:
    """Write the results of a round to `path`.

    `answers` are the single answers that are to be in the file: csv, sav, dta and parquet need
    them, xlsx may have them, pptx and ddi never have. `dialect` is that of csv.

    Raises NotAllowed when answers are missing where they are needed.
    """
    # Each format has a library of its own; only the one that is asked for is loaded.
    match form:
        case "xlsx" | "pptx" | "ddi":
            _write_summary(dataset, path, form, answers)
        case "csv" | "sav" | "dta" | "parquet":
            if answers is None:
                raise NotAllowed(f"A {form} file holds single answers: give them as `answers`.")
            _write_answers(answers, path, form, dialect)
        case _:
            assert_never(form)


def _write_summary(
    dataset: "Dataset",
    path: Path,
    form: Literal["xlsx", "pptx", "ddi"],
    answers: SingleResponses | None,
) -> None:
    from analysis.published import published

    found = published(dataset)
    match form:
        case "xlsx":
            from analysis.files.xlsx import write_xlsx

            write_xlsx(found.summary.of_everyone, path, answers=answers)
        case "pptx":
            from analysis.files.pptx import write_pptx

            write_pptx(found, path)
        case "ddi":
            from analysis.files.ddi import write_ddi

            write_ddi(found.summary.of_everyone, path)


def _write_answers(
    answers: SingleResponses,
    path: Path,
    form: Literal["csv", "sav", "dta", "parquet"],
    dialect: "Dialect",
) -> None:
    match form:
        case "csv":
            from analysis.files.csv import write_csv

            write_csv(answers, path, dialect=dialect)
        case "sav":
            from analysis.files.sav import write_sav

            write_sav(answers, path)
        case "dta":
            from analysis.files.dta import write_dta

            write_dta(answers, path)
        case "parquet":
            from analysis.files.parquet import write_parquet

            write_parquet(answers, path)
