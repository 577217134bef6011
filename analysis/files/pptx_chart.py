"""A chart in a slide that PowerPoint itself draws, with its numbers in a workbook inside."""

from typing import Any

from analysis.files.slides import Chart, Series
from analysis.palette import BLACK, OUTLINE, WHITE, ink_on

_SPACE = "\N{NO-BREAK SPACE}"
_STACKED = f'[>=5]0"{_SPACE}%";""'
_PERCENT = f'0"{_SPACE}%"'
_LABELS = 0.42
"""The share of the width for what the bars are about: Swedish statements are long."""


def add_chart(
    slide: Any, chart: Chart, place: tuple[float, float, float, float], description: str
) -> None:
    """Draw the chart at left, top, width and height in inches."""
    from pptx.chart import data as chart_data
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Inches

    stacked = len(chart.series) > 1
    make: Any = chart_data.CategoryChartData
    data = make(number_format="0" if chart.percent else "0.00")
    data.categories = chart.labels
    for one in chart.series:
        data.add_series(one.name, one.values)
    kind = XL_CHART_TYPE.BAR_STACKED_100 if stacked else XL_CHART_TYPE.BAR_CLUSTERED
    frame = slide.shapes.add_chart(kind, *(Inches(one) for one in place), data)
    describe(frame, description)
    made = frame.chart
    _axes(made, chart, stacked=stacked)
    _legend(made, shown=stacked)
    plot = made.plots[0]
    plot.gap_width = 45 if stacked else 60
    for one, series in zip(plot.series, chart.series, strict=True):
        _paint(one, series)
        _labels(one, series, _format(chart, stacked=stacked))
    _leave_room_for_labels(made, legend=stacked)


def rgb(colour: str) -> Any:
    """Return a colour written as `#2166ac` as PowerPoint's own."""
    from pptx.dml import color

    made: Any = color.RGBColor
    return made.from_string(colour[1:].upper())


def describe(frame: Any, text: str) -> None:
    """Tell a chart or table to those who cannot see it."""
    frame._element.nvGraphicFramePr.cNvPr.set("descr", text)


def _format(chart: Chart, *, stacked: bool) -> str:
    if not chart.percent:
        return "0.0#"
    return _STACKED if stacked else _PERCENT


def _axes(made: Any, chart: Chart, *, stacked: bool) -> None:
    from pptx.enum.chart import XL_TICK_LABEL_POSITION
    from pptx.util import Pt

    made.font.size = Pt(12)
    names, values = made.category_axis, made.value_axis
    names.reverse_order = True
    names.tick_labels.font.size = Pt(12)
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.format.line.fill.background()
    names.has_major_gridlines = False
    values.has_major_gridlines = False
    # Every bar carries its number, so the axis would only repeat them.
    values.visible = not stacked and not chart.percent
    if not stacked:
        values.minimum_scale, values.maximum_scale = chart.limits
        values.tick_labels.font.size = Pt(11)


def _legend(made: Any, *, shown: bool) -> None:
    from pptx.enum.chart import XL_LEGEND_POSITION
    from pptx.util import Pt

    made.has_title = False
    made.has_legend = shown
    if shown:
        made.legend.position = XL_LEGEND_POSITION.BOTTOM
        made.legend.include_in_layout = False
        made.legend.font.size = Pt(12)


def _paint(one: Any, series: Series) -> None:
    from pptx.enum.dml import MSO_PATTERN
    from pptx.util import Pt

    fill = one.format.fill
    if series.outside:
        fill.patterned()
        fill.pattern = MSO_PATTERN.LIGHT_UPWARD_DIAGONAL
        fill.fore_color.rgb = rgb(OUTLINE)
        fill.back_color.rgb = rgb(WHITE)
    else:
        fill.solid()
        fill.fore_color.rgb = rgb(series.fill)
    one.format.line.color.rgb = rgb(OUTLINE)
    one.format.line.width = Pt(0.75)
    one.invert_if_negative = False


def _labels(one: Any, series: Series, number_format: str) -> None:
    from pptx.util import Pt

    labels = one.data_labels
    labels.show_value = True
    labels.number_format = number_format
    labels.number_format_is_linked = False
    labels.font.size = Pt(12)
    inside = series.name not in {"Procent", "Medelvärde"}
    ink = BLACK if series.outside or not inside else ink_on(series.fill)
    labels.font.color.rgb = rgb(ink)
    if series.outside:
        # The lines of the hatch would run through the digits.
        _white_behind(labels)


def _white_behind(labels: Any) -> None:
    from lxml import etree

    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    element = labels._element
    shape = etree.SubElement(element, f"{{{element.nsmap['c']}}}spPr")
    fill = etree.SubElement(shape, f"{{{drawing}}}solidFill")
    etree.SubElement(fill, f"{{{drawing}}}srgbClr", val="FFFFFF")
    # The schema has it between the number format and the text.
    element.remove(shape)
    element.find(f"{{{element.nsmap['c']}}}numFmt").addnext(shape)


def _leave_room_for_labels(made: Any, *, legend: bool) -> None:
    from lxml import etree

    area = made._chartSpace.chart.plotArea
    chart = area.nsmap["c"]
    for old in area.findall(f"{{{chart}}}layout"):
        area.remove(old)
    layout = etree.Element(f"{{{chart}}}layout")
    manual = etree.SubElement(layout, f"{{{chart}}}manualLayout")
    for tag, value in (
        ("layoutTarget", "inner"),
        ("xMode", "edge"),
        ("yMode", "edge"),
        ("x", str(_LABELS)),
        ("y", "0.02"),
        ("w", str(0.97 - _LABELS)),
        ("h", "0.8" if legend else "0.88"),
    ):
        etree.SubElement(manual, f"{{{chart}}}{tag}", val=value)
    area.insert(0, layout)
