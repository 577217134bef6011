"""Arguments that several commands share."""

from collections.abc import Callable
from typing import Any

import click


def round_argument(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the argument ROUND, the id of a round; capitals and spaces around it do not matter."""
    return click.argument("round_id", metavar="ROUND", callback=_as_stored)(command)


def _as_stored(_context: click.Context, _parameter: click.Parameter, typed: str) -> str:
    return typed.strip().lower()
