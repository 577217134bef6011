"""`samsvar db …`: the migrations of the database."""

import click

from survey_app.installation import open_installation


@click.group("db")
def db_commands() -> None:
    """Keep the database at the migration that this version needs."""


@db_commands.command("upgrade")
def upgrade() -> None:
    """Bring the database to the newest migration. Does nothing when it is there."""
    from survey_app.storage import migrate

    here = open_installation(ready=False)
    before = migrate.current(here.engine)
    migrate.upgrade(here.engine)
    after = migrate.current(here.engine)
    where = here.engine.url.render_as_string(hide_password=True)
    if before == after:
        click.echo(f"{where} is at migration {after} already.")
    else:
        click.echo(f"Brought {where} from {before or 'empty'} to migration {after}.")
