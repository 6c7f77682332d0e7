"""Reads the rows of a snapshot: finds its columns by name, whatever their types are, and says what is wrong with them.

The daily `models.parquet` of the dataset cfahlgren1/hub-stats has the columns of the Hub's API (`createdAt`,
`baseModels`); their types have changed over time, and so may those of other snapshots.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb

from generator.schema.hub_entity import MAX_TEXT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from generator.census.engine import Engine


class SourceError(Exception):
    """The snapshot cannot be read, or is not what it was; the message says why."""


@dataclass(frozen=True)
class _Field:
    """One of our columns: the names that it may have in a snapshot, and how to read it from its type."""

    names: tuple[str, ...]
    read: Callable[[str, str], str]
    is_needed: bool = False
    absent: str = "CAST(NULL AS VARCHAR)"


def read_source(path: Path, engine: Engine) -> tuple[str, ...]:
    """Make the view `rows` of a Parquet file, or of all in a folder. Return the columns that were read.

    Raises SourceError if there is no such file, it is no Parquet, a needed column is missing or has a type that cannot
    hold it, or the snapshot lists nothing.
    """
    columns = _columns(path, engine)
    found = {name: _find(field, columns) for name, field in _FIELDS.items()}
    missing = [
        f"`{_FIELDS[name].names[0]}`" for name, column in found.items() if not column and _FIELDS[name].is_needed
    ]
    if missing:
        raise SourceError(f"{path} has no column {' and no column '.join(missing)}; it has {', '.join(columns)}.")
    parts = (f"{_read(name, column, columns)} AS {name}" for name, column in found.items())
    engine.view(
        "rows", f"SELECT {', '.join(parts)} FROM source WHERE {_quoted(found['id'])} <> ''{_once(found, engine)}"
    )
    return tuple(dict.fromkeys(column for column in found.values() if column))


def digest(path: Path) -> str:
    """Return the SHA-256 of a file; of a folder, that of the digests of its files in the order of their names."""
    if path.is_file():
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    digests = (digest(file) for file in sorted(path.rglob("*.parquet")))
    return hashlib.sha256("".join(digests).encode()).hexdigest()


def _columns(path: Path, engine: Engine) -> Mapping[str, str]:
    if not path.exists():
        raise SourceError(f"There is no {path}.")
    if path.is_dir() and not any(path.rglob("*.parquet")):
        raise SourceError(f"There is no Parquet file in {path}.")
    try:
        return engine.columns(path)
    except duckdb.Error as error:
        raise SourceError(f"{path} cannot be read as Parquet: {str(error).partition(chr(10))[0]}") from None


def _find(field: _Field, columns: Mapping[str, str]) -> str:
    return next((name for name in field.names if name in columns), "")


def _read(name: str, column: str, columns: Mapping[str, str]) -> str:
    field = _FIELDS[name]
    return field.read(_quoted(column), columns[column].upper()) if column else field.absent


def _once(found: Mapping[str, str], engine: Engine) -> str:
    """Return the condition that keeps one row of each repository, if the snapshot has two of one."""
    name = _quoted(found["id"])
    counted = engine.rows(f"SELECT count({name}) AS listed, count(DISTINCT {name}) AS once FROM source")[0]
    if not counted["once"]:
        raise SourceError("The snapshot lists no repository.")
    order = f"{_quoted(found['downloads'])} DESC, {_quoted(found['created'])} DESC"
    is_unique = counted["listed"] == counted["once"]
    return "" if is_unique else f" QUALIFY row_number() OVER (PARTITION BY {name} ORDER BY {order}) = 1"


def _quoted(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


def _is_list(kind: str) -> bool:
    return kind.endswith("[]") or kind.startswith("ARRAY<")


def _is_struct(kind: str) -> bool:
    return kind.startswith("STRUCT") and not _is_list(kind)


def _is_text(kind: str) -> bool:
    return kind.startswith(("VARCHAR", "STRING", "JSON"))


def _id(column: str, kind: str) -> str:
    """Read the name of a repository. Raises SourceError on a type that holds no text."""
    if not _is_text(kind):
        raise SourceError(f"The column {column} has the type {kind}; it has to be text.")
    return _text(column, kind)


def _text(column: str, kind: str) -> str:
    """Read a text; of a list, its first item."""
    one = f"{column}[1]" if _is_list(kind) else column
    return f"substr(CAST({one} AS VARCHAR), 1, {MAX_TEXT})"


def _number(column: str, kind: str) -> str:
    """Read a number, from text if need be; anything else in a text counts as 0. Raises SourceError on another type."""
    if _is_list(kind) or _is_struct(kind):
        raise SourceError(f"The column {column} has the type {kind}; it has to be a number.")
    return f"coalesce(greatest(TRY_CAST({column} AS BIGINT), 0), 0)"


def _day(column: str, kind: str) -> str:
    """Read a time as text in ISO 8601. Raises SourceError on a type that holds no time."""
    if not (_is_text(kind) or kind.startswith(("TIMESTAMP", "DATE"))):
        raise SourceError(f"The column {column} has the type {kind}, which is no time and no text.")
    text = f"substr(CAST({column} AS VARCHAR), 1, 10)"
    return f"CASE WHEN {text} LIKE '____-__-__' AND TRY_CAST({text} AS DATE) IS NOT NULL THEN {text} END"


def _texts(column: str, kind: str) -> str:
    """Read a list of texts, each cut; a text may be a list in JSON, or a single item. Raises SourceError."""
    if _is_list(kind) and _is_text(kind.removeprefix("ARRAY<")):
        return f"list_transform(CAST({column} AS VARCHAR[]), lambda t: substr(t, 1, {MAX_TEXT}))"
    if not _is_text(kind):
        raise SourceError(f"The column {column} has the type {kind}; it has to be a list of texts.")
    listed = f"CASE WHEN {column} LIKE '[%' THEN TRY_CAST({column} AS VARCHAR[]) ELSE [{column}] END"
    return f"list_transform({listed}, lambda t: substr(t, 1, {MAX_TEXT}))"


def _key(column: str, kind: str, key: str) -> str:
    """Read a key of a struct, or of an object in JSON, as text; anything else has no such key."""
    if _is_struct(kind):
        return f"CAST({column}.{key} AS VARCHAR)" if re.search(rf"\b{key}\b", kind, re.IGNORECASE) else _NO_TEXT
    if not _is_text(kind):
        return _NO_TEXT
    is_there = f"{column} LIKE '%\"{key}\"%' AND json_valid({column})"
    return f"CASE WHEN {is_there} THEN json_extract_string({column}, '$.{key}') END"


def _parameters(column: str, kind: str) -> str:
    """Read the number of parameters: the column itself, or the total of the safetensors files."""
    total = _key(column, kind, "total") if _is_struct(kind) or _is_text(kind) else column
    return f"nullif(greatest(TRY_CAST({total} AS BIGINT), 0), 0)"


def _listed(column: str, kind: str) -> str:
    """Read the ids of the bases that the Hub itself lists."""
    if _is_struct(kind) and "MODELS" in kind:
        return f"list_transform({column}.models, lambda m: substr(m.id, 1, {MAX_TEXT}))"
    if _is_text(kind):
        return f"CASE WHEN json_valid({column}) THEN json_extract_string({column}, '$.models[*].id') END"
    return _NO_TEXTS


def _relation(column: str, kind: str) -> str:
    return f"lower({_key(column, kind, 'relation')})"


def _license_name(column: str, kind: str) -> str:
    """Read the name that the model card gives a license of its own: a column, or a key of the card."""
    name = column if column == '"license_name"' else _key(column, kind, "license_name")
    return f"lower(trim(substr({name}, 1, {MAX_TEXT})))"


_NO_TEXT = "CAST(NULL AS VARCHAR)"
_NO_TEXTS = "CAST(NULL AS VARCHAR[])"
_NO_NUMBER = "CAST(NULL AS BIGINT)"
_FIELDS = {
    "id": _Field(("id", "modelId"), _id, is_needed=True),
    "downloads": _Field(("downloads",), _number, is_needed=True),
    "created": _Field(("createdAt", "created_at"), _day, is_needed=True),
    "tags": _Field(("tags",), _texts, is_needed=True),
    "likes": _Field(("likes",), _number, absent="CAST(0 AS BIGINT)"),
    "task": _Field(("pipeline_tag",), _text),
    "library": _Field(("library_name",), _text),
    "gated": _Field(("gated",), _text),
    "parameters": _Field(("safetensors", "parameters"), _parameters, absent=_NO_NUMBER),
    "listed": _Field(("baseModels", "base_models"), _listed, absent=_NO_TEXTS),
    "listed_relation": _Field(("baseModels", "base_models"), _relation),
    "license_name": _Field(("license_name", "cardData", "card_data"), _license_name),
}
"""Our columns, each with its names in a snapshot: those of the Hub's API, then those of its Python client."""
