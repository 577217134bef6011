"""A summary as a workbook: one sheet for each scale, then choices, numbers and indicators."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from analysis.cells import Cell
from analysis.codebook import Codebook, Variable
from analysis.estimates import ChoiceEstimate, LikertEstimate, Share
from analysis.intervals import Interval
from analysis.measures import indicator_interval, measures
from analysis.notes import notes
from analysis.summary import Summary
from analysis.swedish import Estimate, cell, code_label, few
from analysis.workbook import height_of, lay_out_for_print, new_workbook, sheet_names, write_row

EVERYONE = "Alla"
_WIDTHS = {"Fråga": 36, "Påstående": 44, "Svar": 40, "Grupp": 24, "Variabel": 24, "Anmärkning": 40}
_OTHER_WIDTH = 10.5

_INTERVAL = ("95 % från", "95 % till")
_MOST_COLUMNS_A_PAGE = 24

Value = TypeVar("Value")
Row = list[Cell]
Sheet = tuple[str, list[str], list[Row]]


def write_summary_xlsx(summary: Summary, path: Path) -> None:
    """Write the summary to a workbook. Percentages are whole numbers in cells of their own."""
    title = f"{summary.codebook.questionnaire.title}: {summary.codebook.round.title}"
    sheets = [sheet for sheet in _sheets(summary) if sheet[2]]
    with new_workbook(path, title=title) as workbook:
        head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        body = workbook.add_format({"text_wrap": True, "valign": "top"})
        names = sheet_names([*(name for name, _, _ in sheets), "Läs mig"])
        for name, (_, header, rows) in zip(names, sheets, strict=False):
            _write_sheet(workbook.add_worksheet(name), header, rows, head, body)
        readme = workbook.add_worksheet(names[-1])
        readme.set_column(0, 0, 100)
        for number, line in enumerate([title, f"{summary.n} svar", *notes(summary)]):
            write_row(readme, number, [line], [body])


def _write_sheet(
    sheet: Any, header: Sequence[str], rows: Iterable[Row], head: Any, body: Any
) -> None:
    sheet.freeze_panes(1, 0)
    lay_out_for_print(sheet)
    if len(header) > _MOST_COLUMNS_A_PAGE:
        sheet.fit_to_pages(2, 0)
    widths = [_WIDTHS.get(heading, _OTHER_WIDTH) for heading in header]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.set_row(0, height_of(header, widths))
    write_row(sheet, 0, header, [head] * len(header))
    for number, row in enumerate(rows, start=1):
        sheet.set_row(number, height_of(row, widths))
        write_row(sheet, number, row, [body] * len(header))


def _sheets(summary: Summary) -> Iterator[Sheet]:
    scales = dict.fromkeys(item.variable.scale for item in summary.items)
    for scale in scales:
        items = [item for item in summary.items if item.variable.scale == scale]
        yield f"Skala {scale}", *_scale_sheet(summary.codebook, items)
    asked = [*summary.choices, *(one.estimate for one in summary.recoded)]
    yield "Val", *_choice_sheet([one for one in asked if one.variable.kind == "single"])
    yield "Flerval", *_multiple_sheet([one for one in asked if one.variable.kind == "multiple"])
    yield (
        "Tal",
        ["Variabel", "Fråga", "Grupp", "n", "Ej svar", "Median", "Medel", "Enhet"],
        [
            [
                *_named(one.variable, one.group),
                *(cell(value, one) for value in (one.n, one.no_answer)),
                *(cell(value, one) for value in (one.median, one.mean)),
                one.variable.unit,
            ]
            for one in summary.numbers
        ],
    )
    yield (
        "Indikatorer",
        ["Indikator", "Fråga", "Grupp", "Antal", "n", "Procent", *_INTERVAL],
        [
            [
                one.indicator.id,
                one.indicator.text,
                one.group or EVERYONE,
                cell(one.share.count, one),
                cell(one.share.of, one),
                _percent(one.share.percent, one.share.of, one),
                *_limits(indicator_interval(one, summary.codebook)),
            ]
            for one in summary.indicators
        ],
    )


def _scale_sheet(
    codebook: Codebook, items: Sequence[LikertEstimate]
) -> tuple[list[str], list[Row]]:
    first = items[0].variable
    scale = codebook.scale_of(first)
    top, bottom = code_label(first, scale.top), code_label(first, scale.bottom)
    answers = [_answer(code.code, code.text) for code in first.codes]
    header = [
        *("Variabel", "Fråga", "Påstående", "Grupp", "n", "Ej svar"),
        *(f"Antal {answer}" for answer in answers),
        *(f"% {answer}" for answer in answers),
        *(f"Antal {top}", f"% {top}", *_INTERVAL, f"% {top} utan vet ej"),
        *(f"Antal {bottom}", f"% {bottom}", "Netto"),
        *("Nedre kvartil", "Median", "Övre kvartil", "Medel", "Standard-avvikelse"),
        *(f"% {answer} utan vet ej" for answer in _beside_outside(answers, first)),
        "Anmärkning",
    ]
    return header, [_item_row(item, codebook) for item in items]


def _beside_outside(cells: Sequence[Value], variable: Variable) -> list[Value]:
    """Return the cells of the codes on the scale; none when there are no others."""
    pairs = list(zip(cells, variable.codes, strict=True))
    on_scale = [one for one, code in pairs if code.value is not None]
    return on_scale if len(on_scale) < len(pairs) else []


def _answer(code: str, text: str) -> str:
    return f"{code} {text}" if code.isdigit() else text


def _item_row(item: LikertEstimate, codebook: Codebook) -> Row:
    substantive = item.top2_substantive
    more = measures(item, codebook)
    low, high = (
        (None, None) if more.quartiles is None else (more.quartiles.lower, more.quartiles.upper)
    )
    return [
        *(item.variable.name, item.variable.stem, item.variable.text, item.group or EVERYONE),
        *(cell(value, item) for value in (item.n, item.no_answer, *item.counts)),
        *(_percent(value, item.n, item) for value in item.percents),
        *_share(item.top2, item),
        *_limits(more.interval),
        _percent(substantive.percent, substantive.of, item),
        *_share(item.bottom2, item),
        None if few(item.n) else cell(more.net, item),
        *(cell(value, item) for value in (low, item.median, high, item.mean, more.sd)),
        *(
            _percent(value, item.n, item)
            for value in _beside_outside(more.substantive, item.variable)
        ),
        _remark(item),
    ]


def _remark(item: LikertEstimate) -> str | None:
    if item.merged is None:
        return "Visas inte" if item.suppressed else None
    merged = item.merged
    same = " Mycket samstämmigt." if item.unanimous else ""
    outside = f", utanför skalan {merged.outside}" if merged.outside else ""
    return f"Låga {merged.bottom}, mitten {merged.middle}, höga {merged.top}{outside}.{same}"


def _choice_sheet(choices: Sequence[ChoiceEstimate]) -> tuple[list[str], list[Row]]:
    header = ["Variabel", "Fråga", "Grupp", "Svar", "Antal", "n", "Procent", "Ej svar"]
    return header, [
        [
            *_named(choice.variable, choice.group),
            *(code.text, cell(count, choice), cell(choice.n, choice)),
            _percent(percent, choice.n, choice),
            cell(choice.no_answer, choice),
        ]
        for choice in choices
        for code, count, percent in zip(
            choice.variable.codes, choice.counts, choice.percents, strict=True
        )
    ]


def _multiple_sheet(choices: Sequence[ChoiceEstimate]) -> tuple[list[str], list[Row]]:
    header, rows = _choice_sheet(choices)
    of_picks = [
        (choice.picks, share, choice) for choice in choices for share in choice.percents_of_picks
    ]
    return (
        [*header, "Kryss i allt", "% av kryssen"],
        [
            [*row, cell(picks, choice), cell(share, choice)]
            for row, (picks, share, choice) in zip(rows, of_picks, strict=True)
        ],
    )


def _named(variable: Variable, group: str | None) -> Row:
    text = f"{variable.stem} – {variable.text}" if variable.stem else variable.text
    return [variable.name, text, group or EVERYONE]


def _share(share: Share, one: LikertEstimate) -> Row:
    return [cell(share.count, one), _percent(share.percent, share.of, one)]


def _limits(interval: Interval | None) -> Row:
    return [None, None] if interval is None else list(interval.percents)


def _percent(value: int | None, n: int | None, one: Estimate) -> Cell:
    return None if few(n) else cell(value, one)
