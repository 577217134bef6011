"""Entries of the report plan about choices and numbers: tables, bars and their sentences."""

from collections.abc import Collection, Iterator, Sequence

from analysis.answer_sentences import choice_sentence, number_sentence
from analysis.choice_bars import choice_bars
from analysis.codebook import CountTable
from analysis.definitions import question
from analysis.estimates import ChoiceEstimate, LikertEstimate, NumberEstimate
from analysis.headlines import choice_headline
from analysis.likert_key import NoFigure
from analysis.report.choice_cells import choice_grid
from analysis.report.document import Block
from analysis.report.likert_cells import TOTAL, group_grid
from analysis.report.likert_prose import item_prose
from analysis.report.material import Desk
from analysis.report.writing import Grid, capital, captioned, paragraph
from analysis.sentences import withheld_sentence
from analysis.swedish import counted_share


def choice_figure(title: str, estimate: ChoiceEstimate, desk: Desk) -> Iterator[Block]:
    """Write the bars of a choice with their table, or a table of counts where few answered."""
    if estimate.n is None:
        yield paragraph(withheld_sentence(desk.material.k))
        return
    message = "" if estimate.suppressed else choice_sentence(estimate, desk.material.k)
    try:
        drawing = choice_bars(estimate, title=choice_headline(estimate) or captioned(title))
    except NoFigure:
        yield from _choice_table(title, estimate, message, desk)
        return
    yield paragraph(f"{message} Alla svar visas i ", desk.pen.next_diagram(), ".")
    yield desk.pen.diagram(title, drawing)
    yield desk.pen.beside(choice_grid(estimate))


def count_table(entry: CountTable, desk: Desk, told_elsewhere: Collection[str]) -> Iterator[Block]:
    """Write a table of the answers to one question, of everyone and of each class if planned."""
    likert = desk.material.items(entry.item)
    choices = desk.material.choices(entry.item)
    estimates: Sequence[LikertEstimate] | Sequence[ChoiceEstimate] = likert or choices
    if not estimates:
        yield from number_result(desk.material.numbers(entry.item), desk)
        return
    everyone = estimates[0]
    title = entry.title or everyone.variable.text
    if everyone.n is None:
        yield paragraph(withheld_sentence(desk.material.k))
        return
    if entry.item in told_elsewhere:
        message = ""
    elif isinstance(everyone, LikertEstimate):
        scale = desk.material.scale(everyone.variable)
        message = item_prose(everyone, scale, desk.material.k)
    else:
        message = "" if everyone.suppressed else choice_sentence(everyone, desk.material.k)
    yield from _choice_table(title, everyone, message, desk)
    if entry.by_group and desk.material.codebook.classes:
        yield from _by_group(title, likert, choices, desk)


def _choice_table(
    title: str, estimate: ChoiceEstimate | LikertEstimate, message: str, desk: Desk
) -> Iterator[Block]:
    """Write the message and where all the answers are, then the table."""
    recount = desk.material.recount(estimate.variable.name)
    grid = choice_grid(estimate, recount.estimate if recount else None)
    if message:
        yield paragraph(f"{message} Alla svar finns i ", desk.pen.next_table(), ".")
    else:
        asked = question(estimate.variable)
        yield paragraph(desk.pen.next_table(capital=True), f" visar svaren på frågan {asked}.")
    yield desk.pen.table(title, grid)


def _by_group(
    title: str,
    likert: Sequence[LikertEstimate],
    choices: Sequence[ChoiceEstimate],
    desk: Desk,
) -> Iterator[Block]:
    if likert:
        grid = group_grid(likert, desk.material.scale(likert[0].variable))
    else:
        grid = choices_by_group(choices)
    yield paragraph(desk.pen.next_table(capital=True), " visar samma svar per grupp.")
    yield desk.pen.table(f"{title.rstrip('. ')}, per grupp", grid)


def choices_by_group(choices: Sequence[ChoiceEstimate]) -> Grid:
    """Return a row for everyone and each class of which anything is shown, a column an answer."""
    shown = [one for one in choices if one.n is not None]
    hidden = [one.group or TOTAL for one in choices if one.n is None]
    codes = choices[0].variable.codes
    rows = [
        (one.group or TOTAL, *(counted_share(count, one.n) for count in one.counts), str(one.n))
        for one in shown
    ]
    notes = [f"Ingår inte i redovisningen separat: {', '.join(hidden)}."] if hidden else []
    return Grid(
        header=("Grupp", *(capital(code.text) for code in codes), "Antal"),
        rows=tuple(rows),
        notes=tuple(notes),
        strong_rows=frozenset(place for place, one in enumerate(shown) if one.group is None),
    )


def number_result(estimates: Sequence[NumberEstimate], desk: Desk) -> Iterator[Block]:
    """Write what was answered with a number, as a sentence."""
    for one in estimates[:1]:
        yield paragraph(number_sentence(one, desk.material.k))
