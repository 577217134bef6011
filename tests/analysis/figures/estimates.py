"""Estimates written by hand, as they come out of the disclosure engine."""

import dataclasses
from xml.etree import ElementTree

import msgspec

from analysis.codebook import Codebook, Scale, Variable
from analysis.drawing import Box, Label
from analysis.estimates import ChoiceEstimate, LikertEstimate, Merged, Share
from analysis.summary import Summary
from tests.analysis.builders import a_codebook, a_likert, a_multiple, a_single

SVG = "{http://www.w3.org/2000/svg}"

AGREE = (
    "Instämmer inte alls",
    "Instämmer lite",
    "Instämmer varken lite eller mycket",
    "Instämmer mycket",
    "Instämmer helt",
)
SCALE = Scale(top=("4", "5"), bottom=("1", "2"), agree="instämmer mycket eller helt")

STATEMENTS = (
    "Projekten har bidragit till förbättrad förmåga till egen försörjning.",
    "Projekten har underlättat möjligheterna att erbjudas ”rätt insats vid rätt tidpunkt”.",
    "Handläggning av individärenden har blivit effektivare tack vare samverkan.",
    "Individens möjlighet att påverka sin rehabilitering har ökat.",
    "Rätt aktörer samarbetar kring målgruppen i Samordningsförbundets projekt.",
    "Projekten bidrar till att ge samverkande aktörer fördjupad kunskap om målgruppen.",
    "Projekten bidrar till att stärka samverkan.",
    "Projekten har synliggjort skillnader i olika myndigheters ansvar och möjligheter.",
    "Samverkan kring deltagarna underlättar deltagarnas närmande till arbetsmarknaden.",
    "Samverkan i projekten bidrar till att korta ledtider kring insatser.",
    "Projekten har stärkt samarbetet mellan handläggare.",
    "Arbetssätten i ordinarie verksamhet har förändrats.",
    "Hinder för effektiv samverkan har undanröjts till följd av projekten.",
    "Arbetsmarknadsintegreringssamordningsförbundsverksamheten är lättillgänglig.",
)


def an_item(
    *counts: int,
    text: str = "Projekten bidrar till att stärka samverkan.",
    name: str = "starka",
    group: str | None = None,
    steps: tuple[str, ...] = AGREE,
    scale: Scale = SCALE,
) -> LikertEstimate:
    """Return an item answered so many times at each step, and with “vet ej” if one more."""
    variable = a_variable(name, text=text, steps=steps, vet_ej=len(counts) > len(steps))
    n = sum(counts)

    def of(codes: tuple[str, ...], base: int) -> Share:
        return Share(count=sum(counts[int(code) - 1] for code in codes), of=base)

    return LikertEstimate(
        variable=variable,
        group=group,
        n=n,
        no_answer=0,
        counts=counts,
        top2=of(scale.top, n),
        bottom2=of(scale.bottom, n),
        top2_substantive=of(scale.top, sum(counts[: len(steps)])),
        suppressed=False,
    )


def a_merged(bottom: int, middle: int, top: int, **changes) -> LikertEstimate:
    """Return an item of which only three parts of the scale may be told apart."""
    n = bottom + middle + top
    return dataclasses.replace(
        an_item(0, 0, 0, 0, 0, **changes),
        n=n,
        counts=(None,) * 5,
        top2=Share(count=top, of=n),
        bottom2=Share(count=bottom, of=n),
        merged=Merged(bottom=bottom, middle=middle, top=top, outside=0),
        suppressed=True,
    )


def withheld(**changes) -> LikertEstimate:
    """Return an item of which nothing may be shown."""
    nothing = Share(count=None, of=None)
    return dataclasses.replace(
        an_item(0, 0, 0, 0, 0, **changes),
        n=None,
        no_answer=None,
        counts=(None,) * 5,
        top2=nothing,
        bottom2=nothing,
        suppressed=True,
    )


def a_variable(
    name: str = "starka",
    *,
    text: str = "Projekten bidrar till att stärka samverkan.",
    steps: tuple[str, ...] = AGREE,
    vet_ej: bool = False,
) -> Variable:
    """Return a statement on a scale of `steps`."""
    codes = [
        {"code": str(value), "text": step, "value": value, "missing": False}
        for value, step in enumerate(steps, start=1)
    ]
    if vet_ej:
        codes.append({"code": "vet_ej", "text": "Vet ej", "value": None, "missing": True})
    return msgspec.convert({**a_likert(name, text=text), "codes": codes}, Variable)


def a_choice(counts: dict[str, int], *, n: int | None = None) -> ChoiceEstimate:
    """Return a question with one answer, or with several when `n` persons are given."""
    built = a_single("hinder", *counts) if n is None else a_multiple("hinder", *counts)
    total = sum(counts.values())
    return ChoiceEstimate(
        variable=msgspec.convert({**built, "text": "Vilka hinder är störst?"}, Variable),
        group=None,
        n=total if n is None else n,
        no_answer=0,
        counts=tuple(counts.values()),
        picks=None if n is None else total,
        suppressed=False,
    )


def of_size(n: int, items: int) -> list[LikertEstimate]:
    """Return items answered by about n persons: one unanimous, one with empty steps."""
    spread = ((1, 2, 4, 6, 4, 2), (0, 1, 5, 7, 3, 3), (3, 0, 6, 4, 4, 6), (1, 1, 1, 9, 6, 1))
    found = []
    for place in range(items):
        weights = spread[place % len(spread)]
        counts = [n * weight // sum(weights) for weight in weights]
        counts[3] += n - sum(counts) - place % 2
        if place == 1:
            counts = [0, 0, 0, n, 0, 0]
        found.append(an_item(*counts, text=STATEMENTS[place], name=f"i{place}"))
    return found


def a_summary(
    *items: LikertEstimate, scale: Scale = SCALE, classes: dict[str, list[str]] | None = None
) -> Summary:
    """Return a round of which just these estimates are known; classes by name with their groups."""
    codebook = msgspec.convert(a_codebook([], classes=list(classes or {})), Codebook)
    return Summary(
        codebook=msgspec.structs.replace(
            codebook,
            variables=tuple({item.variable.name: item.variable for item in items}.values()),
            scales={"grad5": scale},
            classes=tuple(
                msgspec.structs.replace(one, groups=tuple((classes or {})[one.name]))
                for one in codebook.classes
            ),
        ),
        n=max((item.n or 0 for item in items), default=0),
        items=items,
        choices=(),
        numbers=(),
        indicators=(),
    )


def texts(drawing) -> list[str]:
    """Return every line of text on a drawing."""
    return [mark.text for mark in drawing.marks if isinstance(mark, Label)]


def words(drawing) -> str:
    """Return all text of a drawing, as it reads."""
    return " ".join(texts(drawing))


def boxes(drawing, **like) -> list[Box]:
    """Return the boxes of a drawing that are like this."""
    return [
        mark
        for mark in drawing.marks
        if isinstance(mark, Box)
        and all(getattr(mark, name) == value for name, value in like.items())
    ]


def parsed(svg: str | bytes) -> ElementTree.Element:
    """Return the root of an SVG of our own; it must be well-formed XML."""
    return ElementTree.fromstring(svg)  # noqa: S314
