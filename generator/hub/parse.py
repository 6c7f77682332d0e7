"""Turns the JSON of one repository into a Snapshot: only what is needed, each field's type checked, no text trusted.

The Hub gives no contract for these bodies and authors write card fields as they like, so a value of the wrong type
counts as not given; only an answer that is not about a repository at all is refused.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

from generator.schema.hub import COUNTERS, MAX_TEXT, SCHEMA, Counters, Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

LISTED = (
    "author",
    "baseModels",
    "cardData",
    "childrenModelCount",
    "createdAt",
    "disabled",
    "downloads",
    "downloadsAllTime",
    "gated",
    "gguf",
    "lastModified",
    "library_name",
    "likes",
    "pipeline_tag",
    "private",
    "safetensors",
    "sha",
    "tags",
)
"""What a list page is asked for: everything but the files."""

DETAILED = (*LISTED, "siblings")
"""What one repository is asked for."""

MAX_ITEMS = 2000
"""Longer lists are cut; the digest of the files still covers all of them."""

_WEIGHTS = re.compile(
    r".*\.(safetensors|bin|pt|pth|ckpt|gguf|ggml|h5|msgpack|onnx|nemo|npz|tflite|distcp)", re.IGNORECASE
)
_TERMS = re.compile(r"(license|licence|notice|copying|use_policy|terms)[^/]*", re.IGNORECASE)
_TOLD_ELSEWHERE = ("license:", "base_model:", "region:", "arxiv:", "doi:", "dataset:")


class BadBodyError(ValueError):
    """The answer does not describe a repository."""


def snapshot(data: Any, key: str, first_seen: date) -> Snapshot:
    """Return what an answer says of the repository that a record names `key`.

    `first_seen` is the day of the first snapshot. Raises BadBodyError when the answer is not about a repository.
    """
    repository = _repository(data)
    card, tags = _map(repository.get("cardData")), _texts(repository.get("tags"))
    siblings = _siblings(repository.get("siblings"))
    return Snapshot.model_validate(
        {
            "schema": SCHEMA,
            "key": key,
            "hub_id": short_text(repository["_id"]),
            "id": short_text(repository["id"]),
            "sha": _sha(repository.get("sha")),
            "created_at": short_text(repository.get("createdAt")),
            "last_modified": short_text(repository.get("lastModified")),
            "gated": _gate(repository.get("gated")),
            "private": _flag(repository.get("private")),
            "disabled": _flag(repository.get("disabled")),
            "pipeline_tag": short_text(repository.get("pipeline_tag")),
            "library_name": short_text(repository.get("library_name")),
            "license": _license(card, tags, siblings),
            "base_models": _base_models(repository.get("baseModels"), card),
            "datasets": _sorted(_texts(card.get("datasets"))),
            "languages": _sorted(_texts(card.get("language"))),
            "arxiv": _sorted(_after("arxiv:", tags)),
            "doi": next(iter(_sorted(_after("doi:", tags))), None),
            "parameters": _parameters(_map(repository.get("safetensors"))),
            "gguf_architecture": short_text(_map(repository.get("gguf")).get("architecture")),
            "files": _files(siblings),
            "tags": _sorted(tag for tag in tags if not tag.startswith(_TOLD_ELSEWHERE)),
            "changed": {"access": None, "license": None, "weights": None},
            "first_seen": first_seen.isoformat(),
        }
    )


def counters(data: Any) -> Counters:
    """Return the counters of an answer about a repository."""
    repository = _repository(data)
    children = _map(repository.get("childrenModelCount"))
    figures = (repository.get("downloads"), repository.get("downloadsAllTime"), repository.get("likes"))
    kinds = (children.get(name) for name in COUNTERS[len(figures) :])
    return Counters.model_validate(dict(zip(COUNTERS, map(_count, (*figures, *kinds)), strict=True)))


def lacks_sizes(data: Any) -> bool:
    """Tell whether an answer names files without their sizes, as when the Hub did not heed `blobs=true`."""
    files = _map(data).get("siblings")
    return isinstance(files, list) and bool(files) and all("size" not in _map(item) for item in files)


def _repository(data: Any) -> Mapping[str, Any]:
    if not isinstance(data, dict):
        raise BadBodyError("not a JSON object")
    for name in ("_id", "id"):
        if not isinstance(data.get(name), str) or not data[name].strip():
            raise BadBodyError(f"no `{name}`")
    return data


def _license(card: Mapping[str, Any], tags: list[str], siblings: list[dict[str, Any]]) -> dict[str, Any]:
    terms = [item for item in siblings if _TERMS.fullmatch(item["path"])]
    return {
        "card": _sorted(_texts(card.get("license"))),
        "name": short_text(card.get("license_name")),
        "link": short_text(card.get("license_link")),
        "tags": _sorted(_after("license:", tags)),
        "files": [{name: item[name] for name in ("path", "blob_id", "size")} for item in terms[:MAX_ITEMS]],
    }


def _base_models(given: Any, card: Mapping[str, Any]) -> dict[str, Any]:
    """Read the Hub's own list, or else the card's field."""
    models = _map(given).get("models")
    ids = [_map(model).get("id") for model in models] if isinstance(models, list) else []
    return {
        "relation": short_text(_map(given).get("relation")) or short_text(card.get("base_model_relation")),
        "ids": _sorted(_texts(ids) or _texts(card.get("base_model"))),
    }


def _parameters(safetensors: Mapping[str, Any]) -> dict[str, Any]:
    by_dtype = {short_text(name): _count(count) for name, count in sorted(_map(safetensors.get("parameters")).items())}
    return {
        "total": _count(safetensors.get("total")),
        "by_dtype": {name: count for name, count in by_dtype.items() if name and count is not None},
    }


def _siblings(given: Any) -> list[dict[str, Any]]:
    """Return the files, sorted: path, blob id, size, and the SHA-256 of what is stored apart from git."""
    listed = [_map(item) for item in given] if isinstance(given, list) else []
    files = [
        {
            "path": path,
            "blob_id": short_text(item.get("blobId")),
            "size": _count(item.get("size")),
            "sha256": short_text(_map(item.get("lfs")).get("sha256")),
        }
        for item in listed
        if (path := short_text(item.get("rfilename")))
    ]
    return sorted(files, key=lambda item: (item["path"], str(item)))


def _files(siblings: list[dict[str, Any]]) -> dict[str, Any]:
    lines = (f"{item['path']}\0{item['blob_id']}\0{item['size']}\0{item['sha256']}\n" for item in siblings)
    weights = [item for item in siblings if _WEIGHTS.fullmatch(item["path"])]
    return {
        "count": len(siblings),
        "bytes": sum(item["size"] or 0 for item in siblings),
        "digest": hashlib.sha256("".join(lines).encode()).hexdigest(),
        "weights": [{name: item[name] for name in ("path", "size", "sha256")} for item in weights[:MAX_ITEMS]],
    }


def _gate(value: Any) -> str | None:
    if value is False:
        return "none"
    return value if isinstance(value, str) and value in {"auto", "manual"} else None


def _sha(value: Any) -> str | None:
    return value if isinstance(value, str) and re.fullmatch(r"[0-9a-f]{40,64}", value) else None


def _flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**63 else None


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def short_text(value: Any) -> str | None:
    """Return a short visible text, or None for what is no text or empty."""
    if not isinstance(value, str):
        return None
    start = value[: 4 * MAX_TEXT]
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in " ".join(start.split()))
    return (shown if len(shown) <= MAX_TEXT else f"{shown[: MAX_TEXT - 1]}…") or None


def _texts(value: Any) -> list[str]:
    """Return the texts of a list; a single text counts as a list of one."""
    items = value if isinstance(value, list) else [value]
    return [text for item in items[:MAX_ITEMS] if (text := short_text(item))]


def _after(prefix: str, tags: list[str]) -> list[str]:
    return [tag.removeprefix(prefix) for tag in tags if tag.startswith(prefix)]


def _sorted(texts: Iterable[str]) -> list[str]:
    return sorted(set(texts))
