"""Finds all bases above each repository, one step of all repositories at a time.

Each step is one query (`step_first`, `step_next`), so that the same queries run on an engine without recursion. What a
repository has reached once is not followed again: circles end, and the many ways through merges count once.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from generator.census.engine import query

if TYPE_CHECKING:
    from generator.census.engine import Engine

MOST_STEPS = 40
"""Longer ways are no lineage but a mistake, or a joke."""


def climb(engine: Engine) -> None:
    """Make the view `pairs`: each repository with each base above it, the fewest steps, and the kind of the relation.

    A repository that comes back to itself is paired with itself.
    """
    engine.table("step_1", query("tables/step_first"))
    for step in count(1):
        engine.view("frontier", f"SELECT * FROM step_{step}")
        engine.view("reached", " UNION ALL ".join(f"SELECT * FROM step_{each}" for each in range(1, step + 1)))
        if step == MOST_STEPS or not engine.rows("SELECT 1 AS one FROM frontier LIMIT 1"):
            break
        engine.table(f"step_{step + 1}", query("tables/step_next"))
    engine.table("pairs", "SELECT * FROM reached")
