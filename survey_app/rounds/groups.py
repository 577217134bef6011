"""The groups of a round, fixed when it is created."""

from dataclasses import dataclass
from typing import Any

from survey_app.mistakes import Mistake

LONGEST_NAME = 120
MOST_INVITED = 100_000
MOST_GROUPS = 500
TOTAL = "Alla"
"""What tables call the whole round."""


class GroupError(Mistake):
    """A group that cannot be used, and how to write it."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """A project or organisation; `invited` is None where nobody counted."""

    id: str
    name: str
    invited: int | None

    def to_json(self) -> dict[str, Any]:
        """Return the group as it is stored with the round."""
        return {"id": self.id, "name": self.name, "invited": self.invited}


def groups_from_json(stored: list[dict[str, Any]]) -> tuple[Group, ...]:
    """Return the groups stored with a round."""
    return tuple(Group(**one) for one in stored)


def read_groups(written: tuple[str, ...], *, count_needed: bool) -> tuple[Group, ...]:
    """Return the groups written as `NAME=INVITED`, or `NAME` where no count is needed.

    Raises GroupError that quotes what cannot be read.
    """
    groups: list[Group] = []
    for number, text in enumerate(written, start=1):
        name, invited = _split(text, count_needed=count_needed)
        if any(group.name.casefold() == name.casefold() for group in groups):
            raise GroupError(f"The group “{name}” is given twice.")
        groups.append(Group(id=f"g{number}", name=name, invited=invited))
    if len(groups) > 1 and (total := _called_as_the_total(groups)):
        raise GroupError(
            f"“{total}” is what the results call everybody together. Choose another name for the "
            "group, as “Alla andra”."
        )
    if len(groups) > MOST_GROUPS:
        raise GroupError(f"{len(groups)} groups are too many; the limit is {MOST_GROUPS}.")
    return tuple(groups)


def _called_as_the_total(groups: list[Group]) -> str | None:
    return next((one.name for one in groups if one.name.casefold() == TOTAL.casefold()), None)


def _split(text: str, *, count_needed: bool) -> tuple[str, int | None]:
    name, equals, count = text.rpartition("=")
    if not equals:
        if count_needed:
            raise GroupError(
                f"“{text}” does not say how many are invited. "
                'Write NAME=INVITED, for example --group "Projekt A=10".'
            )
        name, count = text, ""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise GroupError(
            f"“{text}” has no usable name before the equals sign "
            f"(1 to {LONGEST_NAME} printable characters)."
        )
    if not equals:
        return name, None
    try:
        invited = int(count)
    except ValueError:
        raise GroupError(f"“{count}” in “{text}” is not a number of invited.") from None
    if not 1 <= invited <= MOST_INVITED:
        raise GroupError(f"“{text}”: a group has between 1 and {MOST_INVITED} invited.")
    return name, invited
