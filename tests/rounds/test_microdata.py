"""`samsvar round create --microdata`: decided once, and shown with the rest."""

import json

import pytest
from click.testing import CliRunner

from survey_app.cli import samsvar
from tests.server import environment_of


@pytest.fixture
def run(sqlite_installation):
    env = environment_of(sqlite_installation.settings)
    return lambda *arguments: CliRunner(env=env).invoke(samsvar, list(arguments))


@pytest.mark.parametrize("options", [(), ("--microdata",)])
def test_a_round_is_created_with_it_or_without(run, options):
    fills = [f"--set={name}=x" for name in ("kontaktperson", "telefon", "epost")]
    asked = ("socialsekreterare", "--title", "Prov", "--group", "Alla=12", *fills)
    made = run("round", "create", *asked, *options)
    assert made.exit_code == 0, made.output
    round_id = made.output.split()[-1]
    told = bool(options)
    shown = json.loads(run("round", "show", round_id, "--format", "json").output)
    assert shown["microdata"] is told
    assert ("single answers: may be handed out" in run("round", "show", round_id).output) is told
