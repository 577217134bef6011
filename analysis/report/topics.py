"""What a part of the results is about: its heading, and the message above its diagram."""

from collections.abc import Sequence

from analysis.codebook import Scale
from analysis.estimates import LikertEstimate
from analysis.headlines import headline
from analysis.report.writing import capital, captioned
from analysis.sentences import answering
from analysis.swedish import NO_BREAK, few
from analysis.words import number

_ABOUT = ("frågor om ", "fråga om ", "påståenden om ", "påstående om ")


def topic(title: str) -> str:
    """Return what a title is about, itself where it does not say so.

    “påverkan på individer” of “Frågor om påverkan på individer.”
    """
    bare = captioned(title)
    for words in _ABOUT:
        _, found, after = bare.partition(words)
        if not found:
            _, found, after = bare.partition(capital(words))
        if found and after:
            return after
    return bare


def heading(title: str) -> str:
    """Return the heading of the section that a title stands in."""
    return capital(topic(title))


def is_told(title: str) -> bool:
    """Return whether a title names its subject after “frågor om”."""
    return topic(title) != captioned(title)


def kind_of(items: Sequence[LikertEstimate], count: int) -> str:
    """Return `ett påstående`, `tre påståenden` or `två frågor`, by what was asked."""
    if any(asks(one) for one in items):
        return f"{number(count)} {'fråga' if count == 1 else 'frågor'}"
    written = number(count, neuter=True)
    return f"{written} påstående{'n' if count > 1 else ''}"


def asks(item: LikertEstimate) -> bool:
    """Return whether an item is a question rather than a statement."""
    stem = item.variable.stem.strip()
    return item.variable.text.rstrip().endswith("?") or stem.endswith(("...", "…"))


def message(items: Sequence[LikertEstimate], scale: Scale) -> str:
    """Return the message of a diagram in one line; empty where there is none to tell."""
    return headline(items, scale) or _span(items, scale)


def _span(items: Sequence[LikertEstimate], scale: Scale) -> str:
    """Return between which shares the items lie, where all of them are shown."""
    percents = [
        one.top2.percent for one in items if one.top2.percent is not None and not few(one.n)
    ]
    if len(percents) < max(len(items), 2) or min(percents) == max(percents):
        return ""
    agree = scale.agree
    if any(asks(one) for one in items):
        agree = answering(agree)
    return f"Mellan {min(percents)} och {max(percents)}{NO_BREAK}procent {agree}"
