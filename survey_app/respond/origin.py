"""Whether a form was sent from one of our own pages.

No token in the form: the document is the same bytes for everyone and nothing in it expires. The
browser itself says where a request comes from, and the ticket cookie does not follow one that
another site starts (SameSite=Lax).
"""

from urllib.parse import urlsplit

OURS = frozenset({"same-origin", "same-site", "none"})


def comes_from_elsewhere(site: str | None, origin: str | None, hosts: frozenset[str]) -> bool:
    """Return whether the browser says that another site made it send this.

    `site` is the header Sec-Fetch-Site, `origin` the header Origin; `hosts` are the names this
    installation goes by.
    """
    if site is not None:
        return site not in OURS
    # With `Referrer-Policy: no-referrer`, browsers before Sec-Fetch-Site say "null" about our own
    # forms too. Then SameSite is the defence.
    if origin is None or origin == "null":
        return False
    return urlsplit(origin).netloc not in hosts
