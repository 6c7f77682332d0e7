"""The state of every component in every release, as a grid: what the heat map and the table beside it show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.analysis.families import families
from generator.schema.component import Group

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.analysis.card import ComponentState, ReleaseCard
    from generator.schema.component import Status

TITLE = "What each release contains"
MOST = 150
"""The number of releases that a picture shows at most; it is then as tall as three pages of print."""


@dataclass(frozen=True, slots=True)
class HeatMap:
    """The state of every component in the releases shown, most open first."""

    components: tuple[ComponentState, ...]
    """One for each column; only what the component is counts here, not its state."""
    cards: tuple[ReleaseCard, ...]
    releases: int
    """How many releases there are, shown or not."""

    def states(self, card: ReleaseCard) -> tuple[Status, ...]:
        """Return the state of each component in a release, in the order of the columns."""
        return tuple(each.fact.status for each in by_group(card.components))

    @property
    def selection(self) -> str:
        """Which releases are shown."""
        if len(self.cards) == self.releases:
            return f"All {self.releases} releases"
        return f"{len(self.cards)} of {self.releases} releases: the newest release of each of the newest families"


def heat_map(cards: Sequence[ReleaseCard], most: int = MOST) -> HeatMap:
    """Return the heat map of these cards. If there are more than `most`, it shows the newest of each family."""
    shown = cards if len(cards) <= most else _newest_of_families(cards)[:most]
    ordered = sorted(shown, key=lambda card: (-(card.count.low + card.count.high), card.name.lower(), card.id))
    return HeatMap(by_group(cards[0].components) if cards else (), tuple(ordered), len(cards))


def by_group(components: Iterable[ComponentState]) -> tuple[ComponentState, ...]:
    """Return components in the order of their groups, and within a group in that of the vocabulary."""
    order = list(Group)
    return tuple(sorted(components, key=lambda each: order.index(each.group)))


def _newest_of_families(cards: Sequence[ReleaseCard]) -> list[ReleaseCard]:
    newest = [family[-1] for family in families(cards).values()]
    return sorted(newest, key=lambda card: (card.released, card.id), reverse=True)
