"""Sentences about choices, numbers and indicators, from what may be shown."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.codebook import Codebook
from analysis.definitions import definition, question
from analysis.estimates import ChoiceEstimate, IndicatorEstimate, NumberEstimate
from analysis.rounding import percent_with_one_decimal
from analysis.sentences import withheld_sentence
from analysis.swedish import few, percentage, short
from analysis.words import listed, number, quoted, sentence, share

if TYPE_CHECKING:
    from analysis.index import IndexEstimate

BOTH = 2
LOWEST_ALPHA = 0.7
"""From here an index of items is usually taken to hold together."""


def choice_sentence(estimate: ChoiceEstimate, k: int) -> str:
    """Return the answer that most gave, or those that tie; a multiple choice on both bases."""
    counts = _all_counts(estimate)
    if estimate.n is None or counts is None:
        return withheld_sentence(k, group=estimate.group)
    asked = question(estimate.variable)
    if estimate.n == 0:
        return f"Ingen har besvarat frågan {asked}."
    most = max(counts)
    if most == 0:
        return f"Ingen av {number(estimate.n)} har valt något svar på frågan {asked}."
    codes = zip(estimate.variable.codes, counts, strict=True)
    texts = [quoted(code.text) for code, count in codes if count == most]
    each = " vardera" if len(texts) > 1 else ""
    where = f" i {estimate.group}" if estimate.group else ""
    gave = "valt" if estimate.variable.kind == "multiple" else "svarat"
    return sentence(
        f"på frågan {asked} har flest{where} {gave} {listed(texts)}, "
        f"{_on_its_bases(estimate, most, estimate.n)}{each}"
    )


def _all_counts(estimate: ChoiceEstimate) -> Sequence[int] | None:
    counts = [count for count in estimate.counts if count is not None]
    return counts if len(counts) == len(estimate.counts) else None


def _on_its_bases(estimate: ChoiceEstimate, count: int, n: int) -> str:
    persons = share(count, n)
    if estimate.variable.kind != "multiple" or not estimate.picks:
        return persons
    return f"{persons}, vilket är {_of_picks(count, estimate.picks)}"


def _of_picks(count: int, picks: int) -> str:
    """Return `3 av 24 kryss (12,5 %)`: one decimal, since a pick is a small part of them."""
    if few(picks):
        return f"{number(count)} av {number(picks)} kryss"
    return f"{count} av {picks} kryss ({percentage(percent_with_one_decimal(count, picks))})"


def option_sentence(estimate: ChoiceEstimate, code: str, k: int) -> str:
    """Return how many chose one option: of the persons, and of all picks in a multiple choice.

    Raises KeyError when the question has no such option.
    """
    place = {one.code: place for place, one in enumerate(estimate.variable.codes)}[code]
    count = estimate.counts[place]
    if count is None or estimate.n is None:
        return withheld_sentence(k, group=estimate.group)
    if estimate.n == 0:
        return f"Ingen har besvarat frågan {question(estimate.variable)}."
    persons = share(count, estimate.n)
    chose = f"{persons} valde {quoted(estimate.variable.codes[place].text)}"
    if estimate.variable.kind == "multiple" and estimate.picks:
        chose += f", vilket är {_of_picks(count, estimate.picks)}"
    return sentence(chose)


def number_sentence(estimate: NumberEstimate, k: int) -> str:
    """Return the middle of the numbers given, in the unit of the question."""
    if estimate.n is None or (estimate.mean is None and estimate.n):
        return withheld_sentence(k, group=estimate.group)
    asked = question(estimate.variable)
    if estimate.n == 0:
        return f"Ingen har besvarat frågan {asked}."
    unit = f" {estimate.variable.unit}".rstrip()
    middle = "" if estimate.median is None else f" och medianen {short(estimate.median)}{unit}"
    where = f" i {estimate.group}" if estimate.group else ""
    return sentence(
        f"på frågan {asked} är medelvärdet{where} {short(estimate.mean)}{unit}{middle} "
        f"(n = {estimate.n})"
    )


def indicator_sentence(estimate: IndicatorEstimate, codebook: Codebook) -> str:
    """Return the share for whom an indicator holds, and right after it how it is counted."""
    count, of = estimate.share.count, estimate.share.of
    if count is None or of is None:
        return withheld_sentence(codebook.round.k, group=estimate.group)
    defined = definition(estimate.indicator, codebook)
    where = f" ({estimate.group})" if estimate.group else ""
    if of == 0:
        return f"{sentence(estimate.indicator.text)} Ingen{where} har besvarat frågorna."
    return f"{quoted(estimate.indicator.text)}{where} gäller {share(count, of)}. {defined}"


def index_sentence(estimate: "IndexEstimate") -> str | None:
    """Return the mean of everyone over the items together, its spread and Cronbach's alpha.

    None where the index may not be shown, or nobody answered every item.
    """
    if estimate.mean is None or not estimate.n:
        return None
    items = number(len(estimate.items))
    all_of_them = "båda" if len(estimate.items) == BOTH else f"alla {items}"
    spread = "" if estimate.sd is None else f", standardavvikelse {short(estimate.sd)}"
    told = (
        f"Räknat först för var och en som har svarat på {all_of_them} frågorna är medelvärdet "
        f"{short(estimate.mean)} (n = {estimate.n}{spread})."
    )
    if estimate.alpha is None:
        return told
    # Below this the items hardly measure one thing (Nunnally 1978).
    loose = estimate.alpha < LOWEST_ALPHA
    warned = " Det är lågt: frågorna mäter knappast en och samma sak." if loose else ""
    # Items that pull apart give a number under 0, which has no meaning of its own.
    alpha = "negativ" if estimate.alpha < 0 else short(estimate.alpha)
    return f"{told} Cronbachs alfa är {alpha} för de {items} frågorna.{warned}"
