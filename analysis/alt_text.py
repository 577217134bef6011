"""What a figure shows, in words, for those who cannot see it.

One or a few sentences with the message, n and the base; the whole table follows the figure.
"""

from collections.abc import Sequence
from fractions import Fraction

from analysis.codebook import Scale, Variable
from analysis.definitions import question
from analysis.estimates import ChoiceEstimate, LikertEstimate, Share
from analysis.rounding import percent, rounded
from analysis.swedish import few, short
from analysis.words import listed, lowered

MOST_TOLD = 3
"""Items that are each told of; of more, only those at the ends."""
MOST_OPTIONS = 8
TABLE_FOLLOWS = "Alla tal står i tabellen."


def likert(items: Sequence[LikertEstimate], scale: Scale, *, form: str) -> str:
    """Return what a figure of items tells: each one, or the highest and the lowest of many."""
    shown = [item for item in items if item.top2.count is not None]
    if len(shown) <= MOST_TOLD:
        told = [f"{question(item.variable)}: {item_told(item, scale)}" for item in shown]
        return " ".join([f"{form}.", *told])
    ranked = sorted(shown, key=_share_of, reverse=True)
    return " ".join(
        [
            f"{form} med {len(shown)} påståenden, {bases([item.n for item in shown])}.",
            f"Högst: {question(ranked[0].variable)}: {item_told(ranked[0], scale)}",
            f"Lägst: {question(ranked[-1].variable)}: {item_told(ranked[-1], scale)}",
            TABLE_FOLLOWS,
        ]
    )


def item_told(item: LikertEstimate, scale: Scale) -> str:
    """Return how an item was answered: those who agree, who do not, and who answered outside."""
    disagree = disagreement(item.variable, scale)
    parts = [f"{told(item.top2)} {scale.agree}", f"{told(item.bottom2, base=False)} {disagree}"]
    for code, count in zip(item.variable.codes, item.counts, strict=True):
        if code.value is None and count:
            people = "1 person" if count == 1 else f"{count} personer"
            parts.append(f"{people} svarade {lowered(code.text)}")
    return ", ".join(parts) + "."


def disagreement(variable: Variable, scale: Scale) -> str:
    """Return the words for the low answers: `instämmer inte alls eller lite`."""
    texts = [lowered(code.text) for code in variable.codes if code.code in scale.bottom]
    verb = scale.agree.split(" ")[0]
    if texts and all(text.startswith(verb + " ") for text in texts):
        return f"{verb} {listed([text.removeprefix(verb + ' ') for text in texts], 'eller')}"
    return f"svarar {listed([f'”{text}”' for text in texts], 'eller')}"


def groups(panels: Sequence[Sequence[LikertEstimate]], scale: Scale) -> str:
    """Return what bars by group tell: of each item the total, the highest and the lowest group."""
    parts = ["Liggande staplade diagram, en stapel för varje grupp."]
    for panel in panels:
        total = [item for item in panel if item.group is None]
        parts.append(f"{question(panel[0].variable)}:")
        parts += [f"totalt {told(item.top2)} {scale.agree}." for item in total if _known(item)]
        parts += _ends([(item.group or "", item.top2) for item in panel if item.group is not None])
    return " ".join([*parts, TABLE_FOLLOWS])


def waves(
    panels: Sequence[Sequence[tuple[str, LikertEstimate]]], changes: Sequence[str], scale: Scale
) -> str:
    """Return what a comparison tells: of each item the share that agrees at each time."""
    parts = [f"Liggande staplade diagram vid {len(panels[0])} tillfällen: andel som {scale.agree}."]
    for panel, change in zip(panels, changes, strict=True):
        told_of = [f"{name} {told(item.top2)}" for name, item in panel if _known(item)]
        parts.append(", ".join([f"{question(panel[0][1].variable)}: {told_of[0]}", *told_of[1:]]))
        parts[-1] += f", {change}." if change else "."
    return " ".join(parts)


def means(rows: Sequence[tuple[str, str, int]], low: str, high: str) -> str:
    """Return what a dot plot tells: `rows` are name, mean as written and n, highest first."""
    told_of = [f"{name} {mean} (n = {n})" for name, mean, n in rows]
    if len(told_of) > MOST_OPTIONS:
        told_of = [f"högst {told_of[0]}", f"lägst {told_of[-1]}"]
        return (
            f"Punktdiagram med {len(rows)} medelvärden på skalan {low} till {high}: "
            f"{', '.join(told_of)}. {TABLE_FOLLOWS}"
        )
    return f"Punktdiagram, medelvärden på skalan {low} till {high}: {', '.join(told_of)}."


def choice(estimate: ChoiceEstimate) -> str:
    """Return what the bars of a question with options tell, the most chosen first if many."""
    pairs = zip(estimate.variable.codes, estimate.counts, strict=True)
    counts = [(code.text, count) for code, count in pairs if count is not None]
    many = len(counts) > MOST_OPTIONS
    if many:
        counts = sorted(counts, key=lambda one: -one[1])[:MOST_OPTIONS]
    told_of = [
        f"{text} {count}" + (f" ({percent(count, estimate.n)} procent)" if estimate.n else "")
        for text, count in counts
    ]
    several = ", flera svar fick väljas" if estimate.variable.kind == "multiple" else ""
    return (
        f"Liggande stapeldiagram. {question(estimate.variable)}, "
        f"n = {estimate.n}{several}: {', '.join(told_of)}." + (f" {TABLE_FOLLOWS}" if many else "")
    )


def rates(rows: Sequence[tuple[str, Share, str]]) -> str:
    """Return what bars of response rates tell: name, share and words that replace the share."""
    told_of = [f"{name} {instead or told(share)}" for name, share, instead in rows]
    return f"Liggande stapeldiagram, svarsfrekvens: {', '.join(told_of)}."


def told(share: Share, *, base: bool = True) -> str:
    """Return `45 procent (25 av 56)`, or `3 av 7` when the base is small."""
    counts = f"{share.count} av {share.of}"
    if few(share.of):
        return counts if base else str(share.count)
    return f"{share.percent} procent" + (f" ({counts})" if base else "")


def statement(variable: Variable) -> str:
    """Return what was asked, without the full stop that a label does not need."""
    return variable.text.strip().removesuffix(".")


def bases(numbers: Sequence[int | None]) -> str:
    """Return `n = 56` or, when they differ, `n = 56–58`."""
    known = [n for n in numbers if n]
    if not known:
        return "n = 0"
    low, high = min(known), max(known)
    return f"n = {low}" if low == high else f"n = {low}–{high}"


def mean_written(mean: float, decimals: int) -> str:
    """Return a mean with the decimals that the whole figure has."""
    if not decimals:
        return short(mean)
    return f"{rounded(Fraction(str(mean)), decimals):.{decimals}f}".replace(".", ",")


def _ends(named: Sequence[tuple[str, Share]]) -> list[str]:
    known = [(name, share) for name, share in named if share.count is not None and share.of]
    large = sorted(
        (one for one in known if not few(one[1].of)), key=lambda one: -(one[1].percent or 0)
    )
    if not large:
        return []
    if len(large) == 1:
        return [f"{large[0][0]} {told(large[0][1])}."]
    (high, most), (low, least) = large[0], large[-1]
    return [f"Högst {high} {told(most)}, lägst {low} {told(least)}."]


def _known(item: LikertEstimate) -> bool:
    return item.top2.count is not None


def _share_of(item: LikertEstimate) -> float:
    return (item.top2.count or 0) / (item.top2.of or 1)
