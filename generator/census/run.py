"""Takes a census: reads the snapshot, makes the tables one after the other, and returns the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.census.engine import query
from generator.census.figures import figures
from generator.census.labels import KINDS, OUTCOMES, REASONS, Labels
from generator.census.lineage import climb
from generator.census.source import SourceError, digest, read_source
from generator.census.tasks import MODALITIES
from generator.core.hub_names import is_dataset
from generator.schema.census import SCHEMA, Census

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from generator.census.engine import DuckEngine, Engine
    from generator.loading.catalog import Catalog
    from generator.schema.census_origin import Origin

_BEFORE = ("numbers", "repos", "statements", "unresolved", "renames", "bases", "links", "edges")
"""The tables that are made before the bases above each repository are found, in their order."""
_AFTER = ("classified", "judged", "derived", "merged", "mixed")
"""The tables that are made from those, in their order."""
_SHRUNK = 0.9
"""The share of the repositories of the last census that a snapshot has to have."""


class ChangedSourceError(Exception):
    """The snapshot is not what the last census saw, or not what was promised; the message says how."""


def take(path: Path, catalog: Catalog, engine: Engine, origin: Origin) -> Census:
    """Return the census of the snapshot at `path`: a Parquet file, or a folder of them.

    Raises SourceError if the snapshot cannot be read, and ChangedSourceError if its digest is not what it has to be, if
    it has lost a tenth of the repositories of the last census, or a column that was read then.
    """
    sha256 = digest(path) if path.exists() else ""
    if origin.sha256 and sha256 != origin.sha256:
        raise ChangedSourceError(f"The SHA-256 of {path} is {sha256 or 'not known'}, and not {origin.sha256}.")
    columns = read_source(path, engine)
    labels = prepare(catalog, engine)
    size = engine.rows("SELECT count(*) AS rows, max(created) AS day FROM rows")[0]
    day = str(origin.day or "") or size["day"]
    if not day:
        raise SourceError(f"No row of {path} has a day of creation. Name the day of the snapshot with --date.")
    _compare(size["rows"], columns, catalog.hub.census)
    source = {"name": origin.name, "url": origin.url, "revision": origin.revision, "sha256": sha256}
    parts = figures(engine, labels, catalog.licenses)
    document = {"schema": SCHEMA, "date": day, **parts}
    return Census.model_validate({**document, "source": {**source, "rows": size["rows"], "columns": columns}})


def findings(engine: DuckEngine) -> bytes:
    """Return each repository with each base above it, and whether their labels go together, as Parquet."""
    return engine.parquet(query("tables/findings"))


def prepare(catalog: Catalog, engine: Engine) -> Labels:
    """Make every table that the queries read, from the view `rows` and the catalog; return what license tags mean."""
    labels = Labels(catalog)
    for name, columns, rows in _lists(catalog, labels):
        engine.load(name, columns, rows)
    for name in _BEFORE:
        engine.table(name, query(f"tables/{name}"))
    climb(engine)
    tags = engine.rows(
        "SELECT DISTINCT license AS tag FROM repos WHERE license IN (SELECT tag FROM known_tags) ORDER BY 1"
    )
    labels.load([row["tag"] for row in tags], engine)
    for name in ("known_repos", *_AFTER):
        engine.table(name, query(f"tables/{name}"))
    return labels


def _lists(catalog: Catalog, labels: Labels) -> Iterator[tuple[str, dict[str, str], list[tuple[Any, ...]]]]:
    """Yield the small tables that do not depend on the snapshot: name, columns, rows."""
    yield "known_tags", {"tag": "VARCHAR"}, [(tag,) for tag in labels.known]
    yield "known_renames", {"old_name": "VARCHAR", "id": "VARCHAR"}, sorted(_renames(catalog))
    yield "known_names", {"release": "VARCHAR", "name": "VARCHAR"}, sorted(_names(catalog))
    yield "relations", _NUMBERED | {"relation": "VARCHAR"}, list(enumerate(KINDS, start=1))
    yield "outcomes", {"number": "BIGINT", "outcome": "VARCHAR"}, list(enumerate(OUTCOMES, start=1))
    yield "reasons", {"number": "BIGINT", "reason": "VARCHAR"}, list(enumerate(REASONS, start=1))
    yield "task_modalities", {"task": "VARCHAR", "modality": "VARCHAR"}, sorted(MODALITIES.items())


_NUMBERED = {"kind": "BIGINT"}


def _renames(catalog: Catalog) -> Iterable[tuple[str, str]]:
    """Yield what repositories were called, in lower case, and what the Hub calls them now."""
    for key, snapshot in catalog.hub.snapshots.items():
        if key != snapshot.id and not is_dataset(key):
            yield key.lower(), snapshot.id


def _names(catalog: Catalog) -> Iterable[tuple[str, str]]:
    for record_id, record in catalog.records.items():
        yield from ((record_id, name) for name in record.hub)


def _compare(rows: int, columns: tuple[str, ...], last: Census | None) -> None:
    """Raise ChangedSourceError if a snapshot has lost much of what the last census read."""
    if last is None:
        return
    if rows < _SHRUNK * last.source.rows:
        shrunk = f"The snapshot lists {rows:,} repositories; that of {last.date} listed {last.source.rows:,}."
        raise ChangedSourceError(f"{shrunk} It has lost more than a tenth.")
    if lost := [f"`{name}`" for name in last.source.columns if name not in columns]:
        raise ChangedSourceError(f"The snapshot has lost the column {' and the column '.join(lost)}.")


__all__ = ["ChangedSourceError", "SourceError", "prepare", "take"]
