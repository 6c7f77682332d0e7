"""Collects every address in the data, with every line that names it and the day somebody last opened it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.core.problem import KeyPath
    from generator.loading.catalog import Catalog


@dataclass(frozen=True, order=True)
class Place:
    """A line that names an address, and the day on which somebody last opened it, as the file says."""

    file: str
    line: int
    checked: str = ""


def addresses(catalog: Catalog, only: str | None = None) -> dict[str, tuple[Place, ...]]:
    """Return every address in the files that people write, sorted, with the lines that name it.

    With `only`, the path of a file, return only the addresses in that file.
    """
    found: dict[str, list[Place]] = {}
    for file, source in sorted(catalog.sources.items()):
        if only in {None, file}:
            for path, url, checked in _walk(source.data, (), ""):
                found.setdefault(url, []).append(Place(file, source.position(path)[0], checked))
    return {url: tuple(found[url]) for url in sorted(found)}


def _walk(value: Any, path: KeyPath, checked: str) -> Iterator[tuple[KeyPath, str, str]]:
    if isinstance(value, dict):
        day = value.get("checked") or checked
        for key, inner in value.items():
            yield from _walk(inner, (*path, key), day)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _walk(inner, (*path, index), checked)
    elif isinstance(value, str) and value.startswith(("https://", "http://")):
        yield path, value, checked
