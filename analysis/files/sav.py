"""Single answers for SPSS and PSPP: labels in Swedish, scales ordinal, “vet ej” user-missing."""

from pathlib import Path
from typing import Any

from analysis.files.answers import Column, SingleResponses, reasons
from analysis.files.coding import in_numbers, is_outside, labels, numbered
from analysis.files.labels import cut_labels, utf8
from analysis.files.names import spss_names

_DAY = slice(92, 101)
_TIME = slice(101, 109)
_LONGEST_LABEL = 255
_LONGEST_VALUE_LABEL = 120
_LONGEST_NOTE = 76


def write_sav(answers: SingleResponses, path: Path) -> None:
    """Write a .sav file. A multiple choice is one variable with 0 and 1 for each option."""
    import pandas as pd
    import pyreadstat

    names = spss_names([column.name for column in answers.columns])
    named = dict(zip(names, answers.columns, strict=True))
    pyreadstat.write_sav(
        # All columns of one type: a mixture of types is written wrongly.
        pd.DataFrame({name: in_numbers(column) for name, column in named.items()}),
        str(path),
        file_label=_cut(answers.codebook.questionnaire.title, 64),
        column_labels=[*cut_labels(answers.columns, utf8(_LONGEST_LABEL))],
        variable_value_labels={
            name: {one: _cut(text, _LONGEST_VALUE_LABEL) for one, text in labels(column).items()}
            for name, column in named.items()
        },
        missing_ranges={
            name: missing for name, column in named.items() if (missing := _missing(column))
        },
        variable_measure={
            name: "ordinal" if column.kind == "likert" else "nominal"
            for name, column in named.items()
        },
        variable_display_width=dict.fromkeys(names, 8),
        variable_format=dict.fromkeys(names, "F8.0"),
        note=[line for text in notes(answers, names) for line in _lines(text)],
    )
    _forget_the_time(path)


def notes(answers: SingleResponses, names: list[str]) -> list[str]:
    """Return what the reader must know: what is left out, and which variables belong together."""
    sets: dict[str, list[str]] = {}
    for name, column in zip(names, answers.columns, strict=True):
        if column.kind == "pick" and column.variable is not None:
            sets.setdefault(column.variable.name, []).append(name)
    return [
        f"{answers.codebook.round.title}. Svaren står i slumpad ordning.",
        *(
            f"Flerval: MRSETS /MDGROUP NAME=${name} VARIABLES={' '.join(own)} VALUE=1."
            for name, own in sets.items()
        ),
        *reasons(answers),
        *(
            f"{name}: {one.remark}"
            for name, one in zip(names, answers.columns, strict=True)
            if one.remark
        ),
    ]


def _missing(column: Column) -> list[Any]:
    outside = [number for number, code in numbered(column) if is_outside(column, code)]
    if not outside:
        return []
    if len(outside) > 3:
        # SPSS takes three values or one range; those outside are numbered in a row.
        return [{"lo": outside[0], "hi": outside[-1]}]
    return [{"lo": number, "hi": number} for number in outside]


def _cut(text: str, most: int) -> str:
    encoded = text.encode("utf-8")
    if len(encoded) <= most:
        return text
    return encoded[: most - 3].decode("utf-8", errors="ignore") + "…"


def _lines(text: str) -> list[str]:
    """Return the text in the lines of 80 bytes that a document in a .sav file has."""
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if len(longer.encode("utf-8")) > _LONGEST_NOTE and line:
            lines.append(line)
            longer = word
        line = _cut(longer, _LONGEST_NOTE)
    return [*lines, line]


def _forget_the_time(path: Path) -> None:
    written: Any = bytearray(path.read_bytes())
    written[_DAY] = b"01 Jan 00"
    written[_TIME] = b"00:00:00"
    path.write_bytes(written)
