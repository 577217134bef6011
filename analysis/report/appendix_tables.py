"""A bilaga: every number of a round, question by question."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from analysis.alt_text import statement
from analysis.distribution import quartiles, standard_deviation
from analysis.estimates import LikertEstimate, NumberEstimate
from analysis.intervals import ASSUMPTION, share_interval
from analysis.report.choice_cells import choice_grid
from analysis.report.document import Block
from analysis.report.likert_cells import OUTSIDE, agree_label, merge
from analysis.report.material import Material
from analysis.report.writing import Grid, Pen, capital, paragraph
from analysis.rounding import percent
from analysis.swedish import NO_BREAK, WITHHELD, code_label, few, percentage, short
from analysis.words import quoted

COUNTS = ("Antal", "Procent")
WITHOUT = "Procent utan ”vet ej”"


def tables_appendix(material: Material, pen: Pen) -> Iterator[Block]:
    """Write every number of everyone, battery by battery."""
    yield pen.appendix(f"Tabeller: {material.title}")
    yield paragraph(
        "Tabellerna visar alla svar på frågorna med fasta svarsalternativ, i enkätens ordning."
    )
    if any(_interval(one, material) for one in material.summary.items if one.group is None):
        yield paragraph(ASSUMPTION)
    for stem, items in _batteries(material):
        yield pen.subheading(stem)
        yield pen.beside(_battery(items, material))
    for choice in material.summary.choices:
        if choice.group is None:
            yield pen.subheading(choice.variable.text)
            recount = material.recount(choice.variable.name)
            yield pen.beside(choice_grid(choice, recount.estimate if recount else None))
    numbers = [one for one in material.summary.numbers if one.group is None]
    if numbers:
        yield pen.subheading("Frågor som besvarades med ett tal")
        yield pen.beside(_numbers(numbers))


def _batteries(material: Material) -> Iterator[tuple[str, list[LikertEstimate]]]:
    everyone = [one for one in material.summary.items if one.group is None]
    for _, group in groupby(everyone, key=lambda one: one.variable.question):
        items = list(group)
        first = items[0].variable
        yield first.stem or first.text, items


def _battery(items: Sequence[LikertEstimate], material: Material) -> Grid:
    rows: list[tuple[str, ...]] = []
    strong = set()
    for one in items:
        strong.add(len(rows))
        rows += _item(one, material)
    first = "Påstående och svar" if items[0].variable.stem else "Svar"
    outside = any(code.value is None for one in items for code in one.variable.codes)
    if all(few(one.n) for one in items):
        header: tuple[str, ...] = (first, COUNTS[0])
    else:
        header = (first, *COUNTS, *([WITHOUT] if outside else []))
    return Grid(
        header=header,
        rows=tuple(row[: len(header)] for row in rows),
        strong_rows=frozenset(strong),
    )


def _item(item: LikertEstimate, material: Material) -> Iterator[tuple[str, ...]]:
    # The heading above says what a question of its own asked.
    name = statement(item.variable) if item.variable.stem else "Har besvarat frågan"
    if item.n is None:
        yield (name, WITHHELD, WITHHELD, WITHHELD)
        return
    yield (name, str(item.n), "", "")
    yield from _answers(item, material)
    scale = material.scale(item.variable)
    label = f"{agree_label(scale)} ({code_label(item.variable, scale.top)})"
    top, inside = item.top2, item.top2_substantive
    yield (label, _count(top.count), _percent(top.count, top.of), _percent(inside.count, inside.of))
    if item.no_answer:
        yield ("Ej svar", str(item.no_answer), "", "")
    yield from _summary(item, material)


def _answers(item: LikertEstimate, material: Material) -> Iterator[tuple[str, ...]]:
    inside = item.top2_substantive.of
    if None in item.counts:
        parts = item.merged or merge(item, material.scale(item.variable))
        if parts is None:
            yield ("Svarens fördelning", WITHHELD, WITHHELD, WITHHELD)
            return
        for label, count in (
            ("Låga svar", parts.bottom),
            ("Mitten", parts.middle),
            ("Höga svar", parts.top),
        ):
            yield (label, str(count), _percent(count, item.n), _percent(count, inside))
        if parts.outside:
            yield (OUTSIDE, str(parts.outside), _percent(parts.outside, item.n), "")
        return
    for code, given in zip(item.variable.codes, item.counts, strict=True):
        without = "" if code.value is None else _percent(given, inside)
        yield (capital(code.text), _count(given), _percent(given, item.n), without)


def _count(count: int | None) -> str:
    return WITHHELD if count is None else str(count)


def _percent(count: int | None, of: int | None) -> str:
    if count is None or of is None:
        return WITHHELD
    return "" if few(of) else percentage(percent(count, of))


def _summary(item: LikertEstimate, material: Material) -> Iterator[tuple[str, ...]]:
    """Give the middle, the spread and how sure the share is."""
    found = quartiles(item)
    if found is not None:
        middle = f"{short(found.median)} ({short(found.lower)}–{short(found.upper)})"
        yield ("Median (kvartiler)", middle, "", "")
    if item.mean is not None:
        if item.merged is not None:
            yield ("Medelvärde, ungefär", short(item.mean), "", "")
        elif (spread := standard_deviation(item)) is not None:
            yield (
                "Medelvärde (standardavvikelse)",
                f"{_two(item.mean)} ({_two(spread)})",
                "",
                "",
            )
    if interval := _interval(item, material):
        label = agree_label(material.scale(item.variable))
        yield (f"Intervallet för {quoted(label.lower())}", "", interval, "")


def _two(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")


def _interval(item: LikertEstimate, material: Material) -> str:
    rate = material.codebook.response_rate
    invited = rate.invited if rate else None
    if invited is None or few(item.n) or (item.top2.of or 0) > invited:
        return ""
    found = share_interval(item.top2, invited)
    if found is None:
        return ""
    low, high = found.percents
    return f"{low}–{high}{NO_BREAK}%"


def _numbers(numbers: Sequence[NumberEstimate]) -> Grid:
    rows = tuple(
        (
            f"{one.variable.text} ({one.variable.unit})"
            if one.variable.unit
            else one.variable.text,
            _count(one.n),
            _middle(one.median, one),
            _middle(one.mean, one),
        )
        for one in numbers
    )
    return Grid(header=("Fråga", "Antal", "Median", "Medelvärde"), rows=rows)


def _middle(value: float | None, one: NumberEstimate) -> str:
    if value is None:
        return WITHHELD if one.suppressed else "–"
    return short(value)
