"""What a demo is made of, and the guide to it that `samsvar demo` prints."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from survey_app.installation import Installation
from survey_app.invitations.commands import unused_codes
from survey_app.invitations.progress import response_rate_of
from survey_app.operations.demo_report import report_files
from survey_app.storage.models import SurveyRound

SUMMARY = "sammanfattning.json"
CODES_SHOWN = 3
FEWEST_FOR_PERCENT = 10


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """A questionnaire of the demo, and how many have answered the round that is left open."""

    id: str
    title: str
    detail: str = "standard"
    answered_when_left_open: int
    recode: str | None = None
    printed: tuple[str, ...] = ()
    """Items whose share the report prints."""


INSTRUMENTS = (
    Instrument(
        id="deltagare",
        title="Deltagare i projekten",
        answered_when_left_open=24,
        printed=("tycker_meningsfullt", "tycker_delaktig", "tycker_ratt_saker"),
    ),
    Instrument(
        id="handlaggare-projekt",
        title="Handläggare i projekten",
        answered_when_left_open=20,
        recode="tabell2.yaml",
        printed=("resultat_hinder",),
    ),
    Instrument(
        id="handlaggare-ordinarie",
        title="Handläggare i ordinarie verksamhet",
        detail="full",
        answered_when_left_open=6,
        printed=("resultat_arbetssatt",),
    ),
    Instrument(
        id="styrgrupp",
        title="Projektgrupp och styrgrupp",
        detail="full",
        answered_when_left_open=6,
        printed=("syfte", "modellen_kand"),
    ),
)


def guide(here: Installation, *, made_before: bool) -> Iterator[str]:
    """Give the lines that tell what the demo holds and how to go on with it."""
    if made_before:
        yield "This demo was made before; --fresh starts over."
    yield ""
    yield "Released:"
    with Session(here.engine) as session:
        for shown in _rounds(session, "key_destroyed"):
            rate = response_rate_of(session, shown)
            yield f"  {shown.id}  {shown.title}"
            yield f"            {rate.sentence}"
            instrument = next(one for one in INSTRUMENTS if one.id == shown.questionnaire_id)
            yield from (f"            {line}" for line in _printed(here, instrument))
        yield ""
        yield "Open to be answered:"
        for shown in _rounds(session, "open"):
            codes = [code for _, code, _ in unused_codes(session, here, shown)]
            yield f"  {shown.id}  {shown.title}"
            for code in codes[:CODES_SHOWN]:
                yield f"            {here.settings.base_url}/#{code}"
    if report := [one for one in report_files(here.settings.instance_dir) if one.exists()]:
        yield ""
        yield "The report of the released rounds:"
        yield from (f"  {relative(one)}" for one in report)
    yield ""
    yield "To work with it from another terminal:"
    yield f"  export SAMSVAR_INSTANCE_DIR={relative(here.settings.instance_dir)}"
    yield "  .venv/bin/samsvar round list"


def _printed(here: Installation, instrument: Instrument) -> Iterator[str]:
    """Yield the figures that the report prints, as they came out here."""
    found = json.loads((results_of(here, instrument) / SUMMARY).read_text(encoding="utf-8"))
    items = {one["variable"]: one for one in found["items"]}
    for variable in instrument.printed:
        top, n = items[variable]["top2"], items[variable]["n"]
        percent = f" ({top['percent']} %)" if n >= FEWEST_FOR_PERCENT else ""
        yield f"{top['count']} av {n}{percent}: {items[variable]['text']}"
        spread = ", ".join(f"{code}: {count}" for code, count in items[variable]["counts"].items())
        yield f"    svar: {spread}"
    for one in found["indicators"]:
        percent = f" ({one['percent']} %)" if one["of"] >= FEWEST_FOR_PERCENT else ""
        yield f"{one['count']} av {one['of']}{percent}: {one['text']}"
    for one in found["choices"]:
        if one["kind"] == "multiple":
            code, count = next(iter(one["counts"].items()))
            yield f"{count} av {one['picks']} kryss, {count} av {one['n']} personer: {code}"
    for table in found["recoded"]:
        texts = ", ".join(f"{name} {count}" for name, count in table["counts"].items())
        yield f"Tabell 2: {texts}, totalt {table['n']}"


def relative(folder: Path) -> str:
    """Return a path as it is typed from where one stands."""
    return os.path.relpath(folder)


def _rounds(session: Session, state: str) -> list[SurveyRound]:
    found = sa.select(SurveyRound).where(SurveyRound.state == state).order_by(SurveyRound.title)
    return list(session.scalars(found))


def results_of(here: Installation, instrument: Instrument) -> Path:
    """Return the folder of what an evaluator downloads of a round, made if need be."""
    folder = here.settings.instance_dir / "results" / instrument.id
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
