"""Conditions on the answers of one person, as the codebook writes them."""

from collections.abc import Iterator
from typing import assert_never

from msgspec import Struct


class AtLeast(Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="at_least"):
    """The scale value or number given to `item` is `value` or more."""

    item: str
    value: int


class AtMost(Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="at_most"):
    """The scale value or number given to `item` is `value` or less."""

    item: str
    value: int


class Is(Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="is"):
    """`item` was answered with one of `codes` (a multiple choice: at least one of them)."""

    item: str
    codes: tuple[str, ...]


class Not(Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="not"):
    """`condition` does not hold."""

    condition: "Condition"


class AnyOf(Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="any"):
    """At least one of `conditions` holds."""

    conditions: "tuple[Condition, ...]"


class AllOf(Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="all"):
    """Every one of `conditions` holds."""

    conditions: "tuple[Condition, ...]"


Condition = AtLeast | AtMost | Is | Not | AnyOf | AllOf


def leaves(condition: Condition) -> Iterator[AtLeast | AtMost | Is]:
    """Give the tests on single items that a condition is made of."""
    match condition:
        case AtLeast() | AtMost() | Is():
            yield condition
        case Not(condition=inner):
            yield from leaves(inner)
        case AnyOf(conditions=several) | AllOf(conditions=several):
            for one in several:
                yield from leaves(one)
        case _:
            assert_never(condition)
