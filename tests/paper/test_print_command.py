"""`samsvar questionnaire print`, as it is typed: what it says, and the forms of rounds."""

import pytest
from click.testing import CliRunner

from survey_app.config import ROOT
from survey_app.operations import paper
from survey_app.operations.questionnaires import questionnaire_commands
from survey_app.questionnaire.load import load
from survey_app.questionnaire.translation_file import texts_for
from survey_app.rounds.groups import Group
from survey_app.rounds.service import Plan, create
from tests.builders import TWO_PROJECTS, a_round

DELTAGARE = ROOT / "questionnaires" / "deltagare" / "1.yaml"
FILLS = {
    "utvarderare": "Kim Exempel",
    "kontaktperson": "Kim Exempel",
    "telefon": "010-000 00 11",
    "epost": "enkat@example.org",
}


def run(*arguments):
    return CliRunner().invoke(questionnaire_commands, ["print", *map(str, arguments)])


def sentence(done):
    assert done.exit_code != 0
    return str(done.exception) if not isinstance(done.exception, SystemExit) else done.output


@pytest.fixture
def round_in_arabic(installation, here, monkeypatch):
    """A round of deltagare in Swedish and Arabic, of the installation that the command finds."""
    from sqlalchemy.orm import Session

    from survey_app.installation import today

    asked = load(DELTAGARE)
    plan = Plan(
        title="En omgång",
        k=12,
        groups=(Group(id="g1", name="Projekt A", invited=5),),
        fills=FILLS,
        languages=("ar",),
        accept_drafts=("ar",),
    )
    with Session(installation.engine) as session:
        round_id = create(
            session,
            installation.keyring,
            asked,
            plan,
            today=today(),
            texts={"ar": texts_for(DELTAGARE, asked, "ar")},
        )
    the_command_finds(installation, monkeypatch)
    return round_id


def the_command_finds(installation, monkeypatch):
    url = installation.settings.database_url.render_as_string(hide_password=False)
    monkeypatch.setenv("SAMSVAR_DATABASE_URL", url)
    monkeypatch.setenv("SAMSVAR_INSTANCE_DIR", str(installation.settings.instance_dir))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_form_of_a_round_has_its_names_filled_in(round_in_arabic, printed):
    swedish = printed("--round", round_in_arabic.upper()).page()
    # A hyphen that no line is broken at keeps the number whole.
    assert "Kim Exempel, 010\u2011000 00 11, enkat@example.org" in swedish
    assert "färre än 12 svar" in swedish
    arabic = printed("--round", round_in_arabic, "--lang", "ar")
    # In its own direction there too.
    assert "010\u2011000 00 11" in arabic.page(1)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_round_is_printed_only_in_its_own_languages(round_in_arabic, here):
    done = run("--round", round_in_arabic, "--lang", "so", "--out", here / "form.pdf")
    assert "There is: sv, ar." in sentence(done)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_without_codes_the_form_asks_for_the_group(installation, here, printed, monkeypatch):
    round_id = a_round(installation, access="open", groups=TWO_PROJECTS)
    the_command_finds(installation, monkeypatch)
    said = printed("--round", round_id).page()
    assert "Vilken grupp hör du till? ○ Projekt A ○ Projekt B" in said
    assert "Din kod" not in said


def test_names_that_nobody_filled_in_are_left_to_write(here):
    done = run("deltagare", "--out", here / "form.pdf")
    assert "Left to write by hand: utvarderare, kontaktperson, telefon, epost." in done.output
    assert done.output.endswith(f"Printed deltagare:1 in sv to {here / 'form.pdf'}.\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["deltagare", "--out", "form.docx"], "write --out FILE.pdf"),
        (["--out", "form.pdf"], "Say either which questionnaire, or which round"),
        (["deltagare", "--round", "abc", "--out", "form.pdf"], "Say either which questionnaire"),
        (["deltagare", "--lang", "fi", "--out", "form.pdf"], "There is: sv, ar, en, prs"),
        (["deltagaren", "--out", "form.pdf"], "Did you mean deltagare?"),
        (["--round", "abc", "--out", "form.pdf"], "There is no round “abc”"),
    ],
)
def test_a_form_that_cannot_be_printed_is_explained(here, arguments, told):
    assert told in sentence(run(*arguments))
    assert not (here / "form.pdf").exists()


def test_the_command_does_not_wait_for_typst_to_explain_itself():
    assert not hasattr(paper, "write_form")
