"""Svarsfrekvens as it may be shown: protected where the answers were counted."""

from msgspec import Struct, field

from analysis.rounding import percent


class GroupRate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One group. `answered` is None where it may not be shown; `band` then may say more."""

    group: str
    invited: int | None
    answered: int | None
    band: str | None = None

    @property
    def percent(self) -> int | None:
        """The response rate in whole percent, None when it is hidden or has no base."""
        return _percent(self.answered, self.invited)


class ResponseRate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A whole round: `invited` is None where nobody counted them.

    `who` is a word in the plural for those asked, empty where there is none; `reasons` counts why
    others did not answer.
    """

    invited: int | None
    answered: int
    groups: tuple[GroupRate, ...] = ()
    reasons: dict[str, int] = field(default_factory=dict)
    who: str = ""

    @property
    def percent(self) -> int | None:
        """The response rate in whole percent, None when there is no base."""
        return _percent(self.answered, self.invited)


def _percent(answered: int | None, invited: int | None) -> int | None:
    if answered is None or not invited or answered > invited:
        return None
    return percent(answered, invited)
