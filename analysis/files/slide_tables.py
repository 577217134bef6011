"""Slides with rows of counts: declared cross-tables, and choices by group."""

from collections.abc import Iterator, Sequence

from analysis import alt_text
from analysis.codebook import Variable
from analysis.crosstab import CrossTabEstimate
from analysis.definitions import question
from analysis.estimates import ChoiceEstimate, LikertEstimate
from analysis.files.slides import MOST_ROWS, TOTAL, Lines, Rows, Slide
from analysis.swedish import counted_share, few

COUNTED = "Antal, och procent av dem på raden där minst tio har svarat."


def cross_table(estimate: CrossTabEstimate) -> Iterator[Slide]:
    """Yield a cross-table of the plan, on as many slides as it needs, or why it is not shown."""
    title = estimate.title or f"{alt_text.statement(estimate.item)}, efter {estimate.by.text}"
    if not estimate.rows:
        yield Slide(title=title.removesuffix("."), body=Lines(texts=(estimate.reason,)))
        return
    yield from _tables(
        title,
        estimate.item,
        [one for one in estimate.rows if one.n],
        base=f"{question(estimate.item)}, efter svaren på {question(estimate.by)}. {COUNTED} "
        f"{estimate.n} har besvarat båda frågorna.",
    )


def choice_by_group(title: str, choices: Sequence[ChoiceEstimate]) -> Iterator[Slide]:
    """Yield a choice with a row for everyone and each class of which anything is shown."""
    if choices[0].n is None:
        return
    hidden = [one.group or TOTAL for one in choices if one.n is None]
    left_out = f"Ingår inte i redovisningen separat: {', '.join(hidden)}."
    yield from _tables(
        f"{title.removesuffix('.')}, per grupp",
        choices[0].variable,
        [one for one in choices if one.n is not None],
        base=f"{question(choices[0].variable)}. {COUNTED}",
        remarks=(left_out,) if hidden else (),
    )


def _tables(
    title: str,
    asked: Variable,
    shown: Sequence[LikertEstimate | ChoiceEstimate],
    *,
    base: str,
    remarks: tuple[str, ...] = (),
) -> Iterator[Slide]:
    rows = [
        (one.group or TOTAL, str(one.n), *(counted_share(count, one.n) for count in one.counts))
        for one in shown
    ]
    if all(few(one.n) for one in shown):
        base = base.replace(COUNTED, "Antal svar.")
    for start in range(0, len(rows), MOST_ROWS):
        yield Slide(
            title=title.removesuffix("."),
            base=base,
            body=Rows(
                header=("", "n", *(code.text for code in asked.codes)),
                rows=tuple(rows[start : start + MOST_ROWS]),
            ),
            remarks=remarks,
            description=f"Tabell med antal svar: {title.removesuffix('.')}.",
        )
