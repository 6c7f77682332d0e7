"""Takes the census of synthetic snapshots of growing size, and measures it; then does a part of it with pandas.

    python tests/scale.py            250,000 and 2,500,000 repositories
    python tests/scale.py 10000      other sizes

`make scale` runs it. It takes some minutes and prints a table; docs/scale.md has the figures of one such run. Each
measurement is a process of its own, because the memory of one that has ended says nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hub_rows import write

SIZES = (250_000, 2_500_000)
MOST_SECONDS, MOST_MB, MOST_GROWTH = 120, 2_048, 11
ROOT = Path(__file__).parents[1]
LICENSES = "generator/census/sql/licenses.sql"


def main() -> None:
    """Measure each size, or run the one step that an argument names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--step", choices=tuple(STEPS), help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.step:
        sys.stdout.write(json.dumps(STEPS[arguments.step](arguments.file) | _spent()))
        return
    with TemporaryDirectory() as folder:
        measured = {size: _measure(Path(folder, f"{size}.parquet"), size) for size in arguments.sizes}
    _tell(measured)


def _measure(file: Path, size: int) -> dict[str, dict[str, Any]]:
    """Write a snapshot, and run each step on it in a process of its own."""
    start = time.perf_counter()
    write(file, size)
    print(f"{size:,} rows: {file.stat().st_size / 1e6:,.0f} MB in {time.perf_counter() - start:.0f} s")
    return {step: _run(step, file) for step in STEPS}


def _run(step: str, file: Path) -> dict[str, Any]:
    start = time.perf_counter()
    command = [sys.executable, __file__, "--step", step, "--file", str(file)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    if done.returncode:
        return {"failed": done.stderr.strip().rpartition("\n")[2] or f"ended with {done.returncode}"}
    found: dict[str, Any] = json.loads(done.stdout)
    return found | {"seconds": time.perf_counter() - start}


def _spent() -> dict[str, float]:
    spent = resource.getrusage(resource.RUSAGE_SELF)
    return {"cpu": spent.ru_utime + spent.ru_stime, "megabytes": spent.ru_maxrss / 1024}


def census(file: Path) -> dict[str, Any]:
    """Take the whole census, as the command does; return the most used licenses and the transitions."""
    from generator.census.document import to_json
    from generator.census.engine import duck
    from generator.census.run import take
    from generator.core.clock import today
    from generator.schema.census_origin import Origin
    from generator.validation.project import read_project

    catalog, _ = read_project(ROOT, today())
    with duck(1200) as engine:
        taken = take(file, catalog, engine, Origin(name="synthetic"))
    licenses = {row.tag: [row.repositories, row.downloads] for row in taken.licenses.rows}
    changes = sum(row.repositories for row in taken.transitions.rows) + taken.transitions.left_out
    return {"bytes": len(to_json(taken).encode()), "mit": licenses["mit"], "transitions": changes}


def queries(file: Path) -> dict[str, Any]:
    """Do with DuckDB alone what `pandas` does."""
    import duckdb

    with duckdb.connect(config={"memory_limit": "1200MB"}) as connection:
        connection.execute(f"CREATE VIEW models AS SELECT id, downloads, tags FROM '{file}'")
        connection.execute("""CREATE TABLE repos AS
            SELECT id, downloads, lower(substr(list_filter(tags, lambda t: starts_with(t, 'license:'))[1], 9)) AS license,
              list_transform(list_filter(tags, lambda t: t LIKE 'base_model:%:%'), lambda t: split_part(t, ':', 3)) AS bases
            FROM models""")
        licenses = connection.execute("SELECT license, count(*), sum(downloads) FROM repos GROUP BY 1").fetchall()
        changes = connection.execute("""SELECT b.license, m.license, count(*)
            FROM (SELECT license, unnest(bases) AS base FROM repos) AS m JOIN repos AS b ON b.id = m.base
            GROUP BY 1, 2""").fetchall()
    found = {tag: [count, int(downloads)] for tag, count, downloads in licenses}
    return {"mit": found["mit"], "transitions": sum(row[2] for row in changes)}


def pandas(file: Path) -> dict[str, Any]:
    """Count licenses, and the steps from the license of a base to that of what was made from it, with pandas."""
    import pandas as pd

    models = pd.read_parquet(file, columns=["id", "downloads", "tags"])
    tags = models[["id", "downloads", "tags"]].explode("tags")
    license_ = tags[tags["tags"].str.startswith("license:", na=False)].drop_duplicates("id")
    models["license"] = models["id"].map(license_.set_index("id")["tags"].str.slice(8).str.lower())
    licenses = models.groupby("license")["downloads"].agg(["size", "sum"])
    bases = tags[tags["tags"].str.count(":").eq(2) & tags["tags"].str.startswith("base_model:", na=False)]
    made = bases.assign(base=bases["tags"].str.split(":").str[2])[["id", "base"]]
    known = models[["id", "license"]]
    changes = made.merge(known, on="id").merge(known, left_on="base", right_on="id", suffixes=("", "_base"))
    counted = changes.groupby(["license_base", "license"], dropna=False).size()
    return {"mit": [int(each) for each in licenses.loc["mit"]], "transitions": int(counted.sum())}


STEPS = {"census": census, "queries": queries, "pandas": pandas}


def _tell(measured: dict[int, dict[str, dict[str, Any]]]) -> None:
    """Print a table of all measurements, and what misses its limit."""
    for size, steps in measured.items():
        for step, found in steps.items():
            if "failed" in found:
                print(f"{size:>12,}  {step:8}  {found['failed']}")
                continue
            told = f"{found['seconds']:7.1f} s  {found['cpu']:7.1f} s of processor  {found['megabytes']:7,.0f} MB"
            print(f"{size:>12,}  {step:8}{told}  mit {found['mit']}, {found['transitions']:,} transitions")
    if any("failed" in steps["census"] for steps in measured.values()):
        raise SystemExit(1)
    sizes = sorted(measured)
    largest = measured[sizes[-1]]["census"]
    growth = largest["seconds"] / measured[sizes[0]]["census"]["seconds"]
    print(f"Growth of the census from {sizes[0]:,} to {sizes[-1]:,} rows: {growth:.1f} times")
    missed = [
        name
        for name, value, most in (
            ("seconds", largest["seconds"], MOST_SECONDS),
            ("megabytes", largest["megabytes"], MOST_MB),
            ("growth", growth, MOST_GROWTH * sizes[-1] / sizes[0] / 10),
        )
        if value > most
    ]
    print(f"Missed: {', '.join(missed)}" if missed else "Within 120 seconds, 2 GB and 11 times.")


if __name__ == "__main__":
    main()
