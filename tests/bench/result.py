"""What a measurement found, and the table of all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

HEADINGS = ("what", "measured", "yardstick", "ratio", "budget", "")
Verdict = Literal["ok", "over", ""]


@dataclass(frozen=True, kw_only=True)
class Result:
    """One line of the table. `timing` when the machine and its neighbours can change it."""

    what: str
    measured: str
    yardstick: str = ""
    ratio: float | None = None
    budget: str = ""
    within: bool | None = None
    timing: bool = True

    @property
    def verdict(self) -> Verdict:
        """`ok` or `over` where there is a budget."""
        if self.within is None:
            return ""
        return "ok" if self.within else "over"


def against(
    what: str,
    measured: float,
    yardstick: float,
    *,
    show: str,
    of: str,
    at_most: float | None = None,
    at_least: float | None = None,
) -> Result:
    """Return the result of a measurement that is compared with a yardstick called `of`.

    `show` is a format such as `{:.2f} ms` for both.
    """
    ratio = measured / yardstick
    budget, within = "", None
    if at_most is not None:
        budget, within = f"≤ {at_most:g} ×", ratio <= at_most
    elif at_least is not None:
        budget, within = f"≥ {at_least:g} ×", ratio >= at_least
    return Result(
        what=what,
        measured=show.format(measured),
        yardstick=f"{of} {show.format(yardstick)}",
        ratio=ratio,
        budget=budget,
        within=within,
    )


def table(results: Sequence[Result]) -> str:
    """Return the results as lined-up text."""
    rows = [HEADINGS, *(_row(one) for one in results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _row(one: Result) -> tuple[str, ...]:
    ratio = "" if one.ratio is None else f"{one.ratio:.2f}"
    return (one.what, one.measured, one.yardstick, ratio, one.budget, one.verdict)
