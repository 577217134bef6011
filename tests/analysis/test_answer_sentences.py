"""Choices, numbers and indicators in sentences, each on its own base."""

import msgspec
import pytest

import analysis
from analysis.answer_sentences import (
    choice_sentence,
    index_sentence,
    indicator_sentence,
    number_sentence,
    option_sentence,
)
from analysis.codebook import Indicator, Variable
from analysis.definitions import definition
from analysis.disclosure import Detail
from analysis.estimates import NumberEstimate
from analysis.index import IndexEstimate
from tests.analysis.builders import a_codebook, a_dataset, a_likert, a_multiple, a_number, beside
from tests.analysis.shown import a_choice_estimate, plain


def test_r06_most_work_for_a_municipality():
    assert plain(choice_sentence(a_choice_estimate(24, 13, 5, 16), 5)) == (
        "På frågan ”Var arbetar du?” har flest svarat ”Kommun”, 24 av 58 (41 %)."
    )


def test_answers_that_tie_are_named_together():
    assert plain(choice_sentence(a_choice_estimate(6, 6, 1), 5)) == (
        "På frågan ”Var arbetar du?” har flest svarat ”Kommun” och ”Arbetsförmedlingen”, "
        "6 av 13 (46 %) vardera."
    )


def test_r22_a_multiple_choice_stands_on_both_bases():  # case 14: 12 persons, 24 picks
    hindrances = a_choice_estimate(3, 7, 9, 5, n=12, kind="multiple")
    assert plain(option_sentence(hindrances, "o1", 5)) == (
        "3 av 12 (25 %) valde ”Kommun”, vilket är 3 av 24 kryss (12,5 %)."
    )
    assert plain(choice_sentence(hindrances, 5)) == (
        "På frågan ”Var arbetar du?” har flest valt ”Region”, 9 av 12 (75 %), vilket är "
        "9 av 24 kryss (37,5 %)."
    )


def test_few_persons_get_counts_even_when_they_made_many_picks():
    few = a_choice_estimate(3, 2, 2, n=5, kind="multiple")
    assert option_sentence(few, "o1", 5) == (
        "Tre av fem valde ”Kommun”, vilket är tre av sju kryss."
    )


def test_what_is_withheld_is_said_to_be():
    hidden = a_choice_estimate(2, 1, 1, detail=Detail.NOTHING, group="Athena")
    for told in (choice_sentence(hidden, 5), option_sentence(hidden, "o1", 5)):
        assert told.startswith("Resultatet för Athena visas inte: färre än fem har svarat")


def test_nobody_answered_or_nobody_chose():
    assert choice_sentence(a_choice_estimate(0, 0, 0), 5) == (
        "Ingen har besvarat frågan ”Var arbetar du?”."
    )
    assert choice_sentence(a_choice_estimate(0, 0, 0, n=12, kind="multiple"), 5) == (
        "Ingen av tolv har valt något svar på frågan ”Var arbetar du?”."
    )


TID = Variable(
    name="tid",
    kind="number",
    question="tid",
    text="Hur länge har du deltagit i projektet?",
    unit="månader",
)


@pytest.mark.parametrize(
    ("changes", "written"),
    [
        (
            {"n": 57, "mean": 7.25, "median": 6.0, "suppressed": False},
            "är medelvärdet 7,25 månader och medianen 6 månader (n = 57).",
        ),
        ({"n": 6, "mean": 7.3, "suppressed": True}, "är medelvärdet 7,3 månader (n = 6)."),
        ({"n": None, "suppressed": True}, "så skulle svaren från en så liten grupp gå att räkna"),
    ],
)
def test_a_number_has_its_unit_and_base(changes, written):
    estimate = NumberEstimate(variable=TID, group=None, **{"no_answer": None, **changes})
    assert written in number_sentence(estimate, 5)


NEARER = {
    "id": "narmat",
    "text": "Deltagare har närmat sig arbetslivet i bred bemärkelse",
    "condition": {
        "kind": "any",
        "conditions": [
            {"kind": "at_least", "item": "arbete", "value": 4},
            {"kind": "at_least", "item": "studier", "value": 4},
            {"kind": "at_least", "item": "annat", "value": 3},
        ],
    },
}
STEM = "Anser du att projektet ger dig möjlighet att gå vidare mot ..."


def test_r03_the_indicator_comes_with_its_definition(tmp_path):  # case 5
    rows = [
        *[{"arbete": "4", "studier": "4", "annat": "5"}] * 7,
        *[{"arbete": "1", "studier": "5", "annat": "2"}] * 2,
        *[{"arbete": "3", "studier": "3", "annat": "3"}] * 6,
        *[{"arbete": "3", "studier": "2", "annat": "2"}] * 41,
    ]
    codebook = a_codebook(
        [a_likert(name, text=name.capitalize(), stem=STEM) for name in rows[0]],
        k=10,
        indicators=[NEARER],
    )
    summary = analysis.summary(a_dataset(tmp_path / "export", codebook, rows))
    assert plain(indicator_sentence(summary.indicators[0], summary.codebook)) == (
        "”Deltagare har närmat sig arbetslivet i bred bemärkelse” gäller 15 av 56 (27 %). "
        "Räknas gör de som svarat minst ”i ganska hög grad” på ”Arbete” eller ”Studier” eller "
        "minst ”varken eller” på ”Annat”, allt under ”Anser du att projektet ger dig möjlighet "
        "att gå vidare mot ...”. "
        "Var och en räknas en gång. Basen är de som har besvarat minst en av frågorna. "
        "Observera att även svar under skalans positiva svar räknas."
    )


A4 = {"kind": "at_least", "item": "a", "value": 4}


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        (A4, "minst ”i ganska hög grad” på ”A”"),
        ({"kind": "at_most", "item": "m", "value": 12}, "högst 12 månader på ”M”"),
        ({"kind": "is", "item": "h", "codes": ["x", "y"]}, "”X” eller ”Y” på ”H”"),
        ({"kind": "not", "condition": A4}, "något annat än (minst ”i ganska hög grad” på ”A”)"),
        (
            {"kind": "all", "conditions": [A4, {"kind": "any", "conditions": [A4, A4]}]},
            "minst ”i ganska hög grad” på ”A” och (minst ”i ganska hög grad” på ”A” eller "
            "minst ”i ganska hög grad” på ”A”)",
        ),
    ],
)
def test_every_condition_is_told_in_words(tmp_path, condition, told):
    variables = [
        a_likert("a", text="A"),
        a_number("m", text="M", unit="månader"),
        a_multiple("h", "x", "y", text="H"),
    ]
    rows = beside([{"a": "4"}] * 12)
    codebook = a_dataset(tmp_path / "export", a_codebook(variables), rows).codebook
    indicator = msgspec.convert({"id": "i", "text": "I", "condition": condition}, Indicator)
    written = definition(indicator, codebook)
    assert written.startswith(f"Räknas gör de som svarat {told}.")
    assert "Observera" not in written


def at_least(*items):
    return [{"kind": "at_least", "item": item, "value": 4} for item in items]


@pytest.mark.parametrize(
    ("kind", "items", "told"),
    [
        ("any", "abc", "något av de tre påståendena under ”Vad tycker du?”"),
        ("all", "abc", "alla tre påståendena under ”Vad tycker du?”"),
        ("any", "ab", "”A” eller ”B”, allt under ”Vad tycker du?”"),
        ("all", "ac", "”A” och ”C”, allt under ”Vad tycker du?”"),
        ("any", "ad", "”A” eller minst ”i ganska hög grad” på ”D”"),
    ],
)
def test_the_stem_of_several_items_is_told_once(tmp_path, kind, items, told):
    variables = [a_likert(one, text=one.upper(), stem="Vad tycker du?") for one in "abc"]
    book = a_codebook([*variables, a_likert("d", text="D")])
    codebook = a_dataset(tmp_path / "export", book, beside([{"a": "4"}] * 12)).codebook
    condition = {"kind": kind, "conditions": at_least(*items)}
    indicator = msgspec.convert({"id": "i", "text": "I", "condition": condition}, Indicator)
    assert definition(indicator, codebook).startswith(
        f"Räknas gör de som svarat minst ”i ganska hög grad” på {told}. "
    )


def test_an_indicator_nobody_may_see(tmp_path):
    rows = [{"arbete": "4", "studier": "4", "annat": "5"}] * 4
    codebook = a_codebook([a_likert(name) for name in rows[0]], k=5, indicators=[NEARER])
    summary = analysis.summary(a_dataset(tmp_path / "export", codebook, rows))
    assert indicator_sentence(summary.indicators[0], summary.codebook).startswith(
        "Resultatet visas inte: färre än fem har svarat"
    )


def an_index(**changes):
    items = tuple(
        Variable(name=name, kind="likert", question=name, text=name, scale="grad5")
        for name in ("a", "b", "c")
    )
    told = {"n": 56, "mean": 3.96, "sd": 0.62, "alpha": 0.83, "suppressed": False, **changes}
    return IndexEstimate(items=items, group=None, **told)


def test_an_index_says_how_it_was_made_and_whether_it_holds_together():
    assert index_sentence(an_index()) == (
        "Räknat först för var och en som har svarat på alla tre frågorna är medelvärdet 3,96 "
        "(n = 56, standardavvikelse 0,62). Cronbachs alfa är 0,83 för de tre frågorna."
    )
    assert index_sentence(an_index(alpha=0.69)).endswith(
        "0,69 för de tre frågorna. Det är lågt: frågorna mäter knappast en och samma sak."
    )
    assert "Cronbachs alfa är negativ för" in index_sentence(an_index(alpha=-1.09))
    assert "alfa" not in index_sentence(an_index(alpha=None))


def test_an_index_that_may_not_be_shown_is_not_told():
    assert index_sentence(an_index(mean=None, sd=None, alpha=None, suppressed=True)) is None
    assert index_sentence(an_index(n=0, mean=None, sd=None, alpha=None)) is None
