"""The rows of a census about lineage: what repositories were made from, and whether they keep to the terms of that."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.schema.census_figure import Count
from generator.schema.census_words import Outcome, Reason, Relation, Rule
from generator.schema.fields import Url
from generator.schema.hub_entity import HubEntity, HubText, Size


class RelationCount(Count):
    """How many repositories state this relation to a base."""

    relation: Relation
    statements: Size
    """How many bases they name; a merge names several."""


class LineageCounts(HubEntity):
    """How the statements of bases hang together."""

    derivatives: Count
    """The repositories that state a base other than themselves."""
    statements: Size
    resolved: Size
    """The statements whose base is in the snapshot under this name."""
    renamed: Size
    """Those whose base is there under another name."""
    missing: Size
    """Those whose base is not there."""
    itself: Size
    """Those that name the repository itself."""
    in_cycles: Size
    """The repositories that come back to themselves from base to base."""
    roots: Size
    """The repositories that have derivatives and state no base that is there."""
    deepest: Size


class Base(HubEntity):
    """A repository that others state as their base."""

    id: HubText
    license_tag: HubText | None = None
    direct: Size
    derivatives: Count
    """All that come from it, over any number of steps, without itself."""


class OutcomeCount(Count):
    """The derivatives with this outcome: those that conflict with any base above them, and so on."""

    outcome: Outcome
    statements: Size
    """The pairs of a derivative and a base that it states directly with this outcome."""


class RuleCount(Count):
    """The derivatives that conflict with a base above them by this rule; one can conflict by several."""

    rule: Rule


class ReasonCount(Count):
    """The derivatives for which it cannot be told, by why."""

    reason: Reason


class NameCount(HubEntity):
    """How many fine-tuned models and merges have a name that begins as the license of a base above them asks."""

    base_tag: HubText
    prefix: HubText
    keeps: Count
    lacks: Count


class Transition(Count):
    """From the license tag of a base to that of a repository that states it as its base."""

    base_tag: HubText
    declared_tag: HubText
    outcome: Outcome
    rules: tuple[Rule, ...] = ()
    """Those that conflict."""


class Conflict(HubEntity):
    """A repository, among the most downloaded, that declares what the license of a base above it does not allow."""

    id: HubText
    downloads: Size
    declared_tag: HubText
    base: HubText
    base_tag: HubText
    relation: Relation
    steps: Annotated[int, Field(ge=1)]
    """How many steps the base is above it: 1 is a base that it states itself."""
    rules: tuple[Rule, ...]


class MixedMerge(HubEntity):
    """A merge, among the most downloaded, of two bases of which neither may be under the license of the other."""

    id: HubText
    downloads: Size
    declared_tag: HubText | None = None
    bases: tuple[HubText, HubText]
    base_tags: tuple[HubText, HubText]
    rules: tuple[Rule, ...]
    """Those by which the license of the first rules out that of the second, and the other way round."""


class MergeCount(Count):
    """Merges of at least two bases that are in the snapshot, by whether any two of them rule each other out."""

    outcome: Outcome


class Clause(HubEntity):
    """The words of a license that a rule rests on."""

    license: HubText
    """The id in our catalog."""
    rule: Rule
    quote: str | None = None
    url: Url


class ReleaseUse(HubEntity):
    """What was made from the repositories of a release of our records."""

    release: HubText
    repositories: Size
    """Those of the release that are in the snapshot."""
    downloads: Size
    direct: Size
    derivatives: Count
    """Over any number of steps."""
    other_terms: Size
    """The derivatives that declare another license tag than the repository of the release that they come from."""
    silent: Size
    """The derivatives that declare no license."""
    conflicts: Size
    """The derivatives that declare what the license of that repository does not allow."""
