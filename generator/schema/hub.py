"""Entities: what the Hugging Face Hub last said about a repository (`data/hub/`). Only `refresh` writes these files.

A snapshot holds facts that seldom change. Counters have files of their own, one per month; `status.json` lists the
repositories that failed, and `run.json` has the day of the last run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, RootModel

from generator.core.enums import DescribedEnum
from generator.schema.fields import Day
from generator.schema.hub_entity import HubEntity, HubText, Size

if TYPE_CHECKING:
    from datetime import date

    from generator.schema.census import Census

SCHEMA = 1
"""The version of the layout of these files."""


class Gate(DescribedEnum):
    """Whether people need permission to download the files of a repository; each member carries its words."""

    words: str

    NONE = "none", "none"
    AUTO = "auto", "opens as soon as you accept the terms"
    MANUAL = "manual", "the owner decides on each request"


class LicenseFile(HubEntity):
    """A file of the repository that states terms, with its hash."""

    path: HubText
    blob_id: HubText | None
    size: Size | None


class HubLicense(HubEntity):
    """What the repository says about its license: the model card's fields, the tags, and the files."""

    card: tuple[HubText, ...]
    name: HubText | None
    link: HubText | None
    tags: tuple[HubText, ...]
    files: tuple[LicenseFile, ...]


class BaseModels(HubEntity):
    """The repositories that this one derives from, and how."""

    relation: HubText | None
    ids: tuple[HubText, ...]


class Parameters(HubEntity):
    """The number of elements in the safetensors files by data type; for a packed type, of packed elements."""

    total: Size | None
    by_dtype: Mapping[HubText, Size]


class WeightFile(HubEntity):
    """A file of weights, with the hash of its content."""

    path: HubText
    size: Size | None
    sha256: HubText | None


class Files(HubEntity):
    """All files together, and each file of weights up to a maximum. None where the Hub did not say."""

    count: Size | None
    bytes_: Size | None
    digest: HubText | None
    weights: tuple[WeightFile, ...]


class Changed(HubEntity):
    """The last day on which a run found a change in these, under the same name."""

    access: Day | None
    """The gate, or whether it is private or disabled."""
    license_: Day | None
    weights: Day | None


class Snapshot(HubEntity):
    """What the Hub says about one repository. A null means that the Hub says nothing."""

    schema_: int
    key: HubText
    hub_id: HubText
    id: HubText
    sha: HubText | None
    created_at: HubText | None
    last_modified: HubText | None
    gated: Gate | None
    private: bool | None
    disabled: bool | None
    pipeline_tag: HubText | None
    library_name: HubText | None
    license_: HubLicense
    base_models: BaseModels
    datasets: tuple[HubText, ...]
    languages: tuple[HubText, ...]
    arxiv: tuple[HubText, ...]
    doi: HubText | None
    parameters: Parameters
    gguf_architecture: HubText | None
    files: Files
    tags: tuple[HubText, ...]
    changed: Changed
    first_seen: Day


class Outcome(DescribedEnum):
    """Why a run got no snapshot of a repository; each member carries its sentence."""

    sentence: str

    IDENTITY_CHANGED = "identity_changed", "Another repository has taken this name."
    DISABLED = "disabled", "The Hub has disabled the repository."
    GATED_ONLY = "gated_only", "The repository exists, but the Hub did not describe it without access."
    PRIVATE_OR_MISSING = "private_or_missing", "The repository is private, or there is none of this name."
    NOT_FOUND = "not_found", "There is no repository of this name."
    BAD_REQUEST = "bad_request", "The Hub rejected the request for this repository."
    SERVER_ERROR = "server_error", "The Hub returned an error."
    NETWORK = "network", "The Hub could not be reached, or its response took too long."
    BAD_BODY = "bad_body", "The response of the Hub could not be read."

    @property
    def is_gone(self) -> bool:
        """Whether a repository with this outcome can no longer be seen by the public."""
        return self in {Outcome.PRIVATE_OR_MISSING, Outcome.NOT_FOUND}


class Trouble(HubEntity):
    """Why a repository has no new snapshot: the outcome, since when, and in how many runs."""

    outcome: Outcome
    since: Day
    last_ok: Day | None
    failures: Annotated[int, Field(ge=1)]
    detail: HubText


class Troubles(RootModel[Mapping[HubText, Trouble]]):
    """`status.json`: every repository that failed when a run last requested it."""


class Counters(HubEntity):
    """The counters of one repository in a month; None where the Hub gave none."""

    downloads_30d: Size | None
    downloads_all_time: Size | None
    likes: Size | None
    adapter: Size | None
    finetune: Size | None
    merge: Size | None
    quantized: Size | None

    @property
    def derivatives(self) -> int | None:
        """How many models on the Hub name this one as their base; None if the Hub gave no count."""
        counts = [self.adapter, self.finetune, self.merge, self.quantized]
        known = [count for count in counts if count is not None]
        return sum(known) if known else None

    def or_else(self, other: Counters | None) -> Counters:
        """Return these counters, with those of another in place of each that the Hub did not give."""
        mine = {name: value for name, value in self if value is not None}
        return other.model_copy(update=mine) if other else self


COUNTERS = tuple(Counters.model_fields)
"""The columns of a month's file, after `id`."""


class Run(HubEntity):
    """`run.json`: the day of the last complete run, and what the next run has to know."""

    schema_: int
    date: Day | None
    tracked: Size
    ok: Size
    pending: tuple[HubText, ...]
    """The repositories that the newest run left, those that have waited longest first."""
    newest: Mapping[HubText, HubText] = {}
    """For each organization whose list was read to its end, when its newest repository was created."""


@dataclass(frozen=True)
class HubData:
    """All of `data/hub/`: snapshots and troubles by repository, counters by month, the last run, censuses by day."""

    snapshots: Mapping[str, Snapshot] = field(default_factory=dict)
    troubles: Mapping[str, Trouble] = field(default_factory=dict)
    months: Mapping[str, Mapping[str, Counters]] = field(default_factory=dict)
    run: Run | None = None
    censuses: Mapping[date, Census] = field(default_factory=dict)

    @property
    def census(self) -> Census | None:
        """The newest census of the whole Hub, if there is one."""
        return self.censuses[max(self.censuses)] if self.censuses else None

    @cached_property
    def counters(self) -> Mapping[str, Counters]:
        """The newest value of each counter of each repository."""
        newest: dict[str, Counters] = {}
        for month in sorted(self.months):
            newest |= {key: row.or_else(newest.get(key)) for key, row in self.months[month].items()}
        return newest

    @property
    def date(self) -> date | None:
        """The day of the last complete run."""
        return self.run.date if self.run else None
