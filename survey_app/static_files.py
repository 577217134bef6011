"""The style sheet and the script, from memory, under addresses that change with their content.

A browser may then keep them for ever, and a new version is never mixed with an old page.
"""

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, abort, request

FOLDER = Path(__file__).parent / "static"
KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
FOR_EVER = "public, max-age=31536000, immutable"
ONE_DAY = "public, max-age=86400"


@dataclass(frozen=True, kw_only=True)
class StaticFile:
    """One file as it is sent."""

    address: str
    kind: str
    plain: bytes
    gzipped: bytes


def read_files(folder: Path = FOLDER) -> dict[str, StaticFile]:
    """Return the files of `folder` by their plain name."""
    return {path.name: _read(path) for path in sorted(folder.iterdir()) if path.suffix in KINDS}


def _read(path: Path) -> StaticFile:
    plain = path.read_bytes()
    digest = hashlib.sha256(plain).hexdigest()[:10]
    return StaticFile(
        address=f"/static/{path.stem}.{digest}{path.suffix}",
        kind=KINDS[path.suffix],
        plain=plain,
        gzipped=gzip.compress(plain, compresslevel=9, mtime=0),
    )


def register(app: Flask) -> None:
    """Serve the files, and let templates write `static_file("samsvar.css")`."""
    files = read_files()
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
