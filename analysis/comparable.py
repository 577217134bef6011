"""What two rounds of the same questionnaire may be compared on.

Only items whose statement, stem, answers and scale are the same, and only classes that are made of
the same groups. The tables and sentences of `waves` and the figure of `wave_bars` all ask here.
"""

from dataclasses import dataclass
from enum import Enum

from analysis.codebook import Codebook, Variable
from analysis.errors import AnalysisError
from analysis.words import quoted


class WavesError(AnalysisError):
    """Two rounds that cannot be compared."""


class Reason(Enum):
    """Why an item or a class is not compared. The value is printed."""

    WORDING = "formuleringen är inte densamma"
    ANSWERS = "svarsalternativen är inte desamma"
    ONLY_BEFORE = "finns bara i den första mätningen"
    ONLY_AFTER = "finns bara i den andra mätningen"
    GROUPS = "är inte sammansatt av samma grupper i båda mätningarna"
    WITHHELD = "får inte visas i båda mätningarna"


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """An item (by its text) or a class (by its name) that is not compared, and why."""

    what: str
    reason: Reason


@dataclass(frozen=True, kw_only=True)
class Comparable:
    """The names of the items and classes that are the same; everyone is the class None."""

    items: frozenset[str]
    classes: frozenset[str | None]
    left_out: tuple[LeftOut, ...]


def comparable(before: Codebook, after: Codebook) -> Comparable:
    """Return what the two rounds asked alike, of whom, and what they did not.

    Raises WavesError when they are of different questionnaires.
    """
    if before.questionnaire.id != after.questionnaire.id:
        raise WavesError(
            f"“{before.questionnaire.id}” and “{after.questionnaire.id}” are different "
            "questionnaires and cannot be compared."
        )
    items, items_out = _same_items(before, after)
    classes, classes_out = _same_classes(before, after)
    return Comparable(
        items=frozenset(items),
        classes=frozenset(classes),
        left_out=(*items_out, *classes_out),
    )


def _same_items(before: Codebook, after: Codebook) -> tuple[set[str], list[LeftOut]]:
    earlier = {one.name: one for one in before.variables if one.kind == "likert"}
    later = {one.name: one for one in after.variables if one.kind == "likert"}
    same, left_out = set(), []
    for name, variable in later.items():
        reason = _differs(earlier.get(name), variable, before, after)
        if reason is None:
            same.add(name)
        else:
            left_out.append(LeftOut(what=quoted(variable.text), reason=reason))
    gone = [one for name, one in earlier.items() if name not in later]
    left_out += [LeftOut(what=quoted(one.text), reason=Reason.ONLY_BEFORE) for one in gone]
    return same, left_out


def _differs(
    earlier: Variable | None, later: Variable, before: Codebook, after: Codebook
) -> Reason | None:
    if earlier is None:
        return Reason.ONLY_AFTER
    if (earlier.stem, earlier.text) != (later.stem, later.text):
        return Reason.WORDING
    # What counts as agreement is part of the scale: a share of other answers is another share.
    scales = [
        (set(scale.top), set(scale.bottom))
        for scale in (before.scale_of(earlier), after.scale_of(later))
    ]
    return Reason.ANSWERS if earlier.codes != later.codes or scales[0] != scales[1] else None


def _same_classes(before: Codebook, after: Codebook) -> tuple[set[str | None], list[LeftOut]]:
    """Return the names of classes made of the same groups, everyone (None) among them."""
    earlier = {one.name: set(one.groups) for one in before.classes}
    later = {one.name: set(one.groups) for one in after.classes}
    same: set[str | None] = {None}
    left_out = []
    for name in dict.fromkeys([*later, *earlier]):
        if name not in earlier:
            left_out.append(LeftOut(what=name, reason=Reason.ONLY_AFTER))
        elif name not in later:
            left_out.append(LeftOut(what=name, reason=Reason.ONLY_BEFORE))
        elif earlier[name] != later[name]:
            left_out.append(LeftOut(what=name, reason=Reason.GROUPS))
        else:
            same.add(name)
    return same, left_out
