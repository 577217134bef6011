"""`samsvar export`: the answers of a released round, to keep and to analyse elsewhere."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from survey_app.config import settings_from_environment
from survey_app.exports.destination import (
    check_extension,
    counted,
    not_in_an_export,
    write_whole,
)
from survey_app.exports.errors import ExportError
from survey_app.exports.handed_out import checked_purpose, record
from survey_app.exports.source import dataset_of, explained, export_round
from survey_app.installation import open_installation, today

if TYPE_CHECKING:
    from analysis.dataset import Dataset
    from analysis.files import SingleResponses

# As `analysis.files` has them: it is not loaded here, where only the help may be wanted.
FORMATS = ("xlsx", "csv", "sav", "dta", "parquet", "pptx", "ddi")
WITH_ANSWERS = ("csv", "sav", "dta", "parquet")
NEVER_WITH_ANSWERS = ("pptx", "ddi")
ENDINGS = {form: f".{form}" for form in FORMATS} | {"ddi": ".xml"}


@click.command("export")
@click.argument("source", metavar="ROUND")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="A folder that is new, empty, or an earlier export; with --format a file.",
)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="A file for another program, not a folder."
)
@click.option(
    "--dialect",
    type=click.Choice(["excel", "plain"]),
    default="excel",
    show_default=True,
    help="CSV with labels for a Swedish Excel, or with codes for programs.",
)
@click.option(
    "--purpose", help="What single answers are for; put on record. Makes them part of xlsx."
)
@click.option(
    "--agreed-by-two",
    is_flag=True,
    help="Two persons have agreed that single answers are handed out for this purpose.",
)
def export(
    source: str,
    out: Path,
    form: str | None,
    dialect: str,
    purpose: str | None,
    *,
    agreed_by_two: bool,
) -> None:
    """Write the answers of a released ROUND to a folder that analysis reads.

    The folder is working material: it is readable by you only, and is never handed on. With
    --format it is a file that may be: ROUND can then be such a folder too.

    pptx, ddi and xlsx hold what may be shown. csv, sav, dta and parquet, and xlsx with --purpose,
    hold one row a person: for rounds created with --microdata, with --purpose and --agreed-by-two.
    Closed answers only; what could point someone out is left out, and the last line says what.
    """
    if form is None:
        _only_for_files(purpose, agreed=agreed_by_two)
        round_id = source.strip().lower()
        if out.is_file():
            raise click.UsageError(f"{out} is a file: give a folder, or a file with --format.")
        responses = export_round(open_installation(), round_id, out)
        click.echo(f"Exported {counted(responses)} of round {round_id} to {out}.")
        return
    check_extension(out, (ENDINGS[form],))
    purpose = _purpose_for(form, purpose, agreed=agreed_by_two)
    not_in_an_export(out)
    with explained(), dataset_of(source) as dataset:
        _write(dataset, out, form, dialect, purpose)


def _only_for_files(purpose: str | None, *, agreed: bool) -> None:
    if purpose is not None or agreed:
        raise click.UsageError("--purpose and --agreed-by-two are for files: name a --format.")


def _purpose_for(form: str, purpose: str | None, *, agreed: bool) -> str | None:
    """Return the purpose that single answers are for, None when the file is to hold none."""
    if form in NEVER_WITH_ANSWERS and (purpose is not None or agreed):
        raise click.UsageError(f"{form} never holds single answers and needs no --purpose.")
    wanted = form in WITH_ANSWERS or purpose is not None or agreed
    if not wanted:
        return None
    if purpose is None or not agreed:
        raise ExportError(
            f"A file with single answers ({form}) is handed out for a purpose that two persons "
            'have agreed to: --purpose "…" --agreed-by-two'
        )
    return checked_purpose(purpose)


def _write(dataset: "Dataset", out: Path, form: str, dialect: str, purpose: str | None) -> None:
    from analysis import files

    round_id = dataset.codebook.round.id
    answers: SingleResponses | None = None
    if purpose is not None:
        answers = files.single_responses(dataset)
    how: dict[str, Any] = {"answers": answers, "dialect": dialect}

    def put_on_record() -> None:
        if answers is None or purpose is None:
            return
        on_record = record(
            settings_from_environment().instance_dir, today(), round_id, form, purpose
        )
        click.echo(_holds(answers), err=True)
        click.echo(f"Put on record in {on_record}.", err=True)

    # Whole before it is on record, and on record before it has its name.
    write_whole(out, lambda part: files.write(dataset, part, form, **how), put_on_record)  # type: ignore[arg-type]
    what = f"{counted(dataset.n)} of round {round_id}"
    if answers is None:
        click.echo(f"Wrote what may be shown of {what} to {out}.")
    else:
        click.echo(f"Wrote {what}, one row each, to {out}. {_left_out(answers)}")


def _holds(answers: "SingleResponses") -> str:
    background = ", ".join(answers.background) or "none"
    return (
        f"The file holds {len(answers.columns)} columns. Every combination of background "
        f"({background}) is shared by {answers.least} persons or more."
    )


def _left_out(answers: "SingleResponses") -> str:
    why = {
        "words": "own words",
        "number": "numbers and days",
        "combination": f"combinations shared by fewer than {answers.least}",
        "divided": "another division of the same persons",
        "few": "too few answers",
        "class": "groups too small to have answers in their rows",
    }
    told = []
    for reason, words in why.items():
        names = [one.name for one in answers.left_out if one.reason == reason]
        if names:
            told.append(f"{', '.join(names)} ({words})")
    return f"Left out: {'; '.join(told)}." if told else "Nothing is left out."
