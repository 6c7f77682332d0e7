"""One run over many addresses, in rounds of a few addresses for each host.

Rounds do what lychee does not: a run that ends early keeps its answers, and a host that limits requests is left alone.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.core.clock import Clock
from generator.links import lychee

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from generator.links.lychee import Answer

    Ask = Callable[[Sequence[str], float], dict[str, Answer]]

PER_HOST = 5
"""The most addresses of one host in a round."""
SILENCE = 5
"""If the first round checks at least this many addresses and no host answers, our own network is at fault."""
PAUSE = 1.0
"""Seconds between two rounds, as between two requests to one host."""
_CLOCK = Clock()


class NoNetworkError(Exception):
    """No host answers, so a run can learn nothing."""


def answers(
    urls: Sequence[str], seconds: float, ask: Ask = lychee.ask, clock: Clock = _CLOCK
) -> Iterator[dict[str, Answer]]:
    """Yield the answers of each round until time runs out. Raises NoNetworkError and LycheeError."""
    waiting, end = urls, clock.now() + seconds
    while waiting and (left := end - clock.now()) > 0:
        asked = _round(waiting)
        found = ask(asked, left)
        if waiting is urls and len(found) >= SILENCE and not any(answer.status for answer in found.values()):
            raise NoNetworkError
        yield found
        limiting = {host_of(url) for url, answer in found.items() if answer.status == lychee.TOO_MANY}
        waiting = [url for url in waiting if url not in asked and host_of(url) not in limiting]
        clock.sleep(PAUSE if waiting else 0)


def _round(waiting: Iterable[str]) -> list[str]:
    """Return the first few addresses of each host."""
    hosts: defaultdict[str, list[str]] = defaultdict(list)
    for url in waiting:
        hosts[host_of(url)].append(url)
    return [url for own in hosts.values() for url in own[:PER_HOST]]


def host_of(url: str) -> str:
    """Return the host of an address, in lower case."""
    return urlsplit(url).hostname or ""
