"""Codes: a slip of the finger is always noticed, and nothing else about them matters."""

import random
import secrets
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey_app.invitations.codes import (
    ALPHABET,
    LENGTH,
    check_character,
    code_mac,
    derive_code,
    display,
    normalise,
)

KEY = b"k" * 32
CODES = [derive_code(KEY, f"{number:032x}") for number in range(1000)]


def test_a_code_has_ten_characters_and_one_that_checks_them():
    assert {len(code) for code in CODES} == {LENGTH + 1} == {11}
    assert set("".join(CODES)) == set(ALPHABET)
    assert len(ALPHABET) == 29
    assert not set("01ILOUV") & set(ALPHABET), "what is easily taken for something else"
    assert all(check_character(code[:LENGTH]) == code[LENGTH] for code in CODES)


def test_every_single_wrong_character_is_noticed():
    """Exhaustive: each place of 300 codes, each of the 28 other characters."""
    slips = [
        code[:place] + wrong + code[place + 1 :]
        for code in CODES[:300]
        for place in range(LENGTH + 1)
        for wrong in ALPHABET
        if wrong != code[place]
    ]
    assert len(slips) == 300 * 11 * 28
    assert [slip for slip in slips if normalise(slip) is not None] == []


def test_every_two_neighbours_that_change_places_are_noticed():
    slips = [
        code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        for code in CODES
        for place in range(LENGTH)
        if code[place] != code[place + 1]
    ]
    assert len(slips) > 9000
    assert [slip for slip in slips if normalise(slip) is not None] == []


def test_a_guess_is_rarely_even_possible():
    chance = random.Random(1)  # noqa: S311
    guesses = ["".join(chance.choices(ALPHABET, k=11)) for _ in range(29_000)]
    possible = sum(normalise(guess) is not None for guess in guesses)
    assert 800 < possible < 1200, "one in 29 has the right check character"


@pytest.mark.parametrize(
    "write",
    [
        str.lower,
        display,
        lambda code: f"  {display(code)}\n",
        lambda code: " ".join(code),
        lambda code: display(code).replace("-", "–").lower(),
        lambda code: display(code).replace("-", "\N{NO-BREAK SPACE}"),
        lambda code: f"{code}.",
    ],
)
def test_how_it_is_written_does_not_matter(write):
    for code in CODES[:50]:
        assert normalise(write(code)) == code


@given(st.text())
def test_whatever_is_typed_is_a_code_or_is_not(typed):
    code = normalise(typed)
    assert code is None or (len(code) == 11 and set(code) <= set(ALPHABET))


@pytest.mark.parametrize("typed", ["", "-", "A" * 11, "2" * 10, "2" * 12, "ßßßßß2", "²" * 11])
def test_what_cannot_be_a_code_is_none(typed):
    assert normalise(typed) is None


def test_the_code_of_an_invitation_is_the_same_each_time():
    for id in [secrets.token_hex(16) for _ in range(20)]:
        assert derive_code(KEY, id) == derive_code(KEY, id)
        assert derive_code(KEY, id) != derive_code(b"x" * 32, id)


def test_no_two_invitations_share_a_code():
    codes = {derive_code(KEY, secrets.token_hex(16)) for _ in range(20_000)}
    assert len(codes) == 20_000


def test_every_character_is_about_as_common_in_every_place():
    codes = [derive_code(KEY, str(number)) for number in range(5800)]
    for place in range(LENGTH + 1):
        counts = [sum(code[place] == character for code in codes) for character in ALPHABET]
        # 200 expected of each; six standard deviations are 83.
        assert max(counts) < 283
        assert min(counts) > 117


def test_what_is_stored_of_a_code_says_nothing_of_it_and_is_the_rounds_own():
    code = CODES[0]
    macs = {code_mac(KEY, round_id, code) for round_id in ("a2b3", "c4d5", "")}
    assert len(macs) == 3
    assert {len(mac) for mac in macs} == {32}
    assert code_mac(KEY, "a2b3", code) == code_mac(KEY, "a2b3", code)
    assert code_mac(b"x" * 32, "a2b3", code) not in macs
    assert not any(code.encode() in mac for mac in macs)


def test_a_round_and_a_code_cannot_be_taken_for_another_pair():
    pairs = [("a2", "b3CODE"), ("a2b3", "CODE"), ("a2b3C", "ODE")]
    assert len({code_mac(KEY, *pair) for pair in pairs}) == 3


def test_it_is_shown_in_groups_that_can_be_read_aloud():
    assert display("23456789ABC") == "2345-6789-ABC"
    assert all(normalise(display(code)) == code for code in CODES[:10])
    assert all(one != other for one, other in pairwise(sorted(CODES)))
