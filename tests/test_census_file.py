"""The file of a census: it is read into the catalog, and the same census gives the same bytes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from conftest import FIXTURES, TODAY, make_project

from generator.census.document import to_json
from generator.loading import catalog
from generator.schema.census import MOST_BYTES, Census
from generator.schema.census_words import LicenseClass

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 11, 18)
EXAMPLE = FIXTURES / f"census/{DAY}.json"


def project_with(tmp_path: Path, text: str, name: str = f"{DAY}.json") -> Path:
    root = make_project(tmp_path)
    (root / "data/hub/census").mkdir(parents=True)
    (root / "data/hub/census" / name).write_text(text, encoding="utf-8")
    return root


def test_the_newest_census_is_in_the_catalog(tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    root = project_with(tmp_path, text)
    older = text.replace(str(DAY), "2026-11-11", 1)
    (root / "data/hub/census/2026-11-11.json").write_text(older, encoding="utf-8")
    loaded, problems = catalog.read_catalog(root, TODAY)
    assert not problems
    assert sorted(loaded.hub.censuses) == [date(2026, 11, 11), DAY]
    assert loaded.hub.census is loaded.hub.censuses[DAY]


def test_a_project_needs_no_census(tmp_path: Path) -> None:
    loaded, problems = catalog.read_catalog(make_project(tmp_path), TODAY)
    assert loaded.hub.census is None
    assert not problems


def test_the_same_census_has_the_same_bytes() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert to_json(Census.model_validate_json(text)) == text
    assert len(text.encode()) < MOST_BYTES


def test_every_repository_is_in_one_class() -> None:
    census = Census.model_validate_json(EXAMPLE.read_bytes())
    assert [row.license_class for row in census.classes.rows] == list(LicenseClass)
    assert sum(row.repositories for row in census.classes.rows) == census.totals.rows[0].repositories


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        ("2026-11-17.json", "", "", "is of 2026-11-18, so it does not belong here"),
        ("today.json", "", "", "neither `refresh` nor `census` writes this file"),
        ("2026-11-18.json", '"osi-approved"', '"open"', "`open` is not one of"),
        ("2026-11-18.json", '"totals"', '"total"', "unknown key `total`"),
        ("2026-11-18.json", "{", "", "not valid JSON"),
    ],
)
def test_a_damaged_census_is_a_problem_at_its_line(tmp_path: Path, name: str, old: str, new: str, problem: str) -> None:
    root = project_with(tmp_path, EXAMPLE.read_text(encoding="utf-8").replace(old, new, 1), name)
    problems = [str(one) for one in catalog.read_catalog(root, TODAY)[1]]
    assert problems, "no problem was found"
    assert all(one.startswith(f"data/hub/census/{name}:") for one in problems)
    assert any(problem in one for one in problems), problems
