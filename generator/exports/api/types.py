"""The types of the API, version 1. Its JSON Schemas and its description are made from them.

People's programs read these documents. Within version 1, a key keeps its name, its type and its meaning; new keys may
come (docs/api.md). Every key is always there; a value that we do not know is null or an empty list.
"""

# Not `from __future__ import annotations`: pydantic reads the annotations.

from datetime import date
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from generator.analysis.claims import Standing
from generator.analysis.external import Agreement
from generator.evaluation.findings import Answer
from generator.schema.component import Group, Status
from generator.schema.license import TriState
from generator.schema.record import Access, DatasetKind, Label, Modality
from generator.schema.record import Index as IndexName

VERSION = "1.0"
"""The version of the documents: the second number grows when keys are added."""

Address = Annotated[str, Field(pattern="^https?://")]


class ApiModel(BaseModel):
    """A part of a document."""

    model_config = ConfigDict(frozen=True, from_attributes=True, use_attribute_docstrings=True)


T = TypeVar("T")


class Envelope(ApiModel, Generic[T]):
    """A document: what it says, and how it may be used and cited."""

    schema_version: str
    """The version of the format."""
    kind: str
    """What `data` is."""
    url: str
    """The address of this document."""
    page: str
    """The address of the page for people."""
    data_date: date | None
    """The newest day on which somebody checked what it says."""
    license: Literal["CC-BY-4.0"] = "CC-BY-4.0"
    attribution: str
    """How to name the source."""
    data: T


class Reference(ApiModel):
    """Another thing that has a document of its own."""

    id: str
    name: str
    url: str
    """The address of its document."""


class Claim(ApiModel):
    """What the developer calls the release, and whether that fits."""

    label: Label
    quote: str | None
    """The developer's own words."""
    source: Address
    checked: date
    archived: tuple[Address, ...]
    standing: Standing
    """Whether the label holds under the definitions that test it."""
    sentence: str


class Requirement(ApiModel):
    """One requirement or level of a definition."""

    id: str
    name: str
    answer: Answer
    reason: str


class Verdict(ApiModel):
    """What one definition says of the release."""

    definition: str
    """The id of the definition."""
    short: str
    version: str
    answer: Answer
    words: str
    """The verdict in words."""
    is_decided: bool
    """Whether it stays the same, whatever the unknown facts turn out to be."""
    applies: bool
    """Whether the definition covers the release, as far as we know."""
    at_least: float
    at_most: float
    most: float
    """Levels reached, points, or 1 for met, between what is certain and what is possible, and the most there is."""
    requirements: tuple[Requirement, ...]
    """The requirements or levels; empty for a definition that gives points."""
    would_take: tuple[str, ...] | None
    """The shortest list of changes that meets it or reaches its next level; null if a fact rules that out for good."""


class Blocker(ApiModel):
    """One thing that keeps the release from more."""

    about: str
    """The id of the component, judgment or figure."""
    words: str
    is_unknown: bool
    """Whether only knowledge is missing."""
    definitions: tuple[str, ...]
    """The ids of the definitions that it blocks."""


class Dataset(ApiModel):
    """One part of the training data."""

    name: str
    kind: DatasetKind
    url: Address | None
    license: str | None
    note: str | None


class Component(ApiModel):
    """What is known about one component."""

    id: str
    group: Group
    state: Status
    access: Access | None
    """The gate before it, if there is one."""
    license: str | None
    """An SPDX expression, or the id of a license of ours."""
    note: str | None
    evidence: tuple[Address, ...]
    archived: tuple[Address, ...]
    checked: date | None
    via: IndexName | None
    """The index whose judgment this is, if none of us checked it."""
    datasets: tuple[Dataset, ...]


class Counts(ApiModel):
    """The number of counted components in each state."""

    open: int
    partial: int
    closed: int
    unknown: int


class Rank(ApiModel):
    """The best and the worst rank, however much weights, code, data and documentation count."""

    best: int
    worst: int
    of: int


class WeightsLicense(ApiModel):
    """The license of the weights, and what readers ask first about it."""

    expression: str | None
    osi_approved: Answer | None
    any_business: Answer | None
    """Whether any business may use the weights; null if there is no license to judge."""
    any_use: Answer | None
    condition: str
    """The most notable conditions, in a few words."""


class Elsewhere(ApiModel):
    """What another index published about the release."""

    index: IndexName
    says: str
    url: Address
    checked: date
    agreement: Agreement


class Judgment(ApiModel):
    """A published answer to a question that facts alone do not decide."""

    id: str
    answer: TriState
    by: str
    evidence: tuple[Address, ...]
    checked: date
    note: str | None


class Release(ApiModel):
    """Everything that is concluded about one release, with the facts behind it."""

    id: str
    name: str
    developer: Reference
    family: str
    released: str
    """The day, or the month if the day is not known."""
    summary: str
    sentence: str
    """What was released."""
    quote: str
    """The sentence to quote: who made it, what they call it, how far that fits, and why."""
    modalities: tuple[Modality, ...]
    base: Reference | None
    """The release that it was made from."""
    aliases: tuple[str, ...]
    """Ids that it had before."""
    hub: tuple[str, ...]
    """Its repositories on the Hugging Face Hub."""
    evidence: tuple[Address, ...]
    edition: str | None
    """The edition of the card that says the same; its page never changes."""
    permanent: str | None
    """The address of that page."""
    claims: tuple[Claim, ...]
    verdicts: tuple[Verdict, ...]
    blockers: tuple[Blocker, ...]
    """What keeps it from more, and what blocks most definitions first."""
    counts: Counts
    rank: Rank
    license: WeightsLicense
    components: tuple[Component, ...]
    judgments: tuple[Judgment, ...]
    elsewhere: tuple[Elsewhere, ...]
