"""How large a model is: the parameters that a record or the Hub gives for it, and the class that readers filter by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.core.enums import DescribedEnum

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.analysis.hub_facts import HubRepository
    from generator.schema.record import Record


class Size(DescribedEnum):
    """A class of sizes; each member carries its words and the most billions of parameters."""

    words: str
    most: float

    SMALL = "up-to-4b", "Up to 4 billion", 4
    MEDIUM = "up-to-16b", "Over 4 to 16 billion", 16
    LARGE = "up-to-80b", "Over 16 to 80 billion", 80
    HUGE = "over-80b", "Over 80 billion", float("inf")


def parameters(record: Record, repositories: Sequence[HubRepository]) -> int | None:
    """Return the number of parameters of a release, or None if nobody says it.

    The record comes first: its figure counts, for a mixture of experts, those that work on each token. Without one, it
    is the largest repository of the release, as the Hub counts it.
    """
    compute = record.training_compute
    if compute and compute.parameters:
        return int(compute.parameters)
    described = (each.described for each in repositories if each.described)
    return max((sum(count for _, count in each.parameters) for each in described), default=None) or None


def size(count: int | None) -> Size | None:
    """Return the class of a number of parameters."""
    return None if count is None else next(each for each in Size if count <= each.most * 10**9)
