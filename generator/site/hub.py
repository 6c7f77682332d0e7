"""The Hub's word on the pages: shown apart from what people judged, with its date, and where the two disagree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.analysis.drift import Drift, drifts
from generator.core import paths
from generator.loading import license_tags

if TYPE_CHECKING:
    from generator.loading.catalog import Catalog
    from generator.schema.hub import Counters, Snapshot, Trouble
    from generator.schema.record import Record
    from generator.site.context import Site


@dataclass(frozen=True)
class Repository:
    """What the Hub says of one repository of a record: None for what it never said."""

    key: str
    snapshot: Snapshot | None
    trouble: Trouble | None
    counters: Counters | None
    drifts: tuple[Drift, ...]

    @property
    def license(self) -> str:
        """The license as the repository states it."""
        return ", ".join(license_tags.stated(self.snapshot.license_)) if self.snapshot else ""


def repositories(record: Record, catalog: Catalog) -> tuple[Repository, ...]:
    """Return what the Hub says of every repository of a record, in the order of the record."""
    hub, found = catalog.hub, drifts(record, catalog)
    return tuple(
        Repository(
            key,
            hub.snapshots.get(key),
            hub.troubles.get(key),
            hub.counters.get(key),
            tuple(drift for drift in found if drift.key == key),
        )
        for key in record.hub
    )


def needs_a_person(site: Site) -> str:
    """The list of everything the Hub and the records disagree about."""
    records = site.catalog.records
    return site.render(
        paths.HUB_PAGE,
        "hub",
        found=[
            (record_id, record, drift)
            for record_id, record in records.items()
            for drift in drifts(record, site.catalog)
        ],
        troubles=site.catalog.hub.troubles,
        tracked=sum(len(record.hub) for record in records.values()),
        file=paths.record_file,
    )
