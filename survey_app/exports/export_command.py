"""`samsvar export`: the answers of a released round, to keep and to analyse elsewhere."""

from pathlib import Path

import click

from survey_app.arguments import round_argument
from survey_app.exports.destination import counted
from survey_app.exports.source import export_round
from survey_app.installation import open_installation


@click.command("export")
@round_argument
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="A folder that is new, empty, or an earlier export.",
)
def export(round_id: str, out: Path) -> None:
    """Write the answers of a released ROUND to a folder that analysis reads.

    The folder is working material: it is readable by you only, and is never handed on.
    """
    responses = export_round(open_installation(), round_id, out)
    click.echo(f"Exported {counted(responses)} of round {round_id} to {out}.")
