"""Slow down those who try codes, without remembering who they are.

The memory is this process's own and is gone when it stops. An address is cut to its network and
hashed with a salt that is new every day, so not even the memory says who has been here.
"""

import hashlib
import ipaddress
import logging
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

log = logging.getLogger("samsvar")

WINDOW = timedelta(minutes=10)
MOST_WRONG = 10
"""Codes that could have been right but were not, from one network within WINDOW."""
MOST_MALFORMED = 100
"""Slips, which the check character finds. They tell nobody anything, and a whole office that types
its codes at one meeting makes many of them."""
ALARM_AT = 500
"""Wrong codes from everywhere within WINDOW. An alarm only: to lock would lock everyone out."""
FULL = 50_000
IPV4_NETWORK, IPV6_NETWORK = 24, 48


@dataclass(frozen=True, kw_only=True)
class _Try:
    at: datetime
    malformed: bool


class WrongCodes:
    """Counts wrong codes by network. `clock` gives the time, with its zone."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._tries: dict[bytes, list[_Try]] = {}
        self._salt = secrets.token_bytes(16)
        self._salt_of: date | None = None
        self._everywhere: list[datetime] = []
        self._alarmed: datetime | None = None

    def too_many(self, address: str | None) -> bool:
        """Return whether the network of `address` must wait before it tries again."""
        with self._lock:
            if not self._tries:
                return False
            now = self._clock()
            tries = self._recent(self._network(address, now.date()), now)
            wrong = sum(not one.malformed for one in tries)
            return wrong >= MOST_WRONG or len(tries) - wrong >= MOST_MALFORMED

    def count(self, address: str | None, *, malformed: bool) -> None:
        """Remember a wrong code from the network of `address`."""
        with self._lock:
            now = self._clock()
            network = self._network(address, now.date())
            if len(self._tries) >= FULL:
                self._forget_the_old(now)
            tries = [*self._recent(network, now), _Try(at=now, malformed=malformed)]
            self._tries[network] = tries[-(MOST_WRONG + MOST_MALFORMED) :]
            if not malformed:
                self._watch(now)

    def _recent(self, network: bytes, now: datetime) -> list[_Try]:
        return [one for one in self._tries.get(network, ()) if now - one.at < WINDOW]

    def _network(self, address: str | None, today: date) -> bytes:
        if self._salt_of != today:
            self._salt, self._salt_of = secrets.token_bytes(16), today
            self._tries.clear()
        return hashlib.blake2b(_cut(address).encode(), key=self._salt, digest_size=16).digest()

    def _forget_the_old(self, now: datetime) -> None:
        self._tries = {
            network: tries for network, tries in self._tries.items() if now - tries[-1].at < WINDOW
        }

    def _watch(self, now: datetime) -> None:
        self._everywhere = [at for at in self._everywhere if now - at < WINDOW][-ALARM_AT:]
        self._everywhere.append(now)
        quiet = self._alarmed is None or now - self._alarmed >= WINDOW
        if len(self._everywhere) >= ALARM_AT and quiet:
            self._alarmed = now
            log.warning("Somebody is trying codes: %d wrong ones in ten minutes.", ALARM_AT)


def _cut(address: str | None) -> str:
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    length = IPV4_NETWORK if found.version == 4 else IPV6_NETWORK
    return str(ipaddress.ip_network((found, length), strict=False))
