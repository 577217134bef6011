"""`samsvar statements`: make the file with what the law wants told, and check it."""

from importlib.resources import files

import click

from survey_app.config import settings_from_environment
from survey_app.statements.read import blank_statements, read_statements


@click.command()
@click.option("--example", is_flag=True, help="Filled in with an invented förbund, to try things.")
def statements(*, example: bool) -> None:
    """Make the file that tells who asks, how accessible the pages are and what is kept.

    It becomes the pages Tillgänglighet, Personuppgifter and Kontakt, and a part of the start page.
    No round can be opened before it is filled in. A file that exists is checked, never changed.
    """
    settings = settings_from_environment()
    path = settings.statements_file
    if path.exists():
        read_statements(path)
        click.echo(f"{path} is complete.")
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_text(example_statements() if example else blank_statements(), encoding="utf-8")
    todo = "It is an example: change it before anyone is asked." if example else "Fill it in."
    click.echo(f"Wrote {path}. {todo}")


def example_statements() -> str:
    """Return the statements of an invented förbund, for the demo and for trying things."""
    return (files("survey_app.statements") / "example.yaml").read_text(encoding="utf-8")
