from __future__ import annotations

import os
import subprocess
import sys
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING

import pytest
from conftest import ROOT
from judging import catalog, release

from generator.analysis.count import GROUPS, Count, count, counted
from generator.analysis.ranks import SCALE, WEIGHTINGS, RankInterval, rank_intervals, weightings

if TYPE_CHECKING:
    from pathlib import Path


def exact(*shares: int) -> tuple[tuple[Fraction, Fraction], ...]:
    """Return the shares of a release from percentages, with nothing unknown."""
    return tuple((Fraction(share, 100), Fraction(share, 100)) for share in shares)


@pytest.mark.parametrize(
    ("states", "words", "percent"),
    [
        ((9, 2, 3, 1), "9 open + 2 partial of 15 that apply, 1 unknown", "67 to 73 %"),
        ((7, 4, 7, 0), "7 open + 4 partial of 18 that apply", "50 %"),
        ((0, 0, 0, 3), "0 open + 0 partial of 3 that apply, 3 unknown", "0 to 100 %"),
        ((0, 0, 0, 0), "0 open + 0 partial of 0 that apply", "0 %"),
    ],
)
def test_the_count_shows_its_arithmetic(states: tuple[int, int, int, int], words: str, percent: str) -> None:
    made = Count(*states)
    assert (made.words, made.percent) == (words, percent)


def test_the_components_that_the_mof_names_are_counted() -> None:
    names = counted(catalog().components, "mof-1.0")
    assert len(names) == 18  # the seventeen of the MOF, with training data in two parts
    assert "hosted-api" not in names
    assert sorted(name for group in GROUPS for name in counted(catalog().components, "mof-1.0", group)) == sorted(names)


def test_components_that_do_not_apply_are_not_counted() -> None:
    record = release(post_training_data="n/a", training_code="partial MIT", model_card="?", weights_final="gated MIT")
    assert count(record, counted(catalog().components, "mof-1.0")) == Count(open=14, partial=2, closed=0, unknown=1)


def test_the_weightings_are_integers_even_and_always_the_same() -> None:
    weights = weightings(4)
    assert weights.shape == (WEIGHTINGS, 4)
    assert (weights.sum(axis=1) == SCALE).all()
    assert (weights >= 0).all()
    assert abs(weights.mean(axis=0) - SCALE / 4).max() < SCALE / 50
    assert (weights == weightings(4)).all()


def test_a_release_ahead_in_every_group_is_first_under_every_weighting() -> None:
    assert rank_intervals([exact(90, 90), exact(50, 50), exact(10, 10)]) == [
        RankInterval(1, 1),
        RankInterval(2, 2),
        RankInterval(3, 3),
    ]


def test_the_interval_is_wide_if_the_weighting_decides() -> None:
    assert rank_intervals([exact(100, 0), exact(0, 100), exact(40, 40)]) == [
        RankInterval(1, 3),
        RankInterval(1, 3),
        RankInterval(2, 3),
    ]


def test_equal_releases_share_the_better_rank() -> None:
    assert rank_intervals([exact(50, 50), exact(50, 50), exact(0, 0)]) == [
        RankInterval(1, 1),
        RankInterval(1, 1),
        RankInterval(3, 3),
    ]


def test_unknown_facts_can_only_widen_an_interval() -> None:
    known = rank_intervals([exact(60, 60), exact(50, 50), exact(40, 40)])
    unknown = ((Fraction(3, 10), Fraction(7, 10)), (Fraction(3, 10), Fraction(7, 10)))
    wide = rank_intervals([exact(60, 60), unknown, exact(40, 40)])
    assert known[1] == RankInterval(2, 2)
    assert wide == [RankInterval(1, 2), RankInterval(1, 3), RankInterval(2, 3)]


@pytest.mark.parametrize("seed", range(3))
def test_rank_intervals_match_brute_force(seed: int) -> None:
    random = Random(seed)
    draws = [[sorted(random.sample(range(0, 101, 20), 2)) for _ in range(3)] for _ in range(5)]
    expected = []
    for mine in draws:
        others = [other for other in draws if other is not mine]
        ranks = [[1 + ahead(others, mine, end, row) for row in weightings(3).tolist()] for end in (1, 0)]
        expected.append(RankInterval(min(ranks[0]), max(ranks[1])))
    releases = [tuple((Fraction(low, 100), Fraction(high, 100)) for low, high in shares) for shares in draws]
    assert rank_intervals(releases) == expected


def ahead(others: list[list[list[int]]], mine: list[list[int]], end: int, weights: list[int]) -> int:
    """Count the others that have more, comparing one end of these shares with the other end of theirs."""
    score = sum(weight * pair[end] for weight, pair in zip(weights, mine, strict=True))
    theirs = [sum(weight * pair[1 - end] for weight, pair in zip(weights, other, strict=True)) for other in others]
    return sum(their > score for their in theirs)


def test_no_releases_give_no_ranks() -> None:
    assert rank_intervals([]) == []


PRINT_RANKS = """
import sys
from pathlib import Path
from generator.analysis.scorecard import Scorecard
from generator.core.clock import today
from generator.validation.project import read_project

print([card.rank for card in Scorecard(read_project(Path(sys.argv[1]), today())[0]).cards])
"""


def ranks_under(seed: str, root: Path) -> str:
    command = [sys.executable, "-c", PRINT_RANKS, str(root)]
    environment = os.environ | {"PYTHONHASHSEED": seed}
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout


def test_ranks_are_the_same_under_any_hash_seed(real_root: Path) -> None:
    ranks = ranks_under("1", real_root)
    assert "best=" in ranks
    assert ranks == ranks_under("2", real_root)
