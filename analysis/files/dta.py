"""Single answers for Stata 14 and later: value labels, and “vet ej” as the missing value .a."""

import re
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import numpy as np

from analysis.files.answers import Column, SingleResponses
from analysis.files.coding import in_numbers, is_outside, numbered
from analysis.files.labels import cut_labels, letters
from analysis.files.names import stata_names

_LONGEST_LABEL = 80
_LONGEST_VALUE_LABEL = 32_000
_TIMESTAMP = re.compile(rb"(<timestamp>.).*?(</timestamp>)", re.DOTALL)
_NO_TIME = b"01 Jan 2000 00:00"


def write_dta(answers: SingleResponses, path: Path) -> None:
    """Write a .dta file. Names are cut to 31 letters, and stay unlike each other."""
    import pandas as pd
    import pyreadstat

    names = stata_names([column.name for column in answers.columns])
    named = dict(zip(names, answers.columns, strict=True))
    missing = {name: list(_letters(column).values()) for name, column in named.items()}
    pyreadstat.write_dta(
        pd.DataFrame({name: _values(column) for name, column in named.items()}),
        str(path),
        version=14,  # release 118, as Stata itself writes so few variables
        file_label=answers.codebook.questionnaire.title[:_LONGEST_LABEL],
        column_labels=[*cut_labels(answers.columns, letters(_LONGEST_LABEL))],
        variable_value_labels={name: _labels(column) for name, column in named.items()},
        missing_user_values={name: own for name, own in missing.items() if own},
    )
    # A length and a text of that length; the length stays.
    written = path.read_bytes()
    path.write_bytes(_TIMESTAMP.sub(rb"\g<1>" + _NO_TIME + rb"\g<2>", written, count=1))


def _letters(column: Column) -> dict[int, str]:
    """Return the letter of each answer outside the substance, by its number."""
    outside = [number for number, code in numbered(column) if is_outside(column, code)]
    return dict(zip(outside, ascii_lowercase, strict=False))


def _values(column: Column) -> Any:
    numbers, letters = in_numbers(column), _letters(column)
    if not letters:
        return numbers
    mixed = numbers.astype(object)
    for number, letter in letters.items():
        mixed[numbers == number] = letter
    mixed[np.isnan(numbers)] = None
    return mixed


def _labels(column: Column) -> dict[Any, str]:
    letters = _letters(column)
    return {
        letters.get(number, number): code.text[:_LONGEST_VALUE_LABEL]
        for number, code in numbered(column)
    }
