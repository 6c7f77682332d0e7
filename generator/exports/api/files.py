"""Every file of the API, by its path, as what makes it."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any

from generator.analysis.citation import AUTHORS, TITLE
from generator.core import urls
from generator.exports import tables
from generator.exports.api import types
from generator.exports.api.documents import Documents
from generator.exports.api.openapi import ENVELOPES, description, schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from generator.analysis.scorecard import Scorecard
    from generator.loading.settings import Settings

    Maker = Callable[[], str | bytes]


def files(scorecard: Scorecard, edition: Callable[[str], str | None], addresses: Settings) -> Mapping[str, Maker]:
    """Return what makes each file of the API, by its path; `edition` as `Documents` has it."""
    return dict(_files(Documents(scorecard, edition, addresses)))


def _files(documents: Documents) -> Iterator[tuple[str, Maker]]:
    site = documents.addresses.site
    for kind, path, page, make in _documents(documents):
        yield path, partial(_document, documents, kind, path, page, make)
    yield urls.API_DESCRIPTION, partial(description, site)
    yield from ((urls.api_schema(kind), partial(schema, kind, site)) for kind in ENVELOPES)
    yield from _tables(documents.scorecard)


def _documents(documents: Documents) -> Iterator[tuple[str, str, str, Callable[[], Any]]]:
    """Yield the kind of each document, its path, the path of the page for people, and what makes its data."""
    catalog = documents.scorecard.catalog
    yield "index", urls.API_INDEX, urls.HOME, documents.index
    yield "claims", urls.API_CLAIMS, urls.AUDIT, documents.claims
    yield "changes", urls.API_CHANGES, urls.CHANGES, documents.changes
    for name in catalog.records:
        page = urls.model_page(name)
        yield "release", urls.api_document("releases", name), page, partial(_release, documents, name)
        yield "history", urls.api_document("history", name), page, partial(documents.history, name)
    for name in catalog.licenses:
        path, page = urls.api_document("licenses", name), urls.page("licenses", name)
        yield "license", path, page, partial(documents.license, name)
    for name in catalog.frameworks:
        path, page = urls.api_document("definitions", name), urls.page("frameworks", name)
        yield "definition", path, page, partial(documents.definition, name)
    for name in catalog.developers:
        path, page = urls.api_document("developers", name), urls.page("developers", name)
        yield "developer", path, page, partial(documents.developer, name)


def _release(documents: Documents, record_id: str) -> types.Release:
    return documents.release(documents.scorecard.card(record_id))


def _tables(scorecard: Scorecard) -> Iterator[tuple[str, Maker]]:
    """Yield what makes the tables; all are made from one pass over the cards, when the first is asked for."""
    made = cache(lambda: {table.name: table for table in tables.tables(scorecard)})
    for name in tables.NAMES:
        yield urls.api_table(name, "csv"), partial(lambda name: tables.as_csv(made()[name]), name)
        yield urls.api_table(name, "parquet"), partial(lambda name: tables.as_parquet(made()[name]), name)
    yield urls.API_SQLITE, lambda: tables.as_sqlite(made().values())


def _document(documents: Documents, kind: str, path: str, page: str, make: Callable[[], Any]) -> str:
    """Return a document in its envelope, as JSON."""
    envelope = ENVELOPES[kind](
        schema_version=types.VERSION,
        kind=kind,
        url=documents.address(path),
        page=documents.address(page),
        data_date=documents.data_date,
        attribution=f"{AUTHORS}, {TITLE}, {documents.addresses.site}",
        data=make(),
    )
    return envelope.model_dump_json() + "\n"
