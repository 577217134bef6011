"""The results of one round, in the order of its report plan."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import assert_never

from analysis.answer_sentences import indicator_sentence
from analysis.codebook import (
    CountTable,
    CrossTable,
    Figure,
    IndicatorSentence,
    Means,
    OpenAnswers,
    ReportEntry,
    ShareSentence,
)
from analysis.definitions import definition
from analysis.estimates import LikertEstimate
from analysis.report.choice_results import choice_figure, count_table, number_result
from analysis.report.comparisons import comparisons
from analysis.report.cross_results import cross_table
from analysis.report.document import Block, Part
from analysis.report.likert_prose import item_prose, together
from analysis.report.likert_results import likert_figure, means_figure
from analysis.report.material import Desk
from analysis.report.open_results import open_result, quoted_besides
from analysis.report.plan import in_figures, plan_of, wanted_sentences
from analysis.report.topics import heading
from analysis.report.writing import note, paragraph
from analysis.sentences import outside_sentence
from analysis.words import number

OPEN_ANSWERS = "Svar i fritext"


def results(desk: Desk) -> Iterator[Block]:
    """Write the chapter of a round: what its report plan asks for, and nothing else."""
    yield desk.pen.chapter(desk.material.title)
    if desk.material.too_few:
        k = number(desk.material.k)
        yield paragraph(
            f"Färre än {k} har svarat. Inga resultat visas, eftersom de skulle kunna peka ut någon."
        )
        return
    yield from _opening(desk)
    yield from _said_once(_planned(desk))
    if desk.options.compare_groups and desk.material.codebook.classes:
        yield from comparisons(desk)


def _said_once(blocks: Iterable[Block]) -> Iterator[Block]:
    """Give the blocks, without one that says the same as the one before it."""
    before: Block | None = None
    for block in blocks:
        if block != before:
            yield block
        before = block


def _planned(desk: Desk) -> Iterator[Block]:
    besides = quoted_besides(desk.material)
    plan = (*plan_of(desk.material.codebook), *besides)
    first_open = next((one for one in plan if isinstance(one, OpenAnswers)), None)
    runs = [(kind, list(entries)) for kind, entries in groupby(plan, key=type)]
    for place, (kind, entries) in enumerate(runs, start=1):
        if kind is ShareSentence:
            yield from _shares(entries, desk)
            continue
        if kind is OpenAnswers and place == len(runs) and (len(entries) > 1 or besides):
            yield desk.pen.section(OPEN_ANSWERS)
        for entry in entries:
            if title := getattr(entry, "title", ""):
                yield desk.pen.section(heading(title))
            yield from _entry(entry, desk, first=entry is first_open)


def _opening(desk: Desk) -> Iterator[Block]:
    material = desk.material
    people = "person" if material.summary.n == 1 else "personer"
    told = (
        f"Kapitlet redovisar svaren på ”{material.codebook.questionnaire.title}”, som "
        f"{number(material.summary.n)} {people} besvarade."
    )
    form, tables = material.appendix("form"), material.appendix("tables")
    where: list[str | Part] = []
    if form:
        where += [" Frågorna finns i sin helhet i ", form, "."]
    if tables:
        where += [" Alla tal finns i ", tables]
        by_class = material.appendix("classes")
        where += [", per grupp i ", by_class, "."] if by_class else ["."]
    yield paragraph(told, *where)


def _entry(entry: ReportEntry, desk: Desk, *, first: bool) -> Iterator[Block]:
    wanted = wanted_sentences(desk.material.codebook)
    match entry:
        case Figure():
            yield from _figure(entry, desk)
        case Means():
            items = [desk.material.item(name) for name in entry.items]
            yield from means_figure(entry, items, desk)
        case ShareSentence():
            yield from _shares([entry], desk)
        case CountTable():
            yield from count_table(entry, desk, wanted)
        case CrossTable():
            yield from cross_table(entry, desk)
        case IndicatorSentence():
            yield from _indicator(entry, desk)
        case OpenAnswers():
            yield from open_result(entry.item, desk, first=first)
        case _:
            assert_never(entry)


def _figure(entry: Figure, desk: Desk) -> Iterator[Block]:
    """Write the items of a figure by kind, in the order of the plan."""
    likert = [desk.material.item(name) for name in entry.items if desk.material.items(name)]
    if likert:
        wanted = wanted_sentences(desk.material.codebook)
        yield from likert_figure(entry, likert, desk, wanted)
    for name in entry.items:
        for choice in desk.material.choices(name)[:1]:
            title = entry.title if len(entry.items) == 1 else choice.variable.text
            yield from choice_figure(title, choice, desk)
        yield from number_result(desk.material.numbers(name), desk)


def _shares(entries: Sequence[ReportEntry], desk: Desk) -> Iterator[Block]:
    """Write the sentences that follow on each other as one paragraph.

    An item of a diagram has its sentence there.
    """
    beside = in_figures(desk.material.codebook)
    names = [one.item for one in entries if isinstance(one, ShareSentence)]
    items = [desk.material.item(name) for name in names if name not in beside]
    if items:
        yield paragraph(" ".join(dict.fromkeys(_told(items, desk))))


def _told(items: Sequence[LikertEstimate], desk: Desk) -> Iterator[str]:
    """Give the sentences, together where nothing needs to be said of “vet ej”."""
    k = desk.material.k

    def alone(item: LikertEstimate) -> str:
        return item.variable.name if outside_sentence(item) or item.unanimous else ""

    for _, group in groupby(items, key=lambda one: (one.variable.scale, alone(one))):
        run = list(group)
        scale = desk.material.scale(run[0].variable)
        yield item_prose(run[0], scale, k) if len(run) == 1 else together(run, scale, k)


def _indicator(entry: IndicatorSentence, desk: Desk) -> Iterator[Block]:
    """Write the share, and in small print how it is counted."""
    estimate = desk.material.indicator(entry.indicator)
    told = indicator_sentence(estimate, desk.material.codebook)
    how = definition(estimate.indicator, desk.material.codebook)
    yield paragraph(told.removesuffix(how).strip())
    if not estimate.suppressed:
        yield note(how)
