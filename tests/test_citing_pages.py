"""Citing in a real Chromium: the box on a card, the page with every format, and a card in a frame of another site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect
from test_browser import COLOSSUS, address, chromium, serving, visit, watch  # noqa: F401  # fixtures

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser
    from test_browser import Visit

CITE = f"{COLOSSUS}cite/"
EMBED = f"{COLOSSUS}embed/"
CLIPBOARD: dict[str, Any] = {"permissions": ["clipboard-read", "clipboard-write"]}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("path", [COLOSSUS, CITE])
def test_a_button_copies_each_text(visit: Visit, path: str) -> None:  # noqa: F811  # fixture
    with visit(path, **CLIPBOARD) as page:
        texts = page.locator("[data-copy]")
        buttons = page.get_by_role("button", name=re.compile("^Copy: "))
        assert buttons.count() == texts.count() >= 4
        for number in range(texts.count()):
            buttons.nth(number).click()
            expect(page.locator("[data-copy] + button + [role=status]").nth(number)).to_have_text("Copied")
            assert page.evaluate("navigator.clipboard.readText()") == texts.nth(number).text_content()


def test_without_the_right_to_copy_the_button_selects_the_text(visit: Visit) -> None:  # noqa: F811  # fixture
    with visit(CITE) as page:
        page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")
        page.get_by_role("button", name="Copy: BibTeX").click()
        expect(page.get_by_role("status").filter(has_text="Selected").first).to_be_visible()
        assert page.evaluate("String(getSelection())").startswith("@misc{")


@pytest.mark.parametrize("path", [COLOSSUS, CITE])
def test_without_javascript_one_click_selects_a_text(visit: Visit, path: str) -> None:  # noqa: F811  # fixture
    with visit(path, java_script_enabled=False) as page:
        assert page.get_by_role("button", name="Copy").count() == 0
        text = page.locator("pre[data-copy]").first
        assert text.evaluate("each => getComputedStyle(each).userSelect") == "all"


def test_the_page_has_every_format_and_a_badge_for_each_definition(visit: Visit) -> None:  # noqa: F811  # fixture
    with visit(CITE) as page:
        names = page.locator("h1 + .os-cite dt").all_inner_texts()
        assert names == ["Link", "Sentence", "Wikipedia", "Chicago", "APA", "Markdown", "BibTeX", "RIS", "CSL-JSON"]
        page.mouse.wheel(0, 10_000)
        badges = page.locator(".os-badges img")
        for number in range(badges.count()):
            badges.nth(number).scroll_into_view_if_needed()
            expect(badges.nth(number)).to_have_js_property("complete", value=True)
            assert badges.nth(number).evaluate("each => each.naturalHeight") == 20
        assert badges.count() >= 10


def test_the_files_can_be_downloaded(visit: Visit) -> None:  # noqa: F811  # fixture
    with visit(COLOSSUS) as page:
        for name, start in (("BibTeX", "@misc{"), ("RIS", "TY  - "), ("CSL-JSON", '[{"id"')):
            with page.expect_download() as download:
                page.locator("h2#cite ~ p").get_by_role("link", name=name).click()
            assert download.value.path().read_text(encoding="utf-8").startswith(start)


@pytest.mark.parametrize("path", [CITE, EMBED])
@pytest.mark.parametrize("width", [320, 1366])
def test_both_documents_scroll_one_way_only(visit: Visit, path: str, width: int) -> None:  # noqa: F811  # fixture
    with visit(path, viewport={"width": width, "height": 700}) as page:
        assert page.evaluate(SIDEWAYS) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_site_of_somebody_else_can_show_a_card_in_a_frame(
    small_site: Path,
    tmp_path: Path,
    chromium: Browser,  # noqa: F811  # fixture
    address: str,  # noqa: F811  # fixture
    scheme: Any,
) -> None:
    html = (small_site / CITE / "index.html").read_text(encoding="utf-8")
    (size,) = re.findall(r"&lt;iframe src=&#34;.*?&#34; title=&#34;.*?&#34; (.*?)&gt;", html)
    frame = f'<iframe src="{address}{EMBED}" {size.replace("&#34;", chr(34))}></iframe>'
    (tmp_path / "index.html").write_text(
        f'<!doctype html><title>x</title><link rel="icon" href="data:,">{frame}', encoding="utf-8"
    )
    with serving(tmp_path) as other:
        assert other != address
        context = chromium.new_context(color_scheme=scheme)
        page = context.new_page()
        troubles = watch(page, address)
        page.goto(other, wait_until="networkidle")
        inside = page.frame_locator("iframe")
        expect(inside.get_by_role("heading", name="Colossus 70B")).to_be_visible()
        expect(inside.get_by_text("Data of 2026-11-20")).to_be_visible()
        body = inside.locator("body")
        assert body.evaluate("each => each.ownerDocument.documentElement.scrollHeight <= innerHeight")
        background = body.evaluate("each => getComputedStyle(each).backgroundColor")
        assert background == {"light": "rgb(253, 252, 249)", "dark": "rgb(18, 25, 28)"}[scheme]
        assert inside.get_by_role("link", name="Colossus 70B").get_attribute("target") == "_blank"
        assert [each for each in troubles if other not in each] == []
        context.close()


def test_no_script_runs_in_the_embedded_card(small_site: Path) -> None:
    html = (small_site / EMBED / "index.html").read_text(encoding="utf-8")
    assert "<script" not in html
    assert "default-src 'none'; style-src 'self'; form-action" in html
    assert len(html) < 4_000
