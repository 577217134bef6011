"""`samsvar questionnaire translate`, as it is typed."""

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from survey_app.cli import samsvar
from tests.questionnaire.builders import QUESTIONNAIRE, changed, write


@pytest.fixture
def library(tmp_path, monkeypatch):
    """An installation with `prov:1`, where the command is typed."""
    folder = tmp_path / "questionnaires"
    folder.mkdir()
    write(folder)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAMSVAR_QUESTIONNAIRES_DIR", str(folder))
    monkeypatch.setenv("SAMSVAR_INSTANCE_DIR", str(tmp_path / "instance"))
    return folder


def run(*arguments):
    return CliRunner().invoke(samsvar, ["questionnaire", *arguments])


def fill_in(path, words, status="draft"):
    """Write `words` and a status in a sheet that the command has made."""
    if path.suffix == ".xlsx":
        book = load_workbook(path)
        for row in book.active.iter_rows(min_row=4):
            if row[0].value in words:
                row[2].value, row[3].value = words[row[0].value], status
        book.save(path)
        book.close()
        return
    text = path.read_text(encoding="utf-8")
    for id, word in words.items():
        before, after = text.split(f"\n{id}:\n", 1)
        _, status_line, rest = after.split("\n", 2)
        assert status_line.startswith("  status:")
        text = f'{before}\n{id}:\n  text: "{word}"\n  status: {status}\n{rest}'
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("kind", ["yaml", "xlsx"])
def test_a_file_is_filled_in_and_merged_back(library, tmp_path, kind):
    sheet = tmp_path / f"ar.{kind}"
    made = run("translate", "prov", "ar", "--out", str(sheet))
    assert made.output == f"Wrote 24 texts to {sheet}, 24 of them not approved.\n"
    fill_in(sheet, {"title": "تجربة", "scales.grad5.1": "قليلا جدا", "tycker.items.bra": "جيد"})
    done = run("translate", "prov", "ar", "--merge", str(sheet))
    assert done.output == "Merged 3 of 24 texts into ar.\n"
    shown = run("show", "prov", "--lang", "ar")
    assert "تجربة (prov:1)" in shown.output
    assert "قليلا جدا = 1" in shown.output
    assert "Showed prov:1 in ar: 3 draft, 21 missing." in shown.output
    assert "scales.grad5" not in (library / "prov" / "1.ar.yaml").read_text(encoding="utf-8")
    assert "\ngrad5.1:\n" in (library / "scales.ar.yaml").read_text(encoding="utf-8")


def test_without_a_file_the_sheet_is_printed_with_the_swedish_above_each_text(library):
    printed = run("translate", "prov", "uk").output
    assert '# Ett prov\ntitle:\n  text: ""\n  status: draft\n' in printed
    assert "Översättning av prov:1 till ukrainska." in printed


def test_the_check_counts_drafts_and_what_is_missing(library, tmp_path):
    sheet = tmp_path / "ar.yaml"
    run("translate", "prov", "ar", "--out", str(sheet))
    fill_in(sheet, {"title": "تجربة"})
    run("translate", "prov", "ar", "--merge", str(sheet))
    said = run("check").output
    assert "prov/1.ar.yaml:1: varning: ar: 1 av 24 texter är utkast." in said
    assert "ar: 23 av 24 texter saknas och visas på svenska (intro, " in said


def test_a_text_is_stale_when_the_swedish_has_changed(library, tmp_path):
    sheet = tmp_path / "en.yaml"
    run("translate", "prov", "en", "--out", str(sheet))
    fill_in(sheet, {"title": "A test", "scales.grad5.1": "very little"}, "approved")
    run("translate", "prov", "en", "--merge", str(sheet), "--by", "Kim")
    write(library, changed("title: Ett prov", "title: Ett nytt prov"))
    said = run("check").output
    assert "1.en.yaml:4: varning: ”title” är översatt från en äldre svensk text." in said
    run("translate", "prov", "en", "--out", str(sheet))
    flagged = sheet.read_text(encoding="utf-8")
    assert '# Ett nytt prov\ntitle:\n  text: "A test"\n  status: stale\n' in flagged
    assert run("translate", "prov", "en", "--merge", str(sheet)).output.startswith("Merged 0 ")


def test_an_approved_text_is_never_written_over_without_force(library, tmp_path):
    sheet = tmp_path / "en.yaml"
    run("translate", "prov", "en", "--out", str(sheet))
    fill_in(sheet, {"title": "A test"}, "approved")
    run("translate", "prov", "en", "--merge", str(sheet), "--by", "Kim")
    before = (library / "prov" / "1.en.yaml").read_bytes()
    assert 'by: "Kim"' in before.decode()
    fill_in(sheet, {"title": "Another", "intro": "Ask {kontakt}."})
    refused = run("translate", "prov", "en", "--merge", str(sheet))
    assert "”title” är godkänd och ändras inte: ”A test”." in refused.output
    assert (library / "prov" / "1.en.yaml").read_bytes() == before
    assert run("translate", "prov", "en", "--merge", str(sheet), "--force").exit_code == 0


def test_one_questionnaire_does_not_lose_the_scales_of_another(library, tmp_path):
    (library / "scales.en.yaml").write_text("", encoding="utf-8")
    sheet = tmp_path / "en.yaml"
    scales = (library / "scales.yaml").read_text(encoding="utf-8")
    write(library, scales=scales + scales.replace("grad5:", "annan:"))
    (library / "scales.en.yaml").unlink()
    run("translate", "prov", "en", "--out", str(sheet))
    fill_in(sheet, {"scales.grad5.1": "very little", "title": "A test"})
    run("translate", "prov", "en", "--merge", str(sheet))
    other = library / "scales.en.yaml"
    kept = other.read_text(encoding="utf-8")
    other.write_text(kept + kept.replace("grad5.1", "annan.1"), encoding="utf-8")
    fill_in(sheet, {"scales.grad5.2": "fairly little"})
    run("translate", "prov", "en", "--merge", str(sheet))
    now = other.read_text(encoding="utf-8")
    assert all(f"\n{id}:\n" in now for id in ("grad5.1", "grad5.2", "annan.1"))


def test_a_workbook_that_is_none_is_told(library, tmp_path):
    sheet = tmp_path / "en.xlsx"
    sheet.write_bytes(b"not a workbook")
    assert "ingen XLSX-fil" in run("translate", "prov", "en", "--merge", str(sheet)).output


def test_a_workbook_may_have_its_columns_moved_but_needs_its_titles(library, tmp_path):
    sheet = tmp_path / "en.xlsx"
    run("translate", "prov", "en", "--out", str(sheet))
    book = load_workbook(sheet)
    book.active.delete_rows(3)
    book.save(sheet)
    book.close()
    refused = run("translate", "prov", "en", "--merge", str(sheet))
    assert "rubrikerna Text och Översättning saknas" in refused.output


def test_arabic_is_written_from_right_to_left_in_the_workbook(library, tmp_path):
    sheet = tmp_path / "ar.xlsx"
    run("translate", "prov", "ar", "--out", str(sheet))
    book = load_workbook(sheet)
    assert book.active["C4"].alignment.readingOrder == 2
    assert book.active["B4"].alignment.readingOrder == 0
    book.close()


def test_a_text_that_begins_as_a_formula_stays_a_text(library, tmp_path):
    write(library, changed("title: Ett prov", 'title: "=1+1"', QUESTIONNAIRE))
    sheet = tmp_path / "en.xlsx"
    run("translate", "prov", "en", "--out", str(sheet))
    book = load_workbook(sheet)
    assert (book.active["B4"].value, book.active["B4"].data_type) == ("=1+1", "s")
    book.close()


@pytest.mark.parametrize("tag", ["xx", "sv"])
def test_swedish_and_unknown_languages_are_refused(library, tag):
    assert run("translate", "prov", tag).exit_code == 1


def test_a_file_of_another_kind_is_wrong_usage(library):
    assert run("translate", "prov", "ar", "--out", "ar.docx").exit_code == 2
