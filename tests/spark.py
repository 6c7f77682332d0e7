"""Takes the census of a small snapshot on Spark, and expects the figures of DuckDB. `make test-spark` runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hub_rows import write, write_few
from pyspark.sql import SparkSession

from generator.census.document import to_json
from generator.census.engine import duck
from generator.census.run import take
from generator.census.spark import SparkEngine
from generator.schema.census_origin import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.loading.catalog import Catalog

ORIGIN = Origin(name="synthetic snapshot")


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "4")
        .getOrCreate()
    )
    yield session
    session.stop()


def both(path: Path, folder: Path, catalog: Catalog, session: SparkSession) -> tuple[str, str]:
    with duck(400) as engine:
        here = take(path, catalog, engine, ORIGIN)
    there = take(path, catalog, SparkEngine(session, str(folder)), ORIGIN)
    return to_json(here), to_json(there)


def test_spark_finds_the_same_figures(tmp_path: Path, small: Catalog, spark: SparkSession) -> None:
    path = tmp_path / "models.parquet"
    write(path, 10_000)
    here, there = both(path, tmp_path / "tables", small, spark)
    assert there == here


def test_spark_finds_the_same_in_a_snapshot_of_few_columns(tmp_path: Path, small: Catalog, spark: SparkSession) -> None:
    path = tmp_path / "few.parquet"
    rows: list[dict[str, object]] = [
        {"id": "lab/base", "tags": ["license:llama3.1"]},
        {"id": "fan/made", "tags": ["license:mit", "base_model:finetune:lab/base"], "downloads": 7},
    ]
    write_few(path, rows)
    here, there = both(path, tmp_path / "tables", small, spark)
    assert there == here
