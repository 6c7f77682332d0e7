"""The Hub facts that a card shows about the repositories of a release."""

# Not `from __future__ import annotations`: pydantic reads the annotations of what is stored.

from dataclasses import dataclass
from datetime import date

from generator.core.clock import in_words
from generator.loading import license_tags
from generator.loading.catalog import Catalog
from generator.schema.hub import Counters, Gate, Snapshot, Trouble
from generator.schema.record import Record


@dataclass(frozen=True, slots=True)
class Described:
    """What the Hub said when it last described a repository. None means that the Hub said nothing."""

    license: str
    license_files: tuple[str, ...]
    gate: Gate | None
    parameters: tuple[tuple[str, int], ...]
    """The number of parameters for each data type."""
    weight_files: int
    files: int | None
    bytes: int | None
    base_models: tuple[str, ...]
    relation: str | None
    """The way in which it was made from the base models."""
    datasets: tuple[str, ...]
    commit: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True)
class HubRepository:
    """One repository of a release: what the Hub says about it, how much it is used, and why nothing newer is known."""

    id: str
    described: Described | None
    trouble: str
    """Why the last run got no answer about it; empty if it got one."""
    since: date | None
    downloads: int | None
    derivatives: int | None


@dataclass(frozen=True, slots=True)
class MadeFromIt:
    """What a census of the whole Hub found to be made from a release, over any number of steps, and what that declares.

    Counts of repositories: all, those that declare another license tag than the release, and those that declare none.
    """

    day: date
    derivatives: int
    other_terms: int
    silent: int

    @property
    def sentence(self) -> str:
        """The counts in words, with their day."""
        ends = "" if self.derivatives == 1 else "s"
        other = "declares" if self.other_terms == 1 else "declare"
        silent = "declares" if self.silent == 1 else "declare"
        return (
            f"{self.derivatives:,} derivative{ends} on {in_words(self.day)}; {self.other_terms:,} {other} other terms,"
            f" {self.silent:,} {silent} none."
        )


def made_from_it(record_id: str, catalog: Catalog) -> MadeFromIt | None:
    """Return what the newest census found to be made from a release; None if it found nothing."""
    census = catalog.hub.census
    found = next((row for row in census.release_uses.rows if row.release == record_id), None) if census else None
    if census is None or found is None or not found.derivatives.repositories:
        return None
    return MadeFromIt(census.date, found.derivatives.repositories, found.other_terms, found.silent)


def repositories(record: Record, catalog: Catalog) -> tuple[HubRepository, ...]:
    """Return the Hub facts about each repository of a record, in the order of the record."""
    hub = catalog.hub
    return tuple(
        _repository(key, hub.snapshots.get(key), hub.troubles.get(key), hub.counters.get(key)) for key in record.hub
    )


def _repository(
    key: str, snapshot: Snapshot | None, trouble: Trouble | None, counters: Counters | None
) -> HubRepository:
    return HubRepository(
        id=key,
        described=_described(snapshot) if snapshot else None,
        trouble=trouble.outcome.sentence if trouble else "",
        since=trouble.since if trouble else None,
        downloads=counters.downloads_30d if counters else None,
        derivatives=counters.derivatives if counters else None,
    )


def _described(snapshot: Snapshot) -> Described:
    return Described(
        license=", ".join(license_tags.stated(snapshot.license_)),
        license_files=tuple(file.path for file in snapshot.license_.files),
        gate=snapshot.gated,
        parameters=tuple(snapshot.parameters.by_dtype.items()),
        weight_files=len(snapshot.files.weights),
        files=snapshot.files.count,
        bytes=snapshot.files.bytes_,
        base_models=snapshot.base_models.ids,
        relation=snapshot.base_models.relation,
        datasets=snapshot.datasets,
        commit=snapshot.sha,
        last_modified=snapshot.last_modified,
    )
