"""What the documents say about the project is true of the project."""

import re
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from survey_app import installation
from survey_app.cli import samsvar
from survey_app.config import KNOWN, PREFIX
from survey_app.storage import migrate
from tests.server import ROOT, environment_of

README = (ROOT / "README.md").read_text(encoding="utf-8")
OPERATIONS = ROOT / "docs" / "operations.md"
PROMISED = {
    "questionnaire": {"check", "print", "show", "translate"},
    "db": {"upgrade"},
    "round": {"create", "open", "close", "release", "show", "list"},
    "codes": {"export"},
    "frequency": set(),
    "export": set(),
    "summary": set(),
    "answers": set(),
    "report": set(),
    "simulate": set(),
    "demo": set(),
    "serve": set(),
    "statements": set(),
    "backup": set(),
    "restore": set(),
    "doctor": set(),
}
"""The commands of this version, with those inside them."""


def inside(group):
    """Return the commands of a group by name, also of one that loads them when typed."""
    context = click.Context(group)
    return {name: group.get_command(context, name) for name in group.list_commands(context)}


def commands(group=samsvar, above=()):
    """Yield the words and the command of every command there is."""
    for name, command in inside(group).items():
        yield (*above, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*above, name))


def shown(program, text):
    """Return the words after `program` wherever the text shows a command, in a block or a span."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    spans = re.findall(
        r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    )
    lines = "\n".join(blocks + spans).replace("\\\n", " ").splitlines()
    found = [re.match(rf"(?:\S+/)?{program} +([a-z][^#]*)", line.strip()) for line in lines]
    return [match[1].split() for match in found if match]


def test_every_target_that_the_readme_names_is_in_the_makefile():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = {words[0] for words in shown("make", README)}
    assert {"demo", "test"} <= named
    assert named <= targets


def test_every_command_that_the_readme_shows_exists_with_its_options():
    examples = shown("samsvar", README)
    assert len(examples) > 5
    known = dict(commands())
    for words in examples:
        command = known.get(tuple(words[:2])) or known.get((words[0],))
        assert command is not None, f"samsvar {' '.join(words)}"
        options = {option for one in command.params for option in one.opts}
        used = {word.partition("=")[0] for word in words if word.startswith("--")}
        assert used <= options | {"--help"}, f"samsvar {' '.join(words)}"


def test_every_file_that_the_readme_links_to_is_there():
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", README)
    images = re.findall(r'<img[^>]+src="(?!https?:)([^"]+)"', README)
    missing = [link for link in links + images if not (ROOT / link).exists()]
    assert links
    assert missing == []


def test_every_setting_is_documented():
    document = OPERATIONS.read_text(encoding="utf-8")
    assert {PREFIX + name for name in KNOWN if PREFIX + name not in document} == set()
    assert set(re.findall(rf"{PREFIX}([A-Z_]+)", document)) <= KNOWN


def test_the_program_asks_for_the_newest_migration():
    assert migrate.newest() == installation.NEWEST


def test_the_commands_are_those_that_were_promised():
    found = {
        name: set(command.commands) if isinstance(command, click.Group) else set()
        for name, command in inside(samsvar).items()
    }
    assert found == PROMISED


@pytest.mark.parametrize("words", [words for words, _ in commands()], ids=" ".join)
def test_every_command_explains_itself(words):
    result = CliRunner().invoke(samsvar, [*words, "--help"])
    assert result.exit_code == 0
    first = result.output.split("\n\n")[1].strip()
    assert first.endswith((".", ":")), f"samsvar {' '.join(words)} has no help: {first!r}"


def test_the_help_lists_every_command():
    listed = CliRunner().invoke(samsvar, ["--help"]).output
    assert all(re.search(rf"^  {name}  ", listed, re.MULTILINE) for name in PROMISED)


def test_wrong_usage_is_exit_code_2():
    assert CliRunner().invoke(samsvar, ["frequency"]).exit_code == 2
    assert CliRunner().invoke(samsvar, ["round", "dance"]).exit_code == 2


def test_flask_gives_the_same_commands(sqlite_installation):
    said = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "--help"],
        env=environment_of(sqlite_installation.settings),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    listed = set(re.findall(r"^  ([a-z]+)  ", said.stdout, re.MULTILINE))
    assert set(PROMISED) <= listed
