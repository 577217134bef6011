"""The message of a figure, as its title, from nothing but what may be shown.

Each function returns None where there is no message that is both short and safe; then the title
of the report plan stands. A headline ends without a full stop.
"""

from collections.abc import Sequence
from fractions import Fraction

from analysis.codebook import Scale
from analysis.estimates import ChoiceEstimate, LikertEstimate, Share
from analysis.mean_dots import Mean
from analysis.sentences import POSITIVELY, agreed_to
from analysis.swedish import few, short
from analysis.words import capital, listed, number, percent_words, plain_count, quoted

LONGEST = 150
"""Letters that stand on two lines of a figure's title."""
MOST_THAT_TIE = 2
SIMPLY = "instämmer"


def headline(items: Sequence[LikertEstimate], scale: Scale) -> str | None:
    """Return what a figure of items tells: “75 procent instämmer i att …”.

    Of several items the one that most agree with, and the one that fewest do. Where groups are
    drawn as well the headline is about everyone. Where some items are withheld it says that it
    speaks only of those that are shown: else it would tell that theirs are neither more nor less.
    """
    of_all = [item for item in items if item.group is None]
    shown = [item for item in of_all if item.top2.count is not None and item.top2.of]
    if len(of_all) == 1 and shown:
        return _if_short(_one(shown[0], scale))
    if len(shown) < 2:
        return None
    return _most_and_least(shown, scale, all_shown=len(shown) == len(of_all))


def _one(item: LikertEstimate, scale: Scale) -> str:
    count, of = item.top2.count or 0, item.top2.of or 1
    return capital(f"{_how_many(count, of)} {agreed_to(item, scale.agree)}")


def _how_many(count: int, of: int) -> str:
    """Return `75 procent`, `tre av sju`, `alla 58`, and never 100 percent of almost all."""
    if count in (0, of):
        return f"{'alla' if count else 'ingen av'} {number(of)}"
    if few(of):
        return plain_count(count, of)
    written = percent_words(count, of)
    return f"{count} av {of}" if written.split()[0] in {"0", "100"} else written


def _most_and_least(
    items: Sequence[LikertEstimate], scale: Scale, *, all_shown: bool
) -> str | None:
    shares = [Fraction(item.top2.count or 0, item.top2.of or 1) for item in items]
    most, least = (
        [item for item, share in zip(items, shares, strict=True) if share == end]
        for end in (max(shares), min(shares))
    )
    if max(shares) == min(shares) or len(most) > MOST_THAT_TIE:
        return None
    begun = "Störst andel" if all_shown else "Störst andel av det som visas"
    verb = SIMPLY if scale.agree.startswith(SIMPLY) else scale.agree
    highest = f"{begun} {_named(most, verb, scale)}"
    if len(least) > MOST_THAT_TIE:
        return _if_short(highest)
    lowest = f"minst andel {_named(least, verb, scale)}"
    return _if_short(f"{highest}, {lowest}") or _if_short(highest)


def _named(items: Sequence[LikertEstimate], verb: str, scale: Scale) -> str:
    told = []
    for place, item in enumerate(items):
        said = agreed_to(item, verb)
        if said.startswith(POSITIVELY) and scale.agree.startswith(f"{SIMPLY} i "):
            # Of a question, a degree is told in the whole words of the scale.
            said = agreed_to(item, scale.agree)
        told.append(said.removeprefix(f"{verb} ") if place else said)
    return f"{listed(told)} ({_in_brackets(items[0].top2)})"


def _in_brackets(share: Share) -> str:
    count, of = share.count or 0, share.of or 1
    return plain_count(count, of) if few(of) else _how_many(count, of)


def choice_headline(estimate: ChoiceEstimate) -> str | None:
    """Return the answer that most gave: “Flest har svarat ”Kommun” (41 procent)”."""
    counts = [count for count in estimate.counts if count is not None]
    if len(counts) < len(estimate.counts) or not estimate.n or not any(counts):
        return None
    most = max(counts)
    texts = [
        quoted(code.text)
        for code, count in zip(estimate.variable.codes, counts, strict=True)
        if count == most
    ]
    if len(texts) > MOST_THAT_TIE:
        return None
    gave = "valt" if estimate.variable.kind == "multiple" else "svarat"
    each = " vardera" if len(texts) > 1 else ""
    return _if_short(f"Flest har {gave} {listed(texts)} ({_how_many(most, estimate.n)}{each})")


def means_headline(means: Sequence[Mean]) -> str | None:
    """Return which group has the highest mean and which the lowest, as källa 002 told diagram 3.

    None where the one or the other has fewer than ten answers or shares its place.
    """
    groups = [one for one in means if not one.is_total]
    known = [(one.mean, one) for one in groups if one.mean is not None and one.n]
    if len(known) < 2:
        return None
    (highest, top), (lowest, bottom) = (end(known, key=lambda pair: pair[0]) for end in (max, min))
    values = [mean for mean, _ in known]
    if few(top.n) or few(bottom.n) or values.count(highest) > 1 or values.count(lowest) > 1:
        return None
    where = "" if len(known) == len(groups) else " av dem som visas"
    return _if_short(
        f"Högst medelvärde{where} har {top.name} ({short(highest)}), "
        f"lägst {bottom.name} ({short(lowest)})"
    )


def _if_short(text: str) -> str | None:
    return text if len(text) <= LONGEST else None
