"""Report plans of every kind, and rounds that are small, plain or lack something."""

import pytest

from analysis.drawing import Label
from analysis.report.document import Diagram, Table
from tests.analysis.builders import (
    a_codebook,
    a_dataset,
    a_likert,
    a_multiple,
    a_number,
    a_single,
    a_text,
    beside,
    rows_of,
)
from tests.analysis.report.printed import a_report, lines, words

SPREAD = {"1": 2, "2": 4, "3": 8, "4": 22, "5": 20}
TWO = ("Norra", "Södra")


def a_round(folder, variables, rows, *, texts=(), **changes):
    """Return a round of these variables whose rows are in the classes they name."""
    return a_dataset(folder, a_codebook(variables, **changes), rows, texts=texts)


def in_classes(rows, **sizes):
    """Return the rows with the first ones in class c1, the next in c2 and so on."""
    places = [name for name, size in sizes.items() for _ in range(size)]
    return [{**row, "class": place} for row, place in zip(rows, places, strict=False)]


def test_without_a_plan_every_question_is_reported_in_the_order_asked(tmp_path):
    variables = [
        a_likert("a", question="q", stem="Vad tycker du?"),
        a_likert("b", question="q", stem="Vad tycker du?"),
        a_single("val", "ja", "nej"),
        a_number("manader", unit="månader"),
        a_text("hur", text="Hur då?"),
    ]
    rows = beside(
        rows_of("a", SPREAD),
        rows_of("b", SPREAD),
        rows_of("val", {"ja": 30, "nej": 26}),
        [{"manader": 6}] * 56,
    )
    report = a_report(a_round(tmp_path, variables, rows, texts=[("hur", "", "Bra.")]))
    text = words(report)
    order = (
        "Diagram 1. Vad tycker du?",
        "Tabell 2. Frågan val",
        "medelvärdet 6",
        "Hur då? En person",
    )
    assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)


def test_a_figure_by_group_has_small_multiples_and_a_table_for_each_item(tmp_path):
    plan = [{"kind": "figure", "title": "Frågor om stöd.", "items": ["a"], "by_group": True}]
    rows = in_classes(rows_of("a", SPREAD), c1=30, c2=26)
    report = a_report(a_round(tmp_path, [a_likert("a")], rows, classes=TWO, report=plan))
    text = words(report)
    assert "Diagram 2. Frågor om stöd, per grupp" in text
    assert "Samma svar visas per grupp i diagram 2." in text
    assert "Norra | 7 % | 13 %" in text


def test_nothing_of_a_hidden_class_appears_but_its_name(tmp_path):
    plan = [
        {"kind": "figure", "title": "Stöd.", "items": ["a"], "by_group": True},
        {"kind": "table", "item": "a", "title": "Stöd i tabell.", "by_group": True},
        {"kind": "means", "title": "Medel.", "items": ["a", "b"], "by_group": True},
    ]
    variables = [a_likert("a", question="q"), a_likert("b", question="q")]
    values = beside(
        rows_of("a", {"3": 20, "4": 20, "5": 4}), rows_of("b", {"3": 20, "4": 20, "5": 4})
    )
    rows = in_classes(values, c1=20, c2=20, c3=2, c4=2)
    names = ("Norra", "Södra", "Västra", "Östra")
    report = a_report(a_round(tmp_path, variables, rows, classes=names, report=plan))
    told = [line for line in lines(report) if "Västra" in line or "Östra" in line]
    assert "Västra | .. | .." in told
    rows = [line for line in told if line.startswith(("Västra |", "Östra |"))]
    assert not [line for line in rows if any(sign.isdigit() for sign in line)]
    assert not [line for line in lines(report) if "| 2 |" in line or line.endswith("| 4")]


def test_means_by_group_say_how_they_were_averaged(tmp_path):
    plan = [{"kind": "means", "title": "Egenbedömning.", "items": ["a", "b"], "by_group": True}]
    variables = [a_likert("a", question="q"), a_likert("b", question="q")]
    rows = in_classes(beside(rows_of("a", SPREAD), rows_of("b", SPREAD)), c1=30, c2=26)
    report = a_report(a_round(tmp_path, variables, rows, classes=TWO, report=plan))
    text = words(report)
    assert "Totalt | 3,96 | 56" in text
    assert "Medelvärdet är räknat i två steg" in text
    # Everybody answered both alike: an index of the two, and nothing else could be its alpha.
    assert "på båda frågorna är medelvärdet 3,96 (n = 56" in text
    assert "Cronbachs alfa är 1 för de två frågorna." in text


def test_means_without_groups_are_of_the_items(tmp_path):
    plan = [{"kind": "means", "title": "Medel.", "items": ["a", "b"]}]
    variables = [a_likert("a", question="q"), a_likert("b", question="q")]
    rows = beside(rows_of("a", SPREAD), rows_of("b", {"5": 56}))
    text = words(a_report(a_round(tmp_path, variables, rows, report=plan)))
    assert "Frågan a | 3,96 | 56" in text
    assert "Frågan b | 5,00 | 56" in text


def test_fourteen_items_are_drawn_in_two_figures(tmp_path):
    names = [f"p{place}" for place in range(14)]
    plan = [{"kind": "figure", "title": "Frågor om allt.", "items": names}]
    variables = [a_likert(name, question="q") for name in names]
    rows = beside(*(rows_of(name, SPREAD) for name in names))
    report = a_report(a_round(tmp_path, variables, rows, report=plan))
    captions = [one.caption for one in report.diagrams]
    assert captions == ["Frågor om allt (del 1 av 2)", "Frågor om allt (del 2 av 2)"]


@pytest.mark.parametrize("detail", ["standard", "full"])
def test_seven_answers_are_a_table_of_counts_and_never_a_figure(tmp_path, detail):
    plan = [{"kind": "figure", "title": "Frågor om stöd.", "items": ["a", "b"]}]
    variables = [a_likert("a", question="q"), a_likert("b", question="q", vet_ej=True)]
    rows = beside(rows_of("a", {"3": 1, "4": 6}), rows_of("b", {"1": 2, "5": 4, "vet_ej": 1}))
    report = a_report(a_round(tmp_path, variables, rows, report=plan, detail=detail))
    assert not list(report.diagrams)
    results = words(report).split("Bilaga 1")[0]
    assert "Sex av sju" in results
    assert "%" not in results.split("2.1 Stöd")[1]


def test_fewer_than_k_answers_are_not_shown_at_all(tmp_path):
    plan = [
        {"kind": "figure", "title": "Frågor om stöd.", "items": ["a"]},
        {"kind": "share", "item": "a"},
        {"kind": "table", "item": "val", "title": "Val."},
        {"kind": "answers", "item": "hur"},
    ]
    variables = [a_likert("a"), a_single("val", "ja", "nej"), a_text("hur")]
    rows = beside(rows_of("a", {"4": 4}), rows_of("val", {"ja": 4}))
    dataset = a_round(tmp_path, variables, rows, report=plan, texts=[("hur", "", "Hemligt.")])
    text = words(a_report(dataset))
    assert "Hemligt" not in text
    assert "visas inte" in text
    assert not [one for one in a_report(dataset).blocks if isinstance(one, Diagram)]


def test_choices_in_a_figure_are_bars_with_their_table(tmp_path):
    plan = [{"kind": "figure", "title": "Hinder.", "items": ["hinder"]}]
    rows = [{"hinder": ["tid", "pengar"]}] * 12
    variables = [a_multiple("hinder", "tid", "pengar", max_choices=2)]
    report = a_report(a_round(tmp_path, variables, rows, report=plan))
    place = next(n for n, one in enumerate(report.blocks) if isinstance(one, Diagram))
    table = report.blocks[place + 1]
    assert isinstance(table, Table)
    assert table.header == ("Svar", "Antal", "Procent", "Andel av kryssen")
    assert table.rows[-1][0] == "Antal personer"


def test_a_cross_table_is_shown_whole_or_not_at_all(tmp_path):
    plan = [{"kind": "crosstab", "item": "a", "by": "val", "title": "Stöd efter val."}]
    variables = [a_likert("a"), a_single("val", "ja", "nej")]
    large = beside(rows_of("a", SPREAD), rows_of("val", {"ja": 28, "nej": 28}))
    text = words(a_report(a_round(tmp_path / "1", variables, large, report=plan)))
    assert "Tabell 2. Stöd efter val" in text
    assert "efter svaren på frågan ”Frågan val” (56 har besvarat båda)" in text
    small = beside(rows_of("a", SPREAD), rows_of("val", {"ja": 53, "nej": 3}))
    text = words(a_report(a_round(tmp_path / "2", variables, small, report=plan)))
    assert "Korstabellen visas inte" in text
    assert "Stöd efter val\n" not in text.split("Korstabellen")[1]


def test_response_rates_are_printed_as_they_may_be_shown(tmp_path):
    rate = {
        "invited": 60,
        "answered": 56,
        "who": "handläggare",
        "reasons": {"avböjt": 2},
        "groups": [
            {"group": "Norra", "invited": 30, "answered": 28},
            {"group": "Södra", "invited": 22, "answered": 21},
            {"group": "Lilla", "invited": 8, "answered": None, "band": "minst 80 %"},
            {"group": "Minsta", "invited": 13, "answered": None},
        ],
    }
    dataset = a_round(tmp_path, [a_likert("a")], rows_of("a", SPREAD), response_rate=rate)
    report = a_report(dataset)
    text = words(report)
    assert "Fyra har inte svarat; kända orsaker: avböjt (två)." in text
    assert "Lilla | 8 | .. | minst 80 %" in text
    assert "Minsta | 13 | .. | .." in text
    assert "Diagram 1. Svarsfrekvens per grupp, Hösten 2026" in text
    drawn = [one.text for one in next(report.diagrams).drawing.marks if isinstance(one, Label)]
    assert {"Minsta", "13", "visas inte"} <= set(drawn)


def test_answers_from_elsewhere_claim_nothing_about_sealed_ballots(tmp_path):
    book = a_codebook([a_likert("a")])
    book["round"] |= {"access": "elsewhere", "opens_on": None}
    text = words(a_report(a_dataset(tmp_path, book, rows_of("a", SPREAD))))
    assert "förseglade" not in text
    assert "56 personer besvarade enkäten" in text
    assert "Ett resultat visas bara när minst fem personer har besvarat frågan." in text


def test_modes_are_told_where_they_may_be(tmp_path):
    rows = [{**row, "mode": "webb"} for row in rows_of("a", SPREAD)]
    text = words(a_report(a_round(tmp_path, [a_likert("a")], rows)))
    assert "Alla svarade på webben." in text


def test_a_report_without_a_form_has_no_transcript(tmp_path):
    text = words(a_report(a_round(tmp_path, [a_likert("a")], rows_of("a", SPREAD))))
    assert "Enkäten administrerades" not in text
    assert "Bilaga 1 Tabeller" in text


def test_diverging_bars_are_an_option(tmp_path):
    dataset = a_round(tmp_path, [a_likert("a")], rows_of("a", SPREAD))
    (usual,) = a_report(dataset).diagrams
    (diverging,) = a_report(dataset, diverging=True).diagrams
    assert usual.drawing != diverging.drawing


def test_a_round_that_few_answered_is_one_sentence(tmp_path):
    plan = [{"kind": "figure", "title": "Frågor om stöd.", "items": ["a"]}]
    dataset = a_round(tmp_path, [a_likert("a")], rows_of("a", {"4": 4}), report=plan)
    rows = lines(a_report(dataset))
    assert rows[-2:] == [
        "2 Hösten 2026",
        "Färre än fem har svarat. Inga resultat visas, eftersom de skulle kunna peka ut någon.",
    ]


def test_why_items_are_withheld_is_said_once(tmp_path):
    plan = [{"kind": "share", "item": name} for name in ("a", "b")]
    plan.append({"kind": "table", "item": "val", "title": ""})
    variables = [a_likert("a"), a_likert("b"), a_single("val", "ja", "nej"), a_likert("c")]
    rows = beside(*(rows_of(name, {"4": 3}) for name in "ab"), rows_of("c", {"4": 20}))
    text = words(a_report(a_round(tmp_path, variables, rows, report=plan))).split("Bilaga 1")[0]
    assert text.count("Resultatet visas inte: färre än fem har svarat") == 1
