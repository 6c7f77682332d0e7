"""Under which licenses the weights of all releases are, grouped by how free they leave their readers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.core.enums import DescribedEnum
from generator.evaluation.findings import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.analysis.card import ReleaseCard
    from generator.analysis.license_answers import LicenseAnswers

TITLE = "The licenses of the weights"
MOST = 30
"""The number of licenses that a picture names at most."""


class LicenseKind(DescribedEnum):
    """How free the license of the weights leaves its reader, most free first."""

    words: str

    OSI = "osi", "OSI-approved"
    ANY_USE = "any-use", "Any business, any purpose, not OSI-approved"
    ANY_BUSINESS = "any-business", "Any business, but limits on the purpose"
    LIMITED = "limited", "Limits on commercial use or on who may use it"
    UNKNOWN = "unknown", "Not known yet which of these"
    ABSENT = "absent", "No weights released, so no license"


@dataclass(frozen=True, slots=True)
class LicenseShare:
    """A license expression of final weights, its kind, and how many releases use it."""

    name: str
    kind: LicenseKind
    releases: int


@dataclass(frozen=True, slots=True)
class Landscape:
    """The licenses of the weights of all releases: most free first, then by the number of releases."""

    licenses: tuple[LicenseShare, ...]
    releases: int

    def of(self, kind: LicenseKind) -> int:
        """Return how many releases have weights under a license of this kind."""
        return sum(each.releases for each in self.licenses if each.kind is kind)

    @property
    def sentence(self) -> str:
        """What the picture says."""
        return f"{self.of(LicenseKind.OSI)} of {self.releases} releases have weights under an OSI-approved license."


def landscape(cards: Sequence[ReleaseCard], most: int = MOST) -> Landscape:
    """Return the licenses of the weights. Beyond the `most` used, those of a kind become one entry."""
    used = Counter((_name(card.license), kind_of(card.license)) for card in cards)
    ranked = sorted(used, key=lambda key: (-used[key], key[0].lower(), key[1]))
    kept = {key: used[key] for key in ranked[:most]}
    for _, kind in ranked[most:]:
        kept["All other licenses", kind] = sum(used[key] for key in ranked[most:] if key[1] is kind)
    order = list(LicenseKind)
    found = (LicenseShare(name, kind, number) for (name, kind), number in kept.items())
    return Landscape(tuple(sorted(found, key=lambda each: order.index(each.kind))), len(cards))


def _name(license_: LicenseAnswers) -> str:
    return "".join(part.words for part in license_.names) or license_.gap.capitalize()


def kind_of(license_: LicenseAnswers) -> LicenseKind:
    """Return how free a license leaves its reader, from the answers of the card."""
    if license_.is_absent:
        return LicenseKind.ABSENT
    if license_.osi_approved is Answer.MET:
        return LicenseKind.OSI
    if license_.any_business is Answer.NOT_MET:
        return LicenseKind.LIMITED
    if Answer.NOT_KNOWN in {license_.osi_approved, license_.any_business, license_.any_use}:
        return LicenseKind.UNKNOWN
    return LicenseKind.ANY_USE if license_.any_use is Answer.MET else LicenseKind.ANY_BUSINESS
