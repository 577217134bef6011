"""Whatever was answered comes back, however a program writes it down."""

import csv
import datetime
import io
from collections.abc import Sequence
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.builders import a_date, a_likert, a_multiple, a_number, a_single, a_text
from tests.analysis.reading.builders import a_workbook, codes, picked, read, texts, the_codebook

STEM = "Vad tycker du om projektet?"
VARIABLES = (
    a_likert("tycker_nojd", text="Jag är nöjd, på det hela taget.", stem=STEM, vet_ej=True),
    a_likert("tycker_delaktig", text="Jag är delaktig", stem=STEM),
    a_single("innan", "arbete", "studier", text="Vad gjorde du innan?"),
    a_multiple("hinder", "tid", "resor", "pengar", text="Vilka hinder finns?"),
    a_number("timmar", text="Hur länge?", unit="timmar"),
    a_date("start", text="När började du?"),
    a_text("ovrigt", text="Något mer?"),
)
BOOK = the_codebook(*VARIABLES)
WORDS = (
    st.text(st.sampled_from("aåäö \"';,\t\n–5"), max_size=20)
    .map(str.strip)
    .filter(lambda text: text not in {"", "–", ".", "-"})
)
PERSON = st.fixed_dictionaries(
    {},
    optional={
        "tycker_nojd": st.sampled_from(["1", "2", "3", "4", "5", "vet_ej"]),
        "tycker_delaktig": st.sampled_from(["1", "2", "3", "4", "5"]),
        "innan": st.sampled_from(["arbete", "studier"]),
        "hinder": st.sets(st.sampled_from(["tid", "resor", "pengar"]), min_size=1),
        "timmar": st.decimals(0, 99_999, places=2).map(float),
        "start": st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)),
        "ovrigt": WORDS.map(lambda text: text.replace("\t", " ").strip()),
    },
)
CHOICES = st.randoms(use_true_random=False)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(PERSON, min_size=1, max_size=12),
    CHOICES,
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    st.sampled_from([";", ",", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_a_csv_of_any_dialect_comes_back(people, chance, encoding, delimiter, end, quoting):
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerows(rows_of(people, chance))
    found = read(written.getvalue().encode(encoding), BOOK, tell=lambda _: None)
    assert back(found) == expected(people)


@settings(max_examples=25, deadline=None)
@given(st.lists(PERSON, min_size=1, max_size=6), CHOICES)
def test_a_workbook_comes_back(people, chance):
    content = a_workbook(rows_of(people, chance))
    assert back(read(content, BOOK, tell=lambda _: None)) == expected(people)


def rows_of(people: Sequence[dict], chance: Any) -> list[list[Any]]:
    """Return headings and rows, each column in a way of its own."""
    columns: list[list[Any]] = [["Svars-ID", *range(1, len(people) + 1)]]
    for variable in VARIABLES:
        answers = [one.get(variable["name"]) for one in people]
        if variable["kind"] == "multiple" and chance.random() < 0.5:
            columns += _column_each(variable, answers, chance)
            continue
        write = {
            "likert": _code,
            "single": _code,
            "multiple": _together,
            "number": _number,
            "date": _day,
        }.get(variable["kind"], lambda _variable, answer, _chance: answer)
        cells = ["" if one is None else write(variable, one, chance) for one in answers]
        columns.append([_heading(variable, chance), *cells])
    chance.shuffle(columns)
    return [list(row) for row in zip(*columns, strict=True)]


def _heading(variable: dict, chance: Any) -> str:
    text, stem = variable["text"], variable["stem"] or variable["text"]
    whole = f"{stem} [{text}]" if stem != text else text.upper()
    return chance.choice([variable["name"], text, whole])


def _code(variable: dict, answer: str, chance: Any) -> str:
    text = next(one["text"] for one in variable["codes"] if one["code"] == answer)
    return chance.choice([answer, text, f"{answer} - {text}", f" {text.upper()} "])


def _together(variable: dict, answer: set[str], chance: Any) -> str:
    codes_ = sorted(answer, key=lambda _: chance.random())
    return chance.choice(["; ", ";", ", ", "\n"]).join(
        _code(variable, one, chance) for one in codes_
    )


def _column_each(variable: dict, answers: Sequence[set[str] | None], chance: Any) -> list[list]:
    yes, no = chance.choice([("1", "0"), ("ja", "nej"), ("x", ""), (1, 0)])
    return [
        [
            chance.choice([f"hinder__{one['code']}", f"{variable['text']} [{one['text']}]"]),
            *("" if answer is None else yes if one["code"] in answer else no for answer in answers),
        ]
        for one in variable["codes"]
    ]


def _number(_variable: dict, answer: float, chance: Any) -> Any:
    comma = f"{answer:.2f}".replace(".", ",")
    grouped = f"{answer:,.2f}".replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
    return chance.choice([answer, comma, grouped, f"{comma} timmar"])


def _day(_variable: dict, answer: datetime.date, chance: Any) -> Any:
    return chance.choice([answer.isoformat(), f"{answer.day}/{answer.month}/{answer.year:04}"])


def expected(people: Sequence[dict]) -> dict[str, list]:
    """Return the answers by variable."""
    found: dict[str, list] = {}
    for variable in VARIABLES:
        name, kind = variable["name"], variable["kind"]
        column = [one.get(name) for one in people]
        if kind == "multiple":
            column = [one or set() for one in column]
        elif kind == "text":
            column = [one for one in column if one]
        found[name] = column
    return found


def back(dataset: Any) -> dict[str, list]:
    """Return the answers of a dataset by variable, as `expected` has them."""
    return {
        **{name: codes(dataset, name) for name in dataset.codes},
        **{name: picked(dataset, name) for name in dataset.picks},
        **{
            name: [None if np.isnan(one) else float(one) for one in column]
            for name, column in dataset.numbers.items()
        },
        **{name: [one.item() for one in column] for name, column in dataset.days.items()},
        **{name: texts(dataset, name) for name in dataset.texts},
    }
