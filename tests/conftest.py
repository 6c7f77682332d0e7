"""What the tests share: a fixed day, the project's root, and a small project of invented releases."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.loading.catalog import read_catalog
from generator.validation.project import check

if TYPE_CHECKING:
    from generator.loading.catalog import Catalog

ROOT = Path(__file__).parents[1]
FIXTURES = Path(__file__).parent / "fixtures"
TODAY = date(2026, 11, 21)


def make_project(root: Path) -> Path:
    """Fill a folder with the real vocabulary, licenses and frameworks, and with the invented releases."""
    real = ROOT / "data"
    for room in ("licenses", "frameworks"):
        shutil.copytree(real / room, root / "data" / room)
    for file in ("components.yaml", "judgments.yaml", "license-tests.yaml"):
        shutil.copy(real / file, root / "data" / file)
    for room in ("models", "developers"):
        shutil.copytree(FIXTURES / room, root / "data" / room)
    return root


def problems_of(root: Path) -> list[str]:
    """Return every problem of a project as the check prints them."""
    catalog, problems = read_catalog(root, TODAY)
    return [str(problem) for problem in sorted((*problems, *check(catalog)))]


def said_of(root: Path) -> list[str]:
    """Return every problem of a project without its code."""
    return [re.sub(r" OPN\d{3} ", " ", problem, count=1) for problem in problems_of(root)]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of its own for one test."""
    return make_project(tmp_path)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The catalog of the invented releases."""
    catalog, problems = read_catalog(make_project(tmp_path_factory.mktemp("small")), TODAY)
    assert (*problems, *check(catalog)) == ()
    return catalog


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden outputs anew")


def run_mkdocs(root: Path, site: Path) -> Path:
    """Build the project at `root` as a contributor does, with warnings as errors; return the built site."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    done = subprocess.run(command, cwd=root, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr  # quiet would hide warnings from --strict
    return site


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site of the real data."""
    return run_mkdocs(ROOT, tmp_path_factory.mktemp("real") / "site")
