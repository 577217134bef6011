"""`samsvar report`: one printed report of one round or several."""

import functools
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from survey_app.exports.destination import (
    check_extension,
    not_in_an_export,
    write_privately,
)
from survey_app.exports.elsewhere import Foreign, foreign_options, is_file_of_answers
from survey_app.exports.errors import ExportError
from survey_app.exports.source import dataset_of, explained

if TYPE_CHECKING:
    from analysis import Dataset
    from analysis.quotes import Reviewed
    from analysis.recode import Recoding
    from analysis.report.document import Document

WRITTEN = (".docx", ".html", ".pdf")

a_file = click.Path(exists=True, dir_okay=False, path_type=Path)
new_file = click.Path(dir_okay=False, path_type=Path)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What was typed beside the rounds."""

    out: Path
    report_title: str
    subtitle: str
    organisation: str | None
    recode: Path | None
    reviewed: tuple[Path, ...]
    compare_groups: bool
    open_answers: bool
    diverging: bool
    template: Path | None
    logo: Path | None
    foreign: Foreign | None


@click.command("report")
@click.argument("sources", metavar="ROUND_OR_DIR…", nargs=-1)
@click.option("--out", type=new_file, help="Write to FILE.docx, FILE.html or FILE.pdf.")
@click.option(
    "--title", "report_title", default="", help="The title; otherwise made from the rounds."
)
@click.option("--subtitle", default="", help="The line under the title.")
@click.option("--organisation", help="Who publishes; otherwise the installation's organisation.")
@click.option("--recode", type=a_file, help="A YAML file that sorts the answers at “nämligen”.")
@click.option(
    "--reviewed",
    type=a_file,
    multiple=True,
    help="The workbook of `samsvar answers`, with quotes and reviewed answers; once per round.",
)
@click.option("--compare-groups", is_flag=True, help="Test whether groups differ, with caveats.")
@click.option("--no-open-answers", is_flag=True, help="Leave out the bilaga with open answers.")
@click.option("--diverging", is_flag=True, help="Bars that meet in the middle of the scale.")
@click.option("--template", type=a_file, help="A Word template with your own styles (DOCX only).")
@click.option("--logo", type=a_file, help="A PNG for the title page.")
@click.option(
    "--write-template", type=new_file, help="Write the Word template to start from, and stop."
)
@functools.partial(foreign_options, title_flag="--round-title")
def report(
    sources: tuple[str, ...],
    out: Path | None,
    write_template: Path | None,
    *,
    no_open_answers: bool,
    **typed: object,
) -> None:
    """Write a report of each ROUND_OR_DIR, one chapter each, in the order given.

    ROUND_OR_DIR is a released round, a folder written by `samsvar export`, or with --questionnaire
    a CSV or XLSX file of answers from elsewhere. The results come in the order of the round's
    report plan; the bilagor hold the questionnaire, every number and the open answers. Two rounds
    of one questionnaire are also compared.

    Without --reviewed, open answers are printed with a warning: read them before anyone else does.
    """
    if write_template is not None:
        _write_template(write_template)
        return
    if out is None or not sources:
        raise click.UsageError("Give rounds or folders, and --out FILE.docx, .html or .pdf.")
    wanted = Wanted(out=out, open_answers=not no_open_answers, **typed)  # type: ignore[arg-type]
    check_extension(out, WRITTEN)
    if wanted.template is not None and out.suffix.lower() != ".docx":
        raise click.UsageError("--template is for --out FILE.docx only.")
    not_in_an_export(out)
    _each_once(sources)
    with explained():
        written = _written(_document(sources, wanted), wanted)
    write_privately(out, lambda: _put(out, written))
    rounds = "1 round" if len(sources) == 1 else f"{len(sources)} rounds"
    click.echo(f"Wrote a report of {rounds} to {out}.")


def _each_once(sources: Sequence[str]) -> None:
    """Refuse a round that is given twice: it would be two chapters and compared with itself."""
    seen: set[str] = set()
    for source in sources:
        one = str(Path(source).resolve()) if Path(source).exists() else source.strip().lower()
        if one in seen:
            raise ExportError(f"{source} is given twice. Give each round or file once.")
        seen.add(one)


def _put(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _document(sources: Sequence[str], wanted: Wanted) -> "Document":
    from analysis.recode import read_recoding
    from analysis.report.compose import Chapter, Options, compose

    recoding = read_recoding(wanted.recode) if wanted.recode else None
    with ExitStack() as open_sources:
        datasets = [
            open_sources.enter_context(dataset_of(source, _foreign(source, wanted)))
            for source in sources
        ]
        reviewed = _reviewed(wanted.reviewed, datasets)
        options = Options(
            title=wanted.report_title,
            subtitle=wanted.subtitle,
            organisation=_organisation(wanted.organisation),
            compare_groups=wanted.compare_groups,
            open_answers=wanted.open_answers,
            diverging=wanted.diverging,
        )
        chapters = [
            Chapter(
                dataset=dataset,
                recoding=_own(recoding, dataset),
                reviewed=reviewed.get(dataset.codebook.round.id),
            )
            for dataset in datasets
        ]
        _must_be_used(recoding, datasets)
        return compose(chapters, options)


def _foreign(source: str, wanted: Wanted) -> Foreign | None:
    """Return how to read a file of answers; rounds and folders know it themselves."""
    is_file = is_file_of_answers(source) and not Path(source).is_dir()
    return wanted.foreign if is_file else None


def _organisation(typed: str | None) -> str:
    if typed is not None:
        return typed
    from survey_app.config import settings_from_environment

    return settings_from_environment().organisation


def _own(recoding: "Recoding | None", dataset: "Dataset") -> "Recoding | None":
    """Return the part of a recoding that is about the questions of this round."""
    from analysis.recode import Recoding

    if recoding is None:
        return None
    names = {one.name for one in dataset.codebook.variables}
    own = {name: texts for name, texts in recoding.categories.items() if name in names}
    return Recoding(categories=own) if own else None


def _must_be_used(recoding: "Recoding | None", datasets: Sequence["Dataset"]) -> None:
    asked = {one.name for dataset in datasets for one in dataset.codebook.variables}
    if recoding is not None and (unknown := set(recoding.categories) - asked):
        raise ExportError(f"No round of the report has a variable “{min(unknown)}” to recode.")


def _reviewed(paths: Sequence[Path], datasets: Sequence["Dataset"]) -> Mapping[str, "Reviewed"]:
    """Return what each workbook holds, by the round it is about; say what is not printed."""
    from analysis.open_answers import open_answers
    from analysis.quotes import quotes, read_workbook, reviewed

    rounds = {dataset.codebook.round.id: dataset for dataset in datasets}
    found: dict[str, Reviewed] = {}
    for path in paths:
        book = read_workbook(path)
        dataset = rounds.get(book.round_id)
        if dataset is None:
            raise ExportError(
                f"{path} is about round {book.round_id}, which is not in the report. "
                f"The report is of {', '.join(rounds)}."
            )
        if book.round_id in found:
            raise ExportError(f"{path} is a second workbook about round {book.round_id}.")
        found[book.round_id] = reviewed(book, dataset)
        given = open_answers(dataset)
        for name in found[book.round_id].answers:
            _, more = quotes(found[book.round_id], name, given)
            if more:
                click.echo(
                    f"{path}: {more} of the quotes at {name} are not printed: at most one of each "
                    "class that may be named, and three without a class.",
                    err=True,
                )
    return found


def _written(document: "Document", wanted: Wanted) -> bytes:
    logo = wanted.logo.read_bytes() if wanted.logo else None
    match wanted.out.suffix.lower():
        case ".docx":
            from analysis.report.docx import write_docx

            template = wanted.template.read_bytes() if wanted.template else None
            return write_docx(document, template=template, logo=logo)
        case ".html":
            from analysis.report.html import write_html

            return write_html(document, logo=logo)
        case _:
            from analysis.report.pdf import write_pdf

            return write_pdf(document, logo=logo)


def _write_template(path: Path) -> None:
    from analysis.report.docx import default_template

    check_extension(path, (".docx",))
    write_privately(path, lambda: _put(path, default_template()))
    click.echo(f"Wrote the Word template to {path}.")
