"""Every bad example in `fixtures/bad` lists its problems: one `# expect: LINE:COLUMN: CODE message` per problem."""

from __future__ import annotations

import re
import shutil
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest
from conftest import FIXTURES, problems_of

if TYPE_CHECKING:
    from pathlib import Path

BAD = sorted((FIXTURES / "bad").rglob("*.yaml"))
FOLDERS = {"models": "models/acme", "vocabulary": ""}


@pytest.mark.parametrize("example", BAD, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_problem_of_a_bad_example_is_reported(example: Path, project: Path) -> None:
    kind = example.parent.name
    file = PurePosixPath("data", FOLDERS.get(kind, kind), example.name).as_posix()
    shutil.copy(example, project / file)
    expected = re.findall(r"^# expect: (.*)$", example.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert expected
    assert problems_of(project) == [f"{file}:{line}" if line[0].isdigit() else line for line in expected]
