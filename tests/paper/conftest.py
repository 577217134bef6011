"""Forms as people get them: printed by the command, read by other programs."""

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from survey_app.config import ROOT
from survey_app.operations.questionnaires import questionnaire_commands
from survey_app.paper.form import Circumstances
from survey_app.paper.printing import write_form
from tests.builders import STATEMENTS
from tests.machine import poppler_bin


class Form:
    """A printed form, as other programs read it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def poppler(self, program: str, *arguments: str) -> str:
        command = [poppler_bin() / program, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def page(self, number: int | None = None) -> str:
        """Return the words of the form, or of one of its pages, in single spaces."""
        some = [] if number is None else ["-f", str(number), "-l", str(number)]
        text = self.poppler("pdftotext", *some, str(self.path), "-")
        return " ".join(text.split())

    def pages(self) -> int:
        lines = self.poppler("pdfinfo", str(self.path)).splitlines()
        return next(int(line.split()[-1]) for line in lines if line.startswith("Pages:"))

    def words(self, page: int) -> list[tuple[str, float, float, float]]:
        """Return each word of a page with its left edge, its top and its height, in points."""
        from bs4 import BeautifulSoup

        some = ("-f", str(page), "-l", str(page))
        found = self.poppler("pdftotext", "-bbox", *some, str(self.path), "-")
        return [
            (
                word.get_text(),
                float(word["xmin"]),
                float(word["ymin"]),
                float(word["ymax"]) - float(word["ymin"]),
            )
            for word in BeautifulSoup(found, "html.parser").select("word")
        ]


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Where the command is typed: the questionnaires we ship, and whom to ask."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAMSVAR_QUESTIONNAIRES_DIR", str(ROOT / "questionnaires"))
    monkeypatch.setenv("SAMSVAR_INSTANCE_DIR", str(tmp_path / "instance"))
    monkeypatch.delenv("SAMSVAR_DATABASE_URL", raising=False)
    (tmp_path / "instance").mkdir(mode=0o700, exist_ok=True)
    (tmp_path / "instance" / "statements.yaml").write_text(STATEMENTS, encoding="utf-8")
    return tmp_path


@pytest.fixture
def printed(here):
    """Print a form, and return it."""

    def run(*arguments: str) -> Form:
        path = here / f"form-{len(list(here.glob('form-*')))}.pdf"
        done = CliRunner().invoke(
            questionnaire_commands,
            ["print", *arguments, "--out", str(path)],
            catch_exceptions=False,
        )
        assert done.exit_code == 0, done.output
        return Form(path)

    return run


@pytest.fixture
def as_form(tmp_path):
    """Print any questionnaire as a form."""

    def run(said, **about) -> Form:
        path = tmp_path / "small.pdf"
        path.write_bytes(write_form(said, Circumstances(k=5, **about)))
        return Form(path)

    return run
