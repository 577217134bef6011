"""Whether an answer costs more when the round already holds very many."""

import secrets
from collections.abc import Iterator
from statistics import median

import sqlalchemy as sa

from survey_app.app import create_app
from survey_app.ballots.seal import OVERHEAD
from survey_app.installation import Installation
from survey_app.questionnaire.model import FreeText, Item, Likert, Questionnaire, Section
from survey_app.services import Services
from survey_app.storage.models import Invitation, SealedAnswer, random_id
from tests.bench.direct import let_in, send
from tests.bench.place import a_large_round, a_place, all_codes, bodies
from tests.bench.result import Result, against
from tests.builders import a_questionnaire, a_scale
from tests.postgres import a_postgres

BUDGET = 1.2
FEW = 1_000
ROWS_AT_A_TIME = 5_000
BLOCK = 25
WARM_UP = 2 * BLOCK


def measure(*, quick: bool, full: bool = False) -> Iterator[Result]:
    """Measure the sending of answers, in turns, with few and with many rows in the database."""
    many = 20_000 if quick else 1_000_000 if full else 100_000
    answers = 8 * BLOCK if quick else 40 * BLOCK
    with a_place() as few, a_place() as lots:
        yield _compare("SQLite", few, lots, many, answers)
    if quick:
        return
    with (
        a_postgres({}) as server,
        a_place(server.url(server.create())) as few,
        a_place(server.url(server.create())) as lots,
    ):
        yield _compare("PostgreSQL", few, lots, many, answers)


def _compare(
    database: str, few: Installation, lots: Installation, many: int, answers: int
) -> Result:
    places = [_Place(few, FEW, answers + WARM_UP), _Place(lots, many, answers + WARM_UP)]
    for place in places:
        place.send(WARM_UP)
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(answers // BLOCK):
        for place, taken in zip(places, times, strict=True):
            taken.append(place.send(BLOCK) / BLOCK * 1000)
    return against(
        f"Time of answer {many:,}, {database}".replace(",", " "),
        median(times[1]),
        median(times[0]),
        show="{:.2f} ms",
        of=f"answer {FEW}",
        at_most=BUDGET,
    )


class _Place:
    """An installation with so many answers, and people who are about to send theirs."""

    def __init__(self, here: Installation, rows: int, answers: int) -> None:
        questionnaire = _closed_items_and_a_text()
        round_id = a_large_round(here, questionnaire, answers)
        self._app = create_app(installation=here)
        services: Services = self._app.extensions["samsvar"]
        (found,) = services.rounds.open_rounds()
        _fill(here, round_id, found.pad_bytes + OVERHEAD, rows)
        cookies = [let_in(self._app, code).cookie for code in all_codes(here, round_id)]
        self._people = iter(
            list(zip(cookies, bodies(questionnaire, round_id, answers), strict=True))
        )

    def send(self, count: int) -> float:
        """Let so many people send their answers, and return the seconds it took."""
        return sum(send(self._app, *next(self._people)).wall for _ in range(count))


def _closed_items_and_a_text() -> Questionnaire:
    items = tuple(Item(id=f"i{number}", text=f"Påstående {number}") for number in range(14))
    questions = (
        Likert(id="tycker", text="Vad tycker du?", scale=a_scale(), items=items),
        FreeText(id="hur", text="På vilket sätt?", max_length=300),
    )
    return a_questionnaire(sections=(Section(id="allt", title="Allt", questions=questions),))


def _fill(here: Installation, round_id: str, row_bytes: int, rows: int) -> None:
    for first in range(0, rows, ROWS_AT_A_TIME):
        count = min(ROWS_AT_A_TIME, rows - first)
        with here.engine.begin() as connection:
            connection.execute(
                sa.insert(Invitation),
                [
                    {
                        "id": random_id(),
                        "round_id": round_id,
                        "group_id": "g1",
                        "email": None,
                        "code_mac": secrets.token_bytes(32),
                        "answered": True,
                        "reminders_sent": 0,
                    }
                    for _ in range(count)
                ],
            )
            connection.execute(
                sa.insert(SealedAnswer),
                [
                    {"id": random_id(), "round_id": round_id, "ct": secrets.token_bytes(row_bytes)}
                    for _ in range(count)
                ],
            )
    with here.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(
            "PRAGMA wal_checkpoint(TRUNCATE)" if here.settings.on_sqlite else "CHECKPOINT"
        )
