"""The types of the other documents of the API: licenses, definitions, developers, editions and the list of all."""

# Not `from __future__ import annotations`: pydantic reads the annotations.

from collections.abc import Mapping
from datetime import date

from generator.exports.api.types import Address, ApiModel, Claim, Reference
from generator.schema.developer import DeveloperKind
from generator.schema.history import Reason
from generator.schema.license import TriState
from generator.schema.record import Label


class ReleaseSummary(ApiModel):
    """A release as the list has it."""

    id: str
    name: str
    developer: str
    """The id of the developer."""
    family: str
    released: str
    labels: tuple[Label, ...]
    """What the developer calls it."""
    license: str | None
    """The license of the weights."""
    verdicts: Mapping[str, str]
    """The words of each verdict, by the id of the definition."""
    url: str
    """The address of its document."""
    page: str


class Term(ApiModel):
    """What a license says on one term."""

    answer: TriState
    condition: str | None
    users: int | None
    """The number of users at which a cap starts."""
    usd: int | None
    """The yearly revenue in US dollars at which a cap starts."""
    quote: str | None
    url: Address | None
    note: str | None


class License(ApiModel):
    """A license as the terms it sets; a term that is not there is unknown."""

    id: str
    name: str
    short: str
    source: Address
    summary: str
    read: date | None
    """The day on which somebody read the whole text."""
    terms: Mapping[str, Term]
    releases: tuple[str, ...]
    """The ids of the releases whose weights have it."""


class DefinitionPart(ApiModel):
    """A requirement, level or criterion of a definition."""

    id: str
    name: str
    summary: str
    quote: str | None
    source: Address


class Definition(ApiModel):
    """A definition of open, and how many releases get each verdict."""

    id: str
    name: str
    short: str
    version: str
    question: str
    source: Address
    parts: tuple[DefinitionPart, ...]
    verdicts: Mapping[str, int]
    """How many releases get each verdict, by its words."""


class Developer(ApiModel):
    """Who made releases."""

    id: str
    name: str
    kind: DeveloperKind
    country: str | None
    homepage: Address
    releases: tuple[Reference, ...]


class ClaimOfRelease(ApiModel):
    """A claim, with the release that it is about."""

    release: Reference
    claim: Claim


class Change(ApiModel):
    """A verdict that changed from one edition of a card to the next."""

    definition: str
    before: str
    after: str
    because: tuple[str, ...]


class Edition(ApiModel):
    """One edition of a card, as it was published."""

    release: str
    """The id of the release."""
    id: str
    """Its day, and ".2" for the second one on that day."""
    page: str
    reasons: tuple[Reason, ...]
    quote: str
    verdicts: Mapping[str, str]
    changes: tuple[Change, ...]
    digest: str
    """The SHA-256 of what makes a new edition when it changes."""


class File(ApiModel):
    """A file for programs."""

    kind: str
    url: str


class Index(ApiModel):
    """All documents and files of the API."""

    releases: tuple[ReleaseSummary, ...]
    licenses: tuple[Reference, ...]
    definitions: tuple[Reference, ...]
    developers: tuple[Reference, ...]
    files: tuple[File, ...]
