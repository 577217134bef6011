"""What `questionnaire check` says about the translations of a questionnaire."""

from collections.abc import Iterator
from pathlib import Path

from survey_app.questionnaire.findings import Finding
from survey_app.questionnaire.model import Questionnaire
from survey_app.questionnaire.strings import strings_of
from survey_app.questionnaire.translation import (
    Translated,
    translate,
)
from survey_app.questionnaire.translation_file import Translation, read_scale_texts, translations_of

_NAMED = 3


def about_translations(path: Path, questionnaire: Questionnaire) -> list[Finding]:
    """Return the findings about every translation of the questionnaire in the file `path`."""
    found: list[Finding] = []
    for translation in translations_of(path, questionnaire).values():
        found += translation.findings
        if not any(finding.severity == "error" for finding in translation.findings):
            found += _how_far(translation, questionnaire)
    return found


def about_scale_translations(path: Path) -> list[Finding]:
    """Return the findings about every translation of the scales in the file `path`."""
    return [
        finding
        for beside in sorted(path.parent.glob(f"{path.stem}.*.yaml"))
        for finding in read_scale_texts(beside)[1]
    ]


def _how_far(translation: Translation, questionnaire: Questionnaire) -> Iterator[Finding]:
    tag = translation.tag
    translated = translate(questionnaire, tag, {tag: translation.texts})
    for message in _remarks(translated, len(strings_of(questionnaire))):
        yield Finding(translation.path, 1, "warning", f"{tag}: {message}")


def _remarks(translated: Translated, total: int) -> Iterator[str]:
    reference, tag = translated.questionnaire.reference, translated.language.tag
    if drafts := translated.counts.get("draft", 0):
        yield (
            f"{drafts} av {total} texter är utkast. Låt någon som kan språket granska dem före en "
            "omgång."
        )
    if reviewed := translated.counts.get("reviewed", 0):
        yield f"{reviewed} av {total} texter är granskade men inte godkända."
    if missing := list(translated.fallbacks):
        named = ", ".join(missing[:_NAMED]) + (" …" if len(missing) > _NAMED else "")
        yield (
            f"{len(missing)} av {total} texter saknas och visas på svenska ({named}). "
            f"Hämta en fil att fylla i: samsvar questionnaire translate {reference} {tag}"
        )
