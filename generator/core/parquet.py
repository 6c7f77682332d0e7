"""Rows as a Parquet file, which DuckDB writes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.core import files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def parquet(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str]) -> bytes:
    """Return rows as Parquet; each column has a type of DuckDB. The same rows always give the same bytes."""
    import duckdb  # noqa: PLC0415  # takes a tenth of a second, which few commands need

    with files.scratch() as folder, duckdb.connect(config={"threads": 1}) as database:
        files.write(folder / "rows.json", "\n".join(map(json.dumps, rows)))
        database.execute(f"SET file_search_path = '{folder}'")
        database.execute(f"COPY (FROM read_ndjson('rows.json', columns = {columns})) TO '{folder}/table.parquet'")
        return (folder / "table.parquet").read_bytes()
