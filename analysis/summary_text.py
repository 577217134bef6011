"""A summary for a terminal, at most 100 columns wide."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from analysis.codebook import Codebook, Variable
from analysis.estimates import (
    ChoiceEstimate,
    IndicatorEstimate,
    LikertEstimate,
    NumberEstimate,
    Share,
)
from analysis.group_comparison import UNTESTED, GroupComparison
from analysis.intervals import Interval
from analysis.measures import indicator_interval, measures
from analysis.notes import notes
from analysis.summary import Summary
from analysis.swedish import NO_BREAK, WITHHELD, code_label, few, percentage, short
from analysis.text_table import WIDTH, Row, table

LONGEST_HEADING = 12

Estimate = TypeVar("Estimate", LikertEstimate, ChoiceEstimate, NumberEstimate)


def summary_text(summary: Summary, compared: GroupComparison | None = None) -> str:
    """Return the summary as tables to read, with headings and notes in Swedish."""
    title = f"{summary.codebook.questionnaire.title}: {summary.codebook.round.title}"
    parts = [
        [*textwrap.wrap(title, WIDTH), f"{summary.n} svar"],
        *_likert(summary),
        *_choices([(one.variable.text, one) for one in summary.choices]),
        *_choices(
            [
                (f"{one.estimate.variable.text} (efter kodning av ”nämligen”)", one.estimate)
                for one in summary.recoded
            ]
        ),
        *_numbers(summary.numbers),
        *_indicators(summary.indicators, summary.codebook),
        *(_comparisons(compared) if compared else []),
        [line for note in notes(summary) for line in textwrap.wrap(note, WIDTH)],
    ]
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _likert(summary: Summary) -> Iterator[list[str]]:
    def battery(item: LikertEstimate) -> tuple[str, str | None]:
        return item.variable.question, item.variable.scale

    for _, items in groupby(summary.items, key=battery):
        together = list(items)
        first = together[0].variable
        scale = summary.codebook.scale_of(first)
        header = [
            *(_heading(code.code, code.text) for code in first.codes),
            "n",
            "Ej svar",
            code_label(first, scale.top),
            "Median",
            "Medel",
        ]
        rows = [row for item in together for row in _item_rows(item, summary.codebook)]
        yield [
            *textwrap.wrap(first.stem or "", WIDTH),
            *textwrap.wrap(_legend(first), WIDTH),
            *table("", header, rows),
        ]


def _legend(variable: Variable) -> str:
    """Return what the headings stand for, where they do not say it themselves."""
    named = (
        f"{_heading(code.code, code.text)} {code.text}"
        for code in variable.codes
        if _heading(code.code, code.text) != code.text
    )
    return " · ".join(one.replace(" ", NO_BREAK) for one in named)


def _heading(code: str, text: str) -> str:
    return code if code.isdigit() else textwrap.shorten(text, LONGEST_HEADING, placeholder="…")


def _item_rows(item: LikertEstimate, codebook: Codebook) -> Iterator[tuple[str, Row]]:
    yield (
        _label(item.variable, item.group),
        [
            *(_count(count) for count in item.counts),
            _count(item.n),
            _count(item.no_answer),
            _of_n(item.top2),
            _figure(item.median, shown=item.median is not None or not item.suppressed),
            _mean(
                item.mean,
                shown=item.mean is not None or not item.suppressed,
                coarse=item.suppressed,
            ),
        ],
    )
    if item.merged is not None:
        same = "; mycket samstämmigt" if item.unanimous else ""
        merged = item.merged
        outside = f", utanför skalan {merged.outside}" if merged.outside else ""
        yield (
            f"    låga {merged.bottom}, mitten {merged.middle}, höga {merged.top}{outside}{same}",
            [],
        )
    elif not few(item.n) and not item.suppressed:
        yield "    procent", [*(short(value) for value in item.percents), *[""] * 5]
        if item.group is None:
            yield f"    {_more(item, codebook)}", []


def _more(item: LikertEstimate, codebook: Codebook) -> str:
    """Return on one line what follows from the counts of everyone."""
    more = measures(item, codebook)
    outside = any(code.value is None for code in item.variable.codes)
    told = [
        f"låga {percentage(item.bottom2.percent)}",
        f"netto {_signed(more.net)}",
        f"höga utan vet ej {percentage(item.top2_substantive.percent)}" if outside else "",
        f"kvartiler {short(more.quartiles.lower)} och {short(more.quartiles.upper)}"
        if more.quartiles
        else "",
        f"standardavvikelse {_mean(more.sd, shown=True, coarse=False)}"
        if more.sd is not None
        else "",
        _interval(more.interval),
    ]
    return " · ".join(one.replace(" ", NO_BREAK) for one in told if one)


def _interval(interval: Interval | None) -> str:
    if interval is None:
        return ""
    low, high = interval.percents
    return f"95-procentigt intervall {low}–{percentage(high)}"


def _signed(value: int | None) -> str:
    return "" if value is None else f"{value:+d}".replace("-", "−")


def _choices(asked: Iterable[tuple[str, ChoiceEstimate]]) -> Iterator[list[str]]:
    for text, choice in asked:
        multiple = choice.variable.kind == "multiple"
        header = ["Antal", "Procent", *(["Av kryssen"] if multiple else [])]
        share = [None] * len(choice.counts) if few(choice.n) else choice.percents
        rows = [
            (
                code.text,
                [
                    _count(count),
                    percentage(percent),
                    *([percentage(picks)] if multiple else []),
                ],
            )
            for code, count, percent, picks in zip(
                choice.variable.codes,
                choice.counts,
                share,
                choice.percents_of_picks,
                strict=True,
            )
        ]
        base = f"n = {_count(choice.n)}, ej svar {_count(choice.no_answer)}"
        base += f", {_count(choice.picks)} kryss" if multiple else ""
        group = [choice.group] if choice.group else []
        yield [*textwrap.wrap(text, WIDTH), *group, base, *table("", header, rows)]


def _numbers(numbers: Sequence[NumberEstimate]) -> Iterator[list[str]]:
    if numbers:
        header = ["n", "Ej svar", "Median", "Medel", "Enhet"]
        rows = [
            (
                _label(one.variable, one.group),
                [
                    _count(one.n),
                    _count(one.no_answer),
                    _figure(one.median, shown=one.median is not None or not one.suppressed),
                    _mean(one.mean, shown=one.n is not None, coarse=one.suppressed),
                    one.variable.unit,
                ],
            )
            for one in numbers
        ]
        yield table("Tal", header, rows)


def _indicators(indicators: Sequence[IndicatorEstimate], codebook: Codebook) -> Iterator[list[str]]:
    rows: list[tuple[str, Row]] = []
    for one in indicators:
        name = f"  {one.group}" if one.group else one.indicator.text
        rows.append((name, [_share(one.share)]))
        if interval := _interval(indicator_interval(one, codebook)):
            rows.append((f"    {interval}", []))
    if rows:
        yield table("Indikatorer", ["Antal"], rows)


def _comparisons(compared: GroupComparison) -> Iterator[list[str]]:
    yield ["Jämförelse mellan grupperna", *textwrap.wrap(compared.caveat, WIDTH)]
    untested = [one.variable.text for one in compared.comparisons if one.test is None]
    for one in compared.comparisons:
        if one.test is not None:
            told = textwrap.wrap(one.sentence, WIDTH, initial_indent="  ", subsequent_indent="  ")
            yield [*textwrap.wrap(one.variable.text, WIDTH), *told]
    if untested:
        named = [textwrap.wrap(f"- {text}", WIDTH, subsequent_indent="  ") for text in untested]
        yield [UNTESTED, *(line for lines in named for line in lines)]


def _label(variable: Variable, group: str | None) -> str:
    return f"  {group}" if group else variable.text


def _count(count: int | None) -> str:
    return WITHHELD if count is None else str(count)


def _figure(value: float | None, *, shown: bool) -> str:
    return short(value) if shown else WITHHELD


def _mean(value: float | None, *, shown: bool, coarse: bool) -> str:
    """Return a mean with the same two decimals down the column, fewer where it was blurred."""
    if value is None or coarse:
        return _figure(value, shown=shown)
    return f"{value:.2f}".replace(".", ",")


def _of_n(share: Share) -> str:
    """Return a count whose base stands in the column n."""
    if share.count is None:
        return WITHHELD
    return str(share.count) if few(share.of) else f"{share.count} ({percentage(share.percent)})"


def _share(share: Share) -> str:
    if share.count is None:
        return WITHHELD
    of = f"{share.count} av {share.of}"
    return of if few(share.of) else f"{of} ({percentage(share.percent)})"
