"""`samsvar questionnaire check` and `show`, as they are typed."""

import csv
import io
import json

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from survey_app.operations.questionnaires import questionnaire_commands, round_with_other_words
from survey_app.questionnaire.load import load
from survey_app.questionnaire.model import fingerprint, freeze
from survey_app.storage.models import Base, SurveyRound
from tests.questionnaire.builders import SCALES, changed, write

WRONG = changed("max: 99", "max: -99")


@pytest.fixture
def library(tmp_path, monkeypatch):
    """An installation with `prov:1`, where the command is typed."""
    folder = tmp_path / "questionnaires"
    folder.mkdir()
    write(folder)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAMSVAR_QUESTIONNAIRES_DIR", str(folder))
    monkeypatch.setenv("SAMSVAR_INSTANCE_DIR", str(tmp_path / "instance"))
    monkeypatch.delenv("SAMSVAR_DATABASE_URL", raising=False)
    return folder


def run(*arguments):
    return CliRunner().invoke(questionnaire_commands, arguments)


def a_round(questionnaire, title):
    return SurveyRound(
        id="abc",
        title=title,
        state="open",
        access="codes",
        questionnaire_id=questionnaire.id,
        questionnaire_version=questionnaire.version,
        questionnaire_hash=fingerprint(questionnaire),
        questionnaire=freeze(questionnaire),
        fills={},
        languages=["sv"],
        groups=[],
        classes=[],
        k_min=5,
        detail="standard",
        public_key=bytes(32),
        pad_bytes=4096,
    )


@pytest.fixture
def engine(library):
    """The database of the installation, with its tables."""
    path = library.parent / "instance" / "samsvar.db"
    path.parent.mkdir()
    engine = sa.create_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


def use(engine, questionnaire, title):
    with sa.orm.Session(engine) as session, session.begin():
        session.add(a_round(questionnaire, title))


# check -----------------------------------------------------------------------------------------


def test_without_a_path_everything_is_checked(library):
    found = run("check")
    assert (found.exit_code, found.output) == (0, "Checked 2 files: 0 errors, 0 warnings.\n")


def test_an_error_is_one_line_with_file_and_line_and_gives_exit_code_1(library):
    write(library, WRONG)
    found = run("check")
    assert found.exit_code == 1
    assert found.output.splitlines() == [
        "questionnaires/prov/1.yaml:11: fel: min (0) är större än max (-99). Byt plats på dem.",
        "Checked 2 files: 1 error, 0 warnings.",
    ]


def test_a_warning_gives_exit_code_0(library):
    write(library, changed("rows: 3", "rows: 3\n        required: true"))
    found = run("check")
    assert found.exit_code == 0
    assert "varning: frågan ”hur” måste besvaras" in found.output
    assert found.output.endswith("Checked 2 files: 0 errors, 1 warning.\n")


def test_a_path_that_does_not_exist_is_wrong_usage(library):
    assert run("check", "borta.yaml").exit_code == 2


def test_one_file_or_one_folder_can_be_checked(library):
    assert "Checked 1 file:" in run("check", "questionnaires/prov/1.yaml").output
    assert "Checked 1 file:" in run("check", "questionnaires/prov").output
    assert "Checked 2 files:" in run("check", "questionnaires", "questionnaires/prov").output


def test_a_folder_without_questionnaires_is_something_to_mend(library, tmp_path):
    (tmp_path / "tom").mkdir()
    found = run("check", "tom")
    assert (found.exit_code, found.output) == (1, "Checked 0 files: 0 errors, 0 warnings.\n")


def test_a_translation_is_checked_with_its_questionnaire(library):
    (library / "prov" / "1.ar.yaml").write_text("title: استبيان\n", encoding="utf-8")
    found = run("check").output
    assert "questionnaires/prov/1.ar.yaml:1: fel: ”title” ska ha nycklar: text, status" in found
    assert "Checked 2 files: 1 error" in found


def test_another_yaml_file_in_a_folder_is_told(library):
    for name in ("utkast.yaml", "1.yml"):
        (library / "prov" / name).write_bytes((library / "prov" / "1.yaml").read_bytes())
    found = run("check")
    assert "filen heter ”utkast.yaml”. Den ska heta 1.yaml" in found.output
    assert "filen heter ”1.yml”. Den ska heta 1.yaml" in found.output


def test_an_error_in_the_scales_is_told_once(library):
    write(library, scales=changed("top: [4, 5]", "top: [4, 6]", SCALES))
    (library / "prov" / "2.yaml").write_text(changed("version: 1", "version: 2"), encoding="utf-8")
    found = run("check")
    assert found.exit_code == 1
    assert found.output.count("”top” nämner 6") == 1


def test_the_findings_as_json_and_csv_hold_nothing_but_the_findings(library):
    write(library, WRONG)
    expected = {
        "file": "questionnaires/prov/1.yaml",
        "line": 11,
        "severity": "error",
        "message": "min (0) är större än max (-99). Byt plats på dem.",
    }
    found = run("check", "--format", "json")
    assert json.loads(found.stdout) == [expected]
    assert found.stderr == "Checked 2 files: 1 error, 0 warnings.\n"
    rows = list(csv.DictReader(io.StringIO(run("check", "--format", "csv").stdout)))
    assert rows == [{**expected, "line": "11"}]


# Versions that have been used ------------------------------------------------------------------


def test_a_version_that_a_round_has_used_must_not_be_edited(library, engine):
    use(engine, load(library / "prov" / "1.yaml"), "Våren")
    assert run("check").exit_code == 0

    write(library, changed("text: Berätta mer.", "text: Berätta ännu mer."))
    found = run("check")
    assert found.exit_code == 1
    assert (
        "questionnaires/prov/1.yaml:1: fel: prov:1 har använts i omgången ”Våren” och får inte "
        "ändras (inte heller skalorna den använder); spara ändringen som version 2." in found.output
    )


def test_a_scale_of_a_used_version_must_not_be_edited_either(library, engine):
    use(engine, load(library / "prov" / "1.yaml"), "Våren")
    write(library, scales=changed("text: Vet ej", "text: Ingen åsikt", SCALES))
    assert "har använts i omgången ”Våren”" in run("check").output


def test_comments_and_a_new_version_may_be_written_at_any_time(library, engine):
    use(engine, load(library / "prov" / "1.yaml"), "Våren")
    write(library, "# En anteckning\n" + changed("type: text\n", "type:   text\n"))
    (library / "prov" / "2.yaml").write_text(changed("version: 1", "version: 2"), encoding="utf-8")
    assert run("check").exit_code == 0


def test_a_check_makes_no_database(library, tmp_path):
    run("check")
    assert not (tmp_path / "instance").exists()


def test_a_database_without_tables_is_no_hindrance(library):
    engine = sa.create_engine("sqlite://")
    assert round_with_other_words(engine, load(library / "prov" / "1.yaml")) is None
    engine.dispose()


def test_a_database_that_cannot_be_read_is_told_and_the_check_goes_on(library, tmp_path):
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "samsvar.db").write_bytes(b"This is no database." * 100)
    found = run("check")
    assert found.exit_code == 0
    assert "is not checked: the database cannot be read (DatabaseError)." in found.stderr


# show ------------------------------------------------------------------------------------------


def test_the_newest_version_is_shown(library):
    text = changed("version: 1", "version: 2")
    (library / "prov" / "2.yaml").write_text(text, encoding="utf-8")
    assert run("show", "prov").output.startswith("Ett prov (prov:2)\n")
    assert run("show", "prov:1").output.startswith("Ett prov (prov:1)\n")


def test_an_unknown_questionnaire_is_told_with_those_there_are(library):
    found = run("show", "prow")
    assert found.exit_code == 1
    assert found.output == (
        "Error: There is no questionnaire “prow”. Did you mean prov? There are: prov:1.\n"
    )


def test_a_questionnaire_with_errors_is_not_shown(library):
    write(library, WRONG)
    found = run("show", "prov")
    assert found.exit_code == 1
    assert "questionnaires/prov/1.yaml:11: fel: min (0)" in found.output


def test_a_language_without_a_translation_is_refused(library):
    found = run("show", "prov", "--lang", "ar")
    assert found.exit_code == 1
    assert found.output == ("Error: There is no translation of prov:1 to “ar”. There is: sv.\n")


def test_a_copied_version_is_told_to_raise_its_number_not_to_overwrite_the_first(library):
    first = library / "prov" / "1.yaml"
    first.with_name("2.yaml").write_bytes(first.read_bytes())
    assert "version är 1 men filen heter ”2.yaml”. Skriv version: 2." in run("check").output
