"""Whatever a file holds, the answer is a dataset or a sentence, never a traceback."""

import contextlib
import functools
import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import analysis
from tests.analysis.reading.builders import a_workbook, read, the_codebook

BOOK = the_codebook()
HEADINGS = ["nojd", "innan", "hinder", "manader", "start", "ovrigt", "grupp"]
CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["4", "Arbete", "tid;resor", "12,0", "2026-01-01", "=1/0", "\x00", '"', "٤"]),
)


@functools.cache
def workbook() -> bytes:
    return a_workbook([HEADINGS, [4, "Arbete", "Tid", 6, "2026-01-15", "Bra", "A"]] * 3)


def try_to_read(content: bytes) -> None:
    with contextlib.suppress(analysis.AnswersError):
        read(content, BOOK, tell=lambda _: None)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", b"nojd;innan\n", b"\xff\xfe", b"PK\x03\x04"]))
def test_any_bytes(content, begins):
    try_to_read(begins + content)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=8), max_size=6), st.sampled_from(";,\t"))
def test_any_cells_in_a_csv(rows, delimiter):
    lines = [HEADINGS, *rows]
    try_to_read("\n".join(delimiter.join(row) for row in lines).encode("utf-8", "surrogatepass"))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32), st.integers(1, 8))
def test_a_workbook_with_some_bytes_changed(seed, changes):
    chance = random.Random(seed)  # noqa: S311 - only to choose bytes
    content = bytearray(workbook())
    for _ in range(changes):
        content[chance.randrange(len(content))] = chance.randrange(256)
    try_to_read(bytes(content))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 6000))
def test_a_workbook_cut_short(length):
    try_to_read(workbook()[:length])
