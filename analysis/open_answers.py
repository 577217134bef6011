"""What people wrote, question by question, to read and to sort."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from analysis.cells import BOM, csv_for_excel
from analysis.codebook import Codebook, Variable
from analysis.dataset import Dataset, OpenText
from analysis.disclosure import FEW
from analysis.workbook import new_workbook, sheet_names, write_row

COVER = "Översikt"
ROUND = "Omgång"
HEADER = ("Svar", "Grupp", "Granskat svar", "Citat")
"""The columns of a question's sheet: the last two are the evaluator's, read by `quotes`."""
LEAVE_OUT = "-"
HOW_TO_REVIEW = (
    "”Granskat svar” är det som trycks i rapportens bilaga: tomt betyder som det skrevs, "
    f"{LEAVE_OUT} utelämnar svaret. Skriv ett redigerat citat i ”Citat” för att trycka det i "
    "resultatdelen. Ändra inte ”Svar” och ”Grupp”."
)
_WIDTHS = (80, 24, 60, 60)

TOO_FEW = (
    "Färre än {k} har svarat i hela omgången. Svaren i fritext visas inte, eftersom de kan peka "
    "ut den som har skrivit."
)


@dataclass(frozen=True, kw_only=True)
class Answered:
    """One open question with its answers, in the random order they are kept in."""

    variable: Variable
    texts: tuple[OpenText, ...]

    @property
    def question(self) -> str:
        """The question as it was asked; at “nämligen”, with the option it belongs to."""
        variable = self.variable
        return f"{variable.stem} – {variable.text}" if variable.stem else variable.text


@dataclass(frozen=True, kw_only=True)
class OpenAnswers:
    """The open answers of a round. `withheld` says why there are none, when too few answered.

    `told_classes` are the names, by id, of the classes that may stand beside a printed answer.
    """

    codebook: Codebook
    n: int
    questions: tuple[Answered, ...]
    told_classes: Mapping[str, str] = field(default_factory=dict)
    withheld: str | None = None


def open_answers(dataset: Dataset) -> OpenAnswers:
    """Return the answers to every open question, in the order asked, or why they are withheld."""
    k = dataset.codebook.round.k
    few = dataset.n < k
    return OpenAnswers(
        codebook=dataset.codebook,
        n=dataset.n,
        questions=tuple(
            Answered(variable=variable, texts=() if few else dataset.texts.get(variable.name, ()))
            for variable in dataset.codebook.variables
            if variable.is_open
        ),
        told_classes=_told_classes(dataset),
        withheld=TOO_FEW.format(k=k) if few else None,
    )


def _told_classes(dataset: Dataset) -> dict[str, str]:
    return {
        one.id: one.name
        for place, one in enumerate(dataset.codebook.classes, start=1)
        if int((dataset.classes == place).sum()) >= FEW
    }


def answers_text(answers: OpenAnswers) -> str:
    """Return the answers for a terminal, each after a dash, under its question."""
    lines = [answers.codebook.round.title, f"{answers.n} svar", ""]
    if answers.withheld:
        return "\n".join([*lines, answers.withheld]) + "\n"
    names = _class_names(answers)
    for question in answers.questions:
        lines += [f"{question.question} ({len(question.texts)} har skrivit)"]
        for one in question.texts:
            where = f"[{names[one.class_id]}] " if one.class_id else ""
            lines.append("– " + where + one.text.replace("\n", "\n  "))
        lines.append("")
    return "\n".join(lines)


def answers_json(answers: OpenAnswers) -> str:
    """Return the answers as one JSON object. `withheld` says why there are none, or is null."""
    names = _class_names(answers)
    found = {
        "round": answers.codebook.round.id,
        "title": answers.codebook.round.title,
        "n": answers.n,
        "withheld": answers.withheld,
        "questions": [
            {
                "variable": question.variable.name,
                "text": question.question,
                "answers": [
                    {"group": names.get(one.class_id), "text": one.text} for one in question.texts
                ],
            }
            for question in answers.questions
        ],
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def answers_csv(answers: OpenAnswers) -> str:
    """Return the answers as CSV with a row for each, without the byte order mark."""
    names = _class_names(answers)
    return csv_for_excel(
        ("variabel", "fråga", "grupp", "svar"),
        (
            (question.variable.name, question.question, names.get(one.class_id, ""), one.text)
            for question in answers.questions
            for one in question.texts
        ),
    )


def write_answers_csv(answers: OpenAnswers, path: Path) -> None:
    """Write the answers to a CSV that a Swedish Excel opens."""
    path.write_text(BOM + answers_csv(answers), encoding="utf-8", newline="")


def write_answers_xlsx(answers: OpenAnswers, path: Path) -> None:
    """Write the answers to a workbook: a cover sheet, then one sheet for each question."""
    with new_workbook(path, title=f"Svar i fritext: {answers.codebook.round.title}") as workbook:
        bold = workbook.add_format({"bold": True})
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        cover, *names = sheet_names(
            [COVER, *(question.variable.name for question in answers.questions)]
        )
        sheet = workbook.add_worksheet(cover)
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, 1, 90)
        for row, cells in enumerate(_cover(answers, names)):
            write_row(sheet, row, cells)
        if answers.withheld:
            return
        classes = _class_names(answers)
        for name, question in zip(names, answers.questions, strict=True):
            sheet = workbook.add_worksheet(name)
            for column, width in enumerate(_WIDTHS):
                sheet.set_column(column, column, width)
            sheet.freeze_panes(2, 0)
            write_row(sheet, 0, [question.question], [wrapped])
            write_row(sheet, 1, HEADER, [bold] * len(HEADER))
            for row, one in enumerate(question.texts, start=2):
                write_row(sheet, row, [one.text, classes.get(one.class_id)], [wrapped, wrapped])


def _cover(answers: OpenAnswers, names: list[str]) -> Iterator[list[str | int | None]]:
    yield [answers.codebook.questionnaire.title, answers.codebook.round.title]
    yield [ROUND, answers.codebook.round.id]
    yield ["Antal svar i omgången", answers.n]
    if answers.withheld:
        yield ["Obs", answers.withheld]
        return
    yield ["Så granskas svaren", HOW_TO_REVIEW]
    yield [None]
    yield ["Blad", "Fråga", "Antal som har skrivit"]
    for name, question in zip(names, answers.questions, strict=True):
        yield [name, question.question, len(question.texts)]


def _class_names(answers: OpenAnswers) -> dict[str | None, str]:
    return {one.id: one.name for one in answers.codebook.classes}
