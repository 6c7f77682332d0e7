"""Cards as JSON for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.analysis.card import dump

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.analysis.card import ReleaseCard


def as_json(cards: Iterable[ReleaseCard]) -> str:
    """Return cards as a JSON list."""
    return "[\n" + ",\n".join(dump(card).decode() for card in cards) + "\n]"
