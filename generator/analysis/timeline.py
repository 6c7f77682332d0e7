"""How the open share of each family changed over time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.analysis.families import families

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from generator.analysis.card import ReleaseCard

TITLE = "How open each family is over time"
MOST = 12
"""The number of families that a picture shows at most."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A release on the time axis: its day as a year with a fraction, and the range of its open share."""

    card: ReleaseCard
    year: float

    @property
    def low(self) -> Fraction:
        """The open share if every unknown component were closed."""
        return self.card.count.low

    @property
    def high(self) -> Fraction:
        """The open share if every unknown component were open."""
        return self.card.count.high


@dataclass(frozen=True, slots=True)
class Timeline:
    """The open share over time of the families with several releases, and of all releases of the same years."""

    families: Mapping[str, tuple[Moment, ...]]
    """The families shown, those with most releases first; each from its oldest release on."""
    all: tuple[Moment, ...]
    """Every release since the first year in which one of these families has one."""
    eligible: int
    """How many families have more than one release."""

    @property
    def selection(self) -> str:
        """Which families are shown."""
        if len(self.families) == self.eligible:
            return f"All {self.eligible} families with more than one release"
        return f"The {len(self.families)} families with most releases, of {self.eligible} with more than one"


def timeline(cards: Sequence[ReleaseCard], most: int = MOST) -> Timeline:
    """Return the open share over time, for the families with most releases."""
    several = [(name, found) for name, found in families(cards).items() if len(found) > 1]
    largest = sorted(several, key=lambda family: -len(family[1]))[:most]
    shown = {name: _moments(found) for name, found in largest}
    first = int(min((moments[0].year for moments in shown.values()), default=0))
    return Timeline(shown, tuple(each for each in _moments(cards) if each.year >= first), len(several))


def _moments(cards: Sequence[ReleaseCard]) -> tuple[Moment, ...]:
    return tuple(Moment(card, year_of(card.released)) for card in sorted(cards, key=lambda card: card.released))


def year_of(released: str) -> float:
    """Return the day of a release as a year; of a month or a year without a day, the middle."""
    year, month, day = [*map(int, released.split("-")), 0, 0][:3]
    return year + ((month - 1 + ((day - 1) / 31 if day else 0.5)) / 12 if month else 0.5)
