"""Writes the figures of a census as JSON: the same census gives the same bytes, and each row is a line of its own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.schema.census import Census


def to_json(census: Census) -> str:
    """Return the text of the file of a census."""
    document = census.model_dump(mode="json", by_alias=True)
    lines = (f" {json.dumps(key)}: {_part(value)}" for key, value in document.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _part(value: Any) -> str:
    rows = value.get("rows") if isinstance(value, dict) else value
    if not isinstance(rows, list):
        return _line(value)
    rest = {key: item for key, item in value.items() if key != "rows"} if isinstance(value, dict) else {}
    return f'{_line(rest)[:-1]}, "rows": {_rows(rows)}}}' if rest else _rows(rows)


def _rows(rows: list[Any]) -> str:
    return "[\n" + ",\n".join(f"  {_line(row)}" for row in rows) + "\n ]" if rows else "[]"


def _line(value: Any) -> str:
    return json.dumps(_without_nothing(value), ensure_ascii=False)


def _without_nothing(value: Any) -> Any:
    """Leave out what is null or empty: it is what a missing key stands for, and the file has to stay small."""
    if isinstance(value, dict):
        return {key: _without_nothing(item) for key, item in value.items() if item is not None and item not in ([], {})}
    return [_without_nothing(item) for item in value] if isinstance(value, list) else value
