"""Many browsers at once, as cheap as they can be: the server is what is measured."""

import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

PATIENCE = 60.0
HEADERS = (
    "Host: 127.0.0.1:8000",
    "User-Agent: Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile",
    "Accept: text/html,application/xhtml+xml",
    "Accept-Encoding: gzip, deflate, br",
    "Accept-Language: sv-SE,sv;q=0.9",
    "Sec-Fetch-Site: same-origin",
)
END = b"\r\n\r\n"


class Refused(Exception):
    """The server answered something else than it should."""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One reply, with every byte of it."""

    head: bytes
    body: bytes

    @property
    def status(self) -> int:
        """The status code."""
        return int(self.head.split(None, 2)[1])

    @property
    def size(self) -> int:
        """How many bytes came over the wire."""
        return len(self.head) + len(self.body)

    def header(self, name: str) -> str:
        """Return the value of a header, empty when it is not there."""
        for line in self.head.decode("latin-1").split("\r\n")[1:]:
            key, _, value = line.partition(":")
            if key.lower() == name.lower():
                return value.strip()
        return ""

    @property
    def cookie(self) -> str:
        """The cookie it sets, as a browser sends it back."""
        return self.header("Set-Cookie").partition(";")[0]


def written(method: str, path: str, *, body: bytes = b"", cookie: str = "") -> bytes:
    """Return a request as it goes over the wire. It asks for a connection of its own.

    So does a proxy that has not been told otherwise, and connections then spread over the workers.
    """
    lines = [f"{method} {path} HTTP/1.1", *HEADERS, "Connection: close"]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    if body:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return "\r\n".join(lines).encode() + END + body


def ask(port: int, request: bytes) -> Reply:
    """Send a request and return the reply."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.sendall(request)
        parts = []
        while part := connection.recv(65536):
            parts.append(part)
    head, end, body = b"".join(parts).partition(END)
    return Reply(head=head + end, body=body)


def throughput(port: int, requests: Sequence[bytes], *, clients: int, status: int) -> float:
    """Send the requests from so many clients at once, and return how many were done a second.

    Raises Refused when a reply has another status.
    """
    shares = [requests[first::clients] for first in range(clients)]
    wrong: list[str] = []
    ready = threading.Barrier(clients + 1)

    def one_client(share: Sequence[bytes]) -> None:
        ready.wait()
        for request in share:
            try:
                reply = ask(port, request)
            except OSError as error:
                wrong.append(f"no reply: {error}")
            else:
                if reply.status != status:
                    wrong.append(f"status {reply.status}")

    threads = [threading.Thread(target=one_client, args=(share,)) for share in shares]
    for thread in threads:
        thread.start()
    ready.wait()
    begun = time.perf_counter()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - begun
    if wrong:
        raise Refused(f"{len(wrong)} of {len(requests)} were refused: {wrong[0]}")
    return len(requests) / seconds
