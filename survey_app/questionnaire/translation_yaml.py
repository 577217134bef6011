"""Texts in another language as YAML: the files that are kept, and the file that is filled in."""

import json
from collections.abc import Iterable, Iterator, Mapping

from survey_app.questionnaire.strings import SourceText
from survey_app.questionnaire.translation import (
    Texts,
)
from survey_app.questionnaire.translation_sheet import Row

_HOW_TO_FILL_IN = """\
Översättning av {reference} till {name}.

Skriv varje text efter ”text:”, inom citattecken eller på egna rader efter |-.
Den svenska texten står ovanför. Ändra inte namnen, {{…}} eller source_hash.

status: draft      utkast, ingen har granskat
        reviewed   granskad av någon som kan språket
        approved   godkänd att användas
        stale      den svenska texten har ändrats: se över översättningen och skriv en av de andra

Lämna tillbaka: samsvar questionnaire translate {reference} {tag} --merge FIL"""


def as_yaml(texts: Texts, strings: Mapping[str, SourceText], *, heading: str) -> str:
    """Return a file with `texts`, each under the Swedish it is made from, in the order asked."""
    lines = _commented(heading)
    for id, source in strings.items():
        if (text := texts.get(id)) is not None:
            row = Row(0, id, text.text, text.status, text.by, text.date, text.source_hash)
            lines += ["", *_commented(source.text), *_entry(row)]
    return "\n".join(lines) + "\n"


def to_fill_in(
    rows: Iterable[Row], strings: Mapping[str, SourceText], *, reference: str, tag: str, name: str
) -> str:
    """Return a file with a place for every text, to be filled in and merged back."""
    lines = _commented(_HOW_TO_FILL_IN.format(reference=reference, name=name, tag=tag))
    for row in rows:
        lines += ["", *_commented(strings[row.id].text), *_entry(row)]
    return "\n".join(lines) + "\n"


def _commented(text: str) -> list[str]:
    return [f"# {line}".rstrip() for line in text.splitlines()]


def _entry(row: Row) -> Iterator[str]:
    yield f"{row.id}:"
    yield from _text("text", row.text)
    yield f"  status: {row.status}"
    if row.by:
        yield from _text("by", row.by)
    if row.date:
        yield from _text("date", row.date)
    # Quoted: a mark of digits alone would be a number to other programs.
    yield from _text("source_hash", row.source_hash)


def _text(key: str, text: str) -> Iterator[str]:
    """Yield the lines of a key with a text that YAML reads back as it is."""
    if "\n" not in text:
        yield f"  {key}: {json.dumps(text, ensure_ascii=False)}"
        return
    yield f"  {key}: |-"
    yield from (f"    {line}".rstrip() for line in text.split("\n"))
