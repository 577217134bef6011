"""`samsvar summary FILE` and `answers FILE`: answers gathered in another tool or on paper."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from survey_app.cli import samsvar
from survey_app.exports.codebook import describe
from survey_app.questionnaire.variables import variables
from tests.analysis.demo import INVITED, a_demo_folder, the_people, the_questionnaire
from tests.analysis.reading.builders import a_workbook
from tests.builders import a_questionnaire

ASKED = variables(the_questionnaire())


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a command where there is neither an installation nor a database."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAMSVAR_INSTANCE_DIR", str(tmp_path / "instance"))
    monkeypatch.setenv("SAMSVAR_DATABASE_URL", "sqlite:////nowhere/at/all.db")

    def run(*arguments):
        return CliRunner().invoke(samsvar, [str(argument) for argument in arguments])

    return run


def as_another_tool_writes_it() -> list[list]:
    """Return the answers of the demo with texts for headings and labels for codes."""
    headings = [
        f"{one.stem} [{one.text}]" if one.stem and not one.specifies else one.text for one in ASKED
    ]
    rows = [["Tidpunkt", *headings, "Grupp"]]
    for place, (group, answers) in enumerate(the_people()):
        cells = [_cell(variable, answers.get(variable.name)) for variable in ASKED]
        rows.append([f"2026-05-{place % 28 + 1:02} 10:15", *cells, group])
    return rows


def _cell(variable, answer):
    if answer is None:
        return ""
    match variable.kind:
        case "likert":
            point = next(one for one in variable.scale.points if one.code == answer)
            return point.text if point.value is None else f"{point.code} - {point.text}"
        case "single":
            return next(one.text for one in variable.options if one.code == answer)
        case "number":
            return f"{answer},0 månader"
        case _:
            return answer


def as_csv(rows, encoding="cp1252") -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=";").writerows(rows)
    return written.getvalue().encode(encoding)


def numbers(done):
    """Return what a summary says, without what the round is called."""
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    return {key: value for key, value in found.items() if key not in {"round", "title"}}


def test_answers_from_elsewhere_give_the_summary_of_the_export(run, tmp_path):
    a_demo_folder(tmp_path / "export")
    rows = as_another_tool_writes_it()
    (tmp_path / "svar.csv").write_bytes(as_csv(rows))
    (tmp_path / "svar.xlsx").write_bytes(a_workbook(rows))
    exported = numbers(run("summary", "export", "--format", "json", "--by", "group"))
    for name in ("svar.csv", "svar.xlsx"):
        how = ("--questionnaire", "deltagare:1", "--invited", INVITED, "--by", "group")
        assert numbers(run("summary", name, *how, "--format", "json")) == exported
    items = {one["variable"]: one for one in exported["items"] if one["group"] is None}
    top2 = items["tycker_delaktig"]["top2"]
    assert (top2["count"], items["tycker_delaktig"]["n"], top2["percent"]) == (42, 56, 75)
    indicator = next(one for one in exported["indicators"] if one["group"] is None)
    assert (indicator["count"], indicator["of"], indicator["percent"]) == (15, 56, 27)


def test_a_report_is_made_of_answers_from_elsewhere(run, tmp_path):
    (tmp_path / "svar.csv").write_bytes(as_csv(as_another_tool_writes_it()))
    how = ("--questionnaire", "deltagare", "--invited", INVITED, "--organisation", "Förbundet")
    done = run("report", "svar.csv", *how, "--round-title", "På papper", "--out", "rapport.html")
    assert done.exit_code == 0, done.output
    page = (
        (tmp_path / "rapport.html").read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", " ")
    )
    assert "42 av 56 (75 %)" in page
    assert "57 av 77" in page
    assert "På papper" in page


def test_a_report_says_once_what_was_not_in_the_file(run, tmp_path):
    text = "tycker_delaktig;Om att delta - Det är meningsfullt att delta\n"
    (tmp_path / "svar.csv").write_text(text + "4;5\n" * 20, encoding="utf-8")
    done = run("report", "svar.csv", "--questionnaire", "deltagare", "--out", "rapport.html")
    assert done.exit_code == 0, done.output
    assert done.output.count("finns inte i filen") == 1
    page = (tmp_path / "rapport.html").read_text(encoding="utf-8")
    assert page.count("Följande frågor finns inte i filen: ") == 1
    assert "Resultatet visas inte" not in page
    assert "…" not in page
    assert "den ordning de ställdes" not in page


def test_what_was_left_out_is_told_beside_the_result(run, tmp_path):
    (tmp_path / "svar.csv").write_bytes(as_csv(as_another_tool_writes_it()))
    done = run("summary", "svar.csv", "--questionnaire", "deltagare", "--format", "json")
    json.loads(done.stdout)
    assert done.stderr.splitlines() == [
        "Obs: Kolumner som inte hör till formuläret läses inte: A ”Tidpunkt”.",
        "Summarised 57 responses of round svar.",
    ]


def test_nothing_is_imported_when_something_is_wrong(run, tmp_path):
    rows = as_another_tool_writes_it()
    place = next(number for number, one in enumerate(ASKED, start=1) if one.kind == "number")
    rows[3][place] = "sex"
    (tmp_path / "svar.csv").write_bytes(as_csv(rows))
    done = run("summary", "svar.csv", "--questionnaire", "deltagare", "--out", "ut.xlsx")
    assert done.exit_code == 1
    assert (
        "rad 4, kolumn B (”Hur länge har du deltagit i projektet?”): ”sex” är inte" in done.output
    )
    assert not (tmp_path / "ut.xlsx").exists()


def test_the_rules_of_the_questionnaire_hold(run, tmp_path):
    (tmp_path / "svar.csv").write_text("tid;tycker_delaktig\n241;4\n6,5;4\n", encoding="utf-8")
    done = run("summary", "svar.csv", "--questionnaire", "deltagare")
    assert "”241” är inte mellan 0 och 240" in done.output
    assert "”6,5” är inte ett heltal" in done.output


def test_an_answer_that_goes_with_no_other_is_in_the_codebook():
    described = describe(a_questionnaire(), {}, hash="")
    (hinder,) = [one for one in described["variables"] if one["name"] == "hinder"]
    assert [one["code"] for one in hinder["codes"] if one["exclusive"]] == ["inga"]


def test_open_answers_from_elsewhere_are_listed(run, tmp_path):
    (tmp_path / "svar.csv").write_bytes(as_csv(as_another_tool_writes_it()))
    done = run("answers", "svar.csv", "--questionnaire", "deltagare", "--title", "På papper")
    assert done.stdout.startswith("På papper\n57 svar\n")
    assert done.stdout.splitlines()[-1] == "Listed 32 open answers of round svar."


def test_a_questionnaire_may_be_a_file_and_k_higher(run, tmp_path):
    folder = tmp_path / "egen"
    folder.mkdir()
    (folder / "1.yaml").write_text(
        "id: egen\nversion: 1\ntitle: En egen enkät\naudience: styrgrupp\nsections:\n"
        "  - id: a\n    title: Frågor\n    questions:\n"
        "      - {id: nojd, type: number, text: Hur många?, min: 0, max: 9}\n",
        encoding="utf-8",
    )
    (tmp_path / "svar.csv").write_text("nojd\n" + "4\n" * 7, encoding="utf-8")
    shown = run("summary", "svar.csv", "--questionnaire", "egen/1.yaml", "--format", "json")
    assert json.loads(shown.stdout)["numbers"][0]["n"] == 7
    how = ("--questionnaire", "egen/1.yaml", "--k", "8", "--format", "json")
    assert json.loads(run("summary", "svar.csv", *how).stdout)["numbers"][0]["n"] is None


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["svar.csv"], 1, "say what was asked with --questionnaire ID[:VERSION]"),
        (["borta.csv", "--questionnaire", "deltagare"], 1, "borta.csv cannot be read"),
        (["r2h9abcd", "--questionnaire", "deltagare"], 1, "is not a file of answers"),
        (["svar.csv", "--questionnaire", "deltagar"], 1, "Did you mean deltagare?"),
        (["svar.csv", "--questionnaire", "borta.yaml"], 1, "There is no file borta.yaml"),
        (["svar.csv", "--questionnaire", "deltagare", "--k", "2"], 2, "--k"),
        (["svar.csv", "--questionnaire", "deltagare", "--set", "x"], 2, "write --set key=value"),
        (["svar.csv", "--questionnaire", "deltagare", "--set", "x=y"], 1, "not among them"),
        (["svar.csv", "--k", "5"], 2, "give --questionnaire too"),
    ],
)
def test_what_is_missing_is_said_in_one_sentence(run, tmp_path, arguments, code, told):
    (tmp_path / "svar.csv").write_text("tid\n4\n", encoding="utf-8")
    done = run("summary", *arguments)
    assert done.exit_code == code
    assert told in done.output
    assert "Traceback" not in done.output
