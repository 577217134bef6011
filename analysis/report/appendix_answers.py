"""A bilaga: what was written in words, question by question, in random order."""

from collections.abc import Iterator

from analysis.identifiers import MASK, mask
from analysis.open_answers import Answered
from analysis.report.document import Answers, Block
from analysis.report.material import Material
from analysis.report.writing import Pen, note, paragraph, warning
from analysis.words import number, sentence

NOT_READ = (
    "Svaren är inte granskade. Läs dem innan rapporten lämnas vidare: ta bort namn, platser och "
    "händelser som kan peka ut någon. Bara personnummer, telefonnummer och e-postadresser är "
    f"ersatta automatiskt, med {MASK}."
)
READ = (
    "Svaren är granskade innan de trycktes. Uppgifter som kan peka ut någon är borttagna eller "
    "omskrivna."
)


def answers_appendix(material: Material, pen: Pen) -> Iterator[Block]:
    """Write the open answers: reviewed ones where there are, else masked and with a warning."""
    yield pen.appendix(f"Svar i fritext: {material.title}")
    yield paragraph("Svaren återges fråga för fråga, i slumpmässig ordning.")
    yield paragraph(READ) if material.reviewed else warning(NOT_READ)
    for question in material.open_questions():
        yield pen.subheading(question.question)
        yield from _answers(question, material)


def _answers(question: Answered, material: Material) -> Iterator[Block]:
    if not question.texts:
        yield paragraph("Ingen har skrivit något.")
        return
    texts, left_out = _texts(question, material)
    if texts:
        yield Answers(texts=tuple(texts))
    if left_out:
        are = "svar är utelämnat" if left_out == 1 else "svar är utelämnade"
        yield note(sentence(f"{number(left_out, neuter=True)} {are}"))


def _texts(question: Answered, material: Material) -> tuple[list[tuple[str, str]], int]:
    told = material.open_answers.told_classes
    reviewed = material.reviewed
    given: list[tuple[str | None, str | None]]
    if reviewed is None:
        given = [(one.class_id, one.text) for one in question.texts]
    else:
        read = reviewed.answers.get(question.variable.name, ())
        given = [(one.class_id, one.text) for one in read]
    texts = [(told.get(id or "", ""), mask(text)) for id, text in given if text is not None]
    return texts, len(question.texts) - len(texts)
