"""Entity: where a snapshot of the whole Hub comes from (`origin.json` beside its tables), which a census repeats."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from generator.schema.fields import Url
from generator.schema.hub_entity import HubEntity, HubText

FILE = "origin.json"
"""The file in the folder of a snapshot."""


class Origin(HubEntity):
    """Where a snapshot comes from, as far as whoever fetched it says so."""

    name: HubText
    """The name of the dataset, or what else the snapshot is."""
    url: Url | None = None
    revision: HubText | None = None
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    """What its digest has to be."""
    day: date | None = None
    """Its day; otherwise the day on which the newest repository in it was created."""
