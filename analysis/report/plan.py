"""What the results of a round are printed as: its report plan, or one made from what was asked."""

from collections.abc import Iterator
from itertools import groupby

from analysis.codebook import (
    Codebook,
    CountTable,
    Figure,
    IndicatorSentence,
    OpenAnswers,
    ReportEntry,
    ShareSentence,
    Variable,
)


def plan_of(codebook: Codebook) -> tuple[ReportEntry, ...]:
    """Return the report plan; without one, every question in the order asked."""
    return codebook.report or tuple(_every_question(codebook))


def wanted_sentences(codebook: Codebook) -> frozenset[str]:
    """Return the items that the plan wants a sentence about."""
    shares = [one.item for one in plan_of(codebook) if isinstance(one, ShareSentence)]
    return frozenset(shares)


def in_figures(codebook: Codebook) -> frozenset[str]:
    """Return the items of the plan's diagrams, whose sentences stand beside these."""
    figures = [one for one in plan_of(codebook) if isinstance(one, Figure)]
    return frozenset(name for one in figures for name in one.items)


def _every_question(codebook: Codebook) -> Iterator[ReportEntry]:
    """Give a figure for each battery, a table for each choice, the answers to open questions."""
    for _, group in groupby(codebook.variables, key=lambda one: (one.question, one.kind)):
        variables = list(group)
        first = variables[0]
        match first.kind:
            case "likert":
                title = first.stem or first.text
                yield Figure(title=title, items=tuple(one.name for one in variables))
            case "single" | "multiple" | "number":
                yield CountTable(item=first.name, title=first.text)
            case "text":
                yield from (OpenAnswers(item=one.name) for one in variables if _asked(one))
            case "date":
                pass
    yield from (IndicatorSentence(indicator=one.id) for one in codebook.indicators)


def _asked(variable: Variable) -> bool:
    """Return whether an open variable is a question of its own, not a “nämligen”."""
    return variable.specifies is None
