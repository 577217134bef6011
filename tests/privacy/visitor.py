"""Somebody with a browser that keeps cookies, at a real server."""

import http.cookiejar
import urllib.error
import urllib.parse
import urllib.request


class Visitor:
    """A browser without script. `headers` go with every request."""

    def __init__(self, url: str, **headers: str) -> None:
        self._url = url
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._browser = urllib.request.build_opener(cookies)
        self._browser.addheaders = [
            (name.replace("_", "-"), text) for name, text in headers.items()
        ]

    def get(self, path: str) -> tuple[int, str]:
        """Return the status and the address where it ended, redirects followed."""
        return self._open(urllib.request.Request(self._url + path))  # noqa: S310

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        """Send a form, and return the status and the address where it ended."""
        data = urllib.parse.urlencode(fields).encode()
        return self._open(urllib.request.Request(self._url + path, data))  # noqa: S310

    def answer(self, round_id: str, code: str, **answers: str) -> None:
        """Go from the code to the thanks."""
        assert self.post("/", kod=code) == (200, f"{self._url}/svara")
        status, where = self.post("/svara", _omgang=round_id, **answers)
        assert (status, where) == (200, f"{self._url}/tack/{round_id}")

    def _open(self, request: urllib.request.Request) -> tuple[int, str]:
        try:
            with self._browser.open(request, timeout=30) as response:
                response.read()
                return response.status, response.url
        except urllib.error.HTTPError as refused:
            with refused:
                refused.read()
                return refused.code, refused.url
