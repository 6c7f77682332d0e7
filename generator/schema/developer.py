"""Entity: a developer, that is whoever made a release."""

from __future__ import annotations

from enum import StrEnum

from generator.schema.base import Country, Entity, Name, Url


class DeveloperKind(StrEnum):
    """What sort of body a developer is."""

    COMPANY = "company"
    NONPROFIT = "nonprofit"
    ACADEMIC = "academic"
    GOVERNMENT = "government"
    COMMUNITY = "community"


class Developer(Entity):
    """Who made a release."""

    name: Name
    """The name, as the developer writes it."""
    kind: DeveloperKind
    """What sort of body it is."""
    country: Country | None = None
    """The country of its seat, as two capital letters."""
    homepage: Url
    """Its own site."""
