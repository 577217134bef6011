"""Words of respondents, authors, times and small numbers: in none of the files."""

import json
import re
import tempfile
import time
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from lxml import etree
from pptx import Presentation

import analysis
from analysis import files
from analysis.summary_json import as_json
from tests.analysis.files.builders import (
    CANARY,
    a_told_round,
    every_file,
    everything_in,
    repeatable,
    words_of,
)
from tests.analysis.test_attacker import small_rounds

NAMES = [*files.FORMATS, "plain", "aggregates"]


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Every file of the round with the printed figures, by its name."""
    folder = tmp_path_factory.mktemp("files")
    return every_file(a_told_round(folder), folder / "out")


@pytest.mark.parametrize("name", NAMES)
def test_no_word_that_somebody_wrote_is_in_a_file(written, name):
    content = everything_in(written[name])
    for word in CANARY.split():
        for encoding in ("utf-8", "utf-16-le", "latin-1"):
            assert word.encode(encoding) not in content


@pytest.mark.parametrize("name", NAMES)
def test_no_mode_and_no_language_of_a_person_is_in_a_file(written, name):
    assert b"telefon" not in everything_in(written[name])


@pytest.mark.parametrize("name", NAMES)
def test_no_file_tells_who_made_it_or_when(written, name):
    content = everything_in(written[name])
    assert b"Steve Canny" not in content
    assert b"python-pptx" not in content
    assert not re.search(rb"<dc:creator>[^<]", content)
    assert not re.search(rb"lastModifiedBy>[^<]", content)
    # The day of the test stands in none of the forms that these formats write it.
    for form in ("%Y-%m-%dT", "%d %b %y", "%d %b %Y"):
        assert time.strftime(form).encode() not in content


@pytest.mark.parametrize("name", NAMES)
def test_the_same_answers_give_the_same_bytes(written, name, tmp_path):
    again = every_file(a_told_round(tmp_path), tmp_path / "out")[name]
    assert again.read_bytes() == written[name].read_bytes()


def test_presentations_carry_no_picture_of_another(written):
    assert b"thumbnail.jpeg" not in everything_in(written["pptx"])
    assert b"printerSettings" not in everything_in(written["pptx"])


def test_single_answers_must_be_given_to_a_file_that_needs_them(tmp_path):
    dataset = a_told_round(tmp_path)
    for form in files.WITH_ANSWERS:
        with pytest.raises(files.NotAllowed):
            files.write(dataset, tmp_path / "a", form)
        assert not (tmp_path / "a").exists()


# Aggregates hold nothing but what the summary shows ----------------------------------------------


def numbers_of_sheet(path):
    for row in openpyxl.load_workbook(path)["Sammanfattning"].iter_rows(values_only=True):
        yield from (float(one) for one in row if isinstance(one, int | float))


def numbers_of_ddi(path):
    for tag in ("sumStat", "catStat"):
        for one in etree.parse(path).getroot().iter(f"{{ddi:codebook:2_5}}{tag}"):
            yield float(one.text)


def numbers_of_charts(path):
    for slide in Presentation(path).slides:
        for shape in slide.shapes:
            if shape.has_chart:
                for series in shape.chart.plots[0].series:
                    yield from (float(one) for one in series.values if one is not None)
            if shape.has_table:
                cells = [cell.text for row in shape.table.rows for cell in row.cells]
                yield from (float(one) for one in cells if one.isdigit())


def numbers_in(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return {number for one in value for number in numbers_in(one)}
    return (
        {float(value)} if isinstance(value, int | float) and not isinstance(value, bool) else set()
    )


def with_one_decimal(items):
    """Return the means as a table prints them: with one decimal of the two that are told."""
    means = [Decimal(str(one["mean"])) for one in items if one["mean"] is not None]
    return {float(mean.quantize(Decimal("0.1"), ROUND_HALF_UP)) for mean in means}


@settings(deadline=None, max_examples=12)
@given(small_rounds())
def test_no_aggregate_says_more_than_the_summary(dataset):
    shown = as_json(analysis.summary(dataset))
    everyone = numbers_in(shown) | with_one_decimal(shown["items"])
    everyone_and_each = everyone | numbers_in(as_json(analysis.summary(dataset, by_class=True)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        for form in ("xlsx", "ddi", "pptx"):
            files.write(dataset, path / f"a.{form}", form)
        assert set(numbers_of_sheet(path / "a.xlsx")) <= everyone
        assert set(numbers_of_ddi(path / "a.ddi")) <= everyone
        assert set(numbers_of_charts(path / "a.pptx")) <= everyone_and_each


def test_the_codebook_in_parquet_says_nothing_of_the_answers(written):
    import pyarrow.parquet as pq

    about = json.loads(pq.read_metadata(written["parquet"]).metadata[b"samsvar"])
    assert set(about) == {
        "title",
        "round",
        "smallest_combination",
        "background",
        "left_out",
        "columns",
    }
    assert repeatable  # the order of the file above is that of a fixed shuffle


def test_the_words_of_a_workbook_are_swedish(written):
    assert "Så läser du filen" in words_of(written["xlsx"])
