"""A browser that costs nothing: the WSGI application is called with a request made beforehand."""

import io
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

HOST = "127.0.0.1:8000"
FORM = "application/x-www-form-urlencoded"
AS_A_BROWSER = {
    "SERVER_NAME": "127.0.0.1",
    "SERVER_PORT": "8000",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "REMOTE_ADDR": "127.0.0.1",
    "HTTP_HOST": HOST,
    "HTTP_USER_AGENT": "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile",
    "HTTP_ACCEPT": "text/html,application/xhtml+xml",
    "HTTP_ACCEPT_ENCODING": "gzip, deflate, br",
    "HTTP_ACCEPT_LANGUAGE": "sv-SE,sv;q=0.9",
    "HTTP_SEC_FETCH_SITE": "same-origin",
    "QUERY_STRING": "",
    "SCRIPT_NAME": "",
    "wsgi.version": (1, 0),
    "wsgi.url_scheme": "http",
    "wsgi.multithread": True,
    "wsgi.multiprocess": True,
    "wsgi.run_once": False,
}
Application = Callable[..., Iterable[bytes]]
Form = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What came back, and what it cost this thread."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    cpu: float
    wall: float

    def header(self, name: str) -> str:
        """Return the value of a header, empty when it is not there."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    @property
    def cookie(self) -> str:
        """The cookie it sets, as a browser sends it back."""
        return self.header("Set-Cookie").partition(";")[0]


def encoded(form: Form) -> bytes:
    """Return the body that a browser makes of a form."""
    return urlencode(form, doseq=True).encode()


def request(
    app: Application, method: str, path: str, *, body: bytes = b"", cookie: str = ""
) -> Answered:
    """Send a request to the application, and return what it answers."""
    environ = {
        **AS_A_BROWSER,
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "CONTENT_TYPE": FORM if method == "POST" else "",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_COOKIE": cookie,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
    }
    started: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], *_: Any) -> None:
        started.extend((status, headers))

    wall, cpu = time.perf_counter(), time.thread_time()
    answer = app(environ, start_response)
    content = b"".join(answer)
    if (close := getattr(answer, "close", None)) is not None:
        close()
    cpu, wall = time.thread_time() - cpu, time.perf_counter() - wall
    return Answered(
        status=int(started[0].split()[0]),
        headers=tuple(started[1]),
        body=content,
        cpu=cpu,
        wall=wall,
    )


def let_in(app: Application, code: str) -> Answered:
    """Give a code, and return the answer with the ticket in its cookie."""
    came_in = request(app, "POST", "/", body=encoded({"kod": code}))
    if came_in.status != 303 or not came_in.cookie:
        raise RuntimeError(f"the code was not taken: {came_in.status}")
    return came_in


def send(app: Application, cookie: str, body: bytes) -> Answered:
    """Send the answers in `body`, and return the answer that says they are in."""
    sent = request(app, "POST", "/svara", body=body, cookie=cookie)
    if sent.status != 303 or not sent.header("Location").startswith("/tack"):
        raise RuntimeError(f"the answers were not taken: {sent.status}")
    return sent
