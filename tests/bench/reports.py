"""A report from answers to DOCX, against the bare drawing of its pictures or the bare text."""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from statistics import median
from time import process_time

import msgspec
from lxml import etree
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Picture

from analysis import Dataset
from analysis.codebook import Figure, OpenAnswers, Variable
from analysis.dataset import OpenText
from analysis.report.compose import Chapter, compose
from analysis.report.docx import write_docx
from tests.bench.likert import a_dataset
from tests.bench.result import Result, against

RESPONSES = 58
ITEMS = 14
DIAGRAMS = 7
TEXTS = 10_000
REPORT_SECONDS = 5
TEXTS_SECONDS = 2
PICTURES = 2
"""At most so many times the bare drawing of as many pictures."""
PARAGRAPHS = 25
"""At most so many times the bare writing of the texts as paragraphs in a zip."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WORDS = "Vi får svar på många frågor i stort sett samma dag, och det gör vardagen enklare."


def measure(*, quick: bool) -> Iterator[Result]:
    """Measure the composing and the writing together, in processor time."""
    times = 1 if quick else 3
    round_of_58 = _a_small_round()
    round_of_texts = _a_round_of_texts()
    cases = (
        (
            f"Report, {RESPONSES} × {ITEMS}, {DIAGRAMS} diagrams to DOCX",
            lambda: _report(round_of_58),
            (f"{DIAGRAMS} bare PNG", _bare_pictures, PICTURES),
            REPORT_SECONDS,
        ),
        (
            f"{TEXTS:,} open answers to DOCX".replace(",", " "),
            lambda: _report(round_of_texts),
            ("bare paragraphs", _bare_paragraphs, PARAGRAPHS),
            TEXTS_SECONDS,
        ),
    )
    for what, work, (of, yardstick, at_most), seconds in cases:
        work()  # the libraries are imported, and the fonts are read
        yardstick()
        bare = [_seconds(yardstick) for _ in range(times)]
        took = median(_seconds(work) for _ in range(times))
        yield against(what, took, median(bare), show="{:.2f} s", of=of, at_most=at_most)
        yield Result(
            what=what,
            measured=f"{took:.2f} s CPU",
            budget=f"≤ {seconds} s",
            within=took <= seconds,
        )


def _seconds(work: Callable[[], None]) -> float:
    begun = process_time()
    work()
    return process_time() - begun


def _report(dataset: Dataset) -> None:
    write_docx(compose([Chapter(dataset=dataset)]))


def _a_small_round() -> Dataset:
    """Return the answers of 58 persons to 14 items, whose plan has a diagram for each pair."""
    dataset = a_dataset(RESPONSES)
    variables = dataset.codebook.variables[:ITEMS]
    names = [one.name for one in variables]
    pairs = [tuple(names[at : at + 2]) for at in range(0, ITEMS, 2)]
    plan = tuple(
        Figure(title=f"Diagram {place}", items=pair) for place, pair in enumerate(pairs, start=1)
    )
    codebook = msgspec.structs.replace(dataset.codebook, variables=variables, report=plan)
    codes = {name: dataset.codes[name] for name in names}
    return replace(dataset, codebook=codebook, codes=codes)


def _a_round_of_texts() -> Dataset:
    """Return a round where everybody answered one open question, and no two alike."""
    dataset = a_dataset(TEXTS)
    asked = Variable(name="hur", kind="text", question="hur", text="På vilket sätt?")
    codebook = msgspec.structs.replace(
        dataset.codebook, variables=(asked,), report=(OpenAnswers(item="hur"),)
    )
    texts = tuple(OpenText(class_id=None, text=f"{place}. {WORDS}") for place in range(TEXTS))
    return replace(dataset, codebook=codebook, codes={}, texts={"hur": texts})


def _bare_pictures() -> None:
    """Draw as many figures of two stacked bars as matplotlib draws them by itself."""
    for _ in range(DIAGRAMS):
        picture = Picture(figsize=(6.3, 2.6), dpi=300)
        axes = picture.add_subplot()
        for row in range(2):
            for step in range(6):
                axes.barh(row, 16, left=16 * step, edgecolor="black")
                axes.text(16 * step + 8, row, "16", ha="center")
        axes.set_yticks([0, 1], ["Hinder för samverkan", "Projektet bidrar till samverkan"])
        axes.set_title("Störst andel instämmer i att projektet bidrar")
        FigureCanvasAgg(picture).print_png(io.BytesIO())


def _bare_paragraphs() -> None:
    """Write the texts as paragraphs with one run each, and nothing else, into a zip."""
    body = etree.Element(f"{W}body")
    for place in range(TEXTS):
        run = etree.SubElement(etree.SubElement(body, f"{W}p"), f"{W}r")
        etree.SubElement(run, f"{W}t").text = f"{place}. {WORDS}"
    with zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", etree.tostring(body))
