"""The web process stays small: a whole respondent is served without the libraries that calculate.

They take a second to load and 100 MB to keep, in every worker, for pages that count nothing.
"""

import json
import subprocess
import sys

import pytest

from tests.builders import a_round, codes_of
from tests.server import ROOT, environment_of

# What gunicorn runs, with the commands that come along, and a respondent from start to thanks.
JOURNEY = """
import json, sys
from wsgi import app

code = sys.argv[1]
browser = app.test_client()
seen = [
    browser.get("/"),
    browser.post("/", data={"kod": code}),
    browser.get("/svara"),
    browser.post("/svara", data={"tycker_nojd": "4", "hur": "Bra"}),
]
seen.append(browser.get(seen[-1].location))
seen.append(browser.get("/healthz"))
heavy = {"pandas", "matplotlib", "scipy", "numpy", "pyarrow"} & set(sys.modules)
print(json.dumps({"seen": [one.status_code for one in seen], "heavy": sorted(heavy)}))
"""


@pytest.fixture
def in_a_new_process(sqlite_installation):
    """Run a script that serves one respondent, and return what it saw and what it loaded."""
    round_id = a_round(sqlite_installation, groups={"Projekt A": 1})
    (code,) = codes_of(sqlite_installation, round_id)["Projekt A"]

    def run(script):
        done = subprocess.run(
            [sys.executable, "-c", script, code],
            env=environment_of(sqlite_installation.settings),
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


def test_a_respondent_is_served_without_the_libraries_that_calculate(in_a_new_process):
    found = in_a_new_process(JOURNEY)
    assert found["seen"] == [200, 303, 200, 303, 200, 200]
    assert found["heavy"] == []


def test_a_page_that_loads_pandas_would_be_noticed(in_a_new_process):
    found = in_a_new_process(
        "from survey_app.respond import desk\n"
        "make_page = desk.make_page\n"
        "def calculating(*args, **kwargs):\n"
        "    import pandas\n"
        "    return make_page(*args, **kwargs)\n"
        "desk.make_page = calculating\n" + JOURNEY
    )
    assert found["seen"] == [200, 303, 200, 303, 200, 200]
    assert {"pandas", "numpy"} <= set(found["heavy"])
