"""The figures at the top of the home page, counted over all cards."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.analysis.card import ReleaseCard
    from generator.evaluation.findings import Answer


@dataclass(frozen=True, slots=True)
class Headline:
    """The number of releases, what developers call them, and their verdicts under the headline definition."""

    releases: int
    call_themselves_open_source: int
    overclaim: int
    """How many are called open source but do not meet the headline definition."""
    answers: Mapping[Answer, int]
    """How many releases get each answer under the headline definition."""
    steward: str
    """The steward of the headline definition; empty if it judged none of the releases."""
    steward_judged: int
    steward_passed: int
    """How many releases the steward judged, and how many of them passed."""


def headline(cards: Sequence[ReleaseCard]) -> Headline:
    """Return the headline figures of these cards."""
    stewards = [card.headline.steward for card in cards if card.headline.steward]
    return Headline(
        releases=len(cards),
        call_themselves_open_source=sum(card.calls_itself_open_source for card in cards),
        overclaim=sum(card.overclaims for card in cards),
        answers=Counter(card.headline.answer for card in cards),
        steward=stewards[0].by if stewards else "",
        steward_judged=len(stewards),
        steward_passed=sum(each.passed for each in stewards),
    )
