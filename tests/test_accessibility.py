"""Every kind of page, for every reader: axe-core in light, dark, on a phone and at 200 %, keyboard, print, sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from kinds import CARD, KINDS
from test_browser import address, chromium, watch  # noqa: F401  # fixtures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, ViewportSize

LAPTOP: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 390, "height": 844}
ZOOMED: ViewportSize = {"width": 683, "height": 384}
"""A laptop at 200 %."""
COLORS = {"runOnly": ["color-contrast", "link-in-text-block"]}
SHAPES = {"rules": {"color-contrast": {"enabled": False}, "target-size": {"enabled": True}}}
"""Colors do not depend on the width, so one width is enough for them: they take most of the time."""
DARK = """() => {
    document.querySelector("[data-md-color-scheme]")?.setAttribute("data-md-color-scheme", "slate");
    getComputedStyle(document.body).color;
    document.getAnimations().forEach(each => each.finish());
}"""
"""The dark colors, at once."""
SETTLED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
"""The theme answers a new size in the frames after it."""
OPEN = "document.querySelectorAll('details').forEach(each => each.open = true)"


@pytest.fixture(scope="module")
def reader(chromium: Browser) -> Iterator[Page]:
    """One window for many pages; what goes wrong on them fails the test that opens them."""
    with chromium.new_context(viewport=LAPTOP) as context:
        page = context.new_page()
        yield page


def findings(page: Page, options: dict[str, Any]) -> list[str]:
    """Return what axe-core finds on a page."""
    said = page.evaluate("options => axe.run({ resultTypes: ['violations'], ...options })", options)
    return [
        f"{found['id']}: {found['help']} {node['html'][:120]} {node['failureSummary']}"
        for found in said["violations"]
        for node in found["nodes"]
    ]


@pytest.mark.parametrize("path", KINDS)
def test_axe_finds_nothing(reader: Page, address: str, path: str) -> None:
    troubles = watch(reader, address)
    reader.set_viewport_size(LAPTOP)
    reader.goto(address + path)
    reader.evaluate(OPEN)
    reader.evaluate(AXE_SCRIPT)
    assert findings(reader, COLORS) == [], "light"
    reader.emulate_media(color_scheme="dark")
    reader.evaluate(DARK)
    assert findings(reader, COLORS) == [], "dark"
    reader.emulate_media(color_scheme="light")
    for size in (LAPTOP, PHONE, ZOOMED):
        reader.set_viewport_size(size)
        reader.evaluate(SETTLED)
        assert findings(reader, SHAPES) == [], size
    assert troubles == []


TOO_SMALL = """() => {
    const article = document.querySelector("article");
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const each = node.parentElement;
        if (!node.textContent.trim() || !each.checkVisibility() || each.closest(".os-hidden, .headerlink, pre, code")) continue;
        const dense = each.closest("table, form, button, summary, nav, dt, dl.os-strip, .os-chips, .os-doors, .os-chosen, .os-line, .os-symbols, .os-source, footer, h3");
        const size = parseFloat(getComputedStyle(each).fontSize);
        if (size < (dense ? 14.3 : 16)) found.push(`${size} ${each.outerHTML.slice(0, 100)}`);
    }
    return found;
}"""
CUT_OFF = """() => [...document.querySelectorAll("article *")]
    .filter(each => each.checkVisibility() && !each.closest(".os-hidden, [role=status], pre, .os-scroll, .os-picture__frame, .md-typeset__scrollwrap"))
    .filter(each => {
        const { overflowX, display } = getComputedStyle(each);
        return overflowX !== "visible" && display !== "inline" && each.scrollWidth > each.clientWidth + 1;
    })
    .filter(each => !each.matches(".os-jump, .os-whole--scrolls, select, input"))
    .map(each => each.outerHTML.slice(0, 100))"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("path", KINDS)
def test_text_is_large_enough_and_whole(reader: Page, address: str, path: str) -> None:
    """Tables, controls and short labels have 14.4 pixels, everything else 16. Nothing is cut off at 200 %."""
    reader.set_viewport_size(LAPTOP)
    reader.goto(address + path)
    reader.evaluate(OPEN)
    assert reader.evaluate(TOO_SMALL) == []
    reader.set_viewport_size(ZOOMED)
    assert reader.evaluate(CUT_OFF) == []
    assert reader.evaluate(SIDEWAYS) == 0


FOCUSED = """() => {
    const each = document.activeElement;
    const box = each.getBoundingClientRect();
    const sign = each.matches(".md-option") ? each.parentElement.querySelector("label:not([hidden])") : each;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(sign);
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height, 40) / 2);
    const isSeen = top && (each.contains(top) || top.contains(each) || top.closest("label")?.control === each);
    return [
        each === document.body ? "" : each.outerHTML.slice(0, 120),
        (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none" || each.matches(".os-strip dt a, .md-search__input"),
        Boolean(isSeen) || each.closest("article") === null,
    ];
}"""
"""What has the focus, whether it shows that, and whether nothing covers it. The cells of a card's head show it around them."""


@pytest.mark.parametrize("path", ["", CARD, "licenses/", "choose/", "compare/", "about/"])
def test_the_keyboard_reaches_everything_and_always_shows_where_it_is(reader: Page, address: str, path: str) -> None:
    reader.set_viewport_size(LAPTOP)
    reader.goto(address + path)
    reader.wait_for_load_state("networkidle")
    reached = []
    for _ in range(400):
        reader.keyboard.press("Tab")
        element, shows, is_seen = reader.evaluate(FOCUSED)
        if not is_seen:
            reader.wait_for_timeout(500)  # the search takes a moment to close
            element, shows, is_seen = reader.evaluate(FOCUSED)
        if not element:
            break
        assert shows, f"no sign of the focus: {element}"
        assert is_seen, f"covered: {element}"
        reached.append(element)
    all_links = reader.locator("article a[href]:visible").count()
    assert sum(element.startswith("<a") for element in reached) >= all_links


@pytest.mark.parametrize("path", KINDS)
def test_without_javascript_nothing_is_dead(chromium: Browser, address: str, path: str) -> None:
    """A page says what it is about, and shows no control that needs a script. A form that leads on works without one."""
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address + path)
        assert page.locator("article h1").count() == 1
        assert page.locator("article :is(button:not([form=report]), input, select):visible").count() == 0
        assert len(page.locator("article").inner_text()) > 150
