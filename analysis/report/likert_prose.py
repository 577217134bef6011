"""What a battery says, as a paragraph to read beside its diagram: each number once."""

from collections.abc import Collection, Sequence
from fractions import Fraction

from analysis.codebook import Scale
from analysis.definitions import question
from analysis.estimates import LikertEstimate
from analysis.report.topics import asks
from analysis.sentences import (
    agreed_to,
    agreement_sentence,
    answering,
    extremes_sentence,
    most_agree_sentence,
    outside_sentence,
)
from analysis.words import listed, number, quoted, sentence, share

EACH_TOLD = 3
"""Up to so many items are told one by one; of more, the ends first."""
MIDDLE_TOLD = 4
"""Of the items between the ends, so many are told one by one."""
MANY_OUTSIDE = Fraction(1, 10)
"""From this share, what “vet ej” does to a percentage is told."""
ALIKE = "Svaren är mycket samstämmiga."


def battery_prose(
    items: Sequence[LikertEstimate], scale: Scale, k: int, wanted: Collection[str]
) -> str:
    """Return the paragraph; items `wanted` by the report plan get a sentence of their own."""
    shown = [one for one in items if one.top2.count is not None and one.top2.of]
    if not shown:
        return agreement_sentence(items[0], scale.agree, k)
    ends: set[str] = set()
    sentences = []
    if len(items) > EACH_TOLD:
        sentences.append(extremes_sentence(items) or "")
        ends = _ends(shown)
    own = [one for one in shown if one.variable.name in wanted]
    rest = [one for one in shown if one.variable.name not in {*ends, *wanted}]
    if ends and len(rest) > MIDDLE_TOLD:
        sentences += [item_prose(one, scale, k) for one in own]
        sentences.append(most_agree_sentence(rest) or "")
        explained = own
    else:
        by_share = [*own, *sorted(rest, key=_share, reverse=True)]
        explained = [one for one in own if _outside(one)]
        explained += [one for one in rest if _many_outside(one)]
        sentences.append(together([one for one in by_share if one not in explained], scale, k))
        sentences += [item_prose(one, scale, k) for one in explained]
    left = [one for one in shown if one not in explained]
    sentences.append(_few_outside(left, others=any(_outside(one) for one in explained)))
    return " ".join(one for one in sentences if one)


def item_prose(item: LikertEstimate, scale: Scale, k: int) -> str:
    """Return what one item says: how many agree, and what “vet ej” did to the share."""
    told = agreement_sentence(item, scale.agree, k)
    return " ".join(
        [told, *([ALIKE] if item.unanimous else []), outside_sentence(item, k) or ""]
    ).strip()


def together(items: Sequence[LikertEstimate], scale: Scale, k: int) -> str:
    """Return the shares of several items, in one sentence where one can.

    “50 av 57 (88 %) instämmer mycket eller helt i att …, 43 av 57 (75 %) i att …”: the words of
    the scale are said once, and anew where the next item takes others.
    """
    sentences: list[list[str]] = []
    said = ""
    for one in items:
        count, of = one.top2.count, one.top2.of
        if count is None or not of:
            sentences.append([agreement_sentence(one, scale.agree, k)])
            said = ""
            continue
        to = agreed_to(one, scale.agree)
        verb = to[: len(to) - len(_after(to, scale.agree))]
        if sentences and verb == said:
            sentences[-1].append(f"{share(count, of)} {_after(to, scale.agree)}")
        else:
            sentences.append([f"{share(count, of)} {to}"])
        said = verb
    alike = [ALIKE] if items and all(one.unanimous for one in items) else []
    told = [sentence(listed(parts)) for parts in sentences]
    return " ".join(dict.fromkeys([*told, *alike]))


def _after(to: str, agree: str) -> str:
    """Return what comes after the words of the scale: “i att …”, “på frågan …”."""
    for words in (agree, answering(agree)):
        if to.startswith(f"{words} "):
            return to.removeprefix(f"{words} ")
    return to


def _share(item: LikertEstimate) -> Fraction:
    return Fraction(item.top2.count or 0, item.top2.of or 1)


def _ends(items: Sequence[LikertEstimate]) -> set[str]:
    ends = (min(map(_share, items)), max(map(_share, items)))
    return {one.variable.name for one in items if _share(one) in ends}


def _outside(item: LikertEstimate) -> int:
    if item.merged is not None:
        return item.merged.outside
    pairs = zip(item.variable.codes, item.counts, strict=True)
    return sum(count or 0 for code, count in pairs if code.value is None)


def _many_outside(item: LikertEstimate) -> bool:
    return Fraction(_outside(item), item.n or 1) >= MANY_OUTSIDE


def _few_outside(items: Sequence[LikertEstimate], *, others: bool) -> str:
    """Return how many at most gave “vet ej” where it is told of no single item."""
    found = [one for one in items if _outside(one)]
    if not found:
        return ""
    texts = dict.fromkeys(
        code.text.lower() for one in found for code in one.variable.codes if code.value is None
    )
    label = " eller ".join(quoted(one) for one in texts)
    capital_label = f"”{label[1:2].upper()}{label[2:]}"
    most = max(_outside(one) for one in found)
    people = "person" if most == 1 else "personer"
    if len(found) == 1:
        about = question(found[0].variable)
        return sentence(f"{number(most)} {people} har svarat {label} om {about}")
    each = "fråga" if any(asks(one) for one in found) else "påstående"
    begun = f"I övrigt har {label}" if others else f"{capital_label} har"
    return f"{begun} valts av högst {number(most)} {people} per {each}."
