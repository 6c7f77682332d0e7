"""The public table of all models, downloaded from a local Hub at one revision, and checked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hub_runs import StoppedClock
from hub_server import FAULTS, HubServer, Table, sha
from huggingface_hub import constants

from generator.hub.client import Client, Limits
from generator.hub.download import DATASET, TABLE, URL, DownloadError, download
from generator.schema.census_origin import FILE, Origin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEY = f"datasets/{DATASET}"
REVISION = sha(f"{DATASET} sha")[:40]
CONTENT = b"PAR1 a table PAR1"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    """A Hub with the dataset and its table."""
    with HubServer() as server:
        server.add(KEY, lastModified="2026-11-20T05:04:03.000Z")
        server.tables[KEY, REVISION, TABLE] = Table.of(CONTENT)
        monkeypatch.setattr(constants, "ENDPOINT", server.url)
        template = f"{server.url}/{{repo_id}}/resolve/{{revision}}/{{filename}}"  # made of the endpoint on import
        monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)
        monkeypatch.setattr(constants, "HF_HUB_DISABLE_TELEMETRY", True)
        yield server


def get(folder: Path) -> Origin:
    with Client(StoppedClock().clock, Limits()) as client:
        return download(folder, client)


def test_a_table_comes_with_its_revision_day_and_checksum(hub: HubServer, tmp_path: Path) -> None:
    found = get(tmp_path)
    assert (tmp_path / TABLE).read_bytes() == CONTENT
    promised = hub.tables[KEY, REVISION, TABLE].promised
    assert found == Origin(name=DATASET, url=URL, revision=REVISION, sha256=promised, day=date(2026, 11, 20))
    assert Origin.model_validate_json((tmp_path / FILE).read_bytes()) == found
    assert not [one for one in hub.log if "main" in one.path]


def test_a_second_download_sends_nothing_again(hub: HubServer, tmp_path: Path) -> None:
    get(tmp_path)
    assert get(tmp_path).revision == REVISION
    assert (tmp_path / TABLE).read_bytes() == CONTENT
    assert len([one for one in hub.log if one.path.endswith(TABLE)]) <= 4


def test_a_table_that_is_not_what_the_hub_promised_is_refused_and_removed(hub: HubServer, tmp_path: Path) -> None:
    hub.tables[KEY, REVISION, TABLE] = Table(CONTENT, "0" * 64)
    with pytest.raises(DownloadError, match="and the Hub promised 0000"):
        get(tmp_path)
    assert not (tmp_path / TABLE).exists()
    assert not (tmp_path / FILE).exists()


def test_without_a_checksum_nothing_is_downloaded(hub: HubServer, tmp_path: Path) -> None:
    hub.tables[KEY, REVISION, TABLE] = Table(CONTENT, "a-short-etag")
    with pytest.raises(DownloadError, match="names no SHA-256"):
        get(tmp_path)
    assert not (tmp_path / TABLE).exists()
    assert not (tmp_path / FILE).exists()


@pytest.mark.parametrize("fault", ["not_found_404", "bare_401", "html_503", "disabled_403"])
def test_a_dataset_that_is_gone_says_what_to_do(hub: HubServer, tmp_path: Path, fault: str) -> None:
    hub.fail(KEY, FAULTS[fault])
    with pytest.raises(DownloadError, match="List the Hub with --walk instead"):
        get(tmp_path)


@pytest.mark.parametrize("changes", [{"sha": "x"}, {"lastModified": "soon"}, {"lastModified": None}])
def test_a_dataset_without_a_revision_says_so(hub: HubServer, tmp_path: Path, changes: dict[str, str]) -> None:
    hub.add(KEY, **changes)
    with pytest.raises(DownloadError, match="names no revision"):
        get(tmp_path)


def test_a_revision_without_the_table_says_so(hub: HubServer, tmp_path: Path) -> None:
    hub.tables.clear()
    with pytest.raises(DownloadError, match=f"{TABLE} of {DATASET} cannot be read"):
        get(tmp_path)
