"""Entity: the record of one model release. It states facts; other modules judge what they mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo, model_validator

from generator.core import hub_names, spdx
from generator.core.codes import Code
from generator.core.enums import DescribedEnum
from generator.core.problem import DataError
from generator.schema.archive import check_copies
from generator.schema.component import Status
from generator.schema.compute import TrainingCompute
from generator.schema.entity import Entity
from generator.schema.fields import CheckedDay, ComponentId, HubId, Name, RecordId, ReleaseDay, Text, Url, known_id
from generator.schema.judgment import Judgment
from generator.schema.reply import DeveloperReply


def _license_expression(value: str, info: ValidationInfo) -> str:
    if info.context and "licenses" in info.context.ids:
        spdx.parse(value, info.context.ids["licenses"])
    return value


LicenseText = Annotated[Name, AfterValidator(_license_expression)]


class Modality(StrEnum):
    """What goes in or comes out of a model."""

    TEXT = "text"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    CODE = "code"
    PROTEIN = "protein"


class Output(DescribedEnum):
    """What comes out of a model. Some definitions speak only of some of it; each member carries its sentence."""

    sentence: str

    TEXT = "text", "Text or code that it writes."
    IMAGE = "image", "Images that it makes or changes."
    VIDEO = "video", "Video that it makes or changes."
    SPEECH = "speech", "Spoken language."
    SOUND = "sound", "Music and other sound that is not language."
    TRANSCRIPT = "transcript", "What was said in a recording, or its translation, and nothing else."
    EMBEDDING = "embedding", "Vectors, for search and for other models."
    ANNOTATION = "annotation", "Labels, scores, masks, boxes or structures of what goes in."


class Label(StrEnum):
    """What a developer calls its release."""

    OPEN_SOURCE = "open source"
    FULLY_OPEN = "fully open"
    OPEN_WEIGHTS = "open weights"
    OPEN = "open"
    OPEN_SCIENCE = "open science"
    OTHER = "other"
    NONE = "none"

    @property
    def words(self) -> str:
        """The label as tables print it."""
        return "no claim" if self is Label.NONE else self.value


class Access(DescribedEnum):
    """The gate before a component that is otherwise complete; each member carries its sentence."""

    sentence: str

    GATED = "gated", "Behind a gate: you must accept terms or give contact details first."
    ON_REQUEST = "on-request", "On request: a source shows that a person decides who gets it."


class DatasetKind(DescribedEnum):
    """The kind of data a dataset is, by the FAQ of the OSAID (https://opensource.org/ai/faq), with its sentence."""

    sentence: str

    OPEN = "open", "Anyone can get it now, and copy, keep, change and share it for any purpose; give its `url`."
    PUBLIC = "public", "Anyone can get or inspect it now, but not do all of that; give its `url` if it has one."
    OBTAINABLE = "obtainable", "Others can get it, free or for a fee, but a person decides or a publisher sells it."
    UNSHAREABLE = "unshareable", "It is named or described, and cannot be shared; give the `reason`."
    UNDISCLOSED = "undisclosed", "The developer does not say what it is, or only in general words."


class Reason(StrEnum):
    """Why a dataset cannot be shared."""

    LEGAL = "legal"
    TECHNICAL = "technical"
    PRIVACY = "privacy"


_OSAI = ("https://osai-index.eu/", "https://github.com/Language-Technology-Assessment/main-database/")
_MOT = ("https://mot.isitopen.ai/", "https://github.com/lfai/model_openness_tool/")
_OSI = ("https://opensource.org/",)


class Index(DescribedEnum):
    """Another index, whose judgment a state rests on if we did not check it ourselves."""

    heading: str
    home: str
    publishes: tuple[str, ...]
    """How the addresses begin at which it publishes its results."""

    OSAI_INDEX = "osai-index", "European Open Source AI Index", _OSAI[0], _OSAI
    MODEL_OPENNESS_TOOL = "model-openness-tool", "Model Openness Tool", _MOT[0], _MOT
    OSI_VALIDATION = "osi-validation", "OSI validation phase", "https://opensource.org/ai/faq", _OSI
    ARTIFICIAL_ANALYSIS = (
        "artificial-analysis",
        "Artificial Analysis Openness Index",
        "https://artificialanalysis.ai/methodology/openness-index",
        ("https://artificialanalysis.ai/",),
    )

    def published(self, address: str) -> bool:
        """Return whether an address is one at which the index publishes."""
        return address.startswith(self.publishes)


class Dataset(Entity):
    """One part of the training data."""

    name: Name
    """What the dataset is called."""
    kind: DatasetKind
    """What kind of data it is, and whether others can get it."""
    url: Url | None = None
    """Where it is available or described; an open dataset needs this."""
    license: LicenseText | None = None
    """The license its publisher states for the whole collection."""
    reason: Reason | None = None
    """Why it cannot be shared."""
    note: Text | None = None
    """What a reader should know, in one or two sentences."""

    @property
    def repository(self) -> str | None:
        """The repository on the Hub that it can be had from, `datasets/org/name`."""
        is_there = self.kind in {DatasetKind.OPEN, DatasetKind.PUBLIC, DatasetKind.OBTAINABLE}
        return hub_names.dataset(self.url) if self.url and is_there else None

    @model_validator(mode="after")
    def _kind_is_backed(self) -> Dataset:
        if self.kind is DatasetKind.OPEN and self.url is None:
            raise DataError(Code.DATASET_WITHOUT_ADDRESS, "an open dataset needs a `url` where anyone can get it")
        return self


class Fact(Entity):
    """What is known about one component of the release."""

    status: Status
    """How much of it is available."""
    license: LicenseText | None = None
    """The license of this component: an SPDX id or expression, or an id from data/licenses/."""
    access: Access | None = None
    """The gate before it, if there is one; then the status is partial."""
    evidence: tuple[Url, ...] = ()
    """Addresses of primary sources that show the state; for closed, where somebody checked."""
    archived: tuple[Url, ...] = ()
    """Archived copies of the evidence; the address of each ends with the address that it shows."""
    note: Text | None = None
    """What decides the state, in one or two sentences."""
    checked: CheckedDay | None = None
    """The day of the last check."""
    via: Index | None = None
    """The index whose judgment this is, if none of us checked it."""
    datasets: tuple[Dataset, ...] = ()
    """The datasets that the data consist of, as far as they are known."""

    @model_validator(mode="after")
    def _is_backed(self) -> Fact:
        needs = []
        if self.status in {Status.OPEN, Status.PARTIAL} and not self.evidence:
            needs.append("at least one address in `evidence`")
        if self.status is Status.CLOSED and not (self.evidence or self.note):
            needs.append("`evidence` of where you checked (or a `note`)")
        if self.status not in {Status.UNKNOWN, Status.NOT_APPLICABLE} and not self.checked:
            needs.append("`checked`, the day of the last check")
        if needs:
            raise DataError(Code.NOT_BACKED, f"{self.status.value} needs {' and '.join(needs)}")
        if self.access and self.status is not Status.PARTIAL:
            statement = "`access` describes a gate, so the status must be partial"
            raise DataError(Code.GATE_WITHOUT_PARTIAL, statement, "access")
        if self.license and self.status is Status.NOT_APPLICABLE:
            raise DataError(Code.LICENSE_OF_NOTHING, "a component that does not apply has no license", "license")
        check_copies(self.archived, self.evidence)
        return self


UNKNOWN = Fact(status=Status.UNKNOWN)
"""The fact about every component that a record leaves out."""


class Claim(Entity):
    """What the developer calls the release, in its own words."""

    label: Label
    """What the developer calls the release."""
    quote: Text | None = None
    """The developer's own words, as short as they can be."""
    url: Url
    """Where to read the words."""
    archived: tuple[Url, ...] = ()
    """Archived copies of that page; the address of each ends with its address."""
    checked: CheckedDay
    """The day on which somebody read them."""

    @model_validator(mode="after")
    def _is_quoted(self) -> Claim:
        if self.label is not Label.NONE and not self.quote:
            raise DataError(Code.CLAIM_WITHOUT_QUOTE, "a claim needs a `quote` of the developer's own words")
        check_copies(self.archived, (self.url,))
        return self


class ExternalResult(Entity):
    """What another index published about the same release. Pages show it; it never affects our verdicts.

    `result` says it in the words of our framework on the same question, so that the two can be compared: the id of a
    level, `met` or `not met`, or a number of points.
    """

    index: Index
    """Which index."""
    says: Text
    """Its result, in its words."""
    result: Name | None = None
    """The same in the words of our framework on this question."""
    url: Url
    """Where it is published."""
    checked: CheckedDay
    """The day on which somebody read it."""


class Record(Entity):
    """One release of one model. Its id is the path of its file."""

    name: Name
    """The name of the release, as the developer writes it."""
    family: Name
    """The family it belongs to, spelled the same way in all records."""
    released: ReleaseDay
    """The day of the release, or the month if the day is not known."""
    summary: Text
    """What the model is, in one sentence."""
    modalities: Annotated[tuple[Modality, ...], Field(min_length=1)]
    """What goes in or comes out."""
    outputs: Annotated[tuple[Output, ...], Field(min_length=1)] = (Output.TEXT,)
    """What comes out; left out for a model that writes text or code."""
    hub: tuple[HubId, ...] = ()
    """Its repositories on the Hugging Face Hub, as organization/name."""
    base: RecordId | None = None
    """The id of the record it was fine-tuned from, if any."""
    aliases: tuple[RecordId, ...] = ()
    """Ids that this record had before."""
    evidence: Annotated[tuple[Url, ...], Field(min_length=1)]
    """Addresses that support the name, date and summary."""
    claims: tuple[Claim, ...] = ()
    """What the developer calls it, in its own words."""
    components: Mapping[ComponentId, Fact]
    """What is known about each component; a component that is left out is unknown."""
    judgments: Mapping[Annotated[str, AfterValidator(known_id("judgments", "judgment"))], Judgment] = {}
    """Published answers to questions that facts alone do not decide."""
    training_compute: TrainingCompute | None = None
    """How much computation the training took, stated or estimated."""
    elsewhere: tuple[ExternalResult, ...] = ()
    """What other indexes published about it."""
    replies: tuple[DeveloperReply, ...] = ()
    """The developer's published replies to this card."""

    @property
    def repositories(self) -> tuple[str, ...]:
        """The repositories on the Hub that it names: those of the release, and those of its datasets."""
        datasets = (one.repository for fact in self.components.values() for one in fact.datasets)
        return tuple(dict.fromkeys((*self.hub, *filter(None, datasets))))

    def fact(self, component: str) -> Fact:
        """Return what the record says about a component; a component that it leaves out is unknown."""
        return self.components.get(component, UNKNOWN)

    def licenses(self) -> Iterator[str]:
        """Yield every license expression in the record."""
        for fact in self.components.values():
            stated = (fact.license, *(dataset.license for dataset in fact.datasets))
            yield from filter(None, stated)
