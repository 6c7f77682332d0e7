"""The API: each document fits its schema, the tables say what the documents say, and version 1 breaks no program."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
import yaml
from conftest import ROOT, TODAY, make_project
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from generator import publish
from generator.core import urls
from generator.exports import tables
from generator.exports.api import types
from generator.exports.api.openapi import ENVELOPES, PATHS
from generator.loading.settings import Settings
from generator.validation.project import read_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from generator.loading.catalog import Catalog

ADDRESSES = Settings("https://example.org/", "https://example.org/repository")
CONTRACT = ROOT / "tests/contract/api-v1.json"
BORING = {"title", "description", "default", "$id", "$schema"}
"""What a program does not depend on."""


def made_from(catalog: Catalog) -> dict[str, Any]:
    """Return every file of the API, by its path."""
    outputs = publish.outputs(publish.site_of(catalog, ADDRESSES))
    return {path: make() for path, make in outputs.items() if path.startswith(f"{urls.API}/")}


@pytest.fixture(scope="module")
def api(small: Catalog) -> dict[str, Any]:
    return made_from(small)


def documents(api: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield each document by its path, as a program reads it."""
    aside = (urls.API_DESCRIPTION, f"{urls.API}/schemas/")
    yield from (
        (path, json.loads(text)) for path, text in api.items() if path.endswith(".json") and not path.startswith(aside)
    )


def test_every_document_fits_its_schema_and_says_where_it_is(api: dict[str, Any]) -> None:
    found = set()
    for path, document in documents(api):
        schema = json.loads(api[urls.api_schema(document["kind"])])
        Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(document)
        assert document["url"] == f"{ADDRESSES.site}{path}"
        assert document["license"] == "CC-BY-4.0"
        found.add(document["kind"])
    assert found == set(ENVELOPES)


def test_the_description_is_valid_and_names_every_document(api: dict[str, Any]) -> None:
    description = json.loads(api[urls.API_DESCRIPTION])
    validate(description)
    assert {f"/{path}" for path in PATHS} == set(description["paths"])
    for path, document in documents(api):
        assert document["kind"] in {kind for known, (kind, _) in PATHS.items() if path.startswith(known.split("{")[0])}


def test_every_address_in_the_index_is_published(api: dict[str, Any]) -> None:
    index = json.loads(api[urls.API_INDEX])["data"]
    addresses = [entry["url"] for entries in index.values() for entry in entries]
    assert [each for each in addresses if each.removeprefix(ADDRESSES.site) not in api] == []


def test_a_release_says_what_its_card_says(api: dict[str, Any], small: Catalog) -> None:
    cards = {card.id: card for card in publish.site_of(small, ADDRESSES).scorecard.cards}
    for path, document in documents(api):
        if document["kind"] != "release":
            continue
        data, card = document["data"], cards[document["data"]["id"]]
        assert path == urls.api_document("releases", card.id)
        assert data["quote"] == card.quote
        assert {each["definition"]: each["words"] for each in data["verdicts"]} == {
            verdict.definition.id: verdict.words for verdict in card.verdicts
        }
        assert {each["id"]: each["state"] for each in data["components"]} == {
            each.id: each.fact.status.value for each in card.components
        }
        assert len(api[path].encode()) <= 40_000


# The tables


def rows_of(api: dict[str, Any], name: str, folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of a table as SQLite has them, and as DuckDB reads them from Parquet and from CSV."""
    for file, path in {"t.csv": urls.api_table(name, "csv"), "t.parquet": urls.api_table(name, "parquet")}.items():
        made = api[path]
        (folder / file).write_bytes(made if isinstance(made, bytes) else made.encode())
    (folder / "t.sqlite").write_bytes(api[urls.API_SQLITE])
    columns = {column: "DOUBLE" if kind == "REAL" else kind for column, kind in tables.COLUMNS[name].items()}
    with duckdb.connect() as database, closing(sqlite3.connect(folder / "t.sqlite")) as in_sqlite:
        parquet = database.execute("FROM read_parquet($file)", {"file": str(folder / "t.parquet")}).fetchall()
        query = "FROM read_csv($file, header = true, columns = $columns)"
        text = database.execute(query, {"file": str(folder / "t.csv"), "columns": columns}).fetchall()
        return {
            "sqlite": in_sqlite.execute(f"SELECT * FROM {name}").fetchall(),
            "parquet": parquet,
            "csv": text,
        }  # our own name


@pytest.mark.parametrize("name", tables.NAMES)
def test_csv_parquet_and_sqlite_hold_the_same_rows(api: dict[str, Any], name: str, tmp_path: Path) -> None:
    rows = rows_of(api, name, tmp_path)
    assert rows["sqlite"]
    assert rows["sqlite"] == rows["parquet"] == rows["csv"]


def test_the_tables_say_what_the_documents_say(api: dict[str, Any], tmp_path: Path) -> None:
    releases = [each["data"] for _, each in documents(api) if each["kind"] == "release"]
    verdicts = {row[:2]: row[4] for row in rows_of(api, "verdicts", tmp_path)["parquet"]}
    assert verdicts == {(one["id"], each["definition"]): each["words"] for one in releases for each in one["verdicts"]}
    states = {row[:2]: row[3] for row in rows_of(api, "components", tmp_path)["parquet"]}
    assert states == {(one["id"], each["id"]): each["state"] for one in releases for each in one["components"]}
    evidence = set(rows_of(api, "evidence", tmp_path)["parquet"])
    cited = [(one["id"], each["id"], each["evidence"]) for one in releases for each in one["components"]]
    assert evidence == {(release, component, url) for release, component, urls_ in cited for url in urls_}


NASTY = 'Ünï “quoted” "double", \\ back; {brace} & 100 % \u05e9\u05dc\u05d5\u05dd 名前'


def test_text_survives_every_format(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project")
    file = root / "data/models/acme/aurora-7b.yaml"
    record = file.read_text(encoding="utf-8")
    file.write_text(record.replace("The announcement mentions one.", json.dumps(NASTY, ensure_ascii=False)), "utf-8")
    catalog, problems = read_project(root, TODAY)
    assert not problems
    made = made_from(catalog)
    release = json.loads(made[urls.api_document("releases", "acme/aurora-7b")])["data"]
    (report,) = (each for each in release["components"] if each["id"] == "technical-report")
    assert report["note"] == NASTY
    for rows in rows_of(made, "components", tmp_path).values():
        assert [row[6] for row in rows if row[:2] == ("acme/aurora-7b", "technical-report")] == [NASTY]


# The contract


def contract(api: dict[str, Any]) -> dict[str, Any]:
    """Return what programs depend on: the schema of each kind of document, without its words."""
    return {kind: _bare(json.loads(api[urls.api_schema(kind)])) for kind in ENVELOPES}


def _bare(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_bare(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    is_names = all(isinstance(each, dict) for each in schema.values())  # the keys of an object, not of a schema
    return {key: _bare(each) for key, each in schema.items() if is_names or key not in BORING}


def broken(before: Any, now: Any, where: str = "") -> Iterator[str]:
    """Yield every place where a program that reads documents of an earlier schema could fail with a later one."""
    if isinstance(before, dict):
        for key, part in before.items():
            if key == "enum":
                continue  # closed lists may grow
            if not isinstance(now, dict) or key not in now:
                yield f"{where}/{key} is gone"
            else:
                yield from broken(part, now[key], f"{where}/{key}")
    elif isinstance(before, list):
        missing = [each for each in before if each not in now]
        if missing:
            yield f"{where} no longer has {missing}"
    elif before != now:
        yield f"{where} was {before} and is {now}"


def test_version_1_keeps_its_contract(api: dict[str, Any], request: pytest.FixtureRequest) -> None:
    """A key that is gone or has another type breaks programs: that needs a version 2 (docs/api.md)."""
    now = contract(api)
    frozen = json.loads(CONTRACT.read_text(encoding="utf-8"))
    assert list(broken(frozen, now)) == []
    if request.config.getoption("--update-golden"):
        CONTRACT.write_text(json.dumps(now, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    else:
        assert now == frozen, "new keys: add them to docs/api.md, and run: make golden"


@pytest.mark.parametrize(
    "change",
    [
        lambda schema: schema["release"]["$defs"]["Release"]["properties"].pop("quote"),
        lambda schema: schema["release"]["$defs"]["Release"]["required"].remove("quote"),
        lambda schema: schema["license"]["$defs"]["Term"]["properties"]["users"].update(anyOf=[{"type": "string"}]),
        lambda schema: schema["index"]["properties"]["data_date"].update(anyOf=[{"type": "null"}]),
        lambda schema: schema.pop("history"),
    ],
)
def test_a_breaking_change_is_noticed(change: Callable[[dict[str, Any]], Any]) -> None:
    now = json.loads(CONTRACT.read_text(encoding="utf-8"))
    change(now)
    assert list(broken(json.loads(CONTRACT.read_text(encoding="utf-8")), now)) != []


def test_the_page_on_the_api_names_every_document_and_table() -> None:
    page = (ROOT / "docs/api.md").read_text(encoding="utf-8")
    for path in (*PATHS, urls.API_DESCRIPTION, urls.API_SQLITE):
        assert f"`{path}`" in page
    for name in tables.NAMES:
        assert f"`{name}`" in page
    assert types.VERSION in page


def test_the_archive_of_a_release_says_the_same_as_the_citation() -> None:
    archive = json.loads((ROOT / ".zenodo.json").read_text(encoding="utf-8"))
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert archive["title"].startswith(citation["title"])
    assert archive["license"].lower() == citation["license"].lower()
    assert archive["creators"] == [{"name": author["name"]} for author in citation["authors"]]
    assert archive["upload_type"] == citation["type"]
