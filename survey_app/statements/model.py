"""Who asks, how the pages are accessible, and what happens to personal data.

The law wants these told: lagen om tillgänglighet till digital offentlig service (2018:1937), and
article 13 of the GDPR.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

REPORT_TO_AGENCY = "https://www.digg.se/tdosanmalan"
"""Where anyone may report a fault that is not mended; part of every redogörelse."""

Compliance = Literal["helt", "delvis", "inte"]
COMPLIANCES: tuple[Compliance, ...] = ("helt", "delvis", "inte")


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Whom to ask. `help` says how to get help to answer."""

    name: str
    phone: str
    email: str
    help: str


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Something that not everyone can use, and why."""

    what: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Accessibility:
    """The eleven parts of a tillgänglighetsredogörelse, but the name and the link that are fixed.

    `gaps` are known obstacles; `burden` those left as oskäligt betungande (12 §); `not_covered`
    what the law leaves out (9 §). `report` says how to tell of an obstacle.
    """

    compliance: Compliance
    gaps: tuple[Gap, ...]
    assessed_on: date
    updated_on: date
    method: str
    report: str
    burden: tuple[Gap, ...]
    not_covered: tuple[Gap, ...]


@dataclass(frozen=True, kw_only=True)
class PersonalData:
    """What article 13 wants told. `short` is for the first page, at most 80 words."""

    controller: str
    contact: str
    officer: str
    purpose: str
    legal_basis: str
    recipients: str
    transfer: str
    kept: str
    short: str


@dataclass(frozen=True, kw_only=True)
class Statements:
    """Everything that the pages by law are made of. `service` is what the web service is called."""

    organisation: str
    service: str
    contact: Contact
    accessibility: Accessibility
    personal_data: PersonalData
