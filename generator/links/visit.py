"""One run over all addresses: asks those that were not fine lately, and remembers what it learned."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import yaml

from generator.links.client import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from generator.links.client import Client

FRESH_DAYS = 7
BROKEN_AFTER = 3
"""An error counts as broken when it was met on so many days; the network often is at fault."""
HOSTS = Path(__file__).with_name("hosts.yaml")


@dataclass(frozen=True)
class Seen:
    """What is remembered of an address: what came of it, when, and on how many days in a row it failed."""

    outcome: Outcome
    detail: str
    checked: str
    failures: int = 0
    moved_to: str = ""

    @property
    def is_fine(self) -> bool:
        """Whether the address could be opened."""
        return self.outcome in {Outcome.OK, Outcome.MOVED}

    @property
    def is_broken(self) -> bool:
        """Whether it is sure enough that nobody can open the address any more."""
        return self.outcome is Outcome.GONE or (self.outcome is Outcome.ERROR and self.failures >= BROKEN_AFTER)


Memory = dict[str, Seen]


def allowed_hosts() -> Mapping[str, Mapping[str, Any]]:
    """Return the hosts that refuse robots, each with its reason."""
    return yaml.safe_load(HOSTS.read_text(encoding="utf-8")) or {}


def recall(text: str) -> Memory:
    """Read what an earlier run remembered; anything that is no such memory counts as none."""
    try:
        return {url: Seen(**{**seen, "outcome": Outcome(seen["outcome"])}) for url, seen in json.loads(text).items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}


def remember(memory: Memory) -> str:
    """Return a memory as text."""
    return json.dumps({url: asdict(memory[url]) for url in sorted(memory)}, indent=1, ensure_ascii=False) + "\n"


def visit(
    urls: Iterable[str], memory: Memory, client: Client, today: date, tell: Callable[[int, int], None]
) -> Iterator[Memory]:
    """Ask for every address that needs it, and yield the memory after each, so that nothing is lost when it ends."""
    due = _in_turns([url for url in urls if _needs_asking(url, memory.get(url), today)])
    for number, url in enumerate(due, 1):
        answer, old = client.ask(url), memory.get(url)
        seen = Seen(answer.outcome, answer.detail, str(today), 0, answer.moved_to)
        memory = {**memory, url: seen if seen.is_fine else replace(seen, failures=_failures(old, today))}
        tell(number, len(due))
        yield memory


def _needs_asking(url: str, seen: Seen | None, today: date) -> bool:
    """Tell whether an address was not fine lately; the days differ by address, so that not all are due at once."""
    if seen is None or not seen.is_fine:
        return seen is None or seen.checked != str(today)
    days = FRESH_DAYS - zlib.crc32(url.encode()) % 3
    return (today - date.fromisoformat(seen.checked)).days >= days


def _failures(old: Seen | None, today: date) -> int:
    if old is None or old.is_fine:
        return 1
    return old.failures + (old.checked != str(today))


def _in_turns(urls: list[str]) -> list[str]:
    """Order addresses so that the hosts take turns, and none is asked twice in a row while others wait."""
    by_host: dict[str, list[str]] = {}
    for url in urls:
        by_host.setdefault(urlsplit(url).netloc, []).append(url)
    rounds = [(number, host, url) for host, own in by_host.items() for number, url in enumerate(own)]
    return [url for _, _, url in sorted(rounds)]
