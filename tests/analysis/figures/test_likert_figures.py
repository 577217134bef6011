"""Stacked bars show what was answered: all of it, in order, and nothing that is withheld."""

from itertools import pairwise

import pytest

from analysis.codebook import Scale
from analysis.likert_bars import batches, group_bars, likert_bars
from analysis.likert_key import NoFigure, count_table_instead
from analysis.palette import MEASURED, WHITE
from tests.analysis.figures.estimates import (
    AGREE,
    SCALE,
    a_merged,
    an_item,
    boxes,
    of_size,
    texts,
    withheld,
    words,
)

PRINTED = an_item(3, 5, 14, 18, 7, 9, text="Hinder har undanröjts.", name="hinder")
"""25 of 56 agree and nine answered “vet ej”, as källa 002 prints; the rest is invented."""


def drawn(*items, **options):
    return likert_bars(items, SCALE, title="Ett budskap", **options)


def bar(drawing, place=0):
    """Return the parts of a bar from the left, the lane for “vet ej” too."""
    bars = sorted({box.y for box in boxes(drawing, height=19.0)})
    return sorted((box for box in boxes(drawing, height=19.0) if box.y == bars[place]), key=by_x)


def by_x(box):
    return box.x


def test_the_printed_item_is_drawn_with_its_percentages():
    drawing = drawn(PRINTED)
    assert [text for text in texts(drawing) if text.isdigit() and text not in {"0", "50", "75"}][
        :7
    ] == ["5", "9", "25", "32", "13", "16", "56"]
    assert "45\N{NO-BREAK SPACE}%" in texts(drawing)
    assert "”vet ej” inräknat. n = 56." in words(drawing)
    assert "Instämmer: instämmer mycket eller helt." in words(drawing)


def test_parts_are_as_wide_as_their_counts_and_meet():
    *steps, outside = bar(drawn(PRINTED))
    unit = steps[0].width / 3
    assert [box.width / unit for box in (*steps, outside)] == pytest.approx([3, 5, 14, 18, 7, 9])
    for left, right in pairwise(steps):
        assert left.x + left.width == pytest.approx(right.x)
    assert [box.fill for box in steps] == list(MEASURED)
    assert (outside.fill, outside.hatch) == (WHITE, "lines")


def test_the_lane_for_vet_ej_begins_after_a_whole_bar_and_holds_the_largest_share():
    drawing = drawn(an_item(0, 0, 0, 0, 56, name="alla"), PRINTED, an_item(1, 1, 1, 1, 1, 55))
    whole, outside = bar(drawing, 0)[0], bar(drawing, 2)[-1]
    assert bar(drawing, 1)[-1].x == outside.x > whole.x + whole.width
    column = min(mark.x for mark in drawing.marks if getattr(mark, "text", "") == "Instämmer")
    assert outside.x + outside.width < column - 40


def test_steps_that_nobody_chose_are_in_the_legend_and_have_no_bar():
    drawing = drawn(an_item(0, 0, 0, 58, 0))
    assert [text for text in texts(drawing) if text in AGREE] == list(AGREE)
    assert [box.fill for box in bar(drawing)] == [MEASURED[3]]
    assert "100" in texts(drawing)
    assert "100\N{NO-BREAK SPACE}%" in texts(drawing)


def test_a_scale_whose_first_steps_agree_is_blue_first():
    steps = ("Mycket", "Ganska mycket", "Varken eller", "Ganska lite", "Mycket lite")
    scale = Scale(top=("1", "2"), bottom=("4", "5"), agree="svarar ganska mycket eller mycket")
    item = an_item(20, 20, 5, 5, 5, steps=steps, scale=scale)
    drawing = likert_bars([item], scale, title="Vänd")
    assert [box.fill for box in bar(drawing)] == list(reversed(MEASURED))
    assert "Ganska mycket eller mycket" in words(drawing)


def test_the_lines_of_a_label_stand_around_the_middle_of_its_bar():
    text = "Handläggning av individärenden har blivit effektivare tack vare samverkan"
    drawing = drawn(an_item(10, 10, 10, 10, 10, text=text))
    lines = [mark for mark in drawing.marks if getattr(mark, "text", "-") in text]
    labels = [mark for mark in lines if mark.align == "right"]
    box = bar(drawing)[0]
    middle = sum(mark.y for mark in labels) / len(labels)
    assert len(labels) > 1
    assert box.y + box.height / 2 < middle < box.y + box.height / 2 + 5


def test_bars_that_diverge_meet_where_the_scale_does():
    drawing = drawn(PRINTED, an_item(10, 10, 10, 10, 10), diverging=True)
    neutral = [bar(drawing, place)[2] for place in (0, 1)]
    zeros = [box.x + box.width / 2 for box in neutral]
    assert zeros[0] == pytest.approx(zeros[1])
    assert bar(drawing, 0)[-1].hatch == "lines"


def test_the_neutral_step_may_stand_in_a_lane_of_its_own():
    drawing = drawn(PRINTED, an_item(10, 10, 10, 10, 10), diverging=True, neutral="outside")
    first, second = bar(drawing, 0), bar(drawing, 1)
    assert first[2].x == pytest.approx(second[2].x)
    assert [box.fill for box in first] == [*MEASURED[:2], *MEASURED[3:], MEASURED[2], WHITE]


def test_fewer_than_ten_answers_belong_in_a_table_of_counts():
    seven = [an_item(1, 0, 3, 2, 1), a_merged(1, 3, 3)]
    assert count_table_instead(seven)
    assert not count_table_instead([*seven, PRINTED])
    assert not count_table_instead([withheld()])
    with pytest.raises(NoFigure, match="table of counts"):
        drawn(*seven)


def test_an_item_of_fewer_than_ten_is_told_in_counts_beside_the_others():
    drawing = drawn(PRINTED, an_item(1, 0, 3, 2, 1, text="Tabell tre.", name="tre"))
    assert "3 av 7 instämmer mycket eller helt" in texts(drawing)
    assert "Färre än tio svar visas med antal" in words(drawing)
    assert len(boxes(drawing, height=19.0)) == 6


def test_what_is_withheld_is_named_and_never_drawn():
    drawing = drawn(PRINTED, withheld(text="Ett hemligt påstående.", name="hemligt"))
    assert "Visas inte, för få svar: ”Ett hemligt påstående”." in texts(drawing)
    assert words(drawing).count("hemligt") == 1
    assert len(boxes(drawing, height=19.0)) == 6


def test_between_ten_and_thirty_the_count_stands_with_the_percentage():
    drawing = drawn(an_item(0, 0, 2, 5, 5))
    assert {"83\N{NO-BREAK SPACE}%", "10 av 12"} <= set(texts(drawing))
    assert "när 12 har svarat motsvarar en person 8 procentenheter" in words(drawing)
    assert "av 56" not in words(drawn(PRINTED))


def test_a_sum_other_than_100_is_explained_and_only_then():
    note = "Summan kan avvika från 100"
    assert note not in words(drawn(an_item(10, 10, 10, 10, 10)))
    assert note in words(drawn(an_item(1, 1, 1, 2, 1, 24)))


def test_items_are_sorted_by_what_is_asked_for():
    low, high = an_item(20, 0, 0, 30, 0, text="A"), an_item(0, 0, 22, 28, 0, text="B", name="b")
    for sort, order in (("questionnaire", "AB"), ("top2", "AB"), ("net", "BA")):
        labels = [text for text in texts(drawn(low, high, sort=sort)) if text in "AB"]
        assert "".join(labels) == order


def test_items_on_different_scales_are_not_drawn_together():
    other = an_item(
        20,
        20,
        20,
        steps=("Nej", "Delvis", "Ja"),
        scale=Scale(top=("3",), bottom=("1",), agree="svarar ja"),
    )
    with pytest.raises(ValueError, match="other steps"):
        drawn(PRINTED, other)


def test_many_items_are_shared_out_evenly():
    assert [len(batch) for batch in batches(of_size(58, 14))] == [7, 7]
    assert [len(batch) for batch in batches(of_size(58, 12))] == [12]
    assert batches([]) == []


def test_items_by_group_are_as_many_as_fit_on_a_page_and_are_never_parted():
    groups = [
        an_item(5, 5, 20, 20, 8, name=name, group=group)
        for name in "abc"
        for group in (None, *(f"Projekt {number}" for number in range(12)))
    ]
    assert [{item.variable.name for item in batch} for batch in batches(groups)] == [
        {"a"},
        {"b"},
        {"c"},
    ]
    few = [item for item in groups if item.group in {None, "Projekt 1"}]
    assert [len(batch) for batch in batches(few)] == [6]
    for batch in batches(groups):
        assert group_bars(batch, SCALE, title="Grupper").height < 640


def test_each_item_has_a_panel_with_everyone_first():
    about = {"text": "Ett påstående.", "name": "x"}
    drawing = group_bars(
        [
            an_item(5, 5, 20, 20, 8, **about),
            an_item(1, 2, 3, 3, 3, group="Kommun", **about),
            a_merged(1, 3, 3, group="Vården", **about),
            withheld(group="Heby", **about),
            withheld(group="Knivsta", **about),
        ],
        SCALE,
        title="Grupper",
    )
    order = [
        text for text in texts(drawing) if text in {"Ett påstående", "Totalt", "Kommun", "Vården"}
    ]
    assert order == ["Ett påstående", "Totalt", "Kommun", "Vården"]
    assert "3 av 7 instämmer mycket eller helt" in texts(drawing)
    assert "Ingår inte i redovisningen separat: Heby, Knivsta." in texts(drawing)


def test_a_group_that_is_withheld_in_one_panel_is_named_with_it():
    shown = {"text": "Första.", "name": "a"}
    hidden = {"text": "Andra.", "name": "b"}
    items = [
        an_item(5, 5, 20, 20, 8, **shown),
        an_item(1, 2, 3, 3, 3, group="Heby", **shown),
        an_item(5, 5, 20, 20, 8, **hidden),
        withheld(group="Heby", **hidden),
    ]
    assert "Heby ingår inte separat i ”Andra”." in texts(group_bars(items, SCALE, title="Grupper"))


def test_the_neutral_step_may_stand_whole_between_the_sides():
    low_heavy = an_item(20, 10, 5, 10, 5, name="b")
    drawing = drawn(PRINTED, low_heavy, diverging=True, neutral="inside")
    bars = [bar(drawing, 0), bar(drawing, 1)]
    grey = [next(box for box in one if box.fill == MEASURED[2]) for one in bars]
    starts = [next(box for box in one if box.fill == MEASURED[3]).x for one in bars]
    ends = [next(box.x + box.width for box in one if box.fill == MEASURED[1]) for one in bars]
    # Both sides begin at straight edges, and the neutral bars lie around one middle between them.
    assert starts[0] == pytest.approx(starts[1])
    assert ends[0] == pytest.approx(ends[1])
    middles = [box.x + box.width / 2 for box in grey]
    assert middles[0] == pytest.approx(middles[1])
    assert all(ends[0] < box.x and box.x + box.width < starts[0] for box in grey)


def test_a_scale_without_a_middle_diverges_alike_wherever_the_middle_would_stand():
    steps = ("Nej, inte alls", "Nej, knappast", "Ja, delvis", "Ja, helt")
    scale = Scale(top=("3", "4"), bottom=("1", "2"), agree="svarar ja")
    item = an_item(5, 10, 20, 20, steps=steps, scale=scale)
    first, *others = (
        likert_bars([item], scale, title="Jämn", diverging=True, neutral=neutral).marks
        for neutral in ("centre", "inside", "outside")
    )
    assert others == [first, first]
