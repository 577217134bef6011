"""Answers gathered elsewhere: a CSV or XLSX file, with the questionnaire that says what was asked.

@foreign_options
def summary(source, …, foreign): …
    with explained(), dataset_of(source, foreign) as dataset: …
"""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from survey_app.config import settings_from_environment
from survey_app.exports.codebook import describe, encode
from survey_app.exports.errors import ExportError
from survey_app.questionnaire.fills import FillError, fill_in
from survey_app.questionnaire.library import find
from survey_app.questionnaire.load import load
from survey_app.questionnaire.model import Questionnaire, fingerprint

if TYPE_CHECKING:
    from analysis import Dataset

FILES = (".csv", ".tsv", ".txt", ".xlsx")
"""How the name of a file of answers ends."""
SMALLEST_K = 3
LEFT_OPEN = "…"
"""What stands for a name that was not given: nobody is asked any more."""


@dataclass(frozen=True, kw_only=True)
class Foreign:
    """What must be told of answers gathered elsewhere: what was asked, and how to read the file.

    `questionnaire` is `deltagare:1` or the path of a YAML file; `k` the smallest base ever shown,
    by default that of the questionnaire.
    """

    questionnaire: str
    title: str | None = None
    k: int | None = None
    group_column: str | None = None
    sheet: str | None = None
    invited: int | None = None
    fills: Mapping[str, str] = field(default_factory=dict)


def is_file_of_answers(source: str) -> bool:
    """Return whether `source` names a file rather than a round or a folder."""
    return Path(source).suffix.lower() in FILES or Path(source).is_file()


def read_foreign(source: str, foreign: Foreign) -> "Dataset":
    """Return the answers in the file `source`, telling on stderr what was left out.

    Raises ExportError when the file cannot be opened, QuestionnaireError when what was asked cannot
    be had, and analysis.AnswersError with every problem in the file.
    """
    import analysis
    from analysis.codebook_reading import read_codebook

    path = Path(source)
    asked = _questionnaire(foreign)
    facts = {
        "id": path.stem,
        "title": foreign.title or path.stem,
        "access": "elsewhere",
        "opens_on": None,
        "closes_on": None,
        "k": foreign.k or asked.default_k,
        "detail": "standard",
    }
    described = describe(_filled(asked, foreign.fills), facts, hash=fingerprint(asked))
    if not set(asked.fill) <= foreign.fills.keys():
        # Letters about names that nobody gave would be printed with holes in them.
        described["form"] |= {"intro": "", "thanks": ""}
    return analysis.read_answers(
        _content(path),
        path.name,
        read_codebook(encode(described)),
        sheet=foreign.sheet,
        group_column=foreign.group_column,
        invited=foreign.invited,
        tell=lambda message: click.echo(f"Obs: {message}", err=True),
    )


def _content(path: Path) -> bytes:
    from analysis.reading.rows import MOST_BYTES

    try:
        with path.open("rb") as file:
            # One byte more than is read tells that there is more.
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise ExportError(f"{path} cannot be read: {error.strerror}.") from None


def _questionnaire(foreign: Foreign) -> Questionnaire:
    named = Path(foreign.questionnaire)
    if named.suffix.lower() in {".yaml", ".yml"}:
        if not named.is_file():
            raise ExportError(f"There is no file {named}. Give the id or the path of one.")
        return load(named)
    return load(find(settings_from_environment().questionnaires_dir, foreign.questionnaire))


def _filled(questionnaire: Questionnaire, fills: Mapping[str, str]) -> Questionnaire:
    try:
        return fill_in(questionnaire, {**dict.fromkeys(questionnaire.fill, LEFT_OPEN), **fills})
    except FillError as mistake:
        raise ExportError(str(mistake)) from None


_TITLE = "What the file's round is called. Default: the file's name."
_OPTIONS = (
    click.option(
        "--questionnaire",
        metavar="ID[:VERSION]",
        help="For a FILE of answers from elsewhere: what was asked, an id or a YAML file.",
    ),
    click.option(
        "--k",
        type=click.IntRange(min=SMALLEST_K),
        help="Smallest base ever shown of the file. Default: 10 participants, 5 staff.",
    ),
    click.option("--group-column", metavar="NAME", help="Its column of groups. Default: grupp."),
    click.option("--sheet", metavar="NAME", help="Its sheet, if not the first."),
    click.option("--invited", type=click.IntRange(min=1), help="How many were asked, if known."),
    click.option(
        "--set",
        "fills",
        multiple=True,
        metavar="KEY=VALUE",
        help="What stands for {key} in the questionnaire.",
    ),
)


def foreign_options(
    command: Callable[..., Any], *, title_flag: str = "--title"
) -> Callable[..., Any]:
    """Add the options for a file of answers; the command gets `foreign`, None without them.

    `title_flag` is what the round's title is given with, where `--title` is taken.
    """
    title_option = click.option(title_flag, "title", help=_TITLE)

    @functools.wraps(command)
    def with_foreign(
        *arguments: Any,
        questionnaire: str | None,
        title: str | None,
        k: int | None,
        group_column: str | None,
        sheet: str | None,
        invited: int | None,
        fills: tuple[str, ...],
        **others: Any,
    ) -> Any:
        told = (title, k, group_column, sheet, invited)
        if questionnaire is None:
            if fills or any(one is not None for one in told):
                raise click.UsageError(
                    f"{title_flag}, --k, --group-column, --sheet, --invited and --set are for a "
                    "file of answers: give --questionnaire too."
                )
            return command(*arguments, foreign=None, **others)
        foreign = Foreign(
            questionnaire=questionnaire,
            title=title,
            k=k,
            group_column=group_column,
            sheet=sheet,
            invited=invited,
            fills=dict(_pair(one) for one in fills),
        )
        return command(*arguments, foreign=foreign, **others)

    for option in reversed((_OPTIONS[0], title_option, *_OPTIONS[1:])):
        with_foreign = option(with_foreign)
    return with_foreign


def _pair(written: str) -> tuple[str, str]:
    key, equals, value = written.partition("=")
    if not equals:
        raise click.UsageError(f"“{written}”: write --set key=value.")
    return key.strip(), value
