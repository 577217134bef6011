"""The methods of a dataset: frames, figures and sentences that may be shown."""

import contextlib
import io
import re
import subprocess
import sys

import matplotlib.figure
import pandas as pd
import pytest

import analysis
from analysis.likert_key import NoFigure
from survey_app.config import ROOT
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
from tests.analysis.demo import a_demo_folder

PAGE = ROOT / "docs" / "analysis.md"
BLOCK = re.compile(r"^```(python|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FRAMES = (
    "likert",
    "items",
    "choices",
    "quantities",
    "indicators",
    "response_rate",
    "open_answers",
    "sentences",
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> analysis.Dataset:
    return analysis.load(a_demo_folder(tmp_path_factory.mktemp("demo") / "export"))


def test_the_page_does_what_it_says(tmp_path, monkeypatch):
    a_demo_folder(tmp_path / "export")
    monkeypatch.chdir(tmp_path)
    blocks = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    names: dict[str, object] = {}
    for place, (kind, code) in enumerate(blocks):
        if kind == "text":
            continue
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, f"{PAGE.name}, block {place + 1}", "exec"), names)  # noqa: S102
        following = blocks[place + 1 : place + 2]
        shown = following[0][1] if following and following[0][0] == "text" else ""
        assert printed.getvalue() == shown, code


def test_the_page_names_every_column_and_is_short(demo):
    page = PAGE.read_text(encoding="utf-8")
    for name in FRAMES:
        assert f"| `.{name}()` |" in page
        assert f"`{' '.join(getattr(demo, name)().columns)}`" in page
    assert f"`{' '.join(demo.means(['tycker_delaktig']).columns)}`" in page
    assert len(page.splitlines()) <= 150


def test_frames_are_tidy_and_typed(demo):
    found = demo.likert(by_class=True)
    assert set(found["group"]) > {"Totalt", "Projekt A"}
    assert str(found["count"].dtype) == "Int64"
    total = found.query("group == 'Totalt'").groupby("variable")["count"].sum()
    assert total["tycker_delaktig"] == 56
    items = demo.items().set_index("variable")
    assert (items.loc["tycker_delaktig", "top2"], items.loc["tycker_delaktig", "n"]) == (42, 56)
    indicator = demo.indicators().iloc[0]
    assert (indicator["count"], indicator["of"], indicator["percent"]) == (15, 56, 27)
    assert len(demo.open_answers()) == 32


def test_an_empty_frame_has_its_columns(tmp_path):
    dataset = a_dataset(tmp_path, a_codebook([a_likert("a")]), rows_of("a", {"4": 12}))
    for name in FRAMES:
        assert list(getattr(dataset, name)().columns)
    assert len(dataset.choices()) == 0


def a_small_round(tmp_path) -> analysis.Dataset:
    """Return four answers of everything where no number about fewer than five may be shown."""
    book = a_codebook(
        [
            a_likert("a"),
            a_single("b", "x", "y"),
            a_multiple("c", "x", "y"),
            a_number("d"),
            a_text("e"),
        ],
        classes=("Projekt A",),
        indicators=[
            {"id": "i", "text": "I", "condition": {"kind": "at_least", "item": "a", "value": 4}}
        ],
    )
    answers = [{"a": "4", "b": "x", "c": ["x"], "d": 4 + place} for place in range(4)]
    return a_dataset(tmp_path, book, answers, texts=[("e", "", "hemligt")])


def test_nothing_of_fewer_than_k_comes_out_of_any_method(tmp_path):
    dataset = a_small_round(tmp_path)
    for by_class in (False, True):
        for name in ("likert", "items", "choices", "quantities", "indicators"):
            found = getattr(dataset, name)(by_class=by_class)
            numbers = found.select_dtypes("number").drop(columns=["value"], errors="ignore")
            assert numbers.isna().all(axis=None), name
            assert len(found), name
        said = " ".join(dataset.sentences(by_class=by_class)["sentence"])
        assert "visas inte" in said
        assert not re.search(r"\d", said)
    assert dataset.open_answers().empty
    assert dataset.means(["a"])["mean"].isna().all()
    for what in ("a", "b", "c"):
        with pytest.raises(NoFigure):
            dataset.figure(what)


def test_the_columns_of_answers_are_called_something_else():
    fields = set(analysis.Dataset.__dataclass_fields__)
    ours = {name for name in vars(analysis.notebook.Notebook) if not name.startswith("_")}
    assert not ours & fields


@pytest.mark.parametrize(
    "what",
    [
        "Deltagares svar på frågor om delaktighet.",
        "tycker_delaktig",
        "sysselsattning",
        ["tycker_delaktig", "tycker_paverka"],
    ],
)
def test_a_figure_shows_itself(demo, what):
    shown = demo.figure(what)
    assert isinstance(shown, matplotlib.figure.Figure)
    assert shown._repr_png_().startswith(b"\x89PNG")
    drawn = demo.drawing(what)
    assert drawn._repr_svg_().startswith("<svg")
    assert drawn.title


def test_two_figures_on_one_page_have_ids_of_their_own(demo):
    svgs = [demo.drawing(what)._repr_svg_() for what in ("tycker_delaktig", "tycker_paverka")]
    ids = [set(re.findall(r'id="([^"]+)"', svg)) for svg in svgs]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_a_planned_diagram_of_means_is_drawn(tmp_path):
    plan = [{"kind": "means", "title": "Medel", "items": ["a", "b"], "by_group": True}]
    book = a_codebook([a_likert("a"), a_likert("b")], classes=("A", "B"), report=plan)
    rows = beside(
        [{"class": f"c{1 + place % 2}"} for place in range(24)],
        rows_of("a", {"4": 12, "2": 12}),
        rows_of("b", {"5": 12, "1": 12}),
    )
    dataset = a_dataset(tmp_path, book, rows)
    assert dataset.drawing("Medel").title == "Medel"
    assert list(dataset.means(["a", "b"])["group"]) == ["A", "B"]


def test_what_is_not_there_is_said(demo):
    with pytest.raises(ValueError, match=r"“delaktig” is no item on a scale\. There are: tycker_"):
        demo.figure("delaktig")
    with pytest.raises(ValueError, match="is no item on a scale"):
        demo.means(["tid"])
    with pytest.raises(ValueError, match="give items that share one scale"):
        demo.means([])


def test_a_dataset_says_what_it_is(demo):
    assert repr(demo).startswith("<Dataset “Deltagare i projekten”: 57 answers to deltagare:1")
    assert '<th scope="row">Antal svar</th><td>57</td>' in demo._repr_html_()


def test_a_title_from_elsewhere_is_text_in_html(tmp_path):
    book = a_codebook([a_likert("a")])
    book["round"]["title"] = "<b>Hösten</b>"
    dataset = a_dataset(tmp_path, book, rows_of("a", {"4": 12}))
    assert "<b>" not in dataset._repr_html_()


def test_withheld_is_na_and_not_zero(tmp_path):
    dataset = a_dataset(tmp_path, a_codebook([a_likert("a")]), rows_of("a", {"4": 3}))
    assert dataset.likert()["count"].isna().all()
    assert dataset.likert().loc[0, "count"] is pd.NA


def test_importing_analysis_loads_nothing_heavy():
    heavy = {"pandas", "pyarrow", "matplotlib", "scipy", "openpyxl", "xlsxwriter"}
    program = f"import sys, analysis; print({heavy} & set(sys.modules))"
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "set()"
