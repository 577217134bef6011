"""The `samsvar` command, put together from every feature's commands.

Also reached as `flask --app wsgi …`. A mistake that can be mended is one sentence and exit code 1;
wrong usage is 2; a traceback is a fault of ours.
"""

import errno
import functools
from collections.abc import Callable
from typing import Any

import click

from survey_app.ballots.keys import KeyExists, KeyMissing
from survey_app.config import SettingsError
from survey_app.exports.commands import COMMANDS as EXPORT_COMMANDS
from survey_app.exports.errors import ExportError
from survey_app.installation import NotReady
from survey_app.invitations.commands import CodesError, codes_commands, frequency
from survey_app.operations.backup import backup, restore
from survey_app.operations.crowd import SimulationError
from survey_app.operations.database import db_commands
from survey_app.operations.demo import demo
from survey_app.operations.doctor import doctor
from survey_app.operations.questionnaires import questionnaire_commands
from survey_app.operations.serve import PortTaken, serve
from survey_app.operations.simulate import simulate
from survey_app.questionnaire.fills import FillError
from survey_app.questionnaire.findings import QuestionnaireError
from survey_app.rounds.commands import round_commands
from survey_app.rounds.groups import GroupError
from survey_app.rounds.service import RoundError
from survey_app.storage.db import DatabaseUnavailable, without_values
from survey_app.storage.restore import BackupError

MENDABLE = (
    BackupError,
    CodesError,
    DatabaseUnavailable,
    ExportError,
    FillError,
    GroupError,
    KeyExists,
    KeyMissing,
    NotReady,
    PortTaken,
    QuestionnaireError,
    RoundError,
    SettingsError,
    SimulationError,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="samsvar")
def samsvar() -> None:
    """Enkäter och kvalitativ återkoppling för utvärdering av finansiell samordning.

    Questionnaires in YAML, anonymous answers, and the tables and sentences an evaluation prints.
    """


def add_commands(group: click.Group) -> None:
    """Add every command of Samsvar to `group`, each explaining its mistakes."""
    for command in (
        questionnaire_commands,
        db_commands,
        round_commands,
        codes_commands,
        frequency,
        *EXPORT_COMMANDS,
        simulate,
        demo,
        serve,
        backup,
        restore,
        doctor,
    ):
        group.add_command(_explaining(command))


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
        try:
            with without_values():
                return callback(*args, **kwargs)
        except MENDABLE as mistake:
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


add_commands(samsvar)
