"""The scorecard: everything judged about all releases, each thing once and only when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from generator.analysis import claims, table
from generator.analysis.count import GROUPS, Count, count, counted
from generator.analysis.ranks import RankInterval, rank_intervals
from generator.evaluation.assess import Assessment, assess_all

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.analysis.claims import ClaimReview
    from generator.analysis.table import Row
    from generator.loading.catalog import Catalog


@dataclass(frozen=True)
class Scorecard:
    """The catalog, and what was judged from it, by record id."""

    catalog: Catalog

    @cached_property
    def assessments(self) -> Mapping[str, Mapping[str, Assessment]]:
        """Every assessment, by record and framework."""
        return assess_all(self.catalog)

    @cached_property
    def reviews(self) -> Mapping[str, tuple[ClaimReview, ...]]:
        """What became of every record's claims."""
        records = self.catalog.records.items()
        return {name: claims.review(record, self.assessments[name], self.catalog) for name, record in records}

    @cached_property
    def counts(self) -> Mapping[str, Count]:
        """The openness count of every record."""
        components = counted(self.catalog.components)
        return {name: count(record, components) for name, record in self.catalog.records.items()}

    @cached_property
    def ranks(self) -> Mapping[str, RankInterval]:
        """The rank interval of every record."""
        groups = [counted(self.catalog.components, group) for group in GROUPS]
        records = self.catalog.records.values()
        counts = [[count(record, components) for components in groups] for record in records]
        shares = [tuple((each.low, each.high) for each in of_record) for of_record in counts]
        return dict(zip(self.catalog.records, rank_intervals(shares), strict=True))

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """One row per release, newest first, as the tables show it."""
        made = (
            table.row(name, record, self.assessments[name], self.reviews[name], self.counts[name], self.catalog)
            for name, record in self.catalog.records.items()
        )
        return tuple(sorted(made, key=lambda row: (row.released, row.id), reverse=True))

    @cached_property
    def families(self) -> Mapping[str, tuple[Row, ...]]:
        """The rows of every family, oldest first, by the name of the family."""
        families: dict[str, list[Row]] = {}
        for row in reversed(self.rows):
            families.setdefault(row.family, []).append(row)
        return {name: tuple(families[name]) for name in sorted(families, key=str.lower)}
