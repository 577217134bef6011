"""Export folders whose answers add up to the printed figures, and reports as plain lines."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import analysis
from analysis.recode import read_recoding
from analysis.report.compose import Chapter, Options, compose
from analysis.report.document import (
    Answers,
    Bullets,
    Choices,
    Diagram,
    Document,
    Heading,
    Matrix,
    Paragraph,
    Quote,
    Table,
)
from survey_app.exports.codebook import describe, encode
from survey_app.operations.crowd import crowd, read_counts
from survey_app.operations.demo import COUNTS, FILLS
from survey_app.questionnaire.answers import read_answers
from survey_app.questionnaire.fills import fill_in
from survey_app.questionnaire.library import find
from survey_app.questionnaire.load import load
from survey_app.questionnaire.model import fingerprint
from tests.analysis.builders import an_export_folder
from tests.analysis.shown import plain

QUESTIONNAIRES = Path(__file__).parents[3] / "questionnaires"
SEED = 2014


def a_printed_round(
    folder: Path,
    id: str,
    *,
    invited: int,
    who: str = "",
    k: int = 5,
    detail: str = "standard",
    classes: Mapping[str, int] | None = None,
    **changes: object,
) -> analysis.Dataset:
    """Return a round of the shipped questionnaire `id` with the answers of the demo.

    `classes` gives the names and sizes of its classes; the last persons belong to none.
    """
    counts = read_counts(COUNTS / f"{id}.yaml")
    questionnaire = load(find(QUESTIONNAIRES, id))
    asked = fill_in(questionnaire, {name: FILLS[name] for name in questionnaire.fill})
    facts = {
        "id": id,
        "title": changes.pop("title", id),
        "access": "codes",
        "opens_on": "2026-03-01",
        "closes_on": "2026-03-30",
        "k": k,
        "detail": detail,
    }
    names = dict(classes or {})
    codebook = json.loads(encode(describe(asked, facts, hash=fingerprint(questionnaire))))
    codebook["classes"] = [
        {"id": f"c{place}", "name": name, "groups": [name]}
        for place, name in enumerate(names, start=1)
    ]
    codebook["response_rate"] = {"invited": invited, "answered": counts.n, "who": who}
    codebook |= changes
    place = [f"c{place}" for place, size in enumerate(names.values(), start=1) for _ in range(size)]
    rows, texts = [], []
    open_names = {one["name"] for one in codebook["variables"] if one["kind"] == "text"}
    for number, typed in enumerate(crowd(questionnaire, counts.n or 0, counts, SEED)):
        answers = read_answers(questionnaire, typed).answers
        closed = {name: one for name, one in answers.items() if name not in open_names}
        rows.append({**closed, "class": place[number] if number < len(place) else None})
        texts += [(name, "", one) for name, one in answers.items() if name in open_names]
    return analysis.load(an_export_folder(folder, codebook, rows, texts=texts))


def participants(folder: Path, **more: object) -> analysis.Dataset:
    """Return the 57 participants of källa 002."""
    return a_printed_round(folder, "deltagare", invited=77, who="deltagare", k=10, **more)


def staff(folder: Path, **more: object) -> analysis.Dataset:
    """Return the 58 of 67 case workers of källa 002."""
    return a_printed_round(folder, "handlaggare-projekt", invited=67, who="handläggare", **more)


def ordinary_staff(folder: Path, **more: object) -> analysis.Dataset:
    """Return the seven of table 3."""
    more = {"invited": 20, "who": "handläggare", "detail": "full", **more}
    return a_printed_round(folder, "handlaggare-ordinarie", **more)


def steering_group(folder: Path, **more: object) -> analysis.Dataset:
    """Return the twelve of källa 000."""
    return a_printed_round(folder, "styrgrupp", invited=14, detail="full", **more)


def a_report(*datasets: analysis.Dataset, **options: object) -> Document:
    """Return the report of the rounds, in this order."""
    return compose([Chapter(dataset=one) for one in datasets], Options(**options))


def recoded(dataset: analysis.Dataset) -> Chapter:
    """Return a chapter with the answers at “Annan” sorted as table 2 has them."""
    return Chapter(dataset=dataset, recoding=read_recoding(COUNTS / "tabell2.yaml"))


def lines(document: Document) -> list[str]:
    """Return everything one reads in the report, in order, with ordinary spaces."""
    return [plain(line) for block in document.blocks for line in _lines(block)]


def words(document: Document) -> str:
    """Return the whole report as one text."""
    return "\n".join(lines(document))


def before_appendices(document: Document) -> str:
    """Return the text before the first bilaga."""
    return re.split(r"\nBilaga 1 ", words(document))[0]


def _lines(block: object) -> Iterator[str]:
    match block:
        case Heading(number=number, text=text):
            yield f"{number} {text}".strip()
        case Paragraph(parts=parts):
            yield "".join(part.text for part in parts)
        case Bullets(items=items):
            yield from ("".join(part.text for part in item) for item in items)
        case Quote(text=text, source=source):
            yield f"”{text}” {source}".rstrip()
        case Answers(texts=texts):
            yield from (f"– {text}" for _, text in texts)
        case _:
            yield from _lines_of_numbers(block)


def _lines_of_numbers(block: object) -> Iterator[str]:
    match block:
        case Table():
            if block.number is not None:
                yield f"Tabell {block.number}. {block.caption}"
            yield from (" | ".join(row) for row in (block.header, *block.rows))
            yield from block.notes
        case Diagram(number=number, caption=caption, drawing=drawing):
            yield f"Diagram {number}. {caption}"
            yield f"{drawing.title}. {drawing.description}"
        case Matrix(scale=scale, statements=statements):
            yield " | ".join(scale)
            yield from statements
        case Choices(options=options):
            yield from options
        case _:
            pass
