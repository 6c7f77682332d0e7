"""Runs the queries of the census on Spark: sqlglot translates them, and each table is Parquet in a shared folder.

This is for more than one machine can hold. Give `take` this engine instead of DuckDB; docs/scale.md says how, and from
which size on it pays. requirements-scale.txt has the packages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlglot
from pyspark.sql.types import LongType, StringType, StructField, StructType
from sqlglot import exp

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pyspark.sql import SparkSession

    from generator.census.engine import Row

SETTINGS = {
    "spark.sql.ansi.enabled": "false",  # the first item of an empty list is NULL, and no error
    "spark.sql.session.timeZone": "UTC",
}
_TYPES = {"BIGINT": LongType(), "VARCHAR": StringType()}


class SparkEngine:
    """Spark, with a folder that all its machines see."""

    def __init__(self, spark: SparkSession, folder: str) -> None:
        """Run everything in this session; changes its settings to those of `SETTINGS`."""
        self._spark, self._folder = spark, folder
        for name, value in SETTINGS.items():
            spark.conf.set(name, value)

    def columns(self, source: Path) -> dict[str, str]:
        """Return the columns of a Parquet file, or of all in a folder, and their types; make them the view `source`."""
        frame = self._spark.read.option("recursiveFileLookup", "true").parquet(str(source))
        frame.createOrReplaceTempView("source")
        return dict(frame.dtypes)

    def table(self, name: str, sql: str) -> None:
        """Keep the result of a query as a table."""
        place = f"{self._folder}/{name}"
        self._spark.sql(translated(sql)).write.mode("overwrite").parquet(place)
        self._spark.read.parquet(place).createOrReplaceTempView(name)

    def view(self, name: str, sql: str) -> None:
        """Give a query a name."""
        self._spark.sql(translated(sql)).createOrReplaceTempView(name)

    def load(self, name: str, columns: Mapping[str, str], rows: Sequence[tuple[Any, ...]]) -> None:
        """Make a small table from rows."""
        schema = StructType([StructField(column, _TYPES[kind]) for column, kind in columns.items()])
        plain = [tuple(str(each) if isinstance(each, str) else each for each in row) for row in rows]
        self._spark.createDataFrame(plain, schema).createOrReplaceTempView(name)

    def rows(self, sql: str) -> list[Row]:
        """Return the result of a query."""
        return [row.asDict() for row in self._spark.sql(translated(sql)).collect()]


def translated(sql: str) -> str:
    """Return a query in the dialect of Spark."""
    return str(sqlglot.parse_one(sql, read="duckdb").transform(_without_check).sql(dialect="spark"))


def _without_check(node: exp.Expression) -> exp.Expression:
    """Leave out `json_valid`, which Spark lacks: there, what is no JSON has no keys."""
    is_check = isinstance(node, exp.Anonymous) and node.name.lower() == "json_valid"
    return exp.true() if is_check else node
