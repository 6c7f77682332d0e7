"""Writes synthetic snapshots of the Hub: the columns of the real one, skewed as it is, and with its oddities.

The shares are those that https://huggingface.co/datasets/cfahlgren1/hub-stats had on 2025-10-23, as far as others have
published them: 28 % state a base (43 % of those adapters, 36 % fine-tuned, 19 % quantized, 2 % merges), 23 % have
counted parameters, 35 % were downloaded in the last 30 days. Nothing here is the real data: the names are made up. All
arithmetic is exact on every machine, so that the same number of rows gives the same rows.

    python tests/hub_rows.py 2500000 snapshot.parquet
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from collections.abc import Sequence

LICENSES = (
    ("apache-2.0", 400), ("mit", 200), ("other", 110), ("openrail", 60), ("creativeml-openrail-m", 60), ("llama3.1", 40),
    ("cc-by-nc-4.0", 40), ("gemma", 30), ("llama3", 25), ("llama3.2", 25), ("cc-by-4.0", 20), ("llama2", 20),
    ("cc-by-nc-sa-4.0", 15), ("afl-3.0", 12), ("gpl-3.0", 10), ("cc-by-sa-4.0", 8), ("unknown", 8), ("bigscience-bloom-rail-1.0", 6),
    ("cc-by-nc-nd-4.0", 4), ("bsd-3-clause", 4), ("cc0-1.0", 2), ("agpl-3.0", 1),
)  # fmt: skip
"""License tags, with how often each of them comes among a thousand."""
TASKS = ("text-generation", "text-classification", "text-to-image", "reinforcement-learning", "feature-extraction")
LIBRARIES = ("transformers", "peft", "diffusers", "sentence-transformers", "gguf", "stable-baselines3", "timm")


def write(path: Path, rows: int) -> None:
    """Write a snapshot of about this many rows as Parquet; the same number gives the same rows."""
    with duckdb.connect() as connection:
        connection.execute("SET threads = 2; SET preserve_insertion_order = true")
        for name, sql in _macros().items():
            connection.execute(f"CREATE MACRO {name} AS {sql}")
        connection.execute(
            f"COPY (SELECT * FROM ({_rows(rows)}) UNION ALL BY NAME SELECT * FROM ({_odd()})) TO '{path}'"
            " (FORMAT PARQUET, COMPRESSION ZSTD, ROW_GROUP_SIZE 100000)"
        )


def write_few(path: Path, rows: Sequence[dict[str, object]]) -> None:
    """Write a snapshot of hand-made rows; each gives its id, and what else it has."""
    with duckdb.connect() as connection:
        columns = {"id": "VARCHAR", "downloads": "BIGINT", "createdAt": "VARCHAR", "tags": "VARCHAR[]"}
        connection.execute(f"CREATE TABLE few ({', '.join(f'{name} {kind}' for name, kind in columns.items())})")
        for row in rows:
            default = {"downloads": 1, "createdAt": "2026-01-01", "tags": []} | row
            connection.execute("INSERT INTO few VALUES (?, ?, ?, ?)", [default[name] for name in columns])
        connection.execute(f"COPY few TO '{path}' (FORMAT PARQUET)")


def _macros() -> dict[str, str]:
    """Return the functions that the rows are made of: `u(i, k)` is the k-th number of row i, between 0 and 1."""
    licenses = "[" + ", ".join(f"'{tag}'" for tag, often in LICENSES for _ in range(often)) + "]"
    return {
        "u(i, k)": "(md5_number_lower(i || ':' || k) % 1000003) / 1000003.0",
        "square(x)": "x * x",
        "cube(x)": "x * x * x",
        "pick(items, x)": "items[1 + CAST(floor(x * len(items)) AS BIGINT)]",
        "organization(i)": "'org-' || CAST(floor(cube(u(i, 'o')) * 1.5 * sqrt(i + 100)) AS BIGINT)",
        "repository(i)": "organization(i) || '/' || CASE WHEN u(i, 'l') < 0.1 THEN 'Llama-' ELSE 'model-' END || i",
        "license_of(i)": f"pick({licenses}, u(i, 'licence'))",
        "parameters_of(i)": "CAST(floor(10000000 / cube(u(i, 'p') * 0.95 + 0.05)) AS BIGINT)",
        "has_base(i)": "i >= 40 AND u(i, 'base') < 0.28",
        "base_of(i, k)": "CAST(floor(square(square(u(i, 'base' || k))) * i) AS BIGINT)",
        "relation(i)": (
            "CASE WHEN u(i, 'r') < 0.42 THEN 'adapter' WHEN u(i, 'r') < 0.78 THEN 'finetune'"
            " WHEN u(i, 'r') < 0.975 THEN 'quantized' ELSE 'merge' END"
        ),
        "declared(i)": (
            "CASE WHEN i < 40 THEN license_of(i) WHEN u(i, 'd') < CASE WHEN has_base(i) THEN 0.45 ELSE 0.66 END THEN NULL"
            " WHEN has_base(i) AND u(i, 'same') < 0.6 THEN license_of(base_of(i, 0)) ELSE license_of(i) END"
        ),
    }


def _rows(rows: int) -> str:
    bases = "CASE WHEN relation = 'merge' THEN [repository(base_of(i, 0)), repository(base_of(i, 1))] ELSE [repository(base_of(i, 0))] END"
    return f"""
SELECT
  printf('%024x', i) AS _id, id, split_part(id, '/', 1) AS author,
  CASE WHEN u(i, 'g') < 0.96 THEN 'False' WHEN u(i, 'g') < 0.98 THEN 'auto' ELSE 'manual' END AS gated,
  CASE WHEN u(i, 'z') < 0.645 THEN 0 ELSE CAST(floor(1 / (u(i, 'x') + 0.000001) / sqrt(u(i, 'x') + 0.000001)) AS BIGINT) + CASE WHEN i < 40 THEN 3000000 // (i + 1) ELSE 0 END END AS downloads,
  CAST(floor(1 / sqrt(u(i, 'k') + 0.001)) AS BIGINT) AS likes,
  TIMESTAMP '2022-03-02' + to_minutes(CAST(2480000 * sqrt(i / {rows}.0) AS BIGINT)) AS createdAt,
  TIMESTAMP '2022-03-02' + to_minutes(CAST(2480000 * sqrt(sqrt(i / {rows}.0)) AS BIGINT)) AS lastModified,
  library AS library_name, task AS pipeline_tag,
  list_concat(
    CASE WHEN library IS NULL THEN [] ELSE [library] END, CASE WHEN task IS NULL THEN [] ELSE [task] END,
    CASE WHEN has_parameters THEN ['safetensors'] ELSE [] END,
    CASE WHEN license IS NULL THEN [] ELSE ['license:' || license] END,
    CASE WHEN u(i, 'ds') < 0.11 THEN ['dataset:org-1/set-' || CAST(floor(cube(u(i, 'dn')) * square(u(i, 'dn')) * 5000) AS BIGINT)] ELSE [] END,
    CASE WHEN bases IS NULL THEN [] ELSE list_transform(bases, lambda b: 'base_model:' || b) END,
    CASE WHEN bases IS NULL THEN [] ELSE list_transform(bases, lambda b: 'base_model:' || relation || ':' || b) END,
    ['endpoints_compatible', 'region:us', 'en', 'arxiv:1910.' || printf('%05d', i % 10000)]
  ) AS tags,
  CASE WHEN bases IS NULL THEN NULL ELSE {{
    'models': list_transform(bases, lambda b: {{'_id': printf('%024x', i), 'id': b}}), 'relation': relation
  }} END AS baseModels,
  CASE WHEN has_parameters THEN {{
    'parameters': {{'BF16': parameters_of(i)}}, 'total': parameters_of(i)
  }} END AS safetensors,
  CASE WHEN license = 'other' AND u(i, 'n') < 0.3 THEN '{{"license": "other", "license_name": "Qwen-Research"}}'
    WHEN license IS NULL THEN NULL ELSE '{{"license": "' || license || '"}}' END AS cardData
FROM (
  SELECT
    i, repository(i) AS id, declared(i) AS license, relation(i) AS relation, u(i, 's') < 0.234 AS has_parameters,
    CASE WHEN u(i, 't') < 0.45 THEN NULL ELSE pick([{", ".join(f"'{task}'" for task in TASKS)}], square(u(i, 'task'))) END AS task,
    CASE WHEN u(i, 'b') < 0.3 THEN NULL ELSE pick([{", ".join(f"'{library}'" for library in LIBRARIES)}], square(u(i, 'library'))) END AS library,
    CASE WHEN NOT has_base(i) THEN NULL WHEN u(i, 'gone') < 0.1 THEN ['gone/model-' || (base_of(i, 0) % 500)] ELSE {bases.replace("relation =", "relation(i) =")} END AS bases
  FROM range({rows}) AS r(i)
)"""


def _odd() -> str:
    """Return rows with everything that should not be there."""
    rows = {
        "odd/one-megabyte": "['license:mit', 'x' || repeat('y', 1000000)]",
        "odd/two-licenses": "['license:mit', 'license:apache-2.0']",
        "odd/capital-license": "['license:MIT', 'base_model:finetune:Odd/Circle-A']",
        "odd/circle-a": "['base_model:finetune:odd/circle-b', 'license:mit']",
        "odd/circle-b": "['base_model:finetune:odd/circle-a', 'license:mit']",
        "odd/below-circle": "['base_model:quantized:odd/circle-a', 'license:mit']",
        "odd/itself": "['base_model:merge:odd/itself', 'license:mit']",
        "odd/strange-relation": "['base_model:upcycled:odd/circle-a']",
        "odd/no-tags": "NULL",
        "odd/<script>alert(1)</script>": "['license:<img src=x onerror=alert(1)>', 'dataset:<b>', 'base_model:finetune:x\"><script>']",
        "odd/line\nbreak |pipe| `tick` @mention": "['license:mit\u202e', '']",
        "acme/aurora-7b": "['license:apache-2.0', 'safetensors', 'text-generation']",
        "acme/borealis-13b": "['license:mit', 'safetensors', 'base_model:acme/aurora-7b', 'base_model:finetune:acme/aurora-7b']",
        "globex/colossus-70b": "['license:llama3.1', 'safetensors', 'text-generation']",
        "fans/colossus-tuned": "['license:apache-2.0', 'safetensors', 'base_model:finetune:globex/colossus-70b']",
        "fans/Llama-colossus": "['license:llama3.1', 'safetensors', 'base_model:finetune:globex/colossus-70b']",
        "copies/colossus-tuned-GGUF": "['license:apache-2.0', 'gguf', 'base_model:quantized:fans/colossus-tuned']",
        "copies/aurora-GGUF": "['gguf', 'base_model:quantized:acme/aurora-7b']",
        "mixers/everything": "['license:mit', 'safetensors', 'base_model:merge:acme/aurora-7b', 'base_model:merge:globex/colossus-70b', 'base_model:merge:odd/noncommercial']",
        "odd/noncommercial": "['license:cc-by-nc-4.0', 'safetensors']",
        "no-organization": "['license:apache-2.0', 'safetensors']",
    }
    quoted = {key.replace("'", "''"): value for key, value in rows.items()}
    return " UNION ALL ".join(
        f"SELECT '{key}' AS id, {value} AS tags, {-7 if number == 2 else 900 - number} AS downloads,"
        f" {'NULL' if number == 3 else 'TIMESTAMP ' + chr(39) + '2024-02-29' + chr(39)} AS createdAt"
        for number, (key, value) in enumerate(quoted.items())
    )


if __name__ == "__main__":
    write(Path(sys.argv[2]), int(sys.argv[1]))
