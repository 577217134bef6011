"""How many bytes a phone fetches, headers and all, the first time it comes."""

import gzip
import re
from collections.abc import Iterator

from tests.bench.direct import encoded
from tests.bench.load import Reply, ask, written
from tests.bench.place import SHIPPED, a_large_round, a_place, all_codes, shipped
from tests.bench.result import Result
from tests.server import Server, a_server

KB = 1000
FIRST_LOAD = 14 * KB
SCRIPT = 10 * KB
NOT_ON_THE_WEB = {"slutrapport"}
LOADED = re.compile(r'(?:src|href)="(/static/[^"]+)"')


def measure(*, quick: bool) -> Iterator[Result]:
    """Measure the start page, each questionnaire, and the script they share."""
    del quick  # it is quick as it is
    names = sorted(path.parent.name for path in SHIPPED.glob("*/1.yaml"))
    with a_place() as here:
        codes = {}
        for name in names:
            if name not in NOT_ON_THE_WEB:
                round_id = a_large_round(here, shipped(name), 1)
                (codes[name],) = all_codes(here, round_id)
        with a_server(here.settings) as server:
            start = _get(server, "/")
            files = _files(server, start)
            yield _weighed("Bytes, start page", start, files)
            for name, code in codes.items():
                came_in = ask(server.port, written("POST", "/", body=encoded({"kod": code})))
                page = _get(server, "/svara", came_in.cookie)
                files |= _files(server, page)
                yield _weighed(f"Bytes, {name}", page, files)
            script = sum(file.size for path, file in files.items() if path.endswith(".js"))
            yield _result("Bytes, script", script, SCRIPT)


def _weighed(what: str, page: Reply, files: dict[str, Reply]) -> Result:
    loaded = set(LOADED.findall(_text(page)))
    return _result(what, page.size + sum(files[path].size for path in loaded), FIRST_LOAD)


def _result(what: str, size: int, budget: int) -> Result:
    return Result(
        what=what,
        measured=f"{size / KB:.1f} kB",
        budget=f"≤ {budget / KB:.0f} kB",
        within=size <= budget,
        timing=False,
    )


def _files(server: Server, page: Reply) -> dict[str, Reply]:
    return {path: _get(server, path) for path in LOADED.findall(_text(page))}


def _get(server: Server, path: str, cookie: str = "") -> Reply:
    reply = ask(server.port, written("GET", path, cookie=cookie))
    if reply.status != 200:
        raise RuntimeError(f"{path} was not sent: {reply.status}")
    return reply


def _text(page: Reply) -> str:
    packed = page.header("Content-Encoding") == "gzip"
    return (gzip.decompress(page.body) if packed else page.body).decode()
