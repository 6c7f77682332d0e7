"""The base of every kind of data, and what an entity may refer to while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


class Entity(BaseModel):
    """Frozen data read from a file. YAML keys are the field names with hyphens; an unknown key is an error."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=lambda name: name.rstrip("_").replace("_", "-"),
        populate_by_name=True,
        use_attribute_docstrings=True,
    )


@dataclass(frozen=True)
class Context:
    """What validators know besides the entity itself: today's date, and the ids in other folders and files.

    Without an entry in `ids`, ids of that kind are not checked.
    """

    today: date
    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)
