"""`samsvar backup` and `samsvar restore`: the whole installation, keys apart."""

from pathlib import Path

import click

from survey_app.installation import open_installation
from survey_app.storage.backup import verify, write_backup
from survey_app.storage.restore import restore as put_back

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=FILE)
def backup(file: Path) -> None:
    """Write the database and the questionnaires to FILE, and read it back to be sure.

    The keys are not in it: copy the key folder somewhere else. Whoever has both can read the
    answers of a round that is still open.
    """
    here = open_installation()
    rows = write_backup(here.engine, here.settings, file)
    verify(file, file.absolute().parent)
    click.echo(f"Wrote {rows} rows to {file} and read them back. Keys: {here.settings.keys_dir}")


@click.command()
@click.argument("file", type=FILE)
def restore(file: Path) -> None:
    """Fill an empty database from FILE, on SQLite or PostgreSQL, whichever wrote it.

    Put the key folder back yourself before the server starts.
    """
    here = open_installation(ready=False)
    done = put_back(file, here.engine, here.settings)
    for name in done.kept:
        click.echo(f"  {name} is there with other content and was left as it is.", err=True)
    click.echo(
        f"Restored {done.rows} rows and {len(done.questionnaires)} questionnaire files from {file}."
    )
