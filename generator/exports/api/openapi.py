"""The description of the API (OpenAPI 3.1) and the JSON Schemas of its documents, made from their types."""

from __future__ import annotations

import json
from typing import Any

from generator.core import urls
from generator.exports.api import entries, types

ENVELOPES: dict[str, type[types.ApiModel]] = {
    "index": types.Envelope[entries.Index],
    "release": types.Envelope[types.Release],
    "license": types.Envelope[entries.License],
    "definition": types.Envelope[entries.Definition],
    "developer": types.Envelope[entries.Developer],
    "claims": types.Envelope[tuple[entries.ClaimOfRelease, ...]],
    "changes": types.Envelope[tuple[entries.Edition, ...]],
    "history": types.Envelope[tuple[entries.Edition, ...]],
}
"""The type of each kind of document."""
_RELEASE = "{developer}/{model}"
PATHS = {
    urls.API_INDEX: ("index", "All releases with their verdicts, and the addresses of everything else"),
    urls.api_document("releases", _RELEASE): ("release", "Everything that is concluded about one release"),
    urls.api_document("history", _RELEASE): ("history", "The published editions of the card of one release"),
    urls.api_document("licenses", "{license}"): ("license", "The terms of one license"),
    urls.api_document("definitions", "{definition}"): ("definition", "One definition of open"),
    urls.api_document("developers", "{developer}"): ("developer", "One developer and its releases"),
    urls.API_CLAIMS: ("claims", "What developers call their releases, and whether that fits"),
    urls.API_CHANGES: ("changes", "Every verdict that changed, newest first"),
}
"""The kind and the summary of each document, by its path."""
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(kind: str, site: str) -> str:
    """Return the JSON Schema of a kind of document, with its envelope."""
    made = _schema(ENVELOPES[kind], "#/$defs/{model}")
    return _text({"$schema": _DIALECT, "$id": f"{site}{urls.api_schema(kind)}", **made})


def description(site: str) -> str:
    """Return the OpenAPI description; `site` is the address of the published site."""
    template = "#/components/schemas/{model}"
    made = {
        kind: each.model_json_schema(mode="serialization", ref_template=template) for kind, each in ENVELOPES.items()
    }
    shared = {name: part for each in made.values() for name, part in each.pop("$defs", {}).items()}
    return _text(
        {
            "openapi": "3.1.0",
            "info": {
                "title": "Openness Scorecard",
                "version": types.VERSION,
                "summary": "What each AI model release contains, and which definitions of open it meets.",
                "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
            },
            "servers": [{"url": site.rstrip("/")}],
            "paths": {f"/{path}": _path(path, kind, summary) for path, (kind, summary) in PATHS.items()},
            "components": {"schemas": made | shared},
        }
    )


def _schema(envelope: type[types.ApiModel], references: str) -> dict[str, Any]:
    """Return the schema of what we publish, where every key is always there."""
    return envelope.model_json_schema(mode="serialization", ref_template=references)


def _path(path: str, kind: str, summary: str) -> dict[str, Any]:
    names = [part.rstrip("}").partition("}")[0] for part in path.split("{")[1:]]
    parameters = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{kind}"}}}
    answer = {"200": {"description": summary, "content": content}, "404": {"description": "There is no such document"}}
    return {"get": {"operationId": kind, "summary": summary, "parameters": parameters, "responses": answer}}


def _text(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"
