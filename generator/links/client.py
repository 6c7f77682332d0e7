"""Asks one address politely: HEAD, then GET if that is refused; it says who asks, and asks no host in haste."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Self
from urllib.parse import urljoin, urlsplit

from huggingface_hub.utils import httpx

from generator.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

AGENT = "openness-scorecard link check (https://github.com/openness-scorecard/openness-scorecard)"
GONE = frozenset({404, 410})
REFUSED = frozenset({401, 403, 405, 406, 429, 451, 999})
PERMANENT = frozenset({301, 308})
HASTE = frozenset({429, 503})
MAX_HOPS = 5
PAUSE = 1.0
"""Seconds between two questions to the same host."""
MAX_WAIT = 120.0
"""The longest wait, in seconds, that a host may ask for."""
ENOUGH = 64 * 1024
"""What is read of a body, at most."""
DEADLINE = 30.0
"""Seconds for one address, waits not counted."""


class Outcome(StrEnum):
    """What came of asking for an address."""

    OK = "ok"
    MOVED = "moved"
    GONE = "gone"
    REFUSED = "refused"
    ERROR = "error"


@dataclass(frozen=True)
class Answer:
    """What came of asking for an address; `detail` is the status or the error, `moved_to` the new address."""

    outcome: Outcome
    detail: str
    moved_to: str = ""


def is_public(host: str) -> bool:
    """Tell whether a host stands on the public internet, so that no record can make us ask within a private network."""
    try:
        found = socket.getaddrinfo(host, None)
    except OSError:
        return True  # the request itself will say that there is no such host
    return all(ipaddress.ip_address(str(entry[4][0]).partition("%")[0]).is_global for entry in found)


@dataclass
class Client:
    """A polite client; used by one thread."""

    clock: Clock = field(default_factory=Clock)
    may_ask: Callable[[str], bool] = is_public
    read_timeout: float = 15
    last: dict[str, float] = field(default_factory=dict)
    """When each host was last asked."""

    def __post_init__(self) -> None:
        timeout = httpx.Timeout(self.read_timeout, connect=5)
        self._http = httpx.Client(headers={"user-agent": AGENT}, timeout=timeout, follow_redirects=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._http.close()

    def ask(self, url: str) -> Answer:
        """Return what came of asking for an address."""
        answer = self._ask("HEAD", url)
        return answer if answer.outcome in {Outcome.OK, Outcome.MOVED} else self._ask("GET", url)

    def _ask(self, method: str, url: str) -> Answer:
        try:
            return self._follow(method, url)
        except httpx.HTTPError as error:
            return Answer(Outcome.ERROR, type(error).__name__)
        except (httpx.InvalidURL, ValueError):
            return Answer(Outcome.ERROR, "a redirect to no address")

    def _follow(self, method: str, url: str) -> Answer:
        here, moved_to, is_permanent = url, "", True
        for _ in range(MAX_HOPS + 1):
            if not self.may_ask(urlsplit(here).hostname or ""):
                return Answer(Outcome.ERROR, "not a public address")
            status, location = self._send(method, here)
            if not 300 <= status < 400 or not location:
                return _answer(status, moved_to)
            here = urljoin(here, location)
            is_permanent = is_permanent and status in PERMANENT
            moved_to = here if is_permanent else moved_to
        return Answer(Outcome.ERROR, f"more than {MAX_HOPS} redirects")

    def _send(self, method: str, url: str) -> tuple[int, str]:
        """Return the status and where it leads; a host that asks for a moment gets it, once."""
        self._wait_turn(url)
        status, location, after = self._once(method, url)
        if status in HASTE and after:
            self.clock.sleep(min(after, MAX_WAIT))
            status, location, _ = self._once(method, url)
        return status, location

    def _wait_turn(self, url: str) -> None:
        host, now = urlsplit(url).netloc, self.clock.now()
        wait = self.last.get(host, now - PAUSE) + PAUSE - now
        if wait > 0:
            self.clock.sleep(wait)
        self.last[host] = self.clock.now()

    def _once(self, method: str, url: str) -> tuple[int, str, float]:
        end = self.clock.now() + DEADLINE
        size = 0
        with self._http.stream(method, url) as response:
            for chunk in response.iter_raw():
                size += len(chunk)
                if size > ENOUGH or self.clock.now() > end:
                    break
        after = response.headers.get("retry-after", "")
        seconds = float(after) if after.isdecimal() and len(after) < 6 else 0.0
        return response.status_code, response.headers.get("location", ""), seconds


def _answer(status: int, moved_to: str) -> Answer:
    if 200 <= status < 300:
        return Answer(Outcome.MOVED, str(status), moved_to) if moved_to else Answer(Outcome.OK, str(status))
    outcome = Outcome.GONE if status in GONE else Outcome.REFUSED if status in REFUSED else Outcome.ERROR
    return Answer(outcome, str(status))
