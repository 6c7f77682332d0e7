"""The content security policy of the pages: what each names, and what a real browser makes of it.

All other tests in a browser run under it, too; they fail on the message that a browser prints when it stops something.
"""

from __future__ import annotations

import base64
import hashlib
import random
import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from conftest import TODAY, make_site_project
from kinds import CARD
from playwright.sync_api import expect
from test_browser import address, chromium, serving, visit, watch  # noqa: F401  # fixtures
from test_preview import change_a_summary
from test_preview import serving as previewing
from test_site import read_texts, sites  # noqa: F401  # fixture

from generator.validation.project import read_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page
    from test_browser import Visit

FRAME = "docs/overrides/partials/policy.html"
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def policy_of(html: str) -> str:
    found = POLICY.search(html)
    assert found
    return unescape(found[1])


def digest(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def inline_scripts(html: str) -> set[str]:
    return set(re.findall(r"<script>(.*?)</script>", html, flags=re.DOTALL))


@pytest.mark.parametrize("engine", ["hook", "folder", "zensical"])
def test_the_policy_names_every_inline_script_of_the_theme(sites: dict[str, Path], engine: str) -> None:
    inline = set().union(*map(inline_scripts, read_texts(sites[engine]).values()))
    named = policy_of((sites[engine] / "index.html").read_text(encoding="utf-8"))
    missing = {digest(script): script[:60] for script in inline if digest(script) not in named}
    assert missing == {}, f"The theme has changed a script. Read it, and write its new digest into {FRAME}."


def test_the_policy_names_no_script_that_is_gone(sites: dict[str, Path]) -> None:
    inline = set().union(*(inline_scripts(text) for site in sites.values() for text in read_texts(site).values()))
    scripts = re.findall(r"script-src ([^;]*)", policy_of((sites["hook"] / "index.html").read_text(encoding="utf-8")))
    assert set(re.findall(r"'sha256-[^']*'", scripts[0])) == set(map(digest, inline)), f"Correct {FRAME}."


@pytest.mark.parametrize("engine", ["hook", "folder", "zensical"])
def test_every_page_has_a_policy_before_anything_it_loads(sites: dict[str, Path], engine: str) -> None:
    texts = {name: text for name, text in read_texts(sites[engine]).items() if 'content="0; url=' not in text}
    for name, text in texts.items():
        assert policy_of(text), name
        place = text.index("Content-Security-Policy")
        assert not re.search(r"<(script|link|img|style)\b", text[:place]), name
        assert text[:1024].count('<meta charset="utf-8">') == 1, name


@pytest.mark.parametrize("engine", ["hook", "folder", "zensical"])
def test_pages_in_the_frame_of_the_theme_share_one_policy(sites: dict[str, Path], engine: str) -> None:
    texts = read_texts(sites[engine]).values()
    assert len({policy_of(text) for text in texts if '<script id="__config"' in text}) == 1


NOTHING = "default-src 'none'; form-action 'none'; base-uri 'none'"
OWN = {
    f"{CARD}embed/": {"style"},
    f"{CARD}cite/": {"script", "style", "img", "frame"},
    "models/acme/aurora-7b/2026-09-01/": {"script", "style", "img"},
    "models/acme/aurora-7b/2026-03-02/": {"script", "style", "img"},
}
"""Documents of our own, without the frame of the theme, and what each may load from this site."""


@pytest.mark.parametrize("path", OWN)
def test_a_document_of_our_own_loads_only_what_it_needs_and_only_from_here(small_site: Path, path: str) -> None:
    rules = policy_of((small_site / path / "index.html").read_text(encoding="utf-8")).split("; ")
    assert set(rules) == {f"{kind}-src 'self'" for kind in OWN[path]} | set(NOTHING.split("; "))


def test_a_page_that_only_leads_on_loads_nothing(small_site: Path) -> None:
    html = (small_site / "models/acme/borealis/index.html").read_text(encoding="utf-8")
    assert 'http-equiv="refresh"' in html
    assert policy_of(html) == NOTHING


def test_no_page_needs_an_inline_style_or_handler(sites: dict[str, Path]) -> None:
    needing = re.compile(r"""<style|<[a-z][^<>]*\s(?:style|on[a-z]+)=""")
    assert [name for name, text in read_texts(sites["hook"]).items() if needing.search(text)] == []


ATTACKS = {
    "an inline script": "document.body.append(Object.assign(document.createElement('script'), {text: 'reached = 1'}))",
    "a handler": "document.body.insertAdjacentHTML('beforeend', '<img src=data: onerror=\"reached = 1\">')",
    "text as a script": "setTimeout('reached = 1')",
    "a script of another host": "document.body.append(Object.assign(document.createElement('script'), {src: 'https://e.example/x.js'}))",
    "a picture of another host": "document.body.append(Object.assign(new Image(), {src: 'https://e.example/x.png'}))",
    "a request to another host": "fetch('https://e.example/').catch(() => null)",
    "a style": "document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')",
    "a frame": "document.body.insertAdjacentHTML('beforeend', '<iframe src=\"https://e.example/\"></iframe>')",
    "a form to another host": "(() => { const form = document.createElement('form'); form.action = 'https://e.example/'; document.body.append(form); form.submit(); })()",
    "another base": "document.head.append(Object.assign(document.createElement('base'), {href: 'https://e.example/'}))",
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_browser_stops(chromium: Browser, address: str, attack: str) -> None:
    with chromium.new_context() as context:
        page = context.new_page()
        left: list[str] = []
        context.route("https://e.example/**", lambda route: left.append(route.request.url))
        page.goto(address + CARD)
        with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
            page.evaluate(ATTACKS[attack])
        assert page.evaluate("typeof reached") == "undefined"
        assert left == []
        assert page.url == address + CARD


def test_a_report_still_reaches_its_form(chromium: Browser, address: str) -> None:
    """The forms of the repository are the only other place that a form may lead to."""
    with chromium.new_context() as context:
        page = context.new_page()
        context.route("https://github.com/**", lambda route: route.fulfill(body=f"asked {route.request.url}"))
        page.goto(address + CARD, wait_until="networkidle")
        page.locator("#training-code summary").click()
        page.locator("#training-code").get_by_role("button", name="report").click()
        expect(page.locator("body")).to_contain_text(re.compile("asked https://github.com/.*component=training-code"))


def test_zensical_keeps_to_the_policy(chromium: Browser, sites: dict[str, Path]) -> None:
    with serving(sites["zensical"]) as started, chromium.new_context() as context:
        page = context.new_page()
        troubles = watch(page, started)
        for path in ("", CARD, "licenses/", "quality/"):
            page.goto(started + path, wait_until="networkidle")
        page.keyboard.press("/")
        page.keyboard.type("colossus")
        page.wait_for_load_state("networkidle")
        assert troubles == []


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    root = make_site_project(tmp_path_factory.mktemp("preview") / "project")
    assert read_project(root, TODAY)[1] == ()
    with previewing(root) as started:
        yield started, root


def test_a_preview_reloads_after_an_edit_and_shows_problems(chromium: Browser, preview: tuple[str, Path]) -> None:
    started, root = preview
    record = root / "data/models/globex/colossus-70b.yaml"
    with chromium.new_context() as context:
        page = context.new_page()
        troubles = watch(page, started)
        page.goto(started + CARD)
        summary = page.locator("h2#components + p")
        change_a_summary(root, random.Random(1))
        expect(summary).to_contain_text("Edited", timeout=20_000)
        record.write_text(
            record.read_text(encoding="utf-8").replace("name: Colossus 70B", "name: [x]"), encoding="utf-8"
        )
        expect(page.locator("#preview-problems")).to_have_css("position", "sticky", timeout=20_000)
        assert troubles == []


def colors(page: Page) -> str | None:
    return page.locator("body").get_attribute("data-md-color-scheme")


def test_colors_that_a_reader_chose_hold_on_every_page(visit: Visit, address: str) -> None:
    with visit("", color_scheme="light") as page:
        page.locator("form[data-md-component=palette] label:visible").click()
        for path in (CARD, "about/"):
            page.goto(address + path, wait_until="networkidle")
            assert colors(page) == "slate"
