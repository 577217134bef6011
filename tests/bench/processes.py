"""What the processes of a server take: processor, memory, and time to begin."""

import time
from collections.abc import Iterator
from statistics import median

import psutil

from tests.bench.load import ask, written
from tests.bench.place import a_large_round, a_place, shipped
from tests.bench.result import Result
from tests.server import Server, a_server

SECONDS_TO_START = 0.5
MEGABYTES = 90
MB = 1024 * 1024
PAGES = 100


def cpu_seconds(server: Server) -> float:
    """Return the processor time that the workers have used, in seconds."""
    times = [psutil.Process(worker).cpu_times() for worker in server.workers()]
    return sum(one.user + one.system for one in times)


def measure(*, quick: bool) -> Iterator[Result]:
    """Measure the server as `samsvar serve` starts it, with two workers and an open round."""
    starts, sizes = [], []
    with a_place() as here:
        a_large_round(here, shipped("deltagare"), 10)
        for _ in range(3 if quick else 7):
            begun = time.perf_counter()
            with a_server(here.settings, workers=2) as server:
                ask(server.port, written("GET", "/"))
                starts.append(time.perf_counter() - begun)
                for _ in range(PAGES):
                    ask(server.port, written("GET", "/"))
                sizes.append(
                    max(psutil.Process(one).memory_info().rss for one in server.workers()) / MB
                )
    yield Result(
        what="From start to first byte",
        measured=f"{median(starts):.2f} s",
        budget=f"≤ {SECONDS_TO_START:g} s",
        within=median(starts) <= SECONDS_TO_START,
    )
    yield Result(
        what="Memory of a worker",
        measured=f"{median(sizes):.0f} MB",
        budget=f"≤ {MEGABYTES} MB",
        within=median(sizes) <= MEGABYTES,
        timing=False,
    )
