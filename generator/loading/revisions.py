"""Extracts the data folder from a git revision, so that a change can be compared with its base."""

from __future__ import annotations

import re
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zipfile import ZipFile

if TYPE_CHECKING:
    from collections.abc import Iterator


SHORT = 10
"""The characters of a commit that people see."""
_NO_COMMIT = ("Needed a single revision", "expected commit type")


class RevisionError(Exception):
    """git cannot provide the data of a revision; the message says why."""


@dataclass(frozen=True)
class Base:
    """The commit to compare with, and how people know it."""

    commit: str
    words: str


def named(root: Path, revision: str) -> Base:
    """Return the commit of a git revision. Raises RevisionError."""
    commit = _git(root, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    return Base(commit, f"{revision} ({commit[:SHORT]})")


def default(root: Path) -> Base:
    """Return the commit at which HEAD left main, or else the last commit. Raises RevisionError."""
    for branch in ("origin/main", "main"):
        try:
            commit = _git(root, "merge-base", branch, "HEAD").decode().strip()
        except RevisionError:
            continue
        return Base(commit, f"{branch} at {commit[:SHORT]}, where this branch left it")
    last = named(root, "HEAD")
    return Base(last.commit, f"the last commit, {last.commit[:SHORT]}, as there is no main")


@contextmanager
def checkout(root: Path, base: Base) -> Iterator[Path]:
    """Yield a temporary folder that contains `data/` from a commit of the repository at `root`.

    Raises RevisionError.
    """
    archived = _git(root, "archive", "--format=zip", base.commit, "--", "data")
    with TemporaryDirectory() as folder:
        with ZipFile(BytesIO(archived)) as archive:
            archive.extractall(folder)  # leaves no way out of the folder: links become files
        yield Path(folder)


def clean_head(root: Path) -> str | None:
    """Return the commit that holds `data/` as it is, apart from the ledgers; None if none does, or without git."""
    try:
        has_changes = _git(root, "status", "--porcelain", "--", "data", ":(exclude)data/history")
        return None if has_changes else named(root, "HEAD").commit
    except RevisionError:
        return None


def last_commit_day(root: Path) -> date | None:
    """Return the day of the last commit, or None outside a repository."""
    try:
        return date.fromisoformat(_git(root, "log", "-1", "--format=%cs").decode().strip())
    except (RevisionError, ValueError):
        return None


def origin(root: Path) -> str | None:
    """Return the `owner/name` of the repository on GitHub that `root` was cloned from, or None."""
    try:
        address = _git(root, "remote", "get-url", "origin").decode().strip()
    except RevisionError:
        return None
    found = re.search(r"github\.com[:/]([\w.-]+/[\w.-]+?)(?:\.git)?/?$", address)
    return found[1] if found else None


def _git(root: Path, *arguments: str) -> bytes:
    command = ["git", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603  # no shell
    except FileNotFoundError:
        raise RevisionError("git is not installed") from None
    if done.returncode:
        message = done.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        raise RevisionError("git knows no such commit" if any(each in message for each in _NO_COMMIT) else message)
    return done.stdout
