"""Time as a value: today's date, and a clock that tests can replace, so that nothing has to wait."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def today() -> date:
    """Return the contributor's own day; no date in the data may be later."""
    return date.today()  # noqa: DTZ011  # a day has no zone


@dataclass(frozen=True)
class Clock:
    """Seconds that only grow, a sleep, and the chance that spreads retries."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
