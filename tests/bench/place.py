"""Installations to measure on, and the people who answer there."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from survey_app.config import load_settings
from survey_app.installation import Installation, open_installation
from survey_app.operations.crowd import Counts, crowd
from survey_app.questionnaire.fills import fill_in
from survey_app.questionnaire.load import load
from survey_app.questionnaire.model import Questionnaire
from survey_app.storage import migrate
from survey_app.storage.db import open_database
from tests.bench.direct import encoded
from tests.builders import a_round, codes_of

SHIPPED = Path(__file__).resolve().parents[2] / "questionnaires"
FILL = "en rad på väg till sin plats"


@contextlib.contextmanager
def a_place(database_url: str | None = None) -> Iterator[Installation]:
    """Give an installation of its own, on SQLite unless told otherwise."""
    with tempfile.TemporaryDirectory(prefix="samsvar-bench-") as folder:
        settings = {"SAMSVAR_INSTANCE_DIR": folder}
        if database_url:
            settings["SAMSVAR_DATABASE_URL"] = database_url
        chosen = load_settings(settings)
        engine = open_database(chosen)
        migrate.upgrade(engine)
        engine.dispose()
        here = open_installation(chosen)
        try:
            yield here
        finally:
            here.engine.dispose()


def shipped(name: str) -> Questionnaire:
    """Return a questionnaire of the repository."""
    return load(SHIPPED / name / "1.yaml")


def a_large_round(here: Installation, questionnaire: Questionnaire, invited: int) -> str:
    """Open a round with one group of this size, and return its id."""
    return a_round(
        here,
        questionnaire=questionnaire,
        groups={"Projekt A": invited},
        fills=dict.fromkeys(questionnaire.fill, FILL),
    )


def all_codes(here: Installation, round_id: str) -> list[str]:
    """Return every unused code of a round."""
    return [code for codes in codes_of(here, round_id).values() for code in codes]


def bodies(questionnaire: Questionnaire, round_id: str, n: int) -> list[bytes]:
    """Return what the browsers of `n` made-up people send."""
    filled = fill_in(questionnaire, dict.fromkeys(questionnaire.fill, FILL))
    return [
        encoded({"_omgang": round_id, **typed}) for typed in crowd(filled, n, Counts(), seed=2014)
    ]
