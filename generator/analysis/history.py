"""What the ledgers tell: the editions of each release under all its ids, and every verdict that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.core import paths

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.loading.catalog import Catalog
    from generator.schema.history import Edition


class Published(NamedTuple):
    """An edition, and the id under which it was published, which the release may have given up since."""

    record_id: str
    edition: Edition
    number: int
    """Its line in the ledger of that id."""

    @property
    def developer(self) -> str:
        """The id of the developer."""
        return paths.developer_of(self.record_id)


History = tuple[Published, ...]


def histories(catalog: Catalog) -> Mapping[str, History]:
    """Return all editions of each release, oldest first, by its id; if it has no record any more, by its last id."""
    now = {alias: record_id for record_id, record in catalog.records.items() for alias in record.aliases}
    found: dict[str, list[Published]] = {}
    for record_id, ledger in catalog.history.items():
        editions = (Published(record_id, edition, number) for number, edition in enumerate(ledger, start=1))
        found.setdefault(now.get(record_id, record_id), []).extend(editions)
    return {record_id: tuple(sorted(each, key=_order)) for record_id, each in found.items()}


def changes(histories: Mapping[str, History]) -> History:
    """Return every edition in which a verdict changed, newest first."""
    found = [each for history in histories.values() for each in history if each.edition.changes]
    return tuple(sorted(sorted(found, key=lambda each: each.record_id), key=_order, reverse=True))


def _order(published: Published) -> tuple[str, int]:
    return published.edition.order
