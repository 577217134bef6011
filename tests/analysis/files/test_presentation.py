"""The presentation, read back with python-pptx and opened by LibreOffice."""

import subprocess
from io import BytesIO

import openpyxl
import pytest
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE

from analysis import files
from tests.analysis.builders import a_codebook, a_dataset, a_likert, beside, rows_of
from tests.analysis.files.builders import a_told_round, everything_in
from tests.machine import impress_path, poppler_bin

PLAN = [
    {"kind": "share", "item": "tycker_delaktig"},
    {
        "kind": "figure",
        "title": "Vad de tycker.",
        "items": ["tycker_delaktig", "tycker_hinder"],
        "by_group": False,
    },
    {"kind": "figure", "title": "Efter projekt.", "items": ["tycker_hinder"], "by_group": True},
    {"kind": "table", "item": "organisation", "title": "Organisation.", "by_group": False},
    {
        "kind": "means",
        "title": "Medelvärden.",
        "items": ["tycker_delaktig", "tycker_hinder"],
        "by_group": True,
    },
    {"kind": "answers", "item": "ovrigt"},
]
RATE = {
    "invited": 67,
    "answered": 58,
    "who": "handläggare",
    "reasons": {},
    "groups": [{"group": "Projekt Å", "invited": 35, "answered": 30}],
}


@pytest.fixture
def path(tmp_path):
    """Write a presentation of the round with the printed figures, and return its path."""
    path = tmp_path / "resultat.pptx"
    files.write(a_told_round(tmp_path, report=PLAN, response_rate=RATE), path, "pptx")
    return path


def charts_of(deck):
    return [
        (slide, shape)
        for slide in deck.slides
        for shape in slide.shapes
        if getattr(shape, "has_chart", False) and shape.has_chart
    ]


def titles_of(path):
    return [slide.shapes.title.text.replace("\xa0", " ") for slide in Presentation(path).slides]


def test_a_slide_for_each_figure_of_the_plan(path):
    titles = titles_of(path)
    assert titles[:4] == ["En enkät", "Så gjordes enkäten", "Svarsfrekvens", "Resultatet i korthet"]
    # The message where there is one, else the title of the plan.
    assert titles[4].startswith(
        "Störst andel instämmer i påståendet ”Jag är delaktig i planeringen”"
    )
    assert titles[6] == "Flest har svarat ”Kommun” (41 procent)"
    assert titles[7] == "Medelvärden"
    assert len(titles) == 8


def test_how_many_answered_stands_on_the_second_slide(path):
    texts = [
        shape.text_frame.text
        for shape in Presentation(path).slides[1].shapes
        if shape.has_text_frame
    ]
    assert any("58 av 67 handläggare besvarade enkäten" in text for text in texts)


def test_a_figure_is_a_chart_that_can_be_edited(path):
    slide, shape = charts_of(Presentation(path))[0]
    assert shape.chart.chart_type == XL_CHART_TYPE.BAR_STACKED_100
    values = {one.name: tuple(one.values) for one in shape.chart.plots[0].series}
    assert values["i ganska hög grad"] == (39, 32)
    assert values["Vet ej"] == (None, 16)
    assert [str(one).replace("\xa0", " ") for one in shape.chart.plots[0].categories] == [
        "Jag är delaktig i planeringen (n = 56)",
        "Hinder har undanröjts (n = 56)",
    ]
    inside = openpyxl.load_workbook(BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
    assert next(inside.active.iter_rows(min_row=2, values_only=True))[1:3] == (4, 7)
    assert "25 av 56 (45 %)" in slide.notes_slide.notes_text_frame.text.replace("\xa0", " ")


def test_a_figure_by_group_has_a_bar_for_each(path):
    _, shape = charts_of(Presentation(path))[1]
    names = [str(one).split(" (")[0] for one in shape.chart.plots[0].categories]
    assert names == ["Totalt", "Projekt Å", "=Projekt B"]


def test_every_chart_and_table_is_told_in_words(path):
    for slide in Presentation(path).slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                assert len(shape._element.nvGraphicFramePr.cNvPr.get("descr")) > 20
    told = charts_of(Presentation(path))[0][1]._element.nvGraphicFramePr.cNvPr.get("descr")
    assert "42 av 56" in told


def test_colours_are_the_measured_ones_and_vet_ej_is_hatched(path):
    _, shape = charts_of(Presentation(path))[0]
    series = list(shape.chart.plots[0].series)
    assert str(series[0].format.fill.fore_color.rgb) == "B35806"
    assert str(series[4].format.fill.fore_color.rgb) == "2166AC"
    assert series[5].format.fill.pattern is not None


def test_the_language_is_swedish_all_through(path):
    content = everything_in(path).decode("utf-8", errors="replace")
    assert 'lang="sv-SE"' in content
    assert "en-US" not in content
    assert "Click to edit" not in content


def test_few_answers_give_a_table_of_counts(tmp_path):
    names = ("a", "b")
    rows = beside(rows_of("a", {"2": 3, "4": 4}), rows_of("b", {"1": 2, "5": 5}))
    report = [{"kind": "figure", "title": "Få svar.", "items": list(names), "by_group": False}]
    dataset = a_dataset(
        tmp_path / "e", a_codebook([a_likert(one) for one in names], report=report), rows
    )
    files.write(dataset, tmp_path / "a.pptx", "pptx")
    deck = Presentation(tmp_path / "a.pptx")
    assert charts_of(deck) == []
    (table,) = [shape.table for shape in deck.slides[-1].shapes if shape.has_table]
    told = [[cell.text for cell in row.cells] for row in table.rows]
    assert told == [
        ["", "n", "Låga", "Mitten", "Höga"],
        ["Frågan a", "7", "3", "0", "4"],
        ["Frågan b", "7", "2", "0", "5"],
    ]


def test_a_choice_by_group_has_a_row_for_each_that_is_shown(tmp_path):
    plan = [{"kind": "table", "item": "organisation", "title": "Var.", "by_group": True}]
    files.write(a_told_round(tmp_path, report=plan), tmp_path / "a.pptx", "pptx")
    deck = Presentation(tmp_path / "a.pptx")
    slide = deck.slides[-1]
    assert slide.shapes.title.text == "Var, per grupp"
    (table,) = [shape.table for shape in slide.shapes if shape.has_table]
    told = [[cell.text.replace("\xa0", " ") for cell in row.cells] for row in table.rows]
    assert [row[0] for row in told] == ["", "Totalt", "Projekt Å", "=Projekt B"]
    assert told[1][:3] == ["Totalt", "58", "24 (41 %)"]


CROSSED = [{"kind": "crosstab", "item": "tycker_hinder", "by": "roll", "title": "Efter roll."}]


def test_a_cross_table_is_whole(tmp_path):
    files.write(a_told_round(tmp_path, report=CROSSED), tmp_path / "a.pptx", "pptx")
    slide = Presentation(tmp_path / "a.pptx").slides[-1]
    assert slide.shapes.title.text == "Efter roll"
    (table,) = [shape.table for shape in slide.shapes if shape.has_table]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert [row[0] for row in rows] == ["", "Chef", "Handlaggare"]
    assert sum(int(row[1]) for row in rows[1:]) == 56


def test_a_cross_table_that_is_not_shown_says_why(tmp_path):
    plan = [{**CROSSED[0], "by": "organisation"}]
    files.write(a_told_round(tmp_path, report=plan), tmp_path / "a.pptx", "pptx")
    slide = Presentation(tmp_path / "a.pptx").slides[-1]
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    assert texts[1].startswith("Korstabellen visas inte: minst en av raderna")
    assert not any(shape.has_table for shape in slide.shapes)


def test_without_a_plan_every_question_has_its_slide(tmp_path):
    path = tmp_path / "a.pptx"
    files.write(a_told_round(tmp_path), path, "pptx")
    assert len(charts_of(Presentation(path))) == 4


def test_libreoffice_opens_it(path, tmp_path):
    subprocess.run(
        [
            impress_path(),
            f"-env:UserInstallation=file://{tmp_path}/office",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            tmp_path,
            path,
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    text = subprocess.run(
        [poppler_bin() / "pdftotext", tmp_path / "resultat.pdf", "-"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert "Hinder har undanröjts" in text
    assert "Vet ej" in text
