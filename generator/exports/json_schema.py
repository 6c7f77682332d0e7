"""JSON Schemas for editors, made from the entities: an editor completes, explains and checks a file as you type.

Editors read YAML 1.2, in which `1.0` is a number; our reader treats every plain scalar as text (decision 004). So the
schemas accept numbers and booleans where any text is allowed. Rules across keys and files are left to `check`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.core import urls
from generator.schema.component import Status
from generator.schema.developer import Developer
from generator.schema.license import License
from generator.schema.record import Access, Record
from generator.schema.term import Term

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

    from pydantic import BaseModel

    from generator.loading.catalog import Catalog

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The newest draft that the YAML language server fully supports."""

Schema = dict[str, Any]


def schemas(catalog: Catalog, site: str) -> dict[str, str]:
    """Return the schema of each kind of file that people write, by path; `site` is the URL of the published site."""
    made = {
        urls.RECORD_SCHEMA: _record(catalog),
        urls.LICENSE_SCHEMA: _of(License),
        urls.DEVELOPER_SCHEMA: _of(Developer),
    }
    return {path: _text(schema, f"{site}{path}") for path, schema in made.items()}


def _text(schema: Schema, address: str) -> str:
    return json.dumps({"$schema": DIALECT, "$id": address, **schema}, indent=2, ensure_ascii=False) + "\n"


def _of(entity: type[BaseModel]) -> Schema:
    schema = entity.model_json_schema(by_alias=True, ref_template="#/definitions/{model}")
    schema["definitions"] = schema.pop("$defs", {})
    for name, words in _ENUMS.items():
        if name in schema["definitions"]:
            schema["definitions"][name]["enumDescriptions"] = words
    loosened: Schema = _loosen(schema)
    return loosened


def _record(catalog: Catalog) -> Schema:
    """Return the schema of a record, with the ids in the catalog."""
    schema = _of(Record)
    keys, definitions = schema["properties"], schema["definitions"]
    fact = {"$ref": "#/definitions/Fact"}
    keys["components"] |= _choices(
        {
            name: {
                "allOf": [fact],
                "description": f"{part.name}: {part.what}\n\nopen: {part.open}\n\npartial: "
                f"{part.partial}\n\nclosed: {part.closed}",
            }
            for name, part in catalog.components.items()
        }
    )
    judgment = {"$ref": "#/definitions/Judgment"}
    keys["judgments"] |= _choices(
        {name: {"allOf": [judgment], "description": asked.question} for name, asked in catalog.judgments.items()}
    )
    for entity in ("Fact", "Dataset"):
        definitions[entity]["properties"]["license"]["examples"] = sorted(catalog.licenses)
    keys["base"]["examples"] = sorted(catalog.records)
    return schema


def _choices(properties: Mapping[str, Schema]) -> Schema:
    return {"properties": properties, "additionalProperties": False}


def _loosen(schema: Any) -> Any:
    """Let free text look like a number or boolean, and remove titles, which only repeat the keys."""
    if isinstance(schema, list):
        return [_loosen(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    loose = {key: _loosen(value) for key, value in schema.items() if key != "title" or not isinstance(value, str)}
    if schema.get("type") == "string" and not schema.keys() & {"enum", "pattern", "const"}:
        loose["type"] = ["string", "number", "boolean"]
    return loose


def _sentences(enum: type[StrEnum], words: str) -> list[str]:
    return [getattr(member, words) for member in enum]


_ENUMS = {
    "Status": _sentences(Status, "sentence"),
    "Access": _sentences(Access, "sentence"),
    "Term": [f"yes: {term.yes} no: {term.no}" for term in Term],
}
