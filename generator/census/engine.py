"""Runs SQL on DuckDB, with a memory limit; what does not fit goes to a temporary folder.

The queries are SQL files, one each, in a dialect that sqlglot can translate for Spark (see docs/scale.md). `Engine` is
what the census needs of an engine.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import duckdb

from generator.core.files import scratch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_SQL = Path(__file__).parent / "sql"
Row = dict[str, Any]


class EngineError(Exception):
    """The database cannot go on: the rows are damaged, or memory or disk is full; the message says which."""


class Engine(Protocol):
    """What the census needs of an engine; tables and views have names, and a query is SQL in the dialect of DuckDB."""

    def columns(self, source: Path) -> Mapping[str, str]:
        """Return the columns of a Parquet file, or of all in a folder, and their types; make them the view `source`."""

    def table(self, name: str, sql: str) -> None:
        """Keep the result of a query as a table."""

    def view(self, name: str, sql: str) -> None:
        """Give a query a name."""

    def load(self, name: str, columns: Mapping[str, str], rows: Sequence[tuple[Any, ...]]) -> None:
        """Make a small table from rows; the types of its columns are BIGINT or VARCHAR."""

    def rows(self, sql: str) -> list[Row]:
        """Return the result of a query."""


@cache
def query(name: str) -> str:
    """Return the text of a query; `tables/` holds those that others build on."""
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8")


class DuckEngine:
    """DuckDB on this machine."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Run everything on this connection."""
        self._connection = connection

    def columns(self, source: Path) -> dict[str, str]:
        """Return the columns with their types, and make `source`. Raises duckdb.Error if it cannot be read."""
        pattern = str(source / "**/*.parquet") if source.is_dir() else str(source)
        self.view("source", f"SELECT * FROM read_parquet({_text(pattern)}, union_by_name = true)")
        return {row["column_name"]: row["column_type"] for row in self.rows("DESCRIBE source")}

    def table(self, name: str, sql: str) -> None:
        """Keep the result of a query as a table."""
        self._connection.execute(f"CREATE OR REPLACE TABLE {name} AS {sql}")

    def view(self, name: str, sql: str) -> None:
        """Give a query a name."""
        self._connection.execute(f"CREATE OR REPLACE VIEW {name} AS {sql}")

    def load(self, name: str, columns: Mapping[str, str], rows: Sequence[tuple[Any, ...]]) -> None:
        """Make a small table from rows."""
        self._connection.execute(f"CREATE OR REPLACE TABLE {name} ({', '.join(map(' '.join, columns.items()))})")
        if rows:  # a list for each column: row by row, this takes a hundred times as long
            unnested = ", ".join(["unnest(?)"] * len(columns))
            self._connection.execute(
                f"INSERT INTO {name} SELECT {unnested}", [list(each) for each in zip(*rows, strict=True)]
            )

    def rows(self, sql: str) -> list[Row]:
        """Return the result of a query."""
        cursor = self._connection.execute(sql)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def parquet(self, sql: str) -> bytes:
        """Return the result of a query as Parquet."""
        with scratch() as folder:
            file = folder / "rows.parquet"
            self._connection.execute(f"COPY ({sql}) TO {_text(str(file))} (FORMAT PARQUET, COMPRESSION ZSTD)")
            return file.read_bytes()


@contextmanager
def duck(memory_mb: int) -> Iterator[DuckEngine]:
    """Yield DuckDB with a memory limit. Its tables are in a temporary folder, which goes away with it.

    Raises EngineError in place of every error of DuckDB.
    """
    try:
        with scratch() as folder, duckdb.connect(str(folder / "census.duckdb")) as connection:
            connection.execute(f"SET memory_limit = '{memory_mb}MB'")
            connection.execute(f"SET temp_directory = {_text(str(folder))}")
            connection.execute("SET preserve_insertion_order = false")
            connection.execute("SET TimeZone = 'UTC'")
            yield DuckEngine(connection)
    except duckdb.Error as error:
        raise EngineError(f"The database cannot go on: {str(error).partition(chr(10))[0]}") from None


def _text(value: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"
