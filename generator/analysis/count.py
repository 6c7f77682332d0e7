"""A number with its arithmetic: the share of a release's components that is open.

The components that count are those of the framework marked `counted`, because someone else published that list. Each
component has the same weight. Components that do not apply are left out; unknown ones turn the share into a range.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from generator.schema.component import Group, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.schema.component import Component
    from generator.schema.record import Record

GROUPS = (Group.WEIGHTS, Group.CODE, Group.DATA, Group.DOCUMENTATION)
"""The groups to which readers may give different weights."""

HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Count:
    """The number of components in each state, and the share that is open; a partial component counts as half."""

    open: int
    partial: int
    closed: int
    unknown: int

    @property
    def applicable(self) -> int:
        """The number of components that apply to the release."""
        return self.open + self.partial + self.closed + self.unknown

    @property
    def low(self) -> Fraction:
        """The share if every unknown component were closed; 0 if no component applies."""
        return (self.open + HALF * self.partial) / self.applicable if self.applicable else Fraction(0)

    @property
    def high(self) -> Fraction:
        """The share if every unknown component were open; 0 if no component applies."""
        return self.low + Fraction(self.unknown, self.applicable) if self.applicable else Fraction(0)

    @property
    def words(self) -> str:
        """The arithmetic in words, such as "9 open + 2 partial of 15 that apply, 1 unknown"."""
        unknown = f", {self.unknown} unknown" if self.unknown else ""
        return f"{self.open} open + {self.partial} partial of {self.applicable} that apply{unknown}"

    @property
    def percent(self) -> str:
        """The share in whole percent, as a range if a component is unknown."""
        low, high = (round(100 * share) for share in (self.low, self.high))
        return f"{low} %" if low == high else f"{low} to {high} %"


def counted(components: Mapping[str, Component], framework: str, group: Group | None = None) -> tuple[str, ...]:
    """Return the ids of the components that a framework names, limited to one group if it is given."""
    return tuple(
        name
        for name, component in components.items()
        if any(use.framework == framework for use in component.maps) and group in {None, component.group}
    )


def count(record: Record, components: Iterable[str]) -> Count:
    """Return how many of these components have each state in a record."""
    states = [record.fact(name).status for name in components]
    kinds = (Status.OPEN, Status.PARTIAL, Status.CLOSED, Status.UNKNOWN)
    return Count(*(states.count(kind) for kind in kinds))
