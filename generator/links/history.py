"""Remembers the last answer for each address, to know which are due and which are broken, not just down for a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from generator.links.lychee import GONE, Answer

if TYPE_CHECKING:
    from collections.abc import Iterable

FRESH_DAYS = 7
BROKEN_AFTER = 3
"""An address counts as broken after this many days with an error; often the network is at fault."""


@dataclass(frozen=True)
class Seen:
    """The last answer, its day, and the number of days in a row on which the answer was an error."""

    answer: Answer
    checked: date
    failures: int = 0

    @property
    def is_broken(self) -> bool:
        """Whether we are certain enough that nobody can open the address anymore."""
        return self.answer.status in GONE or self.failures >= BROKEN_AFTER


History = dict[str, Seen]
_HISTORY = TypeAdapter(History)


def read(text: str) -> History:
    """Return the history in a JSON text; a damaged one counts as empty."""
    try:
        return _HISTORY.validate_json(text)
    except ValidationError:
        return {}


def write(history: History) -> bytes:
    """Return a history as JSON."""
    return _HISTORY.dump_json(dict(sorted(history.items())), indent=1) + b"\n"


def due(urls: Iterable[str], history: History, today: date) -> list[str]:
    """Return the addresses to check, those that have waited longest first."""
    last = {url: history[url].checked if url in history else date.min for url in urls}
    return sorted((url for url in last if _is_due(history.get(url), today)), key=lambda url: (last[url], url))


def _is_due(seen: Seen | None, today: date) -> bool:
    return seen is None or (today - seen.checked).days >= (FRESH_DAYS if seen.answer.is_fine else 1)


def seen(answer: Answer, old: Seen | None, today: date) -> Seen:
    """Return what to remember about an address: today's answer, and its failures so far according to `old`."""
    if answer.is_fine or answer.is_refusal:
        return Seen(answer, today)
    return Seen(answer, today, old.failures + (old.checked != today) if old and old.failures else 1)
