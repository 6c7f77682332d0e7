"""Badges: small, readable, well-formed SVG whatever the names are, and the JSON that shields.io asks for."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from judging import cards, release
from markdown_it import MarkdownIt
from test_citations import NAMES

from generator import publish
from generator.analysis.citation import one_line
from generator.core import urls
from generator.exports import badges
from generator.loading.settings import Settings
from generator.site import citing

if TYPE_CHECKING:
    from generator.analysis.card import ReleaseCard
    from generator.analysis.verdicts import Verdict
    from generator.loading.catalog import Catalog

SVG = "{http://www.w3.org/2000/svg}"
MOST_BYTES = 2_000
ENDPOINT = {
    "schemaVersion", "label", "message", "color", "labelColor", "isError", "namedLogo", "logoSvg", "logoColor",
    "logoSize", "style", "cacheSeconds",
}  # fmt: skip
"""The keys of https://shields.io/badges/endpoint-badge."""


def one_card(checked: date | None = date(2026, 11, 20)) -> ReleaseCard:
    (card,) = cards({"aurora": release(training_code="closed")})
    return replace(card, checked=checked)


def said(verdict: Verdict, short: str, words: str) -> Verdict:
    return replace(verdict, definition=replace(verdict.definition, short=short), words=words)


def luminance(color: str) -> float:
    """Return the relative luminance of WCAG 2."""
    parts = (int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_badge_says_the_definition_the_verdict_and_the_day() -> None:
    card = one_card()
    svg = ET.fromstring(badges.svg(card.headline, card))  # noqa: S314  # made right here
    assert svg.get("role") == "img"
    assert svg[0].tag == f"{SVG}title"
    assert svg[0].text == "OSAID, ✗ Not met, 2026-11-20"
    assert [each.text for each in svg.iter(f"{SVG}text")] == ["OSAID", "✗ Not met", "2026-11-20"]


def test_a_badge_without_a_day_has_two_parts() -> None:
    card = one_card(checked=None)
    assert badges.svg(card.headline, card).count("<text") == 2
    assert json.loads(badges.endpoint(card.headline, card))["message"] == "✗ Not met"


def test_the_letters_of_a_badge_have_enough_contrast() -> None:
    card = one_card()
    colors = {
        color for verdict in card.verdicts for color in re.findall(r'path fill="(#\w+)"', badges.svg(verdict, card))
    }
    assert len(colors) >= 3
    assert {color for color in colors if 1.05 / (luminance(color) + 0.05) < 4.5} == set()


@pytest.mark.parametrize("name", [*NAMES.values(), "&" * 500, "\U0001f916" * 500, "通" * 500, "\u200f"])
def test_any_name_makes_a_small_well_formed_badge(name: str) -> None:
    card = one_card()
    made = badges.svg(said(card.headline, name, name), card)
    assert len(made.encode()) <= MOST_BYTES
    svg = ET.fromstring(made)  # noqa: S314  # made right here
    assert {each.tag.removeprefix(SVG) for each in svg.iter()} == {"svg", "title", "path", "g", "text"}
    assert "href" not in {key for each in svg.iter() for key in each.keys()}  # noqa: SIM118  # an element, not a dict
    endpoint = json.loads(badges.endpoint(said(card.headline, name, name), card))
    assert endpoint["label"] == name


def test_shields_gets_what_it_asks_for(small: Catalog) -> None:
    site = publish.site_of(small, Settings("https://example.org/", "https://example.org/repository"))
    made = {path: make for path, make in publish.outputs(site).items() if re.search(r"/badges/[^/]+\.json$", path)}
    assert len(made) == len(small.records) * len(small.frameworks)
    for make in made.values():
        data = json.loads(str(make()))
        assert data["schemaVersion"] == 1
        assert data.keys() <= ENDPOINT
        assert all(isinstance(data[key], str) and data[key] for key in ("label", "message", "color"))


def test_every_release_has_a_badge_for_each_definition(small: Catalog) -> None:
    site = publish.site_of(small, Settings("https://example.org/", "https://example.org/repository"))
    outputs = publish.outputs(site)
    for record_id in small.records:
        badge = outputs[urls.headline_badge(record_id)]()
        assert badge == outputs[urls.badge(record_id, "osaid-1.0")]()
        for definition in small.frameworks:
            made = str(outputs[urls.badge(record_id, definition)]())
            assert len(made.encode()) <= MOST_BYTES
            assert ET.fromstring(made)[0].text  # noqa: S314  # made by us


class Images(HTMLParser):
    """The links and images of a text, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str | None, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.found += [(tag, values.get("href", values.get("src")), values.get("alt"))] if tag in {"a", "img"} else []


@pytest.mark.parametrize("name", NAMES.values())
def test_a_badge_in_a_readme_keeps_any_name(name: str, small: Catalog) -> None:
    site = publish.site_of(small, Settings("https://example.org/", "https://example.org/repository"))
    card = replace(one_card(), id="acme/aurora-7b", name=name)
    badge = citing.badge(site, card, card.headline)
    page = "https://example.org/models/acme/aurora-7b/"
    picture = f"{page}badges/osaid-1.0.svg"
    expected = [("a", page, None), ("img", picture, badge.text)]
    assert Images(MarkdownIt("commonmark").render(badge.markdown)).found == expected
    assert Images(badge.html).found == expected
    assert badge.rst.split("\n") == [f".. image:: {picture}", f"   :target: {page}", f"   :alt: {badge.text}"]
    assert badge.text == one_line(f"{name} under OSAID")
