"""Whether groups differ, where the evaluator asked for it: always with the caveat.

Two groups get a sentence for each item; more of them a table with every pair.
"""

from collections.abc import Iterator, Mapping, Sequence

from analysis.codebook import Figure
from analysis.comparison import (
    SeveralGroups,
    TwoGroups,
    caveat,
    compare_several,
    compare_two,
    comparison_sentences,
)
from analysis.definitions import question
from analysis.estimates import LikertEstimate
from analysis.report.document import Block, Bullets, Run
from analysis.report.material import Desk
from analysis.report.plan import plan_of
from analysis.report.writing import Grid, note, paragraph
from analysis.swedish import short
from analysis.words import listed, number, quoted, sentence

Compared = Mapping[str, TwoGroups | SeveralGroups]
SMALLEST_P = 0.001


def comparisons(desk: Desk) -> Iterator[Block]:
    """Write how the groups differ on each item of the plan's figures."""
    names = dict.fromkeys(
        name
        for entry in plan_of(desk.material.codebook)
        if isinstance(entry, Figure)
        for name in entry.items
        if desk.material.items(name)
    )
    found = {name: one for name in names if (one := _compared(name, desk)) is not None}
    yield desk.pen.section("Skillnader mellan grupper")
    if not found:
        yield paragraph("För få grupper redovisas var för sig för att skillnader ska kunna prövas.")
        return
    yield paragraph(
        "Skillnaden mellan två grupper anges med Cliffs delta: hur mycket oftare någon i den ena "
        "gruppen svarar högre än någon i den andra än tvärtom, från −1 till 1. "
        + _how_many(list(found.values()))
    )
    yield from _left_out(list(found), desk)
    rate = desk.material.codebook.response_rate
    answered = rate.answered if rate else desk.material.summary.n
    invited = rate.invited if rate else None
    stands_by_each = caveat(answered, invited)
    told = [
        (
            Run(text=f"{_asked(name, desk)}: "),
            Run(
                text=comparison_sentences(one, answered, invited)
                .removesuffix(stands_by_each)
                .strip()
            ),
        )
        for name, one in found.items()
        if isinstance(one, TwoGroups)
    ]
    if told:
        yield Bullets(items=tuple(told))
    several = {name: one for name, one in found.items() if isinstance(one, SeveralGroups)}
    if several:
        yield paragraph(desk.pen.next_table(capital=True), " visar varje par av grupper.")
        yield desk.pen.table(
            f"Skillnader mellan grupper, {desk.material.title}", _pairs(several, desk)
        )
    yield note(stands_by_each)


def _how_many(found: Sequence[TwoGroups | SeveralGroups]) -> str:
    """Return how many tests were made, and what follows from there being several."""
    made = sum(1 + len(one.pairs) if isinstance(one, SeveralGroups) else 1 for one in found)
    if made == 1:
        return "En jämförelse har prövats."
    return sentence(
        f"{number(made)} jämförelser har prövats. Av så många blir ungefär en på tjugo ett p-värde "
        "under 0,05 även om inga skillnader finns"
    )


def _left_out(names: Sequence[str], desk: Desk) -> Iterator[Block]:
    """Write which groups are not compared: at all, or on every item."""
    shown = [{one.group for one in _shown(name, desk)} for name in names]
    groups = [one.name for one in desk.material.codebook.classes]
    never = [one for one in groups if not any(one in each for each in shown)]
    partly = [one for one in groups if one not in never and not all(one in each for each in shown)]
    why = "eftersom alla svar inte visas för {}"
    told = []
    if never:
        them = "den gruppen" if len(never) == 1 else "de grupperna"
        told.append(f"{listed(never)} jämförs inte, {why.format(them)}.")
    if partly:
        told.append(f"{listed(partly)} jämförs bara på de frågor där alla svar visas.")
    if told:
        yield paragraph(" ".join(told))


def _asked(name: str, desk: Desk) -> str:
    """Return what was asked; an item whose text stands under two stems with its stem."""
    own = desk.material.item(name).variable
    same = [one for one in desk.material.codebook.variables if one.text.strip() == own.text.strip()]
    if len(same) > 1 and own.stem.strip():
        return f"{question(own)} (under {quoted(own.stem)})"
    return question(own)


def _shown(name: str, desk: Desk) -> list[LikertEstimate]:
    _, *classes = desk.material.items(name)
    return [one for one in classes if None not in one.counts and one.n]


def _compared(name: str, desk: Desk) -> TwoGroups | SeveralGroups | None:
    everyone, *_ = desk.material.items(name)
    shown = _shown(name, desk)
    if len(shown) == 2:
        return compare_two(shown[0], shown[1])
    return compare_several([everyone, *shown])


def _pairs(found: Mapping[str, SeveralGroups], desk: Desk) -> Grid:
    rows: list[tuple[str, ...]] = []
    strong = set()
    for name, one in found.items():
        strong.add(len(rows))
        rows.append((f"{_asked(name, desk)}, H = {short(one.h)}", "", _p(one.p)))
        for pair in one.pairs:
            groups = [f"{group} ({n})" for group, n in zip(pair.groups, pair.n, strict=True)]
            p = pair.p if pair.p_holm is None else pair.p_holm
            rows.append((" mot ".join(groups), _signed(pair.delta), _p(p)))
    return Grid(
        header=("Fråga och grupper (antal)", "Cliffs delta", "p"),
        rows=tuple(rows),
        strong_rows=frozenset(strong),
        notes=(
            "H och p i fetstil: Kruskal-Wallis test av alla grupper. P-värden för par är "
            "justerade enligt Holm.",
        ),
    )


def _signed(delta: float) -> str:
    return f"{delta:.2f}".replace("-0.00", "0.00").replace("-", "−").replace(".", ",")


def _p(value: float) -> str:
    return "< 0,001" if value < SMALLEST_P else f"{value:.3f}".replace(".", ",")
