"""Estimates as they come out of the gate, from counts written by hand."""

from analysis.codebook import Code, Scale, Variable
from analysis.disclosure import Detail
from analysis.estimates import ChoiceEstimate, LikertEstimate
from analysis.tallies import ChoiceTally, LikertTally
from tests.analysis.builders import GRAD5

SCALE = Scale(top=("4", "5"), bottom=("1", "2"), agree="instämmer mycket eller helt")


def a_likert_estimate(
    *counts: int,
    text: str = "Projektet bidrar till att stärka samverkan.",
    stem: str = "",
    name: str = "a",
    group: str | None = None,
    detail: Detail = Detail.FULL,
    outside: str = "Vet ej",
    no_answer: int = 0,
) -> LikertEstimate:
    """Return what may be shown of five counts, or six with “vet ej” last."""
    codes = [Code(code=str(value), text=label, value=value) for value, label in enumerate(GRAD5, 1)]
    if len(counts) > 5:
        codes.append(Code(code="vet_ej", text=outside, missing=True))
    variable = Variable(
        name=name, kind="likert", question="q", text=text, stem=stem, scale="s", codes=tuple(codes)
    )
    tally = LikertTally(
        variable=variable, scale=SCALE, group=group, no_answer=no_answer, counts=counts
    )
    return tally.shown(detail)


def a_choice_estimate(
    *counts: int,
    n: int | None = None,
    kind: str = "single",
    texts: tuple[str, ...] = ("Kommun", "Arbetsförmedlingen", "Region", "Annan"),
    group: str | None = None,
    detail: Detail = Detail.FULL,
) -> ChoiceEstimate:
    """Return what may be shown of the counts of a choice; `n` persons in a multiple one."""
    codes = tuple(
        Code(code=f"o{place}", text=text)
        for place, text in enumerate(texts[: len(counts)], start=1)
    )
    variable = Variable(
        name="val",
        kind=kind,  # type: ignore[arg-type]
        question="val",
        text="Var arbetar du?",
        codes=codes,
        columns={one.code: one.code for one in codes} if kind == "multiple" else {},
    )
    tally = ChoiceTally(
        variable=variable,
        group=group,
        n=sum(counts) if n is None else n,
        no_answer=0,
        counts=counts,
    )
    return tally.shown(detail)


def plain(text: str) -> str:
    """Return the text with ordinary spaces, as one reads it."""
    return text.replace("\N{NO-BREAK SPACE}", " ")
