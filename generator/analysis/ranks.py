"""Rank intervals: the best and worst rank that a release takes under many weightings of the component groups.

No weighting is the right one. So we draw ten thousand weightings evenly from all possible ones, always the same ten
thousand, and rank every release under each. All arithmetic uses integers, so every machine gives the same result.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from random import Random
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

WEIGHTINGS = 10_000
SEED = 20261121
SCALE = 10_000
CHUNK = 500

Shares = tuple[tuple[Fraction, Fraction], ...]
"""For each group, the smallest and the largest share that can be open."""


@dataclass(frozen=True, slots=True)
class RankInterval:
    """The best and the worst rank, counted from 1. Releases that are equal share the better rank."""

    best: int
    worst: int


def rank_intervals(releases: Sequence[Shares]) -> list[RankInterval]:
    """Rank releases by their shares per group. Return their intervals in the same order.

    The best rank uses the largest share of a release and the smallest shares of the others; the worst rank does the
    opposite. So an unknown fact can only widen an interval.
    """
    if not releases:
        return []
    low, high = (_whole(releases, end) for end in (0, 1))
    best = np.full(len(releases), len(releases) + 1)
    worst = np.zeros(len(releases), dtype=np.int64)
    weights = weightings(len(releases[0]))
    for start in range(0, WEIGHTINGS, CHUNK):
        some = weights[start : start + CHUNK]
        for lows, highs in zip(some @ low, some @ high, strict=True):
            best = np.minimum(best, _ahead(lows, highs) + 1)
            worst = np.maximum(worst, _ahead(highs, lows) + (highs <= lows))
    return [RankInterval(int(b), int(w)) for b, w in zip(best, worst, strict=True)]


def _ahead(others: NDArray[np.int64], mine: NDArray[np.int64]) -> NDArray[np.int64]:
    """Count, for each release, how many others have more."""
    return len(others) - np.searchsorted(np.sort(others), mine, side="right")


def weightings(groups: int) -> NDArray[np.int64]:
    """Return the weightings, one per row: integers that add up to SCALE, drawn evenly from all possible ones."""
    random = Random(SEED)  # noqa: S311  # the same numbers every time are the point
    rows = []
    for _ in range(WEIGHTINGS):
        cuts = sorted(int(random.random() * (SCALE + 1)) for _ in range(groups - 1))
        rows.append([b - a for a, b in zip([0, *cuts], [*cuts, SCALE], strict=True)])
    return np.array(rows, dtype=np.int64)


def _whole(releases: Sequence[Shares], end: int) -> NDArray[np.int64]:
    """Return the smallest or largest shares as integers over a common denominator, one column per release."""
    denominator = lcm(*(share.denominator for shares in releases for pair in shares for share in pair))
    columns = [[int(pair[end] * denominator) for pair in shares] for shares in releases]
    return np.array(columns, dtype=np.int64).T
