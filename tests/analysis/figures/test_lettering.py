"""Text is measured without a font at hand, and still fits."""

import matplotlib.font_manager
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.textpath import TextPath

from analysis.lettering import balanced, longest_word, width, wrap

ALPHABET = st.text("abcdefghijklmnopqrstuvwxyzåäöABÅÄÖ0123456789-/,.", min_size=1, max_size=40)
TEXTS = st.lists(ALPHABET, min_size=1, max_size=15).map(" ".join)


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize(
    "text", ["Hinder för samverkan har undanröjts", "ÅÄÖ åäö 0123456789 – ”vet ej”, 45 %", "illil"]
)
def test_a_text_is_as_wide_as_the_font_makes_it(text, bold):
    font = matplotlib.font_manager.FontProperties(
        family="DejaVu Sans", weight="bold" if bold else "normal"
    )
    marked = f"|{text}|"
    extents = TextPath((0, 0), marked, size=100, prop=font).get_extents()
    ends = TextPath((0, 0), "||", size=100, prop=font).get_extents()
    assert width(text, 100, bold=bold) == pytest.approx(extents.width - ends.width, rel=0.02)


@given(TEXTS, st.floats(60, 300))
def test_no_line_is_wider_than_there_is_room_for_and_no_word_is_lost(text, room):
    for lines in (wrap(text, room, 8), balanced(text, room, 8)):
        assert all(width(line, 8) <= room + 1e-6 for line in lines)
        joined = "".join(lines).replace("-", "").replace(" ", "")
        assert joined == text.replace("-", "").replace(" ", "")


@given(TEXTS)
def test_words_that_fit_are_never_broken(text):
    assert " ".join(wrap(text, longest_word(text, 8), 8)) == text


def test_a_long_compound_is_broken_where_its_words_meet():
    assert wrap("Arbetsmarknadsintegreringssamordningsförbundet", 190, 8) == (
        "Arbetsmarknadsintegreringssamordnings-",
        "förbundet",
    )
    assert wrap("Landstinget/vårdcentralen", 70, 8) == ("Landstinget/", "vårdcentralen")


def test_a_number_is_not_parted_from_its_percent_sign():
    assert wrap("svarar 45\N{NO-BREAK SPACE}% av alla", 42, 8)[1].startswith(
        "45\N{NO-BREAK SPACE}%"
    )


def test_balanced_lines_leave_no_lonely_word():
    text = "Projekten bidrar till att stärka samverkan"
    assert wrap(text, 140, 8)[-1] == "samverkan"
    assert balanced(text, 140, 8) == ("Projekten bidrar till", "att stärka samverkan")
