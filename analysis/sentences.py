"""Sentences about items on a scale, with every number's base, from what may be shown.

A number that is withheld gives a sentence that says so. Tables and figures hold the rest.
"""

from collections.abc import Sequence
from fractions import Fraction

from analysis.codebook import Code
from analysis.definitions import question
from analysis.disclosure import FEW
from analysis.estimates import LikertEstimate, Share
from analysis.swedish import few
from analysis.words import (
    Style,
    clause,
    listed,
    number,
    percent_words,
    plain_count,
    quoted,
    rough_words,
    sentence,
    share,
)

AGREES = "instämmer"
POSITIVELY = "svarar positivt"


def withheld_sentence(k: int, *, group: str | None = None) -> str:
    """Return why a result is not shown; `k` is the smallest base of the round."""
    whose = f"Resultatet för {group}" if group else "Resultatet"
    return (
        f"{whose} visas inte: färre än {number(k)} har svarat, eller så skulle svaren från en så "
        "liten grupp gå att räkna ut."
    )


def agreement_sentence(
    estimate: LikertEstimate, agree: str, k: int, *, that: str = "", who: str = ""
) -> str:
    """Return “42 av 56 (75 %) instämmer i ganska hög eller mycket hög grad i att …”.

    - `agree`: the words of the scale, `Scale.agree`;
    - `k`: the smallest base of the round, for the sentence that says why nothing is shown;
    - `that`: what they agree to, in the words of the writer, after “att”. Without it, the item
      follows “att” where it can and is quoted where it cannot;
    - `who`: a word in the plural for those who answered.
    """
    if estimate.top2.count is None or estimate.top2.of is None:
        return withheld_sentence(k, group=estimate.group)
    if estimate.top2.of == 0:
        return _nobody(estimate)
    whose = f"För {estimate.group} gäller att " if estimate.group else ""
    told = share(estimate.top2.count, estimate.top2.of, who)
    return sentence(f"{whose}{told} {agreed_to(estimate, agree, that)}")


def _nobody(estimate: LikertEstimate) -> str:
    where = f" i {estimate.group}" if estimate.group else ""
    return f"Ingen{where} har besvarat frågan {question(estimate.variable)}."


def agreed_to(estimate: LikertEstimate, agree: str, that: str = "") -> str:
    """Return what is said after the number: “instämmer … i att …”, or on which question.

    `agree` and `that` are those of `agreement_sentence`.
    """
    text = estimate.variable.text
    stem = estimate.variable.stem.strip()
    agrees = agree.startswith(AGREES)
    if stem.endswith(("...", "…")) or text.rstrip().endswith("?"):
        asked = f"i att {that}" if that else f"på frågan {question(estimate.variable)}"
        return f"{answering(agree)} {asked}"
    said = that or clause(text)
    if said and agrees:
        return f"{agree} i att {said}"
    return f"{agree} {'i' if agrees else 'på'} påståendet {quoted(text)}"


def answering(agree: str) -> str:
    """Return the words of a scale as one says them of a question: nobody “agrees” with one.

    A degree answers it: “svarar i hög grad”. Other agreement is called positive, in its own words.
    """
    if not agree.startswith(AGREES):
        return agree
    if agree.startswith(f"{AGREES} i "):
        return agree.replace(AGREES, "svarar", 1)
    return POSITIVELY if agree == AGREES else f"{POSITIVELY} ({agree})"


def outside_sentence(estimate: LikertEstimate, k: int = FEW) -> str | None:
    """Return what “vet ej” did to the share that agrees: with it in the base, and without.

    Without it the base may be smaller than `k`, the smallest base of the round; then only how many
    answered so is told, and under ten too where nobody says what k is. None where the item has no
    such answer, nobody gave it, or it is withheld.
    """
    outside = _outside(estimate)
    within, without = estimate.top2, estimate.top2_substantive
    if not outside or None in (within.count, within.of, without.count, without.of):
        return None
    labels = " eller ".join(quoted(one.text.lower()) for one in _missing(estimate))
    # The base by its number: “av dem” would be those that the sentence before it was about.
    gave = sentence(f"{_some_of(outside, within.of or 0)} har svarat {labels}")
    if (without.of or 0) < k:
        return gave
    return f"{gave} Med dem i basen är andelen {_of(within)}, utan dem {_of(without)}."


def _some_of(count: int, of: int) -> str:
    return f"alla {number(of)}" if count == of else f"{number(count)} av de {number(of)}"


def _missing(estimate: LikertEstimate) -> list[Code]:
    return [code for code in estimate.variable.codes if code.value is None]


def _outside(estimate: LikertEstimate) -> int | None:
    if estimate.merged is not None:
        return estimate.merged.outside
    codes = zip(estimate.variable.codes, estimate.counts, strict=True)
    counts = [count for code, count in codes if code.value is None]
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


def _of(of: Share) -> str:
    return share(of.count or 0, of.of or 0)


def distribution_sentence(estimate: LikertEstimate, k: int, *, style: Style = Style.WHOLE) -> str:
    """Return how the answers are spread, the most positive first, with the base at the end.

    Of a small group only three parts of the scale may be told apart; then they are told.
    """
    n = estimate.n
    if n is None or (estimate.merged is None and None in estimate.counts):
        return withheld_sentence(k, group=estimate.group)
    if n == 0:
        return _nobody(estimate)
    told = [
        f"{_part(count, n, style)} svarar {label}"
        if place == 0
        else f"{_part(count, n, style)} {label}"
        for place, (label, count) in enumerate(_answers(estimate))
    ]
    return sentence(f"{listed(told)} (n = {n})")


def _part(count: int, n: int, style: Style) -> str:
    return number(count) if few(n) else percent_words(count, n, style)


def _answers(estimate: LikertEstimate) -> list[tuple[str, int]]:
    merged = estimate.merged
    if merged is not None:
        parts = [("högt", merged.top), ("i mitten", merged.middle), ("lågt", merged.bottom)]
        outside = " eller ".join(quoted(one.text.lower()) for one in _missing(estimate))
        return [*parts, (outside, merged.outside)] if merged.outside else parts
    codes = zip(estimate.variable.codes, estimate.counts, strict=True)
    known = [(code, count) for code, count in codes if count is not None]
    known.sort(key=lambda pair: -1 if pair[0].value is None else pair[0].value, reverse=True)
    return [(quoted(code.text), count) for code, count in known]


def extremes_sentence(items: Sequence[LikertEstimate]) -> str | None:
    """Return which items of a battery most agree with, and which fewest.

    Compared by the exact share that agrees; items that tie are named together. Those withheld or
    unanswered are counted at the end. None with fewer than two to compare.
    """
    shares = {place: _exact(one.top2) for place, one in enumerate(items)}
    known = {place: one for place, one in shares.items() if one is not None}
    if len(known) < 2:
        return None
    highest, lowest = max(known.values()), min(known.values())
    rest = _not_compared(len(items) - len(known), len(items))
    if highest == lowest:
        told = f"Andelen positiva är lika stor för de {number(len(known))} påståendena."
    else:
        most = [items[place] for place, one in known.items() if one == highest]
        least = [items[place] for place, one in known.items() if one == lowest]
        told = f"Mest positiva är svaren om {_named(most)}, minst positiva om {_named(least)}."
    return f"{told} {rest}".rstrip()


def _not_compared(left_out: int, of: int) -> str:
    if not left_out:
        return ""
    how_many = f"{number(left_out, neuter=True)} av {number(of)} påståenden"
    return sentence(f"{how_many} är inte med i jämförelsen")


def _exact(of: Share) -> Fraction | None:
    return None if of.count is None or not of.of else Fraction(of.count, of.of)


def _named(items: Sequence[LikertEstimate]) -> str:
    return listed([f"{question(one.variable)} ({_pair(one.top2)})" for one in items])


def _pair(of: Share) -> str:
    """Return a share to stand between parentheses: “82 procent, 46 av 56”."""
    count, base = of.count or 0, of.of or 0
    if few(base):
        return plain_count(count, base)
    return f"{percent_words(count, base)}, {count} av {base}"


def most_agree_sentence(items: Sequence[LikertEstimate]) -> str | None:
    """Return the items that more than half agree with, “vet ej” in the base; None when none."""
    found = [
        one for one in items if (part := _exact(one.top2)) is not None and part > Fraction(1, 2)
    ]
    if not found:
        return None
    named = [f"{question(one.variable)} ({_pair(one.top2)})" for one in found]
    return f"Mer än hälften är positiva i svaren om {listed(named)}."


def rough_sentence(count: int, of: int, what: str) -> str:
    """Return “Mer än hälften, 58 av 98, …”: `what` is the rest of the sentence."""
    words = rough_words(count, of)
    return sentence(f"{words}, {count} av {of}, {what}" if words else f"{share(count, of)} {what}")
