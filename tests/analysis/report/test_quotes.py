"""Reviewed workbooks and quotes: rule 8 of `docs/privacy.md`."""

from pathlib import Path

import openpyxl
import pytest

from analysis.identifiers import MASK, mask
from analysis.open_answers import open_answers, write_answers_xlsx
from analysis.quotes import Reviewed, ReviewError, quotes, read_workbook, reviewed
from analysis.report.compose import Chapter, compose
from tests.analysis.builders import a_codebook, a_dataset, a_likert, a_text, rows_of
from tests.analysis.report.printed import words

TEXTS = [
    ("hur", "c1", "Jag får hjälp av Greta."),
    ("hur", "c1", "Ring mig på 070-123 45 67."),
    ("hur", "", "+ Bra\n- Dåligt"),
    ("hur", "", "Bra."),
    ("hur", "", "Bra."),
    ("hur", "", "=1+1"),
    ("annat", "", "Inget."),
]


@pytest.fixture
def dataset(tmp_path):
    """Return a round with a class of 20 and one of 8, and open answers."""
    variables = [a_likert("a"), a_text("hur", text="Hur då?"), a_text("annat", text="Annat?")]
    codebook = a_codebook(variables, classes=("Norra", "Södra"))
    rows = [
        {**row, "class": "c1" if place < 20 else "c2"}
        for place, row in enumerate(rows_of("a", {"4": 28}))
    ]
    return a_dataset(tmp_path / "export", codebook, rows, texts=TEXTS)


@pytest.fixture
def workbook(dataset, tmp_path):
    """Write the workbook of the open answers; called with changes, write them in it."""

    def change(**cells: str) -> Path:
        path = tmp_path / "svar.xlsx"
        write_answers_xlsx(open_answers(dataset), path)
        book = openpyxl.load_workbook(path)
        for name, value in cells.items():
            sheet, cell = name.split("_")
            book[sheet][cell] = value
        book.save(path)
        book.close()
        return path

    return change


def review(path, dataset) -> Reviewed:
    """Read a workbook as the report does."""
    return reviewed(read_workbook(path), dataset)


def a_report(dataset, reviewed_answers) -> str:
    """Return the text of a report with these answers."""
    return words(compose([Chapter(dataset=dataset, reviewed=reviewed_answers)]))


def test_a_workbook_that_nobody_changed_holds_the_answers_as_written(workbook, dataset):
    found = review(workbook(), dataset)
    assert [one.text for one in found.answers["hur"]] == [text for _, _, text in TEXTS[:6]]
    assert not [one for one in found.answers["hur"] if one.quote]


def test_edited_answers_are_printed_instead_and_a_hyphen_leaves_one_out(workbook, dataset):
    found = review(workbook(hur_C3="Jag får hjälp.", hur_C4="-"), dataset)
    text = a_report(dataset, found)
    assert "– Jag får hjälp.\n" in text
    assert "Greta" not in text
    assert "Ring mig" not in text
    assert "Ett svar är utelämnat." in text
    assert "Svaren är inte granskade" not in text


def test_a_row_taken_away_is_an_answer_left_out(workbook, dataset):
    path = workbook()
    book = openpyxl.load_workbook(path)
    book["hur"].delete_rows(3)
    book.save(path)
    book.close()
    text = a_report(dataset, review(path, dataset))
    assert "Greta" not in text
    assert "Ett svar är utelämnat." in text


def test_a_quote_is_printed_with_its_class_where_that_is_told(workbook, dataset):
    found = review(workbook(hur_D3="Jag får hjälp av min handläggare."), dataset)
    assert "”Jag får hjälp av min handläggare.” Norra" in a_report(dataset, found)


def test_a_quote_without_class_is_printed_without_one(workbook, dataset):
    found = review(workbook(hur_D6="Det är bra."), dataset)
    assert "”Det är bra.”\n" in a_report(dataset, found)


def test_at_most_one_quote_of_a_class_and_three_without_are_printed(workbook, dataset):
    marked = {f"hur_D{row}": f"Citat {row}." for row in range(3, 9)}
    printed, more = quotes(review(workbook(**marked), dataset), "hur", open_answers(dataset))
    assert [(one.text, one.class_name) for one in printed] == [
        ("Citat 3.", "Norra"),
        ("Citat 5.", ""),
        ("Citat 6.", ""),
        ("Citat 7.", ""),
    ]
    assert more == 2


def test_a_class_under_ten_never_stands_by_a_quote(tmp_path):
    codebook = a_codebook([a_likert("a"), a_text("hur")], classes=("Norra",))
    rows = [
        {**row, "class": "c1" if place < 9 else None}
        for place, row in enumerate(rows_of("a", {"4": 28}))
    ]
    dataset = a_dataset(tmp_path / "export", codebook, rows, texts=[("hur", "c1", "Bra.")])
    path = tmp_path / "svar.xlsx"
    write_answers_xlsx(open_answers(dataset), path)
    book = openpyxl.load_workbook(path)
    book["hur"]["D3"] = "Det är bra."
    book.save(path)
    book.close()
    (printed,), _ = quotes(review(path, dataset), "hur", open_answers(dataset))
    assert printed.class_name == ""
    assert "Norra" not in words(compose([Chapter(dataset=dataset)])).split("Svar i fritext")[-1]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"hur_A4": "Något annat."}, "sheet “hur”, row 4: nobody gave the answer"),
        ({"hur_B3": "Södra"}, "sheet “hur”, row 3: nobody gave the answer"),
        ({"hur_C2": "Anteckning"}, "sheet “hur”, row 2 must have the columns Svar, Grupp"),
        ({"Översikt_B2": ""}, "does not say which round"),
    ],
)
def test_what_is_wrong_is_said_with_sheet_and_row(workbook, dataset, cells, told):
    with pytest.raises(ReviewError, match=told):
        review(workbook(**cells), dataset)


def test_a_sheet_that_is_gone_is_named(workbook, dataset):
    path = workbook()
    book = openpyxl.load_workbook(path)
    del book["annat"]
    book.save(path)
    book.close()
    with pytest.raises(ReviewError, match="lacks the sheet “annat”"):
        review(path, dataset)


def test_a_file_that_is_no_workbook_is_said_so(tmp_path):
    path = tmp_path / "svar.xlsx"
    path.write_text("Svar;Grupp", encoding="utf-8")
    with pytest.raises(ReviewError, match="is not an XLSX workbook"):
        read_workbook(path)


def test_numbers_and_addresses_are_masked_reviewed_or_not(workbook, dataset):
    for answers in (None, review(workbook(hur_D3="Ring 08-123 45 67."), dataset)):
        text = a_report(dataset, answers)
        assert "070-123 45 67" not in text
        assert "08-123 45 67" not in text
        assert f"Ring mig på {MASK}." in text


@pytest.mark.parametrize(
    "text",
    [
        "19870412-1234",
        "870412-1234",
        "870412 1234",
        "8704121234",
        "870472-1234",
        "870412–1234",
        "870412+1234",
        "070-123 45 67",
        "070 1234567",
        "+46 70 123 45 67",
        "0046701234567",
        "08-12 34 56 78",
        "(018) 12 34 56",
        "anna.andersson@example.se",
        "anna @ example.com",
        "anna(at)example.se",
        "anna snabel-a example.se",
    ],
)
def test_what_points_at_a_person_by_itself_is_masked(text):
    masked = mask(f"Hör av dig: {text} tack")
    assert MASK in masked
    assert not any(sign.isdigit() for sign in masked)
    assert "example" not in masked
    assert masked.endswith(" tack")


@pytest.mark.parametrize(
    "text",
    [
        "Vi var 12 av 2 000 personer.",
        "Det tog 3–4 veckor, från den 12 mars 2026.",
        "Kostnaden var 1 000 000 000 kr.",
        "Ring 112.",
        "Möte 2026-03-12 kl. 10.30.",
        "Jag var 50 % sjukskriven 2024-2025.",
    ],
)
def test_ordinary_numbers_are_left_as_they_are(text):
    assert mask(text) == text
