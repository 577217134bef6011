"""`samsvar round …`: create a round and move it along."""

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click
import sqlalchemy as sa
from sqlalchemy.orm import Session

from survey_app.arguments import round_argument
from survey_app.installation import Installation, open_installation, today
from survey_app.invitations.progress import counts_of
from survey_app.languages import language
from survey_app.questionnaire.library import find
from survey_app.questionnaire.load import load
from survey_app.questionnaire.translation_file import texts_for
from survey_app.rounds import service
from survey_app.rounds.groups import read_groups
from survey_app.rounds.release import release
from survey_app.statements.read import read_statements
from survey_app.storage.backup import verify, write_backup
from survey_app.storage.db import for_writing
from survey_app.storage.models import ACCESS, DETAIL, SurveyRound

DAY = click.DateTime(["%Y-%m-%d"])
SUMMARY = ("round", "title", "state", "questionnaire")
format_option = click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text"
)


@click.group("round")
def round_commands() -> None:
    """Create a round and move it along: draft, open, closing, released."""


@round_commands.command("create")
@click.argument("questionnaire")
@click.option("--title", required=True, help="What the evaluation calls the round.")
@click.option(
    "--group",
    "groups",
    multiple=True,
    metavar="NAME=INVITED",
    help="A group and how many are invited; give it once for each group.",
)
@click.option(
    "--access",
    type=click.Choice(ACCESS),
    default="codes",
    show_default=True,
    help="A code for each invited, or one open link.",
)
@click.option("--k", type=int, help="Smallest base ever shown. Default: 10 participants, 5 staff.")
@click.option(
    "--detail",
    type=click.Choice(DETAIL),
    default="standard",
    show_default=True,
    help="full: classes of k to 9 keep all categories (staff only; said on the first card).",
)
@click.option(
    "--microdata",
    is_flag=True,
    help="Single closed answers may be handed out later (said on the first card).",
)
@click.option(
    "--lang",
    "languages",
    multiple=True,
    metavar="TAG",
    help="A language to answer in beside Swedish, as ar; give it once for each.",
)
@click.option(
    "--accept-draft",
    "accept_drafts",
    multiple=True,
    metavar="TAG",
    help="Use the texts of this language although not all of them are approved.",
)
@click.option("--opens", type=DAY, metavar="DATE", help="First day, as 2026-11-23.")
@click.option("--closes", type=DAY, metavar="DATE", help="Last day, as 2026-12-14.")
@click.option(
    "--set", "fills", multiple=True, metavar="KEY=VALUE", help="The value of a {key} in the texts."
)
def create(
    questionnaire: str,
    title: str,
    groups: tuple[str, ...],
    access: str,
    k: int | None,
    detail: str,
    *,
    microdata: bool,
    languages: tuple[str, ...],
    accept_drafts: tuple[str, ...],
    opens: datetime | None,
    closes: datetime | None,
    fills: tuple[str, ...],
) -> None:
    """Create a round of QUESTIONNAIRE (an id, or id:version).

    Makes the key pair and, with codes, one invitation for each invited. Prints the id of the
    round alone on the last line. People can answer after `samsvar round open`.
    """
    here = open_installation()
    path = find(here.settings.questionnaires_dir, questionnaire)
    found = load(path)
    texts = {tag: texts_for(path, found, tag) for tag in languages if tag != found.language}
    plan = service.Plan(
        title=title,
        access=access,
        groups=read_groups(groups, count_needed=access == "codes"),
        k=k,
        detail=detail,
        microdata=microdata,
        opens_on=opens.date() if opens else None,
        closes_on=closes.date() if closes else None,
        fills=_fills(fills),
        languages=languages,
        accept_drafts=accept_drafts,
    )
    with Session(for_writing(here.engine)) as session:
        round_id = service.create(session, here.keyring, found, plan, today=today(), texts=texts)
    click.echo(round_id)


@round_commands.command("open")
@round_argument
def open_(round_id: str) -> None:
    """Let people answer ROUND from now (or from its opening day).

    What the law wants told must be written first: samsvar statements.
    """
    here = open_installation()
    told = read_statements(here.settings.statements_file)
    with Session(for_writing(here.engine)) as session:
        opened = service.open_round(session, here.keyring, round_id, today=today(), told=told)
        found = service.get(session, round_id)
        where = address(here.settings.base_url, found)
    click.echo(
        f"Opened round {round_id}: {where}" if opened else f"Round {round_id} is open: {where}"
    )


@round_commands.command("close")
@round_argument
def close(round_id: str) -> None:
    """Take no more answers to ROUND. It cannot be opened again.

    In a terminal it asks first when so few have answered that nothing will ever be shown.
    """
    here = open_installation()
    _warn_of_few(here, round_id)
    with Session(for_writing(here.engine)) as session:
        closed = service.close(session, round_id)
    click.echo(
        f"Closed round {round_id}. Next: samsvar round release {round_id}"
        if closed
        else f"Round {round_id} was closed already."
    )


def _warn_of_few(here: Installation, round_id: str) -> None:
    with Session(here.engine) as session:
        found = service.get(session, round_id)
        answered = sum(count.answered for count in counts_of(session, found))
        if found.state != "open" or answered >= found.k_min:
            return
        click.echo(
            f"{answered} have answered and k is {found.k_min}: no result of this round can be "
            "shown, now or later. A closed round cannot be opened again.",
            err=True,
        )
    if sys.stdin.isatty():
        click.confirm("Close it all the same?", abort=True, err=True)


@round_commands.command("release")
@round_argument
def release_(round_id: str) -> None:
    """Open the sealed answers of a closed ROUND, once, and destroy its key.

    Small groups are pooled, answers shuffled, and open answers parted from the rest. A backup is
    written and read back before the key goes. If it stops half-way, run it again.
    """
    here = open_installation()
    done = release(
        here.engine,
        here.keyring,
        round_id,
        back_up=lambda: back_up_after_release(here, round_id),
        on_step=lambda step: click.echo(f"  {step}", err=True),
    )
    if done.backup is None:
        click.echo(f"Round {round_id} was released already: {done.answers} answers.")
        return
    click.echo(
        f"Released round {round_id}: {done.answers} answers, backup {done.backup}, key destroyed."
    )


def back_up_after_release(here: Installation, round_id: str) -> Path:
    """Write the backup that must exist before the key of a round goes, and read it back."""
    path = here.settings.backup_dir / f"after-release-{round_id}.zip"
    write_backup(here.engine, here.settings, path)
    verify(path, here.settings.backup_dir)
    return path


@round_commands.command("list")
@format_option
def list_(form: str) -> None:
    """List the rounds of this installation."""
    here = open_installation()
    with Session(here.engine) as session:
        rounds = session.scalars(sa.select(SurveyRound).order_by(SurveyRound.title)).all()
        shown = [summary(one) for one in rounds]
    if form == "json":
        click.echo(json.dumps(shown, ensure_ascii=False))
        return
    if form == "csv":
        _print_csv(SUMMARY, ([one[name] for name in SUMMARY] for one in shown))
        return
    for one in shown:
        click.echo(
            f"{one['round']}  {one['state']:<13}  {one['questionnaire']:<24}  {one['title']}"
        )
    click.echo(f"{len(shown)} rounds." if len(shown) != 1 else "1 round.")


@round_commands.command("show")
@round_argument
@format_option
def show(round_id: str, form: str) -> None:
    """Show what was decided about ROUND, and where it stands."""
    here = open_installation()
    with Session(here.engine) as session:
        found = service.get(session, round_id)
        shown = summary(found) | {
            "access": found.access,
            "opens_on": found.opens_on and found.opens_on.isoformat(),
            "closes_on": found.closes_on and found.closes_on.isoformat(),
            "k": found.k_min,
            "detail": found.detail,
            "microdata": found.microdata,
            "languages": found.languages,
            "address": address(here.settings.base_url, found),
            "groups": found.groups,
            "classes": found.classes,
            "fills": found.fills,
        }
    if form == "json":
        click.echo(json.dumps(shown, ensure_ascii=False))
        return
    if form == "csv":
        _print_csv(("what", "name", "value"), _as_rows(shown))
        return
    for name in ("title", "questionnaire", "state", "access", "address"):
        click.echo(f"{name + ':':<15}{shown[name]}")
    click.echo(f"{'languages:':<15}{', '.join(found.languages)}")
    click.echo(f"{'days:':<15}{shown['opens_on'] or '–'} to {shown['closes_on'] or '–'}")
    click.echo(f"{'smallest base:':<15}{shown['k']} ({shown['detail']} detail)")
    if found.microdata:
        click.echo("single answers: may be handed out (samsvar export --purpose)")
    for group in found.groups:
        invited = "" if group["invited"] is None else f": {group['invited']} invited"
        click.echo(f"  {group['name']}{invited}")
    for name, value in sorted(found.fills.items()):
        click.echo(f"  {{{name}}} = {value}")
    click.echo(f"Round {found.id} is {found.state}.")


def summary(found: SurveyRound) -> dict[str, Any]:
    """Return the round in one row."""
    return {
        "round": found.id,
        "title": found.title,
        "state": found.state,
        "questionnaire": f"{found.questionnaire_id}:{found.questionnaire_version}",
    }


def _as_rows(shown: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Yield what is shown of a round as what, name and value; only lists have names."""
    named = {
        "languages": {tag: language(tag).name for tag in shown["languages"]},
        "groups": {one["name"]: one["invited"] for one in shown["groups"]},
        "classes": {one["id"]: one["name"] for one in shown["classes"]},
        "fills": shown["fills"],
    }
    for what, value in shown.items():
        if what not in named:
            yield what, "", value
    for what, values in named.items():
        for name, value in values.items():
            yield what, name, value


def _print_csv(header: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)


def address(base_url: str, found: SurveyRound) -> str:
    """Return where people go to answer."""
    return f"{base_url}/o/{found.id}" if found.access == "open" else f"{base_url}/"


def _fills(written: tuple[str, ...]) -> dict[str, str]:
    fills = {}
    for text in written:
        name, equals, value = text.partition("=")
        if not equals:
            raise service.RoundError(f'“{text}” is not KEY=VALUE, for example --set "telefon=…".')
        fills[name.strip()] = " ".join(value.split())
    return fills
