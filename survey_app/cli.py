"""The `samsvar` command, put together from every feature's commands.

Also reached as `flask --app wsgi …`. A mistake that can be mended is one sentence and exit code 1;
wrong usage is 2; a traceback is a fault of ours.
"""

import errno
import functools
import importlib
from collections.abc import Callable
from typing import Any

import click

from survey_app.mistakes import Mistake

# Loaded when typed: the server must not wait for what only `export` needs.
COMMANDS = {
    "answers": "survey_app.exports.commands:answers",
    "backup": "survey_app.operations.backup:backup",
    "codes": "survey_app.invitations.commands:codes_commands",
    "db": "survey_app.operations.database:db_commands",
    "demo": "survey_app.operations.demo:demo",
    "doctor": "survey_app.operations.doctor:doctor",
    "export": "survey_app.exports.export_command:export",
    "frequency": "survey_app.invitations.commands:frequency",
    "questionnaire": "survey_app.operations.questionnaires:questionnaire_commands",
    "report": "survey_app.exports.report_command:report",
    "restore": "survey_app.operations.backup:restore",
    "round": "survey_app.rounds.commands:round_commands",
    "serve": "survey_app.operations.serve:serve",
    "simulate": "survey_app.operations.simulate:simulate",
    "statements": "survey_app.operations.statements:statements",
    "summary": "survey_app.exports.commands:summary",
}


class LoadedWhenTyped(click.Group):
    """A group that imports a command only when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name, None when there is none."""
        return _load(cmd_name) if cmd_name in COMMANDS else None


@click.group(cls=LoadedWhenTyped, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="samsvar")
def samsvar() -> None:
    """Enkäter och kvalitativ återkoppling för utvärdering av finansiell samordning.

    Questionnaires in YAML, anonymous answers, and the tables and sentences an evaluation prints.
    """


def add_commands(group: click.Group) -> None:
    """Add every command of Samsvar to `group`, each explaining its mistakes."""
    for name in COMMANDS:
        group.add_command(_load(name), name)


def _load(name: str) -> click.Command:
    module, attribute = COMMANDS[name].split(":")
    command: click.Command = getattr(importlib.import_module(module), attribute)
    return _explaining(command)


def _explaining(command: click.Command) -> click.Command:
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            _explaining(inner)
    elif command.callback is not None and not hasattr(command.callback, "explains"):
        command.callback = _one_sentence(command.callback)
    return command


def _one_sentence(callback: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(callback)
    def explained(*args: Any, **kwargs: Any) -> Any:
        # Slow to import, and every command needs it anyway.
        from survey_app.storage.db import without_values

        try:
            with without_values():
                return callback(*args, **kwargs)
        except Mistake as mistake:
            raise click.ClickException(str(mistake)) from None
        except OSError as mistake:
            if mistake.errno == errno.EPIPE or mistake.strerror is None:
                # Whoever read what is printed has heard enough; Click ends quietly.
                raise
            where = f"{mistake.filename}: " if mistake.filename else ""
            raise click.ClickException(f"{where}{mistake.strerror}.") from None

    explained.explains = True  # type: ignore[attr-defined]
    return explained


def main() -> None:
    """Run the command that was typed."""
    samsvar(prog_name="samsvar")
