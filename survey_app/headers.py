"""Headers of every response: what a browser may load, keep and tell others."""

from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask

HEADERS = (
    (
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; media-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    ),
)
NOT_KEPT = ("Cache-Control", "no-store")
"""An answer must not be left in a cache, on a shared phone or in a proxy. Only static files, which
say so themselves, may be kept."""
TWO_YEARS = ("Strict-Transport-Security", "max-age=63072000")


def register(app: Flask) -> None:
    """Add the headers to every response of `app`, also those it makes when something breaks."""
    always = [*HEADERS, *([TWO_YEARS] if app.extensions["samsvar"].settings.secure else [])]
    unguarded = app.wsgi_app

    def guarded(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(
            status: str, headers: list[tuple[str, str]], exc_info: Any = None, /
        ) -> Callable[[bytes], object]:
            kept = any(name == "Cache-Control" for name, _value in headers)
            return start_response(
                status, [*headers, *always, *([] if kept else [NOT_KEPT])], exc_info
            )

        return unguarded(environ, start)

    app.wsgi_app = guarded  # type: ignore[method-assign]
