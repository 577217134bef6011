"""Days as Swedish reports print them: “1–30 mars 2026”."""

import datetime

MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)


def day(value: datetime.date) -> str:
    """Return `1 mars 2026`."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def period(first: datetime.date | None, last: datetime.date | None) -> str:
    """Return the days from `first` to `last` with what they have in common said once.

    Empty when neither is known. A round that has no closing day is told
    by when it opened.
    """
    if first is None or last is None:
        if first is not None:
            return f"öppnade den {day(first)}"
        return f"till och med den {day(last)}" if last is not None else ""
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]}–{day(last)}"
    return f"{day(first)}–{day(last)}"
