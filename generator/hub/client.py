"""Asks the Hub one question at a time, through huggingface_hub's own HTTP library.

Redirects are followed by hand, so that a token never leaves for another host. Every question has a deadline of its own,
because a timeout of the library starts anew with each byte. The client is used by one thread.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlencode, urljoin, urlsplit

from huggingface_hub import constants, get_token
from huggingface_hub.utils import httpx, parse_ratelimit_headers

from generator.core.clock import Clock
from generator.hub.errors import Failure, FatalError, failure
from generator.schema.hub import Outcome

if TYPE_CHECKING:
    from types import TracebackType

AGENT = "openness-scorecard (https://github.com/openness-scorecard/openness-scorecard)"
Query = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Limits:
    """How long and how much to ask; times in seconds, the body in bytes."""

    connect: float = 5
    read: float = 15
    deadline: float = 60
    body: int = 8 * 1024 * 1024
    hops: int = 5
    retries: int = 4
    run: float = 30 * 60
    reserve: float = 0.1


@dataclass(frozen=True)
class Answer:
    """The JSON of an answer, and the address of the next page if there is one."""

    data: Any
    next_page: str | None = None


class QuotaExhaustedError(Exception):
    """The quota, or the time of the run, is used up; what is left waits for the next run."""


class _TooLateError(Exception):
    """A deadline has passed, or a body is longer than allowed."""


@dataclass(frozen=True)
class _Reply:
    status: int
    headers: httpx.Headers
    body: bytes
    next_page: str | None


@dataclass
class Client:
    """A connection to the Hub at `HF_ENDPOINT`, with the token of the environment if there is one."""

    clock: Clock = field(default_factory=Clock)
    limits: Limits = field(default_factory=Limits)
    endpoint: str = field(default_factory=lambda: constants.ENDPOINT)
    calls: int = 0
    """JudgmentQuestions sent so far, redirects and retries included: what the quota counts."""

    def __post_init__(self) -> None:
        if constants.HF_HUB_OFFLINE:
            raise FatalError("HF_HUB_OFFLINE is set, so the Hub cannot be asked.")
        timeout = httpx.Timeout(self.limits.read, connect=self.limits.connect)
        # Not by build_hf_headers, which asks the Hub a question of its own.
        token = get_token()
        headers = {"user-agent": AGENT} | ({"authorization": f"Bearer {token}"} if token else {})
        self._http = httpx.Client(headers=headers, timeout=timeout, follow_redirects=False)
        self._end = self.clock.now() + self.limits.run
        self._demand = 0.0
        self._waited = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._http.close()

    def ask(self, path: str, query: Query = ()) -> Answer | Failure:
        """Return the JSON at a path of the Hub, or why there is none.

        Raises FatalError when no question would be answered, QuotaExhaustedError when no more may be asked.
        """
        url = urljoin(self.endpoint, path) + (f"?{urlencode(query)}" if query else "")
        deadline = self._working_time() + self.limits.deadline
        for attempt in range(self.limits.retries + 1):
            answer = self._attempt(url, deadline)
            if isinstance(answer, Answer) or not answer.retry or attempt == self.limits.retries:
                break
            if answer.outcome is Outcome.BAD_BODY and attempt:
                break
            pause = min(2**attempt, 8) * (0.5 + self.clock.chance())
            if self._working_time() + pause > deadline:
                break
            self.clock.sleep(pause)
        return answer

    def _attempt(self, url: str, deadline: float) -> Answer | Failure:
        try:
            reply = self._follow(url, deadline)
        except _TooLateError as error:
            return Failure(Outcome.NETWORK, str(error))
        except httpx.HTTPError as error:
            return Failure(Outcome.NETWORK, type(error).__name__, retry=True)
        except (httpx.InvalidURL, ValueError):
            return Failure(Outcome.SERVER_ERROR, "a redirect to no address")
        if isinstance(reply, Failure):
            return reply
        return self._read(url, reply) if reply.status == 200 else failure(reply.status, reply.headers)

    def _read(self, url: str, reply: _Reply) -> Answer | Failure:
        try:
            data = json.loads(reply.body)
        except (ValueError, RecursionError):
            return Failure(Outcome.BAD_BODY, "not JSON", retry=True)
        target = urljoin(url, reply.next_page) if reply.next_page else None
        return Answer(data, target if target and self._is_ours(target) else None)

    def _follow(self, url: str, deadline: float) -> _Reply | Failure:
        """Send the question, and again to where it is redirected on the same host."""
        for _ in range(self.limits.hops + 1):
            reply = self._patient(url, deadline)
            location = reply.headers.get("location")
            if not 300 <= reply.status < 400 or not location:
                return reply
            target = urljoin(url, location)
            if not self._is_ours(target):
                return Failure(Outcome.SERVER_ERROR, f"a redirect to {urlsplit(target).netloc} was refused")
            url = target if urlsplit(target).query else f"{target}?{urlsplit(url).query}"
        return Failure(Outcome.SERVER_ERROR, f"more than {self.limits.hops} redirects")

    def _patient(self, url: str, deadline: float) -> _Reply:
        """Send a question; when the quota is used up, wait for the next window and send it again."""
        while True:
            self._meet_demand()
            reply = self._send(url, deadline)
            if reply.status != 429:
                return reply

    def _meet_demand(self) -> None:
        """Wait as long as the last answer demands, if the run has the time."""
        if self.clock.now() + self._demand > self._end:
            raise QuotaExhaustedError
        if self._demand:
            self.clock.sleep(self._demand)
        self._waited += self._demand
        self._demand = 0.0

    def _working_time(self) -> float:
        """Return the seconds on the clock without those spent waiting for quota, which no deadline counts."""
        return self.clock.now() - self._waited

    def _send(self, url: str, deadline: float) -> _Reply:
        self.calls += 1
        body = bytearray()
        with self._http.stream("GET", url) as response:
            self._demand = self._demanded(response)
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > self.limits.body:
                    raise _TooLateError(f"more than {self.limits.body} bytes")
                if self._working_time() > deadline:
                    raise _TooLateError("deadline")
        return _Reply(response.status_code, response.headers, bytes(body), response.links.get("next", {}).get("url"))

    def _demanded(self, response: httpx.Response) -> float:
        """Return the seconds to wait before the next question, by the quota that every answer states."""
        quota = parse_ratelimit_headers(response.headers)
        if quota and quota.remaining <= (quota.limit or 0) * self.limits.reserve:
            return quota.reset_in_seconds + 1.0
        if response.status_code != 429:
            return 0.0
        after = response.headers.get("retry-after", "")
        return (int(after) if after.isdecimal() and len(after) < 6 else 60) + 1.0

    def _is_ours(self, url: str) -> bool:
        ours, theirs = urlsplit(self.endpoint), urlsplit(url)
        return (ours.scheme, ours.netloc) == (theirs.scheme, theirs.netloc)
