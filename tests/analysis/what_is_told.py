"""What the JSON of a round tells, by question and group, and the numbers of a report and its files.

The round is one of `test_everything_published`: items a and c, the choice b, classes “Klass 1” and
so on. What a reader can work out from one row of the JSON alone (merged parts, percentages of them,
a mean with fewer decimals) counts as told there.
"""

import re
from dataclasses import replace

from bs4 import BeautifulSoup
from pptx import Presentation

from analysis.group_means import means_of_items
from analysis.report.document import Bullets, Diagram, Heading, Paragraph, Table
from analysis.report.html import write_html
from analysis.summary_json import as_json

ROUND = "omgången"
NAMES = ("a", "b", "c")
_NUMBER = re.compile(r"\d+(?:,\d+)?")
_CALLED = re.compile(
    r"Klass \d|\bB\d\b|Hösten 2026|(?:[Dd]iagram|[Tt]abell|[Bb]ilaga) \d*( ?\(\d+\))?"
    r"|färre än \d+ svar"
)


def numbers_in(text):
    """Return the numbers of a text, without those of names and captions."""
    bare = _CALLED.sub("", text.replace("\N{NO-BREAK SPACE}", " "))
    return {float(one.replace(",", ".")) for one in _NUMBER.findall(bare)}


# What is told ------------------------------------------------------------------------------------


def told(published):
    """Return the numbers that are told, by (variable or indicator, group)."""
    summary = published.summary
    shown = as_json(summary)
    found = {(ROUND, None): {float(summary.n), float(shown["k"]), 0.0}}
    rows = [*shown["items"], *shown["choices"], *shown["indicators"], *shown["recoded"]]
    for table in published.crosstabs:
        found[ROUND, None] |= {float(n) for n in (table.n, table.without_row) if n is not None}
        rows += as_json(replace(summary, items=table.rows))["items"]
    for one in rows:
        key = (one.get("variable") or one["id"], one["group"])
        found.setdefault(key, set()).update(_of_row(one))
    for one in means_of_items([one for one in summary.items if one.variable.name in ("a", "c")]):
        key = ("medel", one.group)
        found[key] = _rounded(one.mean) | _numbers([one.fewest, one.most])
    everyone = [replace(one, group="alla") for one in summary.of_everyone.items]
    for one in means_of_items(everyone):
        found["medel", None] = _rounded(one.mean) | _numbers([one.fewest, one.most])
    for declared in published.indexes:
        whole = declared.estimates[0]
        found["index", None] = _numbers([whole.n, whole.mean, whole.sd, whole.alpha])
    return found


def _of_row(row):
    counts = row.get("counts")
    numbers = _numbers(row) | _rounded(row.get("mean"))
    if counts is None:
        return numbers
    known = [n for n in counts.values() if n is not None]
    if "merged" in row:
        if len(known) == len(counts):
            known += [counts["1"] + counts["2"], counts["4"] + counts["5"]]
        parts = row["merged"] or {}
        known += parts.values()
        outside = counts.get("vet_ej") or parts.get("outside", 0)
        numbers |= _percents(known, (row["n"] or 0) - outside)
    return numbers | _numbers(known) | _percents(known, row["n"])


def _percents(counts, of):
    """Return the percentages of counts, of all of them and of one person."""
    return {float((200 * n + of) // (2 * of)) for n in (*counts, 1, of)} if of else set()


def _rounded(mean):
    return set() if mean is None else {mean, int(10 * mean + 0.5 + 1e-9) / 10}


def _numbers(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return {number for one in value for number in _numbers(one)}
    return {float(value)} if isinstance(value, int | float) and value is not True else set()


# What a report says ------------------------------------------------------------------------------


def rows_of_report(document):
    """Yield what each row of each table is about, as keys of `told`, and its numbers."""
    headings, before = [], ""
    for block in document.blocks:
        match block:
            case Heading(text=text):
                headings.append(text)
                before = ""
            case Paragraph(parts=parts) | Bullets(items=(parts, *_)):
                before = "".join(part.text for part in parts)
            case Table():
                yield from _rows(block, [block.caption, headings[-1], before])


def _rows(table, around):
    for row in table.rows:
        said = [row[0], table.header[0], *around]
        names = next((found for text in said if (found := _asked(text, row))), NAMES)
        group = _group(row[0], table)
        keys = [(name, group) for name in names]
        yield (keys, {number for cell in row[1:] for number in numbers_in(cell)})


def _asked(text, row):
    if "Medel" in text and "(" not in text and "Medel" not in row[0]:
        return ["medel"]
    if "Svarsfrekvens" in text:
        return [ROUND]
    return re.findall(r"Frågan ([abc])\b", text)


def _group(first, table):
    if first.startswith("Klass"):
        return first
    return first if re.fullmatch(r"B\d", first) and ", efter" in table.caption else None


def text_of_report(document):
    """Return everything that is read or heard of the report as a web page."""
    page = BeautifulSoup(write_html(document), "html.parser")
    for tag in page(["style", "script"]):
        tag.decompose()
    spoken = [
        tag[name] for tag in page(True) for name in ("alt", "aria-label") if tag.has_attr(name)
    ]
    return "\n".join([page.get_text("\n"), *spoken])


def numbering(document):
    """Return the numbers of headings, captions, axes and scales: of no answers."""
    found = {0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 25.0, 50.0, 75.0, 100.0}
    for one in document.blocks:
        if isinstance(one, Heading | Diagram | Table):
            found |= {float(part) for part in re.findall(r"\d+", str(one.number or ""))}
    return found


# What a presentation says ------------------------------------------------------------------------


def rows_of_slides(path):
    """Yield what each bar and row of a presentation is about, and its numbers."""
    for slide in Presentation(path).slides:
        texts = [one.text_frame.text for one in slide.shapes if one.has_text_frame]
        for shape in slide.shapes:
            for name, numbers in _rows_of_shape(shape):
                said = [name, *reversed(texts)]
                names = next((found for text in said if (found := _named(text))), NAMES)
                group = next(iter(re.findall(r"Klass \d", name)), None)
                crossed = any("efter" in text for text in texts)
                if crossed and re.fullmatch(r"B\d", name):
                    group = name
                yield [(one, group) for one in names], numbers


def _named(text):
    if text.startswith("Medelvärde"):
        return ["medel"]
    return re.findall(r"Frågan ([abc])\b", text)


def _rows_of_shape(shape):
    if shape.has_chart:
        plot = shape.chart.plots[0]
        for place, category in enumerate(plot.categories):
            values = [series.values[place] for series in plot.series]
            name = str(category)
            yield name, numbers_in(name) | {float(one) for one in values if one is not None}
    if shape.has_table:
        for row in list(shape.table.rows)[1:]:
            first, *cells = [cell.text for cell in row.cells]
            yield first, {number for cell in cells for number in numbers_in(cell)}
