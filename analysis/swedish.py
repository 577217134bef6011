"""Numbers and short labels in Swedish."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from analysis.codebook import Variable
from analysis.disclosure import FEW
from analysis.rounding import percent

NO_BREAK = "\N{NO-BREAK SPACE}"
WITHHELD = ".."
"""What a table holds where a number may not be shown, as in the tables of SCB."""


def short(value: float | None) -> str:
    """Return a number with a decimal comma, at most two decimals and none that say nothing."""
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else _without_zeros(f"{value:.2f}")


def _without_zeros(written: str) -> str:
    return written.rstrip("0").rstrip(".").replace(".", ",")


def percentage(value: float | None) -> str:
    """Return `82 %`, with a space that no line is broken at."""
    return "" if value is None else f"{short(value)}{NO_BREAK}%"


def counted_share(count: int | None, of: int | None) -> str:
    """Return `42 (75 %)` for a table, the count alone where few answered, `..` where withheld."""
    if count is None or of is None:
        return WITHHELD
    return f"{count} ({percentage(percent(count, of))})" if of and not few(of) else str(count)


def code_label(variable: Variable, codes: Sequence[str]) -> str:
    """Return a short name for codes that are counted together: `4–5`."""
    if len(codes) > 1 and all(code.isdigit() for code in codes):
        numbers = sorted(int(code) for code in codes)
        if numbers == list(range(numbers[0], numbers[-1] + 1)):
            return f"{numbers[0]}–{numbers[-1]}"
    texts = {code.code: code.text for code in variable.codes}
    return " eller ".join(code if code.isdigit() else texts[code] for code in codes)


def few(n: int | None) -> bool:
    """Return whether a base is so small that percentages would only mislead."""
    return n is not None and n < FEW


class Estimate(Protocol):
    """Anything that knows whether some of its numbers are withheld."""

    @property
    def suppressed(self) -> bool:
        """True when a number that is None was withheld rather than missing."""


Number = TypeVar("Number", int, float)


def cell(value: Number | None, estimate: Estimate) -> Number | str | None:
    """Return the value for a table: `..` where it is withheld, empty where there is none."""
    return WITHHELD if value is None and estimate.suppressed else value
