"""A sealed answer: one length, one key, one round, and nothing else opens it."""

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from survey_app.ballots.payload import NotAnAnswer, TooLong, decode, encode, pad
from survey_app.ballots.seal import OVERHEAD, CannotOpen, seal, unseal

PAD = 512
OURS = X25519PrivateKey.generate()
PUBLIC = OURS.public_key().public_bytes_raw()

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
answers = st.dictionaries(
    st.from_regex(r"[a-z][a-z0-9_]{0,10}", fullmatch=True),
    texts | st.integers(-(10**6), 10**6) | st.lists(texts, max_size=3),
    max_size=3,
)


@given(answers)
def test_every_answer_becomes_as_long_as_every_other(given_answers):
    payload = encode(given_answers, "g1", "sv", "webb")
    if len(payload) > PAD:
        with pytest.raises(TooLong):
            seal(payload, PUBLIC, "2u7k", PAD)
        return
    assert len(seal(payload, PUBLIC, "2u7k", PAD)) == PAD + OVERHEAD


@given(answers, texts, texts, texts)
def test_what_was_sealed_comes_back_as_it_was(given_answers, group, language, mode):
    payload = encode(given_answers, group, language, mode)
    opened = decode(unseal(seal(payload, PUBLIC, "2u7k", 4096), OURS, "2u7k"))
    assert (opened.answers, opened.group_id) == (given_answers, group)
    assert (opened.language, opened.mode) == (language, mode)


def test_the_same_answer_is_never_sealed_the_same_twice():
    assert len({seal(b"{}", PUBLIC, "2u7k", PAD) for _ in range(50)}) == 50


def test_another_key_does_not_open_it():
    sealed = seal(b"{}", PUBLIC, "2u7k", PAD)
    with pytest.raises(CannotOpen):
        unseal(sealed, X25519PrivateKey.generate(), "2u7k")


@given(st.text(st.characters(codec="utf-8"), max_size=12).filter("2u7k".__ne__))
def test_it_cannot_be_moved_to_another_round(other_round):
    sealed = seal(b"{}", PUBLIC, "2u7k", PAD)
    with pytest.raises(CannotOpen):
        unseal(sealed, OURS, other_round)


def test_a_change_of_any_byte_is_noticed():
    sealed = seal(b'{"answers":{}}', PUBLIC, "2u7k", 32)
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 0x41
        with pytest.raises(CannotOpen):
            unseal(bytes(changed), OURS, "2u7k")


@pytest.mark.parametrize("length", [0, 1, 31, 32, 47, 48])
def test_a_cut_off_ballot_is_refused(length):
    sealed = seal(b"", PUBLIC, "2u7k", 64)
    with pytest.raises(CannotOpen):
        unseal(sealed[:length], OURS, "2u7k")


def test_an_error_carries_nothing_of_the_answer():
    for broken in (b"hemligt", b'{"answers":{"a":"hemligt"', b'{"answers":{"a":{"b":"hemligt"}}}'):
        with pytest.raises(NotAnAnswer) as caught:
            decode(pad(broken, PAD))
        assert "hemligt" not in repr(caught.value)
        assert caught.value.__suppress_context__


def test_the_order_in_which_somebody_answered_does_not_show():
    one = encode({"b": "1", "a": ["y", "x"]}, "g1", "sv", "webb")
    other = encode({"a": ["y", "x"], "b": "1"}, "g1", "sv", "webb")
    assert one == other
    assert one == (
        b'{"answers":{"a":["y","x"],"b":"1"},"group":"g1","language":"sv","mode":"webb"}'
    )


def test_padding_cuts_nothing_off():
    assert pad(b"abc", 3) == b"abc"
    assert pad(b"abc", 5) == b"abc\0\0"
    with pytest.raises(TooLong):
        pad(b"abcd", 3)
