"""`python -m tests.bench`: every budget of the program, and whether it is kept."""

import argparse
import functools
import sys
import time
from collections.abc import Callable, Iterator

from tests.bench import (
    figures,
    likert,
    millionth,
    page_bytes,
    processes,
    reports,
    respondent,
    submissions,
)
from tests.bench.result import Result, table

Measure = Callable[..., Iterator[Result]]
MEASURES: dict[str, Measure] = {
    "bytes": page_bytes.measure,
    "respondent": respondent.measure,
    "submissions": submissions.measure,
    "millionth": millionth.measure,
    "processes": processes.measure,
    "likert": likert.measure,
    "figures": figures.measure,
    "reports": reports.measure,
}


def main() -> int:
    """Measure what was asked for, print the table, and return 1 when a budget is not kept."""
    asked = _arguments()
    results: list[Result] = []
    begun = time.monotonic()
    for name in asked.only or MEASURES:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        measure = MEASURES[name]
        if name == "millionth":
            measure = functools.partial(measure, full=asked.full)
        results += measure(quick=asked.quick)
    print(table(results))
    over = [one for one in results if one.within is False]
    fails = [one for one in over if not (asked.forgive_time and one.timing)]
    budgets = sum(one.within is not None for one in results)
    print(
        f"{budgets - len(over)} of {budgets} budgets kept, "
        f"measured in {time.monotonic() - begun:.0f} s."
    )
    return 1 if fails else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("only", nargs="*", metavar="WHAT", help=f"any of {', '.join(MEASURES)}")
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", action="store_true", help="smaller, in less than a minute")
    size.add_argument("--full", action="store_true", help="a million answers in the round")
    parser.add_argument(
        "--forgive-time",
        action="store_true",
        help="exit 0 although a time is over its budget: for machines that others use too",
    )
    asked = parser.parse_args()
    if unknown := set(asked.only) - MEASURES.keys():
        parser.error(f"there is no {min(unknown)}; choose among {', '.join(MEASURES)}")
    return asked


if __name__ == "__main__":
    sys.exit(main())
