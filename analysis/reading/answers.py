"""A file of answers from another tool, or typed from paper → a Dataset, or all that is wrong."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Any

import msgspec
import numpy as np

from analysis.codebook import Codebook, ResponseClass
from analysis.dataset import NOT_PICKED, PICKED, Codes, Dataset, Days, Floats, GroupCount, OpenText
from analysis.reading.columns import Answers, read_answers_in
from analysis.reading.folding import is_blank, plain
from analysis.reading.headings import match_columns
from analysis.reading.in_the_file import only_what_is_in
from analysis.reading.known_headings import Headings
from analysis.reading.pooling import named_classes, pool
from analysis.reading.problems import Problems, Tell, listed, quoted, warn
from analysis.reading.rows import Row, read_table, text_of
from analysis.response_rate import ResponseRate

Shuffle = Callable[[list[Any]], None]
SHUFFLE: Shuffle = random.SystemRandom().shuffle

EVERYBODY = "Alla"
NO_GROUP = "Ingen grupp angiven"


def read_answers(
    content: bytes,
    name: str,
    codebook: Codebook,
    *,
    sheet: str | None = None,
    group_column: str | None = None,
    invited: int | None = None,
    tell: Tell = warn,
    shuffle: Shuffle = SHUFFLE,
) -> Dataset:
    """Return the answers in a CSV or XLSX file, one row a person, as if they had been exported.

    - `content` and `name`: the bytes of the file and what it is called;
    - `codebook`: what was asked; its classes are made here, from the column of groups;
    - `sheet`: which sheet of a workbook, if not the first;
    - `group_column`: its heading, if it is not `grupp` or `klass`; it may be a question too;
    - `invited`: how many were asked, where that is known;
    - `tell`: is given each thing that was left out, in Swedish; by default it is a warning.

    Small groups are pooled, rows and open answers shuffled, and open answers kept apart from the
    rest: what comes out is protected as a released round is.

    Raises AnswersError with every problem, by row and column; then nothing is read.
    """
    problems = Problems(name)
    known = Headings(codebook)
    table = read_table(content, name, known.count_known, sheet=sheet)
    columns = match_columns(table.headings, known, problems, tell, group_column=group_column)
    _must_be_as_wide(table.rows, len(table.headings), problems)
    if not table.rows:
        problems.in_file(
            "det finns inga svar under rubrikerna. Ta med en rad för varje person som har svarat."
        )
    codebook = only_what_is_in(columns, codebook)
    answers = read_answers_in(table.rows, columns, codebook, problems, tell)
    problems.stop_if_any()
    if codebook.not_in_file:
        named = listed([quoted(one) for one in codebook.not_in_file])
        tell(f"Följande frågor finns inte i filen och är inte med i resultatet: {named}.")
    _tell_empty(table.rows, answers, tell)
    if invited is not None and invited < len(table.rows):
        problems.in_file(f"{len(table.rows)} har svarat och bara {invited} var tillfrågade.")
        problems.stop_if_any()
    groups = _groups(table.rows, columns.group)
    order = list(range(len(table.rows)))
    shuffle(order)
    return _dataset(codebook, answers, groups, order, invited, shuffle)


def _must_be_as_wide(rows: Sequence[Row], width: int, problems: Problems) -> None:
    for row in rows:
        beyond = [cell for cell in row.cells[width:] if text_of(cell).strip()]
        if beyond:
            problems.in_row(
                row.number,
                "det står något till höger om den sista rubriken. Troligen står skiljetecknet i "
                "ett svar utan citattecken.",
            )


def _tell_empty(rows: Sequence[Row], answers: Answers, tell: Tell) -> None:
    answered: set[int] = set()
    singles: list[Sequence[object]] = [
        *answers.single.values(),
        *answers.numbers.values(),
        *answers.days.values(),
    ]
    for column in singles:
        answered.update(row for row, value in enumerate(column) if value is not None)
    several: list[Sequence[Sequence[object]]] = [
        *answers.multiple.values(),
        *answers.texts.values(),
    ]
    for lists in several:
        answered.update(row for row, value in enumerate(lists) if value)
    empty = [str(row.number) for place, row in enumerate(rows) if place not in answered]
    if empty:
        tell(
            f"Rader utan svar på någon fråga räknas ändå som svar: rad {listed(empty)}. Ta bort "
            "dem om ingen har svarat."
        )


def _groups(rows: Sequence[Row], column: int | None) -> list[str] | None:
    """Return the group of each row, None when the file has no groups.

    Spelt alike but for case and spaces is the same group, under the name it has first.
    """
    if column is None:
        return None
    names: dict[str, str] = {}
    groups = []
    for row in rows:
        written = " ".join(text_of(row.cell(column)).split())
        name = NO_GROUP if is_blank(written) else written
        groups.append(names.setdefault(plain(name), name))
    return groups


def _dataset(
    codebook: Codebook,
    answers: Answers,
    groups: Sequence[str] | None,
    order: Sequence[int],
    invited: int | None,
    shuffle: Shuffle,
) -> Dataset:
    n = len(order)
    answered = Counter(groups if groups is not None else [EVERYBODY] * n)
    pooled = pool(answered, codebook.round.k) if groups is not None else ()
    classes = tuple(
        ResponseClass(id=f"c{place}", name=" + ".join(several), groups=several)
        for place, several in enumerate(pooled, start=1)
    )
    class_of = {group: place for place, one in enumerate(classes, start=1) for group in one.groups}
    places = [class_of.get(group, 0) for group in groups] if groups is not None else [0] * n
    return Dataset(
        codebook=msgspec.structs.replace(
            codebook,
            classes=classes,
            response_rate=ResponseRate(invited=invited, answered=n),
        ),
        n=n,
        classes=_small([places[row] for row in order]),
        codes=_by_name(answers.single, lambda column: _codes(column, order)),
        picks=MappingProxyType(
            {
                one.name: _picks(answers.multiple[one.name], order, len(one.codes))
                for one in codebook.variables
                if one.kind == "multiple"
            }
        ),
        numbers=_by_name(answers.numbers, lambda column: _numbers(column, order)),
        days=_by_name(answers.days, lambda column: _days(column, order)),
        texts=_by_name(answers.texts, lambda texts: _texts(texts, places, classes, shuffle)),
        counts=tuple(
            GroupCount(
                group=group,
                class_id=classes[class_of[group] - 1].id if group in class_of else None,
                invited=invited if groups is None else None,
                answered=count,
                reasons={},
            )
            for group, count in answered.items()
        ),
    )


def _by_name(columns: Any, make: Callable[[Any], Any]) -> Any:
    return MappingProxyType({name: make(column) for name, column in columns.items()})


def _small(values: Sequence[int]) -> Codes:
    return np.array(values, dtype=np.int16)


def _codes(column: Sequence[int | None], order: Sequence[int]) -> Codes:
    return _small([0 if (place := column[row]) is None else place + 1 for row in order])


def _picks(
    column: Sequence[Sequence[int]], order: Sequence[int], options: int
) -> tuple[Codes, ...]:
    held = np.zeros((options, len(order)), dtype=np.int16)
    for new, row in enumerate(order):
        if column[row]:
            held[:, new] = NOT_PICKED
            held[list(column[row]), new] = PICKED
    return tuple(held)


def _numbers(column: Sequence[float | None], order: Sequence[int]) -> Floats:
    return np.array([np.nan if (one := column[row]) is None else one for row in order])


def _days(column: Sequence[Any], order: Sequence[int]) -> Days:
    return np.array([column[row] or np.datetime64("NaT") for row in order], dtype="datetime64[D]")


def _texts(
    column: Sequence[str],
    places: Sequence[int],
    classes: Sequence[ResponseClass],
    shuffle: Shuffle,
) -> tuple[OpenText, ...]:
    ids = [None, *(one.id for one in classes)]
    sizes = Counter(places)
    answered = {one.id: sizes[place] for place, one in enumerate(classes, start=1)}
    written = [(ids[places[row]], text) for row, text in enumerate(column) if text]
    shuffle(written)
    named = named_classes(Counter(class_id for class_id, _ in written), answered)
    return tuple(
        OpenText(class_id=class_id if class_id in named else None, text=text)
        for class_id, text in written
    )
