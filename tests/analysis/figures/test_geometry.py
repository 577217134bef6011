"""Nothing lies on top of anything else: measured on the page as it is drawn."""

from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from analysis import figures
from analysis.drawing import Label
from analysis.lettering import width
from tests.analysis.figures.forms import FORMS


@pytest.fixture(params=FORMS, ids=str)
def drawn(request):
    """Return the texts and the boxes of a figure as they lie on the page, in points."""
    figure = figures.figure(FORMS[request.param]())
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    written = figure.findobj(Text)
    texts = [(text.get_text(), text.get_window_extent(canvas.renderer)) for text in written]
    patches = [one for one in figure.findobj(Rectangle) if one is not figure.patch]
    boxes = [(one.get_window_extent(), one.get_edgecolor()[3] > 0) for one in patches]
    return figure, texts, boxes


def inside(inner, outer, slack=0.0):
    return (
        inner.x0 >= outer.x0 - slack
        and inner.x1 <= outer.x1 + slack
        and inner.y0 >= outer.y0 - slack
        and inner.y1 <= outer.y1 + slack
    )


@pytest.mark.parametrize("dpi", [96, 150, figures.DPI])
def test_a_text_is_as_wide_as_it_was_measured_whatever_it_is_drawn_at(dpi):
    drawing = FORMS["groups"]()
    labels = [mark for mark in drawing.marks if isinstance(mark, Label) and len(mark.text) > 20]
    figure = figures.figure(drawing)
    figure.set_dpi(dpi)
    with figures._style():
        renderer = FigureCanvasAgg(figure).get_renderer()
        drawn_texts = {text.get_text(): text for text in figure.findobj(Text)}
        for label in labels:
            points = drawn_texts[label.text].get_window_extent(renderer).width * 72 / dpi
            assert points == pytest.approx(width(label.text, label.size, bold=label.bold), rel=0.01)


def test_no_letter_is_too_small_to_read_in_print(drawn):
    figure, _, _ = drawn
    # A figure as wide as the text of an A4 page is printed in its own size.
    assert figure.get_figwidth() == pytest.approx(6.3)
    assert min(text.get_fontsize() for text in figure.findobj(Text)) >= 6.5


def test_no_text_lies_on_another(drawn):
    _, texts, _ = drawn
    assert texts
    for (one, here), (other, there) in combinations(texts, 2):
        across = min(here.x1, there.x1) - max(here.x0, there.x0)
        down = min(here.y1, there.y1) - max(here.y0, there.y0)
        # Line boxes include room for letters that hang and letters with rings.
        assert across <= 0.5 or down <= 2, f"“{one}” on “{other}”"


def test_every_text_is_on_the_page(drawn):
    figure, texts, _ = drawn
    for text, extent in texts:
        assert inside(extent, figure.bbox, 0.5), text


def test_a_label_that_touches_a_bar_lies_inside_it(drawn):
    _, texts, boxes = drawn
    outlined = [box for box, has_outline in boxes if has_outline]
    assert texts
    for text, extent in texts:
        for box in outlined:
            apart = (
                extent.x1 <= box.x0
                or extent.x0 >= box.x1
                or extent.y1 - 2 <= box.y0
                or extent.y0 + 2 >= box.y1
            )
            assert apart or inside(extent, box), text


def test_no_bar_lies_on_another(drawn):
    _, _, boxes = drawn
    outlined = [box for box, has_outline in boxes if has_outline]
    for one, other in combinations(outlined, 2):
        across = min(one.x1, other.x1) - max(one.x0, other.x0)
        down = min(one.y1, other.y1) - max(one.y0, other.y0)
        assert across < 0.01 or down < 0.01
