"""The built site of the frozen project in a real Chromium, used the way a reader uses it.

A visit fails if the console shows an error or a warning, if a page raises an error, if a request fails, or if a request
goes to another host.
"""

from __future__ import annotations

import re
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import browser as installed
import pytest
from conftest import ROOT, make_site_project, run_mkdocs
from playwright.sync_api import expect, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page, Request

    Visit = Callable[..., AbstractContextManager[Page]]

ARGUMENTS = (
    "--no-sandbox",
    "--no-first-run",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
)
COLOSSUS = "models/globex/colossus-70b/"
RELEASES = 4
READER_PAGES = {
    "": ("Which AI models are open, and by whose definition?", "do not meet the Open Source AI", "Colossus 70B"),
    "audit/": ("What they call it, and what they released", "Calls itself", "Colossus 70B", "not met"),
    "for/engineers/": ("May I use it commercially?", "allow commercial use without conditions"),
    COLOSSUS: (
        "weights behind a gate under a license with a 700-million-user condition",
        "falls short of OSAID",
        "“the world's leading open source model”",
        "Open Source AI Definition",
        "700 million",
        "Training code",
    ),
    "frameworks/osaid-1.0/": ("Open Source AI Definition", "under OSI-approved terms", "Which licenses pass"),
    "frameworks/g7-2026/": ("G7 shared language on AI openness", "Open Weights AI", "Weights Available AI"),
    "licenses/llama-3.1-community/": ("Llama 3.1 Community License Agreement", "not on its list", "700 million"),
    "disagreements/": ("Where the definitions disagree", "Colossus 70B", "Not open"),
}
"""For each page, some words that readers come for."""


class QuietHandler(SimpleHTTPRequestHandler):
    def translate_path(self, path: str) -> str:
        """Find files under the address of the published site, too: the page for missing addresses links to them."""
        return super().translate_path(path.removeprefix("/openness-scorecard"))

    def log_message(self, *_: Any) -> None:
        """Say nothing: the tests report what fails."""


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """Serve a built site while the block runs; yield its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def address(small_site: Path) -> Iterator[str]:
    with serving(small_site) as started:
        yield started


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = installed.find()
    assert path, "no Chromium on PATH; `python tests/browser.py` finds or installs one"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, address: str) -> Visit:
    """Open a page of the site in its own window. Any error on the page fails the test when the visit ends."""

    @contextmanager
    def open_page(path: str, **options: Any) -> Iterator[Page]:
        context = chromium.new_context(**options)
        page = context.new_page()
        troubles = watch(page, address)
        page.goto(address + path, wait_until="networkidle")
        yield page
        page.wait_for_load_state("networkidle")
        context.close()
        assert troubles == []

    return open_page


def failed(request: Request) -> bool:
    """Whether a request failed by itself, and not because the reader went on to another page."""
    return request.failure != "net::ERR_ABORTED"


def watch(page: Page, address: str) -> list[str]:
    """Return a list that collects the errors on a page."""
    troubles: list[str] = []
    page.on("console", lambda said: troubles.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on(
        "requestfailed",
        lambda request: troubles.append(f"{request.url}: {request.failure}") if failed(request) else None,
    )
    page.on("response", lambda got: troubles.append(f"{got.url}: {got.status}") if got.status >= 400 else None)
    inside = (address, "data:", "blob:")
    page.on(
        "request", lambda asked: None if asked.url.startswith(inside) else troubles.append(f"asked for {asked.url}")
    )
    return troubles


def rows(page: Page) -> Locator:
    return page.locator("#releases tbody tr:visible")


@pytest.mark.parametrize("path", READER_PAGES, ids=lambda path: path or "home")
@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_every_page_shows_its_main_content(visit: Visit, path: str, script: bool) -> None:
    with visit(path, java_script_enabled=script) as page:
        article = page.locator("article")
        expect(article.locator("h1")).to_have_count(1)
        for words in READER_PAGES[path]:
            expect(article).to_contain_text(words)


def test_without_javascript_the_table_is_complete_and_has_no_dead_controls(visit: Visit) -> None:
    with visit("", java_script_enabled=False) as page:
        expect(rows(page)).to_have_count(RELEASES)
        expect(page.locator("form.os-filter")).to_be_hidden()
        expect(page.locator("#releases button")).to_have_count(0)


def test_from_the_home_page_to_the_evidence(visit: Visit) -> None:
    with visit("") as page:
        page.get_by_role("link", name="Colossus 70B", exact=True).first.click()
        expect(page.locator("h1")).to_contain_text("Colossus 70B")
        assert page.url.endswith(COLOSSUS)
        row = page.locator("#weights-final")
        row.locator("summary").click()
        evidence = row.get_by_role("link").first
        expect(evidence).to_have_attribute("href", "https://globex.example.com/weights")
        expect(evidence).to_be_visible()
        line = row.get_by_role("link", name="source", exact=True)
        assert "/data/models/globex/colossus-70b.yaml#L" in (line.get_attribute("href") or "")


@pytest.fixture(scope="module")
def search_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the frozen project's site with names that people look for."""
    root = make_site_project(tmp_path_factory.mktemp("search") / "project")
    for name, developer in {
        "Ai2": "[Allen Institute for AI]",
        "Meta": "[Facebook]",
        "DeepSeek": "[]",
        "Qwen": "[]",
    }.items():
        text = f"name: {name}\nnames: {developer}\nkind: company\nhomepage: https://made.example.org/\n"
        (root / f"data/developers/{name.lower()}.yaml").write_text(text, encoding="utf-8")
    model = (root / "data/models/globex/colossus-70b.yaml").read_text(encoding="utf-8")
    for path, name in {
        "deepseek/deepseek-r1": "DeepSeek-R1",
        "qwen/qwen2.5-7b": "Qwen2.5 7B",
        "ai2/olmo-2": "OLMo 2",
    }.items():
        file = root / f"data/models/{path}.yaml"
        file.parent.mkdir()
        text = re.sub(r"^name: .*$", f"name: {name}", model, flags=re.MULTILINE)
        file.write_text(re.sub(r"^hub: .*$", f"hub: [{path}]", text, flags=re.MULTILINE), encoding="utf-8")
    with serving(run_mkdocs(root, root.with_name("site"))) as started:
        yield started


def search(page: Page, words: str) -> Locator:
    """Type words into the search box; return the hits."""
    page.get_by_role("textbox", name="Search").click()
    page.get_by_role("textbox", name="Search").press_sequentially(words, delay=10)
    return page.locator(".md-search-result__item > .md-search-result__link")


@pytest.mark.parametrize(
    ("words", "hit"),
    [
        ("700 million", "licenses/llama-3.1-community/"),
        ("MAU", "licenses/llama-3.1-community/"),
        ("llama license", "licenses/llama-3.1-community/"),
        ("can I use llama commercially", "licenses/llama-3.1-community/"),
        ("gated", "how-to-read/"),
        ("Ai2", "developers/ai2/"),
        ("Allen Institute", "developers/ai2/"),
        ("Facebook", "developers/meta/"),
        ("MOF", "frameworks/mof-1.0/"),
        ("open source", "frameworks/osaid-1.0/"),
        ("deepseek r1", "models/deepseek/deepseek-r1/"),
        ("qwen 2.5", "models/qwen/qwen2.5-7b/"),
    ],
)
def test_the_first_hit_is_what_people_look_for(chromium: Browser, search_address: str, words: str, hit: str) -> None:
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{search_address}about/", wait_until="networkidle")
        expect(search(page, words).first).to_have_attribute("href", re.compile(rf"//[^/]+/{re.escape(hit)}(\?|$)"))


def test_a_hit_shows_a_sentence_and_leads_to_its_page(visit: Visit) -> None:
    with visit("about/") as page:
        hit = search(page, "Colossus 70B").first
        expect(hit).to_contain_text("The release includes weights behind a gate")
        hit.click()
        page.wait_for_url(f"**/{COLOSSUS}*")
        expect(page.locator("h1")).to_contain_text("Colossus 70B")


@pytest.mark.parametrize(("wanted", "first", "second"), [("light", "default", "slate"), ("dark", "slate", "default")])
def test_colors_follow_the_reader(visit: Visit, wanted: str, first: str, second: str) -> None:
    with visit(COLOSSUS, color_scheme=wanted) as page:
        body = page.locator("body")
        expect(body).to_have_attribute("data-md-color-scheme", first)
        background = background_of(page)
        page.locator("form[data-md-component=palette] label:visible").click()
        expect(body).to_have_attribute("data-md-color-scheme", second)
        expect(body).not_to_have_css("background-color", background)


def background_of(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_a_phone_scrolls_one_way_only(visit: Visit, address: str) -> None:
    with visit("", viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True) as page:
        widths = {}
        for path in (*READER_PAGES, "families/", "components/weights-final/", "methodology/"):
            page.goto(address + path, wait_until="networkidle")
            widths[path] = page.evaluate("document.documentElement.scrollWidth")
        assert widths == dict.fromkeys(widths, 360)


@pytest.mark.parametrize(
    "trouble",
    [
        "console.error('broken')",
        "setTimeout(() => { throw new Error('broken') })",
        "fetch('absent.json')",
        "fetch('https://elsewhere.invalid/').catch(() => null)",
    ],
)
def test_a_visit_fails_on_an_error(visit: Visit, trouble: str) -> None:
    with pytest.raises(AssertionError), visit("about/") as page:
        page.evaluate(trouble)


HOSTILE = "<img src=x onerror=alert(1)>"


def test_the_search_box_shows_a_hostile_name_literally(chromium: Browser, tmp_path: Path) -> None:
    root = make_site_project(tmp_path / "hostile")
    record = root / "data/models/globex/colossus-70b.yaml"
    text = record.read_text(encoding="utf-8").replace("name: Colossus 70B", f'name: "{HOSTILE}"')
    record.write_text(text, encoding="utf-8")
    with serving(run_mkdocs(root, tmp_path / "site")) as address, chromium.new_context() as context:
        page = context.new_page()
        troubles = watch(page, address)
        page.on("dialog", lambda dialog: troubles.append(f"dialog: {dialog.message}"))
        page.goto(f"{address}about/", wait_until="networkidle")
        page.get_by_role("textbox", name="Search").click()
        page.get_by_role("textbox", name="Search").press_sequentially("onerror", delay=10)
        results = page.locator(".md-search-result__list")
        expect(results).to_contain_text(HOSTILE)
        expect(results.locator("img")).to_have_count(0)
        page.wait_for_load_state("networkidle")
        assert troubles == []


@pytest.fixture(scope="module")
def snapshot_page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page with only the day of a snapshot and a day on which someone checked a fact."""
    site = tmp_path_factory.mktemp("snapshot")
    script = (ROOT / "docs/assets/scorecard.js").read_text(encoding="utf-8")
    note = '<p id="note" data-snapshot="2026-11-01" hidden>older than 14 days</p>'
    note += '<p id="checked"><time datetime="2025-06-01" data-checked>2025-06-01</time></p>'
    html = f'<!doctype html><link rel="icon" href="data:,"><body>{note}<script type="module">{script}</script>'
    (site / "index.html").write_text(html, encoding="utf-8")
    with serving(site) as started:
        yield started


@pytest.mark.parametrize(("day", "words"), [("2026-11-30", "2025-06-01"), ("2026-12-02", "2025-06-01 stale")])
def test_a_fact_that_nobody_has_checked_for_long_is_marked(
    chromium: Browser, snapshot_page: str, day: str, words: str
) -> None:
    page = chromium.new_page()
    page.clock.set_fixed_time(day)
    page.goto(snapshot_page)
    expect(page.locator("#checked")).to_have_text(words)
    page.close()


@pytest.mark.parametrize(("day", "is_old"), [("2026-11-02", False), ("2026-11-15", False), ("2026-11-16T01:00", True)])
def test_a_snapshot_that_is_too_old_by_the_clock_of_the_reader_is_marked(
    chromium: Browser, snapshot_page: str, day: str, is_old: bool
) -> None:
    page = chromium.new_page()
    page.clock.set_fixed_time(day)
    page.goto(snapshot_page)
    expect(page.locator("#note")).to_be_visible(visible=is_old)
    page.close()
