"""Whether a blurred mean beside merged categories tells them apart again."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from analysis.rounding import rounded_to_half


@dataclass(frozen=True, kw_only=True)
class Part:
    """Scale values that are counted together, and how many gave any of them."""

    values: tuple[int, ...]
    count: int


def hides_counts(parts: Sequence[Part]) -> bool:
    """Return whether a mean rounded to 0.5 never tells how many of a part gave one of its values.

    Asked of every way these persons can have answered, not only of theirs: whether the mean is
    shown then depends on nothing but what is printed beside it, and its absence tells nothing.
    """
    persons = sum(part.count for part in parts)
    lowest = min((value for part in parts for value in part.values), default=0)
    filled = [part for part in parts if part.count]
    return all(
        _is_hidden(value - lowest, part, filled, persons, lowest)
        for part in filled
        if len(part.values) > 1
        for value in part.values
    )


def _is_hidden(step: int, part: Part, filled: Sequence[Part], persons: int, lowest: int) -> bool:
    """Return whether each mean is possible with two numbers of persons at this step of the part."""
    others = 1
    for one in filled:
        if one is not part:
            others = _added(others, _sums([value - lowest for value in one.values], one.count))
    beside = [value - lowest for value in part.values if value - lowest != step]
    seen: dict[float, int] = {}
    for here in range(part.count + 1):
        totals = _added(others, _sums(beside, part.count - here)) << (here * step)
        means = {rounded_to_half(Fraction(total, persons)) for total in _places(totals)}
        for mean in means:
            seen[mean] = seen.get(mean, 0) + 1
    return min(seen.values()) > 1


# A set of sums is a whole number with a bit for each of them. -----------------------------------


def _sums(steps: Sequence[int], persons: int) -> int:
    """Return every sum that so many persons can have with these steps."""
    found = 1
    for _ in range(persons):
        found = _either([found << step for step in steps])
    return found


def _added(one: int, other: int) -> int:
    """Return every sum of a member of each."""
    return _either([one << place for place in _places(other)])


def _either(several: Sequence[int]) -> int:
    found = 0
    for one in several:
        found |= one
    return found


def _places(bits: int) -> list[int]:
    return [place for place in range(bits.bit_length()) if bits >> place & 1]
