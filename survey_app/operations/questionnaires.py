"""`samsvar questionnaire …`: check the files, show, translate and print one."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from survey_app.config import Settings, settings_from_environment
from survey_app.languages import UnknownLanguage
from survey_app.mistakes import Mistake
from survey_app.operations.paper import print_command
from survey_app.operations.translations import translate_command
from survey_app.questionnaire.check_translation import about_scale_translations, about_translations
from survey_app.questionnaire.findings import Finding
from survey_app.questionnaire.library import find
from survey_app.questionnaire.load import SCALES_FILE, TRANSLATION, check, load, read_scales
from survey_app.questionnaire.model import Questionnaire
from survey_app.questionnaire.outline import outline
from survey_app.questionnaire.translation import Translated, translate
from survey_app.questionnaire.translation_file import tags_beside, texts_for
from survey_app.rounds import service
from survey_app.storage.db import DatabaseUnavailable, open_database
from survey_app.storage.models import SurveyRound

_LANGUAGE = "sv"
_YAML = re.compile(r".*\.ya?ml", re.IGNORECASE)


@click.group("questionnaire")
def questionnaire_commands() -> None:
    """Check questionnaire files, show them as plain text, translate and print them."""


questionnaire_commands.add_command(print_command)
questionnaire_commands.add_command(translate_command)


@questionnaire_commands.command("check")
@click.argument("paths", metavar="[PATH]…", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    help="How the findings are printed.",
)
@click.pass_context
def check_command(context: click.Context, paths: tuple[Path, ...], form: str) -> None:
    """Check the questionnaires in PATH: files, or folders with files in them.

    Without PATH, all questionnaires of this installation and their scales. Each finding says
    file, line, what is wrong and how to mend it, in Swedish. Exits 1 when there is an error;
    warnings are advice. A version that a round has used must not be changed; that is an error.
    """
    settings = settings_from_environment()
    files = list(_files(paths or (_shortest(settings.questionnaires_dir),)))
    findings = _findings(files, settings)
    click.echo(_WRITERS[form](findings), nl=False)
    errors = sum(finding.severity == "error" for finding in findings)
    click.echo(
        f"Checked {_count(len(files), 'file')}: {_count(errors, 'error')}, "
        f"{_count(len(findings) - errors, 'warning')}.",
        # A program that reads the findings gets nothing but them.
        err=form != "text",
    )
    if errors or not files:
        context.exit(1)


@questionnaire_commands.command("show")
@click.argument("reference", metavar="ID[:VERSION]")
@click.option("--lang", "language", metavar="TAG", default=_LANGUAGE, help="Language, as ar.")
def show_command(reference: str, language: str) -> None:
    """Show the questionnaire ID (its newest version, or VERSION) as plain text.

    With the name of every variable, the codes, the scales, the indicators and the report plan.
    """
    try:
        path = _shortest(find(settings_from_environment().questionnaires_dir, reference))
        questionnaire = load(path)
        translated = None
        if language != questionnaire.language:
            translated = _translated(path, questionnaire, language)
            questionnaire = translated.questionnaire
        click.echo(outline(questionnaire), nl=False)
        how = "" if translated is None else _how_far(translated)
        click.echo(f"Showed {questionnaire.reference}{how}.", err=True)
    except Mistake as error:
        raise click.ClickException(str(error)) from None


def _translated(path: Path, questionnaire: Questionnaire, tag: str) -> Translated:
    texts = texts_for(path, questionnaire, tag)
    if not texts:
        there = ", ".join((questionnaire.language, *tags_beside(path)))
        raise UnknownLanguage(
            f"There is no translation of {questionnaire.reference} to “{tag}”. There is: {there}."
        )
    return translate(questionnaire, tag, texts)


def _how_far(translated: Translated) -> str:
    said = [f"{number} {status}" for status, number in translated.counts.items()]
    said += [f"{len(translated.stale)} stale"] if translated.stale else []
    said += [f"{len(translated.fallbacks)} missing"] if translated.fallbacks else []
    return f" in {translated.language.tag}: {', '.join(said)}"


# Files -----------------------------------------------------------------------------------------


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files to check, each once; translations are read with their questionnaire."""
    seen: set[Path] = set()
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in inside:
            wanted = file == path or (_YAML.fullmatch(file.name) and file.is_file())
            if not wanted or (TRANSLATION.fullmatch(file.name) and file != path):
                continue
            if file.absolute() not in seen:
                seen.add(file.absolute())
                yield file


def _shortest(path: Path) -> Path:
    """Return `path` from where the user stands, when it is below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


# Findings --------------------------------------------------------------------------------------


def _findings(files: list[Path], settings: Settings) -> list[Finding]:
    found: set[Finding] = set()
    read: list[tuple[Path, Questionnaire]] = []
    for file in files:
        if file.name == SCALES_FILE:
            found.update(read_scales(file).findings)
            found.update(about_scale_translations(file))
            continue
        questionnaire, findings = check(file)
        found.update(findings)
        if questionnaire is not None:
            read.append((file, questionnaire))
            found.update(about_translations(file, questionnaire))
    found.update(_edited_after_use(read, settings))
    return sorted(found)


def _edited_after_use(
    read: list[tuple[Path, Questionnaire]], settings: Settings
) -> Iterator[Finding]:
    if not read or not _has_database(settings):
        return
    engine = open_database(settings)
    try:
        for path, questionnaire in read:
            if (title := round_with_other_words(engine, questionnaire)) is not None:
                yield Finding(
                    path,
                    1,
                    "error",
                    f"{questionnaire.reference} har använts i omgången ”{title}” och får inte "
                    f"ändras (inte heller skalorna den använder); spara ändringen som version "
                    f"{questionnaire.version + 1}.",
                )
    except DatabaseUnavailable as error:
        click.echo(f"Whether used versions have been edited is not checked: {error}", err=True)
    finally:
        engine.dispose()


def _has_database(settings: Settings) -> bool:
    # Opening a SQLite file makes it; a check leaves nothing behind.
    return not settings.on_sqlite or Path(settings.database_url.database or "").exists()


def round_with_other_words(engine: Engine, questionnaire: Questionnaire) -> str | None:
    """Return the title of a round that used this version when it said something else, or None.

    None too when the database has no rounds table yet. Raises DatabaseUnavailable when it cannot
    be read.
    """
    try:
        with Session(engine) as session:
            if not engine.dialect.has_table(session.connection(), SurveyRound.__tablename__):
                return None
            found = service.round_with_other_words(session, questionnaire)
            return None if found is None else found.title
    except DBAPIError as error:
        raise DatabaseUnavailable(
            f"the database cannot be read ({type(error.orig).__name__})."
        ) from None


# What is printed -------------------------------------------------------------------------------


def _as_text(findings: list[Finding]) -> str:
    return "".join(f"{finding}\n" for finding in findings)


def _as_json(findings: list[Finding]) -> str:
    return json.dumps([_row(finding) for finding in findings], ensure_ascii=False, indent=2) + "\n"


def _as_csv(findings: list[Finding]) -> str:
    lines = io.StringIO()
    writer = csv.DictWriter(lines, ["file", "line", "severity", "message"], lineterminator="\n")
    writer.writeheader()
    writer.writerows(_row(finding) for finding in findings)
    return lines.getvalue()


def _row(finding: Finding) -> dict[str, str | int]:
    return {
        "file": str(finding.path),
        "line": finding.line,
        "severity": finding.severity,
        "message": finding.message,
    }


_WRITERS = {"text": _as_text, "json": _as_json, "csv": _as_csv}


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
