"""The sheet with the summary: a table for each battery, and a chart of Excel's own below it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from analysis import alt_text
from analysis.cells import Cell
from analysis.codebook import Codebook
from analysis.estimates import ChoiceEstimate, LikertEstimate
from analysis.files.batteries import Battery, batteries
from analysis.files.xlsx_items import ItemTable, percent_told
from analysis.headlines import choice_headline, headline
from analysis.likert_key import count_table_instead, how_shown, key_of
from analysis.palette import OUTLINE, ink_on
from analysis.summary import Summary
from analysis.swedish import cell, few
from analysis.workbook import height_of, write_row

SHEET = "Sammanfattning"
_WIDTHS = (52.0, *[11.0] * 40)
_ROW_PIXELS = 20
_CHART_WIDTH = 980
_LABELLED = '[>=5]0"\N{NO-BREAK SPACE}%";""'
"""Labels in bars from five percent: less has no room."""


@dataclass(frozen=True)
class Looks:
    """The formats of cells."""

    head: Any
    right: Any
    body: Any
    title: Any

    @classmethod
    def of(cls, workbook: Any) -> "Looks":
        """Return the formats for a workbook."""
        return cls(
            head=workbook.add_format(
                {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
            ),
            right=workbook.add_format(
                {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "align": "right"}
            ),
            body=workbook.add_format({"text_wrap": True, "valign": "top"}),
            title=workbook.add_format({"bold": True, "font_size": 13}),
        )


class _Page:
    """Rows written one below the other, as a workbook in constant memory wants them."""

    def __init__(self, workbook: Any, looks: Looks) -> None:
        self.workbook, self.looks, self.row = workbook, looks, 0
        self.sheet = workbook.add_worksheet(SHEET)
        # No heading is repeated on each page, as in other sheets: every table has its own.
        self.sheet.set_paper(9)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        for column, width in enumerate(_WIDTHS):
            self.sheet.set_column(column, column, width)

    def write(self, cells: Sequence[Cell], layout: Any) -> int:
        """Write a row and return its number."""
        self.sheet.set_row(self.row, height_of(cells, _WIDTHS[: len(cells)]))
        rest = self.looks.right if layout is self.looks.head else layout
        write_row(self.sheet, self.row, cells, [layout, *[rest] * (len(cells) - 1)])
        self.row += 1
        return self.row - 1

    def title(self, text: str) -> None:
        """Write what the rows below are about."""
        self.sheet.set_row(self.row, 18)
        write_row(self.sheet, self.row, [text], [self.looks.title])
        self.row += 1

    def chart(self, made: Any, height: int, description: str) -> None:
        """Put a chart below what has been written, with its text for those who cannot see it."""
        made.set_size({"width": _CHART_WIDTH, "height": height})
        self.sheet.insert_chart(
            self.row, 0, made, {"description": description, "x_offset": 4, "y_offset": 4}
        )
        self.row += height // _ROW_PIXELS + 2


def write_summary(workbook: Any, summary: Summary, looks: Looks) -> None:
    """Write the sheet with every item, choice, number and indicator that may be shown."""
    page = _Page(workbook, looks)
    for battery in batteries(summary.items):
        _likert(page, battery, summary.codebook)
    for choice in summary.choices:
        _choice(page, choice)
    _numbers(page, summary)


def _likert(page: _Page, battery: Battery, codebook: Codebook) -> None:
    # Those with a bar first: a chart takes rows that follow each other.
    items = sorted(battery.items, key=lambda item: how_shown(item) != "bar")
    bars = [item for item in items if how_shown(item) == "bar"]
    first = items[0].variable
    scale = codebook.scale_of(first)
    page.title(battery.title)
    table = ItemTable(items=tuple(items), battery=battery, codebook=codebook)
    head = page.write(table.header, page.looks.head)
    for item in items:
        page.write(table.row(item), page.looks.body)
    if bars:
        chart = page.workbook.add_chart({"type": "bar", "subtype": "percent_stacked"})
        rows = (head + 1, head + len(bars))
        for place, (code, fill, hatched) in enumerate(_fills(bars, battery, scale)):
            chart.add_series(
                _series(code, fill, rows, head, table.first_share + place, hatched=hatched)
            )
        _dress(chart, headline(items, scale) or battery.title)
        chart.set_y_axis({"reverse": True, "num_font": {"size": 9}})
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        page.chart(
            chart,
            130 + 44 * len(bars),
            alt_text.likert(bars, scale, form="Liggande staplat diagram"),
        )
    elif count_table_instead(items):
        page.write(["Färre än tio har svarat, så det finns inget diagram."], page.looks.body)
    page.row += 1


def _fills(
    bars: Sequence[LikertEstimate], battery: Battery, scale: Any
) -> Iterator[tuple[str, str, bool]]:
    key = key_of(bars, scale)
    colours = {entry.text: entry.fill for entry in (*key.entries, *key.outside)}
    for code in battery.codes:
        yield code.text, colours.get(code.text, "#ffffff"), code.value is None


def _series(
    text: str, fill: str, rows: tuple[int, int], head: int, column: int, *, hatched: bool
) -> dict[str, Any]:
    first, last = rows
    look: dict[str, Any] = {"fill": {"color": fill}}
    if hatched:
        look = {
            "pattern": {
                "pattern": "light_upward_diagonal",
                "fg_color": OUTLINE,
                "bg_color": "#ffffff",
            }
        }
    label: dict[str, Any] = {
        "value": True,
        "num_format": _LABELLED,
        "font": {"color": ink_on(fill), "size": 9},
    }
    if hatched:
        label["fill"] = {"color": "#ffffff"}
    return {
        "name": text,
        "categories": [SHEET, first, 0, last, 0],
        "values": [SHEET, first, column, last, column],
        "border": {"color": OUTLINE, "width": 0.75},
        "gap": 45,
        "data_labels": label,
        **look,
    }


def _dress(chart: Any, title: str) -> None:
    chart.set_title({"name": title, "name_font": {"size": 12, "bold": True}, "overlay": False})
    chart.set_legend({"position": "bottom", "font": {"size": 9}})


def _choice(page: _Page, choice: ChoiceEstimate) -> None:
    page.title(alt_text.statement(choice.variable))
    head = page.write(["Svar", "Antal", "n", "Procent"], page.looks.head)
    for code, count, percent in zip(
        choice.variable.codes, choice.counts, choice.percents, strict=True
    ):
        row = [
            code.text,
            cell(count, choice),
            cell(choice.n, choice),
            percent_told(percent, choice),
        ]
        page.write(row, page.looks.body)
    if not choice.suppressed and not few(choice.n) and choice.n:
        chart = page.workbook.add_chart({"type": "bar"})
        options = len(choice.variable.codes)
        chart.add_series(
            _series("Procent", "#2166ac", (head + 1, head + options), head, 3, hatched=False)
            | {"data_labels": {"value": True, "num_format": '0"\N{NO-BREAK SPACE}%"'}}
        )
        _dress(chart, choice_headline(choice) or alt_text.statement(choice.variable))
        chart.set_legend({"none": True})
        chart.set_y_axis({"reverse": True, "num_font": {"size": 9}})
        chart.set_x_axis(
            {"min": 0, "max": 100, "visible": False, "major_gridlines": {"visible": False}}
        )
        page.chart(chart, 110 + 34 * options, alt_text.choice(choice))
    page.row += 1


def _numbers(page: _Page, summary: Summary) -> None:
    if summary.numbers:
        page.title("Tal")
        page.write(["Fråga", "n", "Ej svar", "Median", "Medel", "Enhet"], page.looks.head)
        for one in summary.numbers:
            values = (cell(value, one) for value in (one.n, one.no_answer, one.median, one.mean))
            page.write([one.variable.text, *values, one.variable.unit], page.looks.body)
        page.row += 1
    if summary.indicators:
        page.title("Indikatorer")
        page.write(["Indikator", "Antal", "n", "Procent"], page.looks.head)
        for share in summary.indicators:
            percent = None if few(share.share.of) else cell(share.share.percent, share)
            page.write(
                [
                    share.indicator.text,
                    cell(share.share.count, share),
                    cell(share.share.of, share),
                    percent,
                ],
                page.looks.body,
            )
