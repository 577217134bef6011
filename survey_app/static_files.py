"""The style sheet and the scripts, from memory, under addresses that change with their content.

A browser may then keep them for ever, and a new version is never mixed with an old page.
"""

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, abort, request

from survey_app.accent import tokens
from survey_app.services import Services

FOLDER = Path(__file__).parent / "static"
KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
PARTS = {
    "samsvar.css": ("samsvar.css",),
    "samsvar.js": ("page.js", "person.js", "entry.js"),
    "questionnaire.js": (
        "page.js",
        "person.js",
        "draft.js",
        "leave.js",
        "follow.js",
        "cards.js",
        "start.js",
    ),
    # Fetched by the script above when the first card is there; everything works without.
    "more.js": (
        "ease.js",
        "review.js",
        "sending.js",
        "aloud.js",
        "shared.js",
        "warnings.js",
    ),
}
"""What is sent under each name, put together from these files."""
STYLE = "samsvar.css"
ROOT = ":root {"
"""Begins the tokens: those of daylight, then those of the dark."""
FOR_EVER = "public, max-age=31536000, immutable"
ONE_DAY = "public, max-age=86400"
_INDENT = re.compile(r"^[ ]+", re.MULTILINE)
_COMMENTS = re.compile(r"^//.*\n|^/\*(?:.|\n)*?\*/\n|^\n", re.MULTILINE)
_BETWEEN = re.compile(r"\s*([{};,])\s*|(?<=:) ")


@dataclass(frozen=True, kw_only=True)
class StaticFile:
    """One file as it is sent."""

    address: str
    kind: str
    plain: bytes
    gzipped: bytes


def read_files(folder: Path = FOLDER, *, accent: str | None = None) -> dict[str, StaticFile]:
    """Return what is sent by its plain name; the style sheet in the colour `accent`, if any."""
    sources = {
        name: "".join((folder / part).read_text() for part in parts)
        for name, parts in PARTS.items()
    }
    if accent:
        sources[STYLE] = coloured(sources[STYLE], accent)
    return {name: _file(Path(name), source) for name, source in sources.items()}


def coloured(style: str, accent: str) -> str:
    """Return the style sheet with the tokens that follow from another accent colour."""
    day, night, rest = style.split(ROOT, 2)
    in_daylight, in_the_dark = tokens(accent)
    return ROOT.join((day, _with(night, in_daylight), _with(rest, in_the_dark)))


def _with(block: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        block = re.sub(rf"(--{name}: )#[0-9a-f]+;", rf"\g<1>{value};", block, count=1)
    return block


def _file(name: Path, source: str) -> StaticFile:
    # Comments on lines of their own and what stands before a line are for us, not for a phone.
    source = _COMMENTS.sub("", _INDENT.sub("", source))
    if name.suffix == ".css":
        source = _BETWEEN.sub(r"\1", source)
    plain = source.encode()
    digest = hashlib.sha256(plain).hexdigest()[:10]
    return StaticFile(
        address=f"/static/{name.stem}.{digest}{name.suffix}",
        kind=KINDS[name.suffix],
        plain=plain,
        gzipped=gzip.compress(plain, compresslevel=9, mtime=0),
    )


def register(app: Flask) -> None:
    """Serve the files, and let templates write `static_file("samsvar.css")`."""
    services: Services = app.extensions["samsvar"]
    files = read_files(accent=services.settings.accent)
    by_address = {file.address: file for file in files.values()}
    app.jinja_env.globals["static_file"] = lambda name: files[name].address

    @app.get("/static/<name>")
    def static_file(name: str) -> Response:
        file = by_address.get(f"/static/{name}")
        if file is None:
            abort(404)
        packed = "gzip" in request.headers.get("Accept-Encoding", "")
        response = Response(file.gzipped if packed else file.plain, content_type=file.kind)
        response.headers["Cache-Control"] = FOR_EVER
        response.headers["Vary"] = "Accept-Encoding"
        if packed:
            response.headers["Content-Encoding"] = "gzip"
        return response

    @app.get("/favicon.ico")
    def no_icon() -> Response:
        # Browsers ask for it unbidden; an error in the log each time would hide real ones.
        return Response(status=204, headers={"Cache-Control": ONE_DAY})
