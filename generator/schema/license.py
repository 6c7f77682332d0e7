"""Entity: a license as the terms it sets. Each term is a yes, a no or an unknown, with the words that say so."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from generator.core.codes import Code
from generator.core.problem import DataError
from generator.schema.component import ComponentType
from generator.schema.entity import Entity
from generator.schema.fields import CheckedDay, Country, Day, Name, Text, Url
from generator.schema.term import Term


class TriState(StrEnum):
    """What a license, or a person who judged, says: yes, no, or unknown."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Tested(StrEnum):
    """When the number of users counts."""

    ON_RELEASE = "on-release"
    RUNNING = "running"


class Carried(StrEnum):
    """What a license that reaches modified versions asks to be carried on."""

    LICENSE = "license"
    RESTRICTIONS = "restrictions"


class Provision(Entity):
    """What a license says on one term, with its own words."""

    answer: TriState
    """Whether the license sets this term."""
    condition: Text | None = None
    """What limits the answer, as a short phrase with its amount that begins with "only" or "not"."""
    words: Text | None = None
    """What the term is about, in a few words: the name to show, the places excluded, the only purpose allowed."""
    quote: Text | None = None
    """The words that say so, as short as they can be."""
    url: Url | None = None
    """Where to read them, if not in the license itself."""
    note: Text | None = None
    """What a reader should know."""
    users: Annotated[int, Field(gt=0)] | None = None
    """The number of users at which a cap starts."""
    usd: Annotated[int, Field(gt=0)] | None = None
    """The yearly revenue, in US dollars, at which a cap starts."""
    tested: Tested | None = None
    """When the number of users counts."""
    date: Day | None = None
    """The day on which it counts, if there is one."""
    places: tuple[Country, ...] = ()
    """The places that are excluded: two capital letters each, such as GB; EU is the European Union."""
    carries: Carried | None = None
    """What modified versions have to carry on: this license itself, or its restrictions under any terms."""
    begins: Name | None = None
    """What the names of modified versions have to begin with."""

    @property
    def is_limited(self) -> bool:
        """Whether a condition, or a figure, makes the answer less than a plain yes or no."""
        return bool(self.condition or self.users or self.usd)

    @model_validator(mode="after")
    def _yes_is_shown(self) -> Provision:
        if self.answer is TriState.YES and not (self.quote or self.note):
            raise DataError(Code.UNSHOWN_YES, "a yes needs a `quote` of the words that say so, or a `note`")
        return self


class Statement(Entity):
    """What an authority said about a license that is not on the SPDX list."""

    by: Name
    """Who said it."""
    says: Text
    """The words."""
    url: Url
    """Where to read them."""
    checked: CheckedDay
    """The day on which somebody read them."""


class License(Entity):
    """One license: where its text is, when somebody read all of it, and its terms."""

    name: Name
    """The full name of the license."""
    short: Name
    """The name for tables and sentences; the SPDX id if there is one."""
    licensor: Name | None = None
    """Who grants it, if it is always the same party."""
    published: Day | None = None
    """The day on which it was published."""
    url: Url
    """Where to read its text; the licensor's own copy, if there is one."""
    hub: tuple[Name, ...] = ()
    """Its tags on the Hugging Face Hub."""
    only_for: ComponentType | None = None
    """The only kind of component that it is given to, if there is one."""
    read: CheckedDay | None = None
    """The day on which somebody read the whole text."""
    summary: Text
    """What it allows, in a few sentences."""
    condition: Text | None = None
    """Its most notable condition, in a few words that fit into a sentence."""
    terms: Mapping[Term, Provision] = {}
    """What it says on each term; a term that is left out is unknown."""
    adapters: Provision | None = None
    """Whether it says in so many words that an adapter counts as a modified version."""
    statements: tuple[Statement, ...] = ()
    """What authorities said about it."""

    def answer(self, term: Term) -> TriState:
        """Return what the license says on a term; a term that its entry leaves out is unknown."""
        clause = self.terms.get(term)
        return clause.answer if clause else TriState.UNKNOWN
