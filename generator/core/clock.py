"""Today's date, and a clock that tests can replace so that they do not wait."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def today() -> date:
    """Return today's date where the contributor is; no date in the data may be later."""
    return date.today()  # noqa: DTZ011  # a date has no time zone


def in_words(day: date | None) -> str:
    """Return a day as a sentence writes it, such as "November 21, 2026"."""
    return f"{day:%B} {day.day}, {day.year}" if day else "an unknown day"


@dataclass(frozen=True)
class Clock:
    """A monotonic time in seconds, a sleep, and the random number that spreads retries."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
