"""The same items at two times or more, as stacked bars with the change in percentage points."""

from collections.abc import Sequence

from analysis import alt_text, likert_notes
from analysis.comparable import comparable
from analysis.definitions import question
from analysis.drawing import Drawing
from analysis.estimates import LikertEstimate
from analysis.likert_bars import drawn
from analysis.likert_key import NoFigure, key_of
from analysis.likert_rows import Panel, Row, Stack
from analysis.summary import Summary
from analysis.waves import change_between, points

Wave = tuple[str, Summary]
"""What a round is called in the figure, and its summary."""
Times = list[tuple[str, LikertEstimate]]
"""One item at each time, oldest first."""

LATEST = "Ändringen är den mellan de två senaste mätningarna."


def wave_bars(
    waves: Sequence[Wave],
    items: Sequence[str],
    *,
    title: str,
    base: str | None = None,
    group: str | None = None,
) -> Drawing:
    """Draw a panel for each item, with a bar for each wave, the newest at the bottom.

    `waves` are oldest first, `items` the names of items on one scale, and `group` the class they
    are of (left out: everyone). Only what `comparable` finds the same in every wave and the
    newest is compared; a note names the other items. The change between the last two waves is
    written in percentage points, from the percentages that are shown.

    Raises NoFigure when there is nothing to compare, WavesError for different questionnaires,
    ValueError when the items have different scales.
    """
    codebook = waves[-1][1].codebook
    alike = [comparable(earlier.codebook, codebook) for _, earlier in waves[:-1]]
    if not all(group in one.classes for one in alike):
        raise NoFigure(f"“{group}” is not made of the same groups in every wave.")
    same = [name for name in items if all(name in one.items for one in alike)]
    panels = [_times(waves, name, group) for name in same]
    compared = [panel for panel in panels if len(panel) == len(waves)]
    if not compared:
        raise NoFigure("No item was asked alike in every wave.")
    scale = codebook.scale_of(codebook.variable(same[0]))
    estimates = [item for panel in compared for _, item in panel]
    changes = [_change(panel) for panel in compared]
    notes = likert_notes.withheld(estimates, by_group=False)
    if left_out := [codebook.variable(name) for name in items if name not in same]:
        texts = ", ".join(question(one) for one in left_out)
        notes.append(f"Jämförs inte, för frågan eller skalan är inte densamma: {texts}.")
    if len(waves) > 2 and any(changes):
        notes.insert(0, LATEST)
    return drawn(
        title,
        base,
        [
            Panel(alt_text.statement(panel[0][1].variable), change, [Row(*one) for one in panel])
            for panel, change in zip(compared, changes, strict=True)
        ],
        Stack(key_of(estimates, scale), neutral=None),
        notes,
        alt_text.waves(compared, changes, scale),
    )


def _times(waves: Sequence[Wave], name: str, group: str | None) -> Times:
    return [
        (called, item)
        for called, summary in waves
        for item in summary.items
        if item.variable.name == name and item.group == group
    ]


def _change(panel: Times) -> str:
    """Return `+7 procentenheter`, empty when either percentage is not shown."""
    if len(panel) < 2:
        return ""
    (_, before), (_, after) = panel[-2:]
    change = change_between(before, after)
    if change is None or change.points is None:
        return ""
    return points(change.points) if change.points else "oförändrat"
