"""What a respondent costs the server, in the processor time of empty Flask pages.

The budget is about the whole server: the worker that reads the request, answers and writes the
reply. The lines without a budget are the application alone, called directly.
"""

import itertools
from collections.abc import Iterable, Iterator
from statistics import median

from flask import Flask

from survey_app.app import create_app
from tests.bench import direct
from tests.bench.bare import a_bare_server
from tests.bench.direct import Application
from tests.bench.load import Reply, ask, written
from tests.bench.place import a_large_round, a_place, all_codes, bodies, shipped
from tests.bench.processes import cpu_seconds
from tests.bench.result import Result, against
from tests.server import Server, a_server

BUDGET = 12
WARM_UP = 30
BLOCK = 50
EMPTY_PAGES_EACH = 8
EMPTY = "empty page"
IN_MS = "{:.2f} ms"


def measure(*, quick: bool) -> Iterator[Result]:
    """Measure with the questionnaire of participants, on SQLite."""
    n = 4 * BLOCK if quick else 20 * BLOCK
    questionnaire = shipped("deltagare")
    with a_place() as here:
        round_id = a_large_round(here, questionnaire, 2 * (n + WARM_UP))
        codes = all_codes(here, round_id)
        answers = bodies(questionnaire, round_id, len(codes))
        people = zip(codes, answers, strict=True)
        yield from _application_alone(
            create_app(installation=here).wsgi_app, itertools.islice(people, n + WARM_UP)
        )
        with (
            a_bare_server(here.settings, workers=1, row_bytes=1) as bare,
            a_server(here.settings) as ours,
        ):
            yield _whole_server(bare, ours, people)


def _application_alone(app: Application, people: Iterable[tuple[str, bytes]]) -> Iterator[Result]:
    flask = Flask("empty")
    flask.add_url_rule("/", "empty", lambda: "")
    empty, page, again, whole = [], [], [], []
    for code, body in people:
        empty += [direct.request(flask.wsgi_app, "GET", "/").cpu for _ in range(EMPTY_PAGES_EACH)]
        steps = _directly(app, code, body)
        whole.append(sum(step.cpu for step in steps))
        page.append(steps[2].cpu)
        again.append(_with_a_mistake(app, steps[1].cookie, body))
    unit = median(empty[WARM_UP:]) * 1000
    for what, times in (
        ("Application alone, CPU: questionnaire page", page),
        ("Application alone, CPU: the form again with a mistake", again),
        ("Application alone, CPU: whole respondent", whole),
    ):
        yield against(what, median(times[WARM_UP:]) * 1000, unit, show=IN_MS, of=EMPTY)


def _directly(app: Application, code: str, body: bytes) -> list[direct.Answered]:
    start = direct.request(app, "GET", "/")
    came_in = direct.let_in(app, code)
    document = direct.request(app, "GET", "/svara", cookie=came_in.cookie)
    sent = direct.send(app, came_in.cookie, body)
    thanks = direct.request(app, "GET", sent.header("Location"))
    for shown in (start, document, thanks):
        if shown.status != 200:
            raise RuntimeError(f"a page was not shown: {shown.status}")
    return [start, came_in, document, sent, thanks]


def _with_a_mistake(app: Application, cookie: str, body: bytes) -> float:
    wrong = body + b"&tid=m%C3%A5nga"
    again = direct.request(app, "POST", "/svara", body=wrong, cookie=cookie)
    if again.status != 422:
        raise RuntimeError(f"a mistake was not seen: {again.status}")
    return again.cpu


def _whole_server(bare: Server, ours: Server, people: Iterator[tuple[str, bytes]]) -> Result:
    empty_page = written("GET", "/")
    for code, body in itertools.islice(people, WARM_UP):
        ask(bare.port, empty_page)
        _over_the_wire(ours, code, body)
    empty, whole, pages, persons = 0.0, 0.0, 0, 0
    # In turns, so that a busy neighbour slows both.
    while block := list(itertools.islice(people, BLOCK)):
        before = cpu_seconds(bare)
        for _ in range(BLOCK * EMPTY_PAGES_EACH):
            ask(bare.port, empty_page)
        between = cpu_seconds(ours)
        empty, pages = empty + cpu_seconds(bare) - before, pages + BLOCK * EMPTY_PAGES_EACH
        for code, body in block:
            _over_the_wire(ours, code, body)
        whole, persons = whole + cpu_seconds(ours) - between, persons + len(block)
    return against(
        "Server CPU, whole respondent, 5 requests",
        whole / persons * 1000,
        empty / pages * 1000,
        show=IN_MS,
        of=EMPTY,
        at_most=BUDGET,
    )


def _over_the_wire(server: Server, code: str, body: bytes) -> None:
    _get(server, "/")
    came_in = ask(server.port, written("POST", "/", body=direct.encoded({"kod": code})))
    _get(server, "/svara", came_in.cookie)
    sent = ask(server.port, written("POST", "/svara", body=body, cookie=came_in.cookie))
    if sent.status != 303:
        raise RuntimeError(f"the answers were not taken: {sent.status}")
    _get(server, sent.header("Location"))


def _get(server: Server, path: str, cookie: str = "") -> Reply:
    reply = ask(server.port, written("GET", path, cookie=cookie))
    if reply.status != 200:
        raise RuntimeError(f"{path} was not shown: {reply.status}")
    return reply
