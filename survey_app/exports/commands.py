"""`samsvar summary` and `samsvar answers`: what came out of a round."""

from pathlib import Path

import click

from survey_app.exports.destination import (
    check_extension,
    counted,
    not_in_an_export,
    say_done,
    write_privately,
)
from survey_app.exports.elsewhere import Foreign, foreign_options
from survey_app.exports.source import dataset_of, explained

WRITTEN = (".xlsx", ".csv")

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


@click.command("summary")
@source_argument
@click.option("--by", type=click.Choice(["group"]), help="Each group beside the total.")
@click.option(
    "--recode",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A YAML file that sorts the answers at “nämligen” into categories.",
)
@click.option(
    "--compare", is_flag=True, help="With --by group: do groups answer differently? Text and JSON."
)
@foreign_options
@format_option
@out_option
def summary(
    source: str,
    by: str | None,
    recode: Path | None,
    foreign: Foreign | None,
    form: str,
    out: Path | None,
    *,
    compare: bool,
) -> None:
    """Count and summarise the closed answers of ROUND_OR_DIR.

    ROUND_OR_DIR is a released round, a folder written by `samsvar export`, or with --questionnaire
    a CSV or XLSX file of answers from elsewhere. Numbers about fewer than the round's smallest base
    are left out, and so is what would give them away.

    A recoding names an open variable, under it the categories, and under each a list of the texts
    that belong there. Its counts are shown beside the answers, which stay as they were given.
    """
    check_extension(out, WRITTEN)
    if compare:
        _check_comparable(by, form, out)
    with explained(), dataset_of(source, foreign) as dataset:
        import analysis
        from analysis.group_comparison import compare_groups
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
            not_in_an_export(out)
            write = write_summary_xlsx if out.suffix.lower() == ".xlsx" else write_summary_csv
            write_privately(out, lambda: write(found, out))
        elif form == "csv":
            click.echo(summary_csv(found), nl=False)
        else:
            show = summary_text if form == "text" else summary_json
            click.echo(show(found, compare_groups(found) if compare else None), nl=False)
        say_done(f"Summarised {counted(found.n)} of round {dataset.codebook.round.id}", form, out)


def _check_comparable(by: str | None, form: str, out: Path | None) -> None:
    if by is None:
        raise click.UsageError("--compare compares groups. Add --by group.")
    if form == "csv" or out is not None:
        raise click.UsageError("--compare is shown as text or JSON. Leave out --out and csv.")


@click.command("answers")
@source_argument
@foreign_options
@format_option
@out_option
def answers(source: str, foreign: Foreign | None, form: str, out: Path | None) -> None:
    """Show the open answers of ROUND_OR_DIR, question by question.

    ROUND_OR_DIR is a released round, a folder written by `samsvar export`, or with --questionnaire
    a CSV or XLSX file of answers from elsewhere. To a file, FILE.xlsx has a sheet for each
    question. Read before anyone else does: people write names.
    """
    check_extension(out, WRITTEN)
    with explained(), dataset_of(source, foreign) as dataset:
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
            not_in_an_export(out)
            write = write_answers_xlsx if out.suffix.lower() == ".xlsx" else write_answers_csv
            write_privately(out, lambda: write(found, out))
        else:
            show = {"text": answers_text, "json": answers_json, "csv": answers_csv}[form]
            click.echo(show(found), nl=False)
        texts = sum(len(question.texts) for question in found.questions)
        say_done(f"Listed {texts} open answers of round {dataset.codebook.round.id}", form, out)
