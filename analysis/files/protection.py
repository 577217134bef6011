"""Single closed answers as they may be handed on: what is left in, and what is left out and why.

Who knows some of a person's answers can find the rest, so a file with one row a person is off until
the round allows it, and then holds closed answers, the class and single choices only (rule 9).
Since it tells every category, its smallest combination is the base from which the engine shows all
categories: `Rules.full_from`, never less than k.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from analysis.codebook import Code, Codebook, Variable
from analysis.dataset import Codes, Dataset
from analysis.disclosure import Detail, Rules, details_of, rules_of
from analysis.errors import AnalysisError
from analysis.files.answers import Column, LeftOut, Reason, SingleResponses
from analysis.files.combinations import Cells, cells_of, choose_background, pooled_classes

Shuffle = Callable[[list[Any]], None]
SHUFFLE: Shuffle = random.SystemRandom().shuffle
"""Production's: nobody can know or repeat it."""

CLASS = "grupp"
CLASS_LABEL = "Grupp"
WITHOUT = "svar utan grupp"
LONGEST_POOL = 100
PICK_CODES = (
    Code(code="0", text="Inte valt", value=0),
    Code(code="1", text="Valt", value=1),
)
PARTLY = (
    "Delvis utelämnad: där för få i en grupp har besvarat frågan är deras svar tomma, så att de "
    "inte går att räkna ut."
)


class NotAllowed(AnalysisError):
    """Single answers of this round may not be handed on."""


def single_responses(dataset: Dataset, *, shuffle: Shuffle = SHUFFLE) -> SingleResponses:
    """Return the single answers of a round as they may be handed on.

    Raises NotAllowed when the respondents were not told, or when too few answered.
    """
    rules = rules_of(dataset.codebook.round)
    _must_be_allowed(dataset, rules)
    order = list(range(dataset.n))
    shuffle(order)
    rows = np.array(order, dtype=np.intp)
    left_out: list[LeftOut] = []

    class_column = _class_column(dataset, rules.full_from, left_out)
    singles = {one.name: dataset.codes[one.name] for one in _of_kind(dataset, "single")}
    groups = class_column.values if class_column else np.zeros(dataset.n, dtype=np.int16)
    kept = choose_background(groups, singles, rules.full_from)
    cells = cells_of([groups, *(singles[name] for name in kept)])

    columns = [class_column] if class_column else []
    for variable in dataset.codebook.variables:
        found = list(_columns_of(dataset, variable, kept, rules, groups, cells))
        columns += found
        if not found:
            left_out.append(_not_there(variable))
    return SingleResponses(
        codebook=dataset.codebook,
        n=dataset.n,
        least=rules.full_from,
        columns=tuple(_in_order(one, rows) for one in columns),
        background=tuple([CLASS] if class_column else []) + tuple(kept),
        left_out=tuple(left_out),
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


def _of_kind(dataset: Dataset, kind: str) -> list[Variable]:
    return [one for one in dataset.codebook.variables if one.kind == kind]


def _class_column(dataset: Dataset, least: int, left_out: list[LeftOut]) -> Column | None:
    named = dataset.codebook.classes
    if not named:
        return None
    parts = pooled_classes(dataset.classes, len(named), least)
    if not parts:
        left_out.append(LeftOut(name=CLASS, text=CLASS_LABEL, reason="class"))
        return None
    values = np.zeros(dataset.n, dtype=np.int16)
    codes = []
    for place, part in enumerate(parts, start=1):
        values[np.isin(dataset.classes, part)] = place
        together = " + ".join(named[one - 1].name if one else WITHOUT for one in part)
        text = together if len(together) <= LONGEST_POOL else "Övriga grupper"
        codes.append(Code(code=str(place), text=text, value=place))
    return Column(
        name=_free_name(dataset.codebook),
        kind="class",
        question=CLASS_LABEL,
        option="",
        codes=tuple(codes),
        values=values,
    )


def _free_name(codebook: Codebook) -> str:
    taken = {one.name for one in codebook.variables}
    return next(name for name in (CLASS, "redovisningsgrupp", "samsvar_grupp") if name not in taken)


def _columns_of(
    dataset: Dataset,
    variable: Variable,
    kept: Sequence[str],
    rules: Rules,
    groups: Codes,
    cells: Cells,
) -> Iterator[Column]:
    question = f"{variable.stem} {variable.text}".strip()
    if variable.kind == "single" and variable.name in kept:
        yield Column(
            name=variable.name,
            kind="single",
            question=question,
            option="",
            codes=variable.codes,
            values=dataset.codes[variable.name],
            variable=variable,
        )
    elif variable.kind == "likert":
        column = dataset.codes[variable.name]
        shown = _may_be_shown(column > 0, rules, groups, cells)
        if (shown & (column > 0)).any():
            yield Column(
                name=variable.name,
                kind="likert",
                question=question,
                option="",
                codes=variable.codes,
                values=np.where(shown, column, 0).astype(np.int16),
                variable=variable,
                remark="" if shown.all() else PARTLY,
            )
    elif variable.kind == "multiple":
        picks = dataset.picks[variable.name]
        shown = _may_be_shown(picks[0] > 0, rules, groups, cells)
        if not (shown & (picks[0] > 0)).any():
            return
        for code, column in zip(variable.codes, picks, strict=True):
            yield Column(
                name=variable.columns[code.code],
                kind="pick",
                question=question,
                option=code.text,
                codes=PICK_CODES,
                values=np.where(shown, column, 0).astype(np.int16),
                variable=variable,
                remark="" if shown.all() else PARTLY,
            )


def _may_be_shown(answered: Any, rules: Rules, groups: Codes, cells: Cells) -> Any:
    """Return, for each response, whether its answer to one item may stand in the file.

    What is blank must not be had by subtracting what is there from what a table tells: of everyone
    and of each class. So the engine judges classes as parts of everyone, and combinations as parts
    of their class. Where nobody answered there is nothing to hide.
    """
    shown = np.ones(len(answered), dtype=np.bool_)
    total = int(answered.sum())
    bases = {int(one): int(answered[groups == one].sum()) for one in np.unique(groups)}
    for group in _hidden(total, bases, rules):
        shown[groups == group] = False
    for group, base in bases.items():
        inside = {
            int(cell): int(answered[cells.places == cell].sum())
            for cell in np.unique(cells.places[groups == group])
        }
        for cell in _hidden(base, inside, rules):
            shown[cells.places == cell] = False
    return shown


def _hidden(total: int, bases: dict[int, int], rules: Rules) -> list[int]:
    answering = {place: base for place, base in bases.items() if base}
    _, *details = details_of(total, list(answering.values()), rules)
    return [place for place, detail in zip(answering, details, strict=True) if detail < Detail.FULL]


def _not_there(variable: Variable) -> LeftOut:
    why: dict[str, Reason] = {
        "text": "words",
        "number": "number",
        "date": "number",
        "single": "combination",
    }
    return LeftOut(name=variable.name, text=variable.text, reason=why.get(variable.kind, "few"))


def _in_order(column: Column, rows: Any) -> Column:
    return replace(column, values=column.values[rows])
