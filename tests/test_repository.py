"""What holds for all files of the repository, whatever they are for."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator


def repository_texts() -> Iterator[tuple[str, str]]:
    """Yield every file that is, or is about to be, in the repository, as far as it is text."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in listed.stdout.decode().split("\0"):
        raw = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b"\0"
        if b"\0" not in raw:
            yield name, raw.decode("utf-8")


# Put together here, so that this file does not hold what it looks for.
REGISTRY_HOSTS = re.compile(
    "|".join(
        re.escape(f"{name}.{ending}")
        for name, ending in (
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("registry.npmjs", "org"),
            ("deb.debian", "org"),
            ("static.crates", "io"),
            ("proxy.golang", "org"),
            ("conda.anaconda", "org"),
        )
    )
)
MACHINE_PATHS = re.compile(r"(?<![\w.:/~-])/(?:home|root|work|Users|tmp|private|mnt|srv)/\w|\b[A-Z]:\\\w")


@pytest.mark.parametrize("pattern", [REGISTRY_HOSTS, MACHINE_PATHS], ids=["registry hosts", "machine paths"])
def test_no_file_names(pattern: re.Pattern[str]) -> None:
    found = [
        f"{name}:{text.count(chr(10), 0, match.start()) + 1}: {match[0]}"
        for name, text in repository_texts()
        for match in pattern.finditer(text)
    ]
    assert found == []


def test_every_dependency_earns_its_line() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    optional = project["project"]["optional-dependencies"].values()
    groups = (project["project"]["dependencies"], *optional, *project["dependency-groups"].values())
    wanted = [line for group in groups for line in group]
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    lines = re.findall(r"^(?:\| *|[-*] +)\[?`([a-z0-9-]+)`", text, flags=re.MULTILINE)
    assert Counter(lines) == Counter(re.split(r"[<>=~! ;\[]", line)[0] for line in wanted)


def pins(file: str) -> dict[str, str]:
    """Return what a requirements file pins: the version, markers and hashes of each package."""
    blocks = re.split(r"^(?=\w)", (ROOT / file).read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {
        re.split(r"[ ]\\\n", block)[0].partition(" ;")[0]: block.partition("--hash")[2] for block in blocks if block
    }


def test_all_requirements_files_pin_the_same_versions() -> None:
    everything, data = pins("requirements.txt"), pins("requirements-data.txt")
    assert len(data) < len(everything) / 2
    assert {name: everything.get(name) for name in data} == data
    names = {name.partition("==")[0] for name in everything}
    assert {name for name in pins("requirements-scale.txt") if name.partition("==")[0] in names} <= set(everything)


REAL_DATA = re.compile(r'ROOT / "data|\(ROOT, |"--root", ROOT')
MAY_READ_THEM = {
    "bench.py": "measures speed and asserts nothing",
    "scale.py": "the same",
    "test_data_changes.py": "copies them and adds to them",
}


def test_only_fixtures_read_the_real_data() -> None:
    """The fixtures mark every test that depends on the data, and the mark puts it to the test of other data."""
    files = {file.name: file.read_text(encoding="utf-8") for file in (ROOT / "tests").glob("*.py")}
    assert {name for name, text in files.items() if REAL_DATA.search(text)} - {
        *MAY_READ_THEM,
        "test_repository.py",
    } == set()
