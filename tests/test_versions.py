"""A published version of a framework is never edited in place: a new version stands beside the old one."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import ROOT

from generator.core.paths import FRAMEWORKS

if TYPE_CHECKING:
    from collections.abc import Iterator

DIGESTS = Path(__file__).parent / "golden" / "framework-digests.txt"


def digests() -> Iterator[str]:
    """Yield a digest and the name of every framework file; comments and empty lines may change."""
    for file in sorted((ROOT / FRAMEWORKS).glob("*.yaml")):
        lines = file.read_text(encoding="utf-8").splitlines()
        said = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
        yield f"{hashlib.sha256(chr(10).join(said).encode()).hexdigest()}  {file.name}\n"


def test_no_published_version_was_edited(request: pytest.FixtureRequest) -> None:
    now = "".join(digests())
    if request.config.getoption("--update-golden"):
        DIGESTS.write_text(now, encoding="utf-8")
    if now != DIGESTS.read_text(encoding="utf-8"):
        pytest.fail(
            "A framework file changed. If its version is published, put the change into a new file with a new version; "
            "if it is not published yet, run: make golden"
        )
