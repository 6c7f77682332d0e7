"""Entity: the figures of one census of the Hugging Face Hub (`data/hub/census/<date>.json`), which `census` writes.

A census reads what the repositories say about themselves: it counts labels, not facts. Each part of the file is a
`Figure`: the rows of one query, with the name of the query (`generator/census/sql/<name>.sql`).
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.schema.census_figure import Count, Figure, Named, Source
from generator.schema.census_lineage import (
    Base,
    Clause,
    Conflict,
    LineageCounts,
    MergeCount,
    MixedMerge,
    NameCount,
    OutcomeCount,
    ReasonCount,
    RelationCount,
    ReleaseUse,
    RuleCount,
    Transition,
)
from generator.schema.census_words import LicenseClass
from generator.schema.fields import Day
from generator.schema.hub_entity import HubEntity, HubText, Size

SCHEMA = 1
"""The version of the layout of this file."""
MOST_BYTES = 200_000
"""The most that a census may take in git."""


class Total(Count):
    """All repositories, those with weights, and those that make each kind of statement."""

    key: HubText
    """`all`, `with-weights`, `license`, `datasets`, `base`, `parameters`."""


class ClassCount(Count):
    """The repositories of a class of licenses; among them those with weights."""

    license_class: LicenseClass
    with_weights: Size


class LicenseTag(Count):
    """A license tag; one that our catalog has stands for the licenses with these ids."""

    tag: HubText
    license_class: LicenseClass
    ids: tuple[HubText, ...] = ()


class TestCount(HubEntity):
    """How the declared licenses do in one test: that of a reader's question, or of a definition.

    Repositories with weights, and their downloads: `yes` passes, `no` fails, `unknown` is what cannot be told, with
    all repositories that declare none.
    """

    __test__ = False  # pytest takes it for a test

    test: HubText
    """The id of the test, such as `osi-approved`, or `mof-1.0/open` for that of a definition."""
    name: HubText
    definition: HubText | None = None
    yes: Count
    no: Count
    unknown: Count
    passing: tuple[HubText, ...] = ()
    """The license tags that pass."""


class Slice(Count):
    """The repositories that share something, by the class of their declared license."""

    key: HubText
    classes: Mapping[LicenseClass, Count] = {}


class LicenseUse(Count):
    """How much a license of our catalog is used, by the tags that stand for it."""

    license: HubText
    tags: tuple[HubText, ...]
    shared_with: tuple[HubText, ...] = ()
    """Other licenses of our catalog that the same tags can stand for."""


class Candidate(HubEntity):
    """A repository without a record that is downloaded a lot, and is no copy or adapter of another one."""

    id: HubText
    downloads: Size
    likes: Size
    created: HubText | None = None
    """The month."""
    task: HubText | None = None
    license_tag: HubText | None = None
    base: HubText | None = None
    known_base: HubText | None = None
    """The release of our records that the base belongs to."""


class Census(HubEntity):
    """The figures of one census. Every part names its query; downloads are those of the 30 days before."""

    schema_: int = SCHEMA
    date: Day
    """The day of the snapshot."""
    source: Source
    totals: Figure[Total]
    classes: Figure[ClassCount]
    """Every class of licenses, also those with no repository."""
    licenses: Figure[LicenseTag]
    """The license tags, most used first."""
    tests: Figure[TestCount]
    by_month: Figure[Slice]
    """By the month of creation, oldest first."""
    by_downloads: Figure[Slice]
    by_task: Figure[Slice]
    by_modality: Figure[Slice]
    by_size: Figure[Slice]
    """By the number of parameters."""
    by_organization: Figure[Slice]
    """Those with most downloads first."""
    gates: Figure[Named]
    datasets: Figure[Named]
    """The datasets that most repositories name."""
    relations: Figure[RelationCount]
    lineage: Figure[LineageCounts]
    """One row."""
    depths: Figure[Named]
    """By the number of steps to the furthest base above."""
    bases: Figure[Base]
    missing_bases: Figure[Named]
    """The names of bases that are not there, those that most repositories state first."""
    outcomes: Figure[OutcomeCount]
    reasons: Figure[ReasonCount]
    rules: Figure[RuleCount]
    names: Figure[NameCount]
    transitions: Figure[Transition]
    """Rows with the same two tags differ in the outcome, because the relation and the organizations count, too."""
    conflicts: Figure[Conflict]
    merges: Figure[MergeCount]
    mixed_merges: Figure[MixedMerge]
    clauses: tuple[Clause, ...]
    """The words behind each rule that `transitions`, `conflicts` or `mixed_merges` names, by license and rule."""
    license_uses: Figure[LicenseUse]
    release_uses: Figure[ReleaseUse]
    candidates: Figure[Candidate]
