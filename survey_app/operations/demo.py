"""`samsvar demo`: a whole evaluation on made-up answers that give the printed figures.

Källa 002 and 000 printed 58 of 67, 42 of 56, table 2, table 3 and more. The demo opens rounds of
the same questionnaires, lets a simulated crowd answer through the pages, releases them, and leaves
a round of each open to be answered by hand.
"""

import functools
import shutil
from dataclasses import replace
from pathlib import Path

import click
from sqlalchemy.engine import URL
from sqlalchemy.orm import Session

from survey_app.config import Settings, SettingsError, settings_from_environment
from survey_app.exports.package import write_export
from survey_app.installation import Installation, open_installation, today
from survey_app.operations.crowd import Counts, read_counts
from survey_app.operations.demo_guide import (
    INSTRUMENTS,
    SUMMARY,
    Instrument,
    guide,
    relative,
    results_of,
)
from survey_app.operations.demo_report import ANSWERS, EXPORT, Source, write_report
from survey_app.operations.serve import must_be_free, run
from survey_app.operations.simulate import simulate_round
from survey_app.operations.statements import example_statements
from survey_app.questionnaire.library import find
from survey_app.questionnaire.load import load
from survey_app.questionnaire.translation_file import tags_beside, texts_for
from survey_app.rounds import service
from survey_app.rounds.commands import back_up_after_release
from survey_app.rounds.groups import Group
from survey_app.rounds.release import release
from survey_app.statements.read import read_statements

COUNTS = Path(__file__).parent / "demo_counts"
SEED = 2014
BEGUN, COMPLETE = "demo.begun", "demo.complete"
"""Files that say that a folder is a demo, and that it was made to the end."""
FILLS = {
    "exempel_pa_projekt": "Projekt A och Projekt B",
    "utvarderare": "utvärderaren",
    "kontaktperson": "utvärderaren",
    "telefon": "telefonnumret i inbjudan",
    "epost": "adressen i inbjudan",
}


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--serve/--no-serve", default=True, show_default=True, help="Start the server.")
@click.option("--fresh", is_flag=True, help="Throw the demo of last time away and start over.")
def demo(port: int, *, serve: bool, fresh: bool) -> None:
    """Run the main job on made-up answers, in a database of its own, and serve it.

    Releases rounds whose results are the printed figures of the reports, leaves a round of each
    open, prints the addresses and some codes. Real databases are never touched.
    """
    if serve:
        must_be_free("127.0.0.1", port)
    settings = _settings(settings_from_environment(), port)
    folder = settings.instance_dir
    made_before = (folder / COMPLETE).exists() and not fresh
    if folder.exists() and not made_before:
        _throw_away(folder)
    if not made_before:
        folder.mkdir(mode=0o700, parents=True)
        (folder / BEGUN).touch()
    here = open_installation(settings)
    if not made_before:
        _make(here)
        (folder / COMPLETE).touch()
    for line in guide(here, made_before=made_before):
        click.echo(line)
    if serve:
        click.echo(f"Serving {settings.base_url} – stop with Ctrl-C.")
        run(here, host="127.0.0.1", port=port, workers=2, log=None)
    else:
        click.echo(f"The demo is in {relative(folder)}.")


def _settings(ordinary: Settings, port: int) -> Settings:
    folder = ordinary.instance_dir
    # Somebody who works with the demo has said so in SAMSVAR_INSTANCE_DIR, and means this one.
    if not (folder / BEGUN).exists():
        folder /= "demo"
    return replace(
        ordinary,
        instance_dir=folder,
        database_url=URL.create("sqlite", database=str(folder / "samsvar.db")),
        keys_dir=folder / "keys",
        keys_copy_dir=None,
        backup_dir=folder / "backups",
        base_url=f"http://127.0.0.1:{port}",
        organisation="Samordningsförbundet",
    )


def _throw_away(folder: Path) -> None:
    """Remove a demo that is not wanted, or that was stopped half-way; nothing else, ever."""
    if not (folder / BEGUN).exists():
        raise SettingsError(
            f"{relative(folder)} holds something else than a demo, perhaps a real installation. "
            "Choose another SAMSVAR_INSTANCE_DIR for the demo."
        )
    shutil.rmtree(folder)


def _make(here: Installation) -> None:
    here.settings.statements_file.write_text(example_statements(), encoding="utf-8")
    for instrument in INSTRUMENTS:
        counts = read_counts(COUNTS / f"{instrument.id}.yaml")
        click.echo(f"{instrument.title}: {counts.n} simulated answers …", err=True)
        released = _round(here, instrument, counts, when="2026")
        simulate_round(here, released, counts.n or 0, counts, SEED)
        _release(here, released)
        _write_results(here, instrument, released)
        left_open = _round(here, instrument, counts, when="våren 2027")
        simulate_round(here, left_open, instrument.answered_when_left_open, Counts(), SEED)
    click.echo("The report …", err=True)
    sources = [
        Source(
            id=one.id,
            results=results_of(here, one),
            recode=COUNTS / one.recode if one.recode else None,
        )
        for one in INSTRUMENTS
    ]
    write_report(sources, COUNTS, here.settings.instance_dir, here.settings.organisation)


def _round(here: Installation, instrument: Instrument, counts: Counts, *, when: str) -> str:
    path = find(here.settings.questionnaires_dir, instrument.id)
    questionnaire = load(path)
    # Invented people read the drafts that no speaker has approved.
    texts = {tag: texts_for(path, questionnaire, tag) for tag in tags_beside(path)}
    plan = service.Plan(
        title=f"{instrument.title}, {when}",
        groups=tuple(
            Group(id=f"g{number}", name=name, invited=invited)
            for number, (name, invited) in enumerate(counts.invited.items(), start=1)
        ),
        detail=instrument.detail,
        fills={name: FILLS[name] for name in questionnaire.fill},
        languages=tuple(texts),
        accept_drafts=tuple(texts),
    )
    told = read_statements(here.settings.statements_file)
    with Session(here.engine) as session:
        round_id = service.create(
            session, here.keyring, questionnaire, plan, today=today(), texts=texts
        )
        service.open_round(session, here.keyring, round_id, today=today(), told=told)
    return round_id


def _release(here: Installation, round_id: str) -> None:
    with Session(here.engine) as session:
        service.close(session, round_id)
    back_up = functools.partial(back_up_after_release, here, round_id)
    release(here.engine, here.keyring, round_id, back_up=back_up, on_step=lambda _: None)


def _write_results(here: Installation, instrument: Instrument, round_id: str) -> None:
    """Write what an evaluator downloads: export folder, summary, open answers."""
    # Only here: the numbers are made with libraries that the server never loads.
    import analysis
    from analysis.open_answers import open_answers, write_answers_xlsx
    from analysis.recode import read_recoding
    from analysis.summary_json import summary_json
    from analysis.summary_xlsx import write_summary_xlsx

    folder = results_of(here, instrument)
    with Session(here.engine) as session:
        write_export(session, service.get(session, round_id), folder / EXPORT)
    dataset = analysis.load(folder / EXPORT)
    recoding = read_recoding(COUNTS / instrument.recode) if instrument.recode else None
    shown = analysis.summary(dataset, recoding=recoding)
    write_summary_xlsx(shown, folder / "sammanfattning.xlsx")
    (folder / SUMMARY).write_text(summary_json(shown), encoding="utf-8")
    write_answers_xlsx(open_answers(dataset), folder / ANSWERS)
