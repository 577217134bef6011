"""A codebook is read whole or refused with what is wrong in it."""

import json

import pytest

from analysis.codebook_reading import read_codebook
from analysis.errors import CodebookError
from tests.analysis.builders import a_codebook, a_likert, a_multiple, a_number, a_single, a_text


def read(codebook):
    return read_codebook(json.dumps(codebook).encode())


def an_indicator(condition):
    return {"id": "i", "text": "En indikator", "condition": condition}


def test_everything_in_it_is_read():
    plan = [
        {"kind": "figure", "title": "Delaktighet", "items": ["a"]},
        {"kind": "table", "item": "b", "by_group": True},
        {"kind": "crosstab", "item": "a", "by": "b", "title": "Delaktighet efter b"},
        {"kind": "indicator", "indicator": "i"},
    ]
    condition = {
        "kind": "not",
        "condition": {
            "kind": "all",
            "conditions": [
                {"kind": "at_most", "item": "a", "value": 2},
                {"kind": "is", "item": "b", "codes": ["ja"]},
            ],
        },
    }
    found = read(
        a_codebook(
            [a_likert("a"), a_single("b", "ja", "nej"), a_text("c")],
            classes=["Projekt A"],
            indicators=[an_indicator(condition)],
            report=plan,
        )
    )
    assert [one.name for one in found.variables] == ["a", "b", "c"]
    assert found.scale_of(found.variable("a")).top == ("4", "5")
    assert found.report[1].by_group
    assert found.round.opens_on.year == 2026
    with pytest.raises(KeyError):
        found.variable("d")


CHANGES = [
    ({"format": "annat"}, "has the format “annat”"),
    ({"format_version": 2}, "has format version 2"),
    ({"extra": 1}, "extra"),
    ({"scales": {}}, "has the scale “grad5”, which is not there"),
    (
        {"scales": {"grad5": {"top": ["6"], "bottom": [], "agree": ""}}},
        "counts “6”, which is not one of its codes",
    ),
    ({"classes": [{"id": "c1", "name": "A", "groups": []}] * 2}, "class “c1” is there twice"),
]


@pytest.mark.parametrize(("change", "message"), CHANGES)
def test_a_codebook_that_cannot_be_used_is_refused(change, message):
    with pytest.raises(CodebookError, match=message):
        read(a_codebook([a_likert("a")], **change) | change)


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ([a_likert("a"), a_likert("a")], "the variable “a” is there twice"),
        ([a_single("a", "ja", "ja")], "the code “ja” is there twice"),
        ([a_number("a", codes=[{"code": "ja", "text": "Ja"}])], "of kind number and has 1 codes"),
        ([a_single("a")], "of kind single and has 0 codes"),
        ([a_multiple("a", "ja", "nej") | {"columns": {"ja": "a__ja"}}], "a column for each code"),
        ([a_text("a_b", specifies="a", specify_code="b")], "explains “b” of “a”"),
        ([a_likert("a") | {"kind": "matrix"}], "matrix"),
    ],
)
def test_a_variable_that_contradicts_itself_is_named(variables, message):
    with pytest.raises(CodebookError, match=message):
        read(a_codebook(variables))


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ({"kind": "at_least", "item": "x", "value": 1}, "uses “x”, which is not a variable"),
        ({"kind": "at_least", "item": "b", "value": 1}, "compares “b”, which has no values"),
        ({"kind": "is", "item": "b", "codes": ["kanske"]}, "“kanske” is not an answer to “b”"),
        ({"kind": "is", "item": "c", "codes": []}, "uses “c”, which has no codes"),
        ({"kind": "sometimes"}, "sometimes"),
    ],
)
def test_an_indicator_that_cannot_be_counted_is_named(condition, message):
    variables = [a_likert("a"), a_single("b", "ja", "nej"), a_text("c")]
    with pytest.raises(CodebookError, match=message):
        read(a_codebook(variables, indicators=[an_indicator(condition)]))


@pytest.mark.parametrize(
    ("plan", "message"),
    [
        ([("x", "b")], "“x” is no variable with codes"),
        ([("c", "b")], "“c” is no variable with codes"),
        ([("a", "x")], "“x” is no single choice"),
        ([("b", "a")], "“a” is no single choice"),
        ([("b", "b")], "must be different"),
        ([("a", "b"), ("a", "d")], "the cross-table of “a” is there twice"),
    ],
)
def test_a_crosstab_that_cannot_be_counted_is_named(plan, message):
    entries = [{"kind": "crosstab", "item": item, "by": by} for item, by in plan]
    variables = [a_likert("a"), a_single("b", "ja", "nej"), a_text("c"), a_single("d", "x")]
    with pytest.raises(CodebookError, match=message):
        read(a_codebook(variables, report=entries))


@pytest.mark.parametrize("encoded", [b"", b"{", b"[]", b'{"format": 1}', b"\xff"])
def test_what_is_not_a_codebook_is_refused_in_words(encoded):
    with pytest.raises(CodebookError, match=r"codebook\.json is not the codebook"):
        read_codebook(encoded)
