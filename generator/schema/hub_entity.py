"""The base of every JSON file under `data/hub/`, and the types of what the Hub says in them."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field

from generator.schema.entity import Entity

MAX_TEXT = 200
"""Longer texts of the Hub are cut; readers need nothing longer."""

HubText = Annotated[str, Field(max_length=MAX_TEXT)]
Size = Annotated[int, Field(ge=0)]


class HubEntity(Entity):
    """An entity in a JSON file of `data/hub/`; the keys keep the underscores of the Hub's own JSON."""

    model_config = ConfigDict(alias_generator=lambda name: name.rstrip("_"))
