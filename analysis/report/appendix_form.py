"""A bilaga: the questionnaire as it was asked, with boxes and lines to look at."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from analysis.codebook import Codebook, Variable
from analysis.form import Form, FormQuestion
from analysis.report.document import Block, Choices, Matrix, Paragraph, Run, WritingLines
from analysis.report.material import Material
from analysis.report.reading import GATHERED_HERE
from analysis.report.writing import Pen, capital, note, paragraph, strong
from analysis.words import number

ASKED_HERE = "Enkäten administrerades digitalt som en webbenkät. "
LEAD = "Nedan följer texterna och frågorna i den ordning de ställdes."
LEAD_ELSEWHERE = "Nedan följer frågorna som de står i formuläret."


def form_appendix(material: Material, form: Form, pen: Pen) -> Iterator[Block]:
    """Write the transcript of a questionnaire."""
    yield pen.appendix(f"Enkäten: {material.title}")
    here = material.codebook.round.access in GATHERED_HERE
    yield paragraph(Run(text=f"{ASKED_HERE}{LEAD}" if here else LEAD_ELSEWHERE, emphasis=True))
    yield paragraph(strong(material.codebook.questionnaire.title))
    yield from _prose(form.intro)
    for section in form.sections:
        if section.title:
            yield pen.subheading(section.title)
        yield from _prose(section.intro)
        for question in section.questions:
            yield from _question(question, material.codebook, pen)
    yield from _prose(form.thanks)


def _prose(text: str) -> Iterator[Paragraph]:
    for part in text.split("\n\n"):
        if part.strip():
            yield paragraph(part.strip())


def _question(question: FormQuestion, codebook: Codebook, pen: Pen) -> Iterator[Block]:
    variables = [codebook.variable(name) for name in question.variables]
    if question.kind == "note":
        yield from _prose(question.text)
        return
    # A single statement on a scale stands in its matrix, and need not be said twice.
    if not (question.kind == "likert" and _only_itself(question, variables)):
        yield paragraph(strong(question.text.strip()))
    if hint := " ".join(_hints(question, variables)):
        yield note(hint)
    match question.kind:
        case "likert":
            yield from _matrices(variables, pen)
        case "single" | "multiple":
            yield _choices(variables)
        case "number":
            yield WritingLines(lines=1, unit=variables[0].unit)
        case "date":
            yield WritingLines(lines=1, unit="(år, månad, dag)")
        case _:
            yield WritingLines(lines=max(question.rows, 1))


def _only_itself(question: FormQuestion, variables: Sequence[Variable]) -> bool:
    return len(variables) == 1 and variables[0].text.strip() == question.text.strip()


def _hints(question: FormQuestion, variables: Sequence[Variable]) -> Iterator[str]:
    if question.only_if:
        yield question.only_if
    if question.hint:
        yield question.hint.strip()
    most = variables[0].max_choices if variables else None
    if most and question.kind == "multiple":
        yield f"Högst {number(most, neuter=True)} svar."


def _matrices(variables: Sequence[Variable], pen: Pen) -> Iterator[Matrix]:
    for codes, together in groupby(variables, key=lambda one: one.codes):
        yield Matrix(
            id=pen.name("skala"),
            scale=tuple(capital(code.text) for code in codes),
            statements=tuple(one.text for one in together),
        )


def _choices(variables: Sequence[Variable]) -> Choices:
    asked, *others = variables
    specified = {one.specify_code for one in others if one.specifies == asked.name}
    return Choices(
        options=tuple(code.text for code in asked.codes),
        multiple=asked.kind == "multiple",
        specify=frozenset(
            place for place, code in enumerate(asked.codes) if code.code in specified
        ),
    )
