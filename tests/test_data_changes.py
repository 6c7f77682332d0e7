"""A change to the data that `check` accepts never makes a test fail.

The tests that read the real data run against a copy of it with more releases, developers, licenses and frameworks, and
then against data that have nothing in common with it but the vocabulary.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from conftest import FIXTURES, ROOT, add_pages, make_site_project

from generator.core.clock import today
from generator.validation.project import read_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ADDITIONS = FIXTURES / "additions"


def with_additions(root: Path) -> Path:
    """Fill a folder with a copy of the real data to which somebody added one entry of each kind."""
    shutil.copytree(ROOT / "data", root / "data")
    shutil.copytree(ADDITIONS, root / "data", dirs_exist_ok=True)
    return add_pages(root)


def with_other_data(root: Path) -> Path:
    """Fill a folder with the invented releases and the added ones: none of the real releases is left."""
    make_site_project(root)
    shutil.copytree(ADDITIONS, root / "data", dirs_exist_ok=True)
    return root


@pytest.mark.parametrize("made", [with_additions, with_other_data])
def test_no_test_fails_on_data_that_pass_the_check(made: Callable[[Path], Path], tmp_path: Path) -> None:
    root = made(tmp_path)
    assert read_project(root, today())[1] == ()
    done = run_tests_of_data(root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout


def run_tests_of_data(root: Path) -> subprocess.CompletedProcess[str]:
    options = ["-q", "-p", "no:cacheprovider", "-m", "reads_data", f"--project={root}", "--hypothesis-profile=quick"]
    command = [sys.executable, "-m", "pytest", "tests", *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
