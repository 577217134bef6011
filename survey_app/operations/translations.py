"""`samsvar questionnaire translate`: a file for a translator, and its texts back again."""

from pathlib import Path

import click

from survey_app.config import settings_from_environment
from survey_app.installation import today
from survey_app.languages import SOURCE, Language, language
from survey_app.mistakes import Mistake
from survey_app.operations.translation_workbook import as_workbook, rows_from_workbook
from survey_app.questionnaire.findings import QuestionnaireError
from survey_app.questionnaire.library import find
from survey_app.questionnaire.load import SCALES_FILE, load, read_scales
from survey_app.questionnaire.model import Questionnaire
from survey_app.questionnaire.strings import SCALES, strings_of, strings_of_scales
from survey_app.questionnaire.translation import (
    Texts,
)
from survey_app.questionnaire.translation_file import (
    file_of,
    read,
    read_scale_texts,
    scales_file_of,
)
from survey_app.questionnaire.translation_sheet import Merged, merge, rows_from_yaml, sheet
from survey_app.questionnaire.translation_yaml import as_yaml, to_fill_in

KINDS = (".yaml", ".xlsx")


class TranslationError(Mistake):
    """A translation that cannot be written, and what to do instead."""


@click.command("translate")
@click.argument("reference", metavar="ID[:VERSION]")
@click.argument("tag")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write FILE.yaml or FILE.xlsx to fill in. Without it YAML is printed.",
)
@click.option(
    "--merge",
    "merged",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE",
    help="Take the texts of a FILE that was filled in.",
)
@click.option("--by", default="", metavar="NAME", help="With --merge: who has reviewed the texts.")
@click.option("--force", is_flag=True, help="With --merge: change approved texts too.")
def translate_command(
    reference: str, tag: str, out: Path | None, merged: Path | None, by: str, *, force: bool
) -> None:
    """Translate the questionnaire ID to the language TAG, as ar or sv-x-lattlast.

    Writes a file with every text in Swedish and what there is in TAG already, the scales included
    and texts whose Swedish has changed marked as stale. When it has been filled in, --merge puts
    its texts beside the questionnaire: all of them, or none and what is wrong with which.
    """
    if merged is not None and out is not None:
        raise click.UsageError("--out and --merge do not go together.")
    for path in (out, merged):
        if path is not None and path.suffix.lower() not in KINDS:
            raise click.UsageError(f"{path.name}: use a FILE{' or FILE'.join(KINDS)}.")
    if tag == SOURCE:
        raise TranslationError(
            "The questionnaires are written in Swedish; choose another language."
        )
    into = language(tag)
    path = find(settings_from_environment().questionnaires_dir, reference)
    questionnaire = load(path)
    texts = _texts(path, questionnaire, tag)
    if merged is None:
        _write(questionnaire, into, texts, out)
    else:
        _merge(path, questionnaire, into, texts, merged, by=by.strip(), force=force)


def _texts(path: Path, questionnaire: Questionnaire, tag: str) -> Texts:
    if not file_of(path, tag).exists():
        # Some of its scales may have been translated with another questionnaire.
        on_scales, findings = read_scale_texts(scales_file_of(path, tag))
        texts = {f"{SCALES}.{id}": text for id, text in on_scales.items()}
    else:
        found = read(path, questionnaire, tag)
        texts, findings = dict(found.texts), found.findings
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        raise QuestionnaireError(errors)
    return texts


def _write(questionnaire: Questionnaire, into: Language, texts: Texts, out: Path | None) -> None:
    strings = strings_of(questionnaire)
    rows = sheet(strings, texts)
    if out is not None and out.suffix.lower() == ".xlsx":
        out.write_bytes(as_workbook(rows, strings, into))
    else:
        filled = to_fill_in(
            rows, strings, reference=questionnaire.reference, tag=into.tag, name=into.name
        )
        if out is None:
            click.echo(filled, nl=False)
        else:
            out.write_text(filled, encoding="utf-8")
    left = sum(row.status != "approved" or not row.text for row in rows)
    where = f" to {out}" if out is not None else ""
    click.echo(f"Wrote {len(rows)} texts{where}, {left} of them not approved.", err=out is None)


def _merge(
    path: Path,
    questionnaire: Questionnaire,
    into: Language,
    texts: Texts,
    sheet_file: Path,
    *,
    by: str,
    force: bool,
) -> None:
    strings = strings_of(questionnaire)
    is_book = sheet_file.suffix.lower() == ".xlsx"
    rows = rows_from_workbook(sheet_file) if is_book else rows_from_yaml(sheet_file)
    done = merge(sheet_file, rows, strings, texts, by=by, today=today(), force=force)
    if done.changed:
        _put_in_place(_files(path, questionnaire, into, done))
    click.echo(f"Merged {len(done.changed)} of {len(rows)} texts into {into.tag}.")


def _files(
    path: Path, questionnaire: Questionnaire, into: Language, done: Merged
) -> dict[Path, str]:
    """Return the files that the merged texts are kept in, and what goes in them."""
    prefix = f"{SCALES}."
    own = {id: one for id, one in done.texts.items() if not id.startswith(prefix)}
    scale_file = scales_file_of(path, into.tag)
    on_scales, _ = read_scale_texts(scale_file)
    on_scales |= {
        id.removeprefix(prefix): one for id, one in done.texts.items() if id.startswith(prefix)
    }
    swedish_scales = strings_of_scales(
        read_scales(scale_file.with_name(SCALES_FILE)).scales.values()
    )
    files = {
        file_of(path, into.tag): as_yaml(
            own,
            strings_of(questionnaire),
            heading=f"{questionnaire.reference} på {into.name}.",
        )
    }
    if on_scales:
        heading = f"Skalorna på {into.name}."
        files[scale_file] = as_yaml(on_scales, swedish_scales, heading=heading)
    return files


def _put_in_place(files: dict[Path, str]) -> None:
    """Write the files beside where they go, and move them there when all are written."""
    ready: dict[Path, Path] = {}
    try:
        for path, text in files.items():
            new = path.with_name(f".{path.name}.new")
            new.write_text(text, encoding="utf-8")
            ready[new] = path
        for new, path in ready.items():
            new.replace(path)
    finally:
        for new in ready:
            new.unlink(missing_ok=True)
