"""Text from the data never becomes markup: every page shows it literally.

The tests build the same site twice, with harmless and with hostile words in every field that takes free text. Every
page must keep its elements and attributes, and must show the hostile words as often as the harmless ones.
"""

from __future__ import annotations

import json
import re
import shutil
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin

import pytest
import yaml
from conftest import ROOT, TODAY, make_project, problems_of, run_mkdocs
from hub_server import body
from pydantic import AfterValidator
from test_browser import chromium, serving, watch  # noqa: F401  # `chromium` is a fixture
from typer.testing import CliRunner

from generator.cli.app import app
from generator.core import paths
from generator.hub import parse
from generator.loading.catalog import Catalog
from generator.schema.entity import Entity
from generator.schema.wording import one_script, telling
from generator.site.page import Page as Article
from generator.site.page import heading
from generator.site.rendering import render

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

HARMLESS = "plain words of nobody"
HOSTILE = {
    "markup": "<script>alert(1)</script>|`c`{{ 7*7 }}{% raw %}[x](javascript:alert(1))--></title>&lt;**b** # _h",
    "quotes": """"'><img src=x onerror=alert(1)> '"` \\ \\": #c %d {0} ${x} {: .c onclick=y } &amp; &#39; <!-- ]]> {#""",
    "blocks": """# h --- ~~~ !!! *[h]: y [^1]: z ![i](//e.example/i.png) <https://e.example> [[_toc_]] --8<--""",
    "long": "w" * 90,
}
REFERENCES = {"hub", "ids", "fits", "result", "short"}
"""Keys whose text is a name: a repository or tag on the Hub, a license, a level."""
BEGINNINGS = {"condition": "only "}
"""How the text of a key has to begin."""
MADE_FROM_TEXT = {"href", "id", "for", "data-find"}
"""Attributes whose value is a simplified form of a text."""


def constraints(annotation: Any) -> Iterator[tuple[Any, ...]]:
    """Yield the metadata of every annotated type inside an annotation."""
    if get_origin(annotation) is Annotated:
        yield annotation.__metadata__
    for inner in get_args(annotation):
        yield from constraints(inner)


def is_free_text(metadata: tuple[Any, ...]) -> bool:
    validators = {entry.func for entry in metadata if isinstance(entry, AfterValidator)}
    is_text = any(getattr(entry, "strip_whitespace", False) for entry in metadata)
    return is_text and validators <= {one_script, telling}


def entities(base: type[Entity] = Entity) -> Iterator[type[Entity]]:
    for entity in base.__subclasses__():
        yield entity
        yield from entities(entity)


def text_keys() -> set[str]:
    """Return every key of the data that takes free text, according to the entities."""
    return {
        info.alias or name
        for entity in entities()
        for name, info in entity.model_fields.items()
        if is_free_text(tuple(info.metadata)) or any(map(is_free_text, constraints(info.annotation)))
    } - REFERENCES


TEXT_KEYS = text_keys()


def spoken(data: Any, words: str, key: str = "") -> Any:
    """Put words into every field that takes free text."""
    if isinstance(data, dict):
        said = {name: spoken(value, words, name) for name, value in data.items()}
        return said | {"quote": f"{words} {data['label']}"} if {"label", "quote"} <= data.keys() else said
    if isinstance(data, list):
        return [spoken(item, words, key) for item in data]
    return BEGINNINGS.get(key, "") + words if key in TEXT_KEYS and isinstance(data, str) else data


HUB = "acme/aurora-7b"


def say_on_the_hub(root: Path, words: str) -> None:
    """Write a snapshot that contains these words wherever the Hub can put text."""
    said = body(
        HUB,
        id=words,
        cardData={"license": words, "license_name": words, "datasets": words},
        baseModels={"relation": words, "models": [{"id": f"other/{words}"}]},
        safetensors={"parameters": {words: 7}, "total": 7},
        gated="auto",
    )
    trouble = {"outcome": "network", "since": "2026-11-20", "last_ok": None, "failures": 1, "detail": words}
    file = root / paths.snapshot_file(HUB)
    file.parent.mkdir(parents=True)
    file.write_text(parse.snapshot(said, HUB, TODAY).model_dump_json(by_alias=True), encoding="utf-8")
    (root / paths.HUB_STATUS).write_text(json.dumps({"globex/colossus-70b": trouble}), encoding="utf-8")
    run = {"schema": 1, "date": "2026-11-20", "tracked": 3, "ok": 1, "pending": []}
    (root / paths.HUB_RUN).write_text(json.dumps(run), encoding="utf-8")


def publish_before(root: Path) -> None:
    """Publish other states of a project first: a verdict changes, a release is withdrawn, and pages become brief."""
    aurora, oracle = (root / paths.record_file(name) for name in ("acme/aurora-7b", "globex/oracle-1"))
    withdrawn = oracle.with_stem("oracle-0")
    other = yaml.safe_load(oracle.read_text(encoding="utf-8"))
    other["name"] = f"{other['name'][:-1]}x"
    withdrawn.write_text(yaml.safe_dump(other, sort_keys=False, allow_unicode=True), encoding="utf-8")
    text = aurora.read_text(encoding="utf-8")
    for day in range(1, 5):
        state = yaml.safe_load(text)
        state["components"]["training-code"] = (
            {"status": "unknown"}
            if day == 1
            else {"status": "closed", "checked": f"2026-10-0{day}", "evidence": ["https://acme.example.org/code"]}
        )
        aurora.write_text(yaml.safe_dump(state, sort_keys=False, allow_unicode=True), encoding="utf-8")
        record = CliRunner().invoke(app, ["record", "--root", str(root), "--date", f"2026-11-0{day}"])
        assert record.exit_code == 0, record.output
    aurora.write_text(text, encoding="utf-8")
    withdrawn.unlink()


def build(root: Path, words: str) -> dict[str, Page]:
    """Build a site with these words as every text; return its pages."""
    make_project(root)
    shutil.rmtree(root / paths.HISTORY)
    say_on_the_hub(root, words)
    used = "".join(file.read_text(encoding="utf-8") for file in (root / "data/models").rglob("*.yaml"))
    for file in (root / "data/licenses").iterdir():
        if file.stem not in used:
            file.unlink()  # forty more of the same kind
    for number, file in enumerate(sorted((root / "data").rglob("*.yaml"))):
        data = yaml.load(file.read_bytes(), Loader=yaml.CBaseLoader)  # noqa: S506  # text only
        if file.stem == "llama-3.1-community":
            data["short"] = words  # one license; each has its own
        said = spoken(data, words)
        if "released" in said:
            said["name"] += f" {number % 10}"  # no two releases have one name
        text = yaml.dump(said, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True)
        file.write_text(text, encoding="utf-8")
    assert problems_of(root) == []
    publish_before(root)
    assert problems_of(root) == []
    shutil.copy(ROOT / "mkdocs_hook.py", root)
    shutil.copytree(ROOT / "docs", root / "docs", ignore=shutil.ignore_patterns("*.md"))
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    del settings["watch"]
    settings["nav"] = [{"Releases": "index.md"}]
    (root / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    site = run_mkdocs(root, root / "site")
    texts = {file.relative_to(site).as_posix(): file.read_text(encoding="utf-8") for file in site.rglob("*.html")}
    for entry in json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))["docs"]:
        name = f"search of {entry['location'].partition('#')[0]}"
        texts[name] = texts.get(name, "") + f"<title>{entry['title']}</title>{entry['text']}"
    return {re.sub("families/.+/", "families/*/", name): Page(text) for name, text in texts.items()}


class Page(HTMLParser):
    """The markup of a page, the text that readers see, and the parts that a browser would act on."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, ...]] = []
        self.texts = {"title": "", "values": "", "visible": "", "script": "", "style": "", "pre": ""}
        self.addresses: list[str] = []
        self.place = "visible"
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, *(name for name, _ in attrs)))
        if ("property", "og:url") not in attrs:  # like an `href`
            self.texts["values"] += "".join(f"{name}={value}\n" for name, value in attrs if name not in MADE_FROM_TEXT)
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src", "action"}]
        if tag in self.texts:
            self.place = tag

    def handle_endtag(self, tag: str) -> None:
        self.elements.append((f"/{tag}",))
        if tag == self.place:
            self.place = "visible"

    def handle_data(self, data: str) -> None:
        self.texts[self.place] += data

    def handle_comment(self, data: str) -> None:
        self.elements.append(("comment", data))

    def counts(self, words: str) -> dict[str, int]:
        """Return how often words occur in each kind of text; a sentence may lower their first letter.

        Formats that write special characters in their own way are left out: tests/test_citations.py reads what is to
        be copied, and tests/test_structured_data.py what is in scripts.
        """
        read = {place: text for place, text in self.texts.items() if place not in {"pre", "script"}}
        return {place: text.lower().count(words.lower()) for place, text in read.items()}


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    return build(tmp_path_factory.mktemp("harmless"), HARMLESS)


@pytest.fixture(scope="module", params=HOSTILE)
def hostile_root(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp(request.param, numbered=False)


@pytest.fixture(scope="module")
def hostile(hostile_root: Path) -> tuple[str, dict[str, Page]]:
    words = HOSTILE[hostile_root.name]
    return words, build(hostile_root, words)


def test_the_harmless_words_are_everywhere(harmless: dict[str, Page]) -> None:
    wordless = [name for name, page in harmless.items() if not page.counts(HARMLESS)["visible"]]
    ours = ("codes/", "for/", "search of ")  # explained in our own words
    assert [name for name in wordless if not name.startswith(ours)] == ["404.html"]
    titled = {name for name, page in harmless.items() if page.counts(HARMLESS)["title"]}
    for room in ("models/acme", "licenses", "frameworks", "components", "developers", "families"):
        assert any(name.startswith(f"{room}/") for name in titled), room
    assert sum(page.counts(HARMLESS)["visible"] for page in harmless.values()) > 1_000


def test_no_text_becomes_markup(harmless: dict[str, Page], hostile: tuple[str, dict[str, Page]]) -> None:
    _, pages = hostile
    assert pages.keys() == harmless.keys()
    assert [name for name, page in pages.items() if page.elements != harmless[name].elements] == []


def test_text_is_shown_literally(harmless: dict[str, Page], hostile: tuple[str, dict[str, Page]]) -> None:
    """A card in a frame is left out: it gives a level by its number where the name is long."""
    words, pages = hostile
    expected = {name: page.counts(HARMLESS) for name, page in harmless.items() if "/embed/" not in name}
    wrong = {name: (pages[name].counts(words), expected[name]) for name in expected}
    assert {name: counts for name, counts in wrong.items() if counts[0] != counts[1]} == {}


def test_no_link_leads_to_a_script_or_another_host(hostile: tuple[str, dict[str, Page]]) -> None:
    _, pages = hostile
    addresses = {address for page in pages.values() for address in page.addresses}
    assert "models/acme/aurora-7b/" in addresses
    assert [
        address for address in addresses if re.match(r"\s*(javascript:|data:|(https?:)?//e\.example)", address)
    ] == []


def test_a_browser_runs_and_loads_nothing_that_a_text_names(
    chromium: Browser, hostile: tuple[str, dict[str, Page]], hostile_root: Path
) -> None:
    """Under the policy of the pages, nothing of a text would run or load; so any trouble here is markup."""
    _, pages = hostile
    with serving(hostile_root / "site") as address, chromium.new_context() as context:
        page = context.new_page()
        troubles = watch(page, address)
        page.on("dialog", lambda dialog: troubles.append(f"dialog: {dialog.message}"))
        for path in ("", "audit/", "licenses/", "models/acme/aurora-7b/", "models/globex/colossus-70b/", "choose/"):
            assert f"{path}index.html" in pages
            page.goto(address + path)
            policy = page.locator("meta[http-equiv=Content-Security-Policy]")
            assert str(policy.get_attribute("content")).startswith("default-src 'none'; script-src 'self' 'sha256-")
        page.goto(f"{address}compare/?models=acme/aurora-7b,globex/colossus-70b", wait_until="networkidle")
        assert page.locator(".os-compared td").count() > 50
        assert troubles == []


def test_every_text_field_of_the_entities_is_tested() -> None:
    assert Catalog.__module__ == "generator.loading.catalog"  # imports every entity
    expected = {"name", "family", "summary", "quote", "note", "by", "says", "condition", "what", "open", "version"}
    assert expected <= TEXT_KEYS
    assert not TEXT_KEYS & {"license", "url", "evidence", "checked", "status", "framework"}


def test_a_heading_is_literal_in_html_and_in_markdown() -> None:
    special = "&<>\"'`*_[]{}|\\#~!^=$"
    html = heading(2, special, "here")
    assert Page(html).texts["visible"] == f"{special}¶"
    markdown = Article("", "", html).markdown().splitlines()[-1]
    assert markdown.startswith("## &amp;&lt;&gt;&#34;&#39;")
    assert markdown.endswith(" { #here }")
    assert not set("`*_[]|\\~!^=$") & set(markdown)


def test_a_template_with_an_unknown_name_fails() -> None:
    with pytest.raises(Exception, match="undefined"):
        render("home.html.jinja")
