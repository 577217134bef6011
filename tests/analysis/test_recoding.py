"""Texts at “nämligen” are sorted beside the answers; what does not fit is refused."""

import pytest

import analysis
from analysis.errors import RecodeError
from analysis.recode import Recoding, read_recoding
from tests.analysis.builders import (
    a_codebook,
    a_dataset,
    a_multiple,
    a_single,
    a_text,
    beside,
    rows_of,
)

TEXTS = [("innan_annat", "", text) for text in ("Jobb", "JOBB ", "föräldraledig", "hemma")]


@pytest.fixture
def dataset(tmp_path):
    codebook = a_codebook(
        [
            a_single("innan", "arbete", "annat"),
            a_text("innan_annat", specifies="innan", specify_code="annat"),
            a_multiple("hinder", "tid", "annat"),
            a_text("hinder_annat", specifies="hinder", specify_code="annat"),
            a_text("hur"),
        ]
    )
    rows = beside(rows_of("innan", {"arbete": 9, "annat": 5}), [{"hinder": ["annat"]}] * 6)
    return a_dataset(tmp_path / "export", codebook, rows, texts=TEXTS)


def recoded(dataset, **categories):
    summary = analysis.summary(dataset, recoding=Recoding(categories={"innan_annat": categories}))
    (one,) = summary.recoded
    names = [code.text for code in one.estimate.variable.codes]
    return dict(zip(names, one.estimate.counts, strict=True)), one.unknown


def test_what_no_category_takes_stays_with_the_original_answer(dataset):
    counts, _ = recoded(dataset, Ledig=("Föräldraledig",))
    assert counts == {"Arbete": 9, "Annat": 4, "Ledig": 1}


def test_a_category_may_be_one_of_the_answers(dataset):
    for label in ("arbete", "ARBETE"):
        counts, _ = recoded(dataset, **{label: ("jobb",)})
        assert counts == {"Arbete": 11, "Annat": 3}


def test_a_category_that_nobody_wrote_is_zero_and_said(dataset):
    counts, unknown = recoded(dataset, Utomlands=("Norge",))
    assert counts == {"Arbete": 9, "Annat": 5, "Utomlands": 0}
    assert unknown == ("Norge",)


def test_a_text_in_two_categories_is_refused(dataset):
    with pytest.raises(RecodeError, match="“jobb” is in two categories"):
        recoded(dataset, A=("JOBB",), B=("jobb",))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("hur", "There are: innan_annat, hinder_annat"),
        ("finns_inte", "“finns_inte” is not an answer in words"),
        ("hinder_annat", "only single choices can be recoded"),
    ],
)
def test_only_nämligen_of_a_single_choice_can_be_recoded(dataset, name, message):
    recoding = Recoding(categories={name: {"A": ("x",)}})
    with pytest.raises(RecodeError, match=message):
        analysis.summary(dataset, recoding=recoding)


def test_more_texts_than_answers_are_refused_without_telling_how_many(tmp_path):
    codebook = a_codebook(
        [
            a_single("innan", "arbete", "annat"),
            a_text("innan_annat", specifies="innan", specify_code="annat"),
        ]
    )
    rows = rows_of("innan", {"arbete": 9, "annat": 1})
    dataset = a_dataset(tmp_path / "export", codebook, rows, texts=TEXTS)
    with pytest.raises(RecodeError, match="than there are answers “Annat”") as refused:
        recoded(dataset, A=("jobb",))
    assert not any(digit in str(refused.value) for digit in "0123456789")


@pytest.mark.parametrize(
    ("answers", "options"),
    [
        # Too few in all: the texts are not shown to anyone.
        ({"arbete": 1, "annat": 3}, ["arbete", "annat"]),
        # Five to nine, in more answers than are told apart of so few; merging them tells each.
        ({"arbete": 3, "annat": 4}, ["arbete", "studier", "vård", "annat"]),
    ],
)
@pytest.mark.parametrize(
    "guess", [("jobb",), ("det var Kim",), ("jobb", "hemma", "föräldraledig"), ("hemma",)]
)
def test_where_the_answers_are_withheld_a_recoding_answers_no_guess(
    tmp_path, answers, options, guess
):
    codebook = a_codebook(
        [
            a_single("innan", *options),
            a_text("innan_annat", specifies="innan", specify_code="annat"),
        ]
    )
    dataset = a_dataset(tmp_path / "export", codebook, rows_of("innan", answers), texts=TEXTS)
    for label in ("arbete", "Ledig"):
        counts, unknown = recoded(dataset, **{label: guess})
        assert counts == dict.fromkeys(option.capitalize() for option in options)
        assert unknown == ()


def test_what_is_wrong_in_the_recoding_itself_is_said_all_the_same(tmp_path):
    nobody = a_dataset(tmp_path / "export", a_codebook([a_single("innan", "arbete")]), [])
    recoding = Recoding(categories={"finns_inte": {"A": ("x",)}})
    with pytest.raises(RecodeError, match="is not an answer in words"):
        analysis.summary(nobody, recoding=recoding)


def test_a_recoding_is_read_from_yaml(tmp_path):
    path = tmp_path / "omkodning.yaml"
    path.write_text("innan_annat:\n  Ledig: ['föräldraledig', \"hemma\"]\n", encoding="utf-8")
    assert read_recoding(path).categories == {"innan_annat": {"Ledig": ("föräldraledig", "hemma")}}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("innan_annat: [a, b]", "Write a variable, under it its categories"),
        ("innan_annat: {Ja: [yes]}", "Write a variable"),
        ("a: [", "is not YAML"),
        ("", "Write a variable"),
    ],
)
def test_a_file_that_is_not_a_recoding_is_refused_in_words(tmp_path, content, message):
    path = tmp_path / "omkodning.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RecodeError, match=message):
        read_recoding(path)


def test_a_recoding_that_is_not_there_is_named(tmp_path):
    with pytest.raises(RecodeError, match="cannot be read"):
        read_recoding(tmp_path / "nowhere.yaml")
