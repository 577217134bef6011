"""What Lighthouse thinks of the pages on a slow phone: `make audit`.

Not part of the tests: it fetches Lighthouse from npm and takes minutes. It must give accessibility
100 and performance 95 or more on the start page and on the questionnaire.
"""

import http.client
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.machine import CannotHave, chromium_path
from tests.screenshots import Site, a_site

LIGHTHOUSE = "lighthouse@12.8.2"
OLDEST_NODE = 18
WANTED = {"accessibility": 100, "performance": 95}
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LANGUAGES = ("sv", "ar")
PATIENCE = 600


def main() -> int:
    """Print the score of each page, and what draws it down; return 1 when one is too low."""
    try:
        npx, chromium = _npx(), chromium_path()
    except CannotHave as missing:
        print(missing, file=sys.stderr)
        return 1
    too_low = False
    with a_site(LANGUAGES) as site:
        for tag, code in zip(site.languages, site.codes, strict=True):
            cookie = _ticket(site, code)
            for what, path, sent in (
                ("start", "/", {}),
                ("questionnaire", "/svara", {"Cookie": cookie}),
            ):
                report = _audit(f"{site.url}{path}?sprak={tag}", npx, chromium, sent)
                too_low |= _told(f"{what}, {tag}", report)
    return int(too_low)


def _npx() -> str:
    npx, node = shutil.which("npx"), shutil.which("node")
    if not npx or not node:
        raise CannotHave(
            f"Lighthouse needs Node.js {OLDEST_NODE} or newer with npx, which is not here. "
            "Install it (apt-get install nodejs npm, or from nodejs.org)."
        )
    said = subprocess.run([node, "--version"], check=True, capture_output=True, text=True).stdout
    if int(said.strip().lstrip("v").split(".")[0]) < OLDEST_NODE:
        raise CannotHave(
            f"Lighthouse needs Node.js {OLDEST_NODE} or newer; here is {said.strip()}."
        )
    return npx


def _ticket(site: Site, code: str) -> str:
    """Return the cookie that a phone gets for a code."""
    address = site.url.removeprefix("http://")
    connection = http.client.HTTPConnection(address, timeout=30)
    try:
        body = urlencode({"kod": code})
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": site.url}
        connection.request("POST", "/", body, headers)
        reply = connection.getresponse()
        reply.read()
        cookie = reply.getheader("Set-Cookie", "")
    finally:
        connection.close()
    if not cookie:
        raise SystemExit(f"The code was not taken: {reply.status} {reply.reason}.")
    return cookie.split(";")[0]


def _audit(url: str, npx: str, chromium: Path, sent: Mapping[str, str]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="samsvar-audit-") as folder:
        out = Path(folder) / "report.json"
        command = [
            *(npx, "--yes", LIGHTHOUSE, url, "--quiet", "--output=json", f"--output-path={out}"),
            f"--only-categories={','.join(WANTED)}",
            f"--chrome-flags={' '.join(FLAGS)} --user-data-dir={folder}/chrome",
            f"--extra-headers={json.dumps(dict(sent))}",
        ]
        environment = {**os.environ, "CHROME_PATH": str(chromium)}
        subprocess.run(command, check=True, env=environment, timeout=PATIENCE)
        report: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    if failed := report.get("runtimeError"):
        raise SystemExit(f"Lighthouse could not read {url}: {failed.get('message')}")
    if report["finalDisplayedUrl"].split("?")[0] != url.split("?")[0]:
        raise SystemExit(f"Lighthouse was sent from {url} to {report['finalDisplayedUrl']}.")
    return report


def _told(what: str, report: Mapping[str, Any]) -> bool:
    """Print the scores of one page, and return whether one of them is too low."""
    scores = {name: round(100 * report["categories"][name]["score"]) for name in WANTED}
    print(f"{what:20}" + "  ".join(f"{name} {score}" for name, score in scores.items()))
    low = [name for name, score in scores.items() if score < WANTED[name]]
    for name in low:
        for title in _faults(report, name):
            print(f"{'':20}{title}")
    return bool(low)


def _faults(report: Mapping[str, Any], category: str) -> Iterator[str]:
    for reference in report["categories"][category]["auditRefs"]:
        audit = report["audits"][reference["id"]]
        if reference["weight"] and audit["score"] is not None and audit["score"] < 0.9:
            yield f"{audit['title']} {audit.get('displayValue', '')}".strip()


if __name__ == "__main__":
    sys.exit(main())
