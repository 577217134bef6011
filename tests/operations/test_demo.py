"""The demo never touches anything but a demo. What it makes is tested in tests/journeys."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from survey_app.cli import samsvar
from survey_app.config import load_settings
from survey_app.installation import open_installation


@pytest.mark.parametrize("words", [["--no-serve"], ["--no-serve", "--fresh"]])
def test_a_real_installation_in_the_way_is_left_alone(tmp_path, monkeypatch, words):
    real = open_installation(load_settings({"SAMSVAR_INSTANCE_DIR": str(tmp_path / "demo")}))
    real.keyring.create_round_key("abc")
    real.engine.dispose()
    before = _everything_in(tmp_path)
    monkeypatch.setenv("SAMSVAR_INSTANCE_DIR", str(tmp_path))

    done = CliRunner().invoke(samsvar, ["demo", *words])

    assert done.exit_code == 1
    assert "perhaps a real installation" in done.output
    assert _everything_in(tmp_path) == before


def _everything_in(folder: Path) -> dict[str, bytes]:
    return {str(one): one.read_bytes() for one in folder.rglob("*") if one.is_file()}
