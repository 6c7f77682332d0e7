"""What a citation of a card says. `exports/citations.py` writes it in each format, from this value alone."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from generator.core.clock import in_words

if TYPE_CHECKING:
    from generator.analysis.card import ReleaseCard

TITLE = "Openness Scorecard"
AUTHORS = "Openness Scorecard contributors"
ABOUT = "What each AI model release contains, under which terms, and which definitions of open it meets."
_IN_NO_TEXT = {"Cc", "Cs", "Cn"}
"""Control characters, halves of pairs, and what Unicode has not assigned."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation of one edition of a card, or of the card of today if it has no edition yet. Every text is one line."""

    key: str
    """The name of the citation in a bibliography: lower case, digits, hyphens and dots."""
    title: str
    authors: str
    site: str
    day: date | None
    """The day of the edition; without an edition, the latest day on which someone checked a component."""
    address: str
    """The address of the edition, which stays as it is; without an edition, that of the card."""
    is_permanent: bool
    """Whether the address shows the same for good."""
    sentence: str
    """The verdict as one sentence, to be quoted."""

    @property
    def long_day(self) -> str:
        """The day as a sentence writes it, "November 21, 2026", or "" if it is not known."""
        return in_words(self.day) if self.day else ""


def cite(card: ReleaseCard, address: str, edition: str | None = None) -> Citation:
    """Return the citation of a card whose page, or that of its edition, is at `address`."""
    if edition:
        return cite_edition(card.id, edition, card.name, card.quote, address)
    day = card.checked
    named = _key(card.id, day.isoformat()) if day else _key(card.id)
    return _citation(named, card.name, card.quote, day, address)


def cite_edition(record_id: str, edition: str, name: str, quote: str, address: str) -> Citation:
    """Return the citation of an edition of a card, given the name of the release and the sentence to quote."""
    day = date.fromisoformat(edition[:10])
    return replace(_citation(_key(record_id, edition), name, quote, day, address), is_permanent=True)


def _key(record_id: str, *more: str) -> str:
    return "-".join(("openness-scorecard", record_id.replace("/", "-"), *more))


def _citation(key: str, name: str, quote: str, day: date | None, address: str) -> Citation:
    title, sentence = one_line(f"Openness of {name}"), one_line(quote)
    return Citation(key, title, AUTHORS, TITLE, day, address, is_permanent=False, sentence=sentence)


def one_line(text: str) -> str:
    """Return a text without line breaks and without what XML cannot hold; joiners and marks of direction stay."""
    words = ("".join(char for char in word if unicodedata.category(char) not in _IN_NO_TEXT) for word in text.split())
    return " ".join(filter(None, words))
