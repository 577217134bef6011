"""A summary as a tidy CSV: one row for each number, its count and base beside it."""

from collections.abc import Iterator
from pathlib import Path

from analysis.cells import BOM, Cell, csv_for_excel
from analysis.codebook import Variable
from analysis.estimates import (
    ChoiceEstimate,
    IndicatorEstimate,
    LikertEstimate,
    NumberEstimate,
)
from analysis.intervals import Interval
from analysis.measures import indicator_interval, measures
from analysis.summary import Summary
from analysis.swedish import cell, code_label

CSV_HEADER = (
    "del",
    "variabel",
    "text",
    "grupp",
    "n",
    "ej svar",
    "mått",
    "beteckning",
    "antal",
    "bas",
    "procent",
    "värde",
)
ITEM, CHOICE, MULTIPLE, RECODED, NUMBER, INDICATOR = (
    "påstående",
    "val",
    "flerval",
    "kodat",
    "tal",
    "indikator",
)
EVERYONE = "Alla"


def write_summary_csv(summary: Summary, path: Path) -> None:
    """Write the summary to a CSV that a Swedish Excel opens."""
    path.write_text(BOM + summary_csv(summary), encoding="utf-8", newline="")


def summary_csv(summary: Summary) -> str:
    """Return the summary as CSV with one row for each number, its count and base beside it.

    A number that may not be shown is `..`; one that does not exist is empty.
    """
    return csv_for_excel(CSV_HEADER, _tidy(summary))


def _tidy(summary: Summary) -> Iterator[list[Cell]]:
    for item in summary.items:
        yield from _tidy_item(summary, item)
    for choice in summary.choices:
        yield from _tidy_choice(MULTIPLE if choice.variable.kind == "multiple" else CHOICE, choice)
    for one in summary.recoded:
        yield from _tidy_choice(RECODED, one.estimate)
    for number in summary.numbers:
        head = _head(NUMBER, number)
        yield [*head, "median", number.variable.unit, *[None] * 3, cell(number.median, number)]
        yield [*head, "medel", number.variable.unit, *[None] * 3, cell(number.mean, number)]
    for share in summary.indicators:
        of = cell(share.share.of, share)
        yield [
            *(*_indicated(share), of, None, "andel", None, cell(share.share.count, share), of),
            *(cell(share.share.percent, share), None),
        ]
        yield from _interval(
            [*_indicated(share), of, None], indicator_interval(share, summary.codebook)
        )


def _tidy_item(summary: Summary, item: LikertEstimate) -> Iterator[list[Cell]]:
    scale = summary.codebook.scale_of(item.variable)
    head = _head(ITEM, item)
    for code, count, percent in zip(item.variable.codes, item.counts, item.percents, strict=True):
        yield [
            *(*head, code.code, code.text, cell(count, item)),
            *(cell(item.n, item), cell(percent, item), None),
        ]
    for name, codes, share in (
        ("höga", scale.top, item.top2),
        ("låga", scale.bottom, item.bottom2),
        ("höga utan vet ej", scale.top, item.top2_substantive),
    ):
        yield [
            *(*head, name, code_label(item.variable, codes), cell(share.count, item)),
            *(cell(share.of, item), cell(share.percent, item), None),
        ]
    more = measures(item, summary.codebook)
    if any(code.value is None for code in item.variable.codes):
        for code, count, percent in zip(
            item.variable.codes, item.counts, more.substantive, strict=True
        ):
            if code.value is not None:
                yield [
                    *(*head, f"{code.code} utan vet ej", code.text, cell(count, item)),
                    *(cell(item.top2_substantive.of, item), cell(percent, item), None),
                ]
    yield from _interval(head, more.interval)
    known = more.quartiles
    rest: tuple[tuple[str, str | None, float | None], ...] = (
        ("netto", "procentenheter", more.net),
        ("nedre kvartil", None, None if known is None else known.lower),
        ("median", None, item.median),
        ("övre kvartil", None, None if known is None else known.upper),
        ("medel", None, item.mean),
        ("standardavvikelse", None, more.sd),
    )
    for name, unit, value in rest:
        yield [*head, name, unit, *[None] * 3, cell(value, item)]


def _interval(head: list[Cell], interval: Interval | None) -> Iterator[list[Cell]]:
    if interval is not None:
        for name, value in zip(("från", "till"), interval.percents, strict=True):
            yield [*head, f"95 % {name}", "andel av alla inbjudna", None, None, value, None]


def _tidy_choice(part: str, choice: ChoiceEstimate) -> Iterator[list[Cell]]:
    head = _head(part, choice)
    for code, count, percent in zip(
        choice.variable.codes, choice.counts, choice.percents, strict=True
    ):
        yield [
            *(*head, code.code, code.text, cell(count, choice)),
            *(cell(choice.n, choice), cell(percent, choice), None),
        ]
    if choice.variable.kind == "multiple":
        for code, count, share in zip(
            choice.variable.codes, choice.counts, choice.percents_of_picks, strict=True
        ):
            yield [
                *(*head, f"{code.code} av kryssen", code.text, cell(count, choice)),
                *(cell(choice.picks, choice), cell(share, choice), None),
            ]


def _indicated(share: IndicatorEstimate) -> list[Cell]:
    return [INDICATOR, share.indicator.id, share.indicator.text, share.group or EVERYONE]


def _head(part: str, one: LikertEstimate | ChoiceEstimate | NumberEstimate) -> list[Cell]:
    named = [part, one.variable.name, _full_text(one.variable), one.group or EVERYONE]
    return [*named, cell(one.n, one), cell(one.no_answer, one)]


def _full_text(variable: Variable) -> str:
    return f"{variable.stem} – {variable.text}" if variable.stem else variable.text
