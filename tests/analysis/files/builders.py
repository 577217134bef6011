"""A round whose respondents were told that single answers may be handed out, and its files."""

import random
import re
import zipfile
from io import BytesIO
from pathlib import Path

import analysis
from analysis import files
from tests.analysis.builders import (
    a_codebook,
    a_dataset,
    a_date,
    a_likert,
    a_multiple,
    a_number,
    a_single,
    a_text,
    beside,
    rows_of,
)

CANARY = "Kanariefågel Kalle Testsson"
ORGANISATION = {
    "kommun": 24,
    "arbetsformedlingen": 13,
    "forsakringskassan": 5,
    "region": 12,
    "annan": 4,
}
DELAKTIG = {"1": 2, "2": 4, "3": 8, "4": 22, "5": 20, None: 2}
HINDER = {"1": 3, "2": 6, "3": 13, "4": 18, "5": 7, "vet_ej": 9, None: 2}


def told(codebook: dict) -> dict:
    """Return the codebook of a round that was created with --microdata."""
    return {**codebook, "round": {**codebook["round"], "microdata": True}}


def a_told_round(folder: Path, **changes) -> analysis.Dataset:
    """Return 58 answers with the printed figures: 42 of 56, and 25 of 56 with nine “vet ej”."""
    codebook = told(
        a_codebook(
            [
                a_likert(
                    "tycker_delaktig",
                    text="Jag är delaktig i planeringen",
                    stem="Vad tycker",
                    question="tycker",
                ),
                a_likert(
                    "tycker_hinder",
                    vet_ej=True,
                    text="Hinder har undanröjts",
                    stem="Vad tycker",
                    question="tycker",
                ),
                a_single("organisation", *ORGANISATION, text="Var arbetar du?"),
                a_text("organisation_annan", specifies="organisation", specify_code="annan"),
                a_single("roll", "chef", "handlaggare", text="Vilken är din roll?"),
                a_multiple("vad", "tid", "pengar", "annat", text="Vad saknas?"),
                a_number("manader", unit="månader", text="Hur länge?"),
                a_date("start", text="Sedan när?"),
                a_text("ovrigt", text="Något mer?"),
            ],
            classes=["Projekt Å", "=Projekt B"],
            **changes,
        )
    )
    classes = [{"class": "c1", "mode": "telefon"}] * 30 + [{"class": "c2", "language": "ar"}] * 28
    months = [{"manader": n, "start": None, "vad": [("tid", "pengar")[n % 2]]} for n in range(58)]
    return a_dataset(
        folder / "export",
        codebook,
        shuffled_apart(
            classes,
            rows_of("tycker_delaktig", DELAKTIG),
            rows_of("tycker_hinder", HINDER),
            rows_of("organisation", ORGANISATION),
            [{"roll": "chef" if n % 2 else "handlaggare"} for n in range(58)],
            months,
        ),
        texts=[("ovrigt", "c1", CANARY), ("organisation_annan", "", CANARY)],
        counts=[("Projekt Å", "c1", 35, 30, "{}"), ("=Projekt B", "c2", 32, 28, "{}")],
    )


def shuffled_apart(*columns: list[dict]) -> list[dict]:
    """Return rows where what stands in one column says nothing of the next."""
    chance = random.Random(4)  # noqa: S311 - made-up answers, the same every time
    return beside(*(chance.sample(rows, len(rows)) for rows in columns))


def repeatable(dataset: analysis.Dataset) -> files.SingleResponses:
    """Return the single answers in an order that is the same every time."""
    return files.single_responses(dataset, shuffle=random.Random(1).shuffle)  # noqa: S311


def every_file(dataset: analysis.Dataset, folder: Path) -> dict[str, Path]:
    """Write the round in every format, with single answers where there may be, by its name."""
    folder.mkdir(exist_ok=True)
    answers = repeatable(dataset)
    written = {}
    for form in files.FORMATS:
        path = folder / f"svar{files.ENDINGS[form]}"
        given = None if form in files.NEVER_WITH_ANSWERS else answers
        files.write(dataset, path, form, answers=given)
        written[form] = path
    written["plain"] = folder / "plain.csv"
    files.write(dataset, written["plain"], "csv", answers=answers, dialect="plain")
    written["aggregates"] = folder / "aggregates.xlsx"
    files.write(dataset, written["aggregates"], "xlsx")
    return written


def everything_in(path: Path) -> bytes:
    """Return the bytes of a file, those of the parts of a zip unpacked, workbooks inside too."""
    return _unpacked(path.read_bytes())


def _unpacked(content: bytes) -> bytes:
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return b"\n".join(
            name.encode() + b"\n" + _unpacked(archive.read(name)) for name in archive.namelist()
        )


def words_of(path: Path) -> str:
    """Return the text between the tags of an XML file, or of those in a zip."""
    return re.sub(r"<[^>]+>", " ", everything_in(path).decode("utf-8", errors="replace"))
