"""One run over all addresses: asks those that were not fine lately, and remembers what it learned."""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import TypeAdapter, ValidationError

from generator.links.client import Outcome, host_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from generator.links.client import Answer, Client

FRESH_DAYS = 7
BROKEN_AFTER = 3
"""An error counts as broken when it was met on so many days; the network often is at fault."""
SILENCE = 20
"""When not one of so many addresses answers, it is our own network that is at fault."""
HOSTS = Path(__file__).with_name("hosts.yaml")


class NoNetworkError(Exception):
    """Nothing answers, so nothing can be learned."""


@dataclass(frozen=True)
class Seen:
    """What is remembered of an address: what came of it, when, and on how many days in a row it was an error."""

    outcome: Outcome
    detail: str
    checked: date
    failures: int = 0
    moved_to: str = ""

    @property
    def is_broken(self) -> bool:
        """Whether it is sure enough that nobody can open the address any more."""
        return self.outcome is Outcome.GONE or (self.outcome is Outcome.ERROR and self.failures >= BROKEN_AFTER)


Memory = dict[str, Seen]
_MEMORY = TypeAdapter(Memory)


def allowed_hosts() -> Mapping[str, Mapping[str, Any]]:
    """Return the hosts that refuse robots, each with its reason."""
    return yaml.safe_load(HOSTS.read_text(encoding="utf-8")) or {}


def recall(text: str) -> Memory:
    """Read what an earlier run remembered; anything that is no such memory counts as none."""
    try:
        return _MEMORY.validate_json(text)
    except ValidationError:
        return {}


def remember(memory: Memory) -> str:
    """Return a memory as text."""
    data = _MEMORY.dump_python(dict(sorted(memory.items())), mode="json")
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def visit(
    urls: Iterable[str], memory: Memory, client: Client, today: date, tell: Callable[[int, int], None]
) -> Iterator[Memory]:
    """Ask for every address that needs it, and yield the memory after each, so that nothing is lost when it ends.

    Raises NoNetworkError when nothing answers from the start; until something does, nothing is yielded.
    """
    due, is_heard = _in_turns(urls, memory, today), False
    for number, url in enumerate(due, 1):
        if answer := client.ask(url):
            memory = {**memory, url: _seen(answer, memory.get(url), today)}
            is_heard = is_heard or answer.outcome is not Outcome.ERROR
        if not is_heard and number == SILENCE:
            raise NoNetworkError
        tell(number, len(due))
        if (answer and is_heard) or number == len(due):
            yield memory


def _seen(answer: Answer, old: Seen | None, today: date) -> Seen:
    failures = 0
    if answer.outcome is Outcome.ERROR:
        failures = old.failures + (old.checked != today) if old and old.outcome is Outcome.ERROR else 1
    return Seen(answer.outcome, answer.detail, today, failures, answer.moved_to)


def _needs_asking(url: str, seen: Seen | None, today: date) -> bool:
    """Tell whether an address was not fine lately; the days differ by address, so that not all are due at once."""
    if seen is None or not seen.outcome.is_fine:
        return seen is None or seen.checked != today
    return (today - seen.checked).days >= FRESH_DAYS - zlib.crc32(url.encode()) % 3


def _in_turns(urls: Iterable[str], memory: Memory, today: date) -> list[str]:
    """Return the addresses to ask: those that waited longest first, and the hosts taking turns."""
    by_host: defaultdict[str, list[tuple[date, str]]] = defaultdict(list)
    for url in urls:
        seen = memory.get(url)
        if _needs_asking(url, seen, today):
            by_host[host_of(url)].append((seen.checked if seen else date.min, url))
    rounds = [(turn, host, url) for host, own in by_host.items() for turn, (_, url) in enumerate(sorted(own))]
    return [url for _, _, url in sorted(rounds)]
