"""A colour of the förbund's own on the pages, readable in daylight and in the dark.

Contrast is that of WCAG 2 (relative luminance). What is derived from the colour is made lighter or
darker until it can be read, so only the colour itself can be refused.
"""

import re
from collections.abc import Mapping

from survey_app.mistakes import Mistake

LEAST = 4.5
"""Contrast of text and its ground, WCAG 1.4.3."""
WHITE, BLACK = "#ffffff", "#000000"
GROUND, PAPER = "#f5f0e6", "#fffdf8"
DARK_GROUND, DARK_PAPER, DARK_INK = "#141b19", "#1d2624", "#f1efe8"
"""As in `static/samsvar.css`; a test keeps them equal."""
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_STEPS = 50


class AccentError(Mistake):
    """A colour that cannot be used, and one near it that can."""


def checked(written: str) -> str:
    """Return the colour in lower case. Raises AccentError when it is none, or hard to read."""
    colour = written.lower()
    if not _COLOUR.fullmatch(colour):
        raise AccentError(f"“{written}” is not a colour; write it as #12564a.")
    found = min(contrast(colour, ground) for ground in (GROUND, PAPER, WHITE))
    if found < LEAST:
        raise AccentError(
            f"“{written}” has a contrast of {found:.1f} against the page and needs {LEAST}: links "
            f"and buttons could not be read. {_readable(colour, BLACK, GROUND)} would do."
        )
    return colour


def tokens(colour: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return what the tokens of the style sheet are to be, in daylight and in the dark."""
    pale = _readable(colour, WHITE, DARK_PAPER)
    light = {
        "accent": colour,
        "accent-deep": mixed(colour, BLACK, 0.3),
        "tint": mixed(PAPER, colour, 0.12),
    }
    dark = {
        "accent": pale,
        "accent-deep": mixed(pale, WHITE, 0.35),
        "on-accent": _readable(mixed(colour, BLACK, 0.6), BLACK, pale),
        "tint": _readable(mixed(DARK_PAPER, colour, 0.35), DARK_PAPER, DARK_INK),
    }
    return light, dark


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """Return `one` with a `share` of `other`, 0 to 1."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _readable(colour: str, towards: str, ground: str) -> str:
    """Return the colour moved as little as needed `towards` another to be read on `ground`."""
    for step in range(_STEPS + 1):
        found = mixed(colour, towards, step / _STEPS)
        if contrast(found, ground) >= LEAST:
            return found
    return towards


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
