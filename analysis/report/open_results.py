"""Entries of the report plan about open answers: how many wrote, and the cleared quotes."""

from collections.abc import Iterator

from analysis.codebook import OpenAnswers
from analysis.quotes import quotes
from analysis.report.document import Block, Quote, Run
from analysis.report.material import Desk, Material
from analysis.report.plan import plan_of
from analysis.report.writing import paragraph
from analysis.words import number, sentence


def quoted_besides(material: Material) -> list[OpenAnswers]:
    """Return the open questions with a cleared quote that the report plan does not ask for."""
    planned = {one.item for one in plan_of(material.codebook) if isinstance(one, OpenAnswers)}
    return [
        OpenAnswers(item=name)
        for name in (one.variable.name for one in material.open_questions())
        if name not in planned and quotes(material.reviewed, name, material.open_answers)[0]
    ]


def _ended(asked: str) -> str:
    """Return what was asked with a full stop, where it has no sign of its own at the end."""
    return asked if asked.rstrip().endswith((".", "?", "!", ":", "…")) else f"{asked.rstrip()}."


def open_result(name: str, desk: Desk, *, first: bool) -> Iterator[Block]:
    """Write how many answered an open question in words, and the quotes that were cleared.

    The `first` of a chapter says where all answers are.
    """
    found = [one for one in desk.material.open_questions() if one.variable.name == name]
    if not found:
        yield paragraph("Svaren i fritext redovisas inte, eftersom för få har svarat.")
        return
    question = found[0]
    asked = Run(text=_ended(question.question), emphasis=True)
    if not question.texts:
        yield paragraph(asked, " Ingen har skrivit något svar.")
        return
    count = len(question.texts)
    people = "person" if count == 1 else "personer"
    told = sentence(f"{number(count)} {people} har skrivit ett svar")
    cleared, _ = quotes(desk.material.reviewed, name, desk.material.open_answers)
    where = desk.material.appendix("answers")
    pointer = (" Alla svar i fritext finns i ", where, ".") if where and first else ()
    yield paragraph(asked, f" {told}", *pointer)
    for one in cleared:
        yield Quote(text=one.text, source=one.class_name)
