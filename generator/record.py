"""Noun: the record of one model release. Facts only; what they mean is judged elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field, ValidationInfo, model_validator

from generator import spdx
from generator.code import Code
from generator.component import Status
from generator.license import Reply
from generator.noun import (
    CheckedDay,
    ComponentId,
    Country,
    HubId,
    Name,
    Noun,
    RecordId,
    ReleaseDay,
    Text,
    Url,
    known_id,
)
from generator.problem import WrongError

TO_WRITE = "(to be written)"
"""Stands in a draft where only a person can give the words."""


def _license_expression(value: str, info: ValidationInfo) -> str:
    if info.context and "licenses" in info.context.ids:
        spdx.parse(value, info.context.ids["licenses"])
    return value


def _written(value: str) -> str:
    if value == TO_WRITE:
        raise WrongError(Code.UNWRITTEN, "say in one sentence what the model is")
    return value


LicenseText = Annotated[Name, AfterValidator(_license_expression)]


class Modality(StrEnum):
    """What goes in or comes out of a model."""

    TEXT = "text"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    CODE = "code"


class Label(StrEnum):
    """What a developer calls its release."""

    OPEN_SOURCE = "open source"
    FULLY_OPEN = "fully open"
    OPEN_WEIGHTS = "open weights"
    OPEN = "open"
    OPEN_SCIENCE = "open science"
    OTHER = "other"
    NONE = "none"


class Access(StrEnum):
    """The gate in front of a component that is otherwise complete; each member carries its sentence."""

    sentence: str

    def __new__(cls, value: str, sentence: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.sentence = sentence
        return member

    GATED = "gated", "Behind a gate: terms have to be accepted or contact data given first."
    ON_REQUEST = "on-request", "On request: a source shows that a person decides who gets it."


class DatasetKind(StrEnum):
    """What kind of data a dataset is, after the FAQ of the OSAID (https://opensource.org/ai/faq)."""

    OPEN = "open"
    PUBLIC = "public"
    OBTAINABLE = "obtainable"
    UNSHAREABLE = "unshareable"
    UNDISCLOSED = "undisclosed"


class Reason(StrEnum):
    """Why a dataset cannot be shared."""

    LEGAL = "legal"
    TECHNICAL = "technical"
    PRIVACY = "privacy"


class Via(StrEnum):
    """Whose judgment a state rests on when we did not look ourselves."""

    heading: str
    home: str

    def __new__(cls, value: str, heading: str, home: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.heading, member.home = heading, home
        return member

    OSAI_INDEX = "osai-index", "European Open Source AI Index", "https://osai-index.eu/"
    MODEL_OPENNESS_TOOL = "model-openness-tool", "Model Openness Tool", "https://mot.isitopen.ai/"
    OSI_VALIDATION = "osi-validation", "OSI validation phase", "https://opensource.org/ai/faq"
    ARTIFICIAL_ANALYSIS = (
        "artificial-analysis",
        "Artificial Analysis Openness Index",
        "https://artificialanalysis.ai/methodology/openness-index",
    )


class Dataset(Noun):
    """One part of the training data."""

    name: Name
    kind: DatasetKind
    url: Url | None = None
    license: LicenseText | None = None
    reason: Reason | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _kind_is_backed(self) -> Dataset:
        if self.kind is DatasetKind.OPEN and self.url is None:
            raise WrongError(Code.DATASET_WITHOUT_ADDRESS, "an open dataset needs the address where it is (`url`)")
        return self


class Fact(Noun):
    """What was found out about one component of the release."""

    status: Status
    license: LicenseText | None = None
    access: Access | None = None
    evidence: tuple[Url, ...] = ()
    note: Text | None = None
    checked: CheckedDay | None = None
    via: Via | None = None
    datasets: tuple[Dataset, ...] = ()

    @model_validator(mode="after")
    def _is_backed(self) -> Fact:
        needs = []
        if self.status in {Status.OPEN, Status.PARTIAL} and not self.evidence:
            needs.append("at least one address in `evidence`")
        if self.status is Status.CLOSED and not (self.evidence or self.note):
            needs.append("`evidence` of where you looked, or a `note`")
        if self.status not in {Status.UNKNOWN, Status.NOT_APPLICABLE} and not self.checked:
            needs.append("`checked`, the day somebody looked")
        if needs:
            raise WrongError(Code.NOT_BACKED, f"{self.status.value} needs {' and '.join(needs)}")
        if self.access and self.status is not Status.PARTIAL:
            raise WrongError(
                Code.GATE_WITHOUT_PARTIAL, "`access` describes a gate, so the status has to be partial", "access"
            )
        if self.license and self.status is Status.NOT_APPLICABLE:
            raise WrongError(Code.LICENSE_OF_NOTHING, "what does not apply has no license", "license")
        return self


UNKNOWN = Fact(status=Status.UNKNOWN)
"""The fact about every component that a record leaves out."""


class Claim(Noun):
    """What the developer calls the release, in its own words."""

    label: Label
    quote: Text | None = None
    url: Url
    checked: CheckedDay

    @model_validator(mode="after")
    def _is_quoted(self) -> Claim:
        if self.label is not Label.NONE and not self.quote:
            raise WrongError(Code.CLAIM_WITHOUT_QUOTE, "a claim needs the developer's own words (`quote`)")
        return self


class Judgment(Noun):
    """A person's or body's answer to a question that facts alone do not decide."""

    answer: Reply
    by: Name
    evidence: Annotated[tuple[Url, ...], Field(min_length=1)]
    checked: CheckedDay
    note: Text | None = None


class Elsewhere(Noun):
    """What another index published about the same release; shown, never mixed into our verdicts.

    `result` puts it into the words of our framework on the same question, so that the two can be compared: the id of a
    level, `met` or `not met`, or a number of points.
    """

    index: Via
    says: Text
    result: Name | None = None
    url: Url
    checked: CheckedDay


class ReplyKind(StrEnum):
    """What a developer's reply is about; each member carries its heading."""

    heading: str

    def __new__(cls, value: str, heading: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.heading = heading
        return member

    OUTDATED = "outdated", "A fact is outdated"
    DEFINITION = "definition", "A definition does not fit"
    PLANS = "plans", "Plans to release more"
    CONTEXT = "context", "Context"


class DeveloperReply(Noun):
    """What the developer published in reply to a card; shown as its word, and part of no verdict."""

    by: Name
    kind: ReplyKind
    says: Text
    url: Url
    checked: CheckedDay


class TrainingCompute(Noun):
    """How much computation the training took, in floating-point operations, as the developer states it."""

    flop: Annotated[Decimal, Field(gt=0)]
    evidence: Annotated[tuple[Url, ...], Field(min_length=1)]
    checked: CheckedDay
    note: Text | None = None


class Record(Noun):
    """One release of one model. Its id is the path of its file."""

    name: Name
    family: Name
    released: ReleaseDay
    summary: Annotated[Text, AfterValidator(_written)]
    modalities: Annotated[tuple[Modality, ...], Field(min_length=1)]
    hub: tuple[HubId, ...] = ()
    base: RecordId | None = None
    aliases: tuple[RecordId, ...] = ()
    evidence: Annotated[tuple[Url, ...], Field(min_length=1)]
    claims: tuple[Claim, ...] = ()
    components: Mapping[ComponentId, Fact]
    judgments: Mapping[Annotated[str, AfterValidator(known_id("judgments", "judgment"))], Judgment] = {}
    training_compute: TrainingCompute | None = None
    elsewhere: tuple[Elsewhere, ...] = ()
    replies: tuple[DeveloperReply, ...] = ()

    def fact(self, component: str) -> Fact:
        """Return what the record says of a component; what it leaves out is unknown."""
        return self.components.get(component, UNKNOWN)


class DeveloperKind(StrEnum):
    """What sort of body a developer is."""

    COMPANY = "company"
    NONPROFIT = "nonprofit"
    ACADEMIC = "academic"
    GOVERNMENT = "government"
    COMMUNITY = "community"


class Developer(Noun):
    """Who made a release."""

    name: Name
    kind: DeveloperKind
    country: Country | None = None
    homepage: Url
