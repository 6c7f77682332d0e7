"""Entity: a license as the terms it sets. Each term is a yes, a no or an unknown, with the words that say so."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, model_validator

from generator.core.codes import Code
from generator.core.enums import DescribedEnum
from generator.core.problem import DataError
from generator.schema.entity import Entity
from generator.schema.fields import CheckedDay, Day, Name, Text, Url

if TYPE_CHECKING:
    from datetime import date


class Side(StrEnum):
    """What a term is to the one who receives the license."""

    PERMISSION = "permission"
    LIMIT = "limit"
    DUTY = "duty"
    PATENT = "patent"


class Term(DescribedEnum):
    """A term a license can set; each member carries its side, its name and the sentences for yes and no."""

    side: Side
    heading: str
    yes: str
    no: str

    COMMERCIAL_USE = (
        "commercial-use",
        Side.PERMISSION,
        "Commercial use",
        "You may use it commercially.",
        "You may not use it commercially.",
    )
    REDISTRIBUTION = (
        "redistribution",
        Side.PERMISSION,
        "Redistribution",
        "You may pass copies on.",
        "You may not pass copies on.",
    )
    DERIVATIVES = (
        "derivatives",
        Side.PERMISSION,
        "Modified versions",
        "You may make and share modified versions.",
        "You may not make and share modified versions.",
    )
    OUTPUT_TRAINING = (
        "output-training",
        Side.PERMISSION,
        "Training others on outputs",
        "You may train other models on its outputs.",
        "You may not train other models on its outputs.",
    )
    USER_CAP = (
        "user-cap",
        Side.LIMIT,
        "Condition on number of users",
        "Whoever has too many users needs another license.",
        "The number of your users does not matter.",
    )
    REVENUE_CAP = (
        "revenue-cap",
        Side.LIMIT,
        "Limit by revenue",
        "Whoever earns too much needs another license.",
        "Your revenue does not matter.",
    )
    FIELD_OF_USE = (
        "field-of-use",
        Side.LIMIT,
        "Limits on fields of use",
        "The license itself forbids some uses.",
        "The license itself forbids no field of use.",
    )
    USE_POLICY = (
        "use-policy",
        Side.LIMIT,
        "Acceptable use policy",
        "A separate acceptable use policy binds you.",
        "No separate use policy binds you.",
    )
    TERRITORY = (
        "territory",
        Side.LIMIT,
        "Excluded territories",
        "Some places or persons in them are excluded.",
        "It applies everywhere.",
    )
    REMOTE_RESTRICTION = (
        "remote-restriction",
        Side.LIMIT,
        "Remote restriction",
        "The licensor may restrict your use later, or demand that you update.",
        "The licensor cannot restrict your use from afar.",
    )
    UNILATERAL_UPDATE = (
        "unilateral-update",
        Side.LIMIT,
        "Change of terms",
        "The licensor may change the terms for copies you already have.",
        "The terms of your copy stay as they are.",
    )
    ATTRIBUTION = (
        "attribution",
        Side.DUTY,
        "Notices and credit",
        "You have to keep notices, give credit or pass on the license.",
        "No notice or credit is demanded.",
    )
    NAMING = (
        "naming",
        Side.DUTY,
        "Naming or display",
        "You have to display a name or put it into yours.",
        "No name has to be displayed.",
    )
    COPYLEFT = (
        "copyleft",
        Side.DUTY,
        "Same terms for derivatives",
        "Modified versions have to carry these terms on.",
        "Modified versions may have other terms.",
    )
    PATENT_GRANT = (
        "patent-grant",
        Side.PATENT,
        "Patent grant",
        "Patent rights are granted expressly.",
        "No patent rights are granted expressly.",
    )
    PATENT_RETALIATION = (
        "patent-retaliation",
        Side.PATENT,
        "End on litigation",
        "Rights end for those who start certain lawsuits.",
        "Lawsuits do not end your rights.",
    )


class TriState(StrEnum):
    """What a license, or a person who judged, says: yes, no, or unknown."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    @property
    def word(self) -> str:
        """The answer as a reader sees it."""
        return "Not known" if self is TriState.UNKNOWN else self.value.capitalize()


class Tested(StrEnum):
    """When the number of users counts."""

    ON_RELEASE = "on-release"
    RUNNING = "running"


class Provision(Entity):
    """What a license says on one term, with its own words."""

    answer: TriState
    """Whether the license sets this term."""
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
    published: Day | None = None
    """The day on which it was published."""
    url: Url
    """Where to read its text; the licensor's own copy, if there is one."""
    hub: tuple[Name, ...] = ()
    """Its tags on the Hugging Face Hub."""
    read: CheckedDay | None = None
    """The day on which somebody read the whole text."""
    summary: Text
    """What it allows, in a few sentences."""
    condition: Text | None = None
    """Its most notable condition, in a few words that fit into a sentence."""
    terms: Mapping[Term, Provision] = {}
    """What it says on each term; a term that is left out is unknown."""
    statements: tuple[Statement, ...] = ()
    """What authorities said about it."""

    def answer(self, term: Term) -> TriState:
        """Return what the license says on a term; a term that its entry leaves out is unknown."""
        clause = self.terms.get(term)
        return clause.answer if clause else TriState.UNKNOWN


def cap_words(clause: Provision) -> str:
    """Describe a cap in figures: "more than 700,000,000 monthly users, tested on the release date only"."""
    parts = []
    if clause.users:
        parts.append(f"more than {clause.users:,} monthly users")
    if clause.usd:
        parts.append(f"more than US${clause.usd:,} a year")
    when = {Tested.RUNNING: "tested at all times", Tested.ON_RELEASE: "tested on the release date only"}
    if clause.tested:
        on: date | None = clause.date
        parts.append(when[clause.tested] + (f" ({on})" if on else ""))
    return ", ".join(parts)
