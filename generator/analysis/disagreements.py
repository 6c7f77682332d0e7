"""Where definitions disagree: for each pair, the releases that one calls open and the other does not, and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING

from generator.evaluation.findings import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.analysis.card import ReleaseCard
    from generator.analysis.verdicts import RequirementVerdict


@dataclass(frozen=True, slots=True)
class Split:
    """The releases that the laxer definition calls open and the stricter one does not.

    `requirement` most often makes the difference, `decided_by_it` lists the releases for which it does, and `reason` is
    one example.
    """

    laxer: str
    stricter: str
    releases: tuple[str, ...]
    requirement: RequirementVerdict
    decided_by_it: tuple[str, ...]
    reason: str


def splits(cards: Sequence[ReleaseCard]) -> tuple[Split, ...]:
    """Return each ordered pair of definitions that disagrees on any release, the widest disagreement first.

    Definitions that give points are left out, because they call no release open or not open.
    """
    found = (_split(laxer, stricter, cards) for laxer, stricter in permutations(_definitions(cards), 2))
    return tuple(sorted(filter(None, found), key=lambda split: (-len(split.releases), split.laxer, split.stricter)))


def varied(found: Iterable[Split], most: int = 2) -> Iterator[Split]:
    """Yield pairs in their order, but at most so many with the same laxer definition, which else fill the list."""
    seen: Counter[str] = Counter()
    for split in found:
        seen[split.laxer] += 1
        if seen[split.laxer] <= most:
            yield split


def _definitions(cards: Iterable[ReleaseCard]) -> Iterable[str]:
    definitions = (verdict.definition for card in cards for verdict in card.verdicts)
    return dict.fromkeys(definition.id for definition in definitions if definition.kind != "points")


def _split(laxer: str, stricter: str, cards: Sequence[ReleaseCard]) -> Split | None:
    blocking = _blocking(laxer, stricter, cards)
    if not blocking:
        return None
    often = Counter(requirement.id for requirement in blocking.values()).most_common(1)[0][0]
    by_it = tuple(release for release, requirement in blocking.items() if requirement.id == often)
    example = blocking[by_it[0]]
    return Split(laxer, stricter, tuple(blocking), example, by_it, example.reason)


def _blocking(laxer: str, stricter: str, cards: Iterable[ReleaseCard]) -> Mapping[str, RequirementVerdict]:
    """Return, for each release that only the laxer definition calls open, the first requirement it fails."""
    return {
        card.id: next(each for each in card.verdict(stricter).requirements if each.answer is Answer.NOT_MET)
        for card in cards
        if card.verdict(laxer).covered_answer is Answer.MET and card.verdict(stricter).covered_answer is Answer.NOT_MET
    }
