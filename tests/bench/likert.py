"""The Likert summary of a million responses, against one `numpy.bincount` for each item."""

import time
import tracemalloc
from collections.abc import Callable, Iterator
from statistics import median

import numpy as np
import pandas as pd

from analysis import Codebook, Dataset, summary
from analysis.codebook import Code, QuestionnaireFacts, ResponseClass, RoundFacts, Scale, Variable
from tests.bench.result import Result, against

BUDGET = 3
MEMORY = 2
RESPONSES = 1_000_000
FEW = 10_000
NAIVE = 0.2
"""At most so much of the time of the naive loop."""
ITEMS = 20
GROUPS = 12
CODES = 6


def measure(*, quick: bool) -> Iterator[Result]:
    """Measure the whole summary, by class and with everything protected that must be."""
    dataset = a_dataset(RESPONSES)
    small = a_dataset(FEW)
    columns = list(dataset.codes.values())

    def one_pass_per_item() -> None:
        for column in columns:
            np.bincount(column, minlength=CODES + 1)

    def whole_summary() -> None:
        summary(dataset, by_class=True)

    def small_summary() -> None:
        summary(small, by_class=True)

    whole_summary()
    yardsticks, measured, smalls = [], [], []
    for _ in range(5):
        yardsticks.append(_seconds(one_pass_per_item))
        measured.append(_seconds(whole_summary))
        smalls.append(_seconds(small_summary))
    took = median(measured) * 1000
    yield against(
        f"Likert summary, {_size(RESPONSES)}",
        took,
        median(yardsticks) * 1000,
        show="{:.0f} ms",
        of="bincount per item",
        at_most=BUDGET,
    )
    megabytes = 1024 * 1024
    read = (sum(column.nbytes for column in columns) + dataset.classes.nbytes) / megabytes
    yield against(
        "Likert summary, memory with its columns",
        read + _peak(whole_summary) / megabytes,
        read,
        show="{:.0f} MB",
        of="columns",
        at_most=MEMORY,
    )
    yield against(
        f"Likert summary, {_size(RESPONSES)}, growth",
        took,
        median(smalls) * 1000,
        show="{:.1f} ms",
        of=f"{FEW:,} responses".replace(",", " "),
        at_most=RESPONSES / FEW,
    )
    compared = dataset if not quick else a_dataset(RESPONSES // 10)
    ours = median(_seconds(lambda: summary(compared, by_class=True)) for _ in range(3))
    yield against(
        f"Likert summary, {_size(compared.n)}",
        ours * 1000,
        _seconds(_naive(compared)) * 1000,
        show="{:.0f} ms",
        of="loop in pandas",
        at_most=NAIVE,
    )


def _size(responses: int) -> str:
    return f"{responses:,} × {ITEMS} × {GROUPS}".replace(",", " ")


def _naive(dataset: Dataset) -> Callable[[], None]:
    """Return what a notebook does at first: each item in each group, filtered and counted."""
    frame = pd.DataFrame({"group": dataset.classes, **dataset.codes})

    def loop() -> None:
        for name in dataset.codes:
            for group in range(1, GROUPS + 1):
                answers = frame.loc[frame["group"] == group, name]
                given = answers[answers > 0]
                given.value_counts()
                given[given < CODES].mean()
                given[given < CODES].median()
                (given[given < CODES] >= 4).mean()

    return loop


def _seconds(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _peak(work: Callable[[], None]) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def a_dataset(responses: int) -> Dataset:
    chance = np.random.default_rng(2014)
    names = [f"tycker_{number}" for number in range(ITEMS)]
    codes = (
        *(Code(code=str(value), text=str(value), value=value) for value in range(1, CODES)),
        Code(code="vet_ej", text="Vet ej", missing=True),
    )
    groups = [ResponseClass(id=f"c{n}", name=f"Projekt {n}", groups=()) for n in range(GROUPS)]
    codebook = Codebook(
        format="samsvar-export",
        format_version=1,
        round=RoundFacts(
            id="x", title="x", access="codes", opens_on=None, closes_on=None, k=5, detail="standard"
        ),
        questionnaire=QuestionnaireFacts(
            id="x", version=1, title="x", source="", audience="handläggare", hash=""
        ),
        classes=tuple(groups),
        variables=tuple(
            Variable(name=one, kind="likert", question="tycker", text=one, scale="s", codes=codes)
            for one in names
        ),
        scales={"s": Scale(top=("4", "5"), bottom=("1", "2"), agree="instämmer")},
        indicators=(),
        report=(),
    )
    return Dataset(
        codebook=codebook,
        n=responses,
        classes=chance.integers(1, GROUPS + 1, responses).astype(np.int16),
        codes={one: chance.integers(0, CODES + 1, responses).astype(np.int16) for one in names},
        picks={},
        numbers={},
        days={},
        texts={},
        counts=(),
    )
