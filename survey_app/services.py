"""What the pages need, put together once when the application starts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy.engine import Engine

from survey_app.ballots.keys import Keyring
from survey_app.config import Settings
from survey_app.rounds.open_rounds import RoundCache
from survey_app.statements.current import CurrentStatements


@dataclass(frozen=True, kw_only=True)
class Services:
    """The installation, as the pages see it. `clock` gives the time in Sweden."""

    settings: Settings
    engine: Engine
    keyring: Keyring
    rounds: RoundCache
    statements: CurrentStatements
    lookup_key: bytes
    ticket_keys: tuple[bytes, ...]
    clock: Callable[[], datetime]


def services() -> Services:
    """Return the services of the application that answers this request."""
    found: Services = current_app.extensions["samsvar"]
    return found
