"""Every kind of page, for every reader: axe-core in light, dark, on a phone and at 200 %, keyboard, print, sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from kinds import KINDS
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
    document.body.dataset.mdColorScheme = "slate";
    getComputedStyle(document.body).color;
    document.getAnimations().forEach(each => each.finish());
}"""
"""The dark colors, at once."""
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
    reader.evaluate(DARK)
    assert findings(reader, COLORS) == [], "dark"
    for size in (LAPTOP, PHONE, ZOOMED):
        reader.set_viewport_size(size)
        assert findings(reader, SHAPES) == [], size
    assert troubles == []
