"""A workbook: codebook, response rate and summary, and single answers where they are allowed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from analysis.cells import Cell
from analysis.codebook import Codebook, Variable
from analysis.files.answers import SingleResponses, reasons
from analysis.files.csv import codes_of, labels_of, rows_of
from analysis.files.labels import labels_of_columns
from analysis.files.xlsx_summary import Looks, write_summary
from analysis.notes import notes
from analysis.response_rate import GroupRate, ResponseRate
from analysis.summary import Summary
from analysis.swedish import WITHHELD, few
from analysis.workbook import height_of, lay_out_for_print, new_workbook, write_row

_KINDS = {
    "likert": "Skala",
    "single": "Ett svar",
    "multiple": "Flera svar",
    "number": "Tal",
    "date": "Datum",
    "text": "Egna ord",
}


def write_xlsx(summary: Summary, path: Path, *, answers: SingleResponses | None = None) -> None:
    """Write a workbook. Texts are text cells whatever they begin with, codes are numbers."""
    codebook = summary.codebook
    title = f"{codebook.questionnaire.title}: {codebook.round.title}"
    with new_workbook(path, title=title) as workbook:
        looks = Looks.of(workbook)
        if answers is not None:
            _write_answers(workbook, "Svar (etiketter)", answers, labels_of, looks)
            _write_answers(workbook, "Svar (koder)", answers, codes_of, looks)
        _write_table(workbook, "Kodbok", _codebook(codebook, answers), _CODEBOOK_WIDTHS, looks)
        write_summary(workbook, summary, looks)
        _write_table(
            workbook,
            "Svarsfrekvens",
            _response_rate(codebook.response_rate, summary.n),
            (40, 12, 12, 12),
            looks,
        )
        about = [title, f"{summary.n} svar", *notes(summary), *_about(answers)]
        _write_table(
            workbook, "Läs mig", [["Så läser du filen"], *([line] for line in about)], (100,), looks
        )


def _write_answers(
    workbook: Any, name: str, answers: SingleResponses, look_up: Any, looks: Looks
) -> None:
    sheet = workbook.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    lay_out_for_print(sheet)
    coded = look_up is codes_of
    names = [column.name for column in answers.columns]
    header = names if coded else labels_of_columns(answers.columns)
    width = 14 if coded else 26
    sheet.set_column(0, max(len(header) - 1, 0), width)
    sheet.set_row(0, height_of(header, [width] * len(header)))
    write_row(sheet, 0, header, [looks.head] * len(header))
    table = [look_up(column) for column in answers.columns]
    for number, row in enumerate(rows_of(answers, table), start=1):
        write_row(sheet, number, row)
    if answers.n and header:
        sheet.autofilter(0, 0, answers.n, len(header) - 1)


def _write_table(
    workbook: Any, name: str, rows: Sequence[Sequence[Cell]], widths: Sequence[float], looks: Looks
) -> None:
    sheet = workbook.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    lay_out_for_print(sheet)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for number, row in enumerate(rows):
        layout = looks.head if number == 0 else looks.body
        sheet.set_row(number, height_of(row, widths))
        write_row(sheet, number, row, [layout] * len(row))


_CODEBOOK_WIDTHS = (28, 60, 12, 12, 44, 40)


def _codebook(codebook: Codebook, answers: SingleResponses | None) -> list[list[Cell]]:
    header: list[Cell] = ["Variabel", "Fråga", "Typ", "Kod", "Svar", "Anmärkning"]
    if answers is None:
        return [header, *(row for one in codebook.variables for row in _variable(one))]
    rows = [header]
    labels = labels_of_columns(answers.columns)
    for column, label in zip(answers.columns, labels, strict=True):
        kind = "Grupp" if column.variable is None else _KINDS[column.variable.kind]
        for place, code in enumerate(codes_of(column)[1:]):
            said = column.codes[place]
            first = [column.name, label, kind] if place == 0 else [column.name, None, None]
            remark = column.remark or ("Utanför skalan" if said.missing else None)
            rows.append([*first, code, said.text, remark])
    return rows


def _variable(variable: Variable) -> list[list[Cell]]:
    question = f"{variable.stem} {variable.text}".strip()
    first: list[Cell] = [variable.name, question, _KINDS[variable.kind]]
    if not variable.codes:
        return [[*first, None, variable.unit or None, None]]
    return [
        [
            *(first if place == 0 else [variable.name, None, None]),
            *(code.code, code.text, "Utanför skalan" if code.missing else None),
        ]
        for place, code in enumerate(variable.codes)
    ]


def _response_rate(rate: ResponseRate | None, n: int) -> list[list[Cell]]:
    header: list[Cell] = ["Grupp", "Utskick", "Svar", "Procent"]
    if rate is None:
        return [header, ["Totalt", None, n, None]]
    rows = [[one.group, one.invited, *_told(one)] for one in rate.groups]
    everyone: list[Cell] = ["Totalt", rate.invited, rate.answered, _percent(rate)]
    reasons_told: list[list[Cell]] = [
        [f"Svarade inte: {why}", None, count, None] for why, count in rate.reasons.items()
    ]
    return [header, *rows, everyone, *reasons_told]


def _told(one: GroupRate) -> list[Cell]:
    if one.answered is None:
        return [WITHHELD, one.band or WITHHELD]
    return [one.answered, _percent(one)]


def _percent(rate: ResponseRate | GroupRate) -> int | None:
    """Return the response rate, none of fewer than ten: there the numbers say it all."""
    return None if few(rate.invited) else rate.percent


def _about(answers: SingleResponses | None) -> list[str]:
    if answers is None:
        return ["Filen innehåller inga enskilda svar."]
    return [
        "Bladen med svar har en rad för varje svar, i slumpad ordning. Varje kombination av grupp "
        f"och bakgrund i dem delas av minst {answers.least} personer.",
        *reasons(answers),
    ]
