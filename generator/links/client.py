"""Asks one address politely: HEAD, then GET if that is refused; it says who asks, and asks no host in haste.

No page is read, since the status says all. Every question has a deadline of its own, because a timeout of the library
starts anew with each byte.
"""

from __future__ import annotations

import ipaddress
import socket
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Timer
from typing import TYPE_CHECKING, Self
from urllib.parse import urljoin, urlsplit

from huggingface_hub.utils import httpx

from generator.core.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

AGENT = "openness-scorecard link check (https://github.com/openness-scorecard/openness-scorecard)"
GONE = frozenset({404, 410})
REFUSED = frozenset({401, 403, 405, 406, 429, 451, 999})
PERMANENT = frozenset({301, 308})
TOO_MANY, BUSY = 429, 503
MAX_HOPS = 5
PAUSE = 1.0
"""Seconds between two questions to the same host."""
MAX_WAIT = 120.0
"""The longest wait, in seconds, that a host may ask for."""
WAIT = 30.0
"""The wait, in seconds, for a host that asks for one and does not say how long."""
MAX_ADDRESS = 500
"""What is kept of an address that a host names, as long as an address in the data may be."""


class Outcome(StrEnum):
    """What came of asking for an address."""

    OK = "ok"
    MOVED = "moved"
    GONE = "gone"
    REFUSED = "refused"
    ERROR = "error"

    @property
    def is_fine(self) -> bool:
        """Whether the address could be opened."""
        return self in {Outcome.OK, Outcome.MOVED}


@dataclass(frozen=True)
class Answer:
    """What came of asking for an address; `detail` is the status or the error, `moved_to` the new address."""

    outcome: Outcome
    detail: str
    moved_to: str = ""


def host_of(url: str) -> str:
    """Return the host of an address, in lower case; nothing if it has none."""
    return urlsplit(url).hostname or ""


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
    deadline: float = 30
    """Seconds for one question, from the first byte sent to the last header received."""
    run: float = 60 * 60
    """Seconds after which no further address is asked for."""

    def __post_init__(self) -> None:
        self._http = self._connect()
        self._end = self.clock.now() + self.run
        self._last: dict[str, float] = {}  # when each host was last asked
        self._enough: set[str] = set()  # hosts that asked for rest, and after it for more

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._http.close()

    def ask(self, url: str) -> Answer | None:
        """Return what came of asking for an address; nothing if the time is up, or its host wants no more questions."""
        if host_of(url) in self._enough or self.clock.now() > self._end:
            return None
        answer = self._ask("HEAD", url)
        if answer.detail == str(TOO_MANY):
            self._enough.add(host_of(url))
        return answer if answer.outcome.is_fine or host_of(url) in self._enough else self._ask("GET", url)

    def _ask(self, method: str, url: str) -> Answer:
        try:
            return self._follow(method, url)
        except httpx.HTTPError as error:
            return Answer(Outcome.ERROR, type(error).__name__)
        except (httpx.InvalidURL, ValueError):
            return Answer(Outcome.ERROR, "not an address")

    def _follow(self, method: str, url: str) -> Answer:
        here, moved_to, is_permanent = url, "", True
        for _ in range(MAX_HOPS + 1):
            if not self.may_ask(host_of(here)):
                return Answer(Outcome.ERROR, "not a public address")
            status, location = self._send(method, here)
            if not 300 <= status < 400 or not location:
                return _answer(status, moved_to)
            here = urljoin(here, location)
            is_permanent = is_permanent and status in PERMANENT
            moved_to = here[:MAX_ADDRESS] if is_permanent else moved_to
        return Answer(Outcome.ERROR, f"more than {MAX_HOPS} redirects")

    def _send(self, method: str, url: str) -> tuple[int, str]:
        """Return the status and where it leads; a host that asks for a moment gets it, once."""
        response = self._once(method, url)
        if response.status_code in {TOO_MANY, BUSY}:
            self.clock.sleep(min(self._wait_asked(response), MAX_WAIT))
            response = self._once(method, url)
        return response.status_code, response.headers.get("location", "")

    def _wait_asked(self, response: httpx.Response) -> float:
        after = response.headers.get("retry-after", "")
        return float(after) if after.isdecimal() and len(after) < 6 else WAIT * (0.5 + self.clock.chance())

    def _once(self, method: str, url: str) -> httpx.Response:
        self._wait_turn(host_of(url))
        with self._before_deadline(), self._http.stream(method, url) as response:
            if method == "HEAD":
                response.read()  # there is no body, but only now the connection is free for the next question
            return response

    def _wait_turn(self, host: str) -> None:
        wait = self._last.get(host, -PAUSE) + PAUSE - self.clock.now()
        if wait > 0:
            self.clock.sleep(wait)
        self._last[host] = self.clock.now()

    @contextmanager
    def _before_deadline(self) -> Iterator[None]:
        """Hang up on a host that is not done in time: the connection is closed under the one who reads."""
        bell = Timer(self.deadline, self._http.close)
        bell.start()
        try:
            yield
        except httpx.HTTPError:
            if self._http.is_closed:
                raise httpx.ReadTimeout("deadline") from None
            raise
        finally:
            bell.cancel()
            bell.join()
            if self._http.is_closed:
                self._http = self._connect()

    def _connect(self) -> httpx.Client:
        timeout = httpx.Timeout(self.read_timeout, connect=5)
        return httpx.Client(headers={"user-agent": AGENT}, timeout=timeout, follow_redirects=False)


def _answer(status: int, moved_to: str) -> Answer:
    if 200 <= status < 300:
        return Answer(Outcome.MOVED, str(status), moved_to) if moved_to else Answer(Outcome.OK, str(status))
    outcome = Outcome.GONE if status in GONE else Outcome.REFUSED if status in REFUSED else Outcome.ERROR
    return Answer(outcome, str(status))
