"""Plain bars: the options of a question, and who has answered in each group."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from analysis import alt_text, palette
from analysis.drawing import Box, Drawing, Label
from analysis.estimates import ChoiceEstimate, Share
from analysis.figure_layout import (
    AIR,
    BASELINE,
    EDGE,
    GAP,
    TEXT_SIZE,
    Column,
    Sheet,
    label_room,
    row_height,
)
from analysis.lettering import balanced, width
from analysis.likert_key import NoFigure
from analysis.rounding import percent
from analysis.swedish import few, percentage

BAR = 14.0

Order = Literal["asked", "most"]


class ResponseRate(Struct, frozen=True):
    """How many of the invited have answered, in one group or in all.

    `instead` are the words shown where the number itself would tell who has answered (`över 80 %`).
    Without a base nobody counted the invited, and the number of answers stands alone. A share
    without counts and without words is withheld.
    """

    name: str
    share: Share
    instead: str = ""
    is_total: bool = False


class _Bar(Struct, frozen=True):
    label: str
    share: float
    text: str
    is_total: bool = False


def choice_bars(
    estimate: ChoiceEstimate, *, title: str, base: str | None = None, order: Order = "asked"
) -> Drawing:
    """Draw one bar for each option with its share of the persons; nobody's choice is there with 0.

    A multiple choice also gets its share of all picks, the other base that is used in reports.

    Raises NoFigure when fewer than ten answered or the counts are withheld.
    """
    n = estimate.n
    counts = [count for count in estimate.counts if count is not None]
    if not n or few(n) or len(counts) < len(estimate.counts):
        raise NoFigure("Too few answers for a figure: show a table of counts instead.")
    options = list(zip(estimate.variable.codes, counts, estimate.percents_of_picks, strict=True))
    if order == "most":
        options.sort(key=lambda option: -option[1])
    bars = [_Bar(code.text, count / n, percentage(percent(count, n))) for code, count, _ in options]
    columns = [Column("Antal personer", [str(count) for _, count, _ in options])]
    several = estimate.variable.kind == "multiple"
    if several:
        columns.append(Column("Andel av kryssen", [percentage(picks) for *_, picks in options]))
    if base is None:
        base = f"Procent av dem som har besvarat frågan, n = {n}."
        if several:
            base += f" Flera svar fick väljas: {estimate.picks} kryss."
    added_up = sum(percent(count, n) for count in counts)
    rounding = (
        [] if several or added_up == 100 else ["Summan kan avvika från 100 på grund av avrundning."]
    )
    return _drawn(Sheet(title, base), bars, columns, rounding, alt_text.choice(estimate))


def response_rate_bars(
    rates: Sequence[ResponseRate], *, title: str, base: str | None = None
) -> Drawing:
    """Draw how large a share has answered, of all and of each group, in the order given.

    Raises NoFigure when none has a percentage that may be shown.
    """
    shown = [
        rate
        for rate in rates
        if rate.instead or rate.share.count is not None or rate.share.of is not None
    ]
    if all(_instead(rate) or few(rate.share.of) for rate in shown):
        raise NoFigure("No response rate may be shown in percent: show a table instead.")
    bars = [_rate_bar(rate) for rate in shown]
    columns = [
        Column("Svar", ["" if rate.instead else _number(rate.share.count) for rate in shown]),
        Column("Utskick", [_number(rate.share.of) for rate in shown]),
    ]
    hidden = [rate.name for rate in rates if rate not in shown]
    notes = [f"Ingår inte i redovisningen separat: {', '.join(hidden)}."] if hidden else []
    if any(few(rate.share.of) and not _instead(rate) for rate in shown):
        notes.insert(0, "Färre än tio utskick visas med antal i stället för stapel.")
    if any(_base_unknown(rate.share) and not rate.instead for rate in shown):
        notes.insert(0, "Där det inte är känt hur många som har kunnat svara visas antalet svar.")
    told = [(rate.name, rate.share, _instead(rate)) for rate in shown]
    sheet = Sheet(title, "Svar i procent av antalet utskick." if base is None else base)
    return _drawn(sheet, bars, columns, notes, alt_text.rates(told))


def _base_unknown(share: Share) -> bool:
    """Return whether answers have no base: nobody was counted, or more answered than were."""
    return share.count is not None and (not share.of or share.count > share.of)


def _instead(rate: ResponseRate) -> str:
    """Return the words that stand instead of a share, if any."""
    if rate.instead or (rate.share.count is not None and not _base_unknown(rate.share)):
        return rate.instead
    return "visas inte" if rate.share.count is None else f"{rate.share.count} svar"


def _rate_bar(rate: ResponseRate) -> _Bar:
    count, of = rate.share.count or 0, rate.share.of or 0
    if instead := _instead(rate):
        return _Bar(rate.name, 0, instead, rate.is_total)
    if few(of):
        return _Bar(rate.name, 0, f"{count} av {of}", rate.is_total)
    return _Bar(rate.name, count / of, percentage(percent(count, of)), rate.is_total)


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _drawn(
    sheet: Sheet,
    bars: Sequence[_Bar],
    columns: Sequence[Column],
    notes: Sequence[str],
    description: str,
) -> Drawing:
    room = label_room(((bar.label, bar.is_total) for bar in bars), most=190.0)
    left = EDGE + room + GAP
    right, ends = sheet.columns(columns)
    highest = max(1, -(-max(bar.share for bar in bars) * 4 // 1)) / 4
    text = max(width(bar.text, TEXT_SIZE) for bar in bars) + 4
    unit = (right - left - text) / highest
    for place, bar in enumerate(bars):
        lines = balanced(bar.label, room, TEXT_SIZE, bold=bar.is_total)
        height = row_height(len(lines), BAR)
        middle = sheet.y + (height - AIR) / 2
        sheet.row_label(lines, left - GAP, middle, bold=bar.is_total)
        if bar.share:
            fill = palette.TOTAL if bar.is_total else palette.ONE
            sheet.marks.append(Box(left, middle - BAR / 2, bar.share * unit, BAR, fill))
        x, y = left + bar.share * unit + 4, middle + BASELINE * TEXT_SIZE
        sheet.marks.append(Label(x, y, bar.text, TEXT_SIZE, bold=bar.share > 0))
        for column, end in zip(columns, ends, strict=True):
            sheet.cell(column, place, end, middle)
        sheet.y += height
    sheet.y -= 2
    quarters = range(round(highest * 4) + 1)
    ticks = [(left + quarter * unit / 4, str(quarter * 25)) for quarter in quarters]
    ticks[-1] = (ticks[-1][0], f"{ticks[-1][1]}\N{NO-BREAK SPACE}%")
    sheet.axis(ticks, left=left, right=left + highest * unit)
    sheet.notes(notes)
    return sheet.finished(description)
