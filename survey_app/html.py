"""A page: made from a template, packed, and sent."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from flask import Response, current_app, render_template, request

from survey_app.i18n import spoken_languages
from survey_app.services import services

WORTH_PACKING = 1000


@dataclass(frozen=True, kw_only=True)
class Page:
    """The bytes of a page, as they are and packed."""

    plain: bytes
    gzipped: bytes


def make_page(template: str, context: Mapping[str, object], *, level: int = 6) -> Page:
    """Return the page that `template` gives. A page that is kept is worth `level` 9."""
    html = render_template(
        template, organisation=services().settings.organisation, **context
    ).encode()
    # Packing is safe: no page mixes a secret with text that somebody else can choose.
    return Page(plain=html, gzipped=gzip.compress(html, compresslevel=level, mtime=0))


def send_page(page: Page, status: int = 200) -> Response:
    """Return the response with `page`, packed when the browser can unpack it."""
    packed = len(page.plain) > WORTH_PACKING and "gzip" in request.headers.get(
        "Accept-Encoding", ""
    )
    response = current_app.response_class(
        page.gzipped if packed else page.plain, status, content_type="text/html; charset=utf-8"
    )
    response.headers["Vary"] = "Accept-Encoding"
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    return response


def show(template: str, status: int = 200, **context: object) -> Response:
    """Return the response with the page that `template` gives just now.

    It has a menu of the languages we speak, or of `languages`. The answer to a form has none: it
    cannot be had in another language without sending the form again.
    """
    if request.method in {"GET", "HEAD"}:
        context = {"languages": spoken_languages(), "path": _path()} | context
    return send_page(make_page(template, context), status)


def _path() -> str:
    # Two slashes would make the name of another site of what follows.
    return "/" + quote(request.path.lstrip("/"))
