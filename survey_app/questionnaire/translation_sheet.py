"""What a translator is given to fill in, and how it comes back: rows, whatever kind of file."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from survey_app.questionnaire.answers import clean_text
from survey_app.questionnaire.findings import (
    Finding,
    QuestionnaireError,
    Report,
    nearest,
    shortened,
)
from survey_app.questionnaire.strings import HASH_LENGTH, SourceText
from survey_app.questionnaire.translation import (
    STATUSES,
    Status,
    Texts,
    TranslatedText,
)
from survey_app.questionnaire.translation_file import LONGEST_NAME, problems_with
from survey_app.questionnaire.yaml_source import MappingNode, ScalarNode, read_tree

STALE = "stale"
"""Stands for the status where the Swedish has changed, until somebody has seen to it."""
_HASH = re.compile(rf"[0-9a-f]{{{HASH_LENGTH}}}")
_FIELDS = ("text", "status", "by", "date", "source_hash")


@dataclass(frozen=True)
class Row:
    """One text of a sheet; `line` is where in the file, from 1. Empty text: nothing filled in."""

    line: int
    id: str
    text: str = ""
    status: str = ""
    by: str = ""
    date: str = ""
    source_hash: str = ""


@dataclass(frozen=True, kw_only=True)
class Merged:
    """The texts after a sheet was merged, and which of them are new or changed."""

    texts: dict[str, TranslatedText]
    changed: tuple[str, ...]


def sheet(strings: Mapping[str, SourceText], texts: Texts) -> list[Row]:
    """Return a row for every text, with what there is already."""
    return [_row(id, source, texts.get(id)) for id, source in strings.items()]


def _row(id: str, source: SourceText, text: TranslatedText | None) -> Row:
    if text is None:
        return Row(0, id, status=STATUSES[0], source_hash=source.hash)
    status = text.status if text.source_hash == source.hash else STALE
    return Row(0, id, text.text, status, text.by, text.date, source.hash)


def rows_from_yaml(path: Path) -> list[Row]:
    """Return the rows of a YAML file that was filled in. Raises QuestionnaireError."""
    report = Report(path)
    tree = read_tree(report)
    rows = []
    for entry in tree.entries if tree is not None else ():
        node = entry.value
        if not isinstance(node, MappingNode):
            report.error(entry.line, f"”{shortened(entry.key)}” ska ha nycklar: text, status …")
            continue
        for inner in node.entries:
            if inner.key not in _FIELDS or not isinstance(inner.value, ScalarNode):
                known = ", ".join(_FIELDS)
                report.error(
                    inner.line,
                    f"”{shortened(inner.key)}” går inte här. Det som finns: {known}. "
                    "Sätt citattecken runt en text som börjar med { eller [.",
                )
        rows.append(Row(entry.line, entry.key, **{name: _scalar(node, name) for name in _FIELDS}))
    if report.errors:
        raise QuestionnaireError(sorted(report.findings))
    return rows


def _scalar(node: MappingNode, name: str) -> str:
    value = node.get(name)
    # As it was written: it is quoted when it is kept, so that “no” stays a word.
    return value.text if isinstance(value, ScalarNode) else ""


def merge(
    path: Path,
    rows: Iterable[Row],
    strings: Mapping[str, SourceText],
    texts: Texts,
    *,
    by: str,
    today: date,
    force: bool = False,
) -> Merged:
    """Return `texts` with what was filled in in the file `path`.

    `by` is who reviewed them, where the rows do not say. An approved text is never changed
    without `force`.

    Raises QuestionnaireError with every row that cannot be used; then nothing is merged.
    """
    report = Report(path)
    merged = dict(texts)
    changed: list[str] = []
    first: dict[str, int] = {}
    for row in rows:
        if row.id in first:
            report.error(
                row.line, f"”{row.id}” står två gånger (första gången på rad {first[row.id]})."
            )
            continue
        first[row.id] = row.line
        if row.id not in strings:
            report.error(
                row.line, f"”{shortened(row.id)}” finns inte på svenska.{nearest(row.id, strings)}"
            )
            continue
        old = texts.get(row.id)
        new = _filled_in(row, strings[row.id], old, report)
        if new is None or (old is not None and _says_the_same(new, old)):
            continue
        if old is not None and old.status == STATUSES[-1] and not force:
            report.error(
                row.line,
                f"”{row.id}” är godkänd och ändras inte: ”{shortened(old.text)}”. "
                "Lägg till --force om den ska bytas ut.",
            )
            continue
        merged[row.id] = _signed(new, by, today)
        changed.append(row.id)
    if report.errors:
        raise QuestionnaireError(sorted(report.findings))
    return Merged(texts={id: merged[id] for id in strings if id in merged}, changed=tuple(changed))


def _filled_in(
    row: Row, source: SourceText, old: TranslatedText | None, report: Report
) -> TranslatedText | None:
    """Return the text of a row; None when there is nothing in it, or it cannot be used."""
    text, written = as_kept(row.text), row.status.strip() or STATUSES[0]
    if not text:
        return None
    if written == STALE:
        if old is not None and text == old.text:
            return None
        written = STATUSES[0]
    problems = [f"”{row.id}” {problem}" for problem in problems_with(text, source)]
    status: Status | None = next((one for one in STATUSES if one == written), None)
    if status is None:
        known = ", ".join(STATUSES)
        problems.append(f"”{row.id}” har status ”{shortened(written)}”. Det som finns: {known}.")
    made_from = row.source_hash.strip() or source.hash
    if not _HASH.fullmatch(made_from):
        problems.append(
            f"”{row.id}” har fel märke för den svenska texten. Hämta filen på nytt och flytta över "
            "översättningen."
        )
    if len(row.by) > LONGEST_NAME:
        problems.append(f"”{row.id}”: namnet är längre än {LONGEST_NAME} tecken.")
    for problem in problems:
        report.findings.append(Finding(report.path, row.line, "error", problem))
        report.errors += 1
    if problems or status is None:
        return None
    return TranslatedText(
        text=text,
        status=status,
        by=as_kept(row.by).replace("\n", " "),
        date=row.date.strip(),
        source_hash=made_from,
    )


def as_kept(text: str) -> str:
    """Return `text` as a translation file keeps it: one Unicode form, no loose space."""
    lines = unicodedata.normalize("NFC", clean_text(text)).splitlines()
    return "\n".join(line.rstrip() for line in lines).strip()


def _says_the_same(new: TranslatedText, old: TranslatedText) -> bool:
    return (new.text, new.status, new.source_hash) == (old.text, old.status, old.source_hash)


def _signed(text: TranslatedText, by: str, today: date) -> TranslatedText:
    if text.status == STATUSES[0]:
        return TranslatedText(text=text.text, status=text.status, source_hash=text.source_hash)
    try:
        day = date.fromisoformat(text.date).isoformat()
    except ValueError:
        day = today.isoformat()
    return TranslatedText(
        text=text.text,
        status=text.status,
        by=text.by or by,
        date=day,
        source_hash=text.source_hash,
    )
