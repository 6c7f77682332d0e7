"""`census` as a person or a workflow runs it: from a download or a walk to the figures and the report."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hub_rows import write
from hub_server import FAULTS, HubServer, Table, sha
from huggingface_hub import constants
from typer.testing import CliRunner

from generator.census.rules import asks
from generator.cli.app import app
from generator.core import paths
from generator.hub.download import DATASET, TABLE
from generator.loading.catalog import read_catalog
from generator.schema.census_origin import FILE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.loading.catalog import Catalog
    from generator.schema.census import Census

KEY = f"datasets/{DATASET}"
DAY = date(2026, 11, 18)


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A synthetic snapshot."""
    file = tmp_path_factory.mktemp("rows") / TABLE
    write(file, 2000)
    return file.read_bytes()


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[HubServer]:
    """A local Hub, and a file that takes the outputs of a step."""
    with HubServer(page=5) as server:
        monkeypatch.setattr(constants, "ENDPOINT", server.url)
        template = f"{server.url}/{{repo_id}}/resolve/{{revision}}/{{filename}}"
        monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)
        monkeypatch.setattr(constants, "HF_HUB_DISABLE_TELEMETRY", True)
        monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path / "outputs"))
        yield server


def publish(hub: HubServer, content: bytes, day: date = DAY) -> None:
    """Put a table on the Hub as the newest revision of the dataset."""
    revision = sha(str(day))[:40]
    hub.add(KEY, sha=revision, lastModified=f"{day}T05:00:00.000Z")
    hub.tables[KEY, revision, TABLE] = Table.of(content)


def run(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["census", *map(str, arguments)])
    return result.exit_code, result.output


def outputs(tmp_path: Path) -> str:
    return (tmp_path / "outputs").read_text(encoding="utf-8")


def taken(project: Path, day: date) -> Census:
    catalog, problems = read_catalog(project, date(2026, 12, 31))
    assert problems == ()
    return catalog.hub.censuses[day]


def test_a_download_leads_to_figures_that_name_its_revision(
    hub: HubServer, project: Path, tmp_path: Path, table: bytes
) -> None:
    publish(hub, table)
    folder = tmp_path / "build"
    code, said = run("--download", folder)
    assert (code, outputs(tmp_path)) == (0, f"day={DAY}\n")
    assert f"Now run: python -m generator census {folder / TABLE}" in said
    report, findings = tmp_path / "report.md", tmp_path / "findings.parquet"
    assert run(folder / TABLE, "--root", project, "--report", report, "--findings", findings)[0] == 0
    census = taken(project, DAY)
    source = census.source
    assert (source.name, source.revision) == (DATASET, sha(str(DAY))[:40])
    assert source.url == f"https://huggingface.co/datasets/{DATASET}"
    assert source.sha256 == hub.tables[KEY, source.revision or "", TABLE].promised
    assert "This is the first census." in report.read_text(encoding="utf-8")
    assert findings.stat().st_size


def test_the_report_compares_with_the_census_before(
    hub: HubServer, project: Path, tmp_path: Path, table: bytes
) -> None:
    for day in (DAY - timedelta(days=7), DAY):
        publish(hub, table, day)
        assert run("--download", tmp_path / str(day))[0] == 0
        report = tmp_path / f"{day}.md"
        assert run(tmp_path / str(day) / TABLE, "--root", project, "--report", report)[0] == 0
    assert f"The census before was of {DAY - timedelta(days=7)}." in report.read_text(encoding="utf-8")


def test_a_table_that_changed_after_its_download_stops_the_census(
    hub: HubServer, project: Path, tmp_path: Path, table: bytes
) -> None:
    publish(hub, table)
    run("--download", tmp_path / "build")
    (tmp_path / "build" / TABLE).write_bytes(table + b"x")
    code, said = run(tmp_path / "build" / TABLE, "--root", project)
    assert code == 5
    assert "The SHA-256 of" in said
    assert "message=`The SHA-256 of" in outputs(tmp_path)
    assert not (project / paths.HUB / "census").exists()


def test_a_smaller_table_stops_the_census(hub: HubServer, project: Path, tmp_path: Path, table: bytes) -> None:
    publish(hub, table)
    run("--download", tmp_path / "first")
    assert run(tmp_path / "first" / TABLE, "--root", project)[0] == 0
    write(tmp_path / "small.parquet", 1000)
    report = tmp_path / "report.md"
    code, said = run(tmp_path / "small.parquet", "--root", project, "--report", report, "--date", "2026-11-25")
    assert code == 5
    assert "It has lost more than a tenth." in said
    assert "message=`The snapshot lists" in outputs(tmp_path)
    assert not report.exists()


def test_a_download_that_fails_says_why_and_passes_it_on(hub: HubServer, tmp_path: Path) -> None:
    hub.fail(KEY, FAULTS["not_found_404"])
    code, said = run("--download", tmp_path / "build")
    assert code == 2
    assert said.startswith(f"{DATASET} cannot be read: 404 RepoNotFound")
    assert outputs(tmp_path).startswith(f"message=`{DATASET} cannot be read")


def test_a_walk_leads_to_figures_of_its_day(hub: HubServer, project: Path, tmp_path: Path) -> None:
    for number in range(12):
        hub.add(f"org{number}/model", createdAt=f"2025-01-{number + 1:02}T12:00:00.000Z")
    folder = tmp_path / "walk"
    code, said = run("--walk", folder)
    assert code == 0
    assert "12 repositories" in said
    assert run(folder, "--root", project)[0] == 0
    (file,) = (project / paths.HUB / "census").iterdir()
    census = taken(project, date.fromisoformat(file.stem))
    assert census.totals.rows[0].repositories == 12
    assert census.source.name == "a list of all models from the Hub itself"
    assert {row.tag: row.repositories for row in census.licenses.rows} == {"apache-2.0": 12}


def test_a_walk_without_time_says_that_it_goes_on(hub: HubServer, tmp_path: Path) -> None:
    hub.add("acme/one", createdAt="2025-01-01T12:00:00.000Z")
    hub.quota = 0
    code, said = run("--walk", tmp_path / "walk", "--minutes", "0.01")
    assert code == 4
    assert "Run it again to go on." in said
    hub.quota = None
    assert run("--walk", tmp_path / "walk")[0] == 0


def test_a_folder_of_others_is_refused(hub: HubServer, tmp_path: Path) -> None:
    assert hub.log == []
    (tmp_path / "x.parquet").write_bytes(b"PAR1")
    code, said = run("--walk", tmp_path)
    assert code == 2
    assert "no walk wrote" in said


def test_without_a_snapshot_the_command_says_how_to_get_one() -> None:
    code, said = run()
    assert code == 2
    assert "--download gets the public one, and --walk lists the Hub itself." in said


@pytest.mark.parametrize("text", ["", "[]", '{"name": "x", "sha256": "y"}'])
def test_a_damaged_origin_says_so(project: Path, tmp_path: Path, table: bytes, text: str) -> None:
    (tmp_path / TABLE).write_bytes(table)
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    code, said = run(tmp_path / TABLE, "--root", project)
    assert code == 2
    assert f"{FILE} is damaged" in said


def test_each_clause_is_of_a_license_that_asks_for_it(
    small: Catalog, project: Path, tmp_path: Path, table: bytes
) -> None:
    (tmp_path / TABLE).write_bytes(table)
    assert run(tmp_path / TABLE, "--root", project, "--date", str(DAY))[0] == 0
    clauses = taken(project, DAY).clauses
    assert clauses
    assert [one for one in clauses if not asks(small.licenses[one.license], one.rule)] == []
