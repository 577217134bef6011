"""A figure of a battery as a small SVG, against the same elements written by the library."""

from collections.abc import Callable, Iterator
from statistics import median
from time import process_time
from xml.etree import ElementTree

from analysis import lettering
from analysis.drawing import Box, Drawing, Label
from analysis.likert_bars import likert_bars
from analysis.svg import small_svg
from tests.analysis.figures.estimates import SCALE, of_size
from tests.analysis.figures.forms import TITLE
from tests.bench.result import Result, against

MILLISECONDS = 1
ITEMS = 14
BUDGET = 1.5
TIMES = 20


def measure(*, quick: bool) -> Iterator[Result]:
    """Measure estimates to SVG, every text measured and broken into lines anew."""
    items = of_size(58, ITEMS)

    def ours() -> None:
        small_svg(likert_bars(items, SCALE, title=TITLE))

    drawing = likert_bars(items, SCALE, title=TITLE)
    took, bare = [], []
    for _ in range(10 if quick else 30):
        took.append(_milliseconds(ours, before=_forget))
        bare.append(_milliseconds(lambda: _by_the_library(drawing)))
    yield against(
        f"Small SVG of {ITEMS} items, new texts",
        median(took),
        median(bare),
        show="{:.2f} ms",
        of="its elements, ElementTree",
        at_most=BUDGET,
    )
    yield Result(
        what=f"Small SVG of {ITEMS} items, new texts",
        measured=f"{median(took):.2f} ms CPU",
        budget=f"≤ {MILLISECONDS} ms",
        within=median(took) <= MILLISECONDS,
    )


def _forget() -> None:
    for remembered in (lettering.wrap, lettering.balanced, lettering._measured):
        remembered.cache_clear()
    for words in lettering._WIDE.values():
        words.clear()


def _milliseconds(work: Callable[[], None], before: Callable[[], None] = lambda: None) -> float:
    """Return the processor time of one turn, the mean of several: the clock is coarse."""
    spent = 0.0
    for _ in range(TIMES):
        before()
        begun = process_time()
        work()
        spent += process_time() - begun
    return spent / TIMES * 1000


def _by_the_library(drawing: Drawing) -> None:
    """Write as many elements with as many attributes, without laying anything out."""
    root = ElementTree.Element("svg", viewBox="0 0 453.6 518.1")
    for mark in drawing.marks:
        if isinstance(mark, Label):
            place = {"x": f"{mark.x:.1f}", "y": f"{mark.y:.1f}", "font-size": f"{mark.size:g}"}
            ElementTree.SubElement(root, "text", place).text = mark.text
        elif isinstance(mark, Box):
            names = ("x", "y", "width", "height")
            place = {name: f"{getattr(mark, name):.1f}" for name in names}
            ElementTree.SubElement(root, "rect", place, fill=mark.fill)
        else:
            ElementTree.SubElement(root, "path", d="M1.0 1.0L2.0 2.0", stroke="#444444")
    ElementTree.tostring(root, encoding="unicode")
