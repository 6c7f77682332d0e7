"""What a card is made from, as one digest, so that nobody need make a card again to know that it is the same."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, Any

from generator.core import paths

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic import BaseModel

    from generator.loading.catalog import Catalog


class MadeFrom:
    """The digests of what the cards of a catalog are made from."""

    def __init__(self, catalog: Catalog, program: str) -> None:
        """Take a catalog, and the digest of the program that makes cards of it."""
        self._catalog = catalog
        self._program = program

    def digest(self, record_id: str) -> str:
        """Return the SHA-256 of all that the card of a release is made from, without its rank and what the Hub counts.

        It names a change of a file that does not change the card; it never misses one that does.
        """
        catalog, record = self._catalog, self._catalog.records[record_id]
        hub, base = catalog.hub, catalog.records.get(record.base or "")
        own = (record, catalog.developers[paths.developer_of(record_id)])
        seen = (each.get(key) for key in record.repositories for each in (hub.snapshots, hub.troubles))
        day = str(hub.date) if any(key in hub.troubles for key in record.repositories) else ""  # decides what is gone
        texts = (record_id, base.name if base else "", day, *map(_text, (*own, *seen)))
        return _hex((self._program, self._shared, *texts))

    @cached_property
    def _shared(self) -> str:
        """The digest of what the cards of all releases are made from."""
        catalog = self._catalog
        folders: tuple[Mapping[Any, BaseModel], ...] = (
            catalog.components,
            catalog.judgments,
            catalog.license_tests,
            catalog.licenses,
            catalog.frameworks,
        )
        return _hex(text for folder in folders for name, entry in folder.items() for text in (name, _text(entry)))


def _text(entity: BaseModel | None) -> str:
    return entity.model_dump_json() if entity else ""


def _hex(texts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
