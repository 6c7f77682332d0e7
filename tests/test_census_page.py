"""The page of the whole Hub, and its figures elsewhere: all of them there once, dated, with their query, and as text."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from conftest import CENSUSES, ROOT, pages_of

from generator.analysis import whole_hub
from generator.analysis.scorecard import Scorecard
from generator.analysis.whole_hub import Openness, WholeHub
from generator.core import paths
from generator.exports.pictures import files as pictures
from generator.loading.settings import Settings
from generator.schema.census import Census
from generator.schema.census_figure import Figure
from generator.schema.census_words import LicenseClass, Rule
from generator.schema.hub import HubData
from generator.site import census as pages
from generator.site import navigation, search
from generator.site.bars import stack
from generator.site.context import Site

if TYPE_CHECKING:
    from pathlib import Path

    from generator.loading.catalog import Catalog

(EXAMPLE,) = CENSUSES.glob("*.json")
PAGE = "hub/census/index.md"
RULES = ["user-cap", "use-policy", "naming"]
HAND_MADE: dict[str, Any] = {
    "totals": [
        {"key": "all", "repositories": 9000, "downloads": 900},
        {"key": "with-weights", "repositories": 6900, "downloads": 800},
    ],
    "classes": [
        {"license_class": each.value, "repositories": count, "downloads": count, "with_weights": weights}
        for each, count, weights in zip(
            LicenseClass, (2250, 50, 500, 40, 10, 60, 90, 6000), (1794, 40, 400, 30, 5, 50, 234, 4347), strict=True
        )
    ],
    "tests": [
        {
            "test": "osi-approved",
            "name": "an OSI-approved license",
            "yes": {"repositories": 1794, "downloads": 400},
            "no": {"repositories": 475, "downloads": 100},
            "unknown": {"repositories": 4631, "downloads": 300},
        },
        {
            "test": "mof-1.0/mof-open",
            "name": "a license that is open under the MOF",
            "definition": "mof-1.0",
            "yes": {"repositories": 3450, "downloads": 400},
            "no": {"repositories": 0, "downloads": 100},
            "unknown": {"repositories": 3450, "downloads": 300},
        },
    ],
    "conflicts": [
        {
            "id": f"maker-{number}/model-{number}",
            "downloads": 90_000 - number,
            "declared_tag": "apache-2.0",
            "base": f"acme-{number}/base-{number}b",
            "base_tag": "llama3.1",
            "relation": "finetune",
            "steps": number + 1,
            "rules": RULES,
        }
        for number in range(2)
    ],
    "license_uses": [
        {"license": "llama-3.1-community", "repositories": 160, "downloads": 110_952, "tags": ["llama3.1"]},
        {"license": "gemma-terms", "repositories": 1, "downloads": 9, "tags": ["gemma"], "shared_with": ["MIT"]},
    ],
    "release_uses": [
        {
            "release": "acme/borealis-13b",
            "repositories": 1,
            "downloads": 9,
            "direct": 120,
            "derivatives": {"repositories": 300, "downloads": 9},
            "other_terms": 90,
            "silent": 40,
            "conflicts": 80,
        },
        {
            "release": "globex/colossus-70b",
            "repositories": 1,
            "downloads": 9,
            "direct": 0,
            "derivatives": {"repositories": 0, "downloads": 0},
            "other_terms": 0,
            "silent": 0,
            "conflicts": 0,
        },
    ],
}
CLAUSES = [
    {
        "license": "llama-3.1-community",
        "rule": "use-policy",
        "quote": "adhere to the Acceptable Use Policy for the Llama Materials",
        "url": "https://github.com/meta-llama/llama-models/blob/main/models/llama3_1/USE_POLICY.md",
    }
]
HOSTILE = "<script>alert(1)</script>|`c`{{ 7*7 }}\"'><img src=x onerror=alert(1)>"


def census(**changes: Any) -> Census:
    """Return the synthetic census with hand-made rows where tests name them; a change replaces the rows of a figure."""
    data = json.loads(EXAMPLE.read_bytes())
    for name, rows in (HAND_MADE | changes).items():
        data[name]["rows"] = rows
    return Census.model_validate(data | {"clauses": [*CLAUSES, *data["clauses"]]})


def with_census(catalog: Catalog, one: Census) -> Catalog:
    return replace(catalog, hub=HubData(censuses={one.date: one}))


@pytest.fixture(scope="module")
def before(small: Catalog) -> dict[str, str]:
    return pages_of(small)


@pytest.fixture(scope="module")
def after(small: Catalog) -> dict[str, str]:
    return pages_of(with_census(small, census()))


def text(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_without_a_census_there_is_no_page_and_nobody_speaks_of_it(before: dict[str, str]) -> None:
    assert PAGE not in before
    about = {path for path, page in before.items() if "census" in page.lower() or "whole Hub" in page}
    assert about == {"hub/index.md"}
    assert "There is no census of the whole Hub yet." in text(before["hub/index.md"])


def test_a_census_changes_only_what_it_is_about(before: dict[str, str], after: dict[str, str]) -> None:
    changed = {path for path in before if before[path] != after[path]}
    counted = {row.license for row in census().license_uses.rows}
    licenses = {f"licenses/{name}/index.md" for name in counted} & before.keys()
    released = {"models/acme/borealis-13b/index.md"}
    assert changed == {"hub/index.md", "for/journalists/index.md", *licenses, *released}
    assert after.keys() - before.keys() == {PAGE}


def test_the_tab_is_there_only_with_a_census(small: Catalog) -> None:
    nav = [{"Models": "index.md"}, {"Claims": "audit/index.md"}, {"About": ["about.md"]}]
    without, having = (Site(Scorecard(each), Settings("", "")) for each in (small, with_census(small, census())))
    assert navigation.tabs(nav, without) == nav
    tabs = [next(iter(tab)) for tab in navigation.tabs(nav, having)]
    assert tabs == ["Models", "Claims", "The whole Hub", "About"]
    assert navigation.tabs(navigation.tabs(nav, having), having) == navigation.tabs(nav, having)
    assert navigation.tabs(navigation.tabs(nav, having), without) == nav
    assert [e for e in search.entries(having) if e["location"] == "hub/census/"]
    assert not [e for e in search.entries(without) if e["location"] == "hub/census/"]


def test_the_built_site_has_the_tab_on_every_page(small_site: Path) -> None:
    home = (small_site / "index.html").read_text(encoding="utf-8")
    assert re.search(r'<a href="hub/census/" class="md-tabs__link">\s*The whole Hub\s*</a>', home)
    assert (small_site / PAGE.replace("index.md", "index.html")).is_file()


def test_the_first_sentence_has_the_number_and_the_day(after: dict[str, str]) -> None:
    said = text(after[PAGE])
    first = (
        "On November 18, 2026, 26 % of the 6,900 repositories with model weights on the Hugging Face Hub declared an"
        " OSI-approved license; 63 % declared no license at all."
    )
    assert first in said
    assert said.index(first) < said.index("public model repositories")


def test_every_figure_names_its_query_and_its_day(after: dict[str, str]) -> None:
    figures = {name: part for name, part in census() if isinstance(part, Figure)}
    linked = re.findall(r'/generator/census/sql/(\w+)\.sql">', after[PAGE])
    assert set(linked) == {part.query for name, part in figures.items() if name != "license_uses"}
    assert "/generator/census/sql/license_uses.sql" in after["licenses/llama-3.1-community/index.md"]
    for caption in re.findall(r"<caption[^>]*>(.*?)</caption>", after[PAGE], flags=re.DOTALL):
        assert "2026-11-18" in caption or "clauses" in caption.lower() or "clause" in caption.lower(), caption


@pytest.mark.parametrize(
    "name",
    [
        "classes",
        "licenses",
        "gates",
        "datasets",
        "relations",
        "depths",
        "missing_bases",
        "outcomes",
        "reasons",
        "rules",
        "merges",
    ],
)
def test_every_number_of_the_file_is_on_the_page(after: dict[str, str], name: str) -> None:
    said = text(after[PAGE])
    for row in getattr(census(), name).rows:
        assert f"{row.repositories:,}" in said, row
        assert f"{row.downloads:,}" in said, row


@pytest.mark.parametrize("name", ["by_month", "by_downloads", "by_modality", "by_size", "by_organization", "by_task"])
def test_every_slice_shows_its_groups(after: dict[str, str], name: str) -> None:
    table = after[PAGE].split(f'id="{name.replace("_", "-")}"', 1)[1].split("</table>", 1)[0]
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", table)
    figure = getattr(census(), name)
    assert len(rows) == len(figure.rows)
    for row, made in zip(WholeHub(census()).rows(figure), rows, strict=True):
        shares = [float(found or "nan") for found in re.findall(r'data-sort="([\d.]*)"', made)]
        assert shares[0] == row.whole.repositories
        assert shares[1:-1] == pytest.approx([part.repositories for part in row.parts.values()], abs=0.006)


def test_the_groups_hold_every_class_once() -> None:
    assert sorted(each for group in Openness for each in group.classes) == sorted(LicenseClass)
    hub = WholeHub(census())
    assert sum(part.count.repositories for part in hub.groups.values()) == hub.all.repositories
    pieces = [float(width) for width in re.findall(r'width="([\d.]+)" height="8"', stack(hub.groups))]
    assert sum(pieces) == pytest.approx(100, abs=0.05)


def test_a_listed_repository_is_described_in_neutral_words_with_the_clause_and_a_way_to_reply(
    after: dict[str, str],
) -> None:
    listed = after[PAGE].split('id="listed"', 1)[1].split("</table>", 1)[0]
    assert (
        "maker-0/model-0 declares apache-2.0 ( Apache-2.0 ), while its stated base acme-0/base-0b is under llama3.1"
        in text(listed)
    )
    assert "while a base 2 steps above it, acme-1/base-1b , is under llama3.1" in text(listed)
    assert '<a href="#llama-3.1-community-use-policy">binds its users to a separate use policy</a>' in listed
    assert "template=census-reply.yml" in listed
    assert 'id="llama-3.1-community-use-policy"' in after[PAGE]
    for word in ("violat", "illegal", "breach", "wrongdo", "steal"):
        assert word not in text(after[PAGE]).lower()


def test_names_of_others_are_text_and_only_real_names_become_links_or_commands(small: Catalog) -> None:
    conflict = census().conflicts.rows[0].model_dump(mode="json") | {
        "id": HOSTILE,
        "base": HOSTILE,
        "base_tag": HOSTILE,
    }
    candidates = [{"id": name, "downloads": 5, "likes": 1, "task": HOSTILE, "license_tag": HOSTILE, "base": HOSTILE} for name in (HOSTILE, "a/b;rm -rf ~", "../x", "good/one-1.0")]  # fmt: skip
    named = [{"key": HOSTILE, "repositories": 1, "downloads": 1}]
    changes = dict.fromkeys(("datasets", "gates", "missing_bases", "by_organization", "by_task", "by_month"), named)
    made = pages_of(with_census(small, census(conflicts=[conflict], candidates=candidates, **changes)))[PAGE]
    assert "<script" not in made
    assert "<img src=x" not in made
    assert made.count(html.escape(HOSTILE).replace("&quot;", "&#34;").replace("&#x27;", "&#39;")) >= 10
    assert re.findall(r"<code class=\"os-command\">(new .*?)</code>", made) == ["new good/one-1.0"]
    assert not re.findall(r'href="https://huggingface\.co/[^"]*[<;{ ]', made)


def pictures_of(catalog: Catalog) -> dict[str, str | bytes]:
    found = pictures.files(Scorecard(catalog), "https://example.org/")
    return {path: make() for path, make in found if "whole-hub" in path}


def test_the_picture_has_the_shares_of_the_table_and_its_day(small: Catalog) -> None:
    assert pictures_of(small) == {}
    made = pictures_of(with_census(small, census()))
    assert sorted(made) == [f"pictures/whole-hub{ending}" for ending in ("-dark.svg", ".png", ".svg")]
    drawn = str(made["pictures/whole-hub.svg"])
    assert "Census of November 18, 2026" in drawn
    for part in WholeHub(census()).groups.values():
        share = part.repositories or 0
        words = whole_hub.said(share).replace("\N{NO-BREAK SPACE}", " ")
        assert (f">{words}<" in drawn) is (share > 5)
    assert pictures_of(with_census(small, census())) == made


def test_the_picture_takes_hostile_and_empty_months(small: Catalog) -> None:
    for rows in ([], [{"key": HOSTILE, "repositories": 0, "downloads": 0}]):
        drawn = str(pictures_of(with_census(small, census(by_month=rows)))["pictures/whole-hub.svg"])
        assert "<script" not in drawn


def test_a_census_of_nothing_still_makes_a_page(small: Catalog) -> None:
    data = json.loads(EXAMPLE.read_bytes())
    for part in data.values():
        if isinstance(part, dict) and "rows" in part and "query" in part and part["query"] not in {"tests", "classes"}:
            part["rows"] = []
    empty = Census.model_validate(data | {"clauses": []})
    made = text(pages_of(with_census(small, empty))[PAGE])
    assert "an unknown share of the 0 repositories" in made
    assert "Of the 0 repositories that name a base model" in made


@pytest.mark.parametrize(
    ("query", "bands", "unit"), [("by_downloads", pages.DOWNLOADS, 1), ("by_size", pages.BILLIONS, 1_000_000_000)]
)
def test_the_bands_are_those_of_the_query(query: str, bands: tuple[int, ...], unit: int) -> None:
    sql = (ROOT / paths.census_query(query)).read_text(encoding="utf-8")
    keys = {int(key) for key in re.findall(r"(?:THEN|ELSE) '(\d+)'", sql)}
    bounds = {int(float(bound)) for bound in re.findall(r"< ([\de]+)", sql)}
    assert keys == set(bands)
    assert bounds | {unit} == {unit * band for band in bands if band}


@pytest.mark.parametrize(
    ("key", "words"),
    [("0", "0"), ("1", "1 to 9"), ("100000", "100,000 to 999,999"), ("1000000", "1,000,000 or more"), ("7", "7"), ("none", "not stated")],
)  # fmt: skip
def test_a_band_of_downloads_in_words(key: str, words: str) -> None:
    assert pages._band(key, pages.DOWNLOADS) == words  # noqa: SLF001  # only the page uses it


@pytest.mark.parametrize(
    ("key", "words"), [("0", "under 1 billion"), ("3", "3 to 8 billion"), ("100", "100 billion or more")]
)
def test_a_band_of_sizes_in_words(key: str, words: str) -> None:
    assert pages._band(key, pages.BILLIONS, " billion") == words  # noqa: SLF001  # same


@pytest.mark.parametrize(
    ("percent", "words"),
    [(None, "an unknown share"), (0, "0 %"), (0.04, "less than 0.1 %"), (0.123, "0.1 %"), (9.94, "9.9 %"), (9.96, "10 %"), (26.09, "26 %"), (99.9, "more than 99 %"), (100, "100 %")],
)  # fmt: skip
def test_shares_have_two_digits(percent: float | None, words: str) -> None:
    assert whole_hub.said(percent).replace("\N{NO-BREAK SPACE}", " ") == words


def test_the_page_lists_what_was_made_from_our_releases(after: dict[str, str]) -> None:
    table = after[PAGE].split('id="releases"', 1)[1].split("</table>", 1)[0]
    (row,) = re.findall(r"<tr><th scope=\"row\">.*?</tr>", table)
    assert re.findall(r'data-sort="(\d+)"', row) == ["300", "90", "40", "80", "9"]
    assert "models/acme/borealis-13b/" in row


def test_a_license_says_how_much_it_is_used(after: dict[str, str]) -> None:
    said = text(after["licenses/llama-3.1-community/index.md"])
    assert (
        "Used by 160 repositories, 110,952 downloads a month (as of November 18, 2026), by the tag llama3.1 ." in said
    )


def test_a_card_says_what_was_made_from_the_release(after: dict[str, str]) -> None:
    said = text(after["models/acme/borealis-13b/index.md"])
    assert "300 derivatives on November 18, 2026; 90 declare other terms, 40 declare none." in said
    assert "whole Hub" not in after["models/globex/colossus-70b/index.md"]


def test_every_rule_can_end_a_sentence_about_a_license() -> None:
    assert [rule for rule in Rule if not re.fullmatch(r"[a-z][^.]*[a-z]", rule.asks)] == []
