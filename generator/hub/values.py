"""Reads single values of a response. The Hub guarantees no types, so a value of the wrong type counts as absent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from generator.schema.hub_entity import MAX_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MAX_ITEMS = 2000
"""Longer lists are cut."""


def short_text(value: Any) -> str | None:
    """Return a text, cut and with invisible characters replaced; None if it is empty or not a text."""
    if not isinstance(value, str):
        return None
    start = value[: 4 * MAX_TEXT]
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in " ".join(start.split()))
    return (shown if len(shown) <= MAX_TEXT else f"{shown[: MAX_TEXT - 1]}…") or None


def short_texts(value: Any) -> list[str]:
    """Return the texts of a list; a single text counts as a list of one."""
    items = value if isinstance(value, list) else [value]
    return [text for item in items[:MAX_ITEMS] if (text := short_text(item))]


def unique(texts: Iterable[str]) -> list[str]:
    """Return each text once, sorted, so that the order of a response changes nothing."""
    return sorted(set(texts))


def mapping(value: Any) -> Mapping[str, Any]:
    """Return a JSON object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def flag(value: Any) -> bool | None:
    """Return a boolean."""
    return value if isinstance(value, bool) else None


def count(value: Any) -> int | None:
    """Return a whole number that is not negative and fits into 64 bits."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**63 else None


def commit(value: Any) -> str | None:
    """Return the hash of a commit."""
    return value if isinstance(value, str) and re.fullmatch(r"[0-9a-f]{40,64}", value) else None


def digest(value: Any) -> str | None:
    """Return a SHA-256; None for anything else, such as the asterisks that can stand for it behind a gate."""
    return value if isinstance(value, str) and re.fullmatch(r"[0-9a-f]{64}", value) else None


def gate(value: Any) -> str | None:
    """Return the kind of gate, "none" included."""
    if value is False:
        return "none"
    return value if isinstance(value, str) and value in {"auto", "manual"} else None
