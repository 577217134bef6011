"""How many answers a second are on disk, against bare INSERTs of the same size."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from survey_app.app import create_app
from survey_app.ballots.seal import OVERHEAD
from survey_app.installation import Installation
from survey_app.services import Services
from tests.bench.bare import a_bare_server
from tests.bench.direct import let_in
from tests.bench.load import throughput, written
from tests.bench.place import a_large_round, a_place, all_codes, bodies, shipped
from tests.bench.result import Result, against
from tests.postgres import a_postgres
from tests.server import Server, a_server

BUDGET = 0.8
CLIENTS = (8, 64)
WORKERS = 2
WARM_UP = 64
DURABLE: dict[str, str] = {}
"""PostgreSQL waits for the disk, as it does unless told otherwise."""


@dataclass(frozen=True, kw_only=True)
class Size:
    """How much is sent: so many answers a block, so many blocks for each number of clients."""

    answers: int
    blocks: int

    @property
    def all(self) -> int:
        """How many answers it takes for one database."""
        return WARM_UP + len(CLIENTS) * self.blocks * self.answers


def measure(*, quick: bool) -> Iterator[Result]:
    """Measure on SQLite and on PostgreSQL, with 8 and with 64 clients."""
    size = Size(answers=256, blocks=3) if quick else Size(answers=500, blocks=4)
    with a_place() as here:
        yield from _on("SQLite", here, size)
    with a_postgres(DURABLE) as server, a_place(server.url(server.create())) as here:
        yield from _on("PostgreSQL", here, size)


def _on(database: str, here: Installation, size: Size) -> Iterator[Result]:
    answers = iter(_answers(here, size.all))
    with _both(here) as (bare, ours):
        bare_insert = written("POST", "/keep", body=b"x" * 400)
        take = _Taker(answers)
        throughput(ours.port, take(WARM_UP), clients=8, status=303)
        throughput(bare.port, [bare_insert] * WARM_UP, clients=8, status=303)
        for clients in CLIENTS:
            yardsticks, measured = [], []
            # In turns, so that a busy neighbour slows both.
            for _ in range(size.blocks):
                yardsticks.append(
                    throughput(bare.port, [bare_insert] * size.answers, clients=clients, status=303)
                )
                measured.append(
                    throughput(ours.port, take(size.answers), clients=clients, status=303)
                )
            yield against(
                f"Answers on disk a second, {database}, {clients} clients",
                median(measured),
                median(yardsticks),
                show="{:.0f}/s",
                of="bare INSERT",
                at_least=BUDGET,
            )


class _Taker:
    def __init__(self, answers: Iterator[bytes]) -> None:
        self._answers = answers

    def __call__(self, count: int) -> list[bytes]:
        return [next(self._answers) for _ in range(count)]


@contextlib.contextmanager
def _both(here: Installation) -> Iterator[tuple[Server, Server]]:
    services: Services = create_app(installation=here).extensions["samsvar"]
    (found,) = services.rounds.open_rounds()
    row_bytes = found.pad_bytes + OVERHEAD
    with (
        a_bare_server(here.settings, workers=WORKERS, row_bytes=row_bytes) as bare,
        a_server(here.settings, workers=WORKERS) as ours,
    ):
        yield bare, ours


def _answers(here: Installation, n: int) -> list[bytes]:
    """Return requests that send the answers of people who have given their codes."""
    questionnaire = shipped("deltagare")
    round_id = a_large_round(here, questionnaire, n)
    app = create_app(installation=here).wsgi_app
    cookies = [let_in(app, code).cookie for code in all_codes(here, round_id)]
    return [
        written("POST", "/svara", body=body, cookie=cookie)
        for cookie, body in zip(cookies, bodies(questionnaire, round_id, n), strict=True)
    ]
