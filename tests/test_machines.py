"""What programs read: robots.txt, the sitemap, llms.txt, and cards as Markdown."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import pytest
from judging import cards, release
from markdown_it import MarkdownIt
from test_citations import ADDRESS, NAMES

from generator.analysis.citation import cite
from generator.exports import crawlers, plain_card
from generator.schema.record import Claim

if TYPE_CHECKING:
    from pathlib import Path

    from markdown_it.token import Token

HOME = "https://openness-scorecard.github.io/openness-scorecard/"
DAY = re.compile(r'<meta name="DC.date" content="([\d-]+)"')
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_robots_may_read_everything_and_find_the_sitemap() -> None:
    robots = RobotFileParser()
    robots.parse(crawlers.robots(HOME).splitlines())
    assert robots.can_fetch("AnyBot", f"{HOME}models/acme/aurora-7b/")
    assert robots.site_maps() == [f"{HOME}sitemap.xml"]


def test_the_sitemap_gives_each_card_the_day_of_its_last_change(small_site: Path) -> None:
    root = ET.parse(small_site / "sitemap.xml").getroot()  # noqa: S314  # made by us
    found = {each.findtext(f"{SITEMAP}loc") or "": each.findtext(f"{SITEMAP}lastmod") for each in root}
    days = {each: DAY.search(page(small_site, each)) for each in found if each.startswith(f"{HOME}models/")}
    cited = {address: day[1] for address, day in days.items() if day}
    assert cited == {address: found[address] for address in cited}
    assert len(cited) >= 4


def page(site: Path, address: str) -> str:
    return (site / address.removeprefix(HOME) / "index.html").read_text(encoding="utf-8")


def tokens(text: str) -> list[Token]:
    return MarkdownIt("gfm-like", {"linkify": False}).parse(text)


@pytest.mark.parametrize(
    ("page_of", "feed"),
    [
        ("models/acme/aurora-7b/", "models/acme/aurora-7b/atom.xml"),
        ("developers/acme/", "developers/acme/atom.xml"),
        ("frameworks/osaid-1.0/", "frameworks/osaid-1.0/atom.xml"),
        ("licenses/", "changes/atom.xml"),
        ("about/", "changes/atom.xml"),
    ],
)
def test_every_page_leads_readers_of_feeds_to_its_own(small_site: Path, page_of: str, feed: str) -> None:
    html = page(small_site, f"{HOME}{page_of}")
    found = re.findall(r'<link rel="alternate feed" type="application/atom\+xml" title="[^"]+" href="([^"]+)">', html)
    assert [(small_site / page_of / each).resolve() for each in found] == [(small_site / feed).resolve()]
    assert (small_site / feed).is_file()


def test_llms_txt_has_the_form_of_the_proposal_and_no_dead_link(small_site: Path) -> None:
    """One heading, a quote, and sections with lists of links: https://llmstxt.org."""
    text = (small_site / "llms.txt").read_text(encoding="utf-8")
    made = tokens(text)
    assert [token.tag for token in made if token.type == "heading_open"] == ["h1", "h2", "h2", "h2"]
    assert made[3].type == "blockquote_open"
    links = [str(child.attrs["href"]) for token in made for child in token.children or () if child.type == "link_open"]
    assert len(links) > 10
    files = [small_site / link.removeprefix(HOME) for link in links]
    assert [file for file in files if not (file.is_file() or (file / "index.html").is_file())] == []


def test_a_card_as_markdown_says_what_the_page_says(small_site: Path) -> None:
    text = (small_site / "models/globex/colossus-70b/index.md.txt").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", text, flags=re.MULTILINE)
    assert headings == [
        "May I use it?",
        "What it is called, and does that fit?",
        "What keeps it from more",
        "Definitions",
        "Components",
    ]
    html = page(small_site, f"{HOME}models/globex/colossus-70b/")
    quote = re.search(r'<p class="os-quote">(.*?)</p>', html)
    assert quote
    assert f"> {quote[1]}\n" in text
    assert "Unknown does not mean closed." in text
    assert "- Open Source AI Definition: **Not met**" in text


def kinds(text: str) -> list[str]:
    """Return the elements that Markdown makes of a text, without the text itself."""
    made = tokens(text)
    inline = [child.type for token in made for child in token.children or ()]
    return [token.type for token in made] + [kind for kind in inline if kind not in {"text", "text_special"}]


def card_named(words: str) -> str:
    claim = Claim.model_validate({"label": "open", "quote": words, "url": ADDRESS, "checked": "2026-11-20"})
    record = release(training_code="closed").model_copy(update={"name": words, "claims": (claim,), "summary": words})
    (card,) = cards({"aurora": record})
    made = replace(card, checked=date(2026, 11, 20), developer=replace(card.developer, name=words))
    return plain_card.markdown(made, cite(made, ADDRESS))


@pytest.mark.parametrize("name", [name for name in NAMES if name != "broken lines"])
def test_no_text_becomes_markup_in_the_markdown_of_a_card(name: str) -> None:
    assert kinds(card_named(NAMES[name])) == kinds(card_named("harmless"))


def test_an_edition_is_cited_for_good_whether_its_page_is_whole_or_brief(small_site: Path) -> None:
    files = sorted((small_site / "models/acme/aurora-7b").glob("2026-*/index.html"))
    assert len(files) == 4
    for file in files:
        html, address = file.read_text(encoding="utf-8"), f"{HOME}models/acme/aurora-7b/{file.parent.name}/"
        assert f'<dt>Permanent link</dt><dd><a href="{address}" data-copy>' in html
        assert f'<meta name="citation_public_url" content="{address}">' in html
        day = DAY.search(html)
        assert day
        assert day[1] == file.parent.name[:10]
