"""Numbers, shares and statements as running Swedish text.

Small numbers are written as words (“tre av sju”), never mixed with a percentage: digits stand
where a percentage stands beside them (“42 av 56 (75 %)”). A base under ten gets no percentage.
"""

from collections.abc import Sequence
from enum import Enum
from fractions import Fraction

from analysis.rounding import percent
from analysis.swedish import NO_BREAK, few, percentage


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_NUMBERS = _words("noll en två tre fyra fem sex sju åtta nio tio elva tolv")

_PARTS = (
    ("en fjärdedel", Fraction(1, 4)),
    ("en tredjedel", Fraction(1, 3)),
    ("hälften", Fraction(1, 2)),
    ("två tredjedelar", Fraction(2, 3)),
    ("tre fjärdedelar", Fraction(3, 4)),
)
_NEAR = Fraction(2, 100)

_STARTERS = _words(
    "arbetssätten arbetssättet de den deltagarna deltagarnas det detta en ett handläggning "
    "handläggningen hinder individen individens individerna insatsen insatserna målgruppen "
    "målgruppens modellen projektet projekten projektets rätt samarbetet samverkan stödet "
    "verksamheten överenskommelsen"
)
"""First words of statements that are no names, so that they may lose their capital letter."""

_OWN_WORDS = _words("du din ditt dina dig jag mig min mitt mina oss vi vår vårt våra")
_MOVING_WORDS = _words(
    "aldrig alltid bara därför fortfarande gärna heller inte ofta också redan sällan ännu"
)
"""Words that change places after “att”: “det är inte” becomes “att det inte är”."""


class Style(Enum):
    """How a share that is no whole percentage is written."""

    WHOLE = "whole"
    """Rounded half up: 17 procent."""
    NEAREST = "nearest"
    """“drygt” below the half, else “knappt”: knappt 17 procent for 2 of 12."""
    OVER = "over"
    """“drygt” and the whole percentages that are full: drygt 16 procent (källa 000)."""


def number(value: int, *, neuter: bool = False) -> str:
    """Return `sju` for 7 and `13` for 13; 1 is `ett` before a neuter word."""
    if value == 1 and neuter:
        return "ett"
    return _NUMBERS[value] if 0 <= value < len(_NUMBERS) else str(value)


def share(count: int, of: int, who: str = "") -> str:
    """Return `42 av 56 deltagare (75 %)`, or `tre av sju` where the base is under ten.

    `who` is a word in the plural for those who make up the base. Raises ValueError when `count`
    cannot be a part of `of`.
    """
    if not 0 <= count <= of:
        raise ValueError(f"{count} is no part of {of}")
    if of == 1:
        return "den enda" if count else "ingen"
    everyone = f"{number(of)} {who}".rstrip()
    if count in (0, of):
        return f"{'alla' if count else 'ingen av'} {everyone}"
    if few(of):
        return f"{number(count)} av {everyone}"
    return f"{count} av {f'{of} {who}'.rstrip()} ({percentage(percent(count, of))})"


def plain_count(count: int, of: int) -> str:
    """Return `sju av 56`: a count without its percentage, small numbers in words."""
    return f"{number(count)} av {number(of)}"


def percent_words(count: int, of: int, style: Style = Style.WHOLE) -> str:
    """Return a share for running text: `87 procent`, `drygt 16 procent`, `knappt 17 procent`.

    An exact percentage gets no “drygt”. The space before “procent” breaks no line. Only for bases
    of ten and more; raises ValueError below.
    """
    if few(of):
        raise ValueError(f"a base of {of} gets counts, not percentages")
    full, rest = divmod(100 * count, of)
    if style is Style.WHOLE or rest == 0:
        written = str(percent(count, of))
    elif style is Style.NEAREST and 2 * rest >= of:
        written = f"knappt {full + 1}"
    else:
        written = f"drygt {full}"
    return f"{written}{NO_BREAK}procent"


def rough_words(count: int, of: int) -> str | None:
    """Return `mer än hälften`, `ungefär en fjärdedel` …, None where no such word is near.

    A simple fraction is named within two percentage points of it; “mer än hälften” holds for what
    is above the half and near no other fraction.
    """
    exact = Fraction(count, of)
    if exact in (0, 1):
        return "alla" if exact else "ingen"
    for words, fraction in _PARTS:
        if exact == fraction:
            return words
        if fraction != Fraction(1, 2) and abs(exact - fraction) <= _NEAR:
            return f"ungefär {words}"
    return "mer än hälften" if exact > Fraction(1, 2) else None


def listed(parts: Sequence[str], last_by: str = "och") -> str:
    """Return `a, b och c`."""
    *most, last = parts
    return f"{', '.join(most)} {last_by} {last}" if most else last


def lowered(text: str) -> str:
    """Return the text without its capital letter, to stand inside a sentence."""
    return f"{text[:1].lower()}{text[1:]}"


def capital(text: str) -> str:
    """Return the text with a capital letter and no full stop: a heading or a cell."""
    return f"{text[:1].upper()}{text[1:]}"


def sentence(text: str) -> str:
    """Return the text with a capital letter and a full stop."""
    return f"{capital(text)}{'' if text.endswith(('.', '?', '!', '.”')) else '.'}"


def quoted(text: str) -> str:
    """Return ”text” in Swedish quotation marks, those inside it single and no stop at its end."""
    inner = text.rstrip()
    if inner.endswith(".") and not inner.endswith(".."):
        inner = inner[:-1]
    for mark in '"“”':
        inner = inner.replace(mark, "’")
    return f"”{inner}”"


def clause(statement: str) -> str | None:
    """Return a statement as it is said after “att”, None where it must rather be quoted.

    “Projektet bidrar till att stärka samverkan.” follows “instämmer i att” as it stands. One in
    the first person, with a word that would change places, or beginning with what may be a name
    does not.
    """
    bare = statement.strip().rstrip(".")
    words = [word.strip(".,;:()\"”“'?!").lower() for word in bare.split()]
    plain = (
        len(words) > 2
        and words[0] in _STARTERS
        and not {*words} & {*_OWN_WORDS, *_MOVING_WORDS}
        and not bare.endswith(("?", "!", "…"))
    )
    if not plain:
        return None
    return lowered(bare.replace('"', "”"))
