"""A card in a real Chromium: what fits the first screen, what opens, and what reaches paper."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect
from test_browser import COLOSSUS, address, chromium, visit  # noqa: F401  # fixtures

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page
    from test_browser import Visit

CARDS = (COLOSSUS, "models/globex/oracle-1/", "models/acme/aurora-7b/")
LAPTOP: dict[str, Any] = {"viewport": {"width": 1366, "height": 768}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
ZOOMED: dict[str, Any] = {"viewport": {"width": 683, "height": 384}, "device_scale_factor": 2}
"""A laptop at 200 %."""
SETTINGS = {"laptop": LAPTOP, "phone": PHONE}
HEIGHTS = {"laptop": 4_600, "phone": 8_200}
"""The most pixels of a card; looser than the median that we aim for, 4,000 and 7,000."""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("card", CARDS)
def test_the_head_fits_the_first_screen(visit: Visit, setting: str, card: str) -> None:  # noqa: F811  # fixture
    with visit(card, **SETTINGS[setting]) as page:
        assert page.locator(".os-strip > div").count() == 8
        screen = page.viewport_size
        assert screen
        for part in ("h1", ".os-quote", ".os-strip", ".os-actions"):
            box = page.locator(f"article {part}").first.bounding_box()
            assert box
            assert box["y"] + box["height"] <= screen["height"], part


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_card_is_short(visit: Visit, setting: str) -> None:  # noqa: F811  # fixture
    with visit(COLOSSUS, **SETTINGS[setting]) as page:
        assert page.evaluate("document.documentElement.scrollHeight") <= HEIGHTS[setting]


def test_the_jump_row_stays_on_a_phone_and_leads_to_every_section(visit: Visit) -> None:  # noqa: F811  # fixture
    with visit(COLOSSUS, **PHONE) as page:
        row = page.get_by_role("navigation", name="Sections of this card")
        for link in row.get_by_role("link").all():
            anchor = link.get_attribute("href") or ""
            link.click()
            expect(page.locator(f"article {anchor}")).to_be_in_viewport()
            expect(row).to_be_in_viewport()
            top, bottom = (each.bounding_box() for each in (page.locator(f"article {anchor}"), row))
            assert top
            assert bottom
            assert top["y"] >= bottom["y"] + bottom["height"] - 1


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_a_row_opens_to_the_clause_and_what_it_would_take(visit: Visit, script: bool) -> None:  # noqa: F811  # fixture
    with visit(COLOSSUS, java_script_enabled=script) as page:
        row = page.locator("details#osaid-1\\.0")
        expect(row.locator("ol").first).to_be_hidden()
        row.locator("summary").click()
        expect(row.get_by_text("What it would take:")).to_be_visible()
        expect(row.locator("q").first).to_be_visible()


def test_the_keyboard_opens_a_row_and_follows_a_reason_to_its_component(visit: Visit) -> None:  # noqa: F811  # fixture
    with visit(COLOSSUS) as page:
        row = page.locator("details#osaid-1\\.0")
        row.locator("summary").focus()
        page.keyboard.press("Enter")
        expect(row.locator("ol").first).to_be_visible()
        row.get_by_role("link", name="component").first.focus()
        page.keyboard.press("Enter")
        expect(page.locator("details:target")).to_be_in_viewport()


def test_a_link_to_a_component_leads_to_its_row(visit: Visit) -> None:  # noqa: F811  # fixture
    with visit(f"{COLOSSUS}#training-code") as page:
        expect(page.locator("#training-code summary")).to_be_in_viewport()


def test_cite_leads_to_the_sentence_with_its_day_and_address(visit: Visit) -> None:  # noqa: F811  # fixture
    with visit(COLOSSUS) as page:
        quote = page.locator(".os-quote").inner_text()
        page.locator(".os-actions").get_by_role("link", name="Cite").click()
        link, sentence, text, wiki = page.locator("h2#cite ~ .os-cite [data-copy]").all_inner_texts()
        assert sentence == quote
        assert link.endswith(f"/{COLOSSUS}")
        assert text.endswith(f"Openness Scorecard, November 20, 2026. {link}.")
        assert f"|url={link} |" in wiki


def test_compare_starts_with_the_release(visit: Visit) -> None:  # noqa: F811  # fixture
    with visit(COLOSSUS) as page:
        link = page.locator(".os-actions").get_by_role("link", name="Compare")
        expect(link).to_have_attribute("href", "../../../compare/?models=globex/colossus-70b")


def test_the_report_button_of_a_component_sends_the_release_and_the_component(visit: Visit) -> None:  # noqa: F811  # fixture
    with visit(COLOSSUS) as page:
        page.locator("#training-code summary").click()
        button = page.locator("#training-code").get_by_role("button", name="report")
        sent = button.evaluate("each => [...new FormData(each.form, each)].slice(-2)")
        assert sent == [["model", "globex/colossus-70b"], ["component", "training-code"]]


@pytest.mark.parametrize("settings", [PHONE, ZOOMED], ids=["phone", "200 %"])
def test_a_card_scrolls_one_way_only(visit: Visit, settings: dict[str, Any]) -> None:  # noqa: F811  # fixture
    with visit(COLOSSUS, **settings) as page:
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert page.evaluate(SIDEWAYS) == 0


SMALL = """selector => [...document.querySelectorAll(selector)]
    .map(each => [each.textContent.trim(), each.getBoundingClientRect()])
    .filter(([, box]) => box.width > 0 && (box.width < 24 || box.height < 24)).map(([words]) => words)"""


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_target_that_is_not_in_a_sentence_has_24_pixels(
    visit: Visit,  # noqa: F811  # fixture
    setting: str,
) -> None:
    with visit(COLOSSUS, **SETTINGS[setting]) as page:
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        for group in (
            ".os-strip > div",
            ".os-actions a",
            ".os-jump a",
            ".os-chips a",
            ".os-fold > summary",
            ".os-ways > *",
        ):
            assert page.evaluate(SMALL, f"article {group}") == [], group


def test_text_is_large_enough(visit: Visit) -> None:  # noqa: F811  # fixture
    with visit(COLOSSUS) as page:
        sizes = page.evaluate("""[...document.querySelectorAll('article :is(p, li, summary, dd, dt, a)')]
            .map(each => parseFloat(getComputedStyle(each).fontSize))""")
        assert min(sizes) >= 14


def printed(page: Page) -> int:
    """Return the number of A4 sheets of a page."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


@pytest.mark.parametrize("card", CARDS)
def test_a_card_prints_on_six_sheets_with_every_row(visit: Visit, card: str) -> None:  # noqa: F811  # fixture
    with visit(card) as page:
        assert printed(page) <= 6
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 720, "height": 1000})
        assert page.evaluate(SIDEWAYS) == 0
        for row in page.locator(".os-rows > details > summary").all():
            expect(row).to_be_visible()
        expect(page.locator(".os-blockers").last).to_be_visible()


def test_a_card_is_light(small_site: Path) -> None:
    for card in CARDS:
        html = (small_site / card / "index.html").read_bytes()
        assert len(html) <= 80_000, card
        assert len(gzip.compress(html)) <= 14_000, card


def test_one_click_opens_every_row_and_open_rows_reach_paper(visit: Visit) -> None:  # noqa: F811  # fixture
    with visit(COLOSSUS) as page:
        folded = printed(page)
        buttons = page.get_by_role("button", name="Open all rows")
        assert buttons.count() == 2
        buttons.last.click()
        assert page.locator(".os-rows > details:not([open])").count() == 0
        page.emulate_media(media="print")
        expect(page.locator("#weights-final > div").first).to_be_visible()
        expect(page.get_by_text("Open a row for the evidence")).to_be_hidden()
        assert printed(page) > folded
        page.emulate_media(media="screen")
        page.get_by_role("button", name="Close all rows").click()
        assert page.locator(".os-rows > details[open]").count() == 0
