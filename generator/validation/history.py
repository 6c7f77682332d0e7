"""Checks that no published edition was changed or taken away since another state of the project."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from generator.core import files, paths
from generator.core.codes import Code
from generator.core.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def rewritten(before: Path, now: Path) -> Iterator[Problem]:
    """Yield the first line of each ledger that is not what it was; both are roots of a project."""
    for old in sorted((before / paths.HISTORY).rglob("*.jsonl")):
        file = old.relative_to(before).as_posix()
        was, is_ = (files.read_text(path).split("\n")[:-1] for path in (old, now / file))
        pairs = enumerate(zip_longest(was, is_[: len(was)]), start=1)
        if found := next(((number, other) for number, (one, other) in pairs if one != other), None):
            says = "is missing, but was published" if found[1] is None else "is not the line that was published"
            yield Problem(file, found[0], 1, Code.REWRITTEN, says)
