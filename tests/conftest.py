"""What the tests share: a fixed day, the frozen project, and the real data for tests that hold for any data.

Tests of particular words, verdicts or figures read the frozen project, so a change to `data/` cannot break them. Tests
that read the real data take it from the fixtures `real_root`, `real` and `real_site`. They carry the mark `reads_data`,
and have to pass for all data that `check` accepts.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hub_server import HubServer
from huggingface_hub import constants
from hypothesis import settings

from generator import publish
from generator.core.clock import today
from generator.loading.catalog import read_catalog
from generator.loading.settings import Settings
from generator.site import build
from generator.site.page import Page
from generator.validation.project import check, read_project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.loading.catalog import Catalog

ROOT = Path(__file__).parents[1]
FIXTURES = Path(__file__).parent / "fixtures"
FROZEN = FIXTURES / "project"
"""The frozen project. Its releases and developers are invented; `make fixtures` copies the rest of it from `data/`.

It keeps the licenses it has, so that tests do not take longer with each new license; copy one more where a test needs it.
"""
CENSUSES = FIXTURES / "census"
"""The synthetic census. The site of the frozen project has it; other tests add it where they need one."""
TODAY = date(2026, 11, 21)

settings.register_profile("thorough", max_examples=400, deadline=None, derandomize=True, database=None)
settings.register_profile("quick", settings.get_profile("thorough"), max_examples=20)
settings.load_profile("thorough")


def pytest_configure() -> None:
    """Let Ctrl-C end the commands under test: a shell makes what it runs in the background ignore it, for good."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden outputs again")
    parser.addoption(
        "--project", type=Path, default=ROOT, metavar="FOLDER", help="the project that tests of the real data read"
    )


@pytest.hookimpl(tryfirst=True)  # before `-m` selects by mark
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "real_root" in getattr(item, "fixturenames", ()):
            item.add_marker("reads_data")


# Projects of the tests


def make_project(root: Path) -> Path:
    """Fill a folder with a copy of the frozen project."""
    shutil.copytree(FROZEN, root, dirs_exist_ok=True)
    return root


def add_pages(root: Path) -> Path:
    """Add to a folder what makes a site of its data: the hand-written pages, the settings and the hook."""
    shutil.copytree(ROOT / "docs", root / "docs")
    for file in ("mkdocs.yml", "mkdocs_hook.py"):
        shutil.copy(ROOT / file, root)
    (root / "generator").symlink_to(ROOT / "generator")
    return root


def make_site_project(root: Path) -> Path:
    """Fill a folder with the frozen project and its pages; links to real releases lead to an invented one.

    It has a census, too: a synthetic one, whose figures are invented.
    """
    add_pages(make_project(root))
    shutil.copytree(CENSUSES, root / "data/hub/census", dirs_exist_ok=True)
    for page in root.glob("docs/**/*.md"):
        text = page.read_text(encoding="utf-8")
        page.write_text(re.sub(r"models/[\w.-]+/[\w.-]+/", "models/globex/colossus-70b/", text), encoding="utf-8")
    return root


def run_mkdocs(root: Path, site: Path) -> Path:
    """Build the project at `root` as a contributor does, with warnings as errors; return the built site."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    done = subprocess.run(command, cwd=root, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr  # quiet would hide warnings from --strict
    return site


def made_of(catalog: Catalog, repository: str) -> dict[str, Page | str]:
    """Return every generated page, and every redirect, by its path."""
    site = publish.site_of(catalog, Settings("https://example.org/", repository))
    made = {path: make() for path, make in build.pages(site).items()}
    return {path: each for path, each in made.items() if not isinstance(each, bytes)}


def pages_of(catalog: Catalog, repository: str = "https://example.org/repository") -> dict[str, str]:
    """Return the HTML of every generated page, and of every redirect, by its path."""
    made = made_of(catalog, repository)
    return {path: each.html if isinstance(each, Page) else each for path, each in made.items()}


def problems_of(root: Path) -> list[str]:
    """Return every problem of a project as the check prints them."""
    catalog, problems = read_catalog(root, TODAY)
    return [str(problem) for problem in sorted((*problems, *check(catalog)))]


def said_of(root: Path) -> list[str]:
    """Return every problem of a project without its code."""
    return [re.sub(r" OPN\d{3} ", " ", problem, count=1) for problem in problems_of(root)]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the frozen project for one test alone."""
    return make_project(tmp_path)


@pytest.fixture(scope="session", autouse=True)
def _no_token_of_a_person(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test sends the token of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HF_OIDC_RESOURCE"):
            patch.delenv(name, raising=False)
        patch.setattr(constants, "HF_TOKEN_PATH", str(tmp_path_factory.getbasetemp() / "no-token"))
        yield


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    """A local Hub with the repositories of the frozen project; every client that asks no other Hub asks this one."""
    with HubServer() as server:
        for key in ("acme/aurora-7b", "acme/borealis-13b", "globex/colossus-70b"):
            server.add(key)
        monkeypatch.setattr(constants, "ENDPOINT", server.url)
        yield server


@pytest.fixture(scope="session")
def small() -> Catalog:
    """The catalog of the frozen project."""
    catalog, problems = read_project(FROZEN, TODAY)
    assert problems == ()
    return catalog


@pytest.fixture(scope="session")
def small_site_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The frozen project with its pages."""
    return make_site_project(tmp_path_factory.mktemp("small") / "project")


@pytest.fixture(scope="session")
def small_site(small_site_project: Path) -> Path:
    """The built site of the frozen project."""
    return run_mkdocs(small_site_project, small_site_project.with_name("site"))


# The real data


@pytest.fixture(scope="session")
def real_root(request: pytest.FixtureRequest) -> Path:
    """The project whose data are the real ones: this repository, or what `--project` names."""
    root: Path = request.config.getoption("--project")
    return root.resolve()


@pytest.fixture(scope="session")
def real(real_root: Path) -> Catalog:
    """The catalog of the real data."""
    catalog, problems = read_project(real_root, today())
    assert problems == ()
    return catalog


@pytest.fixture(scope="session")
def real_site(real_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site of the real data."""
    return run_mkdocs(real_root, tmp_path_factory.mktemp("real") / "site")
