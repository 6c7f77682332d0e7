"""What the parts of a census are made of: counts, and the rows of one query with its name."""

from __future__ import annotations

from typing import Annotated, Generic, TypeVar

from pydantic import Field

from generator.schema.fields import Url
from generator.schema.hub_entity import HubEntity, HubText, Size


class Count(HubEntity):
    """How many repositories, and how often they were downloaded in the 30 days before the snapshot."""

    repositories: Size
    downloads: Size


class Named(Count):
    """Repositories that have something in common, by its name: a gate, a dataset, a depth, a relation."""

    key: HubText


class Source(HubEntity):
    """Where the rows came from."""

    name: HubText
    """The name of the dataset, or what else was read."""
    url: Url | None = None
    revision: HubText | None = None
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """The SHA-256 of the file; of a folder, that of the digests of its files in the order of their names."""
    rows: Size
    columns: tuple[HubText, ...]
    """Those that were read."""


R = TypeVar("R", bound=HubEntity)


class Figure(HubEntity, Generic[R]):
    """The rows of one query, which has a file of its name in `generator/census/sql/`.

    `left_out` counts what the rows do not list, because there are too many.
    """

    query: HubText
    rows: tuple[R, ...] = ()
    left_out: Size = 0
