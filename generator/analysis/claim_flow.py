"""What releases are called, and how well the label fits them: a flow from labels to how well they fit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.analysis.claims import Standing, worst
from generator.core.enums import DescribedEnum
from generator.schema.record import Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.analysis.card import ReleaseCard
    from generator.analysis.claims import ClaimReview

TITLE = "What releases are called, and if the label fits"


class Fit(DescribedEnum):
    """How well a label fits the release: the standing of a claim, with what falls short by little set apart."""

    words: str

    HOLDS = "holds", "Holds under every definition that tests it"
    DISPUTED = "disputed", "Holds under one definition, not another"
    NEAR = "near", "Falls short by a few changes"
    FAILS = "fails", "Falls short"
    NOT_KNOWN = "not-known", "Not decided: facts are missing"
    UNTESTED = "untested", "No label that a definition tests"


@dataclass(frozen=True, slots=True)
class ClaimFlow:
    """How many releases carry each label, and how well it fits them."""

    counts: Mapping[Label, Mapping[Fit, int]]
    """Only labels and fits that occur. A release with several labels counts under each of them."""
    releases: int

    def of_label(self, label: Label) -> int:
        """Return how many releases carry a label."""
        return sum(self.counts[label].values())

    def of_fit(self, fit: Fit) -> int:
        """Return how many labels of releases fit so well."""
        return sum(counts.get(fit, 0) for counts in self.counts.values())

    @property
    def fits(self) -> tuple[Fit, ...]:
        """The fits that occur, best first."""
        return tuple(fit for fit in Fit if self.of_fit(fit))

    @property
    def sentence(self) -> str:
        """What the picture says about the label that people argue about most."""
        found = self.counts.get(Label.OPEN_SOURCE, {})
        short = found.get(Fit.FAILS, 0) + found.get(Fit.NEAR, 0)
        called = sum(found.values())
        return f"{called} of {self.releases} releases are called open source; {short} of them fall short of the label."


def claim_flow(cards: Sequence[ReleaseCard]) -> ClaimFlow:
    """Return how well each label fits, over all cards; of two claims with the same label, the one that fits least."""
    found = Counter((label, _fit(review)) for card in cards for label, review in _by_label(card))
    labels = [label for label in Label if any(found[label, fit] for fit in Fit)]
    counts = {label: {fit: found[label, fit] for fit in Fit if found[label, fit]} for label in labels}
    return ClaimFlow(counts, len(cards))


def _by_label(card: ReleaseCard) -> Iterator[tuple[Label, ClaimReview]]:
    for label in card.labels:
        review = worst(tuple(each for each in card.claims if each.claim.label is label))
        if review:
            yield label, review


def _fit(review: ClaimReview) -> Fit:
    if review.standing is Standing.FAILS:
        return Fit.NEAR if review.is_near else Fit.FAILS
    return Fit(review.standing.value)
