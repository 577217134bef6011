"""`samsvar export`, `samsvar summary` and `samsvar answers`: what came out of a round."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from sqlalchemy.orm import Session

from survey_app.arguments import round_argument
from survey_app.exports.errors import ExportError
from survey_app.exports.package import write_export
from survey_app.installation import Installation, open_installation
from survey_app.storage.models import SurveyRound
from survey_app.storage.scratch import scratch_folder

if TYPE_CHECKING:
    from analysis import Dataset

CODEBOOK = "codebook.json"

source_argument = click.argument("source", metavar="ROUND_OR_DIR")
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="What is printed.",
)
out_option = click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to FILE.xlsx or FILE.csv instead of printing.",
)


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
    responses = _export(open_installation(), round_id, out)
    click.echo(f"Exported {_counted(responses)} of round {round_id} to {out}.")


@click.command("summary")
@source_argument
@click.option("--by", type=click.Choice(["group"]), help="Each group beside the total.")
@click.option(
    "--recode",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A YAML file that sorts the answers at “nämligen” into categories.",
)
@format_option
@out_option
def summary(source: str, by: str | None, recode: Path | None, form: str, out: Path | None) -> None:
    """Count and summarise the closed answers of ROUND_OR_DIR.

    ROUND_OR_DIR is a released round, or a folder written by `samsvar export`. Numbers about fewer
    than the round's smallest base are left out, and so is what would give them away.

    A recoding names an open variable, under it the categories, and under each a list of the texts
    that belong there. Its counts are shown beside the answers, which stay as they were given.
    """
    _check_extension(out)
    with _explained(), _dataset(source) as dataset:
        import analysis
        from analysis.recode import read_recoding
        from analysis.summary_csv import summary_csv, write_summary_csv
        from analysis.summary_json import summary_json
        from analysis.summary_text import summary_text
        from analysis.summary_xlsx import write_summary_xlsx

        recoding = read_recoding(recode) if recode else None
        found = analysis.summary(dataset, by_class=by == "group", recoding=recoding)
        for one in found.recoded:
            for text in one.unknown:
                click.echo(f"Nobody wrote “{text}” at {one.source}.", err=True)
        if out is not None:
            _not_in_an_export(out)
            write = write_summary_xlsx if out.suffix.lower() == ".xlsx" else write_summary_csv
            _write(out, lambda: write(found, out))
        else:
            show = {"text": summary_text, "json": summary_json, "csv": summary_csv}[form]
            click.echo(show(found), nl=False)
        _done(f"Summarised {_counted(found.n)} of {_named(dataset)}", form, out)


@click.command("answers")
@source_argument
@format_option
@out_option
def answers(source: str, form: str, out: Path | None) -> None:
    """Show the open answers of ROUND_OR_DIR, question by question.

    ROUND_OR_DIR is a released round, or a folder written by `samsvar export`. To a file, FILE.xlsx
    has a sheet for each question. Read before anyone else does: people write names.
    """
    _check_extension(out)
    with _explained(), _dataset(source) as dataset:
        from analysis.open_answers import (
            answers_csv,
            answers_json,
            answers_text,
            open_answers,
            write_answers_csv,
            write_answers_xlsx,
        )

        found = open_answers(dataset)
        if out is not None:
            _not_in_an_export(out)
            write = write_answers_xlsx if out.suffix.lower() == ".xlsx" else write_answers_csv
            _write(out, lambda: write(found, out))
        else:
            show = {"text": answers_text, "json": answers_json, "csv": answers_csv}[form]
            click.echo(show(found), nl=False)
        texts = sum(len(question.texts) for question in found.questions)
        _done(f"Listed {texts} open answers of {_named(dataset)}", form, out)


COMMANDS: list[click.Command] = [export, summary, answers]


def _export(here: Installation, round_id: str, folder: Path) -> int:
    with Session(here.engine) as session:
        found = session.get(SurveyRound, round_id)
        if found is None:
            raise ExportError(f"There is no round “{round_id}”. List them: samsvar round list")
        return write_export(session, found, folder)


@contextlib.contextmanager
def _dataset(source: str) -> Iterator["Dataset"]:
    """Give the answers of a folder, or of a round by way of a folder that is then deleted."""
    import analysis

    if Path(source).is_dir():
        if not (Path(source) / CODEBOOK).exists():
            raise ExportError(f"{source} has no {CODEBOOK}: it is not a folder of samsvar export.")
        yield analysis.load(source)
        return
    here = open_installation()
    with scratch_folder(here.settings.backup_dir) as scratch:
        folder = scratch / "export"
        _export(here, source.strip().lower(), folder)
        yield analysis.load(folder)


@contextlib.contextmanager
def _explained() -> Iterator[None]:
    """Turn what analysis finds wrong into the error that a command shows as one sentence."""
    import analysis

    try:
        yield
    except analysis.AnalysisError as mistake:
        raise ExportError(str(mistake)) from None


def _check_extension(out: Path | None) -> None:
    if out is not None and out.suffix.lower() not in {".xlsx", ".csv"}:
        raise click.UsageError(f"{out.name}: write --out FILE.xlsx or FILE.csv.")


def _not_in_an_export(out: Path) -> None:
    if (out.absolute().parent / CODEBOOK).exists():
        raise ExportError(
            f"{out.parent} is an export folder, which nothing may be added to. Write elsewhere."
        )


def _write(out: Path, write: Callable[[], None]) -> None:
    try:
        # Made before it is filled, so that nobody else can ever read it.
        out.touch(mode=0o600)
        out.chmod(0o600)
        write()
    except OSError as error:
        raise ExportError(f"{out} cannot be written: {error.strerror}.") from None


def _done(what: str, form: str, out: Path | None) -> None:
    # Programs read what is printed as JSON or CSV; the last line is for people.
    printed_for_programs = out is None and form != "text"
    where = f" to {out}" if out is not None else ""
    click.echo(f"{what}{where}.", err=printed_for_programs)


def _named(dataset: "Dataset") -> str:
    return f"round {dataset.codebook.round.id}"


def _counted(responses: int) -> str:
    return "1 response" if responses == 1 else f"{responses} responses"
