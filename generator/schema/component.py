"""Entity: an entry of the vocabulary (`data/components.yaml`), and the states that a component can have."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, RootModel

from generator.core.enums import DescribedEnum
from generator.schema.entity import Entity
from generator.schema.fields import Id, Name, Text, known_id

TRAINING_DATA = ("pretraining-data", "post-training-data")
"""The components that definitions mean when they speak of training data as one."""


class Status(DescribedEnum):
    """What anyone can get of a component; each member carries its glyph and the sentence that pages print."""

    glyph: str
    sentence: str

    OPEN = "open", "●", "Complete, and anyone can fetch or read it without an account or a request."
    PARTIAL = "partial", "◐", "Some of it, or all of it behind a gate."
    CLOSED = "closed", "○", "Someone checked where it would be, and it is not there."
    UNKNOWN = "unknown", "?", "Nobody has checked yet, or the sources do not decide it."
    NOT_APPLICABLE = "not-applicable", "\N{EN DASH}", "A release of this kind cannot have one."

    @property
    def word(self) -> str:
        """The state as a reader sees it."""
        return self.value.replace("-", " ").capitalize()


class Group(StrEnum):
    """The part of a page that shows a component."""

    WEIGHTS = "weights"
    CODE = "code"
    DATA = "data"
    DOCUMENTATION = "documentation"
    ACCESS = "access"


class ComponentType(StrEnum):
    """What a component is made of; licenses fit one kind better than another (MOF 1.0)."""

    CODE = "code"
    DATA = "data"
    DOCUMENT = "document"
    SERVICE = "service"

    @property
    def plural(self) -> str:
        """The type as a sentence names many of them."""
        return {"document": "documents", "service": "services"}.get(self.value, self.value)


class Use(Entity):
    """What a framework or index calls a component, or uses it for."""

    framework: Annotated[Name, AfterValidator(known_id("frameworks", "framework"))]
    as_: Text


class Component(Entity):
    """One kind of thing that a release can include, and what counts as open, partial and closed."""

    name: Name
    group: Group
    type: ComponentType
    what: Text
    open: Text
    partial: Text
    closed: Text
    not_applicable: Text | None = None
    maps: tuple[Use, ...]


class Components(RootModel[Mapping[Id, Component]]):
    """The whole vocabulary, in the order in which pages show it."""
