"""“Förändring mellan omgångarna”: two rounds of one questionnaire, in percentage points."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from analysis.codebook import Figure, Variable
from analysis.likert_bars import batches
from analysis.likert_key import NoFigure
from analysis.report.document import Block, Bullets, Run
from analysis.report.material import Material
from analysis.report.writing import Grid, Pen, captioned, note, paragraph
from analysis.swedish import few, percentage
from analysis.wave_bars import wave_bars
from analysis.waves import Change, Waves, change_sentence, compare_waves, left_out_notes, points
from analysis.words import listed, number

MOST_ITEMS = 6
"""In one figure: each item has two bars."""


def changes(materials: Sequence[Material], pen: Pen) -> Iterator[Block]:
    """Write what changed between rounds of the same questionnaire; nothing where there are none."""
    pairs = _pairs(materials)
    if not pairs:
        return
    yield pen.chapter("Förändring mellan omgångarna")
    yield paragraph(
        "Här jämförs omgångar av samma enkät. Bara frågor med samma formulering och samma svar är "
        "med. Förändringen anges i procentenheter och räknas på de avrundade procenttalen. "
        "En skillnad som kan bero på vilka som råkade svara räknas inte som en förändring. Det är "
        "inte känt vilka som har svarat i båda omgångarna."
    )
    for before, after in pairs:
        yield pen.section(f"{before.title} och {after.title}")
        yield from _pair(before, after, pen)


def _pairs(materials: Sequence[Material]) -> list[tuple[Material, Material]]:
    """Return each round with the next of the same questionnaire, the oldest first."""
    rounds: dict[str, list[Material]] = {}
    for one in materials:
        rounds.setdefault(one.codebook.questionnaire.id, []).append(one)
    return [pair for several in rounds.values() for pair in pairwise(_oldest_first(several))]


def _oldest_first(materials: Sequence[Material]) -> Sequence[Material]:
    """Return the rounds by opening day; as they were given where one is not known."""
    dated = [(one.codebook.round.opens_on, one) for one in materials]
    known = [(day, one) for day, one in dated if day is not None]
    if len(known) < len(dated):
        return materials
    return [one for _, one in sorted(known, key=lambda pair: pair[0])]


def _pair(before: Material, after: Material, pen: Pen) -> Iterator[Block]:
    invited = (_invited(before), _invited(after))
    waves = compare_waves(before.summary, after.summary, invited=invited)
    # Classes may have gained or lost a few members between the rounds, so only the total is told.
    told = [one for one in waves.changes if one.group is None]
    if not told:
        yield paragraph("Ingen fråga kan jämföras.")
    by_scale = groupby(told, key=lambda one: (one.variable.question, one.variable.scale))
    for _, group in by_scale:
        yield from _battery(list(group), before, after, pen)
    yield from (note(text) for text in left_out_notes(_of_everyone(waves)))


def _of_everyone(waves: Waves) -> Waves:
    """Return what was left out of everyone: items are quoted, classes are not."""
    items = (one for one in waves.left_out if one.what.startswith("”") and one.what.endswith("”"))
    return Waves(changes=(), left_out=tuple(items))


def _battery(
    found: Sequence[Change], before: Material, after: Material, pen: Pen
) -> Iterator[Block]:
    """Write a battery, shared out on as many figures as it needs, each with its table."""
    by_name = {one.variable.name: one for one in found}
    parts = batches([after.item(name) for name in by_name], MOST_ITEMS)
    title = _title(found[0].variable, after)
    for place, part in enumerate(parts, start=1):
        of_part = [by_name[one.variable.name] for one in part]
        which = f" (del {place} av {len(parts)})" if len(parts) > 1 else ""
        yield from _figure(f"{title}, två omgångar{which}", of_part, before, after, pen)
        yield pen.beside(_grid(of_part, before, after))
    moved = [one for one in found if one.points]
    if moved:
        yield Bullets(items=tuple((Run(text=change_sentence(one)),) for one in moved))


def _title(first: Variable, material: Material) -> str:
    """Return what a battery is about, as the report plan calls it; a stem is what people read."""
    planned = [
        one.title
        for one in material.codebook.report
        if isinstance(one, Figure) and first.name in one.items
    ]
    return captioned(planned[0] if planned else first.stem or first.text)


def _message(found: Sequence[Change]) -> str:
    """Return for how many of the items more or fewer are positive; empty where few answered."""
    if any(one.points is None for one in found):
        return ""
    known = [0 if one.is_steady or one.is_unsure else one.points or 0 for one in found]
    up, down = sum(one > 0 for one in known), sum(one < 0 for one in known)
    if not up and not down:
        if not all(one.is_steady for one in found):
            return "Ingen säker förändring av andelen positiva svar"
        alike = all(one.points == 0 for one in found)
        return f"Andelen positiva svar är {'' if alike else 'i stort sett '}oförändrad"
    if len(known) == 1:
        return f"Andelen positiva svar har {'ökat' if up else 'minskat'}, {points(known[0])}"
    told = [f"ökat på {number(up)}"] if up else []
    told += [f"minskat på {number(down)}"] if down else []
    return f"Andelen positiva svar har {listed(told)} av {number(len(known))} frågor"


def _figure(
    caption: str, found: Sequence[Change], before: Material, after: Material, pen: Pen
) -> Iterator[Block]:
    waves = [(before.title, before.summary), (after.title, after.summary)]
    names = [one.variable.name for one in found]
    try:
        drawing = wave_bars(waves, names, title=_message(found) or caption)
    except NoFigure:
        return
    yield paragraph(pen.next_diagram(capital=True), " visar svaren i båda omgångarna.")
    yield pen.diagram(caption, drawing)


def _grid(found: Sequence[Change], before: Material, after: Material) -> Grid:
    rows = tuple(
        (
            one.variable.text.strip().removesuffix("."),
            _share(one.before.count, one.before.of, one.before.percent),
            _share(one.after.count, one.after.of, one.after.percent),
            _moved(one.points),
        )
        for one in found
    )
    return Grid(header=("Påstående", before.title, after.title, "Förändring"), rows=rows)


def _moved(value: int | None) -> str:
    if value is None:
        return "–"
    return points(value) if value else "oförändrat"


def _share(count: int | None, of: int | None, percent: int | None) -> str:
    counted = f"{count} av {of}"
    return counted if few(of) else f"{counted} ({percentage(percent)})"


def _invited(material: Material) -> int | None:
    rate = material.codebook.response_rate
    if rate is None or rate.invited is None or rate.invited < rate.answered:
        return None
    return rate.invited
