"""Entries of the report plan about items on a scale: diagrams, their tables and their sentences."""

from collections.abc import Collection, Iterator, Sequence

from analysis.alt_text import mean_written
from analysis.answer_sentences import index_sentence
from analysis.codebook import Figure, Means, Scale
from analysis.estimates import LikertEstimate
from analysis.group_means import Averaging, GroupMean, means_of_items, means_sentence
from analysis.headlines import means_headline
from analysis.likert_bars import batches, group_bars, likert_bars
from analysis.likert_key import NoFigure, count_table_instead
from analysis.mean_dots import Mean, mean_dots
from analysis.report.document import Block
from analysis.report.likert_cells import TOTAL, group_grid, likert_grid
from analysis.report.likert_prose import battery_prose
from analysis.report.material import Desk
from analysis.report.topics import is_told, kind_of, message, topic
from analysis.report.writing import Grid, captioned, paragraph
from analysis.sentences import withheld_sentence
from analysis.swedish import WITHHELD, few, short


def likert_figure(
    entry: Figure, items: Sequence[LikertEstimate], desk: Desk, wanted: Collection[str]
) -> Iterator[Block]:
    """Write a diagram of items of everyone, and of each class where the plan says so.

    Items on different scales get a diagram each; so do more than fit in one.
    """
    parts = [part for one in _by_scale(items, desk) for part in batches(one)]
    for place, part in enumerate(parts, start=1):
        title = entry.title if len(parts) == 1 else f"{_bare(entry)} (del {place} av {len(parts)})"
        yield from _one_figure(title, entry, part, desk, wanted)


def _bare(entry: Figure) -> str:
    return entry.title.rstrip(". ")


def _by_scale(items: Sequence[LikertEstimate], desk: Desk) -> list[list[LikertEstimate]]:
    found: dict[object, list[LikertEstimate]] = {}
    for one in items:
        scale = desk.material.scale(one.variable)
        steps = tuple(code.text for code in one.variable.codes if code.value is not None)
        found.setdefault((steps, scale.top, scale.bottom, scale.agree), []).append(one)
    return list(found.values())


def _one_figure(
    title: str,
    entry: Figure,
    items: Sequence[LikertEstimate],
    desk: Desk,
    wanted: Collection[str],
) -> Iterator[Block]:
    scale = desk.material.scale(items[0].variable)
    if all(one.n is None for one in items):
        yield paragraph(withheld_sentence(desk.material.k))
        return
    if count_table_instead(items) or not any(one.n for one in items):
        yield from _count_table(title, items, scale, desk)
    else:
        yield from _bars(title, items, scale, desk)
    yield paragraph(battery_prose(items, scale, desk.material.k, wanted))
    if entry.by_group and desk.material.codebook.classes:
        yield from _group_figure(title, items, scale, desk)


def _count_table(
    title: str, items: Sequence[LikertEstimate], scale: Scale, desk: Desk
) -> Iterator[Block]:
    about = f" om {topic(title)}" if is_told(title) else ""
    yield paragraph(
        desk.pen.next_table(capital=True), f" visar svaren på {kind_of(items, len(items))}{about}."
    )
    yield desk.pen.table(title, likert_grid(items, scale))


def _bars(title: str, items: Sequence[LikertEstimate], scale: Scale, desk: Desk) -> Iterator[Block]:
    told = message(items, scale) or captioned(title)
    try:
        drawing = likert_bars(items, scale, title=told, diverging=desk.options.diverging)
    except NoFigure:
        yield from _count_table(title, items, scale, desk)
        return
    about = f" om {topic(title)}" if is_told(title) else ""
    yield paragraph(
        desk.pen.next_diagram(capital=True),
        f" visar svaren på {kind_of(items, len(items))}{about}.",
    )
    yield desk.pen.diagram(title, drawing)
    yield desk.pen.beside(likert_grid(items, scale))


def _group_figure(
    title: str, items: Sequence[LikertEstimate], scale: Scale, desk: Desk
) -> Iterator[Block]:
    by_item = [desk.material.items(one.variable.name) for one in items]
    everyone = [one for of_item in by_item for one in of_item]
    try:
        drawing = group_bars(everyone, scale, title=message(items, scale) or captioned(title))
    except NoFigure:
        yield paragraph("Svaren redovisas inte per grupp, eftersom för få har svarat i grupperna.")
        return
    yield paragraph("Samma svar visas per grupp i ", desk.pen.next_diagram(), ".")
    yield desk.pen.diagram(f"{title.rstrip('. ')}, per grupp", drawing)
    for of_item in by_item:
        grid = group_grid(of_item, scale)
        named = of_item[0].variable.text.strip().removesuffix(".")
        yield desk.pen.beside(
            Grid(
                header=(named, *grid.header[1:]),
                rows=grid.rows,
                notes=grid.notes,
                strong_rows=grid.strong_rows,
            )
        )


def means_figure(entry: Means, items: Sequence[LikertEstimate], desk: Desk) -> Iterator[Block]:
    """Write a diagram of means: of each group over the items, or of each item."""
    by_item = [desk.material.items(one.variable.name) for one in items]
    everyone = [one for of_item in by_item for one in of_item]
    averaging = Averaging.ITEMS
    grouped = entry.by_group and bool(desk.material.codebook.classes)
    if grouped:
        total, groups = _total(items), means_of_items(everyone)
        told = means_sentence(groups, averaging)
        base = f"Medelvärde över {kind_of(items, len(items))} för varje grupp."
    else:
        total, groups = None, [_mean_of_item(one) for one in items]
        told, base = "", "Medelvärde av svaren på skalan. ”Vet ej” ingår inte."
    if all(one.mean is None for one in groups):
        yield paragraph(told or withheld_sentence(desk.material.k))
        return
    rows = [*([total] if total else []), *groups]
    dots = [
        Mean(name=one.group, mean=one.mean, n=one.fewest, is_total=one is total) for one in rows
    ]
    try:
        title = means_headline(dots) or captioned(entry.title)
        drawing = mean_dots(dots, items[0].variable, title=title, base=base)
    except NoFigure:
        yield paragraph(withheld_sentence(desk.material.k))
        return
    yield paragraph(desk.pen.next_diagram(capital=True), " visar medelvärden på svarsskalan.")
    yield desk.pen.diagram(entry.title, drawing)
    yield desk.pen.beside(_mean_grid(rows, grouped=grouped))
    together = [
        sentence
        for one in desk.material.published.indexes
        if one.entry == entry and (sentence := index_sentence(one.estimates[0]))
    ]
    if told or together:
        yield paragraph(" ".join([told, *together]).strip())


def _total(items: Sequence[LikertEstimate]) -> GroupMean | None:
    import dataclasses

    named = [dataclasses.replace(one, group=TOTAL) for one in items]
    found = means_of_items(named)
    return found[0] if found else None


def _mean_of_item(item: LikertEstimate) -> GroupMean:
    return GroupMean(
        group=item.variable.text.strip().removesuffix("."),
        fewest=item.n,
        most=item.n,
        mean=item.mean,
        coarse=item.merged is not None,
    )


def _mean_grid(rows: Sequence[GroupMean], *, grouped: bool) -> Grid:
    cells = tuple(
        (
            one.group,
            WITHHELD if one.mean is None else _mean(one.mean, one),
            WITHHELD if one.fewest is None else _n(one),
        )
        for one in rows
    )
    coarse = any(one.coarse for one in rows)
    notes = ("Medelvärden av få svar är avrundade till närmaste halva.",) if coarse else ()
    strong = frozenset(place for place, one in enumerate(rows) if one.group == TOTAL)
    first = "Grupp" if grouped else "Påstående"
    return Grid(header=(first, "Medelvärde", "Antal"), rows=cells, notes=notes, strong_rows=strong)


def _mean(value: float, one: GroupMean) -> str:
    """Return a mean with as many decimals as its diagram has: fewer where few answered."""
    if one.coarse:
        return short(value)
    return mean_written(value, 1 if few(one.fewest) else 2)


def _n(one: GroupMean) -> str:
    return str(one.fewest) if one.fewest == one.most else f"{one.fewest}–{one.most}"
