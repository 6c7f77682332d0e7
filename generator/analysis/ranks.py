"""Rank intervals: the best and the worst rank a release takes over many weightings of the component groups.

No weighting is right. So ten thousand are drawn evenly from all there are, always the same ones, and every release is
ranked under each. All arithmetic is in whole numbers, so the result is the same on every machine.
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
"""Per group the share that is open at least, and at most."""


@dataclass(frozen=True, slots=True)
class RankInterval:
    """The best and the worst rank, counted from 1; releases that are level share the better rank."""

    best: int
    worst: int


def rank_intervals(releases: Sequence[Shares]) -> list[RankInterval]:
    """Rank releases by their shares per group; return their intervals in the order given.

    For the best rank a release counts with what it has at most and the others with what they have at least; for the
    worst the other way round. So unknown facts widen an interval and never narrow it.
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
    """Count for every release how many others have more than it has."""
    return len(others) - np.searchsorted(np.sort(others), mine, side="right")


def weightings(groups: int) -> NDArray[np.int64]:
    """Return the weightings, one a row, in whole numbers that sum to SCALE, drawn evenly from all there are."""
    random = Random(SEED)  # noqa: S311  # the same numbers every time are the point
    rows = []
    for _ in range(WEIGHTINGS):
        cuts = sorted(int(random.random() * (SCALE + 1)) for _ in range(groups - 1))
        rows.append([b - a for a, b in zip([0, *cuts], [*cuts, SCALE], strict=True)])
    return np.array(rows, dtype=np.int64)


def _whole(releases: Sequence[Shares], end: int) -> NDArray[np.int64]:
    """Return the shares at one end as whole numbers over a common denominator, one column a release."""
    denominator = lcm(*(share.denominator for shares in releases for pair in shares for share in pair))
    columns = [[int(pair[end] * denominator) for pair in shares] for shares in releases]
    return np.array(columns, dtype=np.int64).T
