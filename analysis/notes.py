"""What must stand under every table for its numbers to be read right."""

from collections.abc import Sequence

from analysis.estimates import (
    ChoiceEstimate,
    IndicatorEstimate,
    LikertEstimate,
    NumberEstimate,
)
from analysis.intervals import ASSUMPTION
from analysis.measures import indicator_interval, measures
from analysis.summary import Summary
from analysis.swedish import WITHHELD, few


def notes(summary: Summary) -> list[str]:
    """Return what a reader must know: bases, “vet ej”, what is not shown and why."""
    found = [
        "n är de som har besvarat frågan, ”vet ej” inräknat. Ej svar ingår inte i n.",
        "Procent räknas på n och avrundas till hela tal. Median och medelvärde räknas utan "
        "”vet ej”.",
    ]
    if any(not few(item.n) and item.n is not None for item in summary.items):
        found.append(
            "Netto är andelen höga svar minus andelen låga, i procentenheter. En fjärdedel av "
            "svaren ligger på eller under den nedre kvartilen, en fjärdedel på eller över den övre."
        )
    if _any_interval(summary):
        found.append(ASSUMPTION)
    if _any_withheld(summary):
        found.append(
            f"{WITHHELD} betyder att talet inte visas: färre än {summary.codebook.round.k} har "
            "svarat, eller så skulle en så liten grupp eller enskilda svar gå att räkna ut."
        )
    if any(item.merged is not None for item in summary.items):
        found.append(
            "Där få har svarat visas skalan i tre delar: de låga svaren, mitten och de höga. "
            "Medelvärdet är då avrundat till närmaste halva, och visas inte där det skulle tala om "
            "hur många som har gett ett av svaren i en del."
        )
    if any(item.unanimous for item in summary.items):
        found.append("Mycket samstämmigt: alla har svarat inom samma del av skalan.")
    if any(choice.variable.kind == "multiple" for choice in summary.choices):
        found.append(
            "Där flera svar får väljas räknas procent på personer (n); andel av kryssen räknas på "
            "alla valda svar."
        )
    if any(few(one.n) for one in _answers(summary)):
        found.append("Procent skrivs inte ut när färre än tio har svarat.")
    if any(
        _does_not_add_up(one.percents)
        for one in _answers(summary)
        if one.variable.kind != "multiple"
    ):
        found.append("Summan kan avvika från 100 på grund av avrundning.")
    return found


def _answers(summary: Summary) -> list[LikertEstimate | ChoiceEstimate]:
    return [*summary.items, *summary.choices, *(one.estimate for one in summary.recoded)]


def _any_withheld(summary: Summary) -> bool:
    others: list[NumberEstimate | IndicatorEstimate] = [*summary.numbers, *summary.indicators]
    return any(one.suppressed for one in _answers(summary)) or any(one.suppressed for one in others)


def _any_interval(summary: Summary) -> bool:
    return any(measures(item, summary.codebook).interval for item in summary.items) or any(
        indicator_interval(one, summary.codebook) for one in summary.indicators
    )


def _does_not_add_up(percents: Sequence[int | None]) -> bool:
    known = [value for value in percents if value is not None]
    return len(known) == len(percents) and bool(known) and sum(known) != 100
