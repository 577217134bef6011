"""What a server writes about its visitors: the day and the status, nothing else."""

import re
import socket

import pytest
from gunicorn.config import Config

from survey_app.installation import today
from survey_app.operations.serve import QuietLogger
from tests.builders import a_round, codes_of
from tests.privacy.visitor import Visitor
from tests.server import SAMSVAR, a_process, environment_of, free_port

AGENT = "Hemligbrowser/7"
FROM = "203.0.113.77"
ELSEWHERE = "https://intranat.example.se/min-sida?namn=hemlig"


@pytest.fixture
def served(sqlite_installation, tmp_path):
    """A server with an access log, and both of its logs."""
    here = sqlite_installation
    port, log = free_port(), tmp_path / "access.log"
    command = [*SAMSVAR, "serve", "--port", str(port), "--workers", "1", "--log", str(log)]
    folder = here.settings.instance_dir
    with a_process(command, environment_of(here.settings), port, folder) as server:
        yield server, log


def visit(server, here):
    """Do everything a respondent can do, right and wrong, with telling headers."""
    round_id = a_round(here, groups={"Projekt A": 3})
    code = codes_of(here, round_id)["Projekt A"][0]
    somebody = Visitor(server.url, User_Agent=AGENT, Referer=ELSEWHERE, X_Forwarded_For=FROM)
    somebody.get(f"/?c={code}")
    somebody.post("/", kod="ABCD")
    somebody.post("/", kod="2222-2222-222")
    somebody.answer(round_id, code, ovrigt="hemligt")
    somebody.post("/", kod=code)
    somebody.get(f"/finns-inte/{code}")
    return code


def break_off(server):
    """Send what is no request at all, and hang up in the middle of one."""
    for sent in (b"hemligt\r\n\r\n", b"POST /svara HTTP/1.1\r\nContent-Length: 999\r\n\r\nhemligt"):
        with socket.create_connection(("127.0.0.1", server.port)) as line:
            line.sendall(sent)
            line.settimeout(5)
            if not sent.startswith(b"POST"):
                while line.recv(4096):
                    pass


def test_the_access_log_has_day_and_status_and_nothing_else(served, sqlite_installation):
    server, log = served
    visit(server, sqlite_installation)
    break_off(server)
    server.stop()
    lines = log.read_text().splitlines()
    assert len(lines) >= 10
    assert {re.fullmatch(r"(\d{4}-\d\d-\d\d) \d{3}", line)[1] for line in lines} <= {
        today().isoformat()
    }


def test_a_line_about_an_error_has_the_day_but_no_time(tmp_path):
    config = Config()
    config.set("errorlog", str(tmp_path / "error.log"))
    logger = QuietLogger(config)
    logger.error("Something broke")
    for handler in logger.error_log.handlers:
        handler.close()
    (line,) = (tmp_path / "error.log").read_text().splitlines()
    assert re.fullmatch(r"\[\d{4}-\d\d-\d\d\] \[\d+\] \[ERROR\] Something broke", line)


def test_the_other_log_says_nothing_about_anyone_and_no_time(served, sqlite_installation):
    server, _ = served
    code = visit(server, sqlite_installation)
    break_off(server)
    # And something goes wrong inside: the database lacks a table.
    with sqlite_installation.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE invitation")
    Visitor(server.url, User_Agent=AGENT).post("/", kod=code)
    server.stop()
    said = server.log.read_text()
    for secret in (code, "hemlig", AGENT, FROM, "127.0.0.1 ", "ip=", "203.0.113"):
        assert secret not in said, said
    # The address it listens on is said at the start; apart from that there is no time of day.
    assert re.findall(r"\d\d:\d\d:\d\d", said) == [], said
