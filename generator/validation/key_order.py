"""The order of the keys in a record, and a warning for each key out of order; `authoring` repairs by the same order."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from generator.core.codes import Code
from generator.core.problem import Found, KeyPath
from generator.schema.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


def orders(components: Iterable[str]) -> Mapping[KeyPath, Sequence[str]]:
    """Return the order of the keys in each part of a record that has one, by key path.

    A record has the order of the schema, its components have the order of the vocabulary (`components`).
    """
    return {
        (): [info.alias or name for name, info in Record.model_fields.items()],
        ("components",): list(components),
    }


def check(data: Mapping[str, Any], components: Iterable[str]) -> Iterator[Found]:
    """Yield every key of a record that belongs before the key above it."""
    for path, order in orders(components).items():
        rank = {key: number for number, key in enumerate(order)}
        known = [key for key in _keys(data, path) if key in rank]
        for above, key in pairwise(known):
            if rank[key] < rank[above]:
                yield Found((*path, key), Code.KEY_ORDER, f"`{key}` belongs before `{above}`", at_key=True)


def _keys(data: Mapping[str, Any], path: KeyPath) -> Iterable[str]:
    for step in path:
        data = data[str(step)]
    return data
