"""The texts of the pages in other languages: `python -m tests.catalogues`, or `make translations`.

Finds every text that the code and the templates show, brings the `.po` files up to date with them
and compiles the `.mo` files that the server reads. What has no translation yet is listed.
"""

import gettext
import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from survey_app.catalogues import DOMAIN, FOLDER, STATUS_HEADER, folder_of
from survey_app.languages import LANGUAGES, SOURCE, language

CODE = FOLDER.parent
METHODS = [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract")]
OPTIONS = {"**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}
KEYWORDS = {"_": None, "gettext": None, "mark": None, "ngettext": (1, 2)}
SHIPPED = tuple(tag for tag in LANGUAGES if tag not in {SOURCE, "rmy", "fit"})
# The files say nothing about when they were made: they change when a text does.
UNDATED = datetime(2026, 1, 1, tzinfo=UTC)
HEADING = """\
# {name}, the pages of Samsvar.
# Status of all texts: draft. Nobody who speaks the language has reviewed them.
# When somebody has, change X-Samsvar-Status to reviewed or approved.
#"""


def in_the_code() -> Catalog:
    """Return every text there is to translate."""
    found = Catalog(project="Samsvar", creation_date=UNDATED, fuzzy=False)
    for name, _line, message, comments, context in extract_from_dir(
        CODE, METHODS, OPTIONS, KEYWORDS, comment_tags=("TRANSLATORS:",), strip_comment_tags=True
    ):
        place = (CODE / name).relative_to(CODE.parent).as_posix()
        found.add(message, locations=[(place, 1)], auto_comments=comments, context=context)
    return found


def po_file(tag: str) -> Path:
    """Return the file that translators work in."""
    return folder_of(tag) / f"{DOMAIN}.po"


def mo_file(tag: str) -> Path:
    """Return the file that the server reads."""
    return folder_of(tag) / f"{DOMAIN}.mo"


def kept(tag: str) -> Catalog:
    """Return what is translated to a language."""
    path = po_file(tag)
    if not path.exists():
        return new_catalogue(tag)
    with path.open("rb") as file:
        return read_po(file, locale=language(tag).locale, abort_invalid=True)


def new_catalogue(tag: str) -> Catalog:
    """Return a catalogue without texts."""
    return Catalog(
        locale=language(tag).locale,
        project="Samsvar",
        version="1",
        msgid_bugs_address=" ",
        last_translator=" ",
        language_team=" ",
        header_comment=HEADING.format(name=language(tag).endonym),
        creation_date=UNDATED,
        revision_date=UNDATED,
        fuzzy=False,
    )


def brought_up_to_date(tag: str) -> Catalog:
    """Return the catalogue of a language with every text of the code and no other."""
    before, after = kept(tag), new_catalogue(tag)
    for message in in_the_code():
        if message.id:
            known = before.get(message.id)
            string = known.string if known is not None and not known.fuzzy else None
            after.add(message.id, string, message.locations, auto_comments=message.auto_comments)
    after.header_comment = before.header_comment or after.header_comment
    return after


def as_po(catalogue: Catalog, status: str) -> bytes:
    """Return the catalogue as the file translators work in."""
    out = io.BytesIO()
    write_po(
        out, catalogue, width=100, sort_by_file=True, include_lineno=False, ignore_obsolete=True
    )
    plural = b'"Plural-Forms:'
    header = f'"X-Samsvar-Status: {status}\\n"\n'.encode()
    return out.getvalue().replace(plural, header + plural, 1)


def status_of(tag: str) -> str:
    """Return what the header of the file says about all its texts."""
    path = po_file(tag)
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    named = [line for line in lines if line.lower().startswith(f'"{STATUS_HEADER}:')]
    return named[0].split(":")[1].removesuffix('\\n"').strip() if named else "draft"


def compiled(tag: str) -> bytes:
    """Return the catalogue as the server reads it, from the file translators work in."""
    catalogue, out = kept(tag), io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def messages(mo: bytes) -> dict[object, str]:
    """Return what a compiled catalogue says, its header apart."""
    read = gettext.GNUTranslations(io.BytesIO(mo))._catalog  # type: ignore[attr-defined]
    return {id: text for id, text in read.items() if id}


def missing(tag: str) -> list[str]:
    """Return the texts that have no translation, or not in every form."""
    return [
        str(message.id)
        for message in kept(tag)
        if message.id and not all(message.string if message.pluralizable else [message.string])
    ]


def main() -> int:
    """Extract, update, compile, and list what is left to translate."""
    left = 0
    for tag in SHIPPED:
        path = po_file(tag)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_po(brought_up_to_date(tag), status_of(tag)))
        mo_file(tag).write_bytes(compiled(tag))
        for text in missing(tag):
            left += 1
            print(f"{path.relative_to(CODE.parent)}: {text[:90]!r}")
    print(f"Brought {len(SHIPPED)} languages up to date; {left} texts to translate.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
