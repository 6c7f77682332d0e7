"""The facts and verdicts as tables, for people who analyze them: CSV, Parquet, and one SQLite file."""

from __future__ import annotations

import csv
import io
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.core.parquet import parquet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.analysis.card import ReleaseCard
    from generator.analysis.scorecard import Scorecard

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Table:
    """A table: its name, its columns with their SQL types, and its rows."""

    name: str
    columns: Mapping[str, str]
    rows: Sequence[Row]


COLUMNS = {
    "releases": {
        "release": "TEXT",
        "name": "TEXT",
        "developer": "TEXT",
        "family": "TEXT",
        "released": "TEXT",
        "modalities": "TEXT",
        "base": "TEXT",
        "license": "TEXT",
        "checked": "TEXT",
        "open": "INTEGER",
        "partial": "INTEGER",
        "closed": "INTEGER",
        "unknown": "INTEGER",
        "quote": "TEXT",
    },
    "verdicts": {
        "release": "TEXT",
        "definition": "TEXT",
        "version": "TEXT",
        "answer": "TEXT",
        "words": "TEXT",
        "at_least": "REAL",
        "at_most": "REAL",
        "most": "REAL",
        "is_decided": "INTEGER",
        "applies": "INTEGER",
    },
    "components": {
        "release": "TEXT",
        "component": "TEXT",
        "part": "TEXT",
        "state": "TEXT",
        "access": "TEXT",
        "license": "TEXT",
        "note": "TEXT",
        "checked": "TEXT",
        "via": "TEXT",
    },
    "evidence": {"release": "TEXT", "component": "TEXT", "url": "TEXT"},
    "datasets": {
        "release": "TEXT",
        "component": "TEXT",
        "name": "TEXT",
        "kind": "TEXT",
        "url": "TEXT",
        "license": "TEXT",
        "note": "TEXT",
    },
    "claims": {
        "release": "TEXT",
        "label": "TEXT",
        "quote": "TEXT",
        "url": "TEXT",
        "checked": "TEXT",
        "standing": "TEXT",
    },
    "license_terms": {
        "license": "TEXT",
        "term": "TEXT",
        "answer": "TEXT",
        "condition": "TEXT",
        "users": "INTEGER",
        "usd": "INTEGER",
        "quote": "TEXT",
        "url": "TEXT",
    },
}
"""The columns of each table. `group` is a word of SQL, so the group of a component is its `part`."""
NAMES = tuple(COLUMNS)


def tables(scorecard: Scorecard) -> tuple[Table, ...]:
    """Return every table, with its rows sorted by their first columns."""
    cards = sorted(scorecard.cards, key=lambda card: card.id)
    rows: dict[str, Iterable[Row]] = {
        "releases": map(_release, cards),
        "verdicts": (row for card in cards for row in _verdicts(card)),
        "components": (row for card in cards for row in _components(card)),
        "evidence": (row for card in cards for row in _evidence(card)),
        "datasets": (row for card in cards for row in _datasets(card)),
        "claims": (row for card in cards for row in _claims(card)),
        "license_terms": _terms(scorecard),
    }
    return tuple(Table(name, columns, tuple(rows[name])) for name, columns in COLUMNS.items())


def as_csv(table: Table) -> str:
    """Return a table as CSV (RFC 4180); an empty field is a value that we do not know."""
    text = io.StringIO()
    csv.writer(text).writerows([tuple(table.columns), *table.rows])
    return text.getvalue()


def as_parquet(table: Table) -> bytes:
    """Return a table as Parquet."""
    columns = {name: _PARQUET[kind] for name, kind in table.columns.items()}
    return parquet((dict(zip(table.columns, row, strict=True)) for row in table.rows), columns)


_PARQUET = {"TEXT": "VARCHAR", "INTEGER": "BIGINT", "REAL": "DOUBLE"}


def as_sqlite(made: Iterable[Table]) -> bytes:
    """Return all tables in one SQLite database. The same tables always give the same bytes."""
    with closing(sqlite3.connect(":memory:")) as database:
        for table in made:
            database.execute(f"CREATE TABLE {table.name} ({', '.join(map(' '.join, table.columns.items()))})")
            marks = ", ".join("?" * len(table.columns))
            database.executemany(f"INSERT INTO {table.name} VALUES ({marks})", table.rows)  # noqa: S608  # our own name
        database.commit()
        return _without_version(database.serialize())


def _without_version(database: bytes) -> bytes:
    """Remove which release of SQLite wrote a database (bytes 96 to 99), which its format leaves open to any value."""
    return database[:96] + bytes(4) + database[100:]


def _release(card: ReleaseCard) -> Row:
    return (
        card.id,
        card.name,
        card.developer.id,
        card.family,
        card.released,
        " ".join(card.modalities),
        card.base.id if card.base else None,
        card.license.expression,
        card.checked and card.checked.isoformat(),
        *(card.count.open, card.count.partial, card.count.closed, card.count.unknown),
        card.quote,
    )


def _verdicts(card: ReleaseCard) -> Iterator[Row]:
    for each in card.verdicts:
        name = (card.id, each.definition.id, each.definition.version, each.answer.value, each.words)
        yield *name, each.at_least, each.at_most, each.most, int(each.is_decided), int(each.applies)


def _components(card: ReleaseCard) -> Iterator[Row]:
    for each in card.components:
        fact = each.fact
        judged = (fact.access and fact.access.value, fact.license, fact.note)
        checked = (fact.checked and fact.checked.isoformat(), fact.via and fact.via.value)
        yield card.id, each.id, each.group.value, fact.status.value, *judged, *checked


def _evidence(card: ReleaseCard) -> Iterator[Row]:
    yield from ((card.id, each.id, url) for each in card.components for url in each.fact.evidence)


def _datasets(card: ReleaseCard) -> Iterator[Row]:
    for component in card.components:
        for each in component.fact.datasets:
            yield card.id, component.id, each.name, each.kind.value, each.url, each.license, each.note


def _claims(card: ReleaseCard) -> Iterator[Row]:
    for review in card.claims:
        claim = review.claim
        yield card.id, claim.label.value, claim.quote, claim.url, claim.checked.isoformat(), review.standing.value


def _terms(scorecard: Scorecard) -> Iterator[Row]:
    for name, entry in scorecard.catalog.licenses.items():
        for term, each in entry.terms.items():
            figures = (each.condition, each.users, each.usd, each.quote, each.url or entry.url)
            yield name, term.value, each.answer.value, *figures
