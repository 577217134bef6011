"""Single closed answers as they may be handed on: what is left in, and what is left out and why.

Who knows some of a person's answers can find the rest, so a file with one row a person is off until
the round allows it, and then holds closed answers and one division only (rule 9): the classes that
the tables tell of or, in a round without, single choices. What the tables do not tell answer by
answer is blank (`analysis.files.told`).
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from analysis.codebook import Code, Codebook, Variable
from analysis.conditions import leaves
from analysis.counting import answered
from analysis.crosstab import crosstabs, declared_crosstabs
from analysis.dataset import Codes, Dataset
from analysis.declared_index import indexed_entries, told_indexes
from analysis.disclosure import Detail, Rules, rules_of
from analysis.errors import AnalysisError
from analysis.files.answers import Column, LeftOut, Reason, SingleResponses
from analysis.files.combinations import cells_of, choose_background
from analysis.files.told import Bools, blank_beside_index, told_in_cells, told_in_classes

Shuffle = Callable[[list[Any]], None]
SHUFFLE: Shuffle = random.SystemRandom().shuffle
"""Production's: nobody can know or repeat it."""

CLASS = "grupp"
CLASS_LABEL = "Grupp"
WITHOUT = "Svar utan grupp"
PICK_CODES = (
    Code(code="0", text="Inte valt", value=0),
    Code(code="1", text="Valt", value=1),
)
PARTLY = (
    "Delvis utelämnad: tomt i grupper där för få har besvarat frågan, och i fler där det behövs "
    "för att svaren inte ska gå att räkna ut."
)
ITEMS = ("likert", "multiple")


class NotAllowed(AnalysisError):
    """Single answers of this round may not be handed on."""


def single_responses(dataset: Dataset, *, shuffle: Shuffle = SHUFFLE) -> SingleResponses:
    """Return the single answers of a round as they may be handed on.

    Raises NotAllowed when the respondents were not told, when too few answered, or when the tables
    tell no group answer by answer.
    """
    rules = rules_of(dataset.codebook.round)
    _must_be_allowed(dataset, rules)
    order = list(range(dataset.n))
    shuffle(order)
    rows = np.array(order, dtype=np.intp)

    background = _background(dataset, rules)
    told = _told(dataset, background, rules)
    columns: list[Column] = []
    for variable in dataset.codebook.variables:
        columns += _columns_of(dataset, variable, background, told)
    if not columns:
        raise NotAllowed(
            f"Nothing of round {dataset.codebook.round.id} may be handed on as single answers: its "
            f"tables tell no group of {rules.full_from} or more answer by answer, or its questions "
            "stand in cross-tables. Use xlsx (without --purpose), pptx or ddi."
        )
    classes = [_class_column(dataset, rules.full_from)] if dataset.codebook.classes else []
    return SingleResponses(
        codebook=dataset.codebook,
        n=dataset.n,
        least=rules.full_from,
        columns=tuple(_in_order(one, rows) for one in (*classes, *columns)),
        background=tuple(one.name for one in classes) + tuple(background),
        left_out=tuple(_left_out(dataset, columns, rules)),
    )


def _must_be_allowed(dataset: Dataset, rules: Rules) -> None:
    facts = dataset.codebook.round
    if not facts.microdata:
        raise NotAllowed(
            f"Round {facts.id} was created without --microdata, so those who answered were not "
            "told that single answers may be handed on. Use xlsx (without --purpose), pptx or ddi."
        )
    if rules.alone(dataset.n) < Detail.FULL:
        raise NotAllowed(
            f"Round {facts.id} has fewer than {rules.full_from} responses, too few for a file with "
            "single answers."
        )


# One division of the persons ----------------------------------------------------------------------


def _background(dataset: Dataset, rules: Rules) -> list[str]:
    """Return the single choices that may stand in the file."""
    divided = _divided_otherwise(dataset.codebook)
    singles = {
        one.name: dataset.codes[one.name]
        for one in dataset.codebook.variables
        if one.kind == "single" and one.name not in divided
    }
    return choose_background(np.zeros(dataset.n, dtype=np.int16), singles, rules.full_from)


def _divided_otherwise(codebook: Codebook) -> set[str]:
    """Return the single choices that are a second division of the persons of the tables.

    Two divisions of the same persons can tell together what neither tells alone. That is all of
    them beside classes or cross-tables; else those that an indicator weighs together with more.
    """
    singles = {one.name for one in codebook.variables if one.kind == "single"}
    if codebook.classes or declared_crosstabs(codebook):
        return singles
    several = [{leaf.item for leaf in leaves(one.condition)} for one in codebook.indicators]
    return singles & {item for items in several if len(items) > 1 for item in items}


def _crossed(dataset: Dataset) -> set[str]:
    """Return the items of cross-tables that are shown."""
    return {one.item.name for one in crosstabs(dataset) if not one.suppressed}


def _sizes(dataset: Dataset) -> list[int]:
    """Return how many are in no class, and in each."""
    count = len(dataset.codebook.classes)
    return [int(n) for n in np.bincount(dataset.classes, minlength=count + 1)]


def _class_column(dataset: Dataset, least: int) -> Column:
    """Return the classes of the tables; a small one has no name, as its rows have no answers."""
    names = [WITHOUT, *(one.name for one in dataset.codebook.classes)]
    sizes = _sizes(dataset)
    told = [place for place in (*range(1, len(names)), 0) if sizes[place] >= least]
    numbers = np.zeros(len(names), dtype=np.int16)
    numbers[told] = range(1, len(told) + 1)
    return Column(
        name=_free_name(dataset.codebook),
        kind="class",
        question=CLASS_LABEL,
        option="",
        codes=tuple(
            Code(code=str(value), text=names[place], value=value)
            for value, place in enumerate(told, start=1)
        ),
        values=numbers[dataset.classes],
    )


def _free_name(codebook: Codebook) -> str:
    taken = {one.name for one in codebook.variables}
    return next(name for name in (CLASS, "redovisningsgrupp", "samsvar_grupp") if name not in taken)


# What stands in it --------------------------------------------------------------------------------


def _told(dataset: Dataset, background: Sequence[str], rules: Rules) -> Mapping[str, Bools]:
    """Return, for each item, which responses' answers to it may stand in the file.

    An item of a cross-table that is shown has none: rows of many such tables and the answers beside
    each other in the file could tell who gave which background.
    """
    count = len(dataset.codebook.classes)
    cells = cells_of([np.zeros(dataset.n, np.int16), *(dataset.codes[one] for one in background)])
    crossed = _crossed(dataset)
    found = {}
    for variable in dataset.codebook.variables:
        if variable.kind not in ITEMS:
            continue
        given = answered(dataset, variable.name)
        if variable.name in crossed:
            found[variable.name] = np.zeros(dataset.n, dtype=np.bool_)
        elif count:
            found[variable.name] = told_in_classes(given, dataset.classes, count, rules)
        else:
            found[variable.name] = told_in_cells(given, cells, rules)
    places = dataset.classes if count else cells.places
    for entry in indexed_entries(dataset.codebook):
        for part_of in told_indexes(dataset, entry.items[0]):
            found = blank_beside_index(found, entry.items, part_of, places, rules)
    return found


def _columns_of(
    dataset: Dataset, variable: Variable, background: Sequence[str], told: Mapping[str, Bools]
) -> Iterator[Column]:
    question = f"{variable.stem} {variable.text}".strip()
    if variable.name in background:
        yield Column(
            name=variable.name,
            kind="single",
            question=question,
            option="",
            codes=variable.codes,
            values=dataset.codes[variable.name],
            variable=variable,
        )
    if variable.name not in told:
        return
    shown, given = told[variable.name], answered(dataset, variable.name)
    if not (shown & given).any():
        return
    remark = "" if shown[given].all() else PARTLY
    if variable.kind == "likert":
        yield Column(
            name=variable.name,
            kind="likert",
            question=question,
            option="",
            codes=variable.codes,
            values=_blank(dataset.codes[variable.name], shown),
            variable=variable,
            remark=remark,
        )
        return
    for code, column in zip(variable.codes, dataset.picks[variable.name], strict=True):
        yield Column(
            name=variable.columns[code.code],
            kind="pick",
            question=question,
            option=code.text,
            codes=PICK_CODES,
            values=_blank(column, shown),
            variable=variable,
            remark=remark,
        )


def _blank(column: Codes, shown: Bools) -> Codes:
    return np.where(shown, column, 0).astype(np.int16)


def _left_out(dataset: Dataset, columns: Sequence[Column], rules: Rules) -> Iterator[LeftOut]:
    codebook = dataset.codebook
    for one, size in zip(codebook.classes, _sizes(dataset)[1:], strict=True):
        if size < rules.full_from:
            yield LeftOut(name=one.name, text=one.name, reason="class")
    there = {one.variable.name for one in columns if one.variable}
    divided = _divided_otherwise(codebook) | _crossed(dataset)
    why: dict[str, Reason] = {"text": "words", "number": "number", "date": "number"}
    for variable in codebook.variables:
        if variable.name not in there:
            few: Reason = "combination" if variable.kind == "single" else "few"
            reason = why.get(variable.kind, "divided" if variable.name in divided else few)
            yield LeftOut(name=variable.name, text=variable.text, reason=reason)


def _in_order(column: Column, rows: Any) -> Column:
    return replace(column, values=column.values[rows])
