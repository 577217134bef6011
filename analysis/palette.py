"""Colours that keep apart for everyone, and the letters that can be read on them.

The five colours of a scale were chosen by measurement: the smallest CIE76 distance between any two
is 19 or more for normal sight and each kind of colour blindness. No scale of two colours survives
grey printing, and the light steps are faint on white: always draw outlines, labels and a legend in
the order of the scale.
"""

from collections.abc import Sequence
from functools import lru_cache

MEASURED = ("#b35806", "#f1a340", "#e0e0e0", "#92c5de", "#2166ac")
"""From the lowest step of a scale to the highest, with a true grey in the middle."""

ONE = "#2166ac"
"""The colour of bars that are not steps of a scale."""
TOTAL = "#4d4d4d"
"""The colour of everyone together, among bars of groups."""

BLACK = "#000000"
WHITE = "#ffffff"
OUTLINE = "#444444"
FAINT = "#d0d0d0"
QUIET = "#555555"
"""For notes and words that stand instead of a bar; 7:1 on white."""

READABLE = 4.5
"""The contrast that WCAG 2.2 asks of text."""


@lru_cache(maxsize=64)
def scale_colours(steps: int) -> tuple[str, ...]:
    """Return a colour for each step of a scale, from the lowest to the highest.

    An even number of steps has no grey. More than five are mixed from the measured five.
    """
    if steps == 1:
        return (ONE,)
    anchors = MEASURED if steps % 2 else MEASURED[:2] + MEASURED[3:]
    if steps == 2:
        return (MEASURED[0], MEASURED[-1])
    if steps == 3:
        return MEASURED[::2]
    last = len(anchors) - 1
    return tuple(_mixed(anchors, place * last / (steps - 1)) for place in range(steps))


def _mixed(anchors: Sequence[str], at: float) -> str:
    below = min(int(at), len(anchors) - 2)
    share = at - below
    pairs = zip(_channels(anchors[below]), _channels(anchors[below + 1]), strict=True)
    return "#" + "".join(f"{int(low + (high - low) * share + 0.5):02x}" for low, high in pairs)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


@lru_cache(maxsize=64)
def ink_on(fill: str) -> str:
    """Return black or white, whichever is easier to read on `fill`: always 4.5:1 or better."""
    return max(BLACK, WHITE, key=lambda ink: contrast(ink, fill))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2 between two colours, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    if channel <= 0.04045:
        return channel / 12.92
    return float(((channel + 0.055) / 1.055) ** 2.4)
