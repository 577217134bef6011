"""Numbers and statements become Swedish that can be printed as it stands."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.words import (
    Style,
    clause,
    number,
    percent_words,
    plain_count,
    quoted,
    rough_words,
    sentence,
    share,
)
from tests.analysis.shown import plain


def test_numbers_to_twelve_are_words():
    assert [number(value) for value in (0, 1, 7, 12, 13)] == ["noll", "en", "sju", "tolv", "13"]


@pytest.mark.parametrize(
    ("count", "of", "written"),
    [
        (42, 56, "42 av 56 (75 %)"),
        (7, 56, "7 av 56 (13 %)"),  # exactly 12.5: half up
        (10, 12, "10 av 12 (83 %)"),
        (3, 7, "tre av sju"),
        (0, 7, "ingen av sju"),
        (7, 7, "alla sju"),
        (56, 56, "alla 56"),
        (1, 1, "den enda"),
    ],
)
def test_a_share_has_its_base_and_below_ten_no_percentage(count, of, written):
    assert plain(share(count, of)) == written


def test_those_who_make_up_the_base_stand_after_it():
    assert plain(share(47, 57, "enkätrespondenter")) == "47 av 57 enkätrespondenter (82 %)"
    assert share(3, 7, "handläggare") == "tre av sju handläggare"


def test_a_count_larger_than_its_base_is_a_mistake():
    with pytest.raises(ValueError, match="8 is no part of 7"):
        share(8, 7)


def test_a_count_without_percentage_is_in_words():
    assert plain_count(7, 56) == "sju av 56"
    assert plain_count(9, 9) == "nio av nio"


@pytest.mark.parametrize(
    ("count", "of", "whole", "nearest", "over"),
    [
        (3, 12, "25 procent", "25 procent", "25 procent"),  # case 12: exact, no word
        (2, 12, "17 procent", "knappt 17 procent", "drygt 16 procent"),
        (4, 12, "33 procent", "drygt 33 procent", "drygt 33 procent"),
        (10, 12, "83 procent", "drygt 83 procent", "drygt 83 procent"),  # case 13
        (7, 56, "13 procent", "knappt 13 procent", "drygt 12 procent"),
        (58, 67, "87 procent", "knappt 87 procent", "drygt 86 procent"),
    ],
)
def test_drygt_and_knappt_in_both_styles(count, of, whole, nearest, over):
    written = [plain(percent_words(count, of, style)) for style in Style]
    assert written == [whole, nearest, over]


@given(st.integers(10, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_drygt_is_below_and_knappt_above_the_truth(pair):
    count, of = pair
    truth = Fraction(100 * count, of)
    for style in (Style.NEAREST, Style.OVER):
        written = percent_words(count, of, style)
        value = int(re.search(r"\d+", written)[0])
        if written.startswith("drygt"):
            assert value < truth < value + 1
        elif written.startswith("knappt"):
            assert value - Fraction(1, 2) <= truth < value
        else:
            assert value == truth


def test_a_base_under_ten_gets_no_percentage_in_running_text_either():
    with pytest.raises(ValueError, match="a base of 7"):
        percent_words(3, 7)


@pytest.mark.parametrize(
    ("count", "of", "words"),
    [
        (58, 98, "mer än hälften"),  # case 17
        (26, 98, "ungefär en fjärdedel"),
        (24, 98, "ungefär en fjärdedel"),
        (27, 98, None),
        (27, 100, "ungefär en fjärdedel"),
        (28, 100, None),
        (49, 98, "hälften"),
        (25, 100, "en fjärdedel"),
        (49, 100, None),
        (98, 98, "alla"),
        (0, 98, "ingen"),
    ],
)
def test_rough_words_are_within_two_points(count, of, words):
    assert rough_words(count, of) == words


def test_no_line_is_broken_between_a_number_and_its_percent():
    assert "75\N{NO-BREAK SPACE}%" in share(42, 56)
    assert "87\N{NO-BREAK SPACE}procent" in percent_words(58, 67)


@pytest.mark.parametrize(
    ("statement", "after_att"),
    [
        (
            "Projektet bidrar till att stärka samverkan.",
            "projektet bidrar till att stärka samverkan",
        ),
        ("Det är meningsfullt att delta", "det är meningsfullt att delta"),
        ("Jag är delaktig i planeringen", None),
        ("Projektet omfattar rätt saker i förhållande till mina behov", None),
        ("Försäkringskassan stärker samverkan.", None),
        ("Samverkan har inte stärkts.", None),
        ("Har samverkan stärkts?", None),
        ("Arbete", None),
    ],
)
def test_a_statement_follows_att_only_where_it_can(statement, after_att):
    assert clause(statement) == after_att


def test_quotation_marks_inside_are_single():
    assert quoted('Målgruppen erbjuds "rätt insats".') == "”Målgruppen erbjuds ’rätt insats’”"


def test_a_sentence_has_a_capital_and_one_stop():
    assert sentence("åtta av nio") == "Åtta av nio."
    assert sentence("alla sju i ”x.”") == "Alla sju i ”x.”"
