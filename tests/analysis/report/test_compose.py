"""The report as a Document: the printed figures of källa 002 and 000, in the order of the plan."""

import pytest

from analysis.report.compose import Options, compose
from analysis.report.document import Diagram, Document, Heading, Reference, Table
from tests.analysis.report.printed import (
    a_report,
    before_appendices,
    lines,
    ordinary_staff,
    participants,
    recoded,
    staff,
    steering_group,
    words,
)

CLASSES = {"Projekt A": 20, "Projekt B": 20, "Projekt C": 17}


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Document:
    """Return a report of four rounds."""
    folder = tmp_path_factory.mktemp("rounds")
    chapters = [
        recoded(participants(folder / "1", title="Deltagare", classes=CLASSES)),
        recoded(staff(folder / "2", title="Handläggare")),
        recoded(ordinary_staff(folder / "3", title="Ordinarie handläggare")),
        recoded(steering_group(folder / "4", title="Styrgrupp")),
    ]
    for place in (0, 2, 3):
        chapters[place] = type(chapters[place])(dataset=chapters[place].dataset)
    return compose(chapters, Options(organisation="Samordningsförbundet"))


def test_the_printed_sentences_are_in_the_report(whole):
    text = before_appendices(whole)
    for printed in (
        "58 av 67 handläggare besvarade enkäten, vilket motsvarar en svarsfrekvens på 87 procent.",
        "47 av 57 (82 %) instämmer i ganska hög eller mycket hög grad",
        "42 av 56 (75 %) instämmer i ganska hög eller mycket hög grad",
        "46 av 56 (82 %) instämmer i ganska hög eller mycket hög grad",
        "25 av 56 (45 %) instämmer mycket eller helt",
        "Nio av de 56 har svarat ”vet ej”. Med dem i basen är andelen 25 av 56 (45 %), utan dem 25 "
        "av 47 (53 %).",
        "15 av 56 (27 %)",
        "Tre av sju instämmer mycket eller helt",
        "10 av 12 (83 %)",
    ):
        assert printed in text, printed


def test_the_results_come_in_the_order_of_the_report_plan(whole):
    text = before_appendices(whole)
    places = [
        text.index(printed)
        for printed in (
            "47 av 57 (82 %)",
            "15 av 56 (27 %)",
            "42 av 56 (75 %)",
            "46 av 56 (82 %)",
            "Antal respondenter fördelat per aktör",
            "Frågor om påverkan på individer",
            "25 av 56 (45 %)",
            "Tre av sju instämmer",
            "10 av 12 (83 %)",
        )
    ]
    assert places == sorted(places)


def test_table_2_stands_beside_the_answers_with_its_total(whole):
    rows = lines(whole)
    assert "Svar | Antal | Efter kodning | Procent" in rows
    for row in (
        "Kommun | 24 | 24 | 41 %",
        "Arbetsförmedlingen | 13 | 13 | 22 %",
        "Försäkringskassan | 5 | 5 | 9 %",
        "Landstinget/vården | 12 | 12 | 21 %",
        "Annan | 4 | – | –",
        "Annat: ”arbetar för alla” | – | 2 | 3 %",
        "Övrig aktör (Skogsstyrelsen) | – | 2 | 3 %",
        "Totalt | 58 | 58 | 100 %",
    ):
        assert row in rows, row


def test_table_3_has_counts_only_and_its_empty_row(whole):
    rows = lines(whole)
    start = rows.index(
        "Tabell 4. Handläggares svar på en fråga om påverkan på ordinarie handläggning"
    )
    assert rows[start + 1 : start + 9] == [
        "Svar | Antal",
        "Instämmer inte alls | 1",
        "Instämmer lite | 0",
        "Instämmer varken lite eller mycket | 3",
        "Instämmer mycket | 2",
        "Instämmer helt | 1",
        "Vet ej | 0",
        "Totalt | 7",
    ]


def test_a_multiple_choice_is_told_on_both_bases(whole):
    text = before_appendices(whole)
    assert "3 | 25 % | 12,5 %" in text
    assert "24 kryss i allt" in text


def test_diagrams_and_tables_are_numbered_through_the_whole_report(whole):
    diagrams, tables = list(whole.diagrams), list(whole.tables)
    assert [one.number for one in diagrams] == list(range(1, len(diagrams) + 1))
    assert [one.number for one in tables] == list(range(1, len(tables) + 1))
    assert len(diagrams) == 6


def test_each_diagram_has_its_table_right_under_it(whole):
    blocks = list(whole.blocks)
    for place, block in enumerate(blocks):
        if isinstance(block, Diagram):
            under = blocks[place + 1]
            assert isinstance(under, Table)
            assert under.number is None


def test_every_pointer_leads_to_a_block(whole):
    ids = [block.id for block in whole.blocks if hasattr(block, "id")]
    assert len(ids) == len(set(ids))
    pointers = [
        part
        for block in whole.blocks
        for part in getattr(block, "parts", ())
        if isinstance(part, Reference)
    ]
    assert pointers
    assert {one.target for one in pointers} <= set(ids)


def test_every_diagram_is_pointed_at(whole):
    targets = {
        part.target
        for block in whole.blocks
        for part in getattr(block, "parts", ())
        if isinstance(part, Reference)
    }
    assert {one.id for one in whole.diagrams} <= targets


def test_the_method_says_when_who_and_how(whole):
    text = before_appendices(whole)
    assert "Den var öppen 1–30 mars 2026." in text
    assert "Deltagare | 1–30 mars 2026 | 77 | 57 | 74 %" in text
    assert "nyckeln förstördes" in text
    assert "minst tio i Deltagare och minst fem i övriga enkäter" in text
    assert "avrundas till hela tal, exakta halvor uppåt" in text
    assert "Två punkter (..) betyder" in text


def test_the_title_page_holds_the_facts(whole):
    assert whole.organisation == "Samordningsförbundet"
    assert ("Handläggare", "58 svar av 67 utskick, 1–30 mars 2026") in whole.facts


def test_the_bilagor_hold_the_questionnaire_as_asked(whole):
    rows = lines(whole)
    start = rows.index("Bilaga 1 Enkäten: Deltagare")
    asked = "\n".join(rows[start : rows.index("Bilaga 2 Tabeller: Deltagare")])
    assert "Enkäten administrerades digitalt som en webbenkät. Nedan följer" in asked
    assert "Enskilda personers svar kommer inte att framgå." in asked
    assert "I mycket låg grad | I ganska låg grad | Varken låg eller hög grad" in asked
    assert "Jag är delaktig i planeringen" in asked
    assert "Annan sysselsättning, nämligen" in asked
    assert "Tack för din medverkan!" in asked


def test_the_tables_hold_every_number_of_an_item(whole):
    text = words(whole)
    item = text[text.index("Bilaga 2 Tabeller") :]
    item = item[item.index("Jag är delaktig i planeringen | 56") :]
    item = item[: item.index("Jag kan påverka")]
    assert item.splitlines() == [
        "Jag är delaktig i planeringen | 56 | ",
        "I mycket låg grad | 2 | 4 %",
        "I ganska låg grad | 4 | 7 %",
        "Varken låg eller hög grad | 8 | 14 %",
        "I ganska hög grad | 22 | 39 %",
        "I mycket hög grad | 20 | 36 %",
        "Instämmer (4–5) | 42 | 75 %",
        "Ej svar | 1 | ",
        "Median (kvartiler) | 4 (3,5–5) | ",
        "Medelvärde (standardavvikelse) | 3,96 (1,06) | ",
        "Intervallet för ”instämmer” |  | 69–81 %",
    ]


def test_vet_ej_is_left_out_in_a_column_of_its_own(whole):
    assert "Instämmer (4–5) | 25 | 45 % | 53 %" in lines(whole)


def test_open_answers_are_printed_under_a_warning(whole):
    text = words(whole)
    assert "Svaren är inte granskade. Läs dem innan rapporten lämnas vidare" in text
    assert "– allt går runt mycket bättre" in text


def test_open_answers_can_be_left_out(tmp_path):
    report = a_report(participants(tmp_path / "1"), open_answers=False)
    text = words(report)
    assert "allt går runt mycket bättre" not in text
    assert "Svar i fritext:" not in text


def test_the_same_answers_give_the_same_report(tmp_path):
    dataset = participants(tmp_path / "1", classes=CLASSES)
    assert a_report(dataset) == a_report(dataset)


def test_a_report_of_one_round_is_called_as_the_round(tmp_path):
    report = a_report(participants(tmp_path / "1", title="Våren 2026"))
    assert (report.title, report.subtitle) == ("Våren 2026", "Enkät till deltagare i projekt")


def test_headings_of_chapters_are_numbered(whole):
    chapters = [
        f"{one.number} {one.text}"
        for one in whole.blocks
        if isinstance(one, Heading) and one.level == 1 and one.number.isdigit()
    ]
    assert chapters == [
        "1 Så gjordes undersökningen",
        "2 Deltagare",
        "3 Handläggare",
        "4 Ordinarie handläggare",
        "5 Styrgrupp",
    ]


def test_a_report_needs_a_round():
    with pytest.raises(ValueError, match="at least one chapter"):
        compose([])
