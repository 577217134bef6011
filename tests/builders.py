"""What tests begin from: valid, until you change something."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from survey_app.installation import Installation, today
from survey_app.invitations.commands import unused_codes
from survey_app.questionnaire.model import (
    AtLeast,
    DateQuestion,
    FreeText,
    Item,
    Likert,
    MultipleChoice,
    Note,
    Number,
    Option,
    Point,
    Questionnaire,
    Scale,
    Section,
    SingleChoice,
)
from survey_app.rounds.groups import Group
from survey_app.rounds.service import Plan, create, get, open_round
from survey_app.statements.read import read_statements

TWO_PROJECTS = {"Projekt A": 6, "Projekt B": 6}


def a_scale() -> Scale:
    """Return a scale of five steps and one outside it."""
    words = ("Inte alls", "Lite", "Delvis", "Mycket", "Helt")
    steps = [
        Point(code=str(value), text=text, value=value) for value, text in enumerate(words, start=1)
    ]
    return Scale(
        id="grad5",
        points=(*steps, Point(code="vet_ej", text="Vet ej")),
        top=("4", "5"),
        bottom=("1", "2"),
        agree="instämmer mycket eller helt",
    )


STATEMENTS = """\
organisation: Samordningsförbundet Exempel
service: Enkäter
contact:
  name: Utvärderaren
  phone: 010-000 00 00
  email: enkat@example.org
  help: Ring oss, så hjälper vi dig att svara. Det går också bra att be personalen om hjälp.
accessibility:
  compliance: delvis
  gaps:
    - what: Talsyntes finns inte på alla telefoner.
      why: Telefonens egen röst används, och den finns inte på alla språk.
  assessed_on: 2026-11-01
  updated_on: 2026-11-02
  method: Självskattning och intern testning.
  report: Ring eller skriv till oss om något inte fungerar.
  burden: []
  not_covered: []
personal_data:
  controller: Samordningsförbundet Exempel
  contact: enkat@example.org
  officer: dataskyddsombud@example.org
  purpose: Att utvärdera de insatser som förbundet betalar för.
  legal_basis: Uppgift av allmänt intresse, artikel 6.1 e i dataskyddsförordningen.
  recipients: De som utvärderar. Inga andra får svaren.
  transfer: Inget förs utanför EU och EES.
  kept: Förseglade kuvert förstörs när omgången öppnas. Resten gallras enligt beslut.
  short: Vi frågar för att kunna förbättra stödet. Det är frivilligt att svara. Ditt svar förseglas.
"""
"""What an installation of the tests tells its visitors."""


def a_questionnaire(**changes: Any) -> Questionnaire:
    """Return a small questionnaire with every kind of question that is asked on the web.

    `hur` is asked only of those who gave `tycker_nojd` 4 or more.
    """
    about = Section(
        id="bakgrund",
        title="Om dig",
        questions=(
            Note(id="hej", text="Svara så gott du kan."),
            Number(id="manader", text="Hur länge har du deltagit?", unit="månader", min=0, max=240),
            DateQuestion(id="start", text="När började du?"),
            SingleChoice(
                id="innan",
                text="Vad gjorde du innan?",
                options=(
                    Option(code="arbete", text="Arbete"),
                    Option(code="studier", text="Studier"),
                    Option(code="annat", text="Annat, nämligen", specify=True),
                ),
            ),
        ),
    )
    opinion = Section(
        id="omdome",
        title="Vad du tycker",
        questions=(
            Likert(
                id="tycker",
                text="Vad tycker du om projektet?",
                scale=a_scale(),
                items=(
                    Item(id="nojd", text="Jag är nöjd med stödet"),
                    Item(id="delaktig", text="Jag är delaktig i planeringen"),
                ),
            ),
            MultipleChoice(
                id="hinder",
                text="Vilka är de två största hindren?",
                max_choices=2,
                options=(
                    Option(code="tid", text="Tiden räcker inte"),
                    Option(code="resor", text="Det är långt att resa"),
                    Option(code="halsa", text="Hälsan"),
                    Option(code="inga", text="Inga", exclusive=True),
                ),
            ),
            FreeText(
                id="hur",
                text="På vilket sätt?",
                max_length=2000,
                show_if=AtLeast(item="tycker_nojd", value=4),
            ),
            FreeText(id="ovrigt", text="Något mer du vill säga?", max_length=2000),
        ),
    )
    questionnaire = Questionnaire(
        id="prov",
        version=1,
        title="En liten enkät",
        audience="handläggare",
        intro="Den här enkäten är ett prov.",
        thanks="Tack för ditt svar!",
        sections=(about, opinion),
    )
    return msgspec.structs.replace(questionnaire, **changes)


def a_round(
    installation: Installation,
    *,
    questionnaire: Questionnaire | None = None,
    groups: Mapping[str, int | None] = TWO_PROJECTS,
    opened: bool = True,
    day: date | None = None,
    **plan: Any,
) -> str:
    """Create a round, open unless told otherwise, and return its id.

    `groups` gives how many are invited by the name of the group. The rest of `plan` is
    `rounds.service.Plan`: `access`, `k`, `closes_on` …
    """
    numbered = tuple(
        Group(id=f"g{number}", name=name, invited=invited)
        for number, (name, invited) in enumerate(groups.items(), start=1)
    )
    decided = Plan(**{"title": "En omgång", "k": 3, "groups": numbered, **plan})
    on = day or today()
    told = read_statements(with_statements(installation.settings.statements_file))
    with Session(installation.engine) as session:
        asked = questionnaire or a_questionnaire()
        round_id = create(session, installation.keyring, asked, decided, today=on)
        if opened:
            open_round(session, installation.keyring, round_id, today=on, told=told)
    return round_id


def with_statements(path: Path) -> Path:
    """Write the statements of the tests where an installation has none, and return where."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_text(STATEMENTS, encoding="utf-8")
    return path


def codes_of(installation: Installation, round_id: str) -> dict[str, list[str]]:
    """Return the codes of a round that are not used yet, by the name of the group."""
    codes: dict[str, list[str]] = {}
    with Session(installation.engine) as session:
        for group, code, _ in unused_codes(session, installation, get(session, round_id)):
            codes.setdefault(group, []).append(code)
    return codes
