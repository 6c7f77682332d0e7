"""The data as they were in a revision of git, so that a change can be compared with what it starts from."""

from __future__ import annotations

import subprocess
import tarfile
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from generator import publish

if TYPE_CHECKING:
    from generator.core.problem import Problem
    from generator.loading.catalog import Catalog


class RevisionError(Exception):
    """A revision of the data cannot be had; the words say why."""


def read_revision(root: Path, revision: str) -> tuple[Catalog, tuple[Problem, ...]]:
    """Read the data as they are in a revision of git. Raises RevisionError."""
    commit = _git(root, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    archived = _git(root, "archive", "--format=tar", commit, "--", "data")
    with TemporaryDirectory() as folder:
        with tarfile.open(fileobj=BytesIO(archived)) as tar:
            tar.extractall(folder, filter="data")
        return publish.read(Path(folder))


def base_revision(root: Path) -> str:
    """Return what a change is compared with if nothing is named: where it left main, else the last commit."""
    for branch in ("origin/main", "main"):
        try:
            return _git(root, "merge-base", branch, "HEAD").decode().strip()
        except RevisionError:
            continue
    return "HEAD"


def _git(root: Path, *arguments: str) -> bytes:
    command = ["git", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603  # no shell
    except FileNotFoundError:
        raise RevisionError("git is not installed") from None
    if done.returncode:
        words = done.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        raise RevisionError("git knows no such revision" if words == "Needed a single revision" else words)
    return done.stdout
