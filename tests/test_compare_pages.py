"""The pages that compare releases and definitions, and those that say which models one may use, in a real Chromium."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from test_browser import address, chromium, visit  # noqa: F401  # fixtures

from generator.analysis.chooser import QUESTIONS

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from test_browser import Visit

AURORA, COLOSSUS, ORACLE = "acme/aurora-7b", "globex/colossus-70b", "globex/oracle-1"
PAIR = "compare/acme-aurora-7b-vs-globex-colossus-70b/"
PHONE = {"viewport": {"width": 390, "height": 844}}
PAGES = (
    "compare/",
    f"compare/?models={AURORA},{COLOSSUS}",
    PAIR,
    "compare/definitions/osaid-1.0-vs-g7-2026/",
    "compare/topics/data/",
    "frameworks/",
    "choose/",
    "choose/everything/",
    "licenses/",
    "licenses/llama-3.1-community/",
)


def add(page: Page, name: str) -> None:
    page.get_by_role("combobox", name="Release").fill(name)
    page.keyboard.press("Enter")


def cells(page: Page, label: str) -> list[str]:
    row = page.locator("tr", has=page.get_by_role("rowheader", name=label, exact=True)).first
    expect(row).to_be_attached()
    return row.locator("td").all_text_contents()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("screen", [{}, PHONE], ids=["laptop", "phone"])
def test_a_page_is_never_wider_than_the_screen(visit: Visit, path: str, screen: dict[str, object]) -> None:
    with visit(path, **screen) as page:
        width = page.evaluate("document.documentElement.clientWidth")
        assert page.evaluate("document.documentElement.scrollWidth") == width


# Releases side by side


def test_a_reader_compares_releases_with_the_keyboard(visit: Visit) -> None:
    with visit("compare/") as page:
        add(page, "aurora 7b")
        expect(page.get_by_text("Add another release to compare it with.")).to_be_visible()
        add(page, "COLOSSUS")
        expect(page.get_by_role("status").filter(has_text=re.compile(r"2 releases, \d+ differences\."))).to_be_visible()
        assert page.url.endswith(f"compare/?models={AURORA},{COLOSSUS}")
        assert cells(page, "Final weights") == ["● OpenApache-2.0", "◐ Partial, gatedLlama 3.1 Community"]
        page.get_by_role("button", name="Remove Aurora 7B").press("Enter")
        expect(page.locator(".os-compared table")).to_have_count(0)
        expect(page.get_by_role("combobox", name="Release")).to_be_focused()
        page.go_back()
        expect(page.locator(".os-compared table").first).to_be_visible()
        page.go_back()
        expect(page.locator(".os-chosen li")).to_have_count(1)


def test_the_address_is_the_whole_comparison(visit: Visit) -> None:
    with visit(f"compare/?models={ORACLE},{AURORA},{COLOSSUS}") as page:
        heads = page.locator(".os-compared table").first.locator("thead th")
        expect(heads).to_contain_text(["Release", "Oracle-1", "Aurora 7B", "Colossus 70B"])


def test_the_script_makes_the_table_of_the_ready_page(visit: Visit) -> None:
    def tables(page: Page) -> list[list[str]]:
        lines = page.locator("article table tbody tr").all()
        return [
            [" ".join((cell or "").split()) for cell in line.locator("th, td").all_text_contents()] for line in lines
        ]

    with visit(PAIR) as page:
        ready = tables(page)
    with visit(f"compare/?models={AURORA},{COLOSSUS}") as page:
        expect(page.locator(".os-compared table").first).to_be_visible()
        assert tables(page) == ready
    assert len(ready) > 50


def test_an_unknown_or_unclear_name_is_explained(visit: Visit) -> None:
    with visit(f"compare/?models={AURORA},acme/nosuch") as page:
        expect(page.get_by_text("No release has the id acme/nosuch.")).to_be_visible()
        add(page, "nothing like it")
        expect(page.get_by_text("No release matches “nothing like it”.")).to_be_visible()
        add(page, "globex")
        expect(
            page.get_by_text("2 releases match, such as Colossus 70B, Oracle-1. Write more of the name.")
        ).to_be_visible()


def test_without_javascript_there_are_ready_comparisons(visit: Visit) -> None:
    with visit("compare/", java_script_enabled=False) as page:
        expect(page.locator(".os-compare-tool")).to_be_hidden()
        expect(page.get_by_text("turn JavaScript on")).to_be_visible()
        page.get_by_role("link", name="Aurora 7B, Colossus 70B").click()
        assert cells(page, "Training code") == ["● OpenMIT", "○ Closed"]
        page.get_by_text("in which they are alike").click()
        expect(page.get_by_role("region", name="What is the same")).to_be_visible()


def test_text_from_a_record_stays_text_in_the_table(visit: Visit) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    with visit("compare/") as page:
        file = f"**/compare/releases/{AURORA}.json"
        said = json.loads(page.request.get(page.url + f"releases/{AURORA}.json").text())
        said |= {"name": hostile, "values": [[*value[:2], hostile, *value[3:]] for value in said["values"]]}
        page.route(file, lambda route: route.fulfill(json=said))
        add(page, "aurora 7b")
        add(page, "colossus")
        expect(page.locator(".os-compared td", has_text=hostile).first).to_be_visible()
        expect(page.locator(".os-compared img")).to_have_count(0)


def test_print_shows_what_is_the_same_too(visit: Visit) -> None:
    with visit(PAIR) as page:
        same = page.get_by_role("region", name="What is the same")
        expect(same).to_be_hidden()
        page.emulate_media(media="print")
        expect(same).to_be_visible()


# Definitions


def test_from_the_table_of_definitions_to_a_clause(visit: Visit) -> None:
    with visit("frameworks/") as page:
        row = page.locator("tr", has=page.get_by_role("rowheader", name=re.compile("^Open Source AI Definition")))
        expect(row.locator("td").nth(1)).to_contain_text("data preprocessing code")
        row.locator("td").nth(1).get_by_role("link").click()
        assert page.url.endswith("compare/topics/code/#osaid-1.0")
        expect(page.locator("article")).to_contain_text("code used for training including arguments and settings used")
        page.get_by_role("link", name="Code", exact=True).first.click()
        assert page.url.endswith("frameworks/osaid-1.0/#code")


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_two_definitions_clause_by_clause(visit: Visit, script: bool) -> None:
    with visit("frameworks/", java_script_enabled=script) as page:
        page.get_by_role("link", name="OSAID and G7", exact=True).click()
        article = page.locator("article")
        expect(article).to_contain_text("Of 4 releases, 1 is open under both and 3 under neither.")
        expect(article).to_contain_text("by our reading, a form to fill in passes, a person who decides does not")


def test_releases_on_which_two_definitions_part(visit: Visit) -> None:
    with visit("compare/definitions/open-weight-definition-0.3-vs-open-weights-definition-2024/") as page:
        region = page.get_by_role("region", name="Open under OSA OWD, not under Meeker OWD")
        row = region.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Borealis 13B"))
        expect(row).to_contain_text("Meeker OWD. Training code: not released.")


# Which models may I use?


def shown(page: Page) -> dict[str, list[str]]:
    """Return the reasons that the page shows, by license, under each answer."""
    return {
        f"{(group.get_attribute('data-mood'))}: {way.locator('h3').text_content()}": sorted(
            " ".join(each.split()) for each in way.locator("li:visible").all_text_contents()
        )
        for group in page.locator(".os-choices").all()
        for way in group.locator(".os-way").all()
    }


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_the_script_answers_as_the_ready_pages_do(visit: Visit, question: object) -> None:
    asked = next(each for each in QUESTIONS if each == question)
    with visit(f"choose/{asked.id}/", java_script_enabled=False) as page:
        ready = shown(page)
        totals = page.locator("[data-total]").all_text_contents()
    with visit(f"choose/?{asked.address}") as page:
        assert shown(page) == ready
        assert page.locator("[data-total]").all_text_contents() == totals


def test_a_reader_asks_with_the_keyboard(visit: Visit) -> None:
    with visit("choose/") as page:
        expect(page.get_by_role("checkbox", name="in a commercial product")).to_be_checked()
        expect(page.locator("[data-mood=conditions] .os-way h3")).to_have_text(["Llama 3.1 Community, behind a gate"])
        page.get_by_label("Monthly users").focus()
        page.keyboard.type("800000000")
        expect(page.locator("[data-mood=limit] .os-way h3")).to_have_text(["Llama 3.1 Community, behind a gate"])
        expect(page.locator("[data-mood=limit] .os-reason:visible").first).to_contain_text(
            "✗ Companies with more than 700 million"
        )
        assert page.url.endswith("choose/?needs=commercial&users=800000000")
        page.reload(wait_until="networkidle")
        expect(page.locator("[data-mood=limit] .os-way")).to_have_count(1)
        page.get_by_role("button", name="Start again").press("Enter")
        expect(page.locator("[data-mood=limit] .os-way")).to_have_count(0)
        assert "?" not in page.url


def test_a_reason_leads_to_the_clause(visit: Visit) -> None:
    with visit("choose/commercial/") as page:
        page.get_by_role("link", name="The clause on any number of users").click()
        assert page.url.endswith("licenses/llama-3.1-community/#user-cap")
        expect(page.locator("#user-cap")).to_contain_text("greater than 700 million")


def test_a_license_is_explained_as_may_must_and_may_not(visit: Visit) -> None:
    with visit("licenses/llama-3.1-community/") as page:
        for chapter, term in (
            ("You may", "Modified versions"),
            ("You may, on conditions", "Commercial use"),
            ("You must", "Name to show"),
            ("Not known", "Terms that stay the same"),
            ("You need not", "Registration"),
        ):
            region = page.get_by_role("region", name=chapter, exact=True)
            expect(region.get_by_role("rowheader", name=term)).to_be_visible()


def test_licenses_that_no_weights_are_under_are_folded(visit: Visit) -> None:
    with visit("licenses/") as page:
        expect(page.locator("#all-licenses tbody tr")).to_have_count(2)
        expect(page.locator("#unused-licenses")).to_be_hidden()
        page.get_by_text("licenses that no weights recorded here are under").first.click()
        expect(page.locator("#unused-licenses")).to_be_visible()
