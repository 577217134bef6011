"""Files of answers as other tools write them, and what is read from them."""

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

import openpyxl
import pytest

import analysis
from analysis.codebook import Codebook
from analysis.codebook_reading import read_codebook
from analysis.dataset import PICKED, Dataset
from tests.analysis.builders import (
    a_codebook,
    a_date,
    a_likert,
    a_multiple,
    a_number,
    a_single,
    a_text,
)

NAME = "svar.csv"


def the_codebook(*variables: dict, **changes: Any) -> Codebook:
    """Return a codebook of the variables, or of one of each kind."""
    asked = variables or (
        a_likert("nojd", vet_ej=True, text="Jag är nöjd med stödet"),
        a_single("innan", "arbete", "studier", text="Vad gjorde du innan?"),
        a_multiple("hinder", "tid", "resor", "pengar", text="Vilka hinder finns?"),
        a_number("manader", text="Hur länge?", unit="månader", low=0, high=240, whole=True),
        a_date("start", text="När började du?"),
        a_text("ovrigt", text="Något mer?"),
    )
    return read_codebook(json.dumps(a_codebook(asked, **changes)).encode())


def read(content: str | bytes, codebook: Codebook | None = None, **how: Any) -> Dataset:
    """Read a CSV whose rows stay in order; whatever is told raises, unless `tell` is given."""
    encoded = content if isinstance(content, bytes) else content.encode()
    how = {"tell": _fail, "shuffle": lambda _: None, **how}
    return analysis.read_answers(encoded, how.pop("name", NAME), codebook or the_codebook(), **how)


def read_one(variable: dict, *cells: str, **how: Any) -> Dataset:
    """Read a file with a column of ids and a column for one variable."""
    written = io.StringIO(newline="")
    rows = csv.writer(written, delimiter=";")
    rows.writerow(["id", variable["name"]])
    rows.writerows(enumerate(cells, start=1))
    told: list[str] = []
    content = written.getvalue()
    return read(content, the_codebook(variable), **{"tell": told.append, **how})


def problems_of(content: str | bytes, codebook: Codebook | None = None, **how: Any) -> list[str]:
    """Return what is wrong with a file."""
    with pytest.raises(analysis.AnswersError) as caught:
        read(content, codebook, **{"tell": lambda _: None, **how})
    return list(caught.value.problems)


def problems_of_one(variable: dict, *cells: str) -> list[str]:
    """Return what is wrong with the answers to one variable, without where it is."""
    with pytest.raises(analysis.AnswersError) as caught:
        read_one(variable, *cells)
    return [problem.split("): ", 1)[1] for problem in caught.value.problems]


def codes(dataset: Dataset, name: str) -> list[str | None]:
    """Return the codes answered to a Likert item or single choice, row by row."""
    known = [None, *(code.code for code in dataset.codebook.variable(name).codes)]
    return [known[place] for place in dataset.codes[name]]


def picked(dataset: Dataset, name: str) -> list[set[str]]:
    """Return the codes picked in a multiple choice, row by row."""
    options = [code.code for code in dataset.codebook.variable(name).codes]
    return [
        {code for code, mark in zip(options, marks, strict=True) if mark == PICKED}
        for marks in zip(*dataset.picks[name], strict=True)
    ]


def texts(dataset: Dataset, name: str) -> list[str]:
    """Return what was written."""
    return [one.text for one in dataset.texts[name]]


def a_workbook(rows: Sequence[Sequence[Any]], *, title: str = "Blad1") -> bytes:
    """Return an XLSX whose first sheet holds the rows."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return saved(workbook)


def saved(workbook: openpyxl.Workbook) -> bytes:
    """Return the bytes of a workbook."""
    written = io.BytesIO()
    workbook.save(written)
    workbook.close()
    return written.getvalue()


def _fail(message: str) -> None:
    pytest.fail(f"told: {message}")
