"""The difference between two censuses, as a pull request shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from test_census_page import HOSTILE, census

from generator.core.markdown import MAX_TEXT
from generator.reports.census import MOST, difference

if TYPE_CHECKING:
    from generator.schema.census import Census


def changed(name: str, place: int, **values: Any) -> Census:
    rows = [row.model_dump(mode="json") for row in getattr(census(), name).rows]
    rows[place] |= values
    return census(**{name: rows})


def test_the_first_census_compares_with_nothing() -> None:
    report = difference(None, census())
    assert report.startswith("On November 18, 2026, 26")
    assert "This is the first census." in report
    assert "| `are public` | not listed | 9,000 |  |" in report
    assert "for the first time" not in report


def test_the_same_census_shows_no_change() -> None:
    report = difference(census(), census())
    assert "The census before was of 2026-11-18." in report
    assert "| `are public` | 9,000 | 9,000 | none |" in report
    assert "## License tags" not in report
    assert "for the first time" not in report


def test_what_changed_most_comes_first() -> None:
    tags = {"apache-2.0": 1500, "mit": 700, "gemma": 120, "gpl-3.0": 38}
    before: list[dict[str, Any]] = [
        {"tag": tag, "license_class": "other", "repositories": of, "downloads": 1} for tag, of in tags.items()
    ]
    after = [
        row | {"repositories": row["repositories"] + more} for row, more in zip(before, (100, -300, 0), strict=False)
    ]
    report = difference(census(licenses=before), census(licenses=after)).split("## License tags", 1)[1].split("##")[0]
    lines = [line.split(" | ") for line in report.splitlines() if line.startswith("| `")]
    assert [line[0] for line in lines] == ["| `mit`", "| `apache-2.0`", "| `gpl-3.0`"]
    assert [line[3].replace("\N{NO-BREAK SPACE}", " ") for line in lines] == ["-300 (43 %)", "+100 (6.7 %)", ""]
    assert lines[-1][2] == "not listed"


def test_new_names_are_listed_and_are_only_text() -> None:
    report = difference(census(), changed("conflicts", 0, id=HOSTILE))
    new = report.split("## Listed for the first time, because they conflict (1)", 1)[1]
    assert "`<script>alert(1)</script>\N{DIVIDES}'c'{{ 7*7 }}" in new
    assert "maker-1/model-1" not in new


def test_a_long_list_says_how_many_are_left_and_the_report_fits() -> None:
    candidates = [{"id": f"new/{number}", "downloads": 9, "likes": 0} for number in range(5000)]
    report = difference(census(), census(candidates=candidates))
    assert f"... and {5000 - MOST} more." in report
    assert len(report) < MAX_TEXT
