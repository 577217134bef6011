"""What the web server runs: the application with settings from the environment."""

from survey_app.app import create_app
from survey_app.cli import add_commands

app = create_app()
add_commands(app.cli)
