"""`samsvar statements` makes the file, and from then on only looks at it."""

import pytest
from click.testing import CliRunner

from survey_app.cli import samsvar
from survey_app.config import load_settings
from survey_app.operations.statements import example_statements
from survey_app.statements.read import blank_statements, read_statements
from tests.server import environment_of


@pytest.fixture
def settings(tmp_path):
    return load_settings({"SAMSVAR_INSTANCE_DIR": str(tmp_path / "instance")})


@pytest.fixture
def run(settings):
    def run(*options):
        environment = environment_of(settings)
        return CliRunner(env=environment).invoke(samsvar, ["statements", *options])

    return run


def test_a_file_to_fill_in_is_made_with_its_folder(run, settings):
    made = run()
    assert made.exit_code == 0
    assert made.output == f"Wrote {settings.statements_file}. Fill it in.\n"
    assert settings.statements_file.read_text(encoding="utf-8") == blank_statements()
    assert settings.instance_dir.stat().st_mode & 0o777 == 0o700


def test_what_is_not_filled_in_is_listed(run):
    run()
    left = run()
    assert left.exit_code == 1
    assert "”organisation”: saknas." in left.output
    assert "”officer”: saknas." in left.output


def test_the_example_is_complete_and_says_that_it_is_one(run, settings):
    made = run("--example")
    assert made.exit_code == 0
    assert "change it before anyone is asked" in made.output
    assert read_statements(settings.statements_file).organisation
    again = run()
    assert (again.exit_code, again.output) == (0, f"{settings.statements_file} is complete.\n")


def test_a_file_that_exists_is_never_changed(run, settings):
    run("--example")
    mine = settings.statements_file.read_text(encoding="utf-8").replace("Enkäter", "Frågor")
    settings.statements_file.write_text(mine, encoding="utf-8")
    assert run("--example").exit_code == 0
    assert settings.statements_file.read_text(encoding="utf-8") == mine
    assert example_statements() != mine
