"""The figures at the top of the home page, counted over all cards."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.core.clock import in_words
from generator.evaluation.findings import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from generator.analysis.card import ReleaseCard


@dataclass(frozen=True, slots=True)
class Headline:
    """The number of releases, what developers call them, and their verdicts under the headline definition."""

    releases: int
    call_themselves_open_source: int
    overclaim: int
    """How many are called open source but do not meet the headline definition."""
    answers: Mapping[Answer, int]
    """How many releases get each answer under the headline definition."""
    definition: str
    """The name of the headline definition."""
    checked: date | None
    """The latest day on which someone checked one of the releases."""
    steward: str
    """The steward of the headline definition; empty if it judged none of the releases."""
    steward_judged: int
    steward_passed: int
    """How many releases the steward judged, and how many of them passed."""

    @property
    def sentence(self) -> str:
        """What these figures say, as one sentence to quote, with its date."""
        met, unknown = self.answers[Answer.MET], self.answers[Answer.NOT_KNOWN]
        still = f", and for {unknown} it is not known yet" if unknown else ""
        return (
            f"As of {self.day}, developers call {self.call_themselves_open_source} of {self.releases} AI model releases"
            f" open source, and {self.overclaim} of these do not meet the {self.definition}; of all {self.releases},"
            f" {met} {'meets' if met == 1 else 'meet'} it{still}."
        )

    @property
    def day(self) -> str:
        """The day of the newest facts in words, such as "November 21, 2026"."""
        return in_words(self.checked)


def headline(cards: Sequence[ReleaseCard]) -> Headline:
    """Return the headline figures of these cards."""
    stewards = [card.headline.steward for card in cards if card.headline.steward]
    return Headline(
        releases=len(cards),
        call_themselves_open_source=sum(card.calls_itself_open_source for card in cards),
        overclaim=sum(card.overclaims for card in cards),
        answers=Counter(card.headline.answer for card in cards),
        definition=next((card.headline.definition.name for card in cards), ""),
        checked=max((card.checked for card in cards if card.checked), default=None),
        steward=stewards[0].by if stewards else "",
        steward_judged=len(stewards),
        steward_passed=sum(each.passed for each in stewards),
    )
