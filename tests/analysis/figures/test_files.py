"""Files for print: the same bytes every time, nobody's name in them, text that is text."""

import io
import os
import re
import struct
import subprocess
import sys
import zlib

import matplotlib
import pytest

from analysis import figures
from tests.analysis.figures.estimates import SVG, parsed, texts
from tests.analysis.figures.forms import FORMS, TITLE

FORM = "groups"
IN_ANOTHER_PROCESS = f"""
import hashlib, sys
from analysis import figures
from tests.analysis.figures.forms import FORMS
for writer in figures.WRITERS.values():
    print(hashlib.sha256(writer(FORMS[{FORM!r}]())).hexdigest())
print("matplotlib.pyplot" in sys.modules)
"""


def in_another_process(seed):
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(
        [sys.executable, "-c", IN_ANOTHER_PROCESS],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.split()


@pytest.mark.parametrize("suffix", figures.WRITERS)
def test_the_same_drawing_gives_the_same_bytes(suffix):
    write = figures.WRITERS[suffix]
    assert write(FORMS[FORM]()) == write(FORMS[FORM]())


def test_another_process_gives_the_same_bytes_and_pyplot_is_never_loaded():
    first, second = in_another_process("1"), in_another_process("2")
    assert first == second
    assert first[-1] == "False"


@pytest.mark.parametrize("suffix", figures.WRITERS)
def test_the_users_own_settings_change_nothing_and_are_left_alone(suffix):
    write = figures.WRITERS[suffix]
    before = write(FORMS[FORM]())
    with matplotlib.rc_context({"font.size": 31, "svg.fonttype": "path", "hatch.color": "red"}):
        assert write(FORMS[FORM]()) == before
        assert matplotlib.rcParams["font.size"] == 31


@pytest.mark.parametrize("suffix", figures.WRITERS)
def test_no_file_says_when_or_with_what_it_was_made(suffix):
    written = figures.WRITERS[suffix](FORMS[FORM]())
    for trace in (rb"20\d\d-\d\d", rb"D:20\d\d", b"CreationDate", b"(?i)matplotlib", b"Creator"):
        assert not re.search(trace, _readable(written)), trace


def _readable(written):
    """Return the parts of a file that are not pictures or letters."""
    if written.startswith(b"\x89PNG"):
        return b"".join(body for kind, body in _chunks(written) if kind != b"IDAT")
    return re.sub(rb"stream\r?\n.*?endstream", b"", written, flags=re.DOTALL)


def _chunks(png):
    data = io.BytesIO(png[8:])
    while head := data.read(8):
        length, kind = struct.unpack(">I4s", head)
        body = data.read(length)
        assert zlib.crc32(kind + body) == struct.unpack(">I", data.read(4))[0]
        yield kind, body


def test_a_png_has_300_dots_to_the_inch_and_is_16_cm_wide():
    chunks = dict(_chunks(figures.png(FORMS[FORM]())))
    width, _ = struct.unpack(">II", chunks[b"IHDR"][:8])
    per_metre, _, unit = struct.unpack(">IIB", chunks[b"pHYs"])
    assert (round(per_metre * 0.0254), unit) == (300, 1)
    assert width / 300 * 2.54 == pytest.approx(16, abs=0.01)


@pytest.mark.parametrize("form", FORMS)
def test_an_svg_has_text_title_and_description(form):
    drawing = FORMS[form]()
    root = parsed(figures.svg(drawing))
    assert root.get("role") == "img"
    assert root.get("lang") == "sv"
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert root.get("aria-labelledby").split() == [child.get("id") for child in root[:2]]
    assert (root[0].text, root[1].text) == (TITLE, drawing.description)
    written = [element.text for element in root.iter(f"{SVG}text")]
    assert sorted(written) == sorted(texts(drawing))


def test_a_pdf_has_its_letters_and_its_title():
    written = figures.pdf(FORMS[FORM]())
    assert b"/FontFile2" in written
    assert b"/Title" in written


def test_a_file_is_saved_by_its_name(tmp_path):
    drawing = FORMS[FORM]()
    figures.save(drawing, tmp_path / "figur.SVG")
    assert (tmp_path / "figur.SVG").read_bytes() == figures.svg(drawing)
    with pytest.raises(ValueError, match=r"must end with \.png, \.svg, \.pdf"):
        figures.save(drawing, tmp_path / "figur.gif")
