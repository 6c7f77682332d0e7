"""The figures the home page opens with, counted over all cards."""

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
    """How many releases there are, what they call themselves, and how they come out under the headline definition."""

    releases: int
    call_themselves_open_source: int
    overclaim: int
    """How many call themselves open source and do not meet the headline definition."""
    answers: Mapping[Answer, int]
    """How many releases get each answer under the headline definition."""
    steward: str
    """Who is behind the headline definition; empty if that body judged none of the releases."""
    steward_judged: int
    steward_passed: int
    """How many releases the steward itself judged, and how many of them it passed."""


def headline(cards: Sequence[ReleaseCard]) -> Headline:
    """Count the headline figures."""
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
