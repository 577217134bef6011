"""The pages on a server of their own, for a real browser."""

import logging
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from survey_app.app import create_app
from survey_app.config import ROOT
from survey_app.installation import Installation
from survey_app.questionnaire.load import load
from survey_app.rounds import service
from tests.builders import a_round, codes_of

FILLS = {"exempel_pa_projekt": "Projekt A", "kontaktperson": "Kim Exempel"}


class Site:
    """A running server, with rounds to answer."""

    def __init__(self, url: str, installation: Installation) -> None:
        self.url = url
        self.installation = installation

    def start_round(self, name: str | None = None, **plan: Any) -> str:
        """Create a round of a questionnaire we ship, or of the small one with every kind."""
        if name is not None:
            asked = load(ROOT / "questionnaires" / name / "1.yaml")
            plan = {
                "questionnaire": asked,
                "fills": {key: FILLS.get(key, "Exempel") for key in asked.fill},
                **plan,
            }
        return a_round(self.installation, **plan)

    def codes(self, round_id: str) -> list[str]:
        return [code for group in codes_of(self.installation, round_id).values() for code in group]

    def close(self, round_id: str) -> None:
        with Session(self.installation.engine) as session:
            service.close(session, round_id)


@pytest.fixture
def site(sqlite_installation) -> Iterator[Site]:
    app = create_app(installation=sqlite_installation)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Site(f"http://127.0.0.1:{server.port}", sqlite_installation)
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def open_phone(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page in a new phone. What the browser complains of fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def phone(width: int = 360, height: int = 640, **settings: Any) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            has_touch=True,
            locale="sv-SE",
            **settings,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda told: complaints.append(told.text) if _is_ours(told) else None)
        return page

    yield phone
    for context in contexts:
        context.close()
    assert complaints == []


def _is_ours(told: Any) -> bool:
    # A status of 4xx and a network that is gone are written to the console too: we test those.
    known = ("the server responded with", "net::ERR_")
    return told.type in {"error", "warning"} and not any(one in told.text for one in known)
