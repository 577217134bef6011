"""`samsvar questionnaire print`: a form for those who would rather answer with a pen."""

from pathlib import Path

import click
from sqlalchemy.orm import Session

from survey_app.config import Settings, settings_from_environment
from survey_app.installation import open_installation
from survey_app.languages import SOURCE, UnknownLanguage, language
from survey_app.mistakes import Mistake
from survey_app.paper.form import Circumstances, filled
from survey_app.questionnaire.library import find
from survey_app.questionnaire.load import load
from survey_app.questionnaire.model import thaw
from survey_app.questionnaire.translation import Translated, in_language, offered, translate
from survey_app.questionnaire.translation_file import tags_beside, texts_for
from survey_app.rounds import service
from survey_app.rounds.groups import groups_from_json
from survey_app.statements.current import CurrentStatements


class PaperError(Mistake):
    """A form that cannot be printed as asked, and what to do instead."""


@click.command("print")
@click.argument("reference", metavar="[ID[:VERSION]]", required=False)
@click.option("--lang", "tag", metavar="TAG", default=SOURCE, help="Language, as ar.")
@click.option("--round", "round_id", metavar="ROUND", help="Print the form of this round.")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.pdf",
    help="Where the form is written.",
)
def print_command(reference: str | None, tag: str, round_id: str | None, out: Path) -> None:
    """Print the questionnaire ID as a form on A4 paper, in the language TAG.

    With --round the form is that of a round: its wording, its names filled in, its groups when
    there are no codes. Without it there is room to write the names by hand.
    """
    if out.suffix.lower() != ".pdf":
        raise click.UsageError(f"{out.name}: write --out FILE.pdf.")
    if (reference is None) == (round_id is None):
        raise click.UsageError("Say either which questionnaire, or which round with --round.")
    # Typst is slow to load, and only this command needs it.
    from survey_app.paper.printing import write_form

    if round_id is not None:
        said, about = _of_round(round_id.strip().lower(), tag)
    else:
        said, about = _of_library(str(reference), tag)
    out.write_bytes(write_form(said, about))
    click.echo(f"Printed {said.questionnaire.reference} in {said.language.tag} to {out}.")


def _of_library(reference: str, tag: str) -> tuple[Translated, Circumstances]:
    settings = settings_from_environment()
    path = find(settings.questionnaires_dir, reference)
    questionnaire = load(path)
    if questionnaire.fill:
        click.echo(f"Left to write by hand: {', '.join(questionnaire.fill)}.", err=True)
    into = language(tag)
    texts = texts_for(path, questionnaire, tag) if tag != questionnaire.language else {}
    if tag != questionnaire.language and not texts:
        there = (questionnaire.language, *tags_beside(path))
        raise UnknownLanguage(_no_translation(questionnaire.reference, tag, there))
    own = filled(questionnaire, {}, right_to_left=into.right_to_left)
    if not texts:
        return in_language(own, tag), _circumstances(settings, k=own.default_k)
    translated = translate(questionnaire, tag, texts)
    said = Translated(
        questionnaire=filled(translated.questionnaire, {}, right_to_left=into.right_to_left),
        language=translated.language,
        fallbacks=translated.fallbacks,
        stale=translated.stale,
        counts=translated.counts,
    )
    return said, _circumstances(settings, k=own.default_k)


def _of_round(round_id: str, tag: str) -> tuple[Translated, Circumstances]:
    here = open_installation()
    try:
        with Session(here.engine) as session:
            found = service.get(session, round_id)
            kept, fills = thaw(bytes(found.questionnaire)), dict(found.fills)
            groups = groups_from_json(found.groups)
            open_to_all = found.access == "open"
            about = _circumstances(
                here.settings,
                code=not open_to_all,
                groups=tuple(group.name for group in groups) if open_to_all else (),
                k=found.k_min,
                detail=found.detail,
                microdata=found.microdata,
            )
    finally:
        here.engine.dispose()
    if tag not in offered(kept):
        raise PaperError(_no_translation(f"round {round_id}", tag, offered(kept)))
    right_to_left = language(tag).right_to_left
    return in_language(filled(kept, fills, right_to_left=right_to_left), tag), about


def _circumstances(
    settings: Settings,
    *,
    k: int,
    code: bool = True,
    groups: tuple[str, ...] = (),
    detail: str = "standard",
    microdata: bool = False,
) -> Circumstances:
    statements = CurrentStatements(settings.statements_file).get()
    return Circumstances(
        organisation=statements.organisation if statements else settings.organisation or "",
        code=code,
        groups=groups,
        k=k,
        detail=detail,
        microdata=microdata,
        contact=statements.contact if statements else None,
    )


def _no_translation(what: str, tag: str, there: tuple[str, ...]) -> str:
    return f"There is no {what} in “{tag[:35]}”. There is: {', '.join(there)}."
