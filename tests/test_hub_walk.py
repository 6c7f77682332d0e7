"""A walk over every model of a local Hub: whole, in pieces, stopped at any moment, and against a Hub that misbehaves."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from hub_runs import StoppedClock
from hub_server import FAULTS, CannedResponse, HubServer

from generator.core import files
from generator.hub import walk as walking
from generator.hub.client import Client, QuotaExhaustedError
from generator.hub.walk import COLUMNS, LIMITS, Progress, WalkError, walk
from generator.schema.census_origin import FILE, Origin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = date(2026, 11, 22)
COUNT = 95


@pytest.fixture
def hub() -> Iterator[HubServer]:
    """A Hub with models of many days, in no order, in pages of ten; one was made on the day of the walk."""
    with HubServer(page=10) as server:
        for number in range(COUNT):
            day = date(2025, 1, 1) + timedelta(days=number * 37 % COUNT)
            server.add(f"org{number % 7}/model-{number}", createdAt=f"{day}T12:00:00.000Z")
        server.add("acme/new", createdAt=f"{DAY}T00:00:01.000Z")
        yield server


@pytest.fixture(autouse=True)
def _small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walking, "PAGES", 3)


def go(hub: HubServer, folder: Path, day: date = DAY, *, seconds: float = 3600) -> Progress:
    with Client(StoppedClock().clock, replace(LIMITS, run=seconds), hub.url) as client:
        return walk(folder, client, day, lambda _: None)


def rows(folder: Path, columns: str = "id") -> list[tuple[Any, ...]]:
    query = f"SELECT {columns} FROM read_parquet($files, filename = true) ORDER BY filename, createdAt, id"  # our own columns
    with duckdb.connect() as database:
        return database.execute(query, {"files": f"{folder}/*.parquet"}).fetchall()


def test_a_walk_holds_each_model_made_before_it_began_once_and_oldest_first(hub: HubServer, tmp_path: Path) -> None:
    done = go(hub, tmp_path)
    found = rows(tmp_path, "id, createdAt")
    assert {name for name, _ in found} == hub.repos.keys() - {"acme/new"}
    assert len(found) == COUNT == done.rows
    assert [moment for _, moment in found] == sorted(moment for _, moment in found)
    assert (done.next_page, done.files, len(hub.log)) == (None, 4, 10)
    assert Origin.model_validate_json((tmp_path / FILE).read_bytes()).day == DAY


def test_columns_have_the_names_and_types_of_the_public_tables(hub: HubServer, tmp_path: Path) -> None:
    hub.add(
        "acme/gated",
        createdAt="2024-01-01T00:00:00.000Z",
        gated="manual",
        downloads=5,
        safetensors=None,
        cardData={"license": "other", "license_name": "acme-1"},
    )
    go(hub, tmp_path)
    with duckdb.connect() as database:
        described = database.execute(f"DESCRIBE FROM read_parquet('{tmp_path}/*.parquet')").fetchall()
    assert {name: kind for name, kind, *_ in described} == COLUMNS
    first, second = rows(tmp_path, "id, author, gated, downloads, tags, safetensors.total, license_name")[:2]
    tags = ["transformers", "license:apache-2.0", "region:us"]
    assert first == ("acme/gated", "acme", "manual", 5, tags, None, "acme-1")
    assert second[2:] == ("false", 1000, tags, 7_000_000_000, None)


def test_values_of_a_wrong_type_count_as_absent(hub: HubServer, tmp_path: Path) -> None:
    odd = {
        "tags": "license:mit",
        "downloads": "many",
        "likes": -1,
        "createdAt": "2024-13-45",
        "safetensors": [7],
        "gated": 7,
        "library_name": ["a"],
        "pipeline_tag": "x\x00<b>\n" + "y" * 1_000_000,
    }
    hub.add("acme/odd", **odd)
    hub.repos["acme/odd"]["createdAt"] = "2024-13-45"
    go(hub, tmp_path)
    (found,) = (row for row in rows(tmp_path, "id, tags, downloads, likes, createdAt, safetensors.total, gated, library_name, pipeline_tag") if row[0] == "acme/odd")  # fmt: skip
    assert found[1:8] == (["license:mit"], None, None, None, None, None, None)
    assert found[8].startswith("x\N{REPLACEMENT CHARACTER}<b> y")
    assert len(found[8]) == 200


@pytest.mark.parametrize("requests", range(1, 10))
def test_a_walk_whose_quota_ends_continues_from_the_same_page(hub: HubServer, tmp_path: Path, requests: int) -> None:
    hub.quota = 50 + requests  # a tenth of the quota stays unused
    with pytest.raises(QuotaExhaustedError):
        go(hub, tmp_path, seconds=60)
    assert len(rows(tmp_path)) == 10 * requests
    assert not (tmp_path / FILE).exists()
    hub.quota = None
    hub.log.clear()
    assert go(hub, tmp_path, DAY + timedelta(days=2)).began == DAY
    assert len(hub.log) == 10 - requests
    assert len({name for (name,) in rows(tmp_path)}) == len(rows(tmp_path)) == COUNT


class _KilledError(Exception):
    """Stands for the moment at which the process ends."""


@pytest.mark.parametrize("writes", range(1, 8))
def test_a_walk_that_is_killed_at_any_write_holds_each_model_once_in_the_end(
    hub: HubServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    write, left = files.write, iter(range(writes))

    def write_until_killed(file: Path, content: str | bytes) -> None:
        if next(left, None) is None:
            raise _KilledError
        write(file, content)

    monkeypatch.setattr(files, "write", write_until_killed)
    with pytest.raises((_KilledError, duckdb.Error)):
        go(hub, tmp_path)
    monkeypatch.undo()
    go(hub, tmp_path)
    assert len({name for (name,) in rows(tmp_path)}) == len(rows(tmp_path)) == COUNT


def test_a_finished_walk_asks_for_nothing_more(hub: HubServer, tmp_path: Path) -> None:
    first = go(hub, tmp_path)
    hub.log.clear()
    assert go(hub, tmp_path, DAY + timedelta(days=7)) == first
    assert hub.log == []


@pytest.mark.parametrize("fault", ["error_500", "html_200", "null_body", "bad_request", "invalid_json"])
def test_a_page_that_fails_stops_the_walk_and_keeps_what_was_read(hub: HubServer, tmp_path: Path, fault: str) -> None:
    hub.quota = 54
    with pytest.raises(QuotaExhaustedError):
        go(hub, tmp_path, seconds=60)
    hub.quota = None
    hub.fail("list of all", FAULTS[fault])
    with pytest.raises(WalkError, match="The Hub did not give"):
        go(hub, tmp_path)
    hub.faults.clear()
    assert go(hub, tmp_path).rows == COUNT


def test_a_failure_that_passes_goes_unnoticed(hub: HubServer, tmp_path: Path) -> None:
    hub.fail("list of all", FAULTS["html_503"], FAULTS["error_500"], "whole")
    assert go(hub, tmp_path).rows == COUNT


def test_a_hub_that_sorts_the_other_way_is_noticed(hub: HubServer, tmp_path: Path) -> None:
    newest_first = sorted(hub.repos.values(), key=lambda one: one["createdAt"], reverse=True)
    hub.fail("list of all", CannedResponse(200, newest_first))
    with pytest.raises(WalkError, match="oldest models first"):
        go(hub, tmp_path)
    assert not list(tmp_path.glob("*.parquet"))


def test_a_hub_that_names_the_same_page_again_is_noticed(hub: HubServer, tmp_path: Path) -> None:
    here = Progress.read(tmp_path, DAY).next_page
    page = [one for one in hub.repos.values() if one["id"] == "org0/model-0"]
    hub.fail("list of all", CannedResponse(200, page, Link=f'<{hub.url}{here}>; rel="next"'))
    with pytest.raises(WalkError, match="same page"):
        go(hub, tmp_path)


def test_a_folder_of_others_is_left_alone(hub: HubServer, tmp_path: Path) -> None:
    (tmp_path / "models.parquet").write_bytes(b"PAR1")
    with pytest.raises(WalkError, match="no walk wrote"):
        go(hub, tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["models.parquet"]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"began": "x"}', '{"began": "2026-11-22", "next_page": null, "x": 1}']
)
def test_a_damaged_walk_says_so(hub: HubServer, tmp_path: Path, text: str) -> None:
    (tmp_path / "walk.json").write_text(text, encoding="utf-8")
    with pytest.raises(WalkError, match=r"walk\.json is damaged"):
        go(hub, tmp_path)


def test_a_stored_walk_cannot_lead_to_another_server(hub: HubServer, tmp_path: Path) -> None:
    stored = {"began": "2026-11-22", "next_page": "//127.0.0.2:1/api/models", "files": 0, "rows": 0}
    (tmp_path / "walk.json").write_text(json.dumps(stored), encoding="utf-8")
    with pytest.raises(WalkError, match=r"walk\.json is damaged"):
        go(hub, tmp_path)
