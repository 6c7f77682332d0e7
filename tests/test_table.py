"""The big tables in a real Chromium: sort, find, filter, columns, weights, the address, cards, print, downloads."""

from __future__ import annotations

import csv
import gzip
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from test_browser import RELEASES, address, chromium, rows, visit  # noqa: F401  # fixtures

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Request
    from test_browser import Visit

LAPTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}


def settled(page: Page) -> Page:
    """Return the page once the rows of the view before are gone, some frames after a change."""
    expect(page.locator("#releases tbody")).to_have_count(1)
    return page


def names(page: Page) -> list[str]:
    return settled(page).locator("#releases tbody th a").all_text_contents()


def header(page: Page, key: str) -> Locator:
    return page.locator(f'#releases th[data-key="{key}"]')


def keys(page: Page, key: str) -> list[str]:
    """Return what the rows sort by in a column, from the top."""
    settled(page)
    return list(
        page.evaluate(
            """key => {
                const { cellIndex } = document.querySelector(`#releases th[data-key="${key}"]`);
                return [...document.querySelectorAll("#releases tbody tr")]
                    .map(({ cells }) => cells[cellIndex].dataset.sort ?? cells[cellIndex].textContent);
            }""",
            key,
        )
    )


def wait_for_query(page: Page, said: str) -> None:
    """Wait until this follows the address, which is written after the paint."""
    page.wait_for_function("said => location.search === (said && `?${said}`)", arg=said)


def choice(page: Page, name: str) -> Locator:
    return page.locator(f'form.os-filter select[name="{name}"]')


def reload(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    page.reload(wait_until="networkidle")


def said(page: Page) -> Locator:
    return page.locator("form.os-filter output")


# Sorting


def test_the_keyboard_sorts_a_table(visit: Visit) -> None:
    with visit("", viewport=LAPTOP) as page:
        newest_first = names(page)
        header(page, "date").get_by_role("button").focus()
        for direction, order in (("descending", newest_first), ("ascending", newest_first[::-1])):
            page.keyboard.press("Enter")
            sorted_by = page.locator("#releases [aria-sort]")
            expect(sorted_by).to_have_count(1)
            expect(sorted_by).to_have_attribute("aria-sort", direction)
            assert names(page) == order
            expect(page.get_by_text(f"Sorted by Date, {direction}")).to_be_attached()
        wait_for_query(page, "sort=date")


@pytest.mark.parametrize("key", ["training-data", "osaid-1.0", "open-share", "license-name"])
def test_the_best_comes_first_and_unknown_last_in_both_directions(visit: Visit, key: str) -> None:
    with visit("", viewport=LAPTOP) as page:
        known = sorted((float(value) for value in keys(page, key) if value), reverse=True)
        unknown = [""] * keys(page, key).count("")
        for order in (known, known[::-1]):
            header(page, key).get_by_role("button").click()
            assert [float(value) if value else "" for value in keys(page, key)] == [*order, *unknown]


def test_equal_rows_keep_their_places(visit: Visit) -> None:
    with visit("", viewport=LAPTOP) as page:
        places = {name: place for place, name in enumerate(names(page))}
        header(page, "training-code").get_by_role("button").click()
        found = [(value, places[name]) for value, name in zip(keys(page, "training-code"), names(page), strict=True)]
        assert len({value for value, _ in found}) < len(found)
        assert [place for _, place in sorted(found, key=lambda each: -float(each[0] or 0))] == [p for _, p in found]


# Finding and filtering


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("colossus70b", ["Colossus 70B"]),
        ("COLOSSUS-70", ["Colossus 70B"]),
        ("70b colossus", ["Colossus 70B"]),
        ("gated", ["Colossus 70B"]),
        ("700 million", ["Colossus 70B"]),
        ("llama license", []),
        ("llama-3.1", ["Colossus 70B"]),
        ("globex/colossus", ["Colossus 70B"]),
    ],
)
def test_find_ignores_case_order_and_punctuation(visit: Visit, typed: str, found: list[str]) -> None:
    with visit("", viewport=LAPTOP) as page:
        page.get_by_label("Find").fill(typed)
        assert names(page) == found
        expect(said(page)).to_have_text(f"{len(found)} of {RELEASES} releases")


def test_an_empty_result_says_so_and_offers_to_clear_or_to_suggest(visit: Visit) -> None:
    with visit("?find=nosuch", viewport=LAPTOP) as page:
        empty = page.locator(".os-empty")
        expect(empty).to_contain_text("No releases match.")
        expect(empty.get_by_role("link")).to_have_attribute("href", re.compile("suggest-model"))
        empty.get_by_role("button", name="Clear all filters").click()
        expect(rows(page)).to_have_count(RELEASES)
        expect(empty).to_be_hidden()
        expect(page.get_by_label("Find")).to_be_focused()
        wait_for_query(page, "")


def test_a_filter_lives_in_the_address_and_back_restores_the_view_before(visit: Visit) -> None:
    with visit("", viewport=LAPTOP) as page:
        page.get_by_text("More filters").click()
        choice(page, "developer").select_option("globex")
        expect(rows(page)).to_have_count(2)
        wait_for_query(page, "developer=globex")
        header(page, "release").get_by_role("button").click()
        wait_for_query(page, "developer=globex&sort=release")
        reload(page)
        expect(said(page)).to_have_text(f"2 of {RELEASES} releases")
        expect(header(page, "release")).to_have_attribute("aria-sort", "ascending")
        page.locator("#releases tbody a").first.click()
        page.wait_for_url("**/models/**")
        page.go_back(wait_until="networkidle")
        expect(rows(page)).to_have_count(2)
        expect(header(page, "release")).to_have_attribute("aria-sort", "ascending")
        page.go_back()
        expect(page.locator("#releases [aria-sort]")).to_have_count(0)
        page.go_back()
        expect(rows(page)).to_have_count(RELEASES)
        wait_for_query(page, "")


def test_several_license_terms_have_to_hold_together(visit: Visit) -> None:
    with visit("", viewport=LAPTOP) as page:
        page.locator("summary", has_text="License allows").click()
        page.get_by_label("Sharing modified versions").check()
        shared = set(names(page))
        page.get_by_label("Commercial use without conditions").check()
        assert set(names(page)) < shared
        assert "Colossus 70B" in shared - set(names(page))
        wait_for_query(page, "license=commercial-without-conditions&license=modified-versions")


def test_an_option_says_how_many_rows_it_leaves(visit: Visit) -> None:
    with visit("", viewport=LAPTOP) as page:
        page.locator("summary", has_text="More filters").click()
        developer = choice(page, "developer")
        expect(developer.locator("option[value=globex]")).to_have_text("Globex (2)")
        choice(page, "osaid-1.0").select_option("not-met")
        expect(rows(page)).not_to_have_count(RELEASES)
        left = rows(page).count()
        page.get_by_label("Find").focus()
        total = sum(
            int(re.findall(r"\((\d+)\)", text)[0]) for text in developer.locator("option").all_text_contents()[1:]
        )
        assert total == left < RELEASES


def test_what_the_address_names_and_the_table_lacks_is_said_and_ignored(visit: Visit) -> None:
    with visit("?developer=nosuch&sort=nosuch&columns=nosuch,date", viewport=LAPTOP) as page:
        expect(rows(page)).to_have_count(RELEASES)
        expect(said(page)).to_contain_text("Not in this table: “nosuch”")


def test_a_level_counts_the_higher_ones(visit: Visit) -> None:
    with visit("?g7-2026=0", viewport=LAPTOP) as page:
        expect(rows(page)).to_have_count(RELEASES)
        page.goto(page.url.replace("=0", "=1"), wait_until="networkidle")
        assert 0 < rows(page).count() < RELEASES


def test_a_range_of_months_keeps_what_was_released_within_it(visit: Visit) -> None:
    with visit("?from=2024-07&until=2025-03", viewport=LAPTOP) as page:
        assert set(names(page)) == {"Aurora 7B", "Colossus 70B"}
        page.goto(page.url.replace("from=2024-07&", ""), wait_until="networkidle")
        assert set(names(page)) == {"Aurora 7B", "Colossus 70B", "Oracle-1"}
        columns = page.locator(".os-columns").get_by_role("checkbox", include_hidden=True)
        assert not {"from", "until"} & {box.get_attribute("value") for box in columns.all()}


def test_several_components_have_to_be_open_together(visit: Visit) -> None:
    with visit("", viewport=LAPTOP) as page:
        page.get_by_text("More filters").click()
        page.locator("summary", has_text="Open components").click()
        page.locator("[name=open][value=weights-final]").check()
        with_weights = set(names(page))
        assert "Oracle-1" not in with_weights
        page.locator("[name=open][value=training-code]").check()
        assert set(names(page)) < with_weights
        wait_for_query(page, "open=weights-final&open=training-code")
        page.keyboard.press("Escape")
        expect(page.get_by_text("More filters")).to_be_focused()
        expect(page.locator("[name=open][value=training-code]")).to_be_hidden()


# Columns, weights, downloads


def test_columns_are_chosen_and_every_definition_can_be_one(visit: Visit) -> None:
    with visit("", viewport=LAPTOP) as page:
        page.locator("summary", has_text="Columns").click()
        panel = page.locator(".os-columns")
        panel.get_by_label("Date").uncheck()
        panel.get_by_label("EU Act").check()
        expect(header(page, "date")).to_be_hidden()
        expect(header(page, "eu-ai-act-2025")).to_be_visible()
        words = page.locator("#releases tbody tr td:last-child").all_text_contents()
        assert all(words)
        page.wait_for_function("location.search.startsWith('?columns=weights,')")
        page.keyboard.press("Escape")
        expect(panel.locator("summary")).to_be_focused()
        reload(page)
        expect(header(page, "eu-ai-act-2025")).to_be_visible()
        expect(header(page, "date")).to_be_hidden()


def test_weights_change_the_open_share_and_no_verdict(visit: Visit) -> None:
    with visit("", viewport=LAPTOP) as page:
        counted = keys(page, "open-share")
        verdicts = keys(page, "osaid-1.0")
        page.locator("summary", has_text="Your weights").click()
        page.get_by_label("Start from").select_option("3-1-0-1")
        wait_for_query(page, "weigh=3-1-0-1")
        assert keys(page, "open-share") != counted
        assert keys(page, "osaid-1.0") == verdicts
        page.get_by_label("Data", exact=True).press("ArrowRight")
        wait_for_query(page, "weigh=3-1-1-1")
        reload(page)
        shares = page.locator("#releases tbody tr").first.get_attribute("data-shares") or ""
        ends = [tuple(map(float, share.split("-"))) for share in shares.split()]
        low = sum(weight * end[0] for weight, end in zip((3, 1, 1, 1), ends, strict=True)) / 6
        assert float(keys(page, "open-share")[0]) == pytest.approx(low, abs=0.01)
        page.locator("summary", has_text="Your weights").click()
        page.get_by_label("Start from").select_option("")
        assert keys(page, "open-share") == counted
        wait_for_query(page, "")


def test_the_view_downloads_as_csv(visit: Visit) -> None:
    with visit("?developer=globex&columns=date,label", viewport=LAPTOP) as page:
        with page.expect_download() as download:
            page.get_by_role("button", name="CSV").click()
        text = Path(download.value.path()).read_text(encoding="utf-8-sig")
        lines = list(csv.reader(io.StringIO(text)))
        assert lines[0] == ["Release", "Date", "Calls itself", "Address"]
        assert [line[0].split()[0] for line in lines[1:]] == [name.split()[0] for name in names(page)]
        assert all(line[3].startswith("http://127.0.0.1:") for line in lines[1:])


def test_csv_disarms_formulas(visit: Visit) -> None:
    with visit("") as page:
        script = """async () => (await import("./assets/rows.js")).csv([["=1+1", "-2", 'say "a"', "b"]])"""
        assert page.evaluate(script) == '"\'=1+1","\'-2","say ""a""","b"\r\n'


# Every reader


def test_a_laptop_shows_eight_releases_at_once_without_scrolling_sideways(visit: Visit) -> None:
    with visit("", viewport=LAPTOP) as page:
        expect(rows(page)).to_have_count(RELEASES)
        head = page.locator("#releases thead").bounding_box()
        row = rows(page).nth(1).bounding_box()
        assert head
        assert row
        assert head["y"] + head["height"] + 8 * row["height"] <= LAPTOP["height"]
        assert page.evaluate("document.documentElement.scrollWidth") == LAPTOP["width"]
        assert page.evaluate("getComputedStyle(document.querySelector('.os-whole')).overflowY") == "visible"


def test_a_phone_shows_cards_with_the_name_of_each_value(visit: Visit) -> None:
    with visit("", viewport=PHONE, is_mobile=True, has_touch=True) as page:
        card = rows(page).first
        expect(card).to_be_in_viewport()
        labels = card.locator("td").evaluate_all(
            "cells => cells.map(cell => getComputedStyle(cell, '::after').content)"
        )
        assert [label.strip('"') for label in labels[1:]] == [
            *("Weights", "Training code", "Training data", "License", "Calls itself", "OSAID", "G7", "Open share")
        ]
        expect(choice(page, "label")).to_be_hidden()
        page.get_by_role("button", name="Filter and sort").click()
        choice(page, "label").select_option("open-source")
        expect(rows(page)).to_have_count(1)
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_every_target_is_large_enough(visit: Visit) -> None:
    with visit("", viewport=LAPTOP) as page:
        for summary in page.locator("form.os-filter summary").all():
            summary.click()
        small = page.locator("form.os-filter, .os-doors, #releases thead").evaluate_all(
            """parts => parts.flatMap(part => [...part.querySelectorAll("a, button, select, summary, label")])
                .filter(each => each.checkVisibility())
                .map(each => [each.textContent.trim().slice(0, 20), each.getBoundingClientRect().height])
                .filter(([, height]) => height < 24)"""
        )
        assert small == []


def test_text_in_tables_is_large_enough(visit: Visit) -> None:
    with visit("", viewport=LAPTOP) as page:
        size = page.locator("#releases td").first.evaluate("cell => parseFloat(getComputedStyle(cell).fontSize)")
        assert size >= 14.4


def test_print_has_every_column_of_every_row_and_no_controls(visit: Visit) -> None:
    with visit("?sort=release", viewport={"width": 1000, "height": 700}) as page:
        page.emulate_media(media="print")
        expect(page.locator("form.os-filter")).to_be_hidden()
        expect(rows(page)).to_have_count(RELEASES)
        cut = page.locator("#releases :is(th, td)").evaluate_all(
            "cells => cells.filter(cell => cell.scrollWidth > cell.clientWidth + 1).map(cell => cell.textContent)"
        )
        assert cut == []
        assert page.locator("#releases").evaluate("table => table.getBoundingClientRect().right <= innerWidth")


def test_the_rows_beyond_the_window_follow_and_print_waits_for_none(visit: Visit) -> None:
    with visit("", viewport=LAPTOP) as page:
        page.evaluate(
            """async () => {
                const body = document.querySelector("#releases tbody");
                for (let copy = 0; copy < 100; copy += 1) {
                    body.append(...[...body.rows].slice(0, 4).map(row => row.cloneNode(true)));
                }
                document.querySelectorAll("#releases thead button").forEach(button => button.replaceWith(...button.childNodes));
                document.querySelector(".os-columns > div").replaceChildren();
                await import("./assets/table.js?again");
            }"""
        )
        counts = page.evaluate(
            """() => {
                document.querySelector("th[data-key=release] button").click();
                const { tBodies } = document.querySelector("#releases");
                const shown = () => [...tBodies].filter(body => body.offsetHeight).map(body => body.rows.length);
                const atOnce = shown();
                dispatchEvent(new Event("beforeprint"));
                return [...atOnce, ...shown()];
            }"""
        )
        assert len(counts) == 2
        assert counts[0] < counts[1] == 404


def test_a_missing_address_leads_on(visit: Visit, address: str) -> None:
    with visit("about/") as page:
        markup = page.request.get(f"{address}404.html").text()
        script = (Path(__file__).parents[1] / "docs/assets/scorecard.js").read_text(encoding="utf-8")
        page.route(
            "**/models/acme/aurora-8b/",
            lambda route: route.fulfill(body="<a data-missing href='/'></a>", content_type="text/html"),
        )
        page.goto(f"{address}models/acme/aurora-8b/")
        page.add_script_tag(content=script, type="module")
        link = page.locator("[data-missing]")
        expect(link).to_have_text("Look for “aurora 8b” among all releases")
        expect(link).to_have_attribute("href", f"{address}?find=aurora+8b")
        for words in ("No page at this address", "licenses/", "frameworks/", "audit/", "about/", "suggest-model"):
            assert words in markup


def weight(asked: Request) -> int:
    """Return the bytes of what was asked for, compressed as servers do it."""
    answer = asked.response()
    return len(gzip.compress(answer.body())) if answer else 0


def test_a_first_visit_is_light(chromium: Browser, address: str) -> None:
    """With everything that the home page loads; the rows of the real releases come on top."""
    sizes: dict[str, int] = {}
    with chromium.new_context() as context:
        page = context.new_page()
        page.on("requestfinished", lambda asked: sizes.update({asked.url: weight(asked)}))
        page.goto(address, wait_until="networkidle")
        page.get_by_role("textbox", name="Search").focus()
        page.wait_for_load_state("networkidle")
    own = [size for url, size in sizes.items() if re.search(r"/assets/[\w-]+\.(js|css)$", url)]
    assert len(own) >= 5
    assert sum(own) <= 25_000
    assert sum(sizes.values()) <= 140_000
