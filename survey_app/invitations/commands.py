"""`samsvar codes …` and `samsvar frequency`: hand out codes, follow the response rate."""

import csv
import io
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import sqlalchemy as sa
from sqlalchemy.orm import Session

from survey_app.arguments import round_argument
from survey_app.installation import Installation, open_installation
from survey_app.invitations.codes import derive_code, derived_here, display
from survey_app.invitations.progress import response_rate_of
from survey_app.invitations.response_rate import Rate, ResponseRate, to_json
from survey_app.mistakes import Mistake
from survey_app.storage.models import Invitation, SurveyRound

COLUMNS = ("group", "code", "link")

Row = tuple[str, str, str]

_FORMULA_STARTS = tuple("=+-@\t\r\0\n＝＋－＠")
"""The same as in `analysis.cells`, which this layer must not know. A test keeps them alike."""


class CodesError(Mistake):
    """Codes that cannot be written out, and why."""


@click.group("codes")
def codes_commands() -> None:
    """Hand out the codes of a round."""


@codes_commands.command("export")
@round_argument
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="FILE.csv for programs, FILE.xlsx for a mail merge.",
)
def export(round_id: str, out: Path) -> None:
    """Write the codes of ROUND to a file with the columns group, code and link.

    The code is the right to answer: keep the file as you would keep the list of those invited, and
    delete it when the codes have been handed out.

    All codes are written, used or not, and the file is the same each time: nobody can see from it
    who has answered. A reminder therefore goes to everyone.
    """
    write = {".xlsx": _xlsx, ".csv": _csv}.get(out.suffix.lower())
    if write is None:
        raise CodesError(f"{out.name}: write --out FILE.csv or FILE.xlsx.")
    here = open_installation()
    with Session(here.engine) as session:
        found = _round(session, round_id)
        if found.access == "open":
            raise CodesError(f"Round {found.id} is open: it has a link and no codes.")
        rows = list(all_codes(session, here, found))
    if not rows:
        raise CodesError(f"Round {found.id} has no codes (it is {found.state}).")
    _write_privately(out, write(rows))
    click.echo(f"Wrote {len(rows)} codes to {out}.")


@click.command("frequency")
@round_argument
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text")
def frequency(round_id: str, form: str) -> None:
    """Show the response rate of ROUND, in all and by group, and the sentence for the report.

    Groups are shown when the round has closed and five or more of the group were invited.
    """
    here = open_installation()
    with Session(here.engine) as session:
        found = _round(session, round_id)
        rate = response_rate_of(session, found)
        shown = to_json(found.id, found.title, rate)
    if form == "json":
        click.echo(json.dumps(shown, ensure_ascii=False))
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(["group", "invited", "answered", "percent"])
        for row in [{"group": "", **shown}, *shown["groups"]]:
            writer.writerow([row["group"], row["invited"], row["answered"], row["percent"]])
    else:
        click.echo("\n".join(_as_text(found.title, rate)))
    click.echo(f"Counted {rate.answered} answers to round {found.id}.", err=True)


def _as_text(title: str, rate: ResponseRate) -> Iterator[str]:
    yield title
    yield ""
    width = max([len("Alla"), *(len(group.group) for group in rate.groups)])
    yield f"{'':<{width}}  {'Inbjudna':>8}  {'Svar':>5}  {'Svarsfrekvens':>13}"
    everyone = Rate(group="Alla", invited=rate.invited, answered=rate.answered)
    # One group is everyone; its row would say the same twice.
    for row in (everyone, *(rate.groups if len(rate.groups) > 1 else ())):
        percent = row.band or ("–" if row.percent is None else f"{row.percent} %")
        invited = "–" if row.invited is None else row.invited
        answered = "–" if row.answered is None else row.answered
        yield f"{row.group:<{width}}  {invited:>8}  {answered:>5}  {percent:>13}"
    yield ""
    yield rate.sentence


def all_codes(session: Session, here: Installation, found: SurveyRound) -> Iterator[Row]:
    """Yield group, code and link of each invitation, by group in the order given.

    Raises CodesError when the installation key is not the one the codes were made with.
    """
    return _codes(session, here, found, Invitation.round_id == found.id)


def unused_codes(session: Session, here: Installation, found: SurveyRound) -> Iterator[Row]:
    """Yield only the codes that have not been used, for made-up answers.

    Never for people to see: two such lists tell who answered in between.
    """
    unused = Invitation.answered.is_(sa.false())
    return _codes(session, here, found, Invitation.round_id == found.id, unused)


def _codes(
    session: Session, here: Installation, found: SurveyRound, *wanted: sa.ColumnElement[bool]
) -> Iterator[Row]:
    derive_key, lookup_key = here.keyring.derive_key(), here.keyring.lookup_key()
    names = {group["id"]: group["name"] for group in found.groups}
    order = list(names)
    rows = session.execute(
        sa.select(Invitation.id, Invitation.group_id, Invitation.code_mac)
        .where(*wanted)
        .order_by(Invitation.id)
    ).all()
    for id, group_id, mac in sorted(rows, key=lambda row: order.index(row.group_id)):
        if not derived_here(
            bytes(mac),
            invitation_id=id,
            round_id=found.id,
            derive_key=derive_key,
            lookup_key=lookup_key,
        ):
            raise CodesError(
                f"The installation key is not the one that the codes of round {found.id} were made "
                "with, so no code can be given. Put back installation.key in the folder of keys."
            )
        code = display(derive_code(derive_key, id))
        # The fragment never reaches a server, so the code is in no log.
        yield names[group_id], code, f"{here.settings.base_url}/#{code}"


def _round(session: Session, round_id: str) -> SurveyRound:
    found = session.get(SurveyRound, round_id)
    if found is None:
        raise CodesError(f"There is no round “{round_id}”. List them: samsvar round list")
    return found


def _write_privately(out: Path, content: bytes) -> None:
    try:
        # Nobody else may ever read it, so it is made that way and not changed afterwards.
        descriptor = os.open(out, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            # It may have been there, readable to others, with something else in it.
            os.fchmod(file.fileno(), 0o600)
            file.truncate()
            file.write(content)
    except OSError as error:
        raise CodesError(f"{out} cannot be written: {error.strerror}.") from None


def _csv(rows: list[Row]) -> bytes:
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((_harmless(group), code, link) for group, code, link in rows)
    return written.getvalue().encode("utf-8")


def _harmless(text: str) -> str:
    # A spreadsheet runs what begins like a formula.
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _xlsx(rows: list[Row]) -> bytes:
    import xlsxwriter

    written = io.BytesIO()
    # In memory, or the codes would pass through files in the folder for temporary ones.
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Koder")
        sheet.set_column(0, 0, 32)
        sheet.set_column(1, 1, 16)
        sheet.set_column(2, 2, 48)
        for number, row in enumerate([COLUMNS, *rows]):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text)
    return written.getvalue()
