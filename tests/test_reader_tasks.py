"""What readers come for, in a real Chromium on a laptop and on a phone: what they do, in how many steps, and what they see.

A step is a click, a tap, some typing, or a screen that the reader scrolls. Each docstring gives the steps, beginning at
the home page.
"""

from __future__ import annotations

import math
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from kinds import CARD
from playwright.sync_api import expect
from test_browser import address, chromium, visit  # noqa: F401  # fixtures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from playwright.sync_api import Locator, Page
    from test_browser import Visit

    Read = Callable[..., AbstractContextManager["Reader"]]

SCREENS: dict[str, dict[str, Any]] = {
    "laptop": {"viewport": {"width": 1366, "height": 768}},
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True},
}
on_both = pytest.mark.parametrize("screen", SCREENS)


class Reader:
    """Somebody in front of a page, and how many steps they have taken."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.steps = 0

    def click(self, target: Locator) -> None:
        """Scroll until the target is on the screen, and click it."""
        self._scroll_to(target)
        target.click()
        self.steps += 1

    def type(self, target: Locator, words: str) -> None:
        """Scroll until the target is on the screen, and type into it."""
        self._scroll_to(target)
        target.fill(words)
        self.steps += 1

    def press(self, key: str, until: Locator) -> int:
        """Press a key until something has the focus; return how often."""
        for count in range(1, 100):
            self.page.keyboard.press(key)
            if until.evaluate("each => each === document.activeElement"):
                return count
        raise AssertionError(f"{key} never reaches {until}")

    def sees(self, target: Locator, words: str | re.Pattern[str] = "") -> None:
        """Find these words on the screen, without scrolling."""
        expect(target).to_be_in_viewport()
        if words:
            expect(target).to_contain_text(words)

    def _scroll_to(self, target: Locator) -> None:
        box, screen = target.bounding_box(), self.page.viewport_size
        assert box, "the target is hidden"
        assert screen
        self.steps += math.ceil(max(0, box["y"] + box["height"] - screen["height"]) / screen["height"])


@pytest.fixture
def read(visit: Visit) -> Read:
    """Let somebody with a screen begin at the home page."""

    @contextmanager
    def begin(screen: str, **options: Any) -> Iterator[Reader]:
        with visit("", **SCREENS[screen], **options) as page:
            yield Reader(page)

    return begin


def release(reader: Reader, name: str) -> Locator:
    """Return the row, or the card on a phone, of a release on the home page."""
    return reader.page.locator("#releases tbody tr", has=reader.page.get_by_role("link", name=name, exact=True))


def open_card(reader: Reader, name: str) -> None:
    reader.click(release(reader, name).get_by_role("link"))
    expect(reader.page.locator("h1")).to_contain_text(name)


def to_cite(reader: Reader, name: str) -> Locator:
    """Return one text of the box for people who cite a card."""
    row = reader.page.locator(".os-cite > div", has=reader.page.locator("dt", has_text=re.compile(f"^{name}$")))
    return row.locator("[data-copy]")


@on_both
def test_models_that_i_may_ship_without_conditions(read: Read, screen: str) -> None:
    """An engineer: (on a phone, "Filter and sort",) "License allows", "Commercial use without conditions"."""
    with read(screen) as reader:
        page = reader.page
        if screen == "phone":
            reader.click(page.get_by_role("button", name="Filter and sort"))
        reader.click(page.locator("summary", has_text="License allows"))
        reader.click(page.get_by_label("Commercial use without conditions"))
        expect(release(reader, "Aurora 7B")).to_be_visible()
        expect(release(reader, "Colossus 70B")).to_have_count(0)
        expect(page.locator("form.os-filter output")).to_have_text(re.compile(r"^\d of 4 releases$"))
        assert "license=commercial-without-conditions" in page.url
        assert reader.steps <= 3


@on_both
def test_releases_side_by_side(read: Read, screen: str) -> None:
    """An engineer: the card, "Compare", type another name and press Enter; what differs comes first."""
    with read(screen, color_scheme="dark") as reader:
        open_card(reader, "Colossus 70B")
        reader.click(reader.page.locator(".os-actions").get_by_role("link", name="Compare"))
        reader.type(reader.page.get_by_role("combobox", name="Release"), "aurora")
        reader.page.keyboard.press("Enter")
        table = reader.page.get_by_role("region").first.locator("table")
        reader.sees(table.locator("tbody tr").first)
        assert reader.page.locator(".os-compared table tbody tr").count() > 10
        assert reader.steps <= 4


@on_both
def test_restrictions_with_their_clauses(read: Read, screen: str) -> None:
    """A compliance officer: the card, "Use" in the row of sections, "clause by clause"."""
    with read(screen) as reader:
        open_card(reader, "Colossus 70B")
        reader.click(reader.page.locator(".os-jump").get_by_role("link", name="Use", exact=True))
        reader.sees(reader.page.get_by_text("Companies with more than 700 million monthly users").first)
        reader.click(reader.page.get_by_role("link", name="Its own words, clause by clause"))
        expect(reader.page.locator("#user-cap")).to_contain_text("greater than 700 million")
        assert reader.steps <= 5


@on_both
def test_is_it_true_that_it_is_open_source(read: Read, screen: str) -> None:
    """A journalist: type the name; the verdict is in the table. The card says it in one sentence with its reason."""
    with read(screen, color_scheme="dark") as reader:
        reader.type(reader.page.get_by_label("Find"), "colossus")
        found = release(reader, "Colossus 70B")
        reader.sees(found.locator("td.is-fails"), "open source")
        reader.sees(found.locator("td.is-not-met"))
        open_card(reader, "Colossus 70B")
        reader.sees(reader.page.locator(".os-quote"), "it does not meet the Open Source AI Definition")
        assert reader.steps <= 2


@on_both
def test_a_sentence_to_quote_with_its_date(read: Read, screen: str) -> None:
    """A journalist: the headline has its date. The card, "Cite": a sentence with its subject, and a source with its day."""
    with read(screen) as reader:
        reader.sees(reader.page.locator(".os-headline"), re.compile(r"^As of November 20, 2026, .* Open Source AI"))
        open_card(reader, "Colossus 70B")
        reader.click(reader.page.locator(".os-actions").get_by_role("link", name="Cite"))
        sentence = "Globex calls Colossus 70B open source, but it does not meet the Open Source AI Definition"
        source = f"November 20, 2026. https://openness-scorecard.github.io/openness-scorecard/{CARD}"
        reader.sees(to_cite(reader, "Sentence"), sentence)
        reader.sees(to_cite(reader, "Text"), source)
        assert reader.steps <= 3


@on_both
def test_a_citation_for_a_bibliography(read: Read, screen: str) -> None:
    """A Wikipedia editor: the card, "Cite": the text to paste. A scholar: "BibTeX" saves a file."""
    with read(screen) as reader:
        open_card(reader, "Colossus 70B")
        reader.click(reader.page.locator(".os-actions").get_by_role("link", name="Cite"))
        reader.sees(to_cite(reader, "Wikipedia"), "<ref>{{cite web |url=https://")
        assert reader.steps <= 3
        with reader.page.expect_download() as saved:
            reader.click(reader.page.locator("h2#cite ~ p").get_by_role("link", name="BibTeX"))
        assert saved.value.path().read_text(encoding="utf-8").startswith("@misc{")
        assert reader.steps <= 5


@on_both
def test_two_definitions_clause_by_clause(read: Read, screen: str) -> None:
    """A policy person: (on a phone, the menu,) "Definitions", the pair: both texts, topic by topic, in their words."""
    with read(screen) as reader:
        page = reader.page
        if screen == "phone":
            reader.click(page.locator("header label[for=__drawer]"))
            reader.click(page.locator(".md-nav--primary").get_by_role("link", name="Definitions", exact=True).first)
        else:
            reader.click(page.get_by_role("navigation", name="Tabs").get_by_role("link", name="Definitions"))
        page.wait_for_url("**/frameworks/")
        reader.click(page.get_by_role("link", name="OSAID and G7", exact=True))
        row = page.locator("tr#code")
        expect(row.locator("td").nth(0)).to_contain_text("complete source code used to train")
        expect(row.locator("td").nth(1)).to_contain_text("code")
        expect(page.locator("article")).to_contain_text("Of 4 releases, 1 is open under both")
        assert reader.steps <= 3


@on_both
@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_what_a_developer_has_to_release(read: Read, screen: str, script: bool) -> None:
    """A developer: the card, "G7" among its results; without a script, open the row; a list says what is missing."""
    with read(screen, java_script_enabled=script) as reader:
        open_card(reader, "Colossus 70B")
        reader.click(reader.page.locator(".os-strip").get_by_role("link", name="G7"))
        row = reader.page.locator("details#g7-2026")
        if not script:
            reader.click(row.locator("summary"))
        take = row.locator("p.os-take", has_text="to reach Open Source AI:")
        expect(take).to_be_visible()
        expect(take.locator("+ ol")).to_contain_text("Release the training code")
        assert reader.steps <= 3


def test_the_keyboard_alone_finds_the_most_open_release(read: Read) -> None:
    """Tab to the content, past the filters to "Open share", Enter once: the best comes first; Tab to it, Enter."""
    with read("laptop") as reader:
        page = reader.page
        button = page.locator("#releases th[data-key=open-share] button")
        reader.press("Tab", page.locator(".md-skip"))
        page.keyboard.press("Enter")
        stops = reader.press("Tab", button)
        page.keyboard.press("Enter")
        best = page.locator("#releases tbody tr").first.get_by_role("link")
        expect(best).to_have_text("Aurora 7B")
        assert stops + reader.press("Tab", best) <= 26
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_contain_text("Aurora 7B")
        page.go_back()
        expect(page.locator("#releases th[data-key=open-share]")).to_have_attribute("aria-sort", "descending")


def test_at_200_percent_a_reader_finds_and_reads(visit: Visit) -> None:
    """At 200 %: type the name; the release with its verdicts is on the screen, and so is the sentence of its card."""
    with visit("", viewport={"width": 683, "height": 384}, device_scale_factor=2) as page:
        reader = Reader(page)
        reader.type(page.get_by_label("Find"), "colossus")
        reader.click(release(reader, "Colossus 70B").get_by_role("link"))
        expect(page.locator("h1")).to_contain_text("Colossus 70B")
        reader.sees(page.locator(".os-quote"))
        assert reader.steps <= 3


@pytest.mark.parametrize(
    ("path", "table"),
    [
        ("", "#releases"),
        ("audit/", "#audit"),
        ("disagreements/", "#matrix"),
        ("licenses/", "#all-licenses"),
        ("developers/", "#all-developers"),
        ("frameworks/", "table.os-asks"),
        ("compare/acme-aurora-7b-vs-globex-colossus-70b/", "article table"),
        ("frameworks/osaid-1.0/", "article table"),
        ("licenses/llama-3.1-community/", "article table"),
    ],
)
def test_print_cuts_off_no_column(visit: Visit, path: str, table: str) -> None:
    """A compliance officer prints: every cell of every column is on the sheet, which is as wide as A4."""
    with visit(path) as page:
        page.emulate_media(media="print")
        is_wide = page.evaluate("getComputedStyle(document.body).page === 'wide'")
        page.set_viewport_size({"width": 1032 if is_wide else 703, "height": 1000})
        cut = page.locator(f"{table} :is(th, td)").evaluate_all(
            """cells => cells.filter(cell => cell.checkVisibility())
                .filter(cell => cell.scrollWidth > cell.clientWidth + 1 || cell.getBoundingClientRect().right > innerWidth)
                .map(cell => cell.textContent.trim())"""
        )
        assert cut == []
        assert page.locator(f"{table} thead :is(th, td):visible").count() >= 3
