"""`samsvar doctor`: is everything as it must be, and how to mend what is not."""

import csv
import dataclasses
import ipaddress
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import click

from survey_app.config import Settings, SettingsError, settings_from_environment
from survey_app.operations.doctor_database import look_at_database
from survey_app.operations.doctor_keys import look_at_keys, look_at_round_keys
from survey_app.operations.finding import Finding, Level, error, ok, warning
from survey_app.statements.read import StatementsError, read_statements
from survey_app.storage.db import open_database
from survey_app.storage.scratch import abandoned


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text")
@click.pass_context
def doctor(context: click.Context, form: str) -> None:
    """Look at settings, database, keys and addresses, and say what must be mended.

    Changes nothing. Exits 1 when something is wrong; a warning alone exits 0.
    """
    try:
        found = list(examine(settings_from_environment()))
    except SettingsError as mistake:
        found = [error("settings", str(mistake))]
    levels = Counter(finding.level for finding in found)
    if form == "json":
        click.echo(_as_json(found, levels))
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(["level", "check", "text"])
        writer.writerows([finding.level, finding.check, finding.text] for finding in found)
        click.echo(_in_words(levels), err=True)
    else:
        for finding in found:
            click.echo(f"{finding.level:8} {finding.check:16} {finding.text}")
        click.echo(_in_words(levels))
    context.exit(1 if levels["error"] else 0)


def examine(settings: Settings) -> Iterator[Finding]:
    """Yield what is found about the installation that `settings` describe."""
    yield ok("settings", f"read; the installation is in {settings.instance_dir}")
    yield from _database(settings)
    yield from look_at_keys(settings)
    yield from _left_behind(settings)
    yield _address(settings.base_url)
    yield _questionnaires(settings)
    yield _statements(settings)


def _database(settings: Settings) -> Iterator[Finding]:
    path = Path(settings.database_url.database or "")
    # Looked at before it is opened: to open a SQLite database would make it.
    if settings.on_sqlite and not path.exists():
        yield error("database", f"There is no database in {path} yet. Run: samsvar db upgrade")
        return
    engine = open_database(settings)
    try:
        found = list(look_at_database(engine, settings))
        yield from found
        if all(finding.level != "error" for finding in found):
            yield from look_at_round_keys(engine, settings)
    finally:
        engine.dispose()


def _left_behind(settings: Settings) -> Iterator[Finding]:
    for folder in abandoned(settings.backup_dir):
        yield warning(
            "left behind",
            f"{folder} was left by a command that was killed, and may hold readable answers. "
            f"The next backup removes it, or: rm -r {folder}",
        )


def _address(base_url: str) -> Finding:
    host = urlsplit(base_url).hostname or ""
    if base_url.startswith("https://") or _is_this_machine(host):
        return ok("address", base_url)
    return warning(
        "address",
        f"SAMSVAR_BASE_URL is {base_url}: answers cross the network in the open, and browsers may "
        "keep the ticket from them. Put a proxy with https before Samsvar, and write https://…",
    )


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _questionnaires(settings: Settings) -> Finding:
    folder = settings.questionnaires_dir
    files = sorted(folder.rglob("*.yaml"))
    if not files:
        return error("questionnaires", f"There are no questionnaires in {folder}.")
    for path in files:
        try:
            path.read_bytes()
        except OSError as mistake:
            return error("questionnaires", f"{path} cannot be read: {mistake.strerror}.")
    return ok("questionnaires", f"{len(files)} files in {folder}")


def _statements(settings: Settings) -> Finding:
    path = settings.statements_file
    try:
        read_statements(path)
    except StatementsError as incomplete:
        missing = " ".join(str(incomplete).splitlines())
        return error("statements", f"No round can be opened before this is mended: {missing}")
    return ok("statements", f"{path} tells what the law wants told")


def _as_json(found: list[Finding], levels: Counter[Level]) -> str:
    return json.dumps(
        {
            "errors": levels["error"],
            "warnings": levels["warning"],
            "findings": [dataclasses.asdict(finding) for finding in found],
        },
        ensure_ascii=False,
    )


def _in_words(levels: Counter[Level]) -> str:
    errors, warnings = levels["error"], levels["warning"]
    if not errors and not warnings:
        return "All is as it must be."
    counted = [
        f"{count} {word}{'' if count == 1 else 's'}"
        for count, word in ((errors, "error"), (warnings, "warning"))
        if count
    ]
    return f"Found {' and '.join(counted)}."
