"""The built site: every link works, nothing loads from another host, and every engine makes the same pages."""

from __future__ import annotations

import posixpath
import re
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from conftest import TODAY, run_mkdocs

from generator import publish
from generator.validation.project import read_project

if TYPE_CHECKING:
    from generator.loading.catalog import Catalog

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
NAMED_TABLE = re.compile(
    r'<div class="(?:os-scroll" role="region" aria-label(?:ledby)?="[^"]+" tabindex="0"'
    r'|os-whole" role="region" aria-labelledby="[^"]+")>\s*<table'
)
"""A table that may scroll can be reached by the keyboard; one that never scrolls needs no stop."""
HEADINGS = {f"h{level}" for level in range(1, 7)}


class Page(HTMLParser):
    """The parts of a page that the tests check; `text` is the text of the article."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.named_by: list[str] = []
        self.loaded: list[str] = []
        self.headings: list[int] = []
        self.tables: list[dict[str, int]] = []
        self.text: list[str] = []
        self.open: list[str] = []
        html = file.read_text(encoding="utf-8")
        self.unnamed_tables = len(re.findall("<table", html)) - len(NAMED_TABLE.findall(html))
        self.leads_on = 'http-equiv="refresh"' in html
        """Whether it only redirects to the current page of a release."""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self.open.append(tag)
        self.ids += [values["id"]] if "id" in values else []
        self.named_by += values.get("aria-labelledby", "").split()
        self.links += [values["href"]] if tag == "a" and "href" in values else []
        self.loaded += [values["src"]] if "src" in values else []
        self.loaded += (
            [values["href"]] if tag == "link" and values.get("rel") in {"stylesheet", "icon", "preload"} else []
        )
        if tag in HEADINGS and "article" in self.open:
            self.headings.append(int(tag[1]))
        if tag == "table":
            self.tables.append({"caption": 0, "th": 0, "scope": 0})
        if tag in {"caption", "th"} and self.tables:
            self.tables[-1][tag] += 1
            self.tables[-1]["scope"] += "scope" in values

    def handle_endtag(self, tag: str) -> None:
        while tag in self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "article" in self.open and not {"script", "style"} & set(self.open):
            self.text.append(data)

    @property
    def words(self) -> list[str]:
        """The words of the article, without the symbols that a theme adds to headings."""
        return "".join(self.text).replace("¶", "").split()


@pytest.fixture(scope="module")
def pages(real_site: Path) -> dict[str, Page]:
    return read_pages(real_site)


def read_texts(site: Path) -> dict[str, str]:
    return {file.relative_to(site).as_posix(): file.read_text(encoding="utf-8") for file in site.rglob("*.html")}


def read_pages(site: Path) -> dict[str, Page]:
    return {file.relative_to(site).as_posix(): Page(file) for file in site.rglob("*.html")}


def target(page: str, link: str) -> tuple[str, str] | None:
    """Return the file and the fragment that a link within the site leads to, or None for other links."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path))) if parts.path else page
    if link.endswith("/") or path == "." or "." not in posixpath.basename(path) or parts.path.endswith("/"):
        path = posixpath.normpath(posixpath.join(path, "index.html"))
    return path, unquote(parts.fragment)


def broken_links(site: Path, pages: dict[str, Page]) -> list[str]:
    """Return every link of a built site whose file or anchor does not exist."""
    broken = []
    for name, page in pages.items():
        if name == "404.html":
            continue  # its links start at the root of the published site
        for link in page.links:
            led = target(name, link)
            if led is None:
                continue
            path, fragment = led
            there = pages.get(path)
            if not (site / path).is_file() or (fragment and there and fragment not in there.ids):
                broken.append(f"{name}: {link}")
    return broken


def test_every_link_leads_to_an_existing_file_and_anchor(real_site: Path, pages: dict[str, Page]) -> None:
    assert all(page.links for page in pages.values())
    assert broken_links(real_site, pages) == []


def test_a_broken_link_is_found(small_site: Path) -> None:
    pages = read_pages(small_site)
    pages["index.html"].links += ["models/acme/absent/", "models/acme/aurora-7b/#absent", "#absent"]
    assert broken_links(small_site, pages) == [f"index.html: {link}" for link in pages["index.html"].links[-3:]]


def test_no_page_uses_an_id_twice(pages: dict[str, Page]) -> None:
    twice = {name: [key for key, n in Counter(page.ids).items() if n > 1] for name, page in pages.items()}
    assert {name: ids for name, ids in twice.items() if ids} == {}


def test_headings_go_down_one_step_at_a_time(pages: dict[str, Page]) -> None:
    wrong = {
        name: page.headings
        for name, page in pages.items()
        if name != "404.html"
        and not page.leads_on
        and (page.headings[:1] != [1] or any(b > a + 1 for a, b in zip(page.headings, page.headings[1:], strict=False)))
    }
    assert wrong == {}


@pytest.fixture(scope="module")
def made(real_root: Path, pages: dict[str, Page]) -> dict[str, Page]:
    """The generated pages. Hand-written pages are left out, because Markdown cannot describe their tables further."""
    written = real_root / "docs"
    return {
        name: page for name, page in pages.items() if not (written / f"{name.removesuffix('/index.html')}.md").is_file()
    }


def test_every_header_cell_has_a_scope(made: dict[str, Page]) -> None:
    assert {name for name, page in made.items() for table in page.tables if table["th"] != table["scope"]} == set()
    assert all(made[f"{page}/index.html"].tables for page in ("audit", "disagreements"))


def test_every_table_scrolls_in_a_region_with_a_name(made: dict[str, Page]) -> None:
    assert {name: page.unnamed_tables for name, page in made.items() if page.unnamed_tables} == {}


def test_every_aria_labelledby_names_an_id_on_the_page(pages: dict[str, Page]) -> None:
    assert [(name, key) for name, page in pages.items() for key in page.named_by if key not in page.ids] == []


def test_nothing_is_loaded_from_another_host(real_site: Path, pages: dict[str, Page]) -> None:
    assert {link for page in pages.values() for link in page.loaded if urlsplit(link).netloc} == set()
    styles = "".join(file.read_text(encoding="utf-8") for file in real_site.rglob("*.css"))
    assert [
        link
        for link in re.findall(r"url\(([^)]*)\)", styles)
        if "//" in link and not link.strip("\"'").startswith("data:")
    ] == []


def test_the_build_date_comes_from_the_data(small_site: Path) -> None:
    """All invented releases were checked on this day; test_machines.py looks at the days of cards."""
    found = re.findall("<loc>(.*?)</loc>\\s*<lastmod>(.*?)</lastmod>", (small_site / "sitemap.xml").read_text())
    assert {day for address, day in found if "/models/" not in address} == {"2026-11-20"}


@pytest.fixture(scope="module")
def sites(small_site_project: Path, small_site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same site, built by MkDocs with our hook and from plain files by MkDocs and by Zensical."""
    folder = tmp_path_factory.mktemp("engines") / "plain"
    publish.write_folder(small_site_project, read_project(small_site_project, TODAY)[0], folder)
    built = {"hook": small_site, "folder": run_mkdocs(folder, folder / "mkdocs-site")}
    zensical = Path(sys.executable).with_name("zensical")
    done = subprocess.run([zensical, "build"], cwd=folder, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return built | {"zensical": folder / "site"}


def lines_of(file: Path) -> list[str]:
    """Return the lines of a file, without indentation and empty ones, which Markdown and themes place in their own way."""
    return [line.strip() for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def test_the_hook_and_the_folder_make_the_same_pages(sites: dict[str, Path]) -> None:
    hook, folder = (
        {file.relative_to(sites[way]).as_posix(): lines_of(file) for file in sites[way].rglob("*.html")}
        for way in ("hook", "folder")
    )
    assert hook.keys() == folder.keys()
    assert [name for name in hook if hook[name] != folder[name]] == []


def test_zensical_builds_the_folder_to_the_same_words(sites: dict[str, Path]) -> None:
    names = [
        file.relative_to(sites["hook"]).as_posix()
        for file in sites["hook"].rglob("index.html")
        if "models/" in file.as_posix() or file.parent.name in {"audit", "osaid-1.0", "MIT", "disagreements"}
    ]
    assert len(names) >= 8
    for name in names:
        assert Page(sites["zensical"] / name).words == Page(sites["hook"] / name).words, name


def test_the_search_index_is_small(real_site: Path, real: Catalog) -> None:
    """Every reader loads it with the first page."""
    size = (real_site / "search/search_index.json").stat().st_size
    assert size <= 150_000 + 1_200 * len(real.records)


def test_zensical_keeps_every_link(sites: dict[str, Path]) -> None:
    site = sites["zensical"]
    assert broken_links(site, read_pages(site)) == []
