"""Translation files: `<version>.<tag>.yaml` beside a questionnaire, `scales.<tag>.yaml` above it.

Each string id has its text, how far it has come, and a mark of the Swedish it was made from.
"""

import contextlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from survey_app.languages import UnknownLanguage, chain, language
from survey_app.questionnaire import read_values
from survey_app.questionnaire.draft import Draft
from survey_app.questionnaire.findings import (
    Finding,
    QuestionnaireError,
    Report,
    TooManyErrors,
    nearest,
    shortened,
)
from survey_app.questionnaire.key_types import LINE, LONG, Table, key
from survey_app.questionnaire.load import SCALES_FILE, TRANSLATION, read_scales, scales_beside
from survey_app.questionnaire.model import Questionnaire
from survey_app.questionnaire.read_conditions import refuse_unknown
from survey_app.questionnaire.strings import (
    HASH_LENGTH,
    SCALES,
    SourceText,
    braces_in,
    strings_of,
    strings_of_scales,
)
from survey_app.questionnaire.translation import (
    STATUSES,
    Status,
    Texts,
    TranslatedText,
)
from survey_app.questionnaire.yaml_source import Entry, MappingNode, Node, ScalarNode, read_tree

_HASH = re.compile(rf"[0-9a-f]{{{HASH_LENGTH}}}")
LONGEST_NAME = 100

TEXT_TABLE = Table(
    name="texten",
    doc="En text på ett annat språk.",
    struct=TranslatedText,
    keys=(
        key("text", "text", "Översättningen.", required=True, high=LONG),
        key("status", "choice", "Hur långt den har kommit.", required=True, choices=STATUSES),
        key("by", "line", "Vem som har granskat den.", high=LONGEST_NAME),
        key("date", "line", "Vilken dag den granskades, som 2026-11-23."),
        key(
            "source_hash",
            "line",
            "Märket för den svenska texten. Kommandot samsvar questionnaire translate skriver det.",
            required=True,
        ),
    ),
)


@dataclass(frozen=True, kw_only=True)
class Translation:
    """What there is of a questionnaire in one language, its scales included."""

    tag: str
    path: Path
    texts: Texts
    findings: tuple[Finding, ...]


def file_of(path: Path, tag: str) -> Path:
    """Return where the texts in `tag` of the questionnaire in `path` are."""
    return path.with_name(f"{path.stem}.{tag}.yaml")


def scales_file_of(path: Path, tag: str) -> Path:
    """Return where the scales in `tag` of the questionnaire in `path` are."""
    return scales_beside(path).with_name(f"{SCALES}.{tag}.yaml")


def tags_beside(path: Path) -> tuple[str, ...]:
    """Return the languages that the questionnaire in `path` has a file in."""
    found = []
    for beside in path.parent.glob(f"{path.stem}.*.yaml"):
        match = TRANSLATION.fullmatch(beside.name)
        if match is not None and match["of"] == path.stem:
            found.append(match["tag"])
    return tuple(sorted(found))


def translations_of(path: Path, questionnaire: Questionnaire) -> dict[str, Translation]:
    """Return every translation of the questionnaire in the file `path`, by tag.

    What cannot be used is left out, with a finding.
    """
    return {tag: read(path, questionnaire, tag) for tag in tags_beside(path)}


def read(path: Path, questionnaire: Questionnaire, tag: str) -> Translation:
    """Return what there is of the questionnaire in the file `path` in the language `tag`."""
    strings = strings_of(questionnaire)
    own_file = file_of(path, tag)
    own = {id: source for id, source in strings.items() if not id.startswith(f"{SCALES}.")}
    texts, findings = read_texts(own_file, own)
    on_scales, about_scales = read_scale_texts(scales_file_of(path, tag))
    texts |= {
        f"{SCALES}.{id}": text for id, text in on_scales.items() if f"{SCALES}.{id}" in strings
    }
    try:
        language(tag)
    except UnknownLanguage:
        findings = (
            *findings,
            Finding(own_file, 1, "error", f"”{tag}” är inget känt språk. Döp om filen."),
        )
    return Translation(tag=tag, path=own_file, texts=texts, findings=(*findings, *about_scales))


def texts_for(path: Path, questionnaire: Questionnaire, tag: str) -> dict[str, Texts]:
    """Return the texts that are needed to show the questionnaire in `tag`, by language.

    Raises QuestionnaireError when a file has an error in it, and languages.UnknownLanguage.
    """
    language(tag)
    wanted = {
        one: read(path, questionnaire, one)
        for one in chain(tag)
        if one != questionnaire.language and file_of(path, one).exists()
    }
    errors = {
        finding
        for translation in wanted.values()
        for finding in translation.findings
        if finding.severity == "error"
    }
    if errors:
        raise QuestionnaireError(sorted(errors))
    return {one: translation.texts for one, translation in wanted.items()}


def read_scale_texts(path: Path) -> tuple[dict[str, TranslatedText], tuple[Finding, ...]]:
    """Return the texts in a file of translated scales, by `grad5.1`, and what is wrong with it."""
    if not path.exists():
        return {}, ()
    scales = read_scales(path.with_name(SCALES_FILE)).scales
    return read_texts(path, strings_of_scales(scales.values()))


def read_texts(
    path: Path, strings: Mapping[str, SourceText]
) -> tuple[dict[str, TranslatedText], tuple[Finding, ...]]:
    """Return the texts in the file `path` by string id, and the findings about it.

    `strings` are the texts in Swedish: what the file may hold.
    """
    draft = Draft(Report(path))
    texts: dict[str, TranslatedText] = {}
    with contextlib.suppress(TooManyErrors):
        tree = read_tree(draft.report)
        for entry in tree.entries if tree is not None else ():
            if (source := strings.get(entry.key)) is None:
                _unknown(entry, strings, draft)
            elif (text := _read_text(entry, source, draft)) is not None:
                texts[entry.key] = text
    return texts, tuple(sorted(draft.report.findings))


def _unknown(entry: Entry, strings: Mapping[str, SourceText], draft: Draft) -> None:
    draft.report.error(
        entry.line,
        f"”{shortened(entry.key)}” finns inte på svenska.{nearest(entry.key, strings)} "
        "Ta bort texten, eller rätta namnet.",
    )


def _read_text(entry: Entry, source: SourceText, draft: Draft) -> TranslatedText | None:
    node = entry.value
    if not isinstance(node, MappingNode):
        draft.report.error(
            node.line, f"”{entry.key}” ska ha nycklar: {', '.join(TEXT_TABLE.names)}."
        )
        return None
    before = draft.report.errors
    refuse_unknown(node, TEXT_TABLE, draft)
    values = {name: _value(name, node, draft) for name in TEXT_TABLE.names}
    text, status, made_from = values["text"], values["status"], values["source_hash"]
    if text is not None:
        for problem in problems_with(text, source):
            draft.report.error(node.line_of("text"), f"”{entry.key}” {problem}")
    if draft.report.errors > before or not (text and status and made_from):
        return None
    if made_from != source.hash:
        draft.report.warning(
            entry.line,
            f"”{entry.key}” är översatt från en äldre svensk text. Se över den mot "
            f"”{shortened(source.text)}”.",
        )
    return TranslatedText(
        text=text,
        status=_status(status),
        by=values["by"] or "",
        date=values["date"] or "",
        source_hash=made_from,
    )


def _status(text: str) -> Status:
    return next(status for status in STATUSES if status == text)


def problems_with(text: str, source: SourceText) -> Iterator[str]:
    """Yield what is wrong with a translation of `source`, to be said after its name."""
    if source.one_line and "\n" in text:
        yield "ska stå på en rad."
    if source.one_line and len(text) > LINE:
        yield f"har {len(text)} tecken och får ha högst {LINE}. Korta texten."
    if unfilled := re.sub(r"\{[a-z0-9_]+\}", "", text).strip("\n"):
        loose = next((sign for sign in "{}" if sign in unfilled), None)
        if loose is not None:
            yield f"har ett ”{loose}” för sig. Det används bara i {{namn}}. Ta bort det."
    if lost := sorted(source.braces - braces_in(text)):
        yield f"saknar {_in_braces(lost)}, som står i den svenska texten. Skriv in det."
    if added := sorted(braces_in(text) - source.braces):
        yield f"har {_in_braces(added)}, som inte står i den svenska texten. Ta bort det."


def _in_braces(names: list[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)


def _value(name: str, node: MappingNode, draft: Draft) -> str | None:
    known = TEXT_TABLE.key(name)
    assert known is not None  # noqa: S101 - the names are those of the table
    value = node.get(name)
    if value is None:
        if known.required:
            draft.report.error(node.line, f"”{name}” saknas i texten. {known.doc}")
        return None
    if name == "source_hash":
        return _hash(value, draft)
    if name == "date":
        return _day(value, draft)
    if name == "status":
        return read_values.read_choice(known, value, draft)
    return read_values.read_text(known, value, draft)


def _hash(node: Node, draft: Draft) -> str | None:
    # Digits alone are a number to YAML, which is no harm: what was written is what is read.
    if isinstance(node, ScalarNode) and _HASH.fullmatch(node.text):
        return node.text
    draft.report.error(
        node.line,
        f"”source_hash” är {HASH_LENGTH} tecken, 0–9 och a–f, som kommandot "
        "samsvar questionnaire translate skriver. Ändra det inte för hand.",
    )
    return None


def _day(node: Node, draft: Draft) -> str | None:
    text = node.text if isinstance(node, ScalarNode) else ""
    with contextlib.suppress(ValueError):
        return date.fromisoformat(text).isoformat()
    draft.report.error(node.line, f"”date: {shortened(text)}” är ingen dag. Skriv som 2026-11-23.")
    return None
