"""How openness changed from one release of a family to the next."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.analysis.card import ReleaseCard
    from generator.analysis.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Step:
    """Two consecutive releases, and each verdict that differs between them, as a pair of before and after."""

    before: ReleaseCard
    after: ReleaseCard
    changed: tuple[tuple[Verdict, Verdict], ...]


def families(cards: Iterable[ReleaseCard]) -> Mapping[str, tuple[ReleaseCard, ...]]:
    """Return the cards of each family, by name: families in alphabetical order, cards from the oldest on."""
    found: dict[str, list[ReleaseCard]] = {}
    for card in sorted(cards, key=lambda card: (card.released, card.id)):
        found.setdefault(card.family, []).append(card)
    return {name: tuple(found[name]) for name in sorted(found, key=str.lower)}


def steps(family: Sequence[ReleaseCard]) -> tuple[Step, ...]:
    """Return the changes from each release of a family to the next."""
    return tuple(Step(before, after, _changed(before, after)) for before, after in pairwise(family))


def _changed(before: ReleaseCard, after: ReleaseCard) -> tuple[tuple[Verdict, Verdict], ...]:
    pairs = zip(before.verdicts, after.verdicts, strict=True)
    return tuple((old, new) for old, new in pairs if old.words != new.words)
