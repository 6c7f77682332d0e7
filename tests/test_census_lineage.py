"""The steps up to all bases, against a search that a reader can check."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.census.engine import duck
from generator.census.lineage import MOST_STEPS, climb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.census.engine import DuckEngine

REPOS = 7
EDGES = st.dictionaries(
    st.tuples(st.integers(1, REPOS), st.integers(1, REPOS)).filter(lambda edge: edge[0] != edge[1]),
    st.integers(1, 5),
    max_size=14,
)


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckEngine]:
    with duck(200) as opened:
        yield opened


def above(repo: int, edges: dict[tuple[int, int], int]) -> dict[int, tuple[int, int]]:
    """Return the bases above a repository: how many steps, and the least kind on a way of so many."""
    found: dict[int, tuple[int, int]] = {}
    reached = {repo: 5}
    for steps in range(1, REPOS + 1):
        further: dict[int, int] = {}
        for (child, base), kind in edges.items():
            if child in reached and base not in found:
                further[base] = min(further.get(base, 5), kind, reached[child])
        found |= {base: (steps, kind) for base, kind in further.items()}
        reached = {base: kind for base, kind in further.items() if base != repo}
    return found


def climbed(edges: dict[tuple[int, int], int], engine: DuckEngine) -> dict[int, dict[int, tuple[int, int]]]:
    rows = [(child, base, kind) for (child, base), kind in edges.items()]
    engine.load("edges", dict.fromkeys(("repo", "base", "kind"), "BIGINT"), rows)
    climb(engine)
    found: dict[int, dict[int, tuple[int, int]]] = {}
    for row in engine.rows("SELECT * FROM pairs"):
        assert row["base"] not in found.setdefault(row["repo"], {}), "each pair comes once"
        found[row["repo"]][row["base"]] = row["steps"], row["kind"]
    return found


@settings(max_examples=100)
@given(edges=EDGES)
def test_every_base_above_is_found_once_with_the_fewest_steps(
    edges: dict[tuple[int, int], int], engine: DuckEngine
) -> None:
    expected = {repo: found for repo in range(1, REPOS + 1) if (found := above(repo, edges))}
    assert climbed(edges, engine) == expected


def test_a_chain_without_end_stops(engine: DuckEngine) -> None:
    length = 3 * MOST_STEPS
    found = climbed({(number, number + 1): 2 for number in range(length)}, engine)
    assert len(found[0]) == MOST_STEPS
    assert len(found[length - 1]) == 1
