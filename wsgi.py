"""What the web server runs: the application with settings from the environment."""

import click

from survey_app.app import create_app
from survey_app.cli import add_commands
from survey_app.mistakes import Mistake

try:
    app = create_app()
except Mistake as mistake:
    # `flask --app wsgi …` shows the sentence alone; a server puts it last in its log and stops.
    raise click.ClickException(str(mistake)) from None
add_commands(app.cli)
