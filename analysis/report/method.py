"""“Så gjordes undersökningen”: who was asked, when, how many answered, and why some did not."""

from collections.abc import Iterator, Sequence

from analysis.choice_bars import ResponseRate as RateBar
from analysis.choice_bars import response_rate_bars
from analysis.drawing import Drawing
from analysis.estimates import Share
from analysis.likert_key import NoFigure
from analysis.report.days import day, period
from analysis.report.document import Block, Run
from analysis.report.likert_cells import TOTAL
from analysis.report.material import Material
from analysis.report.reading import anonymity, how_to_read
from analysis.report.writing import Grid, Pen, paragraph, strong
from analysis.response_rate import GroupRate, ResponseRate
from analysis.response_sentences import response_sentence
from analysis.swedish import NO_BREAK, WITHHELD, few, percentage
from analysis.words import listed, number, quoted, sentence

MODES = {
    "webb": "på webben",
    "telefon": "per telefon",
    "papper": "på papper",
    "assisterat": "med hjälp av någon",
    "assisterat-tolk": "med hjälp av en tolk",
    "assisterat-frågeassistent": "med hjälp av en frågeassistent",
    "assisterat-personal": "med hjälp av personal",
    "assisterat-annan": "med hjälp av någon annan",
    "hand": "med handuppräckning",
}
HIDDEN = (
    f"{WITHHELD} betyder att antalet inte visas i tabellen, eftersom en grupp är liten. Hur många "
    "i varje grupp som har besvarat en fråga står vid frågans resultat."
)
FEWEST_BARS = 2
"""With fewer groups that get a bar, a table says as much as a diagram."""
FEW_INVITED = "Svarsfrekvensen räknas inte ut för grupper med färre än tio utskick."


def method(materials: Sequence[Material], pen: Pen) -> Iterator[Block]:
    """Write how the survey was done, for all rounds of the report together."""
    yield pen.chapter("Så gjordes undersökningen")
    several = len(materials) > 1
    surveys = f"{number(len(materials))} enkäter" if several else "en enkät"
    yield paragraph(
        f"Rapporten bygger på svaren från {surveys}. Det här kapitlet beskriver vilka som "
        "tillfrågades, hur många som svarade och hur svaren redovisas."
    )
    yield pen.section("Vilka som tillfrågades och svarade")
    yield paragraph(pen.next_table(capital=True), " visar hur många som tillfrågades och svarade.")
    yield pen.table("Svarsfrekvens", _rounds(materials))
    for material in materials:
        yield paragraph(*_about(material, named=several))
        yield from _not_in_file(material)
        yield from _groups(material, pen)
    yield pen.section("Anonymitet och små grupper")
    yield from anonymity(materials)
    yield pen.section("Så läses siffrorna")
    yield from how_to_read(materials)


def rate_of(material: Material) -> ResponseRate:
    """Return the response rate of a round; where nobody was counted, the answers alone."""
    found = material.codebook.response_rate
    return found or ResponseRate(invited=None, answered=material.summary.n)


def days_of(material: Material) -> str:
    """Return the days a round was open."""
    return period(material.codebook.round.opens_on, material.codebook.round.closes_on)


def _rounds(materials: Sequence[Material]) -> Grid:
    rows = []
    for material in materials:
        rate = rate_of(material)
        invited = "okänt" if rate.invited is None else str(rate.invited)
        rows.append(
            (material.title, days_of(material), invited, str(rate.answered), _percent(rate))
        )
    return Grid(
        header=("Enkät", "Dagar", "Utskick", "Svar", "Svarsfrekvens"),
        rows=tuple(rows),
        text_columns=2,
    )


def _percent(rate: ResponseRate | GroupRate) -> str:
    if few(rate.invited) or rate.percent is None:
        return "–"
    return percentage(rate.percent)


def _about(material: Material, *, named: bool) -> Iterator[str | Run]:
    codebook = material.codebook
    rate = rate_of(material)
    asked = quoted(codebook.questionnaire.title)
    first, last = codebook.round.opens_on, codebook.round.closes_on
    when = f" Den var öppen {days_of(material)}." if last else ""
    if first and not last:
        when = f" Den öppnade den {day(first)}."
    if named:
        yield strong(f"{material.title}. ")
    yield f"Enkäten heter {asked}.{when} {_answered(rate)} {_missing(rate)}{_modes(material)}"


def _not_in_file(material: Material) -> Iterator[Block]:
    missing = material.codebook.not_in_file
    if missing:
        yield paragraph(
            f"Följande frågor finns inte i filen: {listed([quoted(q) for q in missing])}."
        )


def _answered(rate: ResponseRate) -> str:
    who = rate.who or ("personer" if rate.invited is None else "tillfrågade")
    invited = rate.invited
    if invited is not None and rate.answered > invited:
        # With an open link more can answer than were counted on.
        invited = None
    return response_sentence(rate.answered, invited, who)


def _missing(rate: ResponseRate) -> str:
    """Return how many did not answer, and why, as far as anybody knows."""
    if rate.invited is None or rate.answered >= rate.invited:
        return ""
    missing = f"{number(rate.invited - rate.answered)} har inte svarat"
    if not rate.reasons:
        return sentence(f"{missing}; varför är inte känt") + " "
    known = [f"{reason} ({number(count)})" for reason, count in rate.reasons.items()]
    return sentence(f"{missing}; kända orsaker: {listed(known)}") + " "


def _modes(material: Material) -> str:
    found = material.published.modes
    if found is None:
        return ""
    if len(found.counts) == 1 and not found.unknown:
        return f"Alla svarade {_mode(next(iter(found.counts)))}."
    told = [f"{number(count)} svarade {_mode(mode)}" for mode, count in found.counts.items()]
    rest = f"; för {number(found.unknown)} är det inte sparat" if found.unknown else ""
    return sentence(f"{listed(told)}{rest}")


def _mode(mode: str) -> str:
    return MODES.get(mode, f"på annat sätt ({mode})")


def _groups(material: Material, pen: Pen) -> Iterator[Block]:
    rate = rate_of(material)
    if len(rate.groups) < 2:
        return
    title = f"Svarsfrekvens per grupp, {material.title}"
    grid = _group_grid(rate)
    drawing = _drawing(rate)
    if drawing is None:
        yield paragraph(pen.next_table(capital=True), " visar utskick och svar i varje grupp.")
        yield pen.table(title, grid)
        return
    yield paragraph(pen.next_diagram(capital=True), " visar svarsfrekvensen i varje grupp.")
    yield pen.diagram(title, drawing)
    yield pen.beside(grid)


def _drawing(rate: ResponseRate) -> Drawing | None:
    if sum(_has_bar(one) for one in rate.groups) < FEWEST_BARS:
        return None
    bars = [_total_bar(rate), *(_bar(one) for one in rate.groups)]
    try:
        return response_rate_bars(bars, title=_message(rate))
    except NoFigure:
        return None


def _has_bar(rate: GroupRate) -> bool:
    return rate.percent is not None and not few(rate.invited)


def _message(rate: ResponseRate) -> str:
    if rate.invited is None or rate.percent is None:
        return f"{rate.answered} har svarat"
    if few(rate.invited):
        return f"{rate.answered} av {rate.invited} har svarat"
    return f"{rate.answered} av {rate.invited} har svarat ({rate.percent}{NO_BREAK}procent)"


def _total_bar(rate: ResponseRate) -> RateBar:
    share = Share(count=rate.answered, of=rate.invited)
    return RateBar(TOTAL, share, is_total=True)


def _bar(rate: GroupRate) -> RateBar:
    if rate.band:
        return RateBar(rate.group, Share(count=None, of=rate.invited), instead=rate.band)
    if rate.answered is None:
        return RateBar(rate.group, Share(count=None, of=rate.invited))
    return RateBar(rate.group, Share(count=rate.answered, of=rate.invited))


def _group_grid(rate: ResponseRate) -> Grid:
    rows = [_row(TOTAL, rate.invited, rate.answered, _percent(rate))]
    rows += [
        _row(one.group, one.invited, one.answered, one.band or _percent(one)) for one in rate.groups
    ]
    hidden = any(one.answered is None for one in rate.groups)
    small = any(few(one.invited) and one.answered is not None for one in rate.groups)
    notes = [*([HIDDEN] if hidden else []), *([FEW_INVITED] if small else [])]
    return Grid(
        header=("Grupp", "Utskick", "Svar", "Svarsfrekvens"),
        rows=tuple(rows),
        notes=tuple(notes),
        strong_rows=frozenset([0]),
    )


def _row(name: str, invited: int | None, answered: int | None, rate: str) -> tuple[str, ...]:
    counted = WITHHELD if answered is None else str(answered)
    shown = WITHHELD if answered is None and rate == "–" else rate
    return (name, "okänt" if invited is None else str(invited), counted, shown)
